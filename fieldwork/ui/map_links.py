"""The ways on from the map: to a map for others, tomorrow's round, the places of the buurt."""

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.ui.screens import page_of


def show_links(desk: Desk) -> None:
    """Draw the links, as far as this person may."""
    with st.container(horizontal=True, key="map-links"):
        if desk.may(Right.WRITE_NOTES):
            _link("looplijst", "Looplijst", ":material/directions_walk:")
            _link("plekken", "Plekken in de buurt", ":material/storefront:")
        _link("kaart_naar_buiten", "Kaart naar buiten", ":material/ios_share:")


def _link(screen: str, label: str, icon: str) -> None:
    st.page_link(page_of(screen), label=label, icon=icon)
