"""Agreements that are due, on the first screen beside what is to be done."""

from html import escape
from typing import Final

import streamlit as st

from fieldwork.actions.agreements import AgreementCard
from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.domain.agreements import AgreementId, AgreementState
from fieldwork.domain.dates import today
from fieldwork.ui.screens import go
from fieldwork.ui.widgets import ATTENTION, PLAIN, card, chip_html, quiet
from fieldwork.ui.words import say_due

MOST: Final = 8
_LAST: Final = "agreement-last"


def due_agreements(desk: Desk) -> bool:
    """Draw what was agreed with people and is late or for today; return whether there was any."""
    _undo(desk)
    found = desk.agreements.due()
    if not found:
        return False
    st.html('<h2 class="wd-section">Afgesproken met mensen</h2>')
    for one in found[:MOST]:
        _row(desk, one)
    if len(found) > MOST:
        quiet(f"En nog {len(found) - MOST}. Vraag eerst deze na.")
    return True


def _row(desk: Desk, one: AgreementCard) -> None:
    agreement = one.agreement
    due = say_due(agreement.due_on) if agreement.due_on else ""
    late = agreement.is_late(today())
    with card(f"todo-agreed-{agreement.id}"):
        st.html(
            f"<p>{chip_html(due[:1].upper() + due[1:], ATTENTION if late else PLAIN)} "
            f"<strong>{escape(one.person.known_as)}</strong></p><p>{escape(str(agreement))}</p>"
        )
        with st.container(horizontal=True):
            if desk.may(Right.WRITE_NOTES):
                for state in (AgreementState.GEDAAN, AgreementState.NIET_GEDAAN):
                    key = f"agreed-{state.value}-{agreement.id}"
                    if st.button(state.label, key=key):
                        _settle(desk, one, state)
            if st.button("Bekijk", key=f"agreed-person-{agreement.id}"):
                go("persoon", persoon=one.person.id)


def _settle(desk: Desk, one: AgreementCard, state: AgreementState) -> None:
    desk.agreements.settle(one.agreement.id, state)
    words = f"{state.label}: {one.person.known_as}, {one.agreement.what}"
    st.session_state[_LAST] = (one.agreement.id, words)
    st.rerun()


def _undo(desk: Desk) -> None:
    kept = st.session_state.get(_LAST)
    if not kept:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="wd-undone-agreed"):
        st.html(f'<p class="wd-saved" role="status">{escape(kept[1])}</p>')
        if st.button("Ongedaan maken", key="agreed-undo", icon=":material/undo:"):
            st.session_state.pop(_LAST)
            desk.agreements.settle(AgreementId(kept[0]), AgreementState.OPEN)
            st.rerun()
