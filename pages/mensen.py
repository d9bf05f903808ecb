"""Mensen: who is known, found by a few letters, and who still is to be linked to the gemeente."""

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.domain.dates import say_count
from fieldwork.ui.people_cards import people_cards
from fieldwork.ui.people_filter import ask_whom
from fieldwork.ui.people_style import draw_style
from fieldwork.ui.person_form import new_person
from fieldwork.ui.screens import asked, go
from fieldwork.ui.widgets import action_bar, back_link, empty, heading, quiet

TITLE = "Mensen"
ICON = ":material/group:"
NEEDS = Right.READ_PEOPLE
ORDER = 30
AT_ONCE = 12


def render(desk: Desk) -> None:
    """Show who is known, or ask about somebody new."""
    draw_style()
    if asked("nieuw") and desk.may(Right.WRITE_PEOPLE):
        back_link("mensen", "Mensen")
        heading("Nieuw persoon", "Een naam of roepnaam is genoeg. De rest kan later.")
        new_person(desk)
        return
    heading("Mensen", "Wie u sprak, en bij wie anderen aankloppen.")
    if desk.people.everybody():
        _list(desk)
    else:
        empty("Hier komen de mensen die u spreekt. Vaak staan ze er na een gesprek vanzelf bij.")
    if desk.may(Right.WRITE_PEOPLE):
        with action_bar():
            if st.button("Nieuw persoon", type="primary", icon=":material/add:", width="stretch"):
                go("mensen", nieuw="ja")


def _list(desk: Desk) -> None:
    found = ask_whom(desk)
    counted = say_count(len(found), "persoon", "mensen")
    quiet(counted if found else "Niemand gevonden. Probeer minder letters of een andere keuze.")
    shown = st.session_state.get("people-shown", AT_ONCE)
    people_cards(found[:shown])
    if len(found) > shown and st.button("Meer mensen", key="people-more"):
        st.session_state["people-shown"] = shown + AT_ONCE
        st.rerun()


if __name__ == "__main__":
    st.switch_page("app.py")
