"""Notes, and what was read in them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, delete, exists, func, select, text
from sqlalchemy.orm import Session

from fieldwork.domain.ids import AccountId, NoteId, PersonId, SuggestionId
from fieldwork.domain.notes import (
    ConsentState,
    Finding,
    Need,
    Note,
    Origin,
    Reading,
    Rejection,
    Span,
    Suggestion,
)
from fieldwork.domain.people import Source
from fieldwork.domain.places import Address, Place, Point
from fieldwork.domain.refusals import NotFound, StaleEdit
from fieldwork.domain.themes import Concerns, SignalStatus, ThemeStatus
from fieldwork.store import bin, doubles
from fieldwork.store.stems import match_all
from fieldwork.store.tables import NotePersonRow, NoteRow, SuggestionRow
from fieldwork.store.vault import Vault
from fieldwork.store.versions import add_version, keep_first

COLUMN = "notes.address"
YES, NO = "ja", "nee"


def add_note(session: Session, vault: Vault, note: Note) -> Note:
    """Keep a new note, with its text as the first version; returns it as kept."""
    row = NoteRow(id=note.id, made_by=note.made_by, made_at=note.made_at)
    _fill(row, vault, note)
    session.add(row)
    session.flush()
    _fill_people(session, note)
    add_version(session, note.id, note.text, note.made_by, note.made_at)
    return replace(note, version=row.version)


def add_notes(session: Session, vault: Vault, several: Sequence[Note]) -> None:
    """Keep several new notes at once, some ten times as quick as one by one.

    Their first version is kept when they are changed, as with notes of before there were versions.
    """
    rows = [NoteRow(id=one.id, made_by=one.made_by, made_at=one.made_at) for one in several]
    for row, note in zip(rows, several, strict=True):
        _fill(row, vault, note)
    session.add_all(rows)
    session.flush()
    session.add_all(
        NotePersonRow(note=note.id, person=person, position=position)
        for note in several
        for position, person in enumerate(note.people)
    )
    session.flush()


def change_note(session: Session, vault: Vault, note: Note) -> Note:
    """Keep a changed note; raises :class:`StaleEdit` when a colleague was first.

    The text is changed by :func:`rewrite` only: another one here is a ``ValueError``.
    """
    row = _fresh_row(session, note)
    if row.text != note.text:
        raise ValueError(f"the text of note {note.id} is changed by rewrite() only")
    _fill(row, vault, note)
    session.execute(delete(NotePersonRow).where(NotePersonRow.note == note.id))
    _fill_people(session, note)
    session.flush()
    return replace(note, version=row.version)


def rewrite(session: Session, note: Note, text: str, by: AccountId, at: datetime) -> Note:
    """Keep another text, which is the note's next version; raises :class:`StaleEdit`."""
    row = _fresh_row(session, note)
    keep_first(session, row)
    row.text = text
    session.flush()
    add_version(session, note.id, text, by, at)
    return replace(note, text=text, version=row.version)


def _fresh_row(session: Session, note: Note) -> NoteRow:
    row = session.get(NoteRow, note.id)
    if row is None:
        raise NotFound("Dit gesprek")
    if row.version != note.version:
        raise StaleEdit("Gesprek")
    return row


def note(session: Session, vault: Vault, note_id: NoteId) -> Note:
    """Return one note; raises :class:`NotFound`."""
    found = _notes(session, vault, select(NoteRow).where(NoteRow.id == note_id))
    if not found:
        raise NotFound("Dit gesprek")
    return found[0]


def notes(
    session: Session,
    vault: Vault,
    *,
    ids: Iterable[NoteId] | None = None,
    person: PersonId | None = None,
    since: date | None = None,
    until: date | None = None,
    unreviewed: bool = False,
    limit: int | None = None,
) -> list[Note]:
    """Return notes, the last talk first, narrowed by what is given."""
    query = select(NoteRow).order_by(
        NoteRow.happened_on.desc(), NoteRow.happened_at.desc(), NoteRow.made_at.desc()
    )
    if ids is not None:
        query = query.where(NoteRow.id.in_(list(ids)))
    if person is not None:
        query = query.join(NotePersonRow, NotePersonRow.note == NoteRow.id)
        query = query.where(NotePersonRow.person == person)
    if since is not None:
        query = query.where(NoteRow.happened_on >= since)
    if until is not None:
        query = query.where(NoteRow.happened_on <= until)
    if unreviewed:
        query = query.where(NoteRow.reviewed_at.is_(None))
    return _notes(session, vault, query.limit(limit))


def count_notes(session: Session, *, unreviewed: bool = False) -> int:
    """Return how many notes there are."""
    query = select(func.count()).select_from(NoteRow)
    if unreviewed:
        query = query.where(NoteRow.reviewed_at.is_(None))
    return session.scalar(query) or 0


