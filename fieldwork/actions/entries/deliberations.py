"""What was weighed about somebody, on the line of time."""

from fieldwork.actions.deliberations import DeliberationCard, Deliberations
from fieldwork.actions.seat import Seat
from fieldwork.domain.access import Right
from fieldwork.domain.deliberations import YesNo
from fieldwork.domain.ids import PersonId
from fieldwork.domain.timeline import Entry, EntryKind

KIND = EntryKind("deliberation", "Afwegingen", "Afweging", 34)
NEEDS = (Right.MAKE_REQUESTS,)


def entries(seat: Seat, person_id: PersonId) -> list[Entry]:
    """Return what was weighed about somebody."""
    found = Deliberations(seat).of_person(person_id)
    return [_entry(card, card.deliberation.is_due(seat.today)) for card in found]


def _entry(card: DeliberationCard, is_due: bool) -> Entry:
    one = card.deliberation
    line = "Afweging, nog niet af"
    if one.is_settled:
        line = "Besloten: delen" if one.sharing is YesNo.JA else "Besloten: niet delen"
    return Entry(
        at=one.second_at or one.made_at,
        kind=KIND,
        line=line,
        subject=one.id,
        screen="afweging",
        identity=one.id,
        by=card.made_by,
        beside=f"Met {card.second}" if card.second else "",
        mark="Opnieuw bekijken" if is_due else "",
        is_late=is_due,
        is_settled=one.reviewed_at is not None,
    )
