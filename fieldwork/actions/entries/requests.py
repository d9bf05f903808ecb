"""Help requests and every step they took, on the line of time."""

from fieldwork.actions.cards import RequestCard
from fieldwork.actions.handover import Handover
from fieldwork.actions.seat import Seat
from fieldwork.domain.access import Right
from fieldwork.domain.handover import CLOSED, RequestEvent, RequestState
from fieldwork.domain.ids import PersonId
from fieldwork.domain.timeline import Entry, EntryKind

KIND = EntryKind("request", "Hulpvragen", "Hulpvraag", 30)
NEEDS = (Right.MAKE_REQUESTS,)


def entries(seat: Seat, person_id: PersonId) -> list[Entry]:
    """Return somebody's requests: each with a line for its making and for each step since."""
    found: list[Entry] = []
    for card in Handover(seat).of_person(person_id):
        found.append(_made(card))
        found += [_step(card, event) for event in card.course if not _is_making(card, event)]
    return found


def _made(card: RequestCard) -> Entry:
    request = card.request
    return Entry(
        at=request.made_at,
        kind=KIND,
        line=card.need or request.urgency.label,
        subject=request.id,
        screen="hulpvraag",
        identity=request.id,
        by=card.made_by,
        beside=f"Hulpvraag. {request.urgency.label}",
        mark=f"Nu: {request.state.label.lower()}",
        is_late=bool(card.late),
        is_settled=request.state in CLOSED,
    )


def _step(card: RequestCard, event: RequestEvent) -> Entry:
    return Entry(
        at=event.at,
        kind=KIND,
        line=f"{event.state.label}: {card.need or card.request.urgency.label}",
        subject=f"{event.request}-{event.state.value}",
        screen="hulpvraag",
        identity=event.request,
        by=card.who(event),
        beside=event.detail,
    )


def _is_making(card: RequestCard, event: RequestEvent) -> bool:
    return event.state is RequestState.CONCEPT and event.at == card.request.made_at
