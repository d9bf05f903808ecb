"""Kaart naar buiten: a map for a report or the gemeente, from which nobody can be found."""

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.ui import map_release
from fieldwork.ui.widgets import back_link, heading

TITLE = "Kaart naar buiten"
ICON = ":material/ios_share:"
NEEDS = Right.SEE_OVERVIEW
ORDER = 41
UNDER = "kaart"


def render(desk: Desk) -> None:
    """Show what the map would show, make it, and tell what went out before."""
    back_link("kaart", "Kaart")
    heading(
        "Kaart naar buiten",
        "Voor een verslag of voor de gemeente: getallen per vak, nooit een stip.",
    )
    theme = map_release.ask_theme(desk)
    map_release.show_preview(desk.releases.preview(theme))
    if desk.may(Right.WRITE_NOTES):
        map_release.show_files(desk, theme)
        map_release.show_exact(desk)
    map_release.show_rules(desk)
    map_release.show_log(desk)


if __name__ == "__main__":
    st.switch_page("app.py")
