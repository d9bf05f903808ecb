"""What is to be done today, at the top of the first screen, and the way to one's own calendar."""

from collections.abc import Sequence

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.follow_ups import FollowUpCard
from fieldwork.domain.access import Right
from fieldwork.domain.ids import PersonId
from fieldwork.ui.follow_up_form import ask_follow_up
from fieldwork.ui.follow_up_list import STYLE, follow_up_row, undo_row
from fieldwork.ui.widgets import quiet

MOST = 12


def to_do(desk: Desk) -> bool:
    """Draw what is late and what is for today; return whether there was anything."""
    day = desk.follow_ups.day()
    st.html(STYLE)
    undo_row(desk, "day")
    if not (day.late or day.now):
        return False
    st.html('<h2 class="wd-section">Te doen</h2>')
    _rows(desk, (*day.late, *day.now))
    return True


def coming(desk: Desk) -> None:
    """Draw what comes this week, a way to add something, and the calendar file."""
    day = desk.follow_ups.day()
    if day.soon:
        st.html('<h2 class="wd-section">De komende week</h2>')
        _rows(desk, day.soon)
    if desk.may(Right.WRITE_NOTES):
        ask_follow_up(desk)
    if day.late or day.now or day.soon:
        st.download_button(
            "Zet in mijn agenda",
            desk.follow_ups.calendar(),
            "wijkduik.ics",
            "text/calendar",
            key="day-calendar",
            on_click="ignore",
            icon=":material/event_upcoming:",
        )
        quiet("In het bestand staan codes, geen namen. Maak het opnieuw als uw lijst verandert.")


def of_person(desk: Desk, person: PersonId) -> None:
    """Draw what is still to do for one person, and a way to add something."""
    found = desk.follow_ups.of_person(person)
    st.html(STYLE)
    undo_row(desk, "person")
    if found:
        st.html('<h2 class="wd-section">Te doen</h2>')
    for one in found:
        follow_up_row(desk, one, "person")
    if desk.may(Right.WRITE_NOTES):
        ask_follow_up(desk, people=(person,))


def _rows(desk: Desk, found: Sequence[FollowUpCard]) -> None:
    for one in found[:MOST]:
        follow_up_row(desk, one, "day")
    if len(found) > MOST:
        quiet(f"En nog {len(found) - MOST}. Werk eerst deze af of verzet ze.")
