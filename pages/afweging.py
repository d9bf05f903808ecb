"""Afweging: why something is shared or reported without a yes, or not."""

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.domain.deliberations import DeliberationId
from fieldwork.ui.deliberation_form import show_deliberation
from fieldwork.ui.requests import style, way_back
from fieldwork.ui.screens import asked
from fieldwork.ui.widgets import empty, heading

TITLE = "Afweging"
ICON = ":material/balance:"
NEEDS = Right.MAKE_REQUESTS
ORDER = 66
UNDER = "overdracht"


def render(desk: Desk) -> None:
    """Show one deliberation."""
    style()
    way_back(desk)
    which = asked("afweging")
    if which is None:
        heading(TITLE)
        empty(
            "Een afweging begint bij een hulpvraag waar geen ja op is.", "Overdracht", "overdracht"
        )
        return
    show_deliberation(desk, desk.deliberations.card(DeliberationId(which)))


if __name__ == "__main__":
    st.switch_page("app.py")
