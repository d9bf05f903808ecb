"""What was agreed with somebody, on the line of time."""

from datetime import date

from fieldwork.actions.agreements import AgreementCard, Agreements
from fieldwork.actions.entries import at_day
from fieldwork.actions.seat import Seat
from fieldwork.domain.access import Right
from fieldwork.domain.dates import say_day
from fieldwork.domain.ids import PersonId
from fieldwork.domain.timeline import Entry, EntryKind

KIND = EntryKind("agreement", "Afspraken", "Afspraak", 60)
NEEDS = (Right.READ_PEOPLE, Right.READ_NOTES)


def entries(seat: Seat, person_id: PersonId) -> list[Entry]:
    """Return what was agreed with somebody, on the day it was agreed."""
    return [_entry(card, seat.today) for card in Agreements(seat).of_person(person_id)]


def _entry(card: AgreementCard, today: date) -> Entry:
    one = card.agreement
    late = one.is_late(today)
    return Entry(
        at=at_day(one.agreed_on),
        kind=KIND,
        line=str(one),
        subject=one.id,
        screen="gesprek" if one.note else "",
        identity=one.note or "",
        by=card.made_by,
        beside=f"Voor {say_day(one.due_on)}" if one.due_on else "",
        mark="Over tijd" if late else one.state.label,
        is_late=late,
        is_settled=not one.is_open,
        has_clock=False,
    )
