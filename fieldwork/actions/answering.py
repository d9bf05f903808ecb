"""One step in a request's course after it was sent, whoever told of it."""

from dataclasses import dataclass
from datetime import date

from fieldwork.actions.seat import Work
from fieldwork.domain.answers import Step, Verdict
from fieldwork.domain.handover import HelpRequest, RefusalReason, RequestEvent, RequestState
from fieldwork.domain.refusals import Refusal
from fieldwork.store import handover


class NoVerdict(Refusal):
    """The loop is closed with what the person themselves says of it."""

    def __init__(self) -> None:
        super().__init__(
            "Terugkoppelen",
            "Er staat nog niet bij wat de bewoner er zelf van vindt.",
            "Kies een antwoord; 'wil of kan het niet zeggen' mag ook.",
        )


@dataclass(frozen=True, slots=True)
class Told:
    """What was told with a step: words, a reason, who does it, on which day, a verdict."""

    detail: str = ""
    reason: RefusalReason | None = None
    handler: str = ""
    happened_on: date | None = None
    verdict: Verdict | None = None


def move(work: Work, request: HelpRequest, state: RequestState, told: Told) -> HelpRequest:
    """Bring a request to ``state``, with what was told; the same state keeps a remark only."""
    if state is not request.state:
        request = handover.change_request(work.session, work.vault, request.moved(state))
    event = RequestEvent(
        request.id,
        state,
        work.account.id,
        work.at,
        told.detail.strip(),
        told.reason.value if told.reason else "",
        told.happened_on,
        told.handler.strip(),
        told.verdict.value if told.verdict else "",
    )
    handover.add_event(work.session, event)
    return request


def take(work: Work, request: HelpRequest, step: Step) -> HelpRequest:
    """Keep a step that a file tells of."""
    told = Told(step.detail, step.reason, step.handler, step.happened_on)
    return move(work, request, step.state, told)
