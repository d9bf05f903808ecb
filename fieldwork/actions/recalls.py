"""Terugroepen: consent is taken back, and what went out is called back until it is gone."""

from dataclasses import dataclass, replace
from datetime import date

from fieldwork.actions import list_pages
from fieldwork.actions.recalling import Withdrawal, take_back
from fieldwork.actions.seat import Capability, Work, kept_for_a_minute
from fieldwork.domain.access import Right
from fieldwork.domain.aftercare import Recall, RecallId
from fieldwork.domain.bsn import refuse_bsn
from fieldwork.domain.handover import HelpRequest
from fieldwork.domain.ids import PersonId, RequestId
from fieldwork.domain.notes import ConsentState
from fieldwork.domain.refusals import AlreadyThere, BadDate, NoReason, NotFound
from fieldwork.domain.sharing import FIELD_WORDS
from fieldwork.store import aftercare, handover, handover_lists, people


@dataclass(frozen=True, slots=True)
class RecallCard:
    """What is called back, about whom, and by which number the recipient knows them."""

    recall: Recall
    who: str
    reference: str


class Recalls(Capability):
    """What went out on a yes that is not there any more."""

    def withdraw(
        self,
        request_id: RequestId,
        how: str,
        fields: tuple[str, ...] = (),
        said_on: date | None = None,
    ) -> HelpRequest:
        """Keep that the person took back the yes of a request: all of it, or some ``fields``.

        Raises :class:`NoReason` without how it was said, and :class:`AlreadyThere` when there was
        no yes to take back.
        """
        self._me.must(Right.MAKE_REQUESTS)
        if not how.strip():
            raise NoReason("hoe de toestemming is ingetrokken")
        unknown = set(fields) - FIELD_WORDS.keys()
        if unknown:
            raise ValueError(f"unknown fields {sorted(unknown)}; there are {list(FIELD_WORDS)}")
        refuse_bsn("Toestemming", how)
        day = said_on or self._seat.today
        if day > self._seat.today:
            raise BadDate("Deze dag komt nog.", "Kies de dag waarop het gezegd is.")
        with self._work(Right.MAKE_REQUESTS) as work:
            request = handover.request(work.session, work.vault, request_id)
            if request.basis is None or request.basis.consent is not ConsentState.GEGEVEN:
                raise AlreadyThere("Toestemming", "Dat er geen toestemming is")
            taken = Withdrawal(ConsentState.INGETROKKEN, day, how.strip(), fields)
            kept = take_back(work, request, taken)
            work.record("toestemming ingetrokken", request_id)
        return kept

    def of_request(self, request_id: RequestId) -> list[RecallCard]:
        """Return what is or was called back of a request."""
        with self._read(Right.MAKE_REQUESTS) as work:
            return self._cards(
                work, aftercare.recalls(work.session, work.vault, request=request_id)
            )

    def of_person(self, person_id: PersonId) -> list[RecallCard]:
        """Return what is or was called back about somebody."""
        with self._read(Right.MAKE_REQUESTS) as work:
            return self._cards(work, aftercare.recalls(work.session, work.vault, person=person_id))

    @kept_for_a_minute
    def open(self) -> list[RecallCard]:
        """Return what no recipient said to be gone yet, the oldest first."""
        with self._read(Right.MAKE_REQUESTS) as work:
            return self._cards(work, aftercare.recalls(work.session, work.vault, only_open=True))

    def told(self, recall: Recall, how: str) -> Recall:
        """Keep that the recipient was told, and how."""
        self._me.must(Right.MAKE_REQUESTS)
        if not how.strip():
            raise NoReason("hoe het aan de ontvanger is verteld")
        with self._work(Right.MAKE_REQUESTS) as work:
            told = replace(recall, told_by=self._me.id, told_at=work.at, told_how=how.strip())
            kept = aftercare.change_recall(work.session, work.vault, told)
            work.record("terugroepen doorgegeven", recall.request)
        return kept

    def wiped(self, recall: Recall) -> Recall:
        """Keep that the recipient said that it is gone."""
        with self._work(Right.MAKE_REQUESTS) as work:
            wiped = replace(recall, wiped_by=self._me.id, wiped_at=work.at)
            kept = aftercare.change_recall(work.session, work.vault, wiped)
            work.record("gegevens gewist", recall.request)
        return kept

    def for_reader(self) -> list[RecallCard]:
        """Return what the gemeente's reader is asked to wipe: by number, without a name."""
        with self._read(Right.RECEIVE_HANDOVER) as work:
            found = aftercare.recalls(work.session, work.vault, only_open=True)
            mine = [one for one in found if self._is_mine(work, one)]
            return [replace(card, who="") for card in self._cards(work, mine)]

    def wiped_by_reader(self, recall_id: RecallId) -> None:
        """Keep that the gemeente's reader wiped it; raises :class:`NotFound` for another's."""
        with self._work(Right.RECEIVE_HANDOVER) as work:
            one = aftercare.recall(work.session, work.vault, recall_id)
            if not self._is_mine(work, one):
                raise NotFound("Wat teruggeroepen wordt")
            wiped = replace(one, wiped_by=self._me.id, wiped_at=work.at)
            if one.told_at is None:
                wiped = replace(wiped, told_by=self._me.id, told_at=work.at)
            aftercare.change_recall(work.session, work.vault, wiped)
            work.record("gegevens gewist", one.request)

    def _is_mine(self, work: Work, one: Recall) -> bool:
        if one.list_id is None:
            return False
        sent = handover_lists.one_list(work.session, one.list_id)
        return list_pages.is_for(sent, work, list_pages.reads(work))

    def _cards(self, work: Work, found: list[Recall]) -> list[RecallCard]:
        who = {one.person for one in found}
        known = {one.id: one.known_as for one in people.people(work.session, work.vault, who)}
        return [RecallCard(one, known.get(one.person, ""), _reference(work, one)) for one in found]


def _reference(work: Work, one: Recall) -> str:
    """Return by which number the recipient knows who this is about: "2026-014-02"."""
    if one.list_id is None:
        return one.list_number
    sent = handover_lists.one_list(work.session, one.list_id)
    numbers = list_pages.references(sent, handover_lists.went_out(work.session, one.list_id))
    return numbers.get(one.request, one.list_number)
