"""Talks: logging one, finding them back, changing one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import TypeVar

from fieldwork.actions.people import NewPerson
from fieldwork.actions.search_memory import memory_of
from fieldwork.actions.seat import Capability, Seat, Work, kept_until_changed
from fieldwork.actions.versions import rewrite_text
from fieldwork.domain.access import Right
from fieldwork.domain.bsn import refuse_bsn
from fieldwork.domain.handover import HelpRequest
from fieldwork.domain.ids import AccountId, NoteId, PersonId, new_id
from fieldwork.domain.notes import ConsentState, Need, Note, Reading
from fieldwork.domain.people import Person, Source
from fieldwork.domain.places import Address, Place, Point
from fieldwork.domain.refusals import BadDate, StaleEdit
from fieldwork.store import (
    attachments,
    doubles,
    drafts,
    handover,
    houses,
    notes,
    people,
    search_rows,
)

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class NewNote:
    """What a field worker fills in for a talk. ``source`` is only for a talk with nobody named.

    A ``point`` wins over the point that ``street`` and ``number`` would give. ``draft`` is the
    draft it was written in, which is gone in the same work that keeps the talk. Without a place the
    talk was at the first person's home, unless it was ``nowhere`` in particular.
    """

    text: str
    need: Need | None
    happened_on: date
    happened_at: time | None = None
    people: tuple[PersonId, ...] = ()
    newcomers: tuple[NewPerson, ...] = ()
    source: Source = Source.BEWONER
    street: str = ""
    number: str = ""
    point: Point | None = None
    consent: ConsentState = ConsentState.NIET_GEVRAAGD
    imported_as: str = ""
    draft: str = ""
    nowhere: bool = False


@dataclass(frozen=True, slots=True)
class NotePage:
    """A talk with all that belongs to it."""

    note: Note
    reading: Reading
    people: tuple[Person, ...]
    made_by: str
    buurt: str
    requests: tuple[HelpRequest, ...] = ()

    @property
    def title(self) -> str:
        """With whom or where it was: "Fatma en Samir", "Waalstraat", or "Gesprek"."""
        names = " en ".join(person.known_as for person in self.people)
        return names or str(self.note.place) or "Gesprek"


@dataclass(frozen=True, slots=True)
class NoteFilter:
    """Which talks to show; what is empty does not narrow."""

    words: str = ""
    person: PersonId | None = None
    since: date | None = None
    until: date | None = None
    code: str = ""
    source: Source | None = None
    need: Need | None = None
    unreviewed: bool = False
    limit: int = 200


class Notes(Capability):
    """Logging talks and finding them back."""

    def save(self, new: NewNote) -> Note:
        """Keep a talk; who is new becomes a person in the same work. Returns the note.

        A draft that became a talk already is not kept again: that talk is returned.
        """
        self._me.must(Right.WRITE_NOTES)
        seat = self._seat
        if new.happened_on > seat.today:
            raise BadDate("Deze dag moet nog komen.", "Kies vandaag of een eerdere dag.")
        refuse_bsn("Gesprek", new.text, new.street)
        with self._work(Right.WRITE_NOTES) as work:
            place = place_of(seat, new.street, new.number, new.point)
            before = drafts.open_draft(work.session, self._me.id, new.draft)
            there = notes.notes(work.session, work.vault, ids=[NoteId(before.note)])
            if there:
                return there[0]
            who = doubles.followed(work.session, new.people)
            known = people.people(work.session, work.vault, who)
            joined = [self._newcomer(newcomer) for newcomer in new.newcomers]
            for person in joined:
                people.add_person(work.session, work.vault, person)
                work.record("persoon toegevoegd", person.id)
            note = build_note(new, self._me.id, work.at, place, [*known, *joined])
            kept = notes.add_note(work.session, work.vault, note)
            drafts.end_draft(work.session, self._me.id, new.draft, work.at, kept.id)
            attachments.move_to_note(work.session, self._me.id, new.draft, kept.id)
            work.record("gesprek vastgelegd", kept.id)
        memory_of(seat.open.store).wake()
        return kept

    def change(self, note: Note, text: str) -> Note:
        """Keep a new text, which is the next version. What was decided on follows its words.

        Whatever else a colleague changed about the talk stays. Raises :class:`StaleEdit` when
        the text is another one by now.
        """
        with self._work(Right.WRITE_NOTES) as work:
            now_there = notes.note(work.session, work.vault, note.id)
            if now_there.text != note.text:
                raise StaleEdit("Gesprek")
            changed = rewrite_text(work, now_there, text)
        memory_of(self._seat.open.store).wake()
        return changed

    def correct(self, note: Note, people_ids: Sequence[PersonId], consent: ConsentState) -> Note:
        """Keep with whom a talk was and whether it may be kept, where that was left or wrong.

        A talk that had no place gets the first person's home. What a colleague changed meanwhile
        stays, such as the text; raises :class:`StaleEdit` when it is the very same thing.
        """
        with self._work(Right.WRITE_NOTES) as work:
            now_there = notes.note(work.session, work.vault, note.id)
            who = doubles.followed(work.session, people_ids)
            asked = {one.id for one in people.people(work.session, work.vault, who)}
            wanted = tuple(one for one in who if one in asked)
            ids = _theirs_or_mine(note.people, wanted, now_there.people)
            agreed = _theirs_or_mine(note.consent, consent, now_there.consent)
            corrected = self._with_people(work, replace(now_there, consent=agreed), ids)
            kept = notes.change_note(work.session, work.vault, corrected)
            work.record("gegevens van gesprek gewijzigd", note.id, agreed.value)
        return kept

    @staticmethod
    def _with_people(work: Work, note: Note, ids: Sequence[PersonId]) -> Note:
        known = {one.id: one for one in people.people(work.session, work.vault, ids)}
        who = [known[one] for one in ids if one in known]
        return replace(
            note,
            people=tuple(one.id for one in who),
            source=who[0].source if who else note.source,
            place=who[0].home if who and note.place == Place() else note.place,
        )

    def answer(self, note_id: NoteId, need: Need) -> Note:
        """Keep a person's answer to whether help is needed now."""
        with self._work(Right.WRITE_NOTES) as work:
            note = notes.note(work.session, work.vault, note_id)
            changed = notes.change_note(work.session, work.vault, note.answered(need))
            work.record("hulp nodig beantwoord", note_id, need.value)
        return changed

    def page(self, note_id: NoteId) -> NotePage:
        """Return one talk with its reading, people and requests."""
        with self._read(Right.READ_NOTES) as work:
            note = notes.note(work.session, work.vault, note_id)
            return self._pages(work, [note])[0]

    @kept_until_changed
    def find(self, which: NoteFilter) -> list[NotePage]:
        """Return talks, the last first; those found by words with the best first."""
        with self._read(Right.READ_NOTES) as work:
            best = notes.search(work.session, which.words) if which.words.strip() else None
            fitting = search_rows.narrowed(
                work.session, _asked(which), which.limit if best is None else None
            )
            if best is not None:
                fits = frozenset(fitting)
                fitting = [one for one in best if one in fits][: which.limit]
            return self._these(work, fitting)

    def several(self, ids: Sequence[NoteId]) -> list[NotePage]:
        """Return these talks, in this order; one that is gone is left out."""
        with self._read(Right.READ_NOTES) as work:
            return self._these(work, ids)

    @kept_until_changed
    def count(self, *, unreviewed: bool = False) -> int:
        """Return how many talks there are."""
        with self._read(Right.READ_NOTES) as work:
            return notes.count_notes(work.session, unreviewed=unreviewed)

    def suggest_streets(self, letters: str) -> list[str]:
        """Return the streets of the area that begin with, or hold, these letters."""
        from fieldwork.mapping.addresses import suggest_streets

        self._me.must(Right.WRITE_NOTES)
        return suggest_streets(letters, self._seat.open.streets)

    def streets(self) -> list[str]:
        """Return the names of the area's streets; empty when none were read in."""
        self._me.must(Right.WRITE_NOTES)
        return [street.name for street in self._seat.open.streets]

    def _newcomer(self, newcomer: NewPerson) -> Person:
        home = place_of(self._seat, newcomer.street, newcomer.number, None)
        return replace(newcomer, home=home).person() if home != Place() else newcomer.person()

    def _these(self, work: Work, ids: Sequence[NoteId]) -> list[NotePage]:
        found = {note.id: note for note in notes.notes(work.session, work.vault, ids=ids)}
        return self._pages(work, [found[one] for one in ids if one in found])

    def _pages(self, work: Work, found: list[Note]) -> list[NotePage]:
        ids = [note.id for note in found]
        readings = notes.readings(work.session, ids)
        who = {person for note in found for person in note.people}
        known = {one.id: one for one in people.people(work.session, work.vault, who)}
        names = account_names(work)
        buurten = {area.code: area.name for area in self._seat.open.areas}
        single = found[0].id if len(found) == 1 else None
        requests = tuple(handover.requests(work.session, work.vault, note=single)) if single else ()
        return [
            NotePage(
                note,
                readings.get(note.id, Reading()),
                tuple(known[person] for person in note.people if person in known),
                names.get(note.made_by, ""),
                buurten.get(note.place.buurt, ""),
                requests,
            )
            for note in found
        ]


