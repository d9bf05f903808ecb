"""Hulpvraag: the story and what is needed, whether it may be shared, and its course."""

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.domain.ids import RequestId
from fieldwork.ui import request_pages
from fieldwork.ui.requests import show_whom_to_call, style
from fieldwork.ui.screens import asked
from fieldwork.ui.widgets import back_link

TITLE = "Hulpvraag"
ICON = ":material/volunteer_activism:"
NEEDS = Right.MAKE_REQUESTS
ORDER = 62
UNDER = "overdracht"


def render(desk: Desk) -> None:
    """Show one help request, or begin one."""
    style()
    back_link("overdracht", "Overdracht")
    request_id = asked("hulpvraag")
    if request_id is None:
        request_pages.begin(desk)
        return
    card = desk.handover.card(RequestId(request_id))
    show_whom_to_call(card.request)
    if request_pages.is_open(card.request):
        request_pages.fill_in(desk, card)
    else:
        request_pages.read(desk, card)


if __name__ == "__main__":
    st.switch_page("app.py")
