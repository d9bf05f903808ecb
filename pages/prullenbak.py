"""Prullenbak: what was thrown away in the last thirty days, to put back."""

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.ui import bin_list
from fieldwork.ui.widgets import heading

TITLE = "Prullenbak"
ICON = ":material/delete:"
NEEDS = Right.READ_NOTES
ORDER = 90


def render(desk: Desk) -> None:
    """Show what lies in the bin."""
    heading("Prullenbak", "Na 30 dagen gaat iets vanzelf weg. Tot dan kunt u het terugzetten.")
    bin_list.draw(desk)


if __name__ == "__main__":
    st.switch_page("app.py")
