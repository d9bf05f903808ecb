"""From a talk in a file to a note: which person and place it is about, and what it is known by."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from fieldwork.actions.seat import Seat, Work
from fieldwork.domain.ids import AccountId, NoteId, PersonId, SuggestionId, new_id
from fieldwork.domain.imports import ImportedTalk
from fieldwork.domain.notes import Finding, Note, Origin, Suggestion
from fieldwork.domain.people import KeyFigure, Person, PersonKind, Source
from fieldwork.domain.places import Address, Area, Place, Point
from fieldwork.domain.themes import ThemeStatus
from fieldwork.store import accounts, notes, people
from fieldwork.store.people import plain_phone

BY_NUMBER, BY_WORDS = "n", "w"
_MARK: Final = "t"


@dataclass(frozen=True, slots=True)
class Identity:
    """What a row is known by when it comes again, and a digest of what it says.

    ``key`` is of its own number, else of its words; neither can be read back from what is kept.
    """

    key: str
    digest: str

    def __str__(self) -> str:
        return f"{_MARK}:{self.key}:{self.digest}"

    @staticmethod
    def read(kept: str) -> tuple[str, str]:
        """Return key and digest of what was kept; of another reader's mark, itself and ""."""
        parts = kept.split(":")
        return (parts[1], parts[2]) if parts[0] == _MARK and len(parts) == 3 else (kept, "")


def identity_of(talk: ImportedTalk) -> Identity:
    """Return the identity of a talk in a file, whatever the file is called."""
    said = (
        " ".join(talk.text.split()),
        talk.day.isoformat(),
        talk.clock.isoformat() if talk.clock else "",
        talk.name.casefold(),
        f"{talk.street} {talk.number}".casefold(),
        f"{talk.point.lat} {talk.point.lon}" if talk.point else "",
    )
    digest = hashlib.sha256("\x1f".join(said).encode()).hexdigest()
    if talk.own_id:
        number = hashlib.sha256(talk.own_id.encode()).hexdigest()
        return Identity(f"{BY_NUMBER}{number[:32]}", digest[:16])
    return Identity(f"{BY_WORDS}{digest[:32]}", digest[:16])


@dataclass(frozen=True, slots=True)
class Prepared:
    """A note ready to be kept, with who is new in it and the themes that somebody ticked.

    ``row`` is where it stands in the file.
    """

    row: int
    identity: Identity
    note: Note
    newcomer: Person | None
    findings: tuple[Finding, ...]


@dataclass
class _Known:
    """Who is known, by name and by phone number; who is new in this file among them."""

    by_name: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    by_phone: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))

    def add(self, person: Person) -> None:
        for name in {_fold(person.name), _fold(person.call_name)} - {""}:
            self.by_name[name].append(person)
        if plain_phone(person.phone):
            self.by_phone[plain_phone(person.phone)].append(person)


def keep_all(work: Work, several: Sequence[Prepared]) -> None:
    """Keep what was prepared, in three strokes."""
    for one in several:
        if one.newcomer is not None:
            people.add_person(work.session, work.vault, one.newcomer)
    notes.add_notes(work.session, work.vault, [one.note for one in several])
    findings = [finding for one in several for finding in one.findings]
    notes.add_findings(work.session, findings)


