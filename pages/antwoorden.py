"""Antwoorden: the file that the gemeente sent back is read in, after a look at what it changes."""

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.ui.handover_answers import read_back
from fieldwork.ui.requests import style, way_back

TITLE = "Antwoorden inlezen"
ICON = ":material/upload_file:"
NEEDS = Right.MAKE_REQUESTS
ORDER = 66
UNDER = "overdracht"


def render(desk: Desk) -> None:
    """Show the way in for a file, and what it changes."""
    style()
    way_back(desk)
    read_back(desk)


if __name__ == "__main__":
    st.switch_page("app.py")