def place_of(seat: Seat, street: str, number: str, point: Point | None) -> Place:
    """Return the place of an address and/or point, with the buurt it lies in."""
    from fieldwork.mapping.addresses import find_place
    from fieldwork.mapping.areas import locate

    opened = seat.open
    address = Address(street.strip(), number.strip()) if street.strip() else None
    if point is not None:
        return Place(address, point, locate([point], opened.areas)[0])
    if address is None:
        return Place()
    house = _find_house(seat, address)
    if house:
        return Place(house[0], house[1], locate([house[1]], opened.areas)[0])
    return find_place(address, opened.streets, opened.areas)


def _find_house(seat: Seat, address: Address) -> tuple[Address, Point] | None:
    """Return an address of the study's own list, with its exact point; None when not on it."""
    from fieldwork.mapping.houses import fold_address

    if not address.number:
        return None
    with seat.open.store.read() as session:
        return houses.find_house(session, fold_address(address))


def account_names(work: Work) -> dict[str, str]:
    """Return the first names of the team, by account."""
    from fieldwork.store import accounts

    return {account.id: account.call_name for account in accounts.accounts(work.session)}


def build_note(
    new: NewNote,
    by: AccountId,
    at: datetime,
    place: Place | None = None,
    who: Sequence[Person] = (),
) -> Note:
    """Return the note that ``by`` makes at the moment ``at``, not kept yet.

    A talk without a place of its own was at the home of the first person in it.
    """
    if place in (None, Place()):
        place = who[0].home if who and not new.nowhere else Place()
    return Note(
        id=NoteId(new_id()),
        text=new.text,
        happened_on=new.happened_on,
        happened_at=new.happened_at,
        made_by=by,
        made_at=at,
        source=who[0].source if who else new.source,
        people=tuple(person.id for person in who),
        place=place or Place(),
        consent=new.consent,
        need=new.need,
        imported_as=new.imported_as,
    )


def _asked(which: NoteFilter) -> search_rows.Narrowing:
    return search_rows.Narrowing(
        code=which.code,
        person=which.person,
        since=which.since,
        until=which.until,
        source=which.source,
        need=which.need,
        unreviewed=which.unreviewed,
    )


def _theirs_or_mine(base: Value, mine: Value, theirs: Value) -> Value:
    """Return what was changed of ``base``; raises :class:`StaleEdit` when both did otherwise."""
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    raise StaleEdit("Gesprek")
