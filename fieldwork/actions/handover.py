"""Overdracht: from a need to a list that the gemeente gets, and what became of it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final

from fieldwork.actions.papers import as_document, sent_fields
from fieldwork.actions.seat import Capability, Work
from fieldwork.domain.access import Right
from fieldwork.domain.dates import local
from fieldwork.domain.handover import (
    CLOSED,
    DEFAULT_TERMS,
    REPORTED_BY_GEMEENTE,
    CheckedRequest,
    Disclosure,
    HandoverDocument,
    HandoverList,
    HelpRequest,
    RefusalReason,
    RequestEvent,
    RequestState,
    UrgencyClass,
)
from fieldwork.domain.ids import ListId, PersonId, RequestId, SuggestionId, new_id
from fieldwork.domain.people import Person
from fieldwork.domain.refusals import NoReason, NotAllowed, NotFound, WrongStep
from fieldwork.domain.themes import Urgency
from fieldwork.store import area, audit, handover, notes, people
from fieldwork.store.handover import Check, SentList

if TYPE_CHECKING:
    from fieldwork.exports.formats import Export

# How long the recipient may keep the list itself; what they take into their own case file falls
# under their own law.
KEEP: Final = timedelta(days=90)
# Where a signal asks for less than a day, and where the Wgs gives three working days.
CLASS_OF_SIGNAL: Final = {
    "dakloos": UrgencyClass.P2,
    "afsluiting": UrgencyClass.P2,
    "schuldcrisis": UrgencyClass.P2,
}


@dataclass(frozen=True, slots=True)
class RequestCard:
    """A help request as lists show it, with its terms and what is late."""

    request: HelpRequest
    person: Person
    made_by: str
    checked_by: str
    list_number: str
    confirm_before: datetime | None
    contact_before: datetime | None
    late: str
    course: tuple[RequestEvent, ...] = ()
    check: Check | None = None

    @property
    def need(self) -> str:
        """What it is about, in a few words."""
        needs = ", ".join(need.label.lower() for need in self.request.basic_needs)
        return self.request.help_wanted or needs or self.request.why


@dataclass(frozen=True, slots=True)
class Board:
    """All requests by what is to be done about them, the most urgent first."""

    late: tuple[RequestCard, ...]
    concept: tuple[RequestCard, ...]
    checked: tuple[RequestCard, ...]
    waiting: tuple[RequestCard, ...]
    running: tuple[RequestCard, ...]
    closed: tuple[RequestCard, ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """A list that was sent, with the requests on it."""

    sent: SentList
    made_by: str
    cards: tuple[RequestCard, ...]


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
        """Keep what was changed. A checked request is a concept again; a sent one stays as sent."""
        with self._work(Right.MAKE_REQUESTS) as work:
            kept = handover.request(work.session, work.vault, request.id)
            if kept.state not in (
                RequestState.CONCEPT,
                RequestState.GETOETST,
                RequestState.HEROPEND,
            ):
                raise WrongStep(kept.state.label, "wijzigen")
            if kept.state is RequestState.GETOETST:
                request = replace(request, state=RequestState.CONCEPT)
                self._step(work, request, RequestState.CONCEPT, "gewijzigd na toetsing")
            changed = handover.change_request(work.session, work.vault, request)
            work.record("hulpvraag gewijzigd", request.id)
        return changed

    def check(self, request_id: RequestId, alone_reason: str = "") -> HelpRequest:
        """Check a request for its ground; refuses with what is missing."""
        with self._work(Right.CHECK_REQUESTS) as work:
            request = handover.request(work.session, work.vault, request_id)
            person = people.person(work.session, work.vault, request.person)
            checked = request.check(person.known_as, self._me.id, work.at, alone_reason)
            kept = handover.keep_check(work.session, work.vault, checked)
            self._step(work, kept, RequestState.GETOETST, alone_reason)
            work.record("hulpvraag getoetst", request_id)
        return kept

    def withdraw(self, request_id: RequestId, reason: str) -> HelpRequest:
        """Take a request back, with the reason on record."""
        return self._move(Right.MAKE_REQUESTS, request_id, RequestState.INGETROKKEN, reason)

    def send(self, recipient: str, request_ids: Sequence[RequestId]) -> SentList:
        """Put checked requests on a new list and send it: all of them, or none.

        Each ground is looked at once more at this moment. What goes out is put on record.
        """
        with self._work(Right.SEND_HANDOVER) as work:
            checked = [self._checked(work, request_id) for request_id in request_ids]
            sent = self._new_list(work, recipient, checked)
            handover.add_list(work.session, sent)
            for one in checked:
                gone = replace(one.request.moved(RequestState.VERZONDEN), handed_in=sent.id)
                handover.change_request(work.session, work.vault, gone)
                self._step(work, gone, RequestState.VERZONDEN, sent.number)
            gone_out = [self._disclosure(sent, one, work) for one in checked]
            handover.add_disclosures(work.session, sent.id, gone_out)
        return sent

    def report(
        self,
        request_id: RequestId,
        state: RequestState,
        detail: str = "",
        reason: RefusalReason | None = None,
    ) -> HelpRequest:
        """Keep what the gemeente says of a request: by its reader, or by who heard it."""
        if state not in REPORTED_BY_GEMEENTE | {
            RequestState.TERUGGEKOPPELD,
            RequestState.HEROPEND,
            RequestState.GEESCALEERD,
        }:
            raise ValueError(f"{state!r} is not for reporting")
        if state is RequestState.GEWEIGERD and reason is None:
            raise NoReason("waarom de hulpvraag is geweigerd")
        reader = self._me.may(Right.RECEIVE_HANDOVER)
        if reader and state not in REPORTED_BY_GEMEENTE:
            raise NotAllowed("dit melden")
        right = Right.RECEIVE_HANDOVER if reader else Right.MAKE_REQUESTS
        words = ". ".join(part for part in (reason.label if reason else "", detail) if part)
        return self._move(right, request_id, state, words)

    def board(self) -> Board:
        """Return every request by what is to be done about it."""
        cards = self._cards_of(Right.MAKE_REQUESTS)
        state = RequestState
        running = {state.GEACCEPTEERD, state.EERSTE_CONTACT, state.HULP_GESTART}
        return Board(
            late=tuple(card for card in cards if card.late),
            concept=_in(cards, {state.CONCEPT, state.HEROPEND}),
            checked=_in(cards, {state.GETOETST}),
            waiting=_in(
                cards,
                {
                    state.VERZONDEN,
                    state.ONTVANGST_BEVESTIGD,
                    state.DOORGEZET,
                    state.GEWEIGERD,
                    state.GEESCALEERD,
                },
            ),
            running=_in(cards, running),
            closed=_in(cards, set(CLOSED)),
        )

    def card(self, request_id: RequestId) -> RequestCard:
        """Return one request with its course. The gemeente's reader sees what was sent only."""
        right = self._reading_right()
        with self._read(right) as work:
            request = handover.request(work.session, work.vault, request_id)
            if right is Right.RECEIVE_HANDOVER and request.handed_in is None:
                raise NotFound("Deze hulpvraag")
            return self._cards(work, [request])[0]

    def of_person(self, person_id: PersonId) -> list[RequestCard]:
        """Return somebody's requests."""
        with self._read(Right.MAKE_REQUESTS) as work:
            found = handover.requests(work.session, work.vault, person=person_id)
            return self._cards(work, found)

    def lists(self) -> list[ListPage]:
        """Return the lists that were sent, the last first."""
        with self._read(self._reading_right()) as work:
            pages = []
            names = _names(work)
            for sent in handover.lists(work.session):
                found = handover.requests(work.session, work.vault, list_id=sent.id)
                cards = tuple(self._cards(work, found))
                pages.append(ListPage(sent, names.get(sent.made_by, ""), cards))
            return pages

    def formats(self) -> "list[Export]":
        """Return the file formats a list can be had in."""
        from fieldwork.exports.formats import find_formats

        return list(find_formats().values())

    def file(self, list_id: ListId, format_code: str, password: str) -> tuple[str, bytes]:
        """Return a sent list as a file under a password, with its name; the making is on record."""
        from fieldwork.exports.formats import find_formats

        export = find_formats()[format_code]
        document = self._document(list_id)
        content = export.write(document, password)
        with self._work(self._reading_right()) as work:
            work.record("bestand gemaakt", list_id, hashlib.sha256(content).hexdigest())
        return f"overdracht-{document.number}.{export.format.extension}", content

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

    def _checked(self, work: Work, request_id: RequestId) -> CheckedRequest:
        request = handover.request(work.session, work.vault, request_id)
        if request.state is not RequestState.GETOETST:
            raise WrongStep(request.state.label, RequestState.VERZONDEN.label)
        check = handover.checks(work.session, [request_id])[request_id]
        person = people.person(work.session, work.vault, request.person)
        return request.check(person.known_as, check.by, check.on, check.alone_reason)

    def _new_list(self, work: Work, recipient: str, checked: Sequence[CheckedRequest]) -> SentList:
        day = local(work.at).date()
        made = HandoverList(
            id=ListId(new_id()),
            number=handover.next_number(work.session, day.year),
            recipient=recipient.strip(),
            made_by=self._me.id,
            made_at=work.at,
            requests=tuple(checked),
            keep_until=day + KEEP,
        )
        work.record("lijst verzonden", made.id, f"{made.number}, {len(checked)}")
        control = audit.head(work.session)
        return SentList(
            made.id,
            made.number,
            made.recipient,
            made.made_by,
            made.made_at,
            made.keep_until,
            control,
        )

    def _disclosure(self, sent: SentList, one: CheckedRequest, work: Work) -> Disclosure:
        basis = one.request.basis
        if basis is None:
            raise TypeError("a CheckedRequest always has a basis")
        person = people.person(work.session, work.vault, one.request.person)
        return Disclosure(
            sent.number,
            one.request.id,
            one.request.person,
            sent.recipient,
            basis.ground,
            basis.purpose,
            basis.necessity,
            sent_fields(one.request, person),
            self._me.id,
            work.at,
        )

    def _document(self, list_id: ListId) -> HandoverDocument:
        with self._read(self._reading_right()) as work:
            sent = handover.sent_list(work.session, list_id)
            cards = self._cards(work, handover.requests(work.session, work.vault, list_id=list_id))
            study = area.the_study(work.session)
            names = _names(work)
        return as_document(sent, cards, study, self._seat.open.codebook, names)

    def _move(
        self, right: Right, request_id: RequestId, state: RequestState, detail: str
    ) -> HelpRequest:
        with self._work(right) as work:
            request = handover.request(work.session, work.vault, request_id)
            if right is Right.RECEIVE_HANDOVER and request.handed_in is None:
                raise NotFound("Deze hulpvraag")
            if state is RequestState.INGETROKKEN and not detail.strip():
                raise NoReason("waarom de hulpvraag wordt ingetrokken")
            moved = handover.change_request(work.session, work.vault, request.moved(state))
            self._step(work, moved, state, detail)
            work.record("stand gewijzigd", request_id, state.value)
        return moved

    def _step(
        self, work: Work, request: HelpRequest, state: RequestState, detail: str = ""
    ) -> None:
        event = RequestEvent(request.id, state, self._me.id, work.at, detail.strip())
        handover.add_event(work.session, event)

    def _reading_right(self) -> Right:
        reader = self._me.may(Right.RECEIVE_HANDOVER)
        return Right.RECEIVE_HANDOVER if reader else Right.MAKE_REQUESTS

    def _cards_of(self, right: Right) -> list[RequestCard]:
        with self._read(right) as work:
            return self._cards(work, handover.requests(work.session, work.vault))

    def _cards(self, work: Work, found: Sequence[HelpRequest]) -> list[RequestCard]:
        ids = [request.id for request in found]
        events = handover.events(work.session, ids)
        checks = handover.checks(work.session, ids)
        who = {request.person for request in found}
        known = {one.id: one for one in people.people(work.session, work.vault, who)}
        numbers = {sent.id: sent.number for sent in handover.lists(work.session)}
        names = _names(work)
        cards = []
        for request in found:
            course = tuple(events.get(request.id, ()))
            confirm, contact = deadlines(request, course)
            check = checks.get(request.id)
            cards.append(
                RequestCard(
                    request,
                    known[request.person],
                    names.get(request.made_by, ""),
                    names.get(check.by, "") if check else "",
                    numbers.get(request.handed_in, "") if request.handed_in else "",
                    confirm,
                    contact,
                    say_late(request, confirm, contact, work.at),
                    course,
                    check,
                )
            )
        return cards


