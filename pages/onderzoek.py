"""Onderzoek: how far it is; and for the coordinator the team, the area, a safe copy, the log."""

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.ui import import_file, learning_words, study_cards, study_forms
from fieldwork.ui.people_expenses import kas
from fieldwork.ui.people_style import draw_style
from fieldwork.ui.screens import asked
from fieldwork.ui.study_log import log
from fieldwork.ui.study_team import team
from fieldwork.ui.study_terms import classes_and_terms

TITLE = "Onderzoek"
ICON = ":material/flag:"
NEEDS = (Right.MANAGE_STUDY, Right.READ_NOTES)
ORDER = 70
PROGRESS, TEAM, AREA, TERMS = "voortgang", "team", "gebied", "termijnen"
SAFE, LOG = "veilig", "logboek"
PARTS = {
    PROGRESS: "Voortgang",
    TEAM: "Team",
    AREA: "Gebied",
    TERMS: "Termijnen",
    SAFE: "Veilig bewaren",
    LOG: "Logboek",
}


def render(desk: Desk) -> None:
    """Show how far the study is, or the part that the coordinator chose."""
    draw_style()
    study_cards.week_clock(desk.study)
    part = _ask_part() if desk.may(Right.MANAGE_STUDY) else PROGRESS
    if part == TEAM:
        team(desk)
    elif part == AREA:
        study_forms.study_and_area(desk)
    elif part == TERMS:
        classes_and_terms(desk)
    elif part == SAFE:
        study_forms.backup(desk)
        study_forms.passphrase(desk)
        study_forms.example_anew(desk)
    elif part == LOG:
        log(desk)
    else:
        study_cards.progress(desk)
        kas(desk)
        learning_words.link(desk)
        import_file.link(desk)


def _ask_part() -> str:
    """Draw the parts as chips; the one that is open stands in the address."""
    now = asked("deel")
    st.session_state["study-part"] = now if now in PARTS else PROGRESS
    chosen = st.pills(
        "Onderdeel",
        list(PARTS),
        key="study-part",
        format_func=lambda part: PARTS[part],
        label_visibility="collapsed",
        required=True,
        on_change=_to_address,
    )
    return chosen or PROGRESS


def _to_address() -> None:
    st.query_params["deel"] = st.session_state["study-part"]


if __name__ == "__main__":
    st.switch_page("app.py")
