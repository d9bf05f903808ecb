"""Before when the gemeente answers, and what is overdue."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache
from typing import Final

from fieldwork.domain.aftercare import Call
from fieldwork.domain.handover import HelpRequest, RequestEvent, RequestState, UrgencyClass
from fieldwork.domain.terms import ClassTerms, terms_at

_UNCONFIRMED: Final = frozenset({RequestState.VERZONDEN, RequestState.GEESCALEERD})
_WITHOUT_CONTACT: Final = _UNCONFIRMED | {
    RequestState.ONTVANGST_BEVESTIGD,
    RequestState.GEACCEPTEERD,
    RequestState.DOORGEZET,
}
_NOT_SENT: Final = frozenset({RequestState.CONCEPT, RequestState.GETOETST, RequestState.HEROPEND})


def deadlines(
    request: HelpRequest, course: Sequence[RequestEvent], history: Iterable[ClassTerms] = ()
) -> tuple[datetime | None, datetime | None]:
    """Return before when receipt is to be confirmed and contact to be made; None before sending.

    The terms are those that held when it was sent: what was promised does not move when a
    coordinator sets others. A request that was reopened has none until it is sent again.
    """
    sent = [event.at for event in course if event.state is RequestState.VERZONDEN]
    if not sent or request.state in _NOT_SENT:
        return None, None
    terms = terms_at(history, request.urgency, sent[-1]).terms
    return terms.confirm.ends(sent[-1], is_holiday), terms.contact.ends(sent[-1], is_holiday)


def find_late(
    request: HelpRequest,
    confirm: datetime | None,
    contact: datetime | None,
    at: datetime,
    calls: Iterable[Call] = (),
) -> tuple[str, datetime | None]:
    """Return what is overdue, in Dutch, and since when; "" and None when nothing is.

    A life in danger has no term to wait for: until somebody was called it is overdue, and once
    sent until somebody is there.
    """
    is_danger = request.urgency is UrgencyClass.P0
    if is_danger and request.state in _NOT_SENT and not any(one.reached for one in calls):
        return "levensgevaar, en nog niemand gebeld", request.made_at
    waits_for_contact = request.state in _WITHOUT_CONTACT
    if contact and waits_for_contact and is_danger:
        return "levensgevaar, en nog geen contact", contact
    if contact and waits_for_contact and at > contact:
        return "eerste contact is over tijd", contact
    if confirm and request.state in _UNCONFIRMED and at > confirm:
        return "ontvangst is nog niet bevestigd", confirm
    return "", None


def is_holiday(day: date) -> bool:
    """Return whether ``day`` is free for everybody (Algemene termijnenwet, article 3).

    That law counts Good Friday, and 5 May in every year.
    """
    return (day.month, day.day) == (5, 5) or day in _holidays(day.year)


@cache
def _holidays(year: int) -> frozenset[date]:
    import holidays

    return frozenset(holidays.country_holidays("NL", years=year))
