"""Adding something to do by hand: what, when, and for whom."""

from datetime import timedelta

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.follow_ups import NewFollowUp
from fieldwork.domain.dates import today
from fieldwork.domain.follow_ups import LONGEST_WHAT
from fieldwork.domain.ids import NoteId, PersonId
from fieldwork.ui.questions import ask_coming_day
from fieldwork.ui.refusals import plain, show_refusals


def ask_follow_up(
    desk: Desk, *, note: NoteId | None = None, people: tuple[PersonId, ...] = ()
) -> None:
    """Offer a panel to put something on a list; what was typed stays when it is refused."""
    where = note or (people[0] if people else "day")
    panel = st.expander(
        "Zelf iets op de lijst zetten",
        icon=":material/add_task:",
        on_change="rerun",
        key=f"todo-panel-{where}",
    )
    if not panel.open:
        return
    with panel, st.form(f"todo-form-{where}", border=False):
        what = st.text_input(
            "Wat gaat u doen?", max_chars=LONGEST_WHAT, placeholder="terugbellen over de huur"
        )
        on = ask_coming_day(today() + timedelta(days=1))
        at = st.time_input("Hoe laat? Mag leeg.", value=None)
        team = dict(desk.follow_ups.team())
        mine = desk.account.id
        for_whom = st.selectbox(
            "Voor wie?",
            list(team),
            index=list(team).index(mine) if mine in team else 0,
            format_func=lambda one: plain(team[one]),
        )
        if not st.form_submit_button("Op de lijst zetten", type="primary"):
            return
        with show_refusals():
            day = on or today()
            desk.follow_ups.add(NewFollowUp(what, day, at, for_whom, note, people))
            st.rerun()
