"""What our own screens begin with: their style, and an address that says what is shown."""

from pathlib import Path

import streamlit as st

_STYLE = Path(__file__).with_name("assets") / "people_insight.css"


def draw_style() -> None:
    """Put the style of Mensen, Thema's and Onderzoek on the page."""
    st.html(_STYLE)
    _show_address()


def _show_address() -> None:
    """Let the browser show the address that Streamlit knows.

    A link to the screen that is open changes it on the server only (Streamlit 1.67); a reload or
    the way back would then lose what was chosen.
    """
    st.query_params.from_dict(st.query_params.to_dict())
