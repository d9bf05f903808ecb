"""Gesprek: one talk, read back: the text with its marks, and what to say yes or no to."""

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.notes import NotePage
from fieldwork.domain.access import Right
from fieldwork.domain.ids import NoteId
from fieldwork.domain.refusals import NotFound
from fieldwork.ui import (
    coding_queue,
    follow_up_offers,
    reading,
    talk_change,
    talk_left,
    talk_links,
    version_lost,
)
from fieldwork.ui.refusals import show_refusals_at_hand
from fieldwork.ui.screens import asked, go
from fieldwork.ui.search_results import draw_alike
from fieldwork.ui.widgets import action_bar, back_link

TITLE = "Gesprek"
ICON = ":material/article:"
NEEDS = Right.READ_NOTES
ORDER = 22
UNDER = "gesprekken"


def render(desk: Desk) -> None:
    """Show one talk and read it back."""
    back_link("gesprekken", "Gesprekken")
    note_id = asked("gesprek")
    if note_id is None:
        raise NotFound("Dit gesprek")
    if coding_queue.kept_blind(desk, NoteId(note_id)):
        return
    page = desk.notes.page(NoteId(note_id))
    talk_left.show_head(desk, page)
    if talk_change.change_text(desk, page):
        return
    reading.ask_need(desk, page)
    left, right = st.columns([3, 2], gap="large")
    with left:
        reading.show_text(page, desk.codebook)
        talk_left.show_kept(desk, page)
        talk_change.offer_change(desk, page)
        talk_links.lead_on(page)
        talk_change.correct(desk, page)
        draw_alike(desk, page)
    with right:
        reading.show_suggestions(desk, page)
        version_lost.show_lost(desk, page)
        reading.show_findings(desk, page)
        follow_up_offers.who_and_when(desk, page)
        reading.show_further(desk, page)
        reading.mark_by_hand(desk, page)
    _next_step(desk, page)


def _next_step(desk: Desk, page: NotePage) -> None:
    if page.note.reviewed_at:
        return
    with action_bar():
        is_done = st.button("Alles goed, klaar", type="primary", width="stretch", key="finish")
    if is_done:
        with show_refusals_at_hand():
            desk.review.confirm_all(page.note.id)
            desk.review.finish(page.note.id)
            following = desk.review.next_unread(page.note.id)
            if following:
                go("gesprek", gesprek=following)
            go("gesprekken")


if __name__ == "__main__":
    st.switch_page("app.py")
