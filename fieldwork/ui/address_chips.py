"""Chips that narrow a screen down, kept in the address as codes, so that every view is a link."""

from collections.abc import Container, Mapping

import streamlit as st

from fieldwork.ui.refusals import plain
from fieldwork.ui.screens import asked


def chips(
    key: str,
    label: str,
    name: str,
    options: Mapping[str, str],
    now: str,
    *,
    everything: str = "",
    in_sight: bool = False,
) -> None:
    """Draw the chips of the part ``name`` of the address; the address leads, the chips follow.

    ``options`` are codes with what they are called. ``everything`` is the code that narrows
    nothing down and so stands in no address. ``in_sight`` shows the label.
    """
    st.session_state[key] = now or None
    st.pills(
        label,
        list(options),
        key=key,
        format_func=lambda code: plain(options[code]),
        label_visibility="visible" if in_sight else "collapsed",
        on_change=to_address,
        args=(key, name, everything),
    )


def to_address(key: str, name: str, everything: str = "") -> None:
    """Write what was chosen in the widget ``key`` in the part ``name`` of the address."""
    chosen = st.session_state.get(key)
    if chosen and chosen != everything:
        st.query_params[name] = chosen
    else:
        st.query_params.pop(name, None)


def one_of(name: str, codes: Container[str]) -> str:
    """Return what the part ``name`` of the address says, or "" where that is none of ``codes``."""
    value = asked(name)
    return value if value and value in codes else ""
