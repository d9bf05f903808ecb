"""Net gedaan: the deeds of the last hour, each with its button, on the first screen."""

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.domain.undo import RecentDeed
from fieldwork.ui.undo_line import STYLE, deed_html, undo_button
from fieldwork.ui.widgets import card, quiet

MOST = 6


def draw(desk: Desk) -> None:
    """Draw what was done in the last hour: mine, or of the whole team for a coordinator."""
    is_coordinator = desk.may(Right.MANAGE_STUDY)
    deeds = desk.undo.recent(MOST, everybody=is_coordinator)
    if not deeds:
        return
    st.html(STYLE)
    st.html('<h2 class="wd-section">Net gedaan</h2>')
    with card("just-done"):
        for deed in deeds:
            _line(desk, deed)
    quiet("U kunt iets een uur lang ongedaan maken.")


def _line(desk: Desk, deed: RecentDeed) -> None:
    with st.container(key=f"wd-deed-{deed.number}", horizontal=True, gap=None):
        why = f'<p class="wd-bin-line">{deed.why_not}</p>' if deed.why_not else ""
        st.html(deed_html(deed, with_name=True) + why)
        if not deed.why_not:
            undo_button(desk, deed, "panel")
