"""What to share: one talk, the talks of a period, or the sentences about a theme.

The address holds codes only, as on the screen of the themes.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.insight import ThemeFilter
from fieldwork.actions.pseudonyms import Share
from fieldwork.domain.dates import today
from fieldwork.domain.ids import NoteId
from fieldwork.ui.refusals import plain
from fieldwork.ui.screens import asked

QUOTES, TALKS = "citaten", "gesprekken"
WHAT: Final = {QUOTES: "Citaten", TALKS: "Hele gesprekken"}
WEEK, MONTH, ALL = "week", "vier", "alles"
PERIODS: Final = {WEEK: "Laatste week", MONTH: "Laatste vier weken", ALL: "Alles"}
_DAYS: Final = {WEEK: 7, MONTH: 28}


def choose(desk: Desk) -> list[Share]:
    """Draw the choice and return the texts that were chosen."""
    note_id = asked("gesprek")
    if note_id:
        note = desk.notes.page(NoteId(note_id)).note
        return [Share(note.id, note.happened_on, note.text)]
    what = _chips("Wat", "wat", WHAT, QUOTES)
    period = _chips("Periode", "periode", PERIODS, MONTH)
    theme = _theme(desk, needed=what == QUOTES)
    days = _DAYS.get(period)
    which = ThemeFilter(since=today() - timedelta(days=days - 1) if days else None)
    if what == TALKS:
        return desk.pseudonyms.talks(which, theme)
    return desk.pseudonyms.quotes(which, theme) if theme else []


def _theme(desk: Desk, *, needed: bool) -> str:
    themes = {theme.id: theme.label for theme in desk.pseudonyms.themes()}
    if not themes:
        return ""
    options = list(themes) if needed else ["", *themes]
    now = asked("thema")
    key = f"share-theme-{needed}"
    st.session_state[key] = now if now in options else options[0]
    chosen = st.selectbox(
        "Thema",
        options,
        key=key,
        format_func=lambda code: plain(themes.get(code, "Alle thema’s")),
        on_change=_to_address,
        args=(key, "thema"),
    )
    return str(chosen or "")


def _chips(label: str, name: str, options: Mapping[str, str], start: str) -> str:
    """Draw chips of which one is on; the address leads."""
    key = f"share-{name}"
    now = asked(name)
    st.session_state[key] = now if now in options else start
    chosen = st.pills(
        label,
        list(options),
        key=key,
        format_func=lambda code: options[code],
        label_visibility="collapsed",
        required=True,
        on_change=_to_address,
        args=(key, name),
    )
    return chosen or start


def _to_address(key: str, name: str) -> None:
    chosen = st.session_state.get(key)
    if chosen:
        st.query_params[name] = chosen
    else:
        st.query_params.pop(name, None)
