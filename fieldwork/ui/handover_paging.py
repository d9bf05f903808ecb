"""Long rows of requests: the first of them, and more when asked for."""

from collections.abc import Sequence

import streamlit as st

from fieldwork.actions.cards import RequestCard
from fieldwork.domain.dates import say_count

AT_ONCE = 20


def shown_of(cards: Sequence[RequestCard], key: str) -> Sequence[RequestCard]:
    """Return the first of ``cards``, as many as were asked for; draws the way to more."""
    most = st.session_state.get(f"shown-{key}", AT_ONCE)
    left = len(cards) - most
    if left > 0:
        label = say_count(left, "hulpvraag", "hulpvragen")
        if st.button(f"Toon er meer (nog {label})", key=f"more-{key}"):
            st.session_state[f"shown-{key}"] = most + AT_ONCE * 2
            st.rerun()
    return cards[:most]
