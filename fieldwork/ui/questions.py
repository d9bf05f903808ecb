"""Questions that stand in more than one form, asked in the same way."""

from datetime import date, timedelta

import streamlit as st

from fieldwork.domain.dates import today
from fieldwork.domain.themes import Codebook

YEAR = timedelta(days=365)


def ask_code(codebook: Codebook, key: str) -> str | None:
    """Ask which theme or signal; return its id. A signal has a "!" before its name."""
    chosen: str | None = st.selectbox(
        "Thema of signaal",
        [entry.id for entry in codebook],
        index=None,
        format_func=lambda one: (
            f"! {codebook.label(one)}" if codebook.is_signal(one) else codebook.label(one)
        ),
        placeholder="Typ drie letters",
        key=key,
    )
    return chosen


def ask_past_day() -> date:
    """Ask on which day of the last year something was; today until another is chosen."""
    chosen = st.date_input(
        "Welke dag?",
        value=today(),
        min_value=today() - YEAR,
        max_value=today(),
        format="DD-MM-YYYY",
    )
    return chosen if isinstance(chosen, date) else today()


def ask_coming_day(value: date | None, key: str | None = None) -> date | None:
    """Ask on which day of the next two years something is to be; ``value`` until chosen."""
    chosen = st.date_input(
        "Welke dag?",
        value=value,
        min_value=today(),
        max_value=today() + 2 * YEAR,
        format="DD-MM-YYYY",
        key=key,
    )
    return chosen if isinstance(chosen, date) else None
