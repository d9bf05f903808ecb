"""What can be changed about a talk: with whom it was, whether it may be kept, and its words."""

from typing import TYPE_CHECKING

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.notes import NotePage
from fieldwork.domain.notes import ConsentState
from fieldwork.ui.talk_form import say_person

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator


def panel_to_open(label: str, icon: str, key: str) -> "DeltaGenerator | None":
    """Draw a panel to open; return it when it is open. What is shut costs no time."""
    panel = st.expander(label, icon=icon, on_change="rerun", key=key)
    return panel if panel.open else None


def correct(desk: Desk, page: NotePage) -> None:
    """Offer to say with whom it was and whether it may be kept, where that was left or wrong."""
    note = page.note
    panel = panel_to_open("Met wie en toestemming", ":material/group:", "panel-who")
    if panel is None:
        return
    with panel:
        known = {one.person.id: one for one in desk.people.everybody()}
        who = st.multiselect(
            "Met wie?",
            list(known),
            default=[person.id for person in page.people],
            format_func=lambda person: say_person(known[person]),
            placeholder="Typ drie letters van een naam of straat",
            filter_mode="contains",
            select_all=False,
            key=f"correct-who-{note.id}",
        )
        consent = st.pills(
            "Mag dit bewaard blijven?",
            list(ConsentState),
            default=note.consent,
            format_func=lambda state: state.label,
            key=f"correct-consent-{note.id}",
        )
        if st.button("Gegevens bewaren", key="correct-keep"):
            desk.notes.correct(note, who, consent or note.consent)
            st.rerun()


def change_text(desk: Desk, page: NotePage) -> None:
    """Offer to change the words; what was confirmed moves along."""
    panel = panel_to_open("Tekst wijzigen", ":material/edit_note:", "panel-text")
    if panel is None:
        return
    with panel:
        text = st.text_area("Tekst", value=page.note.text, height=260, key=f"text-{page.note.id}")
        if st.button("Tekst bewaren", key="text-keep"):
            changed = desk.notes.change(page.note, text)
            desk.review.suggest(changed)
            st.rerun()
