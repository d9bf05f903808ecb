"""Gesprekken: every talk, found back by words and by meaning, narrowed by whom, where and when."""

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.ui.coding_queue import lead_to_reading
from fieldwork.ui.screens import go
from fieldwork.ui.search_filter import ask_question, draw_filter, draw_what_is_on, read_address
from fieldwork.ui.search_results import draw_answer, how_many
from fieldwork.ui.widgets import action_bar, empty, heading

TITLE = "Gesprekken"
ICON = ":material/forum:"
NEEDS = Right.READ_NOTES
ORDER = 20


def render(desk: Desk) -> None:
    """Show the talks: those that answer the question, or the last first."""
    heading("Gesprekken")
    if not desk.notes.count():
        empty(
            "Hier komen de gesprekken te staan. Schrijf na het eerste gesprek op wat u hoorde.",
            "Nieuw gesprek",
            "nieuw_gesprek",
        )
        return
    lead_to_reading(desk)
    desk.search.prepare()
    question = ask_question()
    narrowed = read_address(desk)
    draw_filter(desk, narrowed)
    draw_what_is_on(desk, narrowed)
    most = how_many(question, repr(narrowed))
    draw_answer(desk, question, desk.search.find(question, narrowed.filter(), most))
    with action_bar():
        if st.button("Nieuw gesprek", type="primary", icon=":material/add:", width="stretch"):
            go("nieuw_gesprek")


if __name__ == "__main__":
    st.switch_page("app.py")
