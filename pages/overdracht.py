"""Overdracht: who needs help, how that stands, and the lists for the gemeente."""

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.domain.ids import ListId
from fieldwork.ui import handover_lists
from fieldwork.ui.handover_board import show_board
from fieldwork.ui.handover_files import forget_files
from fieldwork.ui.requests import style
from fieldwork.ui.screens import asked, go
from fieldwork.ui.widgets import action_bar, back_link, empty, heading

TITLE = "Overdracht"
ICON = ":material/volunteer_activism:"
NEEDS = Right.MAKE_REQUESTS
ORDER = 60


def render(desk: Desk) -> None:
    """Show the board, a new list, or one that was sent."""
    style()
    wanted = asked("lijst")
    if wanted is None:
        forget_files()
        _board(desk)
        return
    back_link("overdracht", "Overdracht")
    if wanted == "nieuw":
        handover_lists.new_list(desk)
    else:
        page = desk.handover.list_page(ListId(wanted))
        handover_lists.show_list(desk, page, "hulpvraag")


def _board(desk: Desk) -> None:
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
    show_board(board)
    lists = desk.handover.lists()
    if lists:
        handover_lists.earlier_lists(lists, "overdracht")
    with action_bar():
        if st.button("Nieuwe hulpvraag", key="new-request", icon=":material/add:"):
            go("hulpvraag")
        ready = len(board.checked)
        sender = desk.may(Right.SEND_HANDOVER) and ready
        if sender and st.button(f"Nieuwe lijst ({ready})", key="new-list", type="primary"):
            go("overdracht", lijst="nieuw")


if __name__ == "__main__":
    st.switch_page("app.py")
