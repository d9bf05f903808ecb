"""Klassen en termijnen: what was agreed with the gemeente, set by the coordinator."""

from html import escape
from typing import Final

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.dates import say_day
from fieldwork.domain.terms import ClassTerms, Term, Terms, UrgencyClass, default_class
from fieldwork.ui.refusals import show_refusals
from fieldwork.ui.widgets import card, quiet

HOURS, DAYS, WEEKS = "uur", "werkdagen", "weken"
_UNITS: Final = (HOURS, DAYS, WEEKS)


def classes_and_terms(desk: Desk) -> None:
    """Draw every class with its terms, each with the way to change it."""
    st.html('<h2 class="wd-section">Klassen en termijnen</h2>')
    quiet(
        "Wat u met de gemeente afsprak. Een wijziging geldt voor wat hierna wordt verstuurd; wat "
        "al loopt houdt zijn termijn. Werkdagen zijn maandag tot en met vrijdag, zonder feestdagen."
    )
    for one in desk.terms.classes():
        with card(f"term-{one.urgency.value}"):
            _show(one)
            with st.expander("Wijzigen"):
                _change(desk, one)


def _show(one: ClassTerms) -> None:
    terms = one.terms
    name = one.urgency.label.split(":")[0]
    state = "" if one.in_use else " (niet in gebruik)"
    meaning = f"<p>{escape(one.meaning)}</p>" if one.meaning else ""
    call = f" Te laat? Bel {one.whom_to_call}." if one.whom_to_call else ""
    since = f" Sinds {say_day(one.since.date())}." if one.since else ""
    told = "Nu bellen; wachten kan niet."
    if one.urgency is not UrgencyClass.P0:
        told = f"Bevestigen binnen {terms.confirm}, eerste contact binnen {terms.contact}."
    st.html(
        f'<h3 class="wd-card-title">{one.urgency.value} {escape(name)}{state}</h3>{meaning}'
        f'<p class="wd-quiet">{escape(told + call + since)}</p>'
    )


def _change(desk: Desk, one: ClassTerms) -> None:
    key = f"term-{one.urgency.value}"
    is_danger = one.urgency is UrgencyClass.P0
    with st.form(key, border=False):
        confirm, contact = one.terms.confirm, one.terms.contact
        in_use = True
        if not is_danger:
            in_use = st.checkbox("In gebruik", one.in_use)
            confirm = _ask_term("Ontvangst bevestigen binnen", confirm, f"{key}-confirm")
            contact = _ask_term("Eerste contact binnen", contact, f"{key}-contact")
        meaning = st.text_area(
            "Wanneer kiest u deze klasse? Mag leeg.", one.meaning, max_chars=300, height=72
        )
        call = st.text_input("Wie bellen? Mag leeg.", one.whom_to_call, max_chars=200)
        pressed = st.form_submit_button("Bewaren", type="primary")
        back = st.form_submit_button("Terug naar wat de wet zegt", type="tertiary")
    with show_refusals("Wat u typte staat er nog, maar is niet bewaard."):
        if pressed:
            terms = Terms(confirm, contact)
            desk.terms.change(ClassTerms(one.urgency, terms, in_use, meaning or "", call or ""))
            st.rerun()
        if back and one != default_class(one.urgency):
            desk.terms.back_to_default(one.urgency)
            st.rerun()


def _ask_term(label: str, term: Term, key: str) -> Term:
    """Ask how long; a new form is one with the term that holds in its key."""
    amount, unit = term.hours, HOURS
    if term.working_days:
        amount, unit = term.working_days, DAYS
    elif term.weeks:
        amount, unit = term.weeks, WEEKS
    left, right = st.columns(2)
    with left:
        count = int(st.number_input(label, 0, 200, amount, 1, key=f"{key}-count"))
    with right:
        chosen = st.selectbox("Eenheid", _UNITS, _UNITS.index(unit), key=f"{key}-unit")
    if chosen == DAYS:
        return Term(working_days=count)
    return Term(weeks=count) if chosen == WEEKS else Term(hours=count)
