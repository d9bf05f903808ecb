"""The ways from the board: answers that came back, how it goes, to whom lists go."""

from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.ui.ways import told_html
from fieldwork.ui.widgets import draw_ways


def links(desk: Desk) -> None:
    """Draw the ways on, each for who may go there."""
    ways = [
        told_html("antwoorden", "Antwoorden inlezen uit Excel", ":material/upload_file:"),
        told_html("voortgang", "Hoe het loopt, in cijfers", ":material/insights:"),
    ]
    if desk.may(Right.SEND_HANDOVER):
        ways.append(told_html("ontvangers", "Ontvangers en afspraken", ":material/contacts:"))
    draw_ways(ways)
