"""The workbook that came back: which file, what it changes, and what a person chooses."""

from collections.abc import Mapping
from datetime import date
from html import escape
from typing import Final

import streamlit as st

from fieldwork.actions.answers import AnswerLine, AnswerPreview
from fieldwork.actions.desk import Desk
from fieldwork.domain.answers import Difference
from fieldwork.domain.dates import now, say_count, say_day
from fieldwork.domain.labels import Labelled
from fieldwork.domain.refusals import Refusal
from fieldwork.ui.refusals import plain, show_refusal, show_refusals_at_hand
from fieldwork.ui.widgets import (
    ATTENTION,
    action_bar,
    card,
    chip_html,
    heading,
    quiet,
    saved_line,
)

_SEEN: Final = "wd-answers"
_DONE: Final = "wd-answers-done"
_TURN: Final = "wd-answers-turn"
OURS, THEIRS = "hier", "bestand"
Chosen = dict[str, frozenset[str]]


def read_back(desk: Desk) -> None:
    """Ask for the file, show what it would change, and keep it when somebody says so."""
    heading(
        "Antwoorden inlezen",
        "Kies het Excel-bestand dat de gemeente terugstuurde. U ziet eerst wat er verandert.",
    )
    if _DONE in st.session_state:
        moment, count = st.session_state.pop(_DONE)
        saved_line(moment)
        quiet(f"Bijgewerkt: {say_count(count, 'hulpvraag', 'hulpvragen')}.")
    preview = _ask(desk)
    if preview is not None:
        _show(desk, preview)


def _ask(desk: Desk) -> AnswerPreview | None:
    """Draw the way in for the file; returns what it would change, None while there is none."""
    turn = st.session_state.get(_TURN, 0)
    file = st.file_uploader("Het bestand", type=["xlsx"], key=f"answers-file-{turn}")
    password = st.text_input(
        "Wachtwoord van het bestand",
        key=f"answers-password-{turn}",
        type="password",
        autocomplete="off",
    )
    quiet("Hetzelfde als toen u de lijst verstuurde. Zit er geen wachtwoord op? Laat leeg.")
    if file is None:
        st.session_state.pop(_SEEN, None)
        return None
    mark = (file.file_id, password)
    seen = st.session_state.get(_SEEN)
    if seen is None or seen[0] != mark:
        try:
            with st.spinner("Het bestand wordt gelezen …"):
                found = desk.answers.read(file.name, file.getvalue(), password or "")
        except Refusal as refused:
            show_refusal(refused)
            return None
        seen = st.session_state[_SEEN] = (mark, found)
    preview: AnswerPreview = seen[1]
    return preview


def _show(desk: Desk, first: AnswerPreview) -> None:
    """Draw what changes, row by row, with a choice where two said different things."""
    if not first.lines:
        quiet("Alles uit dit bestand staat er al. Er is niets te doen.")
        return
    chosen = {line.reference: _choices(line) for line in first.lines if line.card}
    preview = desk.answers.look(first.file, first.digest, chosen) if any(chosen.values()) else first
    trouble = {line.reference: line.trouble for line in preview.lines if line.trouble}
    if first.same:
        quiet(f"{say_count(first.same, 'regel zegt', 'regels zeggen')} niets nieuws.")
    for line in first.lines:
        _draw(line, trouble.get(line.reference, ""))
    _bar(desk, preview, chosen)


def _bar(desk: Desk, preview: AnswerPreview, chosen: Chosen) -> None:
    ready = len(preview.ready)
    with action_bar():
        quiet(_say_left(preview))
        pressed = st.button(
            f"Overnemen ({ready})", type="primary", key="answers-take", disabled=not ready
        )
    if pressed:
        with show_refusals_at_hand():
            try:
                done = desk.answers.take(preview, chosen)
            except Refusal:
                st.session_state.pop(_SEEN, None)  # what is here now is looked at anew
                raise
            st.session_state[_DONE] = (now(), done)
            st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
            st.session_state.pop(_SEEN, None)
            st.rerun()


def _say_left(preview: AnswerPreview) -> str:
    left = sum(1 for line in preview.lines if line.trouble)
    return f"{say_count(left, 'regel kan', 'regels kunnen')} niet mee." if left else ""


def _choices(line: AnswerLine) -> frozenset[str]:
    """Return the columns where ours stays, as chosen on the screen so far."""
    names = [one.name for one in line.conflicts]
    return frozenset(
        name for name in names if st.session_state.get(_key(line, name), THEIRS) == OURS
    )


def _key(line: AnswerLine, name: str) -> str:
    return f"answers-{line.reference}-{name}-{st.session_state.get(_TURN, 0)}"


def _draw(line: AnswerLine, trouble: str) -> None:
    with card(f"answer-{line.reference}"):
        who = line.card.person.name if line.card else "Onbekend nummer"
        mark = chip_html("kan niet mee", ATTENTION) if trouble else ""
        plainly = [one for one in line.changes if not one.is_conflict]
        st.html(
            f"<p><strong>{escape(who)}</strong> "
            f'<span class="wd-quiet">{escape(line.reference)}</span> {mark}</p>'
            f"{_facts_html(plainly)}"
        )
        for one in line.conflicts:
            _choose(line, one)
        if line.elsewhere:
            told = ", ".join(f"{one.label.lower()}: {say(one.now)}" for one in line.elsewhere)
            quiet(f"Intussen hier veranderd, dat blijft staan: {told}.")
        if trouble:
            st.html(f'<p class="wd-missing">{escape(trouble)}</p>')


def _choose(line: AnswerLine, one: Difference) -> None:
    """Ask which of the two stays, where it was changed here as well."""
    said: Mapping[str, object] = {THEIRS: one.theirs, OURS: one.now}
    words = {THEIRS: "Uit het bestand", OURS: "Zoals het hier staat"}
    st.radio(
        f"{one.label}: twee keer veranderd. Welke geldt?",
        [THEIRS, OURS],
        format_func=lambda which: f"{words[which]}: {plain(say(said[which]))}",
        key=_key(line, one.name),
    )


def _facts_html(found: list[Difference]) -> str:
    rows = "".join(
        f"<div><dt>{escape(one.label)}</dt><dd>{escape(_say_change(one))}</dd></div>"
        for one in found
    )
    return f'<dl class="wd-facts">{rows}</dl>' if rows else ""


def _say_change(one: Difference) -> str:
    return f"{say(one.theirs)} (was: {say(one.was)})" if one.was else say(one.theirs)


def say(told: object) -> str:
    """Return an answer in words: a day, a label, or what was typed."""
    if told is None or told == "":
        return "leeg"
    if isinstance(told, date):
        return say_day(told)
    return told.label if isinstance(told, Labelled) else str(told)
