"""Throwing a draft away, after one question: here and on the device."""

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.ui.screens import go


def ask_to_throw_away(desk: Desk, draft: str) -> None:
    """Offer to throw the draft away, and do so once that is confirmed."""
    with st.popover("Weggooien", icon=":material/delete:"):
        st.html(
            "<p><strong>Dit concept weggooien?</strong></p>"
            "<p>De tekst, wat u invulde, de foto's en de opnamen gaan weg: hier en op dit toestel. "
            "Dit kan niet terug.</p>"
        )
        if st.button("Ja, gooi weg", key="draft-drop"):
            desk.drafts.drop(draft)
            go("nieuw_gesprek")
