"""Looking an address up at PDOK: only where that is switched on, and only when asked."""

from typing import Final

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.places import Point
from fieldwork.mapping.pdok import FoundAddress
from fieldwork.ui.refusals import plain
from fieldwork.ui.widgets import quiet

_FOUND: Final = "pdok-found"


def ask_pdok(desk: Desk, street: str, number: str) -> Point | None:
    """Offer to look the address up; return its point, or None.

    Where PDOK is off nothing is drawn, and the local lists are used.
    """
    text = f"{street} {number}".strip()
    if not street or not desk.addresses.may_connect():
        return None
    asked, found = st.session_state.get(_FOUND, ("", []))
    if st.button("Zoek op bij het Kadaster", key="pdok-ask", icon=":material/search:"):
        found = desk.addresses.ask(f"{text} {desk.study.gemeente}")
        asked = text
        st.session_state[_FOUND] = (asked, found)
    if asked != text:
        quiet("Dit adres verlaat dan deze computer: PDOK krijgt het te zien.")
        return None
    return _choose(found)


def _choose(found: list[FoundAddress]) -> Point | None:
    if not found:
        quiet("Het Kadaster kent dit adres niet.")
        return None
    chosen = st.selectbox(
        "Welk adres?", found, format_func=lambda one: plain(one.words), key="pdok-chosen"
    )
    return chosen.point if chosen else None
