"""Words that the team taught: a form to add one, and the list, each to take back or put back."""

from collections.abc import Sequence
from html import escape
from typing import Final

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.learning import ShownWord
from fieldwork.domain.access import Right
from fieldwork.domain.lessons import LONGEST_WORD
from fieldwork.domain.refusals import Incomplete
from fieldwork.ui.questions import ask_code
from fieldwork.ui.refusals import show_refusals
from fieldwork.ui.ways import told_html
from fieldwork.ui.widgets import card, chip_html, draw_ways, quiet
from fieldwork.ui.words import say_when

POINTS, BLOCKS = "wel", "niet"
KINDS: Final = {POINTS: "Wijst hierop", BLOCKS: "Betekent dit hier nooit"}
_TURN: Final = "learn-turn"


def link(desk: Desk) -> None:
    """Draw the way to this screen, for whoever may see it."""
    if desk.may(Right.READ_NOTES):
        draw_ways([told_html("geleerd", "Wat Wijkduik van uw team leerde")])


def add_word(desk: Desk) -> None:
    """Draw the form for a word; what was typed stays when it is refused."""
    if not desk.may(Right.WRITE_NOTES):
        return
    turn = st.session_state.get(_TURN, 0)
    codebook = desk.codebook
    with st.form(f"learn-word-{turn}", border=True):
        typed = st.text_input(
            "Woord of korte zin",
            key=f"learn-typed-{turn}",
            max_chars=LONGEST_WORD,
            placeholder="de bakkes",
        )
        code = ask_code(codebook, f"learn-code-{turn}")
        kind = st.pills(
            "Wat betekent het?",
            list(KINDS),
            default=POINTS,
            format_func=lambda one: KINDS[one],
            key=f"learn-kind-{turn}",
        )
        quiet("Typ geen namen en geen adressen. Vervoegingen hoeven niet: die leest Wijkduik zelf.")
        pressed = st.form_submit_button("Leren", type="primary", width="stretch")
    if pressed:
        # What is refused stands under the form; the rest of the screen stays.
        with show_refusals():
            if not code:
                raise Incomplete("Woord leren", "Thema of signaal")
            desk.learning.add_word(code, typed, blocks=kind == BLOCKS)
            st.session_state[_TURN] = turn + 1
            st.rerun()


def show_words(desk: Desk, words: Sequence[ShownWord]) -> None:
    """Draw the words of the team, what counts first; or what belongs here."""
    if not words:
        quiet(
            "Hier komen woorden die in deze wijk iets betekenen, zoals een bijnaam voor de "
            "voedselbank."
        )
    for shown in sorted(words, key=lambda one: not one.word.counts):
        with card(f"word-{shown.word.id}"):
            st.html(_word_html(desk, shown))
            if desk.may(Right.WRITE_NOTES) and shown.word.imported is None:
                _buttons(desk, shown)


def _word_html(desk: Desk, shown: ShownWord) -> str:
    word = shown.word
    signal = desk.codebook.is_signal(word.code)
    colours = {theme.id: theme.colour for theme in desk.codebook.themes}
    chip = chip_html(
        desk.codebook.label(word.code), "danger" if signal else "plain", colours.get(word.code, "")
    )
    told = "is hier nooit" if word.blocks else "wijst op"
    told_by = f"{shown.who}, {say_when(word.at)}" if shown.who else say_when(word.at)
    tail = " · uit een bestand" if word.imported else ""
    tail += "" if word.counts else " · teruggenomen"
    return (
        f"<p><strong>{escape(word.pattern)}</strong> "
        f'<span class="wd-quiet">{told}</span> {chip}</p>'
        f'<p class="wd-quiet">{escape(told_by + tail)}</p>'
    )


def _buttons(desk: Desk, shown: ShownWord) -> None:
    word = shown.word
    with st.container(horizontal=True):
        if word.counts:
            if st.button("Terugnemen", key=f"word-back-{word.id}", icon=":material/undo:"):
                desk.learning.take_back_word(word.id)
                st.rerun()
            return
        if st.button("Terugzetten", key=f"word-put-{word.id}", icon=":material/redo:"):
            desk.learning.put_back_word(word.id)
            st.rerun()
        if st.button("Voorgoed weg", key=f"word-drop-{word.id}", icon=":material/delete:"):
            desk.learning.drop_word(word.id)
            st.rerun()
