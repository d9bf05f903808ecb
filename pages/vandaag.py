"""Vandaag: what waits, the most urgent first, and a new talk one tap away."""

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.today import Day
from fieldwork.domain.access import Right
from fieldwork.domain.dates import say_day, today
from fieldwork.ui import day_cards, follow_up_day, undo_panel
from fieldwork.ui.aftercare_day import aftercare
from fieldwork.ui.people_agreements import due_agreements
from fieldwork.ui.screens import go
from fieldwork.ui.widgets import action_bar, draw_cards, empty, heading

TITLE = "Vandaag"
ICON = ":material/today:"
NEEDS = Right.READ_NOTES
ORDER = 10
MOST = 5


def render(desk: Desk) -> None:
    """Show what waits today."""
    day = desk.today.day()
    heading(f"Dag {desk.account.call_name}", say_day(today()))
    draw_cards(map(day_cards.late_html, day.late))
    day_cards.urgent_cards(desk, day.urgent)
    has_to_do = follow_up_day.to_do(desk)
    has_agreed = due_agreements(desk)
    has_aftercare = aftercare(desk)
    if day.is_empty and not (has_to_do or has_agreed or has_aftercare):
        empty(
            "Er wacht niets op u. Ga de wijk in, en schrijf op wat u hoort.",
            "Nieuw gesprek",
            "nieuw_gesprek",
        )
    left, right = st.columns(2, gap="large")
    with left:
        _talks(day)
    with right:
        _requests(day)
        _people(day)
        follow_up_day.coming(desk)
        undo_panel.draw(desk)
    with action_bar():
        if st.button("Nieuw gesprek", type="primary", icon=":material/add:", width="stretch"):
            go("nieuw_gesprek")


def _talks(day: Day) -> None:
    if day.unread:
        ways = map(day_cards.unread_line, day.unread)
        day_cards.lines("Nog na te lezen", day.unread_count, ways)
        if st.button("Achter elkaar nalezen", icon=":material/fact_check:", key="read-all"):
            go("nalezen")


def _requests(day: Day) -> None:
    waiting = (*day.to_check, *day.checked)
    if waiting:
        ways = map(day_cards.request_line, waiting[:MOST])
        day_cards.lines("Hulpvragen die op ons wachten", len(waiting), ways)


def _people(day: Day) -> None:
    if day.long_ago:
        ways = map(day_cards.person_line, day.long_ago[:MOST])
        day_cards.lines("Lang niet gesproken", len(day.long_ago), ways)


if __name__ == "__main__":
    st.switch_page("app.py")
