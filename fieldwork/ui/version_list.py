"""Versies: every text that a talk had, the difference between two, and the way back to one."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.versions import VersionOnList
from fieldwork.domain.access import Right
from fieldwork.domain.dates import local, say_time
from fieldwork.domain.ids import NoteId
from fieldwork.ui.screens import go
from fieldwork.ui.version_difference import put_on_style, say_counts, show_difference
from fieldwork.ui.widgets import DONE, back_link, card, chip_html, quiet
from fieldwork.ui.words import say_when

_FROM, _TO = "version-from", "version-to"


def way_to_talk(note_id: NoteId) -> None:
    """Draw the way back to the talk."""
    back_link("gesprek", "Terug naar het gesprek", gesprek=note_id)


def compare(listed: Sequence[VersionOnList]) -> None:
    """Draw the difference between two versions to choose; at first what changed last."""
    if len(listed) < 2:
        quiet("De tekst is nog zoals hij is vastgelegd. Na een wijziging ziet u hier het verschil.")
        return
    put_on_style()
    by_number = {one.version.number: one for one in listed}
    numbers = list(by_number)
    for key, number in ((_FROM, numbers[1]), (_TO, numbers[0])):
        if st.session_state.get(key) not in by_number:
            st.session_state[key] = number
    with card("version-difference"):
        left, right = st.columns(2)
        before = left.selectbox(
            "Verschil tussen", numbers, key=_FROM, format_func=lambda one: say(by_number[one])
        )
        after = right.selectbox("en", numbers, key=_TO, format_func=lambda one: say(by_number[one]))
        show_difference(by_number[before].version.text, by_number[after].version.text)


def say(one: VersionOnList) -> str:
    """Return "Versie 3: Sara, vandaag 14:32"; an option is shown as plain text."""
    return f"Versie {one.version.number}: {say_who_and_when(one)}"


def say_who_and_when(one: VersionOnList) -> str:
    """Return "Sara, vandaag 14:32" or "Sara, di 24 maart 14:32"."""
    here = local(one.version.at)
    when = say_when(here)
    # "di 24 maart" alone would not tell two of one day apart.
    clock = "" if say_time(here) in when else f" {say_time(here)}"
    return f"{one.made_by}, {when}{clock}" if one.made_by else f"{when}{clock}"


def list_versions(desk: Desk, note_id: NoteId, listed: Sequence[VersionOnList]) -> None:
    """Draw every version, the last first, each with its change and the way back to it."""
    now_there = listed[0].version
    for one in listed:
        number = one.version.number
        with card(f"version-{number}"):
            st.html(_card_html(one, is_now=number == now_there.number))
            with st.container(horizontal=True):
                if number > 1:
                    st.button(
                        "Wat veranderde er",
                        key=f"version-show-{number}",
                        icon=":material/difference:",
                        on_click=_choose,
                        args=(number - 1, number),
                    )
                if one.version.text != now_there.text and desk.may(Right.WRITE_NOTES):
                    _offer_restore(desk, note_id, number)


def _offer_restore(desk: Desk, note_id: NoteId, number: int) -> None:
    key = f"version-back-{number}"
    if st.button("Terug naar deze tekst", key=key, icon=":material/history:"):
        with st.spinner("De tekst wordt teruggezet en nagelezen …"):
            desk.versions.restore(note_id, number)
        go("gesprek", gesprek=note_id)


def _choose(before: int, after: int) -> None:
    st.session_state[_FROM], st.session_state[_TO] = before, after


def _card_html(one: VersionOnList, *, is_now: bool) -> str:
    number = one.version.number
    now_chip = chip_html("staat er nu", DONE) if is_now else ""
    changed = say_counts(one.added, one.removed) or (
        "Zo is het vastgelegd." if number == 1 else "Leestekens, spaties of regels."
    )
    words = " ".join(one.version.text.split())
    opening = words if len(words) <= 160 else f"{words[:158].rsplit(' ', 1)[0]} …"
    return (
        f"<p><strong>Versie {number}</strong> {now_chip}<br>"
        f'<span class="wd-quiet">{escape(say_who_and_when(one))} · {escape(changed)}</span></p>'
        f"<p>{escape(opening)}</p>"
    )
