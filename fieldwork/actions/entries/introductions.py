"""Introductions in person, on the line of time: on the moment they are or were planned for."""

from fieldwork.actions.introductions import IntroductionCard, Introductions
from fieldwork.actions.seat import Seat
from fieldwork.domain.access import Right
from fieldwork.domain.aftercare import IntroductionState
from fieldwork.domain.ids import PersonId
from fieldwork.domain.timeline import Entry, EntryKind

KIND = EntryKind("introduction", "Kennismaken", "Kennismaking", 36)
NEEDS = (Right.MAKE_REQUESTS,)


def entries(seat: Seat, person_id: PersonId) -> list[Entry]:
    """Return somebody's introductions."""
    return [_entry(card) for card in Introductions(seat).of_person(person_id)]


def _entry(card: IntroductionCard) -> Entry:
    one = card.introduction
    return Entry(
        at=one.planned_at,
        kind=KIND,
        line=f"Kennismaken met {one.with_whom}",
        subject=one.id,
        screen="hulpvraag" if one.request else "",
        identity=one.request or "",
        by=card.made_by,
        beside=". ".join(part for part in (one.place, one.said) if part),
        mark="Geweest?" if card.is_past else one.state.label,
        is_late=card.is_past,
        is_settled=one.state is not IntroductionState.GEPLAND,
    )
