"""The kas of the study: a total and a list, with nobody in it."""

from html import escape

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.domain.dates import say_count, say_day
from fieldwork.domain.expenses import say_euros
from fieldwork.ui.widgets import card, quiet

AT_ONCE = 20


def kas(desk: Desk) -> None:
    """Draw what was spent, per kind and one by one, for who manages the study."""
    if not desk.may(Right.MANAGE_STUDY):
        return
    page = desk.expenses.kas()
    with card("kas"):
        st.html('<h2 class="wd-card-title">De kas</h2>')
        if not page.lines:
            quiet("Nog niets uitgegeven. Een uitgave zet u bij de persoon voor wie die was.")
            return
        kinds = "".join(
            f"<dt>{escape(kind.label)}</dt><dd>{say_euros(cents)}</dd>"
            for kind, cents in page.kinds
        )
        counted = say_count(len(page.lines), "uitgave", "uitgaven")
        st.html(
            f"<p><strong>{say_euros(page.cents)}</strong> "
            f'<span class="wd-quiet">in {counted}</span></p><dl class="wd-facts">{kinds}</dl>'
        )
        opened = st.expander("Elke uitgave", on_change="rerun", key="kas-lines")
        if opened.open:
            with opened:
                _lines(desk)


def _lines(desk: Desk) -> None:
    lines = desk.expenses.kas().lines
    shown = st.session_state.get("kas-shown", AT_ONCE)
    items = "".join(
        f"<li>{say_day(one.spent_on)} · <strong>{say_euros(one.cents)}</strong> · "
        f"{escape(one.kind.label)} · {escape(one.made_by)}</li>"
        for one in lines[:shown]
    )
    st.html(f'<ul class="wd-buurten">{items}</ul>')
    quiet("Voor wie en waarvoor staat alleen bij de persoon zelf.")
    if len(lines) > shown and st.button("Eerdere uitgaven", key="kas-more"):
        st.session_state["kas-shown"] = shown + AT_ONCE
        st.rerun()
