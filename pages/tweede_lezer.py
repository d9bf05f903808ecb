"""Tweede lezer: reading talks without seeing what a colleague saw, and then laying both beside."""

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.domain.dates import say_count
from fieldwork.domain.ids import NoteId
from fieldwork.domain.refusals import NotFound
from fieldwork.ui import coding_report
from fieldwork.ui.coding_compare import draw_comparison
from fieldwork.ui.coding_draw import draw_form
from fieldwork.ui.coding_queue import read_as_second
from fieldwork.ui.screens import asked, go
from fieldwork.ui.talk_cards import talk_head
from fieldwork.ui.widgets import back_link, empty, heading

TITLE = "Tweede lezer"
ICON = ":material/group:"
NEEDS = Right.WRITE_NOTES
ORDER = 24
UNDER = "gesprekken"


def render(desk: Desk) -> None:
    """Show what is to be read as the second, or one talk of it, or how far readers agree."""
    coding_report.draw_style()
    chosen = asked("gesprek")
    if chosen:
        back_link("tweede_lezer", "Tweede lezer")
        _talk(desk, NoteId(chosen))
        return
    back_link("gesprekken", "Gesprekken")
    heading("Tweede lezer", "Twee mensen lezen hetzelfde, los van elkaar. Zien zij hetzelfde?")
    waiting = desk.coding.to_do()
    if waiting:
        count = say_count(len(waiting), "gesprek wacht", "gesprekken wachten")
        if st.button(f"{count} op u als tweede lezer", type="primary", key="read-second"):
            go("tweede_lezer", gesprek=waiting[0])
    report = desk.coding.report()
    if report.talks:
        coding_report.draw_overall(report)
        coding_report.draw_themes(desk, report)
        coding_report.draw_talks(desk, report)
    else:
        empty("Hier komt te staan hoe goed lezers het eens zijn, zodra twee er een gesprek lazen.")
    draw_form(desk)


def _talk(desk: Desk, note_id: NoteId) -> None:
    """Show the talk to read it as the second; or both readings, when they are done."""
    try:
        found = desk.coding.compare(note_id)
    except NotFound:
        read_as_second(desk, note_id)
        return
    talk_head(desk.notes.page(note_id))
    draw_comparison(desk, found)


if __name__ == "__main__":
    st.switch_page("app.py")
