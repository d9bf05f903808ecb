"""Geleerd: what Wijkduik learned from the team, and from whom; to undo, add to, and hand on."""

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.ui import learning_files, learning_themes, learning_words
from fieldwork.ui.people_style import draw_style
from fieldwork.ui.widgets import back_link, heading

TITLE = "Geleerd"
ICON = ":material/school:"
NEEDS = Right.READ_NOTES
ORDER = 72
UNDER = "onderzoek"


def render(desk: Desk) -> None:
    """Show the words and the answers that were learned from, each to take back."""
    draw_style()
    back_link("onderzoek", "Onderzoek")
    heading(
        "Wat Wijkduik van uw team leerde",
        "Uw ja en nee bij het nalezen, en woorden die u hier typt, tellen mee vanaf het volgende "
        "gesprek. Alles kunt u terugnemen.",
    )
    page = desk.learning.page()
    manages = desk.may(Right.MANAGE_STUDY)
    if not page.is_on:
        learning_files.switched_off(desk, may_switch=manages)
    left, right = st.columns(2, gap="large")
    with left:
        st.html('<h2 class="wd-section">Woorden</h2>')
        learning_words.add_word(desk)
        learning_words.show_words(desk, page.words)
    with right:
        st.html('<h2 class="wd-section">Van uw antwoorden</h2>')
        learning_themes.show_themes(desk, page)
    if manages:
        learning_files.take_along(desk)
        learning_files.take_over(desk, page)
        if page.is_on:
            learning_files.switch_off(desk)


if __name__ == "__main__":
    st.switch_page("app.py")
