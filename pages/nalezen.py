"""Nalezen: every talk that waits to be read back, one after the other, by keyboard or thumb."""

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.domain.ids import NoteId
from fieldwork.ui.coding_queue import kept_blind
from fieldwork.ui.review_board import draw_board
from fieldwork.ui.review_queue import reading_board
from fieldwork.ui.screens import asked
from fieldwork.ui.widgets import back_link, empty

TITLE = "Nalezen"
ICON = ":material/fact_check:"
NEEDS = Right.WRITE_NOTES
ORDER = 23
UNDER = "gesprekken"
# As many as a person reads in a sitting; the rest comes after these.
MOST = 200


def render(desk: Desk) -> None:
    """Show the talks that wait, beginning with the one that the address asks for."""
    back_link("gesprekken", "Gesprekken")
    blind = set(desk.coding.to_do())
    waiting = [one for one in desk.review.unread() if one not in blind][:MOST]
    first = asked("gesprek")
    if first and kept_blind(desk, NoteId(first)):
        return
    if first and NoteId(first) not in waiting:
        # One that was read back before can be looked through again.
        waiting = [desk.notes.page(NoteId(first)).note.id, *waiting]
    if not waiting:
        empty(
            "Alles is nagelezen. Hier komen gesprekken te staan die nog wachten.",
            "Nieuw gesprek",
            "nieuw_gesprek",
        )
        return
    draw_board(reading_board(desk, waiting, NoteId(first) if first else waiting[0]))


if __name__ == "__main__":
    st.switch_page("app.py")
