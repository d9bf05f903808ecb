"""Who is at work in this tab: found anew at every run, from what the gate vouches for."""

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.shelf import shelf


def current_desk() -> Desk | None:
    """Return the desk of who is signed in, or None when the session is over.

    The gate puts the study and the session in headers that a client cannot set; Streamlit hands
    these on as ``st.user``.
    """
    study, session = st.user.get("study"), st.user.get("session")
    if not isinstance(study, str) or not isinstance(session, str) or not session:
        return None
    return shelf().desk(study, session)


def show_signed_out() -> None:
    """Say that the session is over; our script on the page then goes to the sign-in page."""
    st.html(
        '<div class="wd-signed-out" role="alert"><p>U bent uitgelogd, omdat het even stil was of '
        'omdat u ergens anders uitlogde.</p><p><a href="/start" target="_self">Opnieuw inloggen'
        "</a></p></div>"
    )
