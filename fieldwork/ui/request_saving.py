"""Keeping a help request while it is filled in: each answer is saved when its field is left.

``before`` is the request as the fields were filled from. Where a colleague changed it since, what
differs from ``before`` is ours; only a field that both changed is put to the user.
"""

from dataclasses import fields, replace
from datetime import datetime
from typing import Any

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.dates import now
from fieldwork.domain.handover import HelpRequest, LegalBasis
from fieldwork.domain.ids import RequestId
from fieldwork.domain.refusals import StaleEdit
from fieldwork.ui.refusals import show_refusal, show_refusals
from fieldwork.ui.request_fields import ASKED, Told, key_of
from fieldwork.ui.widgets import quiet
from fieldwork.ui.words import say_saved

_BASIS = tuple(one.name for one in fields(LegalBasis))


def filled_from(request: HelpRequest) -> HelpRequest:
    """Return the request that the open fields were filled from; now, on the first look."""
    anew = st.session_state.pop(key_of(request.id, "anew"), False)
    if not anew and key_of(request.id, "why") not in st.session_state:
        # Streamlit lets go of fields when another screen is open; all starts from the store then.
        forget(request.id)
    before: HelpRequest = st.session_state.setdefault(key_of(request.id, "before"), request)
    return before


def keep(desk: Desk, kept: HelpRequest, before: HelpRequest, told: Told) -> HelpRequest:
    """Save what was told, if it differs; return the request as it is kept now."""
    changes = {name: value for name, value in told.items() if value != getattr(before, name)}
    theirs = [name for name in changes if getattr(kept, name) != getattr(before, name)]
    if theirs and kept.version != before.version:
        _ask_whose(kept, before, theirs)
        return kept
    if not changes:
        if kept.version != before.version:
            _start_anew(kept)
            st.rerun()
        return kept
    with show_refusals("Wat u typte staat er nog, maar is niet bewaard."):
        saved = desk.handover.change(replace(kept, **changes))
        _remember(kept, saved)
        if kept.version != before.version:
            # What a colleague changed elsewhere is not in our fields yet.
            _start_anew(saved)
            st.rerun()
        return saved
    st.session_state.pop(key_of(kept.id, "saved"), None)
    return kept


def _remember(kept: HelpRequest, saved: HelpRequest) -> None:
    st.session_state[key_of(saved.id, "undo")] = kept
    st.session_state[key_of(saved.id, "saved")] = now()
    st.session_state[key_of(saved.id, "before")] = saved


def saved_and_undo(request: HelpRequest) -> None:
    """Draw "Opgeslagen 14:32" with the way back; nothing before the first change."""
    moment: datetime | None = st.session_state.get(key_of(request.id, "saved"))
    if moment is None:
        quiet("Bewaart vanzelf.")
        return
    st.html(f'<p class="wd-saved" role="status">{say_saved(moment)}</p>', width="content")
    st.button(
        "Ongedaan maken",
        key=key_of(request.id, "undo-button"),
        type="tertiary",
        on_click=_fill,
        args=(st.session_state[key_of(request.id, "undo")],),
    )


def _ask_whose(kept: HelpRequest, before: HelpRequest, names: list[str]) -> None:
    """Say that a colleague changed the same answer; what was typed stays until one is chosen."""
    show_refusal(StaleEdit("Hulpvraag"))
    for name in names:
        theirs = getattr(kept, name)
        if isinstance(theirs, tuple):
            theirs = "\n".join(str(getattr(one, "label", one)) for one in theirs)
        if isinstance(theirs, str):
            st.text_area(
                "Dit schreef uw collega", theirs, disabled=True, key=f"theirs-{name}", height=88
            )
    with st.container(horizontal=True):
        st.button("Neem die van mijn collega", key="theirs", on_click=_start_anew, args=(kept,))
        st.button("Bewaar die van mij", key="mine", on_click=_build_on, args=(kept,))


def _build_on(kept: HelpRequest) -> None:
    """Take the colleague's version as what our changes are made to."""
    st.session_state[key_of(kept.id, "before")] = kept


def _start_anew(kept: HelpRequest) -> None:
    """Let the fields start from what is kept now, at the next run."""
    for name in (*ASKED, *_BASIS):
        st.session_state.pop(key_of(kept.id, name), None)
    st.session_state[key_of(kept.id, "anew")] = True
    _build_on(kept)


def forget(request_id: RequestId) -> None:
    """Let go of everything that was held of this request while its fields were open."""
    for key in [one for one in st.session_state if str(one).startswith(key_of(request_id, ""))]:
        del st.session_state[key]


def _fill(request: HelpRequest) -> None:
    """Put every answer of ``request`` in the open fields; saving then follows by itself."""
    answers: dict[str, Any] = {name: getattr(request, name) for name in ASKED}
    if request.basis:
        answers |= {name: getattr(request.basis, name) for name in _BASIS}
        answers["fields"] = answers["fields"] or []
    else:
        answers["ground"] = None
    for name, value in answers.items():
        held = list(value) if isinstance(value, tuple) else value
        st.session_state[key_of(request.id, name)] = held
