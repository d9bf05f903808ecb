"""A life in danger: whom to call at once, and what came of the call."""

from datetime import datetime
from html import escape

import streamlit as st

from fieldwork.actions.calls import CallCard, NewCall
from fieldwork.actions.cards import RequestCard
from fieldwork.actions.desk import Desk
from fieldwork.domain.aftercare import CallTo
from fieldwork.domain.dates import AMSTERDAM, local, now, say_moment
from fieldwork.domain.handover import UrgencyClass
from fieldwork.ui.refusals import show_refusals
from fieldwork.ui.requests import show_whom_to_call
from fieldwork.ui.widgets import card, quiet


def call_panel(desk: Desk, one: RequestCard) -> None:
    """Say at once whom to call when a life is in danger, and keep the call; else what was called.

    Nothing for another class for which nobody called.
    """
    is_danger = one.request.urgency is UrgencyClass.P0
    made = desk.calls.of_request(one.request.id)
    if not (is_danger or made):
        return
    if is_danger:
        show_whom_to_call(one.request)
        [set_up] = [each for each in desk.terms.classes() if each.urgency is UrgencyClass.P0]
        if set_up.whom_to_call:
            quiet(f"Afgesproken met de gemeente: {set_up.whom_to_call}.")
    with card(f"calls-{one.request.id}"):
        _calls(made)
        if is_danger:
            with st.expander("Telefoongesprek vastleggen", expanded=not made):
                _ask(desk, one)


def _calls(made: list[CallCard]) -> None:
    if not made:
        st.html("<p>Nog geen telefoongesprek vastgelegd.</p>")
        return
    items = "".join(f"<li>{_say(card)}</li>" for card in made)
    st.html(f'<ol class="wd-course">{items}</ol>')


def _say(one: CallCard) -> str:
    call = one.call
    whom = call.whom.label + (f", {call.with_whom}" if call.with_whom else "")
    reached = "" if call.reached else " (niet bereikt)"
    agreed = f"<br>{escape(call.agreed)}" if call.agreed else ""
    when = escape(f"{one.made_by}, {say_moment(call.called_at)}".removeprefix(", "))
    return (
        f"<strong>Gebeld: {escape(whom)}</strong>{reached}{agreed}"
        f'<br><span class="wd-quiet">{when}</span>'
    )


def _ask(desk: Desk, one: RequestCard) -> None:
    request = one.request
    # One more each time, so that the fields of the next call are empty again.
    turn = len(desk.calls.of_request(request.id))
    with st.form(f"call-{request.id}-{turn}", border=False):
        whom = st.radio(
            "Wie is er gebeld?",
            list(CallTo),
            format_func=lambda each: each.label,
            index=None,
            horizontal=True,
        )
        reached = st.radio(
            "Is er opgenomen?",
            [True, False],
            format_func=lambda yes: "Ja" if yes else "Nee",
            horizontal=True,
        )
        clock = st.time_input("Hoe laat (vandaag)", local(now()).time(), step=60)
        with_whom = st.text_input("Met wie", placeholder="Naam, of het nummer van de melding")
        agreed = st.text_area("Wat is afgesproken", height=72)
        if not st.form_submit_button("Gesprek vastleggen", type="primary"):
            return
    with show_refusals():
        if whom is None:
            quiet("Kies eerst wie er gebeld is.")
            return
        today = local(now()).date()
        at = datetime.combine(today, clock, AMSTERDAM) if clock else None
        desk.calls.add(
            NewCall(
                request.person,
                CallTo.of(whom),
                bool(reached),
                min(at, now()) if at else None,
                request.id,
                with_whom or "",
                agreed or "",
            )
        )
        st.rerun()


def danger_line() -> None:
    """Say on the first step whom to call, before anything is filled in."""
    st.html(
        '<p class="wd-danger-line">Is iemand nu in gevaar? Bel eerst: <a href="tel:112">112</a>, '
        '<a href="tel:08002000">Veilig Thuis 0800-2000</a> of '
        '<a href="tel:113">113</a> bij zelfdoding. Schrijven kan daarna.</p>'
    )
