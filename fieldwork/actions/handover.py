"""Overdracht: from a need to a list that the gemeente gets, and what became of it."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from fieldwork.actions import answering, list_pages, sending
from fieldwork.actions.answering import NoVerdict, Told
from fieldwork.actions.cards import (
    Board,
    ListPage,
    RequestCard,
    make_board,
    make_cards,
)
from fieldwork.actions.papers import suggest_password
from fieldwork.actions.seat import Capability, Work, kept_for_a_minute
from fieldwork.actions.weighing import checked_now, still_missing
from fieldwork.domain.access import Right
from fieldwork.domain.answers import Verdict
from fieldwork.domain.bsn import refuse_bsn
from fieldwork.domain.handover import (
    NEXT_STATES,
    OPEN_AT_GEMEENTE,
    REPORTED_BY_GEMEENTE,
    HandoverDocument,
    HelpRequest,
    RefusalReason,
    RequestEvent,
    RequestState,
    UrgencyClass,
)
from fieldwork.domain.ids import AccountId, ListId, PersonId, RequestId, SuggestionId, new_id
from fieldwork.domain.refusals import BadDate, NoReason, NotAllowed, NotFound, WrongStep
from fieldwork.domain.sending import SentList
from fieldwork.domain.themes import Urgency
from fieldwork.store import handover, notes, people, recipients

if TYPE_CHECKING:
    from fieldwork.exports.formats import Export

__all__ = ["Board", "Handover", "ListPage", "RequestCard"]

# Where a signal asks for less than a day, and where the Wgs gives three working days.
CLASS_OF_SIGNAL: Final = {
    "dakloos": UrgencyClass.P2,
    "afsluiting": UrgencyClass.P2,
    "schuldcrisis": UrgencyClass.P2,
}
CHANGEABLE: Final = frozenset({RequestState.CONCEPT, RequestState.GETOETST, RequestState.HEROPEND})
_REPORTED_BY_TEAM: Final = REPORTED_BY_GEMEENTE | {
    RequestState.TERUGGEKOPPELD,
    RequestState.HEROPEND,
    RequestState.GEESCALEERD,
}


class Handover(Capability):
    """Help requests and the lists they go out on."""

    def begin(
        self,
        person_id: PersonId,
        urgency: UrgencyClass | None = None,
        finding: SuggestionId | None = None,
    ) -> HelpRequest:
        """Make a concept for somebody, from a confirmed finding or from scratch."""
        with self._work(Right.MAKE_REQUESTS) as work:
            people.person(work.session, work.vault, person_id)
            request_id = RequestId(new_id())
            if finding is None:
                klass = urgency or UrgencyClass.P3
                request = HelpRequest(request_id, person_id, self._me.id, work.at, klass)
            else:
                request = self._from_finding(work, request_id, person_id, urgency, finding)
            request = handover.add_request(work.session, work.vault, request)
            self._step(work, request, RequestState.CONCEPT)
            work.record("hulpvraag gemaakt", request.id, request.urgency.value)
        return request

    def change(self, request: HelpRequest) -> HelpRequest:
        """Keep what was changed. A checked request is a concept again.

        One that the gemeente has keeps its state; it is checked anew, and goes out on a next list.
        """
        with self._work(Right.MAKE_REQUESTS) as work:
            kept = handover.request(work.session, work.vault, request.id)
            if kept.state not in CHANGEABLE | OPEN_AT_GEMEENTE:
                raise WrongStep(kept.state.label, "wijzigen")
            was_checked = kept.state is RequestState.GETOETST
            state = RequestState.CONCEPT if was_checked else kept.state
            request = replace(
                request,
                person=kept.person,
                made_by=kept.made_by,
                made_at=kept.made_at,
                handed_in=kept.handed_in,
                state=state,
            )
            changed = handover.change_request(work.session, work.vault, request)
            if state in OPEN_AT_GEMEENTE:
                handover.forget_check(work.session, request.id)
                changed = handover.request(work.session, work.vault, request.id)
            if was_checked:
                self._step(work, request, RequestState.CONCEPT, "gewijzigd na toetsing")
            work.record("hulpvraag gewijzigd", request.id)
        return changed

    def missing(self, request: HelpRequest) -> list[str]:
        """Return what the request lacks before it can be checked, as short Dutch phrases."""
        with self._read(Right.MAKE_REQUESTS) as work:
            return still_missing(work, request)

    def check(self, request_id: RequestId, alone_reason: str = "") -> HelpRequest:
        """Check a request for its ground; refuses with what is missing."""
        with self._work(Right.CHECK_REQUESTS) as work:
            request = handover.request(work.session, work.vault, request_id)
            refuse_bsn("Toetsen", alone_reason)
            checked = checked_now(work, request, self._me.id, work.at, alone_reason)
            kept = handover.keep_check(work.session, work.vault, checked)
            if kept.state is RequestState.GETOETST:
                self._step(work, kept, RequestState.GETOETST, alone_reason)
            work.record("hulpvraag getoetst", request_id)
        return kept

    def withdraw(self, request_id: RequestId, reason: str) -> HelpRequest:
        """Take a request back, with the reason on record."""
        self._me.must(Right.MAKE_REQUESTS)
        if not reason.strip():
            raise NoReason("waarom de hulpvraag wordt ingetrokken")
        refuse_bsn("Intrekken", reason)
        return self._move(Right.MAKE_REQUESTS, request_id, RequestState.INGETROKKEN, Told(reason))

    def send(
        self, recipient: str, request_ids: Sequence[RequestId], alone_reason: str = sending.AT_ONCE
    ) -> SentList:
        """Make a list, look at it alone and send it, in one go: all of it, or nothing.

        Screens go by :class:`~fieldwork.actions.lists.Lists`, where a second person looks at it.
        """
        with self._work(Right.SEND_HANDOVER) as work:
            made = sending.make(work, recipient, request_ids)
            sending.check(work, made.id, alone_reason)
            return sending.send(work, made.id)

    def answers(self, request: HelpRequest) -> list[RequestState]:
        """Return what this person can report of the request now, in the order of its course."""
        mine = REPORTED_BY_GEMEENTE if self._is_reader else _REPORTED_BY_TEAM
        possible = NEXT_STATES[request.state] & mine
        return [state for state in RequestState if state in possible]

    def can_withdraw(self, request: HelpRequest) -> bool:
        """Return whether this person can still take the request back."""
        possible = RequestState.INGETROKKEN in NEXT_STATES[request.state]
        return possible and self._me.may(Right.MAKE_REQUESTS)

    def report(
        self,
        request_id: RequestId,
        state: RequestState,
        detail: str = "",
        reason: RefusalReason | None = None,
        *,
        handler: str = "",
        happened_on: date | None = None,
        verdict: Verdict | None = None,
    ) -> HelpRequest:
        """Keep what the gemeente says of a request: by its reader, or by who heard it.

        ``happened_on`` is the day of the step where that is not today. What the person themselves
        says (``verdict``) closes the loop.
        """
        if state not in _REPORTED_BY_TEAM:
            raise ValueError(f"{state!r} is not for reporting")
        if state is RequestState.GEWEIGERD and reason is None:
            raise NoReason("waarom de hulpvraag is geweigerd")
        if state is RequestState.TERUGGEKOPPELD and verdict is None:
            raise NoVerdict
        if self._is_reader and state not in REPORTED_BY_GEMEENTE:
            raise NotAllowed("dit melden")
        if happened_on and happened_on > self._seat.today:
            raise BadDate("Deze dag komt nog.", "Kies de dag waarop het gebeurde.")
        refuse_bsn("Antwoord", detail, handler)
        told = Told(detail.strip(), reason, handler.strip(), happened_on, verdict)
        return self._move(self._answering_right, request_id, state, told)

    @kept_for_a_minute
    def board(self) -> Board:
        """Return every request by what is to be done about it."""
        with self._read(Right.MAKE_REQUESTS) as work:
            found = handover.requests(work.session, work.vault)
            return make_board(make_cards(work, found))

    def card(self, request_id: RequestId) -> RequestCard:
        """Return one request with its course. The gemeente's reader sees what was sent only."""
        with self._read(self._reading_right) as work:
            request = handover.request(work.session, work.vault, request_id)
            if self._is_reader:
                list_pages.must_be_theirs(work, request)
            cards = make_cards(work, [request])
            return list_pages.as_handed_over(work, cards)[0] if self._is_reader else cards[0]

    def of_person(self, person_id: PersonId) -> list[RequestCard]:
        """Return somebody's requests."""
        with self._read(Right.MAKE_REQUESTS) as work:
            found = handover.requests(work.session, work.vault, person=person_id)
            return make_cards(work, found)

    def lists(self) -> list[ListPage]:
        """Return the lists that were sent, the last first; a reader gets their own."""
        return self._lists_of(self._reader)

    @kept_for_a_minute
    def _lists_of(self, reader: AccountId | None) -> list[ListPage]:
        with self._read(self._reading_right) as work:
            found = list_pages.sent_lists(work, reader)
            return [list_pages.page_of(work, sent, reader=reader is not None) for sent in found]

    def list_page(self, list_id: ListId) -> ListPage:
        """Return one list; raises :class:`NotFound`."""
        with self._read(self._reading_right) as work:
            sent = list_pages.sent_list(work, list_id, self._reader)
            return list_pages.page_of(work, sent, reader=self._is_reader)

    def formats(self) -> "list[Export]":
        """Return the file formats a list can be had in, as far as all they ask is set."""
        from fieldwork.exports.formats import find_formats

        with self._read(self._filing_right) as work:
            exchange = recipients.exchange(work.session, work.vault)
        return [one for one in find_formats().values() if one.format.is_possible(exchange)]

    def file(self, list_id: ListId, format_code: str, password: str) -> tuple[str, bytes]:
        """Return a sent list as a file under a password, with its name; the making is on record.

        For who may send, and for the gemeente's reader.
        """
        from fieldwork.exports.formats import find_formats

        right = self._filing_right
        export = find_formats()[format_code]
        document = self._document(right, list_id)
        content = export.write(document, password)
        with self._work(right) as work:
            work.record("bestand gemaakt", list_id, hashlib.sha256(content).hexdigest())
        return f"overdracht-{document.number}.{export.format.extension}", content

    def suggest_password(self) -> str:
        """Return a new password for files, easily said over the telephone."""
        return suggest_password()

    def last_recipient(self) -> str:
        """Return to whom the last list went; the gemeente when there was none."""
        with self._read(Right.SEND_HANDOVER) as work:
            sent = handover.lists(work.session)
        return sent[0].recipient if sent else f"Gemeente {self._seat.open.study.gemeente}"

    def suggest_class(self, code: str) -> UrgencyClass:
        """Return the class that a signal suggests; a person decides."""
        codebook = self._seat.open.codebook
        if not codebook.is_signal(code):
            return UrgencyClass.P3
        urgent = codebook.signal(code).urgency is Urgency.SPOED
        return CLASS_OF_SIGNAL.get(code, UrgencyClass.P1 if urgent else UrgencyClass.P3)

    @property
    def _is_reader(self) -> bool:
        return self._me.may(Right.RECEIVE_HANDOVER)

    @property
    def _reading_right(self) -> Right:
        return Right.RECEIVE_HANDOVER if self._is_reader else Right.MAKE_REQUESTS

    @property
    def _filing_right(self) -> Right:
        return Right.RECEIVE_HANDOVER if self._is_reader else Right.SEND_HANDOVER

    @property
    def _reader(self) -> AccountId | None:
        return self._me.id if self._is_reader else None

    @property
    def _answering_right(self) -> Right:
        return Right.RECEIVE_HANDOVER if self._is_reader else Right.MAKE_REQUESTS

    def _from_finding(
        self,
        work: Work,
        request_id: RequestId,
        person_id: PersonId,
        urgency: UrgencyClass | None,
        finding_id: SuggestionId,
    ) -> HelpRequest:
        note_id = notes.suggestion(work.session, finding_id).note
        readings = notes.readings(work.session, [note_id])
        found = [one for one in readings[note_id].findings if one.suggestion.id == finding_id]
        if not found:
            raise NotFound("Deze bevestigde markering")
        klass = urgency or self.suggest_class(found[0].suggestion.code)
        return HelpRequest.from_finding(
            found[0], person_id, klass, new_id=request_id, by=self._me.id, on=work.at
        )

    def _document(self, right: Right, list_id: ListId) -> HandoverDocument:
        with self._read(right) as work:
            sent = list_pages.sent_list(work, list_id, self._reader)
            return list_pages.document_of(work, sent, self._seat.open.codebook)

    def _move(
        self, right: Right, request_id: RequestId, state: RequestState, told: Told
    ) -> HelpRequest:
        with self._work(right) as work:
            request = handover.request(work.session, work.vault, request_id)
            if self._is_reader:
                list_pages.must_be_theirs(work, request)
            moved = answering.move(work, request, state, told)
            work.record("stand gewijzigd", request_id, state.value)
        return moved

    def _step(
        self, work: Work, request: HelpRequest, state: RequestState, detail: str = ""
    ) -> None:
        event = RequestEvent(request.id, state, self._me.id, work.at, detail.strip())
        handover.add_event(work.session, event)
