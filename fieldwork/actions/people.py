"""Mensen: who is known, who is a key figure, and everything about one person on one page."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from fieldwork.actions.seat import Capability, kept_for_a_minute, kept_until_changed
from fieldwork.domain.access import Right
from fieldwork.domain.bsn import refuse_bsn
from fieldwork.domain.handover import Disclosure, HelpRequest
from fieldwork.domain.ids import AccountId, PersonId, new_id
from fieldwork.domain.notes import Note
from fieldwork.domain.people import KeyFigure, Person, PersonKind
from fieldwork.domain.places import Place
from fieldwork.domain.timeline import Entry, EntryKind
from fieldwork.store import accounts, doubles, handover, notes, people

LONG_AGO: Final = timedelta(weeks=3)
# Letters whose stroke or missing dot Unicode does not take apart, as names here have them.
_BARE: Final = str.maketrans("ıøłđ", "iold")


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody who is not known yet, as filled in.

    ``street`` and ``number`` become the home of who is added with a talk.
    """

    name: str
    kind: PersonKind = PersonKind.BEWONER
    call_name: str = ""
    home: Place = field(default_factory=Place)
    birth_year: int | None = None
    phone: str = ""
    language: str = ""
    about: str = ""
    key_figure: KeyFigure | None = None
    street: str = ""
    number: str = ""

    def person(self) -> Person:
        """Return the person, with a new identity; refuses a citizen service number anywhere."""
        refuse_bsn("Mensen", self.street, self.number)
        return _without_bsn(self._person())

    def _person(self) -> Person:
        return Person(
            id=PersonId(new_id()),
            name=self.name.strip(),
            kind=self.kind,
            call_name=self.call_name.strip(),
            home=self.home,
            birth_year=self.birth_year,
            phone=self.phone.strip(),
            language=self.language.strip(),
            about=self.about.strip(),
            key_figure=self.key_figure,
        )


