"""What searching reads of all notes at once, without making a note of each."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import bindparam, exists, select, text
from sqlalchemy.orm import Session

from fieldwork.domain.ids import NoteId, PersonId
from fieldwork.domain.notes import Need
from fieldwork.domain.people import Source
from fieldwork.store.notes import NO
from fieldwork.store.tables import NotePersonRow, NoteRow, SuggestionRow


def texts(session: Session, ids: Iterable[NoteId]) -> dict[NoteId, str]:
    """Return the texts of these notes."""
    query = text("SELECT id, text FROM notes WHERE id IN :ids").bindparams(
        bindparam("ids", expanding=True)
    )
    found = session.execute(query, {"ids": list(ids)})
    return {NoteId(note): str(body) for note, body in found}


def codes(session: Session) -> dict[NoteId, frozenset[str]]:
    """Return for each note the themes and signals that were read in it and not refused."""
    found: dict[NoteId, set[str]] = defaultdict(set)
    query = select(SuggestionRow.note, SuggestionRow.code).where(SuggestionRow.decision != NO)
    for note, code in session.execute(query):
        found[NoteId(note)].add(code)
    return {note: frozenset(read) for note, read in found.items()}


def narrowed(
    session: Session,
    *,
    code: str = "",
    person: PersonId | None = None,
    buurt: str | None = None,
    outside: Collection[str] | None = None,
    since: date | None = None,
    until: date | None = None,
    source: Source | None = None,
    need: Need | None = None,
    unreviewed: bool = False,
) -> list[NoteId]:
    """Return the notes that all of this holds for, the last talk first.

    ``buurt`` is a code; ``outside`` are codes of buurten that the note is in none of. A ``code``
    holds for what was read in a note and not refused.
    """
    query = select(NoteRow.id).order_by(
        NoteRow.happened_on.desc(), NoteRow.happened_at.desc(), NoteRow.made_at.desc()
    )
    if code:
        read = exists().where(
            SuggestionRow.note == NoteRow.id,
            SuggestionRow.code == code,
            SuggestionRow.decision != NO,
        )
        query = query.where(read)
    if person is not None:
        there = exists().where(NotePersonRow.note == NoteRow.id, NotePersonRow.person == person)
        query = query.where(there)
    if since is not None:
        query = query.where(NoteRow.happened_on >= since)
    if until is not None:
        query = query.where(NoteRow.happened_on <= until)
    for column, wanted in (
        (NoteRow.buurt, buurt),
        (NoteRow.source, source.value if source else None),
        (NoteRow.need, need.value if need else None),
    ):
        if wanted is not None:
            query = query.where(column == wanted)
    if outside is not None:
        query = query.where(NoteRow.buurt.not_in(list(outside)))
    if unreviewed:
        query = query.where(NoteRow.reviewed_at.is_(None))
    return [NoteId(note) for note in session.scalars(query)]