def search(session: Session, words: str, limit: int = 50) -> list[NoteId]:
    """Return the notes that hold all of ``words`` (by their Dutch stems), the best first."""
    expression = match_all(words)
    if not expression:
        return []
    rows = session.execute(
        text(
            "SELECT notes.id FROM words JOIN notes ON notes.rowid = words.rowid "
            "WHERE words MATCH :expression ORDER BY rank LIMIT :limit"
        ),
        {"expression": expression, "limit": limit},
    )
    return [NoteId(row[0]) for row in rows]


def imported_notes(session: Session) -> set[str]:
    """Return the identities of the lines that earlier files brought, also of those in the bin."""
    rows = session.scalars(select(NoteRow.imported_as).where(NoteRow.imported_as.is_not(None)))
    return {str(value) for value in rows} | bin.imported(session, "notes")


def unread_by_machine(session: Session) -> list[NoteId]:
    """Return the talks that neither the machine nor a person read yet, the oldest first."""
    read = exists().where(
        SuggestionRow.note == NoteRow.id, SuggestionRow.origin == Origin.MACHINE.value
    )
    query = select(NoteRow.id).where(NoteRow.reviewed_at.is_(None), ~read)
    return [NoteId(one) for one in session.scalars(query.order_by(NoteRow.made_at, NoteRow.id))]


def last_talks(session: Session) -> dict[PersonId, date]:
    """Return for everybody who was in a talk the day of the last."""
    rows = session.execute(
        select(NotePersonRow.person, func.max(NoteRow.happened_on))
        .join(NoteRow, NoteRow.id == NotePersonRow.note)
        .group_by(NotePersonRow.person)
    )
    return {PersonId(person): day for person, day in rows}


def add_suggestions(session: Session, suggestions: Sequence[Suggestion]) -> None:
    """Keep suggestions, open."""
    session.add_all(_suggestion_row(suggestion) for suggestion in suggestions)
    session.flush()


def drop_open_suggestions(session: Session, note_id: NoteId) -> None:
    """Take away what nobody has looked at, to make room for a new reading."""
    session.execute(
        delete(SuggestionRow).where(SuggestionRow.note == note_id, SuggestionRow.decision == "")
    )


def decide(session: Session, decision: Finding | Rejection) -> None:
    """Keep what a person made of a suggestion, which may be new (marked by hand)."""
    suggestion = decision.suggestion
    row = session.get(SuggestionRow, suggestion.id)
    if row is None:
        row = _suggestion_row(suggestion)
        session.add(row)
    row.status = suggestion.status.value
    row.decision = YES if isinstance(decision, Finding) else NO
    row.decided_by, row.decided_at = decision.by, decision.on
    session.flush()


def add_findings(session: Session, findings: Sequence[Finding]) -> None:
    """Keep several findings at once that were no suggestions before."""
    rows = []
    for finding in findings:
        row = _suggestion_row(finding.suggestion)
        row.decision, row.decided_by, row.decided_at = YES, finding.by, finding.on
        rows.append(row)
    session.add_all(rows)
    session.flush()


def reopen(session: Session, suggestion_id: SuggestionId) -> None:
    """Take a decision back; what was marked by hand is gone then."""
    row = session.get(SuggestionRow, suggestion_id)
    if row is None:
        raise NotFound("Deze markering")
    if row.origin == Origin.MENS.value:
        session.delete(row)
    else:
        row.decision, row.decided_by, row.decided_at = "", None, None
    session.flush()


def move(session: Session, suggestion_id: SuggestionId, span: Span | None, quote: str = "") -> None:
    """Keep that a suggestion's words stand elsewhere now, or nowhere (None).

    ``quote`` is what these words were, when they are nowhere; without it the suggestion is about
    the whole talk.
    """
    row = session.get(SuggestionRow, suggestion_id)
    if row is None:
        raise NotFound("Deze markering")
    row.start, row.end = (span.start, span.end) if span else (None, None)
    row.quote = "" if span else quote
    session.flush()


def drop_suggestion(session: Session, suggestion_id: SuggestionId) -> None:
    """Take one open suggestion away; what was decided on stays."""
    session.execute(
        delete(SuggestionRow).where(SuggestionRow.id == suggestion_id, SuggestionRow.decision == "")
    )


def suggestion(session: Session, suggestion_id: SuggestionId) -> Suggestion:
    """Return one suggestion, decided or not; raises :class:`NotFound`."""
    row = session.get(SuggestionRow, suggestion_id)
    if row is None:
        raise NotFound("Deze markering")
    return _suggestion(row)


