"""What is to be done for somebody and what was done, on the line of time."""

from datetime import date

from fieldwork.actions.entries import at_day
from fieldwork.actions.follow_ups import FollowUpCard, FollowUps
from fieldwork.actions.seat import Seat
from fieldwork.domain.access import Right
from fieldwork.domain.ids import PersonId
from fieldwork.domain.timeline import Entry, EntryKind

KIND = EntryKind("follow_up", "Te doen", "Te doen", 50)
NEEDS = (Right.READ_PEOPLE, Right.READ_NOTES)


def entries(seat: Seat, person_id: PersonId) -> list[Entry]:
    """Return what is to do or done for somebody, on the day it is for."""
    return [_entry(card, seat.today) for card in FollowUps(seat).told_of(person_id)]


def _entry(card: FollowUpCard, today: date) -> Entry:
    one = card.follow_up
    return Entry(
        at=at_day(one.on, one.at),
        kind=KIND,
        line=one.what,
        subject=one.id,
        screen="gesprek" if one.note else "",
        identity=one.note or "",
        by=card.for_name,
        mark="Niet op tijd" if one.is_late(today) else one.state.label,
        is_late=one.is_late(today),
        is_settled=not one.is_open,
        has_clock=one.at is not None,
    )
