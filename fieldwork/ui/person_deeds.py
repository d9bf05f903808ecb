"""What can be done about a thing on the line of time where it stands."""

from collections.abc import Callable
from typing import Final

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.domain.agreements import AgreementId, AgreementState
from fieldwork.domain.expenses import ExpenseId
from fieldwork.domain.ids import PersonId
from fieldwork.domain.ties import TieId
from fieldwork.domain.timeline import Entry

_STATES: Final = {
    AgreementState.GEDAAN: ":material/check:",
    AgreementState.NIET_GEDAAN: ":material/close:",
    AgreementState.VERVALLEN: ":material/remove:",
}


def deeds(desk: Desk, entry: Entry, key: str, person: PersonId) -> None:
    """Offer what can be done about ``entry``; most kinds have a screen of their own for that."""
    draw = _DEEDS.get(entry.kind.code)
    if draw is not None and desk.may(Right.WRITE_PEOPLE) and desk.may(Right.WRITE_NOTES):
        draw(desk, entry, key, person)


def _agreement(desk: Desk, entry: Entry, key: str, person: PersonId) -> None:
    one = AgreementId(entry.subject)
    if entry.is_settled:
        if st.button(
            "Toch nog open", key=f"deed-open-{key}", icon=":material/undo:", type="tertiary"
        ):
            desk.agreements.settle(one, AgreementState.OPEN)
            st.rerun()
        return
    with st.popover(
        "Hoe staat het?", type="tertiary", icon=":material/rule:", key=f"deed-agreement-{key}"
    ):
        for state, icon in _STATES.items():
            if st.button(state.label, key=f"deed-{state.value}-{key}", icon=icon):
                desk.agreements.settle(one, state)
                st.rerun()


def _tie(desk: Desk, entry: Entry, key: str, person: PersonId) -> None:
    if entry.subject.endswith("-ended"):
        return
    one = TieId(entry.subject)
    if entry.is_settled:
        if st.button(
            "Gaat toch door", key=f"deed-resume-{key}", icon=":material/undo:", type="tertiary"
        ):
            desk.ties.resume(one)
            st.rerun()
    elif st.button(
        "Deze band is voorbij", key=f"deed-end-{key}", icon=":material/link_off:", type="tertiary"
    ):
        desk.ties.end(one)
        st.rerun()


def _expense(desk: Desk, entry: Entry, key: str, person: PersonId) -> None:
    if not desk.may(Right.MANAGE_STUDY):
        return
    with st.popover(
        "Klopt dit niet?", type="tertiary", icon=":material/edit:", key=f"deed-expense-{key}"
    ):
        st.html("<p>Weghalen kan alleen de coördinator. In het logboek blijft dat te zien.</p>")
        if st.button("Deze uitgave weghalen", key=f"deed-unspend-{key}"):
            desk.expenses.undo(ExpenseId(entry.subject))
            st.rerun()


_DEEDS: Final[dict[str, Callable[[Desk, Entry, str, PersonId], None]]] = {
    "agreement": _agreement,
    "tie": _tie,
    "expense": _expense,
}
