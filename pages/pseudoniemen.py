"""Delen: talks and quotes with placeholders for who can be recognised, read after by a person."""

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.ui import pseudonym_review as review
from fieldwork.ui.pseudonym_choice import choose
from fieldwork.ui.screens import asked
from fieldwork.ui.widgets import back_link, empty, heading

TITLE = "Delen"
ICON = ":material/ios_share:"
NEEDS = Right.READ_NOTES
ORDER = 75


def render(desk: Desk) -> None:
    """Let somebody choose texts, read after what is covered in them, and take them along."""
    review.draw_style()
    if asked("gesprek"):
        back_link("gesprekken", "Gesprekken")
    heading("Delen", review.WARNING)
    shares = choose(desk)
    if not shares:
        empty("Hier komen citaten en gesprekken die u wilt delen. Kies een ruimere periode.")
        return
    verdicts = review.verdicts_of(desk)
    prepared = desk.pseudonyms.prepare(shares, verdicts)
    left, right = st.columns([3, 2], gap="large")
    with left:
        shown = st.session_state.get("share-shown", review.AT_ONCE)
        review.show_texts(prepared, shown)
        _more(len(prepared), shown)
    with right:
        review.show_finds(desk, prepared[:shown], verdicts)
        review.add_missed(desk, shares, verdicts)
    review.take_along(desk, prepared[:shown], verdicts)


def _more(count: int, shown: int) -> None:
    """Offer the next texts; only what was in sight goes along."""
    if count > shown and st.button(f"Nog {count - shown} teksten", key="share-more"):
        st.session_state["share-shown"] = shown + review.AT_ONCE
        st.rerun()


if __name__ == "__main__":
    st.switch_page("app.py")
