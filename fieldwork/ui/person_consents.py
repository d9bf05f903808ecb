"""What somebody agreed with: the answers that hold now, and a new one."""

from html import escape
from typing import Final

import streamlit as st

from fieldwork.actions.consents import NewConsent
from fieldwork.actions.desk import Desk
from fieldwork.domain.consents import LONGEST_HOW, Consent, ConsentPurpose
from fieldwork.domain.dates import say_day
from fieldwork.domain.ids import PersonId
from fieldwork.domain.notes import ConsentState
from fieldwork.domain.refusals import StaleEdit
from fieldwork.ui.questions import ask_past_day
from fieldwork.ui.widgets import ATTENTION, DONE, PLAIN, card, chip_html

_LOOKS: Final = {
    ConsentState.GEGEVEN: DONE,
    ConsentState.GEWEIGERD: ATTENTION,
    ConsentState.INGETROKKEN: ATTENTION,
    ConsentState.NIET_GEVRAAGD: PLAIN,
}


def consent_card(desk: Desk, person: PersonId) -> None:
    """Draw each purpose with the answer that holds now; one never asked about says so."""
    now = desk.consents.now(person)
    with card("consents"):
        rows = "".join(
            f"<dt>{escape(purpose.label)}</dt><dd>{_answer_html(now.get(purpose))}</dd>"
            for purpose in ConsentPurpose
        )
        st.html(
            '<h2 class="wd-card-title">Toestemming nu</h2>'
            f'<dl class="wd-facts wd-consents">{rows}</dl>'
            '<p class="wd-quiet">Bij een hulpvraag staat apart waarop die gedeeld is.</p>'
        )


def ask_consent(desk: Desk, person: PersonId, key: str) -> Consent | None:
    """Ask what was said to which purpose; return what was kept."""
    purpose = st.selectbox(
        "Waarvoor?", list(ConsentPurpose), format_func=lambda one: one.label, key=f"consent-{key}"
    )
    purpose = purpose or ConsentPurpose.BEWAREN
    before = desk.consents.now(person).get(purpose)
    # What was shown when the form was opened, so that a colleague's later answer is noticed.
    kept = f"consent-shown-{key}-{purpose.value}"
    shown = st.session_state.setdefault(kept, before.id if before else None)
    if before is not None:
        st.html(f"<p>Nu staat er: {_answer_html(before)}</p>")
    denied = before is not None and before.is_denied
    with st.form(f"adding-consent-{key}-{purpose.value}", border=False):
        state = st.radio(
            "Wat is het antwoord?",
            list(ConsentState),
            format_func=lambda one: one.label,
            horizontal=True,
        )
        how = st.text_input(
            "Hoe is dat nu gezegd?" if denied else "Hoe is het gezegd? Mag leeg.",
            max_chars=LONGEST_HOW,
            placeholder="aan de keukentafel, zelf",
        )
        about = st.text_input("Waarover precies? Mag leeg.", max_chars=LONGEST_HOW)
        day = ask_past_day()
        if not st.form_submit_button("Toestemming bewaren", type="primary"):
            return None
    said = state or ConsentState.NIET_GEVRAAGD
    new = NewConsent(person, purpose, said, how, about, day, after=shown, knowing=denied)
    try:
        return desk.consents.say(new)
    except StaleEdit:
        st.session_state.pop(kept, None)
        raise


def _answer_html(one: Consent | None) -> str:
    if one is None:
        return '<span class="wd-quiet">Nog niet gevraagd</span>'
    how = f", {one.how}" if one.how else ""
    said = escape(f"{say_day(one.said_on)}{how}")
    return f'{chip_html(one.state.label, _LOOKS[one.state])} <span class="wd-quiet">{said}</span>'
