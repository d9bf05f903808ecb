"""Gesprekken: every talk, found back by words, theme, teller or what is still to do."""

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.notes import NoteFilter
from fieldwork.domain.access import Right
from fieldwork.domain.dates import say_count
from fieldwork.domain.people import Source
from fieldwork.ui.screens import go
from fieldwork.ui.talk_cards import talk_card
from fieldwork.ui.widgets import action_bar, chip_filter, empty, heading, quiet

TITLE = "Gesprekken"
ICON = ":material/forum:"
NEEDS = Right.READ_NOTES
ORDER = 20
SHOWN = 20


def render(desk: Desk) -> None:
    """Show the talks, the last first."""
    heading("Gesprekken")
    if not desk.notes.count():
        empty(
            "Hier komen de gesprekken te staan. Schrijf na het eerste gesprek op wat u hoorde.",
            "Nieuw gesprek",
            "nieuw_gesprek",
        )
        return
    pages = desk.notes.find(_ask_filter(desk))
    quiet(say_count(len(pages), "gesprek", "gesprekken") if pages else "Niets gevonden.")
    shown = st.session_state.get("talks-shown", SHOWN)
    for page in pages[:shown]:
        talk_card(desk, page)
    if len(pages) > shown and st.button("Meer gesprekken", key="talks-more"):
        st.session_state["talks-shown"] = shown + SHOWN
        st.rerun()
    with action_bar():
        if st.button("Nieuw gesprek", type="primary", icon=":material/add:", width="stretch"):
            go("nieuw_gesprek")


def _ask_filter(desk: Desk) -> NoteFilter:
    words = st.text_input(
        "Zoeken in alle gesprekken", placeholder="Bijvoorbeeld: huur", key="talks-words"
    )
    source = chip_filter("Wie", list(Source), "talks-source", say=lambda one: one.label)
    to_do = chip_filter("Te doen", ["Nog na te lezen"], "talks-to-do")
    labels = {entry.id: entry.label for entry in desk.codebook}
    code = st.selectbox(
        "Thema of signaal",
        list(labels),
        index=None,
        format_func=lambda one: labels[one],
        placeholder="Alle thema's en signalen",
        key="talks-code",
    )
    return NoteFilter(words=words, code=code or "", source=source, unreviewed=to_do is not None)


if __name__ == "__main__":
    st.switch_page("app.py")
