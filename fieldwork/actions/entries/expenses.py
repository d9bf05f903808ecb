"""What was spent for somebody, on the line of time."""

from fieldwork.actions.entries import at_day
from fieldwork.actions.expenses import ExpenseCard, Expenses
from fieldwork.actions.seat import Seat
from fieldwork.domain.access import Right
from fieldwork.domain.expenses import say_euros
from fieldwork.domain.ids import PersonId
from fieldwork.domain.timeline import Entry, EntryKind

KIND = EntryKind("expense", "Uitgaven", "Uitgave", 70)
NEEDS = (Right.READ_PEOPLE, Right.READ_NOTES)


def entries(seat: Seat, person_id: PersonId) -> list[Entry]:
    """Return what was spent for somebody."""
    return [_entry(card) for card in Expenses(seat).of_person(person_id)]


def _entry(card: ExpenseCard) -> Entry:
    one = card.expense
    return Entry(
        at=at_day(one.spent_on),
        kind=KIND,
        line=f"{say_euros(one.cents)}: {one.purpose}",
        subject=one.id,
        screen="gesprek" if one.note else "",
        identity=one.note or "",
        by=card.made_by,
        mark=one.kind.label,
        has_clock=False,
    )