@dataclass(frozen=True, slots=True)
class PersonOnList:
    """Somebody with the day of the last talk, if any."""

    person: Person
    last_talk: date | None
    buurt: str

    @property
    def has_open_link(self) -> bool:
        """Whether this is a key figure whom the gemeente is not in touch with yet."""
        figure = self.person.key_figure
        return figure is not None and not figure.gemeente_link.strip()


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Everything about one person, the last first. ``names`` are the team's first names.

    ``doubles`` is as whom this person stood there once more, until that was merged.
    """

    person: Person
    buurt: str
    talks: tuple[Note, ...]
    requests: tuple[HelpRequest, ...]
    disclosures: tuple[Disclosure, ...]
    names: Mapping[AccountId, str] = field(default_factory=dict)
    doubles: tuple[Person, ...] = ()


class People(Capability):
    """Who is known in this study."""

    @kept_until_changed
    def everybody(self) -> list[PersonOnList]:
        """Return everybody by the name they are known by."""
        buurten = {area.code: area.name for area in self._seat.open.areas}
        with self._read(Right.READ_PEOPLE) as work:
            last = notes.last_talks(work.session)
            return [
                PersonOnList(one, last.get(one.id), buurten.get(one.home.buurt, ""))
                for one in people.people(work.session, work.vault)
            ]

    @kept_until_changed
    def find(
        self, letters: str, kind: PersonKind | None = None, *, key_figures: bool = False
    ) -> list[PersonOnList]:
        """Return who has a name, call name, street or role with these letters in it.

        Accents and capitals do not count: "ozgur" finds Özgür. ``kind`` and ``key_figures``
        narrow further.
        """
        self._me.must(Right.READ_PEOPLE)
        wanted = fold(letters).split()
        return [
            one
            for one in self.everybody()
            if (kind is None or one.person.kind is kind)
            and (one.person.key_figure or not key_figures)
            and all(word in _haystack(one) for word in wanted)
        ]

    @kept_until_changed
    def long_ago(self) -> list[PersonOnList]:
        """Return the key figures not spoken with for three weeks, longest ago first."""
        before = self._seat.today - LONG_AGO
        waiting = [
            one
            for one in self.everybody()
            if one.person.key_figure and (one.last_talk or date.min) < before
        ]
        return sorted(waiting, key=lambda one: one.last_talk or date.min)

    @kept_until_changed
    def page(self, person_id: PersonId) -> PersonPage:
        """Return one person with talks, requests, and what was shared about them."""
        buurten = {area.code: area.name for area in self._seat.open.areas}
        may_read, may_ask = self._me.may(Right.READ_NOTES), self._me.may(Right.MAKE_REQUESTS)
        with self._read(Right.READ_PEOPLE) as work:
            session, vault = work.session, work.vault
            person_id = doubles.followed(session, [person_id])[0]
            person = people.person(session, vault, person_id)
            return PersonPage(
                person,
                buurten.get(person.home.buurt, ""),
                tuple(notes.notes(session, vault, person=person_id)) if may_read else (),
                tuple(handover.requests(session, vault, person=person_id)) if may_ask else (),
                tuple(handover.disclosures(session, person_id)) if may_ask else (),
                {one.id: one.call_name for one in accounts.accounts(session)},
                tuple(people.doubles(session, vault, person_id)),
            )

    def kinds(self) -> list[EntryKind]:
        """Return the kinds of things on a line of time that I may see."""
        from fieldwork.actions.entries import entry_sources

        return [source.kind for source in entry_sources() if source.is_for(self._seat)]

    @kept_for_a_minute
    def line(self, person_id: PersonId) -> list[Entry]:
        """Return all that happened with somebody and I may see, the last first.

        Raises :class:`NotFound` for whom nobody knows.
        """
        from fieldwork.actions.entries import entry_sources

        with self._read(Right.READ_PEOPLE) as work:
            people.person(work.session, work.vault, person_id)
        found = [
            entry
            for source in entry_sources()
            if source.is_for(self._seat)
            for entry in source.entries(self._seat, person_id)
        ]
        return sorted(found, key=lambda entry: entry.at, reverse=True)

    def add(self, new: NewPerson, street: str = "", number: str = "") -> Person:
        """Keep somebody new, living at an address of the area if one is given."""
        self._me.must(Right.WRITE_PEOPLE)
        refuse_bsn("Mensen", street, number)
        person = replace(new.person(), home=self._home(street, number) or new.home)
        with self._work(Right.WRITE_PEOPLE) as work:
            kept = people.add_person(work.session, work.vault, person)
            work.record("persoon toegevoegd", person.id)
        return kept

    def perhaps_known(self, name: str, phone: str = "") -> list[Person]:
        """Return who has exactly this name, call name or phone number already."""
        self._me.must(Right.READ_PEOPLE)
        wanted = fold(name)
        with self._read(Right.READ_PEOPLE) as work:
            same = people.same_name_or_phone(work.session, work.vault, name, phone)
            seen = {one.id for one in same}
            called = [
                one
                for one in people.people(work.session, work.vault)
                if wanted and wanted in (fold(one.name), fold(one.call_name))
            ]
        return same + [one for one in called if one.id not in seen]

    def change(self, person: Person, street: str | None = None, number: str = "") -> Person:
        """Keep what was changed; a street that differs gives a new home, and "" none."""
        self._me.must(Right.WRITE_PEOPLE)
        _without_bsn(person)
        refuse_bsn("Mensen", street or "", number)
        home = person.home
        if street is not None and f"{street} {number}".strip() != str(home):
            home = self._home(street, number) or Place()
        with self._work(Right.WRITE_PEOPLE) as work:
            changed = people.change_person(work.session, work.vault, replace(person, home=home))
            work.record("persoon gewijzigd", person.id)
        return changed

    def _home(self, street: str, number: str) -> Place | None:
        from fieldwork.actions.notes import place_of

        return place_of(self._seat, street, number, None) if street.strip() else None


def _without_bsn(person: Person) -> Person:
    """Return ``person``, or refuse a citizen service number in what the person does not refuse."""
    figure = person.key_figure
    words = (figure.role, figure.reach, figure.gemeente_link) if figure else ()
    refuse_bsn("Mensen", person.name, person.call_name, person.language, str(person.home), *words)
    return person


def _haystack(one: PersonOnList) -> str:
    person = one.person
    role = person.key_figure.role if person.key_figure else ""
    parts = (person.name, person.call_name, str(person.home), role, one.buurt, person.about)
    return fold(" ".join(parts))


def fold(text: str) -> str:
    """Return ``text`` without accents, capitals and double spaces, to compare by."""
    bare = "".join(
        sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign)
    )
    return " ".join(bare.casefold().translate(_BARE).split())
