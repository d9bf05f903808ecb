"""Hulpvraag: the story and what is needed, whether it may be shared, and its course."""

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.domain.ids import RequestId
from fieldwork.ui import request_pages
from fieldwork.ui.handover_received import show_received
from fieldwork.ui.requests import show_whom_to_call, style, way_back
from fieldwork.ui.screens import asked

TITLE = "Hulpvraag"
ICON = ":material/volunteer_activism:"
NEEDS = (Right.MAKE_REQUESTS, Right.RECEIVE_HANDOVER)
ORDER = 62
UNDER = "overdracht"


def render(desk: Desk) -> None:
    """Show one help request, as the team or the gemeente's reader sees it; or begin one."""
    style()
    way_back(desk)
    request_id = asked("hulpvraag")
    if request_id is None:
        request_pages.begin(desk)
        return
    card = desk.handover.card(RequestId(request_id))
    if desk.may(Right.RECEIVE_HANDOVER):
        show_whom_to_call(card.request)
        show_received(desk, card)
    elif request_pages.is_open(card.request):
        request_pages.fill_in(desk, card)
    else:
        request_pages.read(desk, card)


if __name__ == "__main__":
    st.switch_page("app.py")
