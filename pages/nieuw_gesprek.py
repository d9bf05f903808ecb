"""Nieuw gesprek: the words first, then the little that has to be known about them."""

from functools import partial

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.domain.ids import new_id
from fieldwork.ui import talk_form
from fieldwork.ui.attachment_list import show_draft_attachments
from fieldwork.ui.draft import draft_area
from fieldwork.ui.refusals import show_refusals_at_hand
from fieldwork.ui.screens import asked, go
from fieldwork.ui.talk_leaving import ask_to_throw_away
from fieldwork.ui.widgets import action_bar, answered, back_link, heading, lasting_button

TITLE = "Nieuw gesprek"
ICON = ":material/add:"
NEEDS = Right.WRITE_NOTES
ORDER = 21
UNDER = "gesprekken"


def render(desk: Desk) -> None:
    """Log a talk."""
    back_link("gesprekken", "Gesprekken")
    heading("Nieuw gesprek")
    draft = _draft_id()
    talk_form.restore(desk, draft, asked("persoon"))
    draft_area(desk, draft, "Wat hebt u gehoord?", partial(talk_form.keep_again, desk, draft))
    answers = talk_form.ask(desk, draft)
    show_draft_attachments(desk, draft)
    with action_bar():
        wants_to_keep = lasting_button("Bewaren", "talk-keep", draft)
    if wants_to_keep:
        with show_refusals_at_hand():
            _keep(desk, draft, answers)
    ask_to_throw_away(desk, draft)


def _keep(desk: Desk, draft: str, answers: talk_form.Answers) -> None:
    answered(draft)
    note = desk.notes.save(answers.note(desk.drafts.draft(draft).text, draft))
    with st.spinner("Opgeslagen. De notitie wordt nu nagelezen …"):
        desk.review.suggest(note)
    go("gesprek", gesprek=note.id)


def _draft_id() -> str:
    """Return the draft in the address, so that a reload opens the same one; or begin one."""
    draft = asked("concept")
    if draft is None:
        draft = new_id()
        st.query_params["concept"] = draft
    return draft


if __name__ == "__main__":
    st.switch_page("app.py")
