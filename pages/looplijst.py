"""Looplijst: tomorrow's round, street by street."""

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.ui import map_walk
from fieldwork.ui.widgets import back_link, heading

TITLE = "Looplijst"
ICON = ":material/directions_walk:"
NEEDS = Right.WRITE_NOTES
ORDER = 43
UNDER = "kaart"


def render(desk: Desk) -> None:
    """Show the streets of a round, and offer them on paper."""
    back_link("kaart", "Kaart")
    heading("Looplijst", "Eerst waar iets is afgesproken, dan waar nog niemand was.")
    buurt = map_walk.ask_buurt(desk)
    streets = desk.walks.streets(buurt)
    if streets:
        map_walk.show_paper(desk, buurt)
    map_walk.show_streets(streets)


if __name__ == "__main__":
    st.switch_page("app.py")
