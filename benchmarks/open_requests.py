"""How long the handover screens wait with five thousand open requests, after each change."""

import secrets
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Final

from benchmarks.results import Result
from benchmarks.workshop import Workshop
from fieldwork.actions.desk import Desk
from fieldwork.actions.people import NewPerson
from fieldwork.actions.shelf import DEMO, Shelf
from fieldwork.domain.dates import now
from fieldwork.domain.handover import (
    Disclosure,
    HelpRequest,
    RequestEvent,
    RequestState,
    UrgencyClass,
)
from fieldwork.domain.ids import ListId, PersonId, RequestId, new_id
from fieldwork.domain.people import Person
from fieldwork.domain.sending import DisclosureKind, ListState, SentList, outgoing
from fieldwork.store import handover, handover_lists, people, recipients
from fieldwork.ui.preparation import spare_collections

NAME: Final = "open requests"
REQUESTS: Final = 5_000
ON_A_LIST: Final = 50
RUNS: Final = 20
TARGET: Final = 1.0
RECIPIENT: Final = "Team Toegang"


def measure(workshop: Workshop) -> list[Result]:
    """Return the times of what each screen asks, right after a change."""
    shelf = Shelf(workshop.example_home("open-requests"))
    shelf.ensure_demo()
    desk = shelf.desk_of(DEMO)
    try:
        fill(desk)
        # As the server does once it is ready.
        spare_collections()
        asked: dict[str, Callable[[Desk], object]] = {
            "the board of handovers": _board,
            "one list of fifty": _one_list,
            "the next list": lambda one: one.lists.next_list(),
            "how it goes": lambda one: one.progress.look(),
        }
        return [
            Result(NAME, f"{name}, {REQUESTS} open requests", _times(desk, ask), TARGET)
            for name, ask in asked.items()
        ]
    finally:
        shelf.opened(DEMO).store.close()


def fill(desk: Desk, count: int = REQUESTS) -> None:
    """Put invented requests in the study, each sent on a list of fifty."""
    template = next(
        card.request for card in desk.handover.board().waiting if card.request.basis is not None
    )
    store, me = desk._seat.open.store, desk.account.id
    with store.work() as session:
        to = recipients.called(session, store.vault, RECIPIENT)
        for number in range(count // ON_A_LIST):
            at = now() - timedelta(hours=number)
            sent = SentList(
                ListId(new_id()),
                f"2020-{number + 1:03d}",
                to.name,
                me,
                at,
                at.date() + timedelta(days=90),
                secrets.token_hex(32),
                ListState.VERZONDEN,
                to.id,
                me,
                at,
                "",
                me,
                at,
            )
            handover_lists.keep_list(session, sent)
            gone = []
            for place in range(ON_A_LIST):
                name = f"Bewoner {number * ON_A_LIST + place}"
                person = people.add_person(
                    session, store.vault, Person(PersonId(new_id()), name, phone="06-0012 0001")
                )
                request = replace(
                    template,
                    id=RequestId(new_id()),
                    person=person.id,
                    urgency=(UrgencyClass.P2, UrgencyClass.P3, UrgencyClass.P4)[place % 3],
                    state=RequestState.VERZONDEN,
                    handed_in=sent.id,
                    note=None,
                )
                handover.add_request(session, store.vault, request)
                event = RequestEvent(request.id, request.state, me, at, sent.number)
                handover.add_event(session, event)
                handed = outgoing(request, person, request.withheld)
                record = _disclosure(sent, request, person)
                gone.append((record, DisclosureKind.NIEUW, handed))
            handover_lists.add_went_out(session, store.vault, sent.id, gone)


def _disclosure(sent: SentList, request: HelpRequest, person: Person) -> Disclosure:
    basis = request.basis
    if basis is None:
        raise TypeError("the template has a basis")
    return Disclosure(
        sent.number,
        request.id,
        person.id,
        sent.recipient,
        basis.ground,
        basis.purpose,
        basis.necessity,
        ("naam",),
        sent.made_by,
        sent.made_at,
    )


def _board(desk: Desk) -> object:
    return desk.handover.board(), desk.lists.unsent(), desk.lists.sent()


def _one_list(desk: Desk) -> object:
    return desk.handover.list_page(desk.lists.sent()[0].sent.id)


def _times(desk: Desk, ask: Callable[[Desk], object]) -> tuple[float, ...]:
    """Return how long ``ask`` takes right after a change, so that nothing is at hand."""
    took = []
    for number in range(RUNS):
        desk.people.add(_newcomer(number))
        began = time.perf_counter()
        ask(desk)
        took.append(time.perf_counter() - began)
    return tuple(took)


def _newcomer(number: int) -> NewPerson:
    return NewPerson(f"Iemand {number} {secrets.token_hex(4)}")
