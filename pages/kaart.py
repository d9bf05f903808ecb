"""Kaart: where was talked and where key figures live, by theme, period and kind."""

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.ui import map_parts
from fieldwork.ui.widgets import heading, quiet

TITLE = "Kaart"
ICON = ":material/map:"
NEEDS = Right.SEE_OVERVIEW
ORDER = 40


def render(desk: Desk) -> None:
    """Show the study's area with its talks and key figures."""
    heading("Kaart")
    view = desk.places.view(map_parts.ask_filter(desk))
    tapped = map_parts.show(desk, view)
    map_parts.show_tapped(desk, view, tapped)
    map_parts.show_legend(view)
    if view.without_place:
        quiet(map_parts.say_without_place(view.without_place))


if __name__ == "__main__":
    st.switch_page("app.py")
