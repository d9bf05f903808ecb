"""The check of a help request by a second person, with what is missing said beforehand."""

from html import escape

import streamlit as st

from fieldwork.actions.cards import RequestCard
from fieldwork.actions.desk import Desk
from fieldwork.domain.ids import RequestId
from fieldwork.ui.request_saving import forget
from fieldwork.ui.requests import section
from fieldwork.ui.widgets import quiet


def check_panel(desk: Desk, one: RequestCard) -> str:
    """Say what is missing; return the reason of who checks without a second person."""
    section("Toetsen")
    request = one.request
    missing = desk.handover.missing(request)
    if missing:
        items = "".join(f"<li>{escape(thing)}</li>" for thing in missing)
        st.html(f'<div class="wd-missing"><p>Nog nodig:</p><ul>{items}</ul></div>')
    else:
        st.html('<div class="wd-ready"><p>Alles wat nodig is, staat erin.</p></div>')
    if request.made_by != desk.account.id:
        quiet(f"{one.made_by} maakte deze hulpvraag; u kijkt als tweede mee.")
        return ""
    quiet("U maakte deze hulpvraag zelf. Laat liefst een collega meekijken en toetsen.")
    reason = st.text_input(
        "Toch alleen? Schrijf waarom",
        key=f"alone-{request.id}",
        placeholder="Bijvoorbeeld: het kan niet tot morgen wachten",
    )
    return reason or ""


def check(desk: Desk, request_id: RequestId, alone_reason: str) -> None:
    """Check the request, and let go of what was held while it was filled in."""
    desk.handover.check(request_id, alone_reason)
    forget(request_id)
    st.session_state.pop(_change_key(request_id), None)


def change_checked(request_id: RequestId) -> None:
    """Offer to change a checked request, which then has to be checked again."""
    if st.button("Wijzigen", key="change-checked", icon=":material/edit:"):
        st.session_state[_change_key(request_id)] = True
        st.rerun()
    quiet("Na een wijziging moet de hulpvraag opnieuw getoetst worden.")


def wants_change(request_id: RequestId) -> bool:
    """Return whether the user asked to change this checked request."""
    return bool(st.session_state.get(_change_key(request_id)))


def _change_key(request_id: RequestId) -> str:
    return f"change-{request_id}"
