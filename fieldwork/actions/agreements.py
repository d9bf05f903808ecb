"""Afspraken met mensen: who does what before when, and what became of it."""

from dataclasses import dataclass
from datetime import date

from fieldwork.actions.seat import Capability, Work, kept_until_changed
from fieldwork.domain.access import Right
from fieldwork.domain.agreements import Agreement, AgreementId, AgreementState
from fieldwork.domain.ids import AccountId, NoteId, PersonId, new_id
from fieldwork.domain.people import Person
from fieldwork.store import accounts, agreements, notes, people


@dataclass(frozen=True, slots=True)
class NewAgreement:
    """What was agreed, as filled in; without ``agreed_on`` it is of today."""

    person: PersonId
    who: str
    what: str
    due_on: date | None = None
    signal: str = ""
    agreed_on: date | None = None
    note: NoteId | None = None


@dataclass(frozen=True, slots=True)
class AgreementCard:
    """An agreement with whom it was made, and the first name of who wrote it down."""

    agreement: Agreement
    person: Person
    made_by: str = ""


class Agreements(Capability):
    """What was agreed with the people of this study."""

    @kept_until_changed
    def of_person(self, person_id: PersonId) -> list[AgreementCard]:
        """Return what was agreed with somebody, by the day it is due."""
        self._me.must(Right.READ_PEOPLE)
        with self._read(Right.READ_NOTES) as work:
            found = agreements.agreements(work.session, work.vault, person=person_id)
            return _cards(work, found)

    def due(self) -> list[AgreementCard]:
        """Return what is late or for today, of what I wrote down; the oldest first.

        What a colleague wrote down who has left is there too, or nobody would ask after it.
        """
        return self._due(self._me.id)

    def make(self, new: NewAgreement) -> Agreement:
        """Keep what was agreed."""
        with self._work(Right.WRITE_NOTES) as work:
            self._me.must(Right.WRITE_PEOPLE)
            people.person(work.session, work.vault, new.person)
            if new.note is not None:
                notes.note(work.session, work.vault, new.note)
            made = Agreement(
                id=AgreementId(new_id()),
                person=new.person,
                who=new.who.strip(),
                what=new.what.strip(),
                agreed_on=new.agreed_on or self._seat.today,
                made_by=self._me.id,
                made_at=work.at,
                due_on=new.due_on,
                signal=new.signal.strip(),
                note=new.note,
            )
            kept = agreements.add(work.session, work.vault, made)
            work.record("afspraak met iemand gemaakt", kept.id)
        return kept

    def settle(self, agreement_id: AgreementId, state: AgreementState) -> Agreement:
        """Say what became of it: done, not done, not needed any more, or open again."""
        with self._work(Right.WRITE_NOTES) as work:
            one = agreements.agreement(work.session, work.vault, agreement_id)
            if one.state is state:
                return one
            kept = agreements.change(work.session, work.vault, one.in_state(state))
            work.record("stand van een afspraak", agreement_id, state.value)
        return kept

    def undo(self, agreement_id: AgreementId) -> None:
        """Take away an agreement that was written down by mistake."""
        with self._work(Right.WRITE_NOTES) as work:
            agreements.agreement(work.session, work.vault, agreement_id)
            agreements.drop(work.session, agreement_id)
            work.record("afspraak met iemand teruggedraaid", agreement_id)

    @kept_until_changed
    def _due(self, account: AccountId) -> list[AgreementCard]:
        with self._read(Right.READ_NOTES) as work:
            found = agreements.agreements(
                work.session, work.vault, is_open=True, until=self._seat.today
            )
            there = {
                one.id for one in accounts.accounts(work.session) if one.may(Right.WRITE_NOTES)
            }
            mine = [one for one in found if one.made_by == account or one.made_by not in there]
            return _cards(work, mine)


def _cards(work: Work, found: list[Agreement]) -> list[AgreementCard]:
    whom = {one.person for one in found}
    known = {one.id: one for one in people.people(work.session, work.vault, whom)}
    names = {one.id: one.call_name for one in accounts.accounts(work.session)}
    return [AgreementCard(one, known[one.person], names.get(one.made_by, "")) for one in found]
