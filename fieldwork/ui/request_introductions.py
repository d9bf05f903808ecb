"""Kennismaken: the person and who takes over meet each other, brought together by one of us."""

from datetime import datetime, time, timedelta
from html import escape

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.introductions import IntroductionCard, NewIntroduction
from fieldwork.domain.aftercare import IntroductionState
from fieldwork.domain.dates import AMSTERDAM, local, now, say_moment, today
from fieldwork.domain.handover import HelpRequest
from fieldwork.ui.refusals import show_refusals
from fieldwork.ui.requests import section
from fieldwork.ui.widgets import ATTENTION, DONE, PLAIN, card, chip_html, quiet

_LOOK = {
    IntroductionState.GEPLAND: PLAIN,
    IntroductionState.GEHOUDEN: DONE,
    IntroductionState.AFGEZEGD: PLAIN,
}


def introduction_panel(desk: Desk, request: HelpRequest) -> None:
    """Draw the introductions for a request, and plan one."""
    section("Kennismaken")
    found = desk.introductions.of_request(request.id)
    if not found:
        quiet("Nog niet gepland. Ga liefst één keer mee, dan hoeft niemand opnieuw te beginnen.")
    for one in found:
        introduction_card(desk, one)
    if not any(one.introduction.state is IntroductionState.GEPLAND for one in found):
        with st.popover("Kennismaking plannen", icon=":material/handshake:"):
            _plan(desk, request)


def introduction_card(desk: Desk, one: IntroductionCard, *, named: bool = False) -> None:
    """Draw one introduction with what can be done about it; ``named`` says with whom it is."""
    planned = one.introduction
    with card(f"meeting-{planned.id}"):
        look = ATTENTION if one.is_past else _LOOK[planned.state]
        label = "Geweest?" if one.is_past else planned.state.label
        who = f"<strong>{escape(one.who)}</strong> en " if named else ""
        place = f", {planned.place}" if planned.place else ""
        st.html(
            f"<p>{chip_html(label, look)} {who}<strong>{escape(planned.with_whom)}</strong></p>"
            f'<p class="wd-quiet">{escape(say_moment(planned.planned_at) + place)}</p>'
        )
        if planned.said:
            st.html(f"<p>{escape(planned.said)}</p>")
        if planned.state is IntroductionState.GEPLAND:
            _end(desk, one)


def _end(desk: Desk, one: IntroductionCard) -> None:
    planned = one.introduction
    with st.container(horizontal=True):
        for state, label, asked in (
            (IntroductionState.GEHOUDEN, "Het is geweest", "Wat is er gezegd en afgesproken?"),
            (IntroductionState.AFGEZEGD, "Ging niet door", "Waarom niet, en wat nu?"),
        ):
            with st.popover(label):
                key = f"meeting-{state.value}-{planned.id}"
                said = st.text_area(asked, key=key, height=88)
                trouble = st.container()
                if st.button("Bewaren", key=f"{key}-keep", type="primary"):
                    with trouble, show_refusals():
                        desk.introductions.end(planned, state, said or "")
                        st.rerun()
        with st.popover("Verzetten"):
            at = _ask_moment(f"meeting-move-{planned.id}", planned.planned_at)
            trouble = st.container()
            if st.button("Bewaren", key=f"meeting-moved-{planned.id}", type="primary"):
                with trouble, show_refusals():
                    desk.introductions.move(planned, at)
                    st.rerun()


def _plan(desk: Desk, request: HelpRequest) -> None:
    key = f"meeting-new-{request.id}"
    with_whom = st.text_input("Met wie van de gemeente?", key=f"{key}-with")
    at = _ask_moment(key, now() + timedelta(days=1))
    place = st.text_input("Waar? Mag leeg.", key=f"{key}-place")
    trouble = st.container()
    if st.button("Plannen", key=f"{key}-keep", type="primary"):
        with trouble, show_refusals():
            desk.introductions.plan(NewIntroduction(request.id, at, with_whom or "", place or ""))
            st.rerun()


def _ask_moment(key: str, first: datetime) -> datetime:
    day = st.date_input("Welke dag?", local(first).date(), key=f"{key}-day", format="DD-MM-YYYY")
    clock = st.time_input("Hoe laat?", local(first).time().replace(second=0), key=f"{key}-time")
    return datetime.combine(day or today(), clock or time(12), AMSTERDAM)
