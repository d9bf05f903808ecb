"""Kaart: where was talked and with whom, what lives where, and where nobody was yet."""

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.places import MapLayer
from fieldwork.domain.access import Right
from fieldwork.ui import map_filter, map_gaps, map_links, map_parts
from fieldwork.ui.widgets import heading

TITLE = "Kaart"
ICON = ":material/map:"
NEEDS = Right.SEE_OVERVIEW
ORDER = 40


def render(desk: Desk) -> None:
    """Show the study's area with the layers that were chosen, and the ways on from it."""
    heading("Kaart")
    asked = map_filter.ask_filter(desk)
    map_parts.show(desk, asked)
    if asked.which.shows(MapLayer.LEEG):
        map_gaps.show_gaps(desk)
    map_links.show_links(desk)


if __name__ == "__main__":
    st.switch_page("app.py")
