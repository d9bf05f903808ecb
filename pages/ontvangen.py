"""Overdracht, for the gemeente's reader: who waits for an answer, who is helped, which lists."""

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.ui.handover_files import forget_files
from fieldwork.ui.handover_received import show_inbox
from fieldwork.ui.request_recalls import recall_notices
from fieldwork.ui.requests import style

TITLE = "Overdracht"
ICON = ":material/volunteer_activism:"
NEEDS = Right.RECEIVE_HANDOVER
ORDER = 60


def render(desk: Desk) -> None:
    """Show what was received."""
    style()
    forget_files()
    recall_notices(desk)
    show_inbox(desk, desk.handover.lists())


if __name__ == "__main__":
    st.switch_page("app.py")
