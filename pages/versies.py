"""Versies: every text that a talk had, what changed between two, and the way back to one."""

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.domain.ids import NoteId
from fieldwork.domain.refusals import NotFound
from fieldwork.ui.screens import asked
from fieldwork.ui.version_list import compare, list_versions, way_to_talk
from fieldwork.ui.widgets import heading

TITLE = "Versies"
ICON = ":material/history:"
NEEDS = Right.READ_NOTES
ORDER = 24
UNDER = "gesprekken"


def render(desk: Desk) -> None:
    """Show the versions of one talk."""
    asked_for = asked("gesprek")
    if asked_for is None:
        raise NotFound("Dit gesprek")
    note_id = NoteId(asked_for)
    listed = desk.versions.of(note_id)
    page = desk.notes.page(note_id)
    way_to_talk(note_id)
    heading("Versies", f"{page.title}. Elke tekst blijft bewaard, ook als u teruggaat.")
    compare(listed)
    list_versions(desk, note_id, listed)


if __name__ == "__main__":
    st.switch_page("app.py")
