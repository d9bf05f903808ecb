"""Adding something to somebody's line of time in place, with few fields."""

from collections.abc import Callable
from datetime import date, timedelta
from html import escape
from typing import Any, Final

import streamlit as st

from fieldwork.actions.agreements import NewAgreement
from fieldwork.actions.desk import Desk
from fieldwork.actions.expenses import NewExpense
from fieldwork.actions.ties import NewTie
from fieldwork.domain.access import Right
from fieldwork.domain.agreements import LONGEST_AGREEMENT
from fieldwork.domain.dates import now, today
from fieldwork.domain.expenses import LONGEST_PURPOSE, ExpenseKind, read_cents
from fieldwork.domain.ids import PersonId
from fieldwork.domain.people import Person
from fieldwork.domain.refusals import Incomplete
from fieldwork.domain.ties import LONGEST_WORD, TieKind
from fieldwork.ui.person_consents import ask_consent
from fieldwork.ui.questions import ask_past_day
from fieldwork.ui.refusals import plain, show_refusals
from fieldwork.ui.words import say_saved

_SAID: Final = "person-added"
_TURN: Final = "person-adding-turn"


def additions(desk: Desk, person: Person) -> None:
    """Offer what can be added about somebody; draws the form of the one that is chosen."""
    if not (desk.may(Right.WRITE_PEOPLE) and desk.may(Right.WRITE_NOTES)):
        return
    _said(desk, person.id)
    chosen = st.pills(
        "Erbij zetten",
        list(_FORMS),
        key=f"person-add-{person.id}-{_turn()}",
        format_func=lambda what: _FORMS[what][0],
        wrap=True,
    )
    if chosen in _FORMS:
        with st.container(border=True, key="wd-card-adding"), show_refusals():
            _FORMS[chosen][1](desk, person)


def added(person: PersonId, words: str, capability: str, identity: str) -> None:
    """Say what was added, keep how to take it back, close the form, and draw anew."""
    st.session_state[_SAID] = (person, now(), words, capability, identity)
    st.session_state[_TURN] = _turn() + 1
    st.rerun()


def _said(desk: Desk, person: PersonId) -> None:
    whose, moment, words, capability, identity = st.session_state.get(_SAID, (None,) * 5)
    if whose != person:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="wd-row-added"):
        said = f"{say_saved(moment)}: {words}"
        st.html(f'<p class="wd-saved" role="status">{escape(said)}</p>')
        if st.button("Ongedaan maken", key="person-added-undo", type="tertiary"):
            st.session_state.pop(_SAID)
            getattr(desk, capability).undo(identity)
            st.rerun()


def _ask_agreement(desk: Desk, person: Person) -> None:
    with st.form(f"adding-agreement-{person.id}-{_turn()}", border=False):
        who = st.text_input(
            "Wie doet het?", max_chars=100, placeholder="de buurvrouw, wij, iemand zelf"
        )
        what = st.text_input("Wat is afgesproken?", max_chars=LONGEST_AGREEMENT)
        due = st.date_input(
            "Voor welke dag? Mag leeg.",
            value=None,
            min_value=today() - timedelta(days=365),
            max_value=today() + timedelta(days=730),
            format="DD-MM-YYYY",
        )
        signal = st.text_input(
            "Pas als dit gebeurt (mag leeg)",
            max_chars=LONGEST_AGREEMENT,
            placeholder="de gordijnen na twee uur nog dicht zijn",
        )
        if st.form_submit_button("Afspraak bewaren", type="primary"):
            until = due if isinstance(due, date) else None
            made = desk.agreements.make(NewAgreement(person.id, who, what, until, signal))
            added(person.id, "afspraak", "agreements", made.id)


def _ask_expense(desk: Desk, person: Person) -> None:
    with st.form(f"adding-expense-{person.id}-{_turn()}", border=False):
        amount = st.text_input("Bedrag in euro's", max_chars=12, placeholder="12,50")
        purpose = st.text_input("Waarvoor?", max_chars=LONGEST_PURPOSE)
        kind = st.selectbox("Soort", list(ExpenseKind), format_func=lambda one: one.label)
        day = ask_past_day()
        if st.form_submit_button("Uitgave bewaren", type="primary"):
            made = desk.expenses.spend(
                NewExpense(read_cents(amount), kind or ExpenseKind.ANDERS, purpose, person.id, day)
            )
            added(person.id, "uitgave", "expenses", made.id)


def _ask_consent(desk: Desk, person: Person) -> None:
    made = ask_consent(desk, person.id, f"{person.id}-{_turn()}")
    if made is not None:
        added(person.id, "toestemming", "consents", made.id)


def _ask_tie(desk: Desk, person: Person) -> None:
    others = {
        one.person.id: one.person for one in desk.people.everybody() if one.person.id != person.id
    }
    phrases = _phrases()
    with st.form(f"adding-tie-{person.id}-{_turn()}", border=False):
        phrase = st.selectbox(f"{plain(person.known_as)} is", list(phrases))
        other = st.selectbox(
            "Wie?",
            list(others),
            index=None,
            placeholder="Typ drie letters",
            format_func=lambda one: others[one].name,
        )
        word = st.text_input(
            "In eigen woorden (mag leeg)", max_chars=LONGEST_WORD, placeholder="tante Sjaan"
        )
        dormant = st.checkbox("Nu geen contact, maar het kan wel weer")
        if st.form_submit_button("Band bewaren", type="primary"):
            if other is None:
                raise Incomplete("Band", "Wie?")
            kind, turned = phrases[phrase or TieKind.BEKENDE.label]
            two = (other, person.id) if turned else (person.id, other)
            made = desk.ties.make(NewTie(*two, kind, word, dormant))
            added(person.id, "band", "ties", made.id)


def _phrases() -> dict[str, tuple[TieKind, bool]]:
    """Return what somebody can be to another, with the kind and whether it is its other side."""
    found = {kind.label: (kind, False) for kind in TieKind}
    return found | {kind.back: (kind, True) for kind in TieKind if kind.back not in found}


def _turn() -> int:
    turn: int = st.session_state.get(_TURN, 0)
    return turn


_FORMS: Final[dict[str, tuple[str, Callable[[Desk, Person], Any]]]] = {
    "agreement": ("Afspraak", _ask_agreement),
    "expense": ("Uitgave", _ask_expense),
    "consent": ("Toestemming", _ask_consent),
    "tie": ("Band", _ask_tie),
}
