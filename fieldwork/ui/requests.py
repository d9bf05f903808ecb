"""A help request in short: its card, its chips, before when, and whom to call."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from html import escape
from pathlib import Path

import streamlit as st

from fieldwork.actions.cards import RequestCard
from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.domain.dates import say_day, say_moment
from fieldwork.domain.handover import HelpRequest, RequestState, UrgencyClass
from fieldwork.domain.notes import ConsentState
from fieldwork.ui.ways import way_html
from fieldwork.ui.widgets import (
    ATTENTION,
    DANGER,
    DONE,
    PLAIN,
    back_link,
    card,
    card_html,
    chip_html,
    draw_cards,
)

_STYLE = Path(__file__).parent / "assets" / "handover.css"
_S = RequestState
_STATE_LOOK = {
    _S.GEWEIGERD: ATTENTION,
    _S.GEESCALEERD: ATTENTION,
    _S.HEROPEND: ATTENTION,
    _S.GETOETST: DONE,
    _S.HULP_GESTART: DONE,
    _S.AFGEROND: DONE,
    _S.TERUGGEKOPPELD: DONE,
}
_CLASS_LOOK = {
    UrgencyClass.P0: DANGER,
    UrgencyClass.P1: DANGER,
    UrgencyClass.P2: ATTENTION,
}
# National numbers, by what they are for.
_CALL = (
    ("112", "112", "als iemand nu in gevaar is"),
    ("0800-2000", "08002000", "Veilig Thuis, dag en nacht, bij geweld thuis"),
    ("113", "113", "als iemand aan zelfdoding denkt"),
)


def style() -> None:
    """Bring the look of these screens; once on each."""
    st.html(_STYLE)


def way_back(desk: Desk) -> None:
    """Draw the way back to the board, or for the gemeente's reader to what was received."""
    team = desk.may(Right.MAKE_REQUESTS)
    back_link("overdracht" if team else "ontvangen", "Overdracht")


@contextmanager
def request_card(one: RequestCard) -> Iterator[None]:
    """Draw a request as a card whose name leads to the whole of it.

    What is drawn inside comes at the foot of the card.
    """
    with card(f"request-{one.request.id}"):
        st.html(_request_html(one))
        yield


def request_cards(cards: Iterable[RequestCard]) -> None:
    """Draw cards, two beside each other where there is room."""
    draw_cards((card_html(_request_html(one)) for one in cards), "wd-grid")


def _request_html(one: RequestCard) -> str:
    name = way_html("hulpvraag", one.person.name, "wd-name", hulpvraag=one.request.id)
    need = escape(one.need) if one.need else "Nog niet ingevuld wat er nodig is."
    chips = "".join(request_chips(one))
    return (
        f'<p>{name}</p><p class="wd-need">{need}</p><p class="wd-chips">{chips}</p>{term_html(one)}'
    )


def beside(cards: Sequence[RequestCard]) -> Iterator[RequestCard]:
    """Hand out cards one by one, each to be drawn in the column that is its own."""
    for at in range(0, len(cards), 2):
        for column, one in zip(st.columns(2), cards[at : at + 2], strict=False):
            with column:
                yield one


def request_chips(one: RequestCard) -> list[str]:
    """Return the class, the state and the ground as chips."""
    request = one.request
    chips = [class_chip(request.urgency), chip_html(request.state.label, _look(request.state))]
    return [*chips, chip_html(say_basis(request))]


def _look(state: RequestState) -> str:
    return _STATE_LOOK.get(state, PLAIN)


def class_chip(urgency: UrgencyClass) -> str:
    """Return the class as a chip: "P2 bedreigend"."""
    return chip_html(say_class(urgency), _CLASS_LOOK.get(urgency, PLAIN))


def say_class(urgency: UrgencyClass) -> str:
    """Return "P2 bedreigend"."""
    return f"{urgency.value} {urgency.label.split(':')[0].lower()}"


def say_basis(request: HelpRequest) -> str:
    """Return the ground in short, with the day of consent."""
    basis = request.basis
    if basis is None:
        return "nog geen grondslag"
    if basis.consent is ConsentState.GEGEVEN:
        return f"toestemming {say_day(basis.consent_on) if basis.consent_on else 'gegeven'}"
    return f"{basis.ground.label.lower()}, zonder toestemming"


def say_term(one: RequestCard) -> str:
    """Return before when the gemeente does its next step; "" when nothing is waited for."""
    state = one.request.state
    if state in (_S.VERZONDEN, _S.GEESCALEERD) and one.confirm_before:
        return f"bevestigen voor {say_moment(one.confirm_before)}"
    waits = (_S.ONTVANGST_BEVESTIGD, _S.GEACCEPTEERD, _S.DOORGEZET)
    if state in waits and one.contact_before:
        return f"eerste contact voor {say_moment(one.contact_before)}"
    return ""


def term_html(one: RequestCard) -> str:
    """Return the term, in red when it is over."""
    if one.late:
        return f'<p class="wd-late"><strong>Te laat:</strong> {escape(say_late(one))}</p>'
    term = say_term(one)
    return f'<p class="wd-quiet">{escape(term)}</p>' if term else ""


def say_late(one: RequestCard) -> str:
    """Return what is overdue, since when, and whom to call."""
    since = f", sinds {say_moment(one.late_since)}" if one.late_since else ""
    call = f" Bel {one.call}." if one.call else ""
    return f"{one.late}{since}.{call}"


def section(title: str, count: int | None = None, *, danger: bool = False) -> None:
    """Draw a heading above cards, with how many there are."""
    counted = f' <span class="wd-quiet">{count}</span>' if count is not None else ""
    look = " wd-late" if danger else ""
    st.html(f'<h2 class="wd-part{look}">{escape(title)}{counted}</h2>')


def show_whom_to_call(request: HelpRequest) -> None:
    """For a life in danger: say at once whom to call. Nothing for other classes."""
    if request.urgency is not UrgencyClass.P0:
        return
    lines = "".join(
        f'<li><a href="tel:{dial}"><strong>{number}</strong></a> {escape(what)}</li>'
        for number, dial, what in _CALL
    )
    st.html(
        '<div class="wd-call" role="alert"><p><strong>Levensgevaar: bel nu.</strong> '
        f"Schrijven kan daarna.</p><ul>{lines}</ul></div>"
    )
