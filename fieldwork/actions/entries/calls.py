"""Calls made for somebody in danger, on the line of time."""

from fieldwork.actions.calls import CallCard, Calls
from fieldwork.actions.seat import Seat
from fieldwork.domain.access import Right
from fieldwork.domain.ids import PersonId
from fieldwork.domain.timeline import Entry, EntryKind

KIND = EntryKind("call", "Gebeld", "Telefoongesprek", 32)
NEEDS = (Right.MAKE_REQUESTS,)


def entries(seat: Seat, person_id: PersonId) -> list[Entry]:
    """Return the calls made for somebody."""
    return [_entry(card) for card in Calls(seat).of_person(person_id)]


def _entry(card: CallCard) -> Entry:
    call = card.call
    return Entry(
        at=call.called_at,
        kind=KIND,
        line=f"Gebeld: {call.whom.label}",
        subject=call.id,
        screen="hulpvraag" if call.request else "",
        identity=call.request or "",
        by=card.made_by,
        beside=". ".join(part for part in (call.with_whom, call.agreed) if part),
        mark="" if call.reached else "Niet bereikt",
    )
