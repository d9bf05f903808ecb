"""The style of our own screens, beside the shared one."""

from pathlib import Path

import streamlit as st

_STYLE = Path(__file__).with_name("assets") / "people_insight.css"


def draw_style() -> None:
    """Put the style of Mensen, Thema's and Onderzoek on the page."""
    st.html(_STYLE)
