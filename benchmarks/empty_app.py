"""The least that Streamlit can show: two pages with a title. What Wijkduik is compared with."""

import streamlit as st


def one() -> None:
    """Draw the first page."""
    st.title("Een")


def two() -> None:
    """Draw the second page."""
    st.title("Twee")


pages = [st.Page(one, title="Een", url_path="een"), st.Page(two, title="Twee", url_path="twee")]
st.navigation(pages, position="top").run()
