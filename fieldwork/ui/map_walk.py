"""Looplijst: the streets of tomorrow's round as a list, and on paper."""

from html import escape
from typing import Final

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.walks import WalkStreet, say_appointments, say_street
from fieldwork.ui.refusals import plain
from fieldwork.ui.widgets import quiet

_MADE: Final = "walk-made"
_AT_ONCE: Final = 40


def ask_buurt(desk: Desk) -> str:
    """Ask in which buurt the round is; "" for all."""
    names = {area.code: area.name for area in desk.insight.buurten()}
    chosen = st.selectbox(
        "Waar loopt u?",
        list(names),
        index=None,
        format_func=lambda code: plain(names[code]),
        placeholder="Alle buurten",
        key="walk-buurt",
    )
    return chosen or ""


def show_streets(streets: list[WalkStreet]) -> None:
    """Draw the streets: what was promised first, then where nobody was yet."""
    if not streets:
        quiet(
            "Hier komen de straten van de buurt. Lees ze in bij Onderzoek, Gebied; dan ziet u "
            "waar nog niet is gepraat."
        )
        return
    items = "".join(_item(street) for street in streets[:_AT_ONCE])
    st.html(f'<ul class="wd-walk">{items}</ul>')
    if len(streets) > _AT_ONCE:
        quiet(f"En nog {len(streets) - _AT_ONCE} straten. Kies een buurt, of neem het papier mee.")


def _item(street: WalkStreet) -> str:
    numbers = f"; op nummer {', '.join(street.numbers)}" if street.numbers else ""
    promised = say_appointments(street)
    waits = f"<br>{escape(promised)}" if promised else ""
    return (
        f"<li><strong>{escape(street.name)}</strong><br>"
        f'<span class="wd-quiet">{escape(say_street(street) + numbers)}</span>{waits}</li>'
    )


def show_paper(desk: Desk, buurt: str) -> None:
    """Offer the list on paper; there is no name on it, since paper gets lost."""
    if st.button("Op papier", type="primary", key="walk-paper", icon=":material/print:"):
        with st.spinner("Het papier wordt gemaakt"):
            st.session_state[_MADE] = (buurt, desk.walks.paper(buurt))
    made_for, made = st.session_state.get(_MADE, ("", None))
    if made is not None and made_for == buurt:
        st.download_button(
            f"{made.name} opslaan",
            made.content,
            made.name,
            "application/pdf",
            key="walk-save",
            icon=":material/download:",
            on_click="ignore",
        )
    quiet("Op het papier staan straten, nummers en dagen, en geen namen: papier raakt soms weg.")
