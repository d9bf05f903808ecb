"""Toestemming: what somebody said to each purpose, with everything said before.

What a help request goes out on stays with that request (``LegalBasis``); here it is only shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from fieldwork.actions.recalling import follow_consent
from fieldwork.actions.seat import Capability, Work, kept_until_changed
from fieldwork.actions.undo import Undo
from fieldwork.domain.access import Right
from fieldwork.domain.consents import Consent, ConsentId, ConsentPurpose, holding
from fieldwork.domain.ids import NoteId, PersonId, new_id
from fieldwork.domain.notes import ConsentState
from fieldwork.domain.refusals import BadDate, NotAllowed, StaleEdit
from fieldwork.store import accounts, consents, journal, notes, people

# How long what was just written down can be taken back by who wrote it.
UNDO_WITHIN: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class NewConsent:
    """What somebody said, as filled in.

    ``after`` is the answer that held when the form was shown, so that a colleague's later one is
    never overruled unseen; ``knowing`` says that a no was shown and this is said after it.
    """

    person: PersonId
    purpose: ConsentPurpose
    state: ConsentState
    how: str = ""
    about: str = ""
    said_on: date | None = None
    note: NoteId | None = None
    after: ConsentId | None = None
    knowing: bool = False


@dataclass(frozen=True, slots=True)
class ConsentCard:
    """What was said, the first name of who wrote it down, and whether it holds now."""

    consent: Consent
    made_by: str = ""
    holds: bool = False


class Consents(Capability):
    """What people of this study agreed with."""

    @kept_until_changed
    def of_person(self, person_id: PersonId) -> list[ConsentCard]:
        """Return everything somebody said, the last first."""
        with self._read(Right.READ_PEOPLE) as work:
            found = consents.consents(work.session, work.vault, person_id)
            names = {one.id: one.call_name for one in accounts.accounts(work.session)}
        now = {one.id for one in holding(found).values()}
        return [ConsentCard(one, names.get(one.made_by, ""), one.id in now) for one in found]

    def now(self, person_id: PersonId) -> Mapping[ConsentPurpose, Consent]:
        """Return the answer that holds for each purpose that was ever asked about."""
        return holding(card.consent for card in self.of_person(person_id))

    def say(self, new: NewConsent) -> Consent:
        """Keep what somebody said. A no counts at once for every help request that rests on a yes.

        Raises :class:`StaleEdit` when another answer holds than ``new.after``, and
        :class:`ConsentWasDenied` for a yes after a no that was not shown or has no "how".
        """
        self._me.must(Right.WRITE_PEOPLE)
        said_on = new.said_on or self._seat.today
        if said_on > self._seat.today:
            raise BadDate("Deze dag komt nog.", "Kies de dag waarop het gezegd is.")
        with self._work(Right.WRITE_PEOPLE) as work:
            people.person(work.session, work.vault, new.person)
            if new.note is not None:
                notes.note(work.session, work.vault, new.note)
            made = Consent(
                id=ConsentId(new_id()),
                person=new.person,
                purpose=new.purpose,
                state=new.state,
                said_on=said_on,
                made_by=self._me.id,
                made_at=work.at,
                how=new.how.strip(),
                about=new.about.strip(),
                note=new.note,
            )
            said = consents.consents(work.session, work.vault, new.person)
            before = holding(said).get(new.purpose)
            if (before.id if before else None) != new.after:
                raise StaleEdit("Toestemming")
            made.follows(before, knowing=new.knowing)
            consents.add(work.session, work.vault, made)
            follow_consent(work, made)
            work.record("toestemming vastgelegd", made.id, new.state.value)
        return made

    def undo(self, consent_id: ConsentId) -> None:
        """Take away what I wrote down by mistake in the last hour; later it stays for good."""
        with self._work(Right.WRITE_PEOPLE) as work:
            one = consents.consent(work.session, work.vault, consent_id)
            if one.made_by != self._me.id or work.at - one.made_at > UNDO_WITHIN:
                raise NotAllowed("deze toestemming nog terugdraaien")
            deed = self._deed_of(work, one) if one.is_denied else None
            if deed is None:
                consents.drop(work.session, consent_id)
                work.record("toestemming teruggedraaid", consent_id)
        if deed is not None:
            # A no may have moved requests as well; these come back with it, or nothing does.
            Undo(self._seat).undo(deed)

    def _deed_of(self, work: Work, one: Consent) -> int | None:
        """Return the number of the deed that wrote an answer down, as long as it is kept."""
        mine = journal.recent(work.session, work.at - UNDO_WITHIN, self._me.id, 500)
        return next((deed.id for deed in mine if deed.subject == one.id), None)
