"""What searching reads of all notes at once, without making a note of each."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, bindparam, func, select, text
from sqlalchemy.orm import Session

from fieldwork.domain.ids import NoteId, PersonId
from fieldwork.domain.notes import Need
from fieldwork.domain.people import Source
from fieldwork.store.notes import NO
from fieldwork.store.stems import match_all
from fieldwork.store.tables import NotePersonRow, NoteRow, SuggestionRow

# Of more changes than this, everything is looked at anew.
MOST_CHANGES: Final = 2000
# SQLite takes some 30,000 values in one question.
_AT_ONCE: Final = 5000


@dataclass(frozen=True, slots=True)
class NoteState:
    """Which version of a note there is, and what orders it: of the greatest the talk was last."""

    id: NoteId
    version: int
    order: tuple[str, str, str, str]


def states(session: Session, ids: Collection[NoteId] | None = None) -> list[NoteState]:
    """Return how these notes stand (all when None); those that are gone are left out."""
    asked = "SELECT id, version, happened_on, coalesce(happened_at, ''), made_at FROM notes"
    return [
        NoteState(NoteId(note), version, (day, hour, made, note))
        for note, version, day, hour, made in _rows(session, asked, "id", ids)
    ]


def texts(session: Session, ids: Collection[NoteId]) -> dict[NoteId, str]:
    """Return the texts of these notes."""
    found = _rows(session, "SELECT id, text FROM notes", "id", ids)
    return {NoteId(note): str(body) for note, body in found}


def codes(session: Session, ids: Collection[NoteId] | None = None) -> dict[NoteId, frozenset[str]]:
    """Return for these notes (all when None) the themes and signals read in them, not refused."""
    found: dict[NoteId, set[str]] = defaultdict(set)
    asked = "SELECT note, code, decision FROM suggestions"
    for note, code, decision in _rows(session, asked, "note", ids):
        if decision != NO:
            found[NoteId(note)].add(code)
    return {note: frozenset(read) for note, read in found.items()}


def _rows(
    session: Session, asked: str, column: str, ids: Collection[NoteId] | None
) -> Iterator[tuple[Any, ...]]:
    if ids is None:
        yield from map(tuple, session.execute(text(asked)))
        return
    wanted = list(ids)
    query = text(f"{asked} WHERE {column} IN :ids").bindparams(bindparam("ids", expanding=True))
    for start in range(0, len(wanted), _AT_ONCE):
        yield from map(tuple, session.execute(query, {"ids": wanted[start : start + _AT_ONCE]}))


def stamp(session: Session) -> int:
    """Return the number that is another one after any change to what screens show."""
    return session.scalar(text("SELECT number FROM stamp")) or 0


def journal_end(session: Session) -> int:
    """Return the number of the last row that the journal ever had."""
    query = text("SELECT seq FROM sqlite_sequence WHERE name = 'deed_rows'")
    return session.scalar(query) or 0


def changed_between(session: Session, since: int, end: int) -> frozenset[NoteId] | None:
    """Return the notes that changed, or what was read in them, after one row of the journal.

    ``end`` is its last. None where the journal does not tell: rows were dropped, or are very many.
    Triggers write it, so it tells of whatever changed, also by another process.
    """
    there = text("SELECT count(*) FROM deed_rows WHERE id > :since AND id <= :end")
    many = session.scalar(there, {"since": since, "end": end})
    if many != end - since or many > MOST_CHANGES:
        return None
    found = session.scalars(
        text(
            "SELECT DISTINCT CASE table_name WHEN 'notes' THEN \"key\" ->> 0 "
            "ELSE coalesce(after, before) ->> '$.note' END FROM deed_rows "
            "WHERE id > :since AND id <= :end AND table_name IN ('notes', 'suggestions')"
        ),
        {"since": since, "end": end},
    )
    return frozenset(NoteId(note) for note in found)


def with_words(session: Session, words: str) -> frozenset[NoteId]:
    """Return the notes that hold all of ``words``, by their Dutch stems."""
    expression = match_all(words)
    if not expression:
        return frozenset()
    found = session.scalars(
        text(
            "SELECT notes.id FROM words JOIN notes ON notes.rowid = words.rowid "
            "WHERE words MATCH :expression"
        ),
        {"expression": expression},
    )
    return frozenset(NoteId(note) for note in found)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What holds for the notes that are asked for; what is empty does not narrow.

    ``buurt`` is a code; ``outside`` are codes of buurten that the note is in none of. A ``code``
    holds for what was read in a note and not refused.
    """

    code: str = ""
    person: PersonId | None = None
    buurt: str | None = None
    outside: Collection[str] | None = None
    since: date | None = None
    until: date | None = None
    source: Source | None = None
    need: Need | None = None
    unreviewed: bool = False


def narrowed(session: Session, which: Narrowing, limit: int | None = None) -> list[NoteId]:
    """Return the notes that all of this holds for, the last talk first, at most ``limit``."""
    query = select(NoteRow.id).where(*_conditions(which))
    last_first = query.order_by(
        NoteRow.happened_on.desc(),
        NoteRow.happened_at.desc(),
        NoteRow.made_at.desc(),
        NoteRow.id.desc(),
    )
    return [NoteId(note) for note in session.scalars(last_first.limit(limit))]


def count(session: Session, which: Narrowing) -> int:
    """Return for how many notes all of this holds."""
    query = select(func.count()).select_from(NoteRow).where(*_conditions(which))
    return session.scalar(query) or 0


def _conditions(which: Narrowing) -> Iterator[ColumnElement[bool]]:
    # Asked for once: for each note anew, SQLite would go through all that has this code.
    if which.code:
        read = select(SuggestionRow.note).where(
            SuggestionRow.code == which.code, SuggestionRow.decision != NO
        )
        yield NoteRow.id.in_(read)
    if which.person is not None:
        there = select(NotePersonRow.note).where(NotePersonRow.person == which.person)
        yield NoteRow.id.in_(there)
    if which.since is not None:
        yield NoteRow.happened_on >= which.since
    if which.until is not None:
        yield NoteRow.happened_on <= which.until
    for column, wanted in (
        (NoteRow.buurt, which.buurt),
        (NoteRow.source, which.source.value if which.source else None),
        (NoteRow.need, which.need.value if which.need else None),
    ):
        if wanted is not None:
            yield column == wanted
    if which.outside is not None:
        yield NoteRow.buurt.not_in(list(which.outside))
    if which.unreviewed:
        yield NoteRow.reviewed_at.is_(None)
