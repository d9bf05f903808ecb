"""Asking for a second reader: draw talks for a colleague, or read one talk as the second."""

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.dates import say_count
from fieldwork.domain.ids import AccountId
from fieldwork.ui.refusals import plain, show_refusals_at_hand
from fieldwork.ui.widgets import card, quiet

_DRAWN = "coding-drawn"
USUAL = 20


def draw_form(desk: Desk) -> None:
    """Ask how many talks to draw, and for whom."""
    with card("draw-sample"):
        st.html("<h2 class='wd-card-title'>Trek gesprekken voor een tweede lezer</h2>")
        quiet(
            "Het lot kiest, uit elke week naar verhouding. Een collega leest ze zonder te zien wat "
            "u markeerde of wat Wijkduik voorstelde."
        )
        team = dict(desk.coding.team())
        mine = desk.account.id
        readers: list[AccountId] = [*(one for one in team if one != mine), mine]
        with st.form("draw-form", border=False):
            who = st.selectbox(
                "Wie leest ze?",
                readers,
                format_func=lambda one: _name(desk, one, team),
                key="draw-who",
            )
            count = st.number_input("Hoeveel gesprekken?", 1, 200, USUAL, key="draw-count")
            is_asked = st.form_submit_button("Trek gesprekken", type="primary")
        if is_asked and who is not None:
            with show_refusals_at_hand():
                drawn = desk.coding.draw(who, int(count))
                talks = say_count(drawn.count, "gesprek", "gesprekken")
                st.session_state[_DRAWN] = (
                    f"{talks} getrokken uit {drawn.of}, voor {team[who]}. Het getal van deze "
                    f"trekking is {drawn.seed}; het staat ook in het logboek."
                )
                st.rerun()
        if told := st.session_state.get(_DRAWN):
            quiet(told)


def _name(desk: Desk, account: AccountId, team: dict[AccountId, str]) -> str:
    return "ikzelf" if account == desk.account.id else plain(team[account])
