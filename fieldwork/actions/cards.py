"""Help requests as screens show them: with their person, terms, course, and what is late."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from fieldwork.actions.deadlines import deadlines, find_late
from fieldwork.actions.papers import sent_fields
from fieldwork.actions.seat import Work
from fieldwork.domain.handover import (
    CLOSED,
    HelpRequest,
    RequestEvent,
    RequestState,
    UrgencyClass,
)
from fieldwork.domain.people import Person
from fieldwork.domain.sending import HandedOver, SentList
from fieldwork.domain.terms import ClassTerms, terms_at
from fieldwork.store import aftercare, handover, people, recipients, terms
from fieldwork.store.handover import Check

_S = RequestState
RUNNING: Final = frozenset({_S.GEACCEPTEERD, _S.EERSTE_CONTACT, _S.HULP_GESTART})
WAITING: Final = frozenset(
    {_S.VERZONDEN, _S.ONTVANGST_BEVESTIGD, _S.DOORGEZET, _S.GEWEIGERD, _S.GEESCALEERD}
)
# What the gemeente's reader may see: not what is still being made, was taken back or reopened.
WITH_GEMEENTE: Final = RUNNING | WAITING | {_S.AFGEROND, _S.TERUGGEKOPPELD}


@dataclass(frozen=True, slots=True)
class RequestCard:
    """A help request as lists show it, with its terms and what is late.

    ``names`` are the first names, by account, of who did something in its course; ``call`` is whom
    to call about it.
    """

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
    recipient: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    late_since: datetime | None = None
    call: str = ""

    @property
    def need(self) -> str:
        """What it is about, in a few words."""
        needs = ", ".join(need.label.lower() for need in self.request.basic_needs)
        return self.request.help_wanted or needs or self.request.why

    @property
    def goes_out(self) -> tuple[str, ...]:
        """The names, in Dutch, of what the gemeente gets to know."""
        return sent_fields(self.request, self.person)

    def went_through(self, state: RequestState) -> bool:
        """Return whether the request ever came to ``state``."""
        return any(event.state is state for event in self.course)

    def who(self, event: RequestEvent) -> str:
        """Return the first name of who took a step."""
        return self.names.get(event.by, "")


@dataclass(frozen=True, slots=True)
class Board:
    """All requests by what is to be done about them, the most urgent first."""

    late: tuple[RequestCard, ...]
    concept: tuple[RequestCard, ...]
    checked: tuple[RequestCard, ...]
    waiting: tuple[RequestCard, ...]
    running: tuple[RequestCard, ...]
    closed: tuple[RequestCard, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is not one request yet."""
        return not (self.concept or self.checked or self.waiting or self.running or self.closed)


@dataclass(frozen=True, slots=True)
class ListPage:
    """A list with the requests on it; ``gone`` counts those taken back since it was sent.

    ``names`` are the first names of the team, by account.
    """

    sent: SentList
    made_by: str
    cards: tuple[RequestCard, ...]
    gone: int = 0
    names: Mapping[str, str] = field(default_factory=dict)


def make_cards(work: Work, found: Sequence[HelpRequest]) -> list[RequestCard]:
    """Return the cards of these requests, in the same order."""
    ids = [request.id for request in found]
    events = handover.events(work.session, ids)
    checks = handover.checks(work.session, ids)
    who = {request.person for request in found}
    known = {one.id: one for one in people.people(work.session, work.vault, who)}
    lists = {sent.id: sent for sent in handover.lists(work.session)}
    calls = {one.name: one.call for one in recipients.recipients(work.session, work.vault)}
    names = team_names(work)
    history = terms.history(work.session)
    danger = [one.id for one in found if one.urgency is UrgencyClass.P0]
    phoned = aftercare.calls_for(work.session, work.vault, danger) if danger else {}
    cards = []
    for request in found:
        course = tuple(events.get(request.id, ()))
        confirm, contact = deadlines(request, course, history)
        called = phoned.get(request.id, ())
        late, since = find_late(request, confirm, contact, work.at, called)
        check = checks.get(request.id)
        sent = lists.get(request.handed_in) if request.handed_in else None
        cards.append(
            RequestCard(
                request,
                known[request.person],
                names.get(request.made_by, ""),
                names.get(check.by, "") if check else "",
                sent.number if sent else "",
                confirm,
                contact,
                late,
                course,
                check,
                sent.recipient if sent else "",
                names,
                since,
                _whom_to_call(request, sent, history, calls, work.at),
            )
        )
    return cards


def _whom_to_call(
    request: HelpRequest,
    sent: SentList | None,
    history: Iterable[ClassTerms],
    calls: Mapping[str, str],
    at: datetime,
) -> str:
    """Return whom to call: who was agreed on for the class by now, or else the recipient."""
    agreed = terms_at(history, request.urgency, at).whom_to_call
    if agreed or sent is None:
        return agreed
    return calls.get(sent.recipient, sent.recipient)


def make_board(cards: Sequence[RequestCard]) -> Board:
    """Return the cards by what is to be done about them."""
    return Board(
        late=tuple(card for card in cards if card.late),
        concept=in_states(cards, {_S.CONCEPT, _S.HEROPEND}),
        checked=in_states(cards, {_S.GETOETST}),
        waiting=in_states(cards, WAITING),
        running=in_states(cards, RUNNING),
        closed=in_states(cards, CLOSED),
    )


def in_states(
    cards: Sequence[RequestCard], states: Collection[RequestState]
) -> tuple[RequestCard, ...]:
    """Return the cards whose request is in one of ``states``."""
    return tuple(card for card in cards if card.request.state in states)


def for_gemeente(card: RequestCard, handed: HandedOver) -> RequestCard:
    """Return the card with only what was handed over: nothing of notes, or of who the person is.

    The course begins where the request was sent last. The recipient is left out, and whom to call
    there: that is who looks.
    """
    sendings = [at for at, event in enumerate(card.course) if event.state is _S.VERZONDEN]
    course = card.course[sendings[-1] :] if sendings else ()
    return replace(
        card,
        request=handed.request,
        person=handed.person,
        course=course,
        check=None,
        recipient="",
        call="",
    )


def team_names(work: Work) -> dict[str, str]:
    """Return the first names of the team, by account."""
    from fieldwork.actions.notes import account_names

    return account_names(work)
