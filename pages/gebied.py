"""Gebied: draw an area, read in addresses, and say whether PDOK may be asked."""

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.ui import map_area
from fieldwork.ui.widgets import back_link, heading

TITLE = "Gebied en adressen"
ICON = ":material/polyline:"
NEEDS = Right.MANAGE_STUDY
ORDER = 72
UNDER = "onderzoek"


def render(desk: Desk) -> None:
    """Show the ways to make the area and its addresses known."""
    back_link("onderzoek", "Onderzoek")
    heading("Gebied en adressen")
    map_area.read_addresses(desk)
    map_area.draw_area(desk)
    map_area.ask_connection(desk)


if __name__ == "__main__":
    st.switch_page("app.py")
