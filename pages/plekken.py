"""Plekken in de buurt: where people meet or get something."""

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.ui import map_sites
from fieldwork.ui.widgets import back_link, heading

TITLE = "Plekken in de buurt"
ICON = ":material/storefront:"
NEEDS = Right.WRITE_NOTES
ORDER = 42
UNDER = "kaart"


def render(desk: Desk) -> None:
    """Show the places that are known, and the way to add one."""
    back_link("kaart", "Kaart")
    heading("Plekken in de buurt", "Waar mensen elkaar treffen, of iets kunnen halen.")
    map_sites.show_sites(desk)
    map_sites.ask_site(desk)


if __name__ == "__main__":
    st.switch_page("app.py")
