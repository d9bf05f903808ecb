"""What the gemeente's reader sees: the lists it got, and what it answers."""

import streamlit as st

from fieldwork.actions.cards import ListPage, RequestCard
from fieldwork.actions.desk import Desk
from fieldwork.actions.list_pages import ListLine
from fieldwork.domain.dates import say_moment
from fieldwork.domain.handover import RequestState
from fieldwork.ui.handover_lists import earlier_lists
from fieldwork.ui.handover_paging import shown_of
from fieldwork.ui.request_answers import answer_panel, next_answer
from fieldwork.ui.request_story import show_basis, show_course, show_person, show_story
from fieldwork.ui.requests import (
    beside,
    request_card,
    request_chips,
    section,
    term_html,
)
from fieldwork.ui.widgets import chips, empty, heading, quiet

_OPEN = (
    RequestState.VERZONDEN,
    RequestState.ONTVANGST_BEVESTIGD,
    RequestState.DOORGEZET,
    RequestState.GEESCALEERD,
)
_RUNNING = (RequestState.GEACCEPTEERD, RequestState.EERSTE_CONTACT, RequestState.HULP_GESTART)


def show_inbox(desk: Desk, lists: list[ListPage]) -> None:
    """Draw who waits for an answer, who is being helped, and the lists."""
    heading("Overdracht", "Mensen voor wie het wijkteam hulp vraagt.")
    if not lists:
        empty("Er is nog niets overgedragen. Zodra het team een lijst verstuurt, staat die hier.")
        return
    # Who was handed over and changed since is on two lists, and here once.
    once = {card.request.id: card for page in lists for card in page.cards}
    cards = sorted(
        once.values(),
        key=lambda one: (not one.late, one.request.urgency, one.request.made_at),
    )
    waiting = [one for one in cards if one.request.state in _OPEN]
    running = [one for one in cards if one.request.state in _RUNNING]
    section("Wacht op uw antwoord", len(waiting))
    if not waiting:
        quiet("Alles is beantwoord.")
    _cards(desk, waiting)
    if running:
        section("Loopt", len(running))
        _cards(desk, running)
    lines = [ListLine(page.sent, page.made_by, len(page.cards)) for page in lists]
    earlier_lists(lines, "Lijsten")


def _cards(desk: Desk, cards: list[RequestCard]) -> None:
    for one in beside(shown_of(cards, f"received-{len(cards)}")):
        with request_card(one):
            next_answer(desk, one.request)


def show_received(desk: Desk, one: RequestCard) -> None:
    """Draw one person as handed over, and the answers that are possible."""
    heading(one.person.name)
    chips(request_chips(one))
    if term := term_html(one):
        st.html(term)
    quiet(
        f"Lijst {one.list_number}, gevraagd door {one.made_by} op {say_moment(one.request.made_at)}"
    )
    left, right = st.columns([3, 2], gap="large")
    with left:
        answer_panel(desk, one.request, reader=True)
        section("Wat er gevraagd wordt")
        show_story(one.request, desk.codebook)
    with right:
        section("Wie")
        show_person(one)
        section("Waarom dit gedeeld mag worden")
        show_basis(one.request)
        show_course(one)
