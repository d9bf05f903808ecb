"""Talks on the line of time."""

from typing import Final

from fieldwork.actions.entries import at_day
from fieldwork.actions.notes import NoteFilter, NotePage, Notes
from fieldwork.actions.seat import Seat
from fieldwork.domain.access import Right
from fieldwork.domain.ids import PersonId
from fieldwork.domain.notes import ConsentState
from fieldwork.domain.timeline import Entry, EntryKind

KIND = EntryKind("talk", "Gesprekken", "Gesprek", 10)
NEEDS = (Right.READ_NOTES,)
# More talks with one person than any study has.
MOST: Final = 100_000
_MARKS = {
    ConsentState.GEWEIGERD: "Liever niet bewaren",
    ConsentState.INGETROKKEN: "Toestemming ingetrokken",
}


def entries(seat: Seat, person_id: PersonId) -> list[Entry]:
    """Return the talks with somebody."""
    return [_entry(page) for page in talks_with(seat, person_id)]


def talks_with(seat: Seat, person_id: PersonId) -> list[NotePage]:
    """Return every talk with somebody, the last first."""
    return Notes(seat).find(NoteFilter(person=person_id, limit=MOST))


def _entry(page: NotePage) -> Entry:
    note = page.note
    others = len(note.people) - 1
    return Entry(
        at=at_day(note.happened_on, note.happened_at),
        kind=KIND,
        line=note.opening,
        subject=note.id,
        screen="gesprek",
        identity=note.id,
        by=page.made_by,
        beside=f"Samen met {others} ander{'en' if others > 1 else ''}" if others > 0 else "",
        mark=_MARKS.get(note.consent, ""),
        has_clock=note.happened_at is not None,
    )
