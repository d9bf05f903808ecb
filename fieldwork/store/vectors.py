"""What notes mean, as rows of numbers, kept beside them.

A vector belongs to one text: a changed text loses its own (a trigger sees to that), and one that
was made of an earlier version is not taken in.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from fieldwork.domain.ids import NoteId
from fieldwork.store.tables import NoteRow, NoteVectorRow

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class NoteText:
    """The text of a note, and which version of the note it was read from."""

    id: NoteId
    version: int
    text: str


def missing(session: Session, maker: str, limit: int) -> list[NoteText]:
    """Return notes that have no vectors of ``maker``, the last talk first."""
    made = select(NoteVectorRow.note).where(NoteVectorRow.maker == maker)
    rows = session.execute(
        select(NoteRow.id, NoteRow.version, NoteRow.text)
        .where(NoteRow.id.not_in(made))
        .order_by(NoteRow.happened_on.desc(), NoteRow.made_at.desc())
        .limit(limit)
    )
    return [NoteText(NoteId(note_id), version, body) for note_id, version, body in rows]


def count_missing(session: Session, maker: str) -> int:
    """Return how many notes have no vectors of ``maker``."""
    made = select(func.count()).select_from(NoteVectorRow).where(NoteVectorRow.maker == maker)
    every = select(func.count()).select_from(NoteRow)
    return (session.scalar(every) or 0) - (session.scalar(made) or 0)


def keep(session: Session, note: NoteText, maker: str, matrix: "Matrix") -> bool:
    """Keep the vectors of a note, in half precision; False when its text is another by now."""
    import numpy as np

    now = session.scalar(select(NoteRow.text).where(NoteRow.id == note.id))
    if now != note.text:
        return False
    row = session.get(NoteVectorRow, note.id) or NoteVectorRow(note=note.id)
    row.maker, row.version = maker, note.version
    row.width = int(matrix.shape[1])
    row.numbers = matrix.astype(np.float16).tobytes()
    session.add(row)
    session.flush()
    return True


def vectors(session: Session, maker: str, ids: Iterable[NoteId]) -> "dict[NoteId, Matrix]":
    """Return the vectors of these notes that ``maker`` made, a row for each part of a note."""
    import numpy as np

    rows = session.execute(
        select(NoteVectorRow.note, NoteVectorRow.width, NoteVectorRow.numbers).where(
            NoteVectorRow.maker == maker, NoteVectorRow.note.in_(list(ids))
        )
    )
    return {
        NoteId(note): np.frombuffer(numbers, np.float16).reshape(-1, width).astype(np.float32)
        for note, width, numbers in rows
    }


def versions(session: Session, maker: str) -> dict[NoteId, tuple[int, bool]]:
    """Return for every note its version, and whether it has vectors of ``maker``."""
    rows = session.execute(
        text(
            "SELECT notes.id, notes.version, note_vectors.note IS NOT NULL FROM notes "
            "LEFT JOIN note_vectors ON note_vectors.note = notes.id AND maker = :maker "
            "ORDER BY happened_on DESC, happened_at DESC, made_at DESC"
        ),
        {"maker": maker},
    )
    return {NoteId(note): (version, bool(made)) for note, version, made in rows}
