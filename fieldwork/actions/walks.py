"""Looplijst: per street what a round of tomorrow needs, without a name on the paper."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile

from fieldwork.actions.seat import Capability, Work, kept_until_changed
from fieldwork.domain.access import Right
from fieldwork.domain.dates import say_count, say_day
from fieldwork.domain.follow_ups import FollowUp
from fieldwork.domain.ids import NoteId, PersonId
from fieldwork.domain.notes import Note
from fieldwork.domain.people import Person
from fieldwork.domain.places import Address
from fieldwork.exports._glyphs import printable
from fieldwork.store import follow_ups, notes, people


@dataclass(frozen=True, slots=True)
class WalkStreet:
    """One street of a round: what was talked there, and what waits.

    ``numbers`` are the house numbers of earlier talks; ``appointments`` the house numbers, "" for
    one without, where something was promised for the day of the round or before.
    """

    name: str
    buurt: str
    talks: int
    last_talk: date | None
    numbers: tuple[str, ...]
    appointments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WalkPaper:
    """The list as a file."""

    name: str
    content: bytes


class Walks(Capability):
    """Going round."""

    @kept_until_changed
    def streets(self, buurt: str = "") -> list[WalkStreet]:
        """Return the streets of ``buurt`` (a code), or all: what waits first, then the unmet."""
        with self._read(Right.WRITE_NOTES) as work:
            talks = notes.notes(work.session, work.vault)
            homes = {one.id: one for one in people.people(work.session, work.vault)}
            waiting = _waiting(work, self._seat.today + timedelta(days=1), talks, homes)
        by_street: defaultdict[str, list[Note]] = defaultdict(list)
        for talk in talks:
            if talk.place.address:
                by_street[talk.place.address.street.casefold()].append(talk)
        wanted = {
            (street.name, street.buurt)
            for street in self._seat.open.streets
            if not buurt or street.buurt == buurt
        }
        found = [
            _street(name, code, by_street[name.casefold()], waiting.get(name.casefold(), []))
            for name, code in wanted
        ]
        return sorted(found, key=_turn)

    def paper(self, buurt: str = "") -> WalkPaper:
        """Return the list on paper, as PDF: numbers and days, no names."""
        from fieldwork.mapping.paper import write_walk

        rows = [_row(street, self._names()) for street in self.streets(buurt)]
        study, day = self._seat.open.study, self._seat.today + timedelta(days=1)
        content = write_walk(
            printable(f"Looplijst {self._names().get(buurt, study.name)}"), day, rows
        )
        return WalkPaper(f"looplijst-{day.isoformat()}.pdf", content)

    def _names(self) -> dict[str, str]:
        return {area.code: area.name for area in self._seat.open.areas}


def say_street(street: WalkStreet) -> str:
    """Return what was done in a street before: "3 gesprekken, het laatst di 24 maart"."""
    if street.last_talk is None:
        return "nog niet gesproken"
    talks = say_count(street.talks, "gesprek", "gesprekken")
    return f"{talks}, het laatst {say_day(street.last_talk)}"


def say_appointments(street: WalkStreet) -> str:
    """Return where something was promised: "afspraak op nummer 4 en 12"."""
    if not street.appointments:
        return ""
    numbers = [number for number in street.appointments if number]
    where = f" op nummer {', '.join(numbers)}" if numbers else ""
    word = "afspraak" if len(street.appointments) == 1 else "afspraken"
    return f"{len(street.appointments)} {word}{where}, zie Vandaag"


def _row(street: WalkStreet, names: dict[str, str]) -> list[str]:
    before = ", ".join(street.numbers)
    return [
        printable(street.name),
        printable(names.get(street.buurt, "")),
        say_street(street),
        printable(f"al gepraat op nummer {before}") if before else "",
        printable(say_appointments(street)),
    ]


def _waiting(
    work: Work, until: date, talks: list[Note], homes: dict[PersonId, Person]
) -> dict[str, list[str]]:
    """Return by street the house numbers of what was promised up to ``until``."""
    by_talk = {talk.id: talk for talk in talks}
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one in follow_ups.follow_ups(work.session, work.vault, is_open=True, until=until):
        address = _address_of(one, by_talk, homes)
        if address:
            found[address.street.casefold()].append(address.number)
    return found


def _address_of(
    one: FollowUp, talks: dict[NoteId, Note], homes: dict[PersonId, Person]
) -> Address | None:
    """Return where a follow-up is to be done: at home with whom it is about, or at the talk."""
    for person in one.people:
        home = homes[person].home.address if person in homes else None
        if home:
            return home
    talk = talks.get(one.note) if one.note else None
    return talk.place.address if talk else None


def _street(name: str, buurt: str, talks: list[Note], waiting: list[str]) -> WalkStreet:
    numbers = {talk.place.address.number for talk in talks if talk.place.address}
    return WalkStreet(
        name,
        buurt,
        len(talks),
        max((talk.happened_on for talk in talks), default=None),
        tuple(sorted(numbers - {""}, key=_house)),
        tuple(sorted(waiting, key=_house)),
    )


def _house(number: str) -> tuple[int, str]:
    digits = "".join(takewhile(str.isdigit, number))
    return int(digits[:6] or 0), number


def _turn(street: WalkStreet) -> tuple[bool, date, str]:
    """Return when a street is due: what was promised, then the unmet, then the longest ago."""
    return not street.appointments, street.last_talk or date.min, street.name