def deadlines(
    request: HelpRequest, course: Sequence[RequestEvent]
) -> tuple[datetime | None, datetime | None]:
    """Return before when receipt is to be confirmed and contact to be made; None before sending."""
    sent = [event.at for event in course if event.state is RequestState.VERZONDEN]
    if not sent:
        return None, None
    terms = DEFAULT_TERMS[request.urgency]
    return terms.confirm.ends(sent[-1], is_holiday), terms.contact.ends(sent[-1], is_holiday)


def say_late(
    request: HelpRequest, confirm: datetime | None, contact: datetime | None, at: datetime
) -> str:
    """Return what is overdue, in Dutch; "" when nothing is."""
    state = RequestState
    unconfirmed = {state.VERZONDEN, state.GEESCALEERD}
    without_contact = {*unconfirmed, state.ONTVANGST_BEVESTIGD, state.GEACCEPTEERD, state.DOORGEZET}
    if contact and request.state in without_contact and at > contact:
        return "eerste contact is over tijd"
    if confirm and request.state in unconfirmed and at > confirm:
        return "ontvangst is nog niet bevestigd"
    return ""


@cache
def _holidays(year: int) -> frozenset[date]:
    import holidays

    return frozenset(holidays.country_holidays("NL", years=year))


def is_holiday(day: date) -> bool:
    """Return whether ``day`` is a public holiday in the Netherlands."""
    return day in _holidays(day.year)


def _in(cards: Sequence[RequestCard], states: set[RequestState]) -> tuple[RequestCard, ...]:
    return tuple(card for card in cards if card.request.state in states)


def _names(work: Work) -> dict[str, str]:
    from fieldwork.actions.notes import account_names

    return account_names(work)
