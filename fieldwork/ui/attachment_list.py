"""Photos and recordings as they are shown: with a draft, and with a talk."""

from collections.abc import Sequence

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.notes import NotePage
from fieldwork.domain.access import Right
from fieldwork.domain.attachments import Attachment, AttachmentKind
from fieldwork.ui.attachment_form import ask_attachments


def show_attachments(desk: Desk, page: NotePage) -> None:
    """Draw the photos and recordings of a talk, and the way to add one."""
    found = desk.attachments.of_note(page.note.id)
    draw_attachments(desk, found)
    if desk.may(Right.WRITE_NOTES):
        ask_attachments(desk, len(found), note=page.note.id)


def show_draft_attachments(desk: Desk, draft: str) -> None:
    """Draw the photos and recordings of my draft, and the way to add one."""
    found = desk.attachments.of_draft(draft)
    draw_attachments(desk, found)
    ask_attachments(desk, len(found), draft=draft)


def draw_attachments(desk: Desk, found: Sequence[Attachment]) -> None:
    """Draw photos and recordings, each with a button for who may take it away."""
    for place, one in enumerate(found, 1):
        with st.container(key=f"wd-attachment-{one.id}", gap="small"):
            content = desk.attachments.content(one.id)
            if one.kind is AttachmentKind.PHOTO:
                st.image(content, width=480)
            else:
                st.audio(content, format=one.media_type)
            if desk.attachments.may_remove(one):
                _ask_to_remove(desk, one, place)


def _ask_to_remove(desk: Desk, one: Attachment, place: int) -> None:
    name = f"{one.kind.label} {place}" + (f" ({one.length})" if one.length else "")
    with st.popover(f"{name} weghalen", icon=":material/delete:"):
        st.html("<p>Dit kan niet terug.</p>")
        if st.button("Ja, haal weg", key=f"attachment-drop-{one.id}"):
            desk.attachments.remove(one.id)
            st.rerun()
