"""Ontvangers: to whom lists go, whom to call, and files in the gemeente's own form."""

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.ui.handover_recipients import show_recipients
from fieldwork.ui.requests import style, way_back

TITLE = "Ontvangers"
ICON = ":material/contacts:"
NEEDS = Right.SEND_HANDOVER
ORDER = 67
UNDER = "overdracht"


def render(desk: Desk) -> None:
    """Show the recipients."""
    style()
    way_back(desk)
    show_recipients(desk)


if __name__ == "__main__":
    st.switch_page("app.py")
