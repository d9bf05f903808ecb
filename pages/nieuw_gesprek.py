"""Nieuw gesprek: the words first, then the little that has to be known about them."""

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.domain.dates import local
from fieldwork.domain.ids import PersonId, new_id
from fieldwork.ui import talk_form
from fieldwork.ui.draft import draft_area
from fieldwork.ui.refusals import show_refusals_at_hand
from fieldwork.ui.screens import asked, go
from fieldwork.ui.widgets import action_bar, back_link, heading
from fieldwork.ui.words import say_when

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
    _offer_unfinished(desk, draft)
    draft_area(desk, draft, "Wat hebt u gehoord?")
    answers = _ask(desk, draft)
    with action_bar():
        wants_to_keep = st.button("Bewaren", type="primary", width="stretch", key="talk-keep")
    if wants_to_keep:
        with show_refusals_at_hand():
            _keep(desk, draft, answers)


def _ask(desk: Desk, draft: str) -> talk_form.Answers:
    first = asked("persoon")
    people, newcomers = talk_form.ask_who(desk, PersonId(first) if first else None)
    where = talk_form.ask_where(desk, draft)
    day, clock = talk_form.ask_when(draft)
    consent = talk_form.ask_consent()
    need = talk_form.ask_need()
    return talk_form.Answers(people, newcomers, day, clock, where, consent, need)


def _keep(desk: Desk, draft: str, answers: talk_form.Answers) -> None:
    note = desk.notes.save(answers.note(desk.drafts.draft(draft).text, draft))
    with st.spinner("Bewaard. De notitie wordt nu nagelezen …"):
        desk.review.suggest(note)
    go("gesprek", gesprek=note.id)


def _draft_id() -> str:
    """Return the draft in the address, so that a reload opens the same one; or begin one."""
    draft = asked("concept")
    if draft is None:
        draft = new_id()
        st.query_params["concept"] = draft
    return draft


def _offer_unfinished(desk: Desk, draft: str) -> None:
    for other in desk.drafts.unfinished():
        if other.id != draft and other.kept_at:
            count = len(other.text.split())
            label = f"Verder met uw concept van {say_when(local(other.kept_at))} ({count} woorden)"
            if st.button(label, icon=":material/edit_note:", key=f"draft-{other.id}"):
                go("nieuw_gesprek", concept=other.id)


if __name__ == "__main__":
    st.switch_page("app.py")
