"""Afspraken: what was said to be done after a talk, offered from its words, and whom it names.

What the machine reads is offered and nothing more: one tap of a person takes it or refuses it, and
what was refused is not offered again with that talk.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Final

from fieldwork.actions.follow_up_offers import Offers, read_offers
from fieldwork.actions.notes import Notes, place_of
from fieldwork.actions.seat import Capability, Work, kept_until_changed
from fieldwork.domain.access import Account, Right
from fieldwork.domain.bsn import refuse_bsn
from fieldwork.domain.follow_ups import (
    FollowUp,
    FollowUpId,
    FollowUpKind,
    FollowUpState,
)
from fieldwork.domain.ids import AccountId, NoteId, PersonId, new_id
from fieldwork.domain.notes import Note
from fieldwork.domain.people import Person
from fieldwork.domain.refusals import BadDate, NotFound
from fieldwork.store import accounts, follow_ups, notes, people

SOON: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class NewFollowUp:
    """What somebody fills in. Without ``for_whom`` it is for who fills it in."""

    what: str
    on: date
    at: time | None = None
    for_whom: AccountId | None = None
    note: NoteId | None = None
    people: tuple[PersonId, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowUpCard:
    """A follow-up with whom it is about; ``for_name`` is the first name of who is to do it."""

    follow_up: FollowUp
    people: tuple[Person, ...]
    for_name: str = ""

    @property
    def title(self) -> str:
        """Whom, and what to do: "Fatma, Samir: terugbellen"."""
        names = ", ".join(person.known_as for person in self.people)
        return f"{names}: {self.follow_up.what}" if names else self.follow_up.what


@dataclass(frozen=True, slots=True)
class FollowUpDay:
    """What somebody is to do: what is late, what is for today, and what comes within a week."""

    late: tuple[FollowUpCard, ...] = ()
    now: tuple[FollowUpCard, ...] = ()
    soon: tuple[FollowUpCard, ...] = ()


class FollowUps(Capability):
    """Follow-ups, and the people and places that a talk names."""

    @kept_until_changed
    def offers(self, note_id: NoteId) -> Offers:
        """Return what the talk's words offer and nobody answered yet."""
        with self._read(Right.READ_NOTES) as work:
            self._me.must(Right.READ_PEOPLE)
            note = notes.note(work.session, work.vault, note_id)
            known = tuple(people.people(work.session, work.vault))
            answered = follow_ups.answered(work.session, note_id)
            vault = work.vault
        streets = tuple(street.name for street in self._seat.open.streets)
        return read_offers(note, known, streets, answered, vault, self._seat.today)

    def take(self, note_id: NoteId, mark: str, on: date | None = None) -> FollowUp:
        """Put an offered day on my list; ``on`` chooses the day where the talk leaves it open."""
        offer = next((one for one in self.offers(note_id).days if one.mark == mark), None)
        if offer is None:
            raise NotFound("Dit voorstel")
        chosen = on or offer.on
        if chosen is None:
            raise BadDate("Er staat geen dag bij.", "Kies de dag waarop u dit doet.")
        with self._work(Right.WRITE_NOTES) as work:
            note = notes.note(work.session, work.vault, note_id)
            made = FollowUp(
                id=FollowUpId(new_id()),
                what=offer.what,
                on=chosen,
                at=offer.at,
                for_whom=self._me.id,
                made_by=self._me.id,
                made_at=work.at,
                sentence=offer.sentence,
                is_vague=offer.is_vague and on is None,
                kind=offer.kind,
                note=note_id,
                people=note.people,
                mark=mark,
            )
            return self._keep(work, made)

    def add(self, new: NewFollowUp) -> FollowUp:
        """Put something on somebody's list by hand."""
        self._me.must(Right.WRITE_NOTES)
        if new.on < self._seat.today:
            raise BadDate("Deze dag is al geweest.", "Kies vandaag of een dag die nog komt.")
        refuse_bsn("Afspraak", new.what)
        with self._work(Right.WRITE_NOTES) as work:
            for_whom = new.for_whom or self._me.id
            if for_whom not in {one.id for one in _team(work)}:
                raise NotFound("Deze collega")
            made = FollowUp(
                id=FollowUpId(new_id()),
                what=new.what.strip(),
                on=new.on,
                at=new.at,
                for_whom=for_whom,
                made_by=self._me.id,
                made_at=work.at,
                note=new.note,
                people=new.people,
            )
            return self._keep(work, made)

    def refuse(self, note_id: NoteId, marks: Iterable[str]) -> None:
        """Say no to what was offered with a talk; it is not offered there again."""
        with self._work(Right.WRITE_NOTES) as work:
            notes.note(work.session, work.vault, note_id)
            for mark in marks:
                follow_ups.refuse(work.session, note_id, mark, self._me.id, work.at)
            work.record("voorstel afgewezen", note_id)

    def done(self, follow_up_id: FollowUpId) -> FollowUp:
        """Say that it is done."""
        return self._put(follow_up_id, FollowUpState.GEDAAN, "afspraak gedaan")

    def drop(self, follow_up_id: FollowUpId) -> FollowUp:
        """Say that it need not be done any more."""
        return self._put(follow_up_id, FollowUpState.VERVALLEN, "afspraak vervallen")

    def move(self, follow_up_id: FollowUpId, on: date, at: time | None = None) -> FollowUp:
        """Put it on another day."""
        self._me.must(Right.WRITE_NOTES)
        if on < self._seat.today:
            raise BadDate("Deze dag is al geweest.", "Kies vandaag of een dag die nog komt.")
        with self._work(Right.WRITE_NOTES) as work:
            one = follow_ups.follow_up(work.session, work.vault, follow_up_id)
            return self._change(work, one.moved(on, at), "afspraak verzet")

    def undo(self, follow_up_id: FollowUpId) -> FollowUp:
        """Put it back as it was before the last change; what was just made is off the list.

        An offer that was taken is then offered again.
        """
        with self._work(Right.WRITE_NOTES) as work:
            one = follow_ups.follow_up(work.session, work.vault, follow_up_id)
            before = follow_ups.history(work.session, one)[:-1]
            back = before[-1] if before else one.in_state(FollowUpState.VERVALLEN)
            if not before:
                back = replace(back, mark="")
            return self._change(work, back, "afspraak teruggedraaid")

    def day(self) -> FollowUpDay:
        """Return what is for me to do: late, today, and within a week.

        What was for a colleague who has left is there too, or nobody would do it.
        """
        return self._day(self._me.id)

    @kept_until_changed
    def of_note(self, note_id: NoteId) -> list[FollowUpCard]:
        """Return everything that came of a talk and is to do or done."""
        with self._read(Right.READ_NOTES) as work:
            found = follow_ups.follow_ups(work.session, work.vault, note=note_id)
            kept = [one for one in found if one.state is not FollowUpState.VERVALLEN]
            return self._cards(work, kept)

    @kept_until_changed
    def of_person(self, person_id: PersonId) -> list[FollowUpCard]:
        """Return what is still to do for somebody, whoever does it."""
        self._me.must(Right.READ_PEOPLE)
        with self._read(Right.READ_NOTES) as work:
            found = follow_ups.follow_ups(work.session, work.vault, person=person_id, is_open=True)
            return self._cards(work, found)

    @kept_until_changed
    def told_of(self, person_id: PersonId) -> list[FollowUpCard]:
        """Return what is to do or done for somebody; not what was dropped."""
        self._me.must(Right.READ_PEOPLE)
        with self._read(Right.READ_NOTES) as work:
            found = follow_ups.follow_ups(work.session, work.vault, person=person_id)
            kept = [one for one in found if one.state is not FollowUpState.VERVALLEN]
            return self._cards(work, kept)

    @kept_until_changed
    def team(self) -> list[tuple[AccountId, str]]:
        """Return who can be given something to do: the active field workers and coordinators."""
        with self._read(Right.READ_NOTES) as work:
            return [(one.id, one.call_name) for one in _team(work)]

    def calendar(self) -> bytes:
        """Return what is for me to do as a calendar file, with codes and without words."""
        from fieldwork.exports.calendar import CalendarEntry, write_calendar

        with self._read(Right.READ_NOTES) as work:
            found = follow_ups.follow_ups(work.session, work.vault, is_open=True)
        entries = [
            CalendarEntry(one.id, one.code, _in_calendar(one), one.on, one.at, one.version)
            for one in found
            if one.for_whom == self._me.id
        ]
        return write_calendar(entries, self._seat.clock())

    def link(self, note_id: NoteId, person_id: PersonId) -> Note:
        """Put somebody who is named in a talk with it."""
        note = self._note(note_id)
        return Notes(self._seat).correct(note, (*note.people, person_id), note.consent)

    def unlink(self, note_id: NoteId, person_id: PersonId) -> Note:
        """Take somebody from a talk again."""
        note = self._note(note_id)
        who = tuple(one for one in note.people if one != person_id)
        return Notes(self._seat).correct(note, who, note.consent)

    def place(self, note_id: NoteId, mark: str) -> Note:
        """Say that a talk is about the address that was offered, so that it is on the map."""
        offer = next((one for one in self.offers(note_id).places if one.mark == mark), None)
        if offer is None:
            raise NotFound("Dit voorstel")
        where = place_of(self._seat, offer.street, offer.number, None)
        with self._work(Right.WRITE_NOTES) as work:
            note = notes.note(work.session, work.vault, note_id)
            kept = notes.change_note(work.session, work.vault, replace(note, place=where))
            work.record("gesprek op de kaart gezet", note_id)
        return kept

    def _note(self, note_id: NoteId) -> Note:
        with self._read(Right.READ_NOTES) as work:
            return notes.note(work.session, work.vault, note_id)

    def _keep(self, work: Work, made: FollowUp) -> FollowUp:
        kept = follow_ups.add(work.session, work.vault, made)
        work.record("afspraak gemaakt", kept.id)
        return kept

    def _put(self, follow_up_id: FollowUpId, state: FollowUpState, deed: str) -> FollowUp:
        with self._work(Right.WRITE_NOTES) as work:
            one = follow_ups.follow_up(work.session, work.vault, follow_up_id)
            if one.state is state:
                return one
            return self._change(work, one.in_state(state), deed)

    def _change(self, work: Work, one: FollowUp, deed: str) -> FollowUp:
        kept = follow_ups.change(work.session, work.vault, one, self._me.id, work.at)
        work.record(deed, one.id)
        return kept

    @kept_until_changed
    def _day(self, account: AccountId) -> FollowUpDay:
        today = self._seat.today
        with self._read(Right.READ_NOTES) as work:
            until = today + SOON
            found = follow_ups.follow_ups(work.session, work.vault, is_open=True, until=until)
            there = {one.id for one in _team(work)}
            mine = [one for one in found if one.for_whom == account or one.for_whom not in there]
            cards = self._cards(work, mine)
        return FollowUpDay(
            tuple(card for card in cards if card.follow_up.on < today),
            tuple(card for card in cards if card.follow_up.on == today),
            tuple(card for card in cards if card.follow_up.on > today),
        )

    def _cards(self, work: Work, found: Sequence[FollowUp]) -> list[FollowUpCard]:
        """Return cards; who was put with the talk later is on the card too.

        They name for whom each is, and the screen leaves out one's own name.
        """
        bare = {one.note for one in found if one.note and not one.people}
        talks = notes.notes(work.session, work.vault, ids=bare) if bare else []
        whom = {one.id: one.people for one in talks}
        who = {person for one in found for person in one.people}
        who |= {person for people_ids in whom.values() for person in people_ids}
        known = {one.id: one for one in people.people(work.session, work.vault, who)}
        names = {one.id: one.call_name for one in accounts.accounts(work.session)}
        return [
            FollowUpCard(
                one,
                tuple(
                    known[person]
                    for person in one.people or (whom.get(one.note, ()) if one.note else ())
                    if person in known
                ),
                names.get(one.for_whom, ""),
            )
            for one in found
        ]


def _team(work: Work) -> list[Account]:
    found = accounts.accounts(work.session)
    return [one for one in found if one.may(Right.WRITE_NOTES)]


def _in_calendar(one: FollowUp) -> str:
    return "termijn" if one.kind is FollowUpKind.DREIGT else "afspraak"
