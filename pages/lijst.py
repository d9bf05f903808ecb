"""Lijst: a new one, one that a second person looks at, or one that was sent."""

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.domain.ids import ListId
from fieldwork.domain.sending import ListState
from fieldwork.ui import handover_check, handover_lists
from fieldwork.ui.requests import style, way_back
from fieldwork.ui.screens import asked

TITLE = "Lijst"
ICON = ":material/list_alt:"
NEEDS = (Right.MAKE_REQUESTS, Right.RECEIVE_HANDOVER)
ORDER = 64
UNDER = "overdracht"


def render(desk: Desk) -> None:
    """Show the list that was asked for, as far as it is; without one, a new list."""
    style()
    way_back(desk)
    list_id = asked("lijst")
    if not list_id:
        handover_lists.new_list(desk)
        return
    page = desk.handover.list_page(ListId(list_id))
    if page.sent.state is ListState.VERZONDEN:
        handover_lists.show_list(desk, page)
    else:
        handover_check.show_unsent(desk, page)


if __name__ == "__main__":
    st.switch_page("app.py")
