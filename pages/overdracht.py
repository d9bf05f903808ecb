"""Overdracht: who needs help, how that stands, and the lists for the gemeente."""

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.ui.handover_board import show_board
from fieldwork.ui.handover_files import forget_files
from fieldwork.ui.handover_links import links
from fieldwork.ui.handover_lists import earlier_lists, lists_on_the_way
from fieldwork.ui.requests import style
from fieldwork.ui.screens import go
from fieldwork.ui.widgets import action_bar, empty, heading

TITLE = "Overdracht"
ICON = ":material/volunteer_activism:"
NEEDS = Right.MAKE_REQUESTS
ORDER = 60


def render(desk: Desk) -> None:
    """Show every help request by what is to be done, and the lists that were sent."""
    style()
    forget_files()
    board = desk.handover.board()
    heading("Overdracht", "Wie nu hulp nodig heeft, en wat de gemeente ervan maakt.")
    if board.is_empty:
        empty(
            "Hier komen hulpvragen: wat iemand nu nodig heeft, in eigen woorden. Ze beginnen bij "
            "een gesprek of bij een persoon.",
            "Nieuwe hulpvraag",
            "hulpvraag",
        )
        return
    lists_on_the_way(desk.lists.unsent())
    show_board(board)
    earlier_lists(desk.lists.sent())
    links(desk)
    with action_bar():
        if st.button("Nieuwe hulpvraag", key="new-request", icon=":material/add:"):
            go("hulpvraag")
        ready = len(board.checked)
        label = f"Nieuwe lijst ({ready})" if ready else "Nieuwe lijst"
        sender = desk.may(Right.SEND_HANDOVER)
        if sender and st.button(label, key="new-list", type="primary" if ready else "secondary"):
            go("lijst")


if __name__ == "__main__":
    st.switch_page("app.py")