class Maker:
    """Makes notes of talks in a file. Looks at who is known once, at the start."""

    def __init__(self, seat: Seat, work: Work) -> None:
        """Look at people, accounts and streets; ``work`` is a look at the study."""
        from fieldwork.mapping.addresses import fold_name

        self._seat = seat
        self._people = people.people(work.session, work.vault)
        team = accounts.accounts(work.session)
        self._team: dict[str, AccountId] = {}
        for account in team:
            for name in (account.login, account.name, account.call_name):
                self._team.setdefault(_fold(name), account.id)
        self._streets = {fold_name(street.name): street for street in seat.open.streets}
        self._areas = seat.open.areas
        self._fresh: list[Person] = []
        self._known = self._look()

    def prepare(self, talks: Sequence[ImportedTalk]) -> list[Prepared]:
        """Return what is to be kept of each talk."""
        at = self._seat.clock()
        buurten = _locate([talk.point for talk in talks], self._areas)
        made = []
        for talk, buurt in zip(talks, buurten, strict=True):
            place = self._place(talk, buurt)
            person, is_new = self._person(talk, place)
            note = Note(
                id=NoteId(new_id()),
                text=talk.text,
                happened_on=talk.day,
                happened_at=talk.clock,
                made_by=self._team.get(_fold(talk.made_by), self._seat.account.id),
                made_at=at,
                source=talk.source or (person.source if person else Source.BEWONER),
                people=(person.id,) if person else (),
                place=place if place != Place() or person is None else person.home,
                consent=talk.consent,
                need=talk.need,
                imported_as=str(identity_of(talk)),
            )
            findings = tuple(self._finding(note, code) for code in talk.themes)
            newcomer = person if is_new else None
            made.append(Prepared(talk.row, identity_of(talk), note, newcomer, findings))
        return made

    def forget(self) -> None:
        """Forget whom the last talks brought, since they were not kept."""
        store = self._seat.open.store
        with store.read() as session:
            self._people = people.people(session, store.vault)
        self._known = self._look()

    def _look(self) -> _Known:
        known = _Known()
        for person in self._people:
            known.add(person)
        return known

    def _place(self, talk: ImportedTalk, buurt: str) -> Place:
        from fieldwork.mapping.addresses import find_place, fold_name

        if not talk.street:
            return Place(None, talk.point, buurt)
        address = Address(talk.street, talk.number, talk.postcode)
        if talk.point is not None:
            return Place(address, talk.point, buurt)
        street = self._streets.get(fold_name(talk.street))
        return find_place(address, [street] if street else [], self._areas)

    def _person(self, talk: ImportedTalk, place: Place) -> tuple[Person | None, bool]:
        """Return whom a talk was with, and whether they are new.

        Somebody known has the same phone number, or the same name and no other number. Where more
        people have the name it is somebody new: two pages can be joined, one not taken apart.
        """
        if not talk.name:
            return None, False
        phone = plain_phone(talk.phone)
        same = self._known.by_phone.get(phone, []) if phone else []
        same = [one for one in same if _fold(talk.name) in (_fold(one.name), _fold(one.call_name))]
        if not same:
            same = [
                one
                for one in self._known.by_name.get(_fold(talk.name), [])
                if not phone or not one.phone or plain_phone(one.phone) == phone
            ]
        if len(same) == 1:
            return same[0], False
        person = _newcomer(talk, place)
        self._known.add(person)
        return person, True

    def _finding(self, note: Note, code: str) -> Finding:
        """Return a theme that whoever made the note ticked, confirmed by who takes it over."""
        suggestion = Suggestion(
            SuggestionId(new_id()), note.id, code, ThemeStatus.AANWEZIG, origin=Origin.MENS
        )
        return suggestion.confirm(self._seat.account.id, note.made_at)


def _newcomer(talk: ImportedTalk, place: Place) -> Person:
    is_figure = talk.source is Source.SLEUTELFIGUUR or bool(talk.role)
    kinds = {
        Source.ONDERNEMER: PersonKind.ONDERNEMER,
        Source.PROFESSIONAL: PersonKind.PROFESSIONAL,
    }
    kind = kinds.get(talk.source, PersonKind.BEWONER) if talk.source else PersonKind.BEWONER
    return Person(
        id=PersonId(new_id()),
        name=talk.name,
        kind=kind,
        # Only an address is where somebody lives; a point may be the square.
        home=place if place.address else Place(),
        phone=talk.phone,
        key_figure=KeyFigure(talk.role) if is_figure else None,
    )


def _locate(points: Sequence[Point | None], areas: Sequence[Area]) -> list[str]:
    """Return the buurt of each point; "" where there is none."""
    from fieldwork.mapping.areas import locate

    given = [point for point in points if point is not None]
    found = iter(locate(given, areas) if given else [])
    return [next(found) if point is not None else "" for point in points]


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())
