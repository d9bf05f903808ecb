"""Follow-ups in a list: done with one tap, put on another day, dropped, and undone."""

from datetime import time
from html import escape
from pathlib import Path
from typing import Final

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.follow_ups import FollowUpCard
from fieldwork.domain.access import Right
from fieldwork.domain.bin import BinKind
from fieldwork.domain.dates import today
from fieldwork.domain.follow_ups import FollowUp, FollowUpId, FollowUpState
from fieldwork.ui.follow_up_words import card_html
from fieldwork.ui.questions import ask_coming_day
from fieldwork.ui.screens import go
from fieldwork.ui.widgets import card

STYLE: Final = Path(__file__).with_name("assets") / "follow_ups.css"
_LAST = "follow-up-last"
_SAID = {
    FollowUpState.GEDAAN: "Gedaan: {0}",
    FollowUpState.VERVALLEN: "Van de lijst: {0}",
    FollowUpState.OPEN: "Verzet: {0}",
}


def follow_up_row(desk: Desk, one: FollowUpCard, where: str, *, with_talk: bool = True) -> None:
    """Draw a follow-up with what can be done about it; ``where`` keeps the keys of a list apart."""
    follow_up = one.follow_up
    key = f"{where}-{follow_up.id}"
    with card(f"todo-{key}"):
        st.html(card_html(one, today(), desk.account.id))
        with st.container(horizontal=True):
            if desk.may(Right.WRITE_NOTES):
                _deeds(desk, one, key)
            note = follow_up.note
            if with_talk and note and st.button("Gesprek", key=f"todo-talk-{key}"):
                go("gesprek", gesprek=note)


def undo_row(desk: Desk, where: str) -> None:
    """Say what was just changed in this list, and offer to take it back."""
    kept = st.session_state.get(_LAST)
    if not kept or kept[0] != where:
        return
    with st.container(horizontal=True, vertical_alignment="center", key=f"wd-undone-{where}"):
        st.html(f'<p class="wd-saved" role="status">{escape(kept[2])}</p>')
        if st.button("Ongedaan maken", key=f"todo-undo-{where}", icon=":material/undo:"):
            st.session_state.pop(_LAST, None)
            desk.follow_ups.undo(FollowUpId(kept[1]))
            st.rerun()


def _deeds(desk: Desk, one: FollowUpCard, key: str) -> None:
    where = key.split("-")[0]
    if not one.follow_up.is_open:
        if st.button("Toch niet gedaan", key=f"todo-again-{key}", icon=":material/undo:"):
            desk.follow_ups.undo(one.follow_up.id)
            st.rerun()
        return
    if st.button("Gedaan", key=f"todo-done-{key}", icon=":material/check:"):
        _remember(where, desk.follow_ups.done(one.follow_up.id), one.title)
    with st.popover("Andere dag", icon=":material/event:", key=f"todo-more-{key}"):
        _move(desk, one, key)


def _move(desk: Desk, one: FollowUpCard, key: str) -> None:
    follow_up, where = one.follow_up, key.split("-")[0]
    on = ask_coming_day(max(follow_up.on, today()), f"todo-on-{key}")
    at = st.time_input("Hoe laat? Mag leeg.", value=follow_up.at, key=f"todo-at-{key}")
    if st.button("Verzetten", key=f"todo-move-{key}") and on:
        clock = at if isinstance(at, time) else None
        _remember(where, desk.follow_ups.move(follow_up.id, on, clock), one.title)
    if st.button("Hoeft niet meer", key=f"todo-drop-{key}", icon=":material/close:"):
        _remember(where, desk.follow_ups.drop(follow_up.id), one.title)
    if st.button("Naar de prullenbak", key=f"todo-bin-{key}", icon=":material/delete:"):
        desk.bin.throw(BinKind.AFSPRAAK, follow_up.id)
        st.rerun()


def remember(where: str, changed: FollowUp, said: str) -> None:
    """Keep what was just changed in the list ``where``, so that it can be taken back; run again."""
    st.session_state[_LAST] = (where, changed.id, said)
    st.rerun()


def _remember(where: str, changed: FollowUp, title: str) -> None:
    remember(where, changed, _SAID[changed.state].format(title))
