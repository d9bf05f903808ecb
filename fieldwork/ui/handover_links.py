"""The ways from the board: answers that came back, how it goes, to whom lists go."""

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.ui.screens import page_of


def links(desk: Desk) -> None:
    """Draw the ways on, each for who may go there."""
    with st.container(key="wd-handover-links", gap=None):
        st.page_link(
            page_of("antwoorden"),
            label="Antwoorden inlezen uit Excel",
            icon=":material/upload_file:",
        )
        st.page_link(
            page_of("voortgang"), label="Hoe het loopt, in cijfers", icon=":material/insights:"
        )
        if desk.may(Right.SEND_HANDOVER):
            st.page_link(
                page_of("ontvangers"), label="Ontvangers en afspraken", icon=":material/contacts:"
            )
