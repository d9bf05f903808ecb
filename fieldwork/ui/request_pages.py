"""The screen of one help request: being filled in, or being read."""

from html import escape

import streamlit as st

from fieldwork.actions.cards import RequestCard
from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.domain.handover import OPEN_AT_GEMEENTE, HelpRequest, RequestState
from fieldwork.domain.ids import PersonId
from fieldwork.ui.refusals import show_refusals
from fieldwork.ui.request_answers import answer_panel, withdraw_panel
from fieldwork.ui.request_basis import basis_fields
from fieldwork.ui.request_calls import call_panel, danger_line
from fieldwork.ui.request_check import change_checked, check, check_panel, wants_change
from fieldwork.ui.request_fields import story_fields
from fieldwork.ui.request_introductions import introduction_panel
from fieldwork.ui.request_recalls import withdraw_consent
from fieldwork.ui.request_saving import filled_from, keep, saved_and_undo
from fieldwork.ui.request_story import say_checked, show_basis, show_course, show_person, show_story
from fieldwork.ui.request_weighing import weighing_card
from fieldwork.ui.requests import request_chips, section, term_html
from fieldwork.ui.screens import asked, go
from fieldwork.ui.widgets import action_bar, chips, heading, quiet
from fieldwork.ui.words import say_when


def begin(desk: Desk) -> None:
    """Begin a request: for whom?"""
    everybody = {one.person.id: one for one in desk.people.everybody()}
    heading("Nieuwe hulpvraag", "Voor wie is er hulp nodig?")
    first = PersonId(asked("persoon") or "")
    ids = list(everybody)
    chosen = st.selectbox(
        "Wie",
        ids,
        index=ids.index(first) if first in everybody else None,
        format_func=lambda one: _say_person(
            everybody[one].person.name, str(everybody[one].person.home)
        ),
        placeholder="Typ een paar letters van de naam of de straat",
        key="for-whom",
    )
    if not everybody:
        quiet("Er is nog niemand bekend. Leg eerst een gesprek vast.")
    danger_line()
    with action_bar():
        pressed = st.button("Begin", type="primary", disabled=chosen is None, key="begin")
    if pressed and chosen is not None:
        go("hulpvraag", hulpvraag=desk.handover.begin(chosen).id)


def _say_person(name: str, home: str) -> str:
    return f"{name}, {home}" if home else name


def is_open(request: HelpRequest) -> bool:
    """Return whether the request is being filled in."""
    if request.state is RequestState.GETOETST or request.state in OPEN_AT_GEMEENTE:
        return wants_change(request.id)
    return request.state in (RequestState.CONCEPT, RequestState.HEROPEND)


def fill_in(desk: Desk, card: RequestCard) -> None:
    """Draw the questions, keep the answers, and offer the check."""
    top = st.container()
    left, right = st.columns([3, 2], gap="large")
    before = filled_from(card.request)
    with left:
        section("Wat is er aan de hand?")
        told = story_fields(before, desk.codebook, desk.terms.classes())
    with right:
        section("Mag dit?")
        told["basis"] = basis_fields(desk, card, before, told)
    with action_bar():
        request = keep(desk, card.request, before, told)
        trouble = st.container()
        with st.container(horizontal=True, vertical_alignment="center", key="wd-saving"):
            saved_and_undo(request)
            step = st.container(width="content")
    card = desk.handover.card(request.id)
    with right:
        reason = check_panel(desk, card)
        withdraw_consent(desk, request)
        introduction_panel(desk, request)
        show_course(card)
        withdraw_panel(desk, request)
    with top:
        call_panel(desk, card)
        _head(desk, card)
    with step:
        pressed = st.button("Toetsen", type="primary", key="check")
    if pressed:
        with trouble, show_refusals():
            check(desk, request.id, reason)
            st.rerun()


def read(desk: Desk, card: RequestCard) -> None:
    """Draw the request as it stands, what happened since, and what can be reported."""
    call_panel(desk, card)
    _head(desk, card)
    left, right = st.columns([3, 2], gap="large")
    request = card.request
    with left:
        answer_panel(desk, request)
        section("Wat is er aan de hand?")
        show_story(request, desk.codebook)
        section("Wie")
        show_person(card)
    with right:
        section("Mag dit?")
        show_basis(request)
        quiet(say_checked(card))
        if request.basis and request.basis.needs_deliberation:
            weighing_card(desk, request)
        if request.state is RequestState.GETOETST or request.state in OPEN_AT_GEMEENTE:
            change_checked(request.id)
        withdraw_consent(desk, request)
        introduction_panel(desk, request)
        show_course(card)
        withdraw_panel(desk, request)
    if request.state is RequestState.GETOETST:
        _on_to_list(desk)


def _on_to_list(desk: Desk) -> None:
    """Lead to the list that a checked request goes out on."""
    with action_bar():
        if not desk.may(Right.SEND_HANDOVER):
            quiet("Klaar voor de lijst. De coördinator verstuurt hem.")
        elif st.button("Naar de nieuwe lijst", type="primary", key="to-list"):
            go("lijst")


def _head(desk: Desk, card: RequestCard) -> None:
    """Draw whose request it is, how it stands, and the way to where it came from."""
    request = card.request
    heading(card.person.name)
    chips(request_chips(card))
    st.html(f'{term_html(card)}<p class="wd-quiet">{escape(_say_whence(desk, card))}</p>')
    with st.container(horizontal=True, key="whence"):
        if st.button("Over deze persoon", key="to-person", icon=":material/person:"):
            go("persoon", persoon=request.person)
        if request.note and st.button("Het gesprek", key="to-note", icon=":material/article:"):
            go("gesprek", gesprek=request.note)


def _say_whence(desk: Desk, card: RequestCard) -> str:
    request = card.request
    words = f"Gemaakt door {card.made_by}, {say_when(request.made_at)}"
    if request.signal:
        words += f", na het signaal ‘{desk.codebook.label(request.signal)}’"
    return f"{words}. Lijst {card.list_number}." if card.list_number else f"{words}."
