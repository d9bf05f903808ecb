"""The ways on from the map: to a map for others, tomorrow's round, the places of the buurt."""

from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.ui.ways import told_html
from fieldwork.ui.widgets import draw_each


def show_links(desk: Desk) -> None:
    """Draw the links, as far as this person may."""
    ways = [told_html("kaart_naar_buiten", "Kaart naar buiten", ":material/ios_share:")]
    if desk.may(Right.WRITE_NOTES):
        ways = [
            told_html("looplijst", "Looplijst", ":material/directions_walk:"),
            told_html("plekken", "Plekken in de buurt", ":material/storefront:"),
            *ways,
        ]
    draw_each(ways, "wd-doors")
