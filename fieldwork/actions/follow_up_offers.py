"""What a talk's words offer: days for a list of things to do, people, and a place for the map.

Nothing of it is kept until a person takes it; a mark tells the same offer again, so that what was
answered once is not asked twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from fieldwork.domain.follow_ups import (
    FollowUpKind,
    OfferedDay,
    OfferedPerson,
    OfferedPlace,
)
from fieldwork.domain.ids import PersonId
from fieldwork.domain.notes import Note
from fieldwork.domain.people import Person
from fieldwork.store.vault import Vault

if TYPE_CHECKING:
    from fieldwork.tagging.dates import DateMention

# A talk that is read back later than this has days in it that nobody can keep any more.
TOO_LATE: Final = timedelta(days=14)
# What is further away than this is a remark and no plan.
TOO_FAR: Final = timedelta(days=366)
MOST_OFFERED: Final = 6


@dataclass(frozen=True, slots=True)
class Offers:
    """What a talk names and is not answered yet. ``known`` are all people that are named."""

    days: tuple[OfferedDay, ...] = ()
    people: tuple[OfferedPerson, ...] = ()
    places: tuple[OfferedPlace, ...] = ()
    known: tuple[Person, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to answer."""
        return not (self.days or self.people or self.places)

    def person(self, person_id: PersonId) -> Person:
        """Return one of the people that are offered."""
        return next(one for one in self.known if one.id == person_id)


def read_offers(
    note: Note,
    known: Sequence[Person],
    streets: Sequence[str],
    answered: frozenset[str],
    vault: Vault,
    today: date,
) -> Offers:
    """Return what ``note`` offers, less what is ``answered`` (marks); ``known`` is the study."""
    days = [one for one in _days(note, vault, today) if one.mark not in answered]
    named = _people(note, known, answered)
    wanted = {person for one in named for person in one.people}
    places = [one for one in _places(note, streets, vault) if one.mark not in answered]
    return Offers(
        tuple(days[:MOST_OFFERED]),
        tuple(named[:MOST_OFFERED]),
        tuple(places[:MOST_OFFERED]),
        tuple(one for one in known if one.id in wanted),
    )


def person_mark(person: PersonId) -> str:
    """Return the mark under which somebody was offered with a talk."""
    return f"p:{person}"


def _days(note: Note, vault: Vault, today: date) -> list[OfferedDay]:
    from fieldwork.tagging.dates import find_dates

    earliest, latest = today - TOO_LATE, note.happened_on + TOO_FAR
    found: dict[tuple[str, date | None], OfferedDay] = {}
    for one in find_dates(note.text, note.happened_on):
        if one.what and (one.on is None or earliest <= one.on <= latest):
            found.setdefault((one.what, one.on), _offered(one, note.text, vault))
    return list(found.values())


def _people(note: Note, known: Sequence[Person], answered: frozenset[str]) -> list[OfferedPerson]:
    from fieldwork.tagging.roster_people import find_people

    street = note.place.address.street if note.place.address else ""
    found: dict[frozenset[PersonId], OfferedPerson] = {}
    for one in find_people(note.text, known, street=street):
        left = tuple(who for who in one.people if person_mark(who) not in answered)
        if left and not set(one.people) & set(note.people):
            words = one.span.of(note.text)
            found.setdefault(frozenset(left), OfferedPerson(one.span, words, left))
    return list(found.values())


def _places(note: Note, streets: Sequence[str], vault: Vault) -> list[OfferedPlace]:
    from fieldwork.tagging.roster_places import find_places

    if note.place.point or note.place.address:
        return []
    return [
        OfferedPlace(
            f"a:{vault.index(f'{one.street} {one.number}')[:32]}",
            one.span,
            one.street,
            one.number,
        )
        for one in find_places(note.text, streets)
    ]


def _offered(mention: "DateMention", text: str, vault: Vault) -> OfferedDay:
    words = " ".join(mention.span.of(text).split())
    sentence = mention.sentence.of(text) if mention.sentence else words
    on = mention.on.isoformat() if mention.on else "open"
    return OfferedDay(
        mark=f"d:{vault.index(f'{words}|{on}|{mention.what}')[:32]}",
        span=mention.span,
        what=mention.what,
        sentence=" ".join(sentence.split()),
        on=mention.on,
        at=mention.at,
        is_vague=mention.is_vague,
        kind=FollowUpKind.DREIGT if mention.threatens else FollowUpKind.AFSPRAAK,
    )
