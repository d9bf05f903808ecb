"""What the machine reads of a note for searching, kept beside it: its vectors and its words.

Both belong to one text: a changed text loses them (a trigger sees to that), and what was made of an
earlier version is not taken in.

They share a row. ``maker`` tells who made what lies in it: the name of the vectors' maker, and,
when its words were read as well, a bar and by which edition of the word lists: ``e5|4c2a``, or
``|4c2a`` without vectors. ``numbers`` has the vectors, then the words, then in four bytes how long
the words are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from fieldwork.domain.ids import NoteId
from fieldwork.store.tables import NoteRow, NoteVectorRow

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Matrix = npt.NDArray[np.float32]

BAR: Final = "|"
_TAIL: Final = 4
# SQLite takes some 30,000 values in one question.
_AT_ONCE: Final = 5000


@dataclass(frozen=True, slots=True)
class NoteText:
    """The text of a note, and which version of the note it was read from."""

    id: NoteId
    version: int
    text: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a note: its vectors, a row for each part, and its words as bytes."""

    vectors: "Matrix | None" = None
    words: bytes | None = None


def missing(session: Session, maker: str, limit: int) -> list[NoteText]:
    """Return notes that have no vectors of ``maker``, the last talk first."""
    return _without(session, _made_by(maker), limit)


def unread(session: Session, edition: str, limit: int) -> list[NoteText]:
    """Return notes whose words were not read by this ``edition``, the last talk first."""
    return _without(session, _read_by(edition), limit)


def count_missing(session: Session, maker: str) -> int:
    """Return how many notes have no vectors of ``maker``."""
    return _count_without(session, _made_by(maker))


def count_unread(session: Session, edition: str) -> int:
    """Return of how many notes the words were not read by this ``edition``."""
    return _count_without(session, _read_by(edition))


def keep(session: Session, note: NoteText, maker: str, matrix: "Matrix") -> bool:
    """Keep the vectors of a note, in half precision; False when its text is another by now."""
    import numpy as np

    row = _row_for(session, note)
    if row is None:
        return False
    _, edition, _, words = _parts(row)
    row.width = int(matrix.shape[1])
    _fill(row, maker, edition, matrix.astype(np.float16).tobytes(), words)
    session.flush()
    return True


def keep_words(session: Session, note: NoteText, edition: str, words: bytes) -> bool:
    """Keep what was read of a note's words; False when its text is another by now."""
    row = _row_for(session, note)
    if row is None:
        return False
    maker, _, matrix, _ = _parts(row)
    _fill(row, maker, edition, matrix, words)
    session.flush()
    return True


def kept(session: Session, maker: str, edition: str, ids: Iterable[NoteId]) -> dict[NoteId, Kept]:
    """Return what ``maker`` and this ``edition`` made of these notes."""
    found: dict[NoteId, Kept] = {}
    columns = (NoteVectorRow.note, NoteVectorRow.maker, NoteVectorRow.width, NoteVectorRow.numbers)
    wanted = list(ids)
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        rows = session.execute(select(*columns).where(NoteVectorRow.note.in_(some)))
        for note, made_by, width, numbers in rows:
            by, read_by, matrix, words = _split(made_by, numbers)
            is_mine = bool(maker) and by == maker
            found[NoteId(note)] = Kept(
                _matrix(matrix, width) if is_mine else None,
                words if edition and read_by == edition else None,
            )
    return found


def vectors(session: Session, maker: str, ids: Iterable[NoteId]) -> "dict[NoteId, Matrix]":
    """Return the vectors of these notes that ``maker`` made, a row for each part of a note."""
    found = kept(session, maker, "", ids)
    return {note: one.vectors for note, one in found.items() if one.vectors is not None}


def have_vectors(session: Session, maker: str) -> frozenset[NoteId]:
    """Return which notes have vectors of ``maker``."""
    rows = session.scalars(select(NoteVectorRow.note).where(_made_by(maker)))
    return frozenset(NoteId(note) for note in rows)


def have_words(session: Session, edition: str) -> frozenset[NoteId]:
    """Return of which notes the words were read by this ``edition``."""
    rows = session.scalars(select(NoteVectorRow.note).where(_read_by(edition)))
    return frozenset(NoteId(note) for note in rows)


def _made_by(maker: str) -> ColumnElement[bool]:
    """Return the condition for vectors of ``maker``, in words that the index answers."""
    after = chr(ord(BAR) + 1)
    column = NoteVectorRow.maker
    return or_(column == maker, and_(column >= maker + BAR, column < maker + after))


def _read_by(edition: str) -> ColumnElement[bool]:
    return NoteVectorRow.maker.endswith(BAR + edition, autoescape=True)


def _without(session: Session, made: ColumnElement[bool], limit: int) -> list[NoteText]:
    rows = session.execute(
        select(NoteRow.id, NoteRow.version, NoteRow.text)
        .where(NoteRow.id.not_in(select(NoteVectorRow.note).where(made)))
        .order_by(NoteRow.happened_on.desc(), NoteRow.made_at.desc())
        .limit(limit)
    )
    return [NoteText(NoteId(note_id), version, body) for note_id, version, body in rows]


def _count_without(session: Session, made: ColumnElement[bool]) -> int:
    there = select(func.count()).select_from(NoteVectorRow).where(made)
    every = select(func.count()).select_from(NoteRow)
    return (session.scalar(every) or 0) - (session.scalar(there) or 0)


def _row_for(session: Session, note: NoteText) -> NoteVectorRow | None:
    """Return the row that belongs to a note, maybe a new one; None for another text."""
    now = session.scalar(select(NoteRow.text).where(NoteRow.id == note.id))
    if now != note.text:
        return None
    row = session.get(NoteVectorRow, note.id)
    if row is None:
        row = NoteVectorRow(note=note.id, maker="", width=0, numbers=b"")
        session.add(row)
    row.version = note.version
    return row


def _fill(row: NoteVectorRow, maker: str, edition: str, matrix: bytes, words: bytes) -> None:
    if not edition:
        row.maker, row.numbers = maker, matrix
        return
    row.maker = f"{maker}{BAR}{edition}"
    row.numbers = b"".join((matrix, words, len(words).to_bytes(_TAIL, "little")))


def _parts(row: NoteVectorRow) -> tuple[str, str, bytes, bytes]:
    return _split(row.maker, row.numbers)


def _split(made_by: str, numbers: bytes) -> tuple[str, str, bytes, bytes]:
    """Return the vectors' maker, the edition, the vectors and the words that lie in a row."""
    maker, bar, edition = made_by.rpartition(BAR)
    if not bar:
        return made_by, "", numbers, b""
    end = len(numbers) - _TAIL
    start = end - int.from_bytes(numbers[end:], "little")
    return maker, edition, numbers[:start], numbers[start:end]


def _matrix(content: bytes, width: int) -> "Matrix":
    import numpy as np

    return np.frombuffer(content, np.float16).reshape(-1, width).astype(np.float32)
