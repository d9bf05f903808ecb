"""Voortgang: how handing over goes, for the weekly meeting."""

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.ui.handover_progress import show_progress
from fieldwork.ui.requests import style, way_back

TITLE = "Hoe het loopt"
ICON = ":material/insights:"
NEEDS = Right.MAKE_REQUESTS
ORDER = 68
UNDER = "overdracht"


def render(desk: Desk) -> None:
    """Show how it goes."""
    style()
    way_back(desk)
    show_progress(desk)


if __name__ == "__main__":
    st.switch_page("app.py")
