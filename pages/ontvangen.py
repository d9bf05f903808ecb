"""Overdracht, for the gemeente's reader: what was handed over, and the answer to it."""

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.domain.ids import ListId, RequestId
from fieldwork.ui import handover_lists, handover_received
from fieldwork.ui.handover_files import forget_files
from fieldwork.ui.requests import style
from fieldwork.ui.screens import asked
from fieldwork.ui.widgets import back_link

TITLE = "Overdracht"
ICON = ":material/volunteer_activism:"
NEEDS = Right.RECEIVE_HANDOVER
ORDER = 60


def render(desk: Desk) -> None:
    """Show what was received, one list, or one person on it."""
    style()
    request_id, list_id = asked("hulpvraag"), asked("lijst")
    if request_id or list_id:
        back_link("ontvangen", "Overdracht")
    if request_id:
        handover_received.show_received(desk, desk.handover.card(RequestId(request_id)))
    elif list_id:
        page = desk.handover.list_page(ListId(list_id))
        handover_lists.show_list(desk, page, "ontvangen")
    else:
        forget_files()
        handover_received.show_inbox(desk, desk.handover.lists())


if __name__ == "__main__":
    st.switch_page("app.py")
