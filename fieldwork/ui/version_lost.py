"""Findings whose words are gone from the text: shown with these, until somebody says what now."""

from html import escape

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.notes import NotePage
from fieldwork.actions.versions import sentences
from fieldwork.domain.access import Right
from fieldwork.domain.notes import Suggestion
from fieldwork.domain.refusals import Incomplete
from fieldwork.ui.widgets import DANGER, PLAIN, card, chip_html


def lost_of(page: NotePage) -> list[Suggestion]:
    """Return the findings of a talk whose words are gone."""
    found = (one.suggestion for one in page.reading.findings)
    return [one for one in found if one.quote]


def show_lost(desk: Desk, page: NotePage) -> None:
    """Draw each finding whose words are gone: to place again, keep as a whole, or take back."""
    lost = lost_of(page)
    if not lost:
        return
    st.html('<h2 class="wd-section">Deze woorden staan niet meer in de tekst</h2>')
    for read in lost:
        with card(f"lost-{read.id}"):
            st.html(_lost_html(read, desk))
            if desk.may(Right.WRITE_NOTES):
                _ask_what_now(desk, page, read)


def _ask_what_now(desk: Desk, page: NotePage, read: Suggestion) -> None:
    words = st.selectbox(
        "Waar staat het nu?",
        _most_alike_first(sentences(page.note.text), read.quote),
        index=None,
        placeholder="Kies een zin, of typ de woorden",
        accept_new_options=True,
        key=f"lost-words-{read.id}",
    )
    with st.container(horizontal=True):
        if st.button(
            "Hier neerzetten", key=f"lost-place-{read.id}", icon=":material/add_location:"
        ):
            if not words:
                raise Incomplete("Markering", "Waar staat het nu?")
            desk.versions.place(read.id, words)
            st.rerun()
        if st.button("Gaat over het hele gesprek", key=f"lost-whole-{read.id}"):
            desk.versions.keep_whole(read.id)
            st.rerun()
        if st.button("Terugdraaien", key=f"lost-undo-{read.id}", icon=":material/undo:"):
            desk.versions.take_back(read.id)
            st.rerun()


def _most_alike_first(found: list[str], quote: str) -> list[str]:
    """Put the sentences first that share most words with the words that are gone."""
    words = set(quote.casefold().split())
    return sorted(found, key=lambda one: -len(words & set(one.casefold().split())))


def _lost_html(read: Suggestion, desk: Desk) -> str:
    look = DANGER if read.is_signal and read.is_current else PLAIN
    colour = "" if read.is_signal else desk.codebook.theme(read.code).colour
    label = chip_html(desk.codebook.label(read.code), look, colour)
    words = " ".join(read.quote.split())
    return (
        f'<p>{label}<span class="wd-quiet"> · {escape(read.status.label)}</span></p>'
        f'<p><span class="wd-quiet">Het stond bij:</span> ‘{escape(words)}’</p>'
    )
