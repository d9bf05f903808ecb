"""A talk's head, with what is still to be done with it, and what is kept with it."""

from typing import Final

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.notes import NotePage
from fieldwork.domain.access import Right
from fieldwork.domain.left_to_do import LeftToDo, what_is_left
from fieldwork.ui.attachment_list import show_attachments
from fieldwork.ui.draft import sweep_device
from fieldwork.ui.talk_cards import talk_head
from fieldwork.ui.widgets import ATTENTION, chip_html, saved_line

# The head says how consent stands, and reading back is what the screen is for.
_SAID_ELSEWHERE: Final = (LeftToDo.NOT_READ, LeftToDo.NO_CONSENT)


def show_head(desk: Desk, page: NotePage) -> None:
    """Draw who, where and when, and what is left to do.

    What the study has now, this device may forget: after a save this is the next screen.
    """
    talk_head(page)
    if not desk.may(Right.WRITE_NOTES):
        return
    left = [one for one in what_is_left(page.note) if one not in _SAID_ELSEWHERE]
    if left:
        chips = "".join(chip_html(one.label, ATTENTION) for one in left)
        st.html(f'<p class="wd-quiet">Nog te doen:</p><p class="wd-chips wd-left">{chips}</p>')
    sweep_device(desk)


def show_kept(desk: Desk, page: NotePage) -> None:
    """Draw when a talk was kept, and the photos and recordings with it."""
    saved_line(page.note.made_at)
    show_attachments(desk, page)
