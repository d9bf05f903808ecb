"""What can be changed about a talk: with whom it was, whether it may be kept, and its words."""

from typing import TYPE_CHECKING, Final

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.notes import NotePage
from fieldwork.actions.versions import TextEdit
from fieldwork.domain.access import Right
from fieldwork.domain.notes import ConsentState, Note
from fieldwork.ui.draft import draft_area
from fieldwork.ui.screens import asked, go
from fieldwork.ui.talk_form import say_person
from fieldwork.ui.version_conflict import ask_to_drop, save_change, show_both
from fieldwork.ui.version_difference import put_on_style
from fieldwork.ui.version_list import say_who_and_when
from fieldwork.ui.widgets import action_bar, lasting_button, quiet

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

# In the address: I am changing the text. In the session: which talk I changed just now.
_CHANGING: Final = "wijzigen"
_CHANGED: Final = "talk-changed"


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


def change_text(desk: Desk, page: NotePage) -> bool:
    """Draw my change of the text if I am at it, and return whether I am.

    That stands in the address, so that a reload comes back here. A change that was left half done
    is offered again.
    """
    if not desk.may(Right.WRITE_NOTES):
        return False
    edit = desk.versions.edit(page.note.id)
    if asked(_CHANGING):
        edit = edit or desk.versions.begin(page.note.id)
        put_on_style()
        if edit.is_stale:
            show_both(desk, edit, _leave)
        else:
            _draw_field(desk, edit)
        return True
    if edit and edit.is_changed:
        put_on_style()
        st.html(
            '<p class="wd-notice" role="status">U was deze tekst aan het wijzigen. '
            "Uw wijziging is nog niet opgeslagen, en er is niets weg.</p>"
        )
        if st.button("Verder met mijn wijziging", key="change-on", icon=":material/edit_note:"):
            _open()
    return False


def offer_change(desk: Desk, page: NotePage) -> None:
    """Say who changed the text last; offer to change it, and to see what it was before."""
    last = desk.versions.latest(page.note.id)
    latest = last.version
    if latest.number > 1:
        quiet(f"Tekst gewijzigd: {say_who_and_when(last)}.")
    just_changed = st.session_state.get(_CHANGED) == [page.note.id, latest.number]
    with st.container(horizontal=True):
        if just_changed and st.button("Ongedaan maken", key="change-undo", icon=":material/undo:"):
            desk.versions.restore(page.note.id, latest.number - 1)
            st.session_state.pop(_CHANGED, None)
            st.rerun()
        if desk.may(Right.WRITE_NOTES) and st.button(
            "Tekst wijzigen", key="change-begin", icon=":material/edit_note:"
        ):
            _open()
        if latest.number > 1 and st.button(
            f"Versies ({latest.number})", key="change-versions", icon=":material/history:"
        ):
            go("versies", gesprek=page.note.id)


def _draw_field(desk: Desk, edit: TextEdit) -> None:
    draft_area(desk, edit.draft, "Tekst van het gesprek")
    quiet("Het gesprek verandert pas als u bewaart. De tekst van nu blijft dan staan bij Versies.")
    with st.container(horizontal=True):
        if st.button("Terug naar het gesprek", key="change-leave", icon=":material/arrow_back:"):
            _leave(desk)
        ask_to_drop(desk, edit, _leave)
    with action_bar():
        keeps = lasting_button("Tekst bewaren", f"text-keep-{edit.draft}", edit.draft)
    if keeps:
        save_change(desk, edit, _leave)


def _open() -> None:
    st.query_params[_CHANGING] = "ja"
    st.rerun()


def _leave(desk: Desk, changed: Note | None = None) -> None:
    """Go back to reading; ``changed`` is the talk when its text was saved just now."""
    if changed:
        st.session_state[_CHANGED] = [changed.id, desk.versions.latest(changed.id).version.number]
    st.query_params.pop(_CHANGING, None)
    st.rerun()
