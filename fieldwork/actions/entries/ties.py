"""Ties on the line of time: when one was made, and when it ended."""

from fieldwork.actions.entries import at_day
from fieldwork.actions.seat import Seat
from fieldwork.actions.ties import TieCard, Ties
from fieldwork.domain.access import Right
from fieldwork.domain.ids import PersonId
from fieldwork.domain.timeline import Entry, EntryKind

KIND = EntryKind("tie", "Banden", "Band", 90)
NEEDS = (Right.READ_PEOPLE,)


def entries(seat: Seat, person_id: PersonId) -> list[Entry]:
    """Return somebody's ties, each leading to the other one."""
    found: list[Entry] = []
    for card in Ties(seat).of_person(person_id):
        found.append(_made(card))
        if card.tie.ended_on:
            found.append(_ended(card))
    return found


def _made(card: TieCard) -> Entry:
    one = card.tie
    mark = "Voorbij" if one.is_over else "Slapend" if one.is_dormant else ""
    return Entry(
        at=one.made_at,
        kind=KIND,
        line=card.line,
        subject=one.id,
        screen="persoon",
        identity=card.other.id,
        by=card.made_by,
        mark=mark,
        is_settled=one.is_over,
    )


def _ended(card: TieCard) -> Entry:
    if card.tie.ended_on is None:
        raise ValueError("a tie that goes on has no end to tell of")
    return Entry(
        at=at_day(card.tie.ended_on),
        kind=KIND,
        line=f"Niet meer: {card.line[0].lower()}{card.line[1:]}",
        subject=f"{card.tie.id}-ended",
        screen="persoon",
        identity=card.other.id,
        is_settled=True,
        has_clock=False,
    )