def readings(session: Session, note_ids: Iterable[NoteId] | None = None) -> dict[NoteId, Reading]:
    """Return what was read in these notes (all when None), by note."""
    query = select(SuggestionRow).order_by(SuggestionRow.start, SuggestionRow.code)
    if note_ids is not None:
        query = query.where(SuggestionRow.note.in_(list(note_ids)))
    open_: dict[NoteId, list[Suggestion]] = defaultdict(list)
    findings: dict[NoteId, list[Finding]] = defaultdict(list)
    rejections: dict[NoteId, list[Rejection]] = defaultdict(list)
    for row in session.scalars(query):
        read, note_id = _suggestion(row), NoteId(row.note)
        if row.decided_by is None or row.decided_at is None:
            open_[note_id].append(read)
        elif row.decision == YES:
            findings[note_id].append(read.confirm(AccountId(row.decided_by), row.decided_at))
        else:
            rejections[note_id].append(read.refuse(AccountId(row.decided_by), row.decided_at))
    touched = open_.keys() | findings.keys() | rejections.keys()
    return {
        one: Reading(tuple(open_[one]), tuple(findings[one]), tuple(rejections[one]))
        for one in touched
    }


def mark_reviewed(session: Session, note_id: NoteId, at: datetime | None) -> None:
    """Keep that a note was read back at ``at``, or (None) that it is to be read again."""
    row = session.get(NoteRow, note_id)
    if row is None:
        raise NotFound("Dit gesprek")
    row.reviewed_at = at


def _fill(row: NoteRow, vault: Vault, note: Note) -> None:
    address, point = note.place.address, note.place.point
    record: dict[str, Any] = {}
    if address:
        record = {"address": [address.street, address.number, address.postcode]}
    row.text = note.text
    row.source = note.source.value
    row.happened_on, row.happened_at = note.happened_on, note.happened_at
    row.address = vault.seal_record(COLUMN, record) if record else b""
    row.lat, row.lon = (point.lat, point.lon) if point else (None, None)
    row.buurt = note.place.buurt
    row.consent = note.consent.value
    row.need = note.need.value if note.need else None
    row.imported_as = note.imported_as or None
    row.reviewed_at = note.reviewed_at


def _fill_people(session: Session, note: Note) -> None:
    session.add_all(
        NotePersonRow(note=note.id, person=person, position=position)
        for position, person in enumerate(doubles.followed(session, note.people))
    )
    session.flush()


def _notes(session: Session, vault: Vault, query: Select[NoteRow]) -> list[Note]:
    rows = session.scalars(query).all()
    who: dict[str, list[PersonId]] = defaultdict(list)
    links = select(NotePersonRow).where(NotePersonRow.note.in_([row.id for row in rows]))
    for link in session.scalars(links.order_by(NotePersonRow.position)):
        who[link.note].append(PersonId(link.person))
    return [_note(row, vault, tuple(who[row.id])) for row in rows]


def _note(row: NoteRow, vault: Vault, people: tuple[PersonId, ...]) -> Note:
    kept = vault.open_record(COLUMN, row.address)
    return Note(
        id=NoteId(row.id),
        text=row.text,
        happened_on=row.happened_on,
        made_by=AccountId(row.made_by),
        made_at=row.made_at,
        source=Source.of(row.source),
        happened_at=row.happened_at,
        people=people,
        place=Place(
            address=Address(*kept["address"]) if kept else None,
            point=Point(row.lat, row.lon) if row.lat is not None and row.lon is not None else None,
            buurt=row.buurt,
        ),
        consent=ConsentState.of(row.consent),
        need=Need.of(row.need) if row.need else None,
        imported_as=row.imported_as or "",
        reviewed_at=row.reviewed_at,
        version=row.version,
    )


def _suggestion_row(suggestion: Suggestion) -> SuggestionRow:
    span = suggestion.span
    return SuggestionRow(
        id=suggestion.id,
        note=suggestion.note,
        code=suggestion.code,
        is_signal=suggestion.is_signal,
        status=suggestion.status.value,
        start=span.start if span else None,
        end=span.end if span else None,
        concerns=suggestion.concerns.value,
        score=suggestion.score,
        origin=suggestion.origin.value,
        decision="",
        quote=suggestion.quote,
    )


def _suggestion(row: SuggestionRow) -> Suggestion:
    status = SignalStatus.of(row.status) if row.is_signal else ThemeStatus.of(row.status)
    has_span = row.start is not None and row.end is not None
    return Suggestion(
        id=SuggestionId(row.id),
        note=NoteId(row.note),
        code=row.code,
        status=status,
        span=Span(row.start, row.end) if has_span else None,  # type: ignore[arg-type]
        concerns=Concerns.of(row.concerns),
        score=row.score,
        origin=Origin.of(row.origin),
        quote=row.quote,
    )
