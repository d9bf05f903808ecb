"""Nalezen: the text with its marks, and beside it what to say yes or no to."""

from html import escape
from typing import Final

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.notes import NotePage
from fieldwork.domain.access import Right
from fieldwork.domain.notes import Finding, Need, Suggestion
from fieldwork.domain.themes import Codebook, Concerns, SignalStatus, ThemeStatus
from fieldwork.ui.marks import FINDING, SUGGESTION, Mark, marked_html
from fieldwork.ui.questions import ask_code
from fieldwork.ui.screens import go
from fieldwork.ui.talk_change import panel_to_open
from fieldwork.ui.widgets import card, chip_html, quiet

# What somebody can choose when marking by hand; the machine's doubt is not for people.
SIGNAL_STATUSES: Final = tuple(one for one in SignalStatus if one is not SignalStatus.CONTROLEER)


def show_text(page: NotePage, codebook: Codebook) -> None:
    """Draw the note with its marks: dashed what is open, solid what a person confirmed."""
    marks = [_mark(one, codebook, SUGGESTION, at) for at, one in enumerate(in_order(page), 1)]
    marks += [_mark(one.suggestion, codebook, FINDING, 0) for one in page.reading.findings]
    fitting = [mark for mark in marks if mark and mark.span.lies_in(page.note.text)]
    st.html(marked_html(page.note.text, fitting))


def in_order(page: NotePage) -> list[Suggestion]:
    """Return what is open: signals first, then themes by their place in the text."""
    return sorted(page.reading.open, key=lambda one: (not one.is_signal, _start(one)))


def ask_need(desk: Desk, page: NotePage) -> None:
    """Ask whether help is needed now, where no person has answered yet."""
    if page.note.need is not None:
        return
    with card("need"):
        chosen = st.pills(
            "Is er nu hulp nodig?",
            list(Need),
            format_func=lambda need: need.label,
            key=f"need-{page.note.id}",
        )
        quiet("Dat Wijkduik niets ziet, wil niet zeggen dat het veilig is.")
        if chosen:
            desk.notes.answer(page.note.id, chosen)
            st.rerun()


def show_suggestions(desk: Desk, page: NotePage) -> None:
    """Draw what is still open, each with its evidence and a yes and a no."""
    waiting = in_order(page)
    if not waiting and desk.review.is_dutch(page.note):
        quiet("Alles is beantwoord. Geen signaal wil niet zeggen dat het veilig is.")
    elif not waiting:
        quiet("Dit lijkt geen Nederlands. De machine leest het niet: lees het zelf na.")
    taught = desk.learning.taught(page.note) if waiting else frozenset()
    for number, suggestion in enumerate(waiting, 1):
        with card(f"open-{suggestion.id}"):
            st.html(_suggestion_html(suggestion, page.note.text, desk.codebook, number))
            if suggestion.code in taught and suggestion.is_current:
                quiet("door uw team geleerd")
            with st.container(horizontal=True):
                if st.button("Ja", key=f"yes-{suggestion.id}", icon=":material/check:"):
                    desk.review.confirm(suggestion.id)
                    st.rerun()
                if st.button("Nee", key=f"no-{suggestion.id}", icon=":material/close:"):
                    desk.review.refuse(suggestion.id)
                    st.rerun()


def show_findings(desk: Desk, page: NotePage) -> None:
    """Draw what people confirmed, each to be taken back; from a signal help can be asked."""
    for finding in page.reading.findings:
        read = finding.suggestion
        # Those whose words are gone stand apart (version_lost).
        if read.quote:
            continue
        with card(f"done-{read.id}"):
            st.html(_suggestion_html(read, page.note.text, desk.codebook, 0))
            with st.container(horizontal=True):
                if read.is_signal and read.is_current and desk.may(Right.MAKE_REQUESTS):
                    _offer_request(desk, page, finding)
                if st.button("Terugdraaien", key=f"undo-{read.id}", icon=":material/undo:"):
                    desk.review.undo(read.id)
                    st.rerun()


def _offer_request(desk: Desk, page: NotePage, finding: Finding) -> None:
    """Offer to ask help for each person in the talk, from this signal."""
    for person in page.people:
        key = f"ask-{finding.suggestion.id}-{person.id}"
        if st.button("Hulp vragen", type="primary", key=key, help=None):
            request = desk.handover.begin(person.id, finding=finding.suggestion.id)
            go("hulpvraag", hulpvraag=request.id)
    if not page.people:
        quiet("Zet bij dit gesprek met wie het was; dan kunt u hulp vragen.")


def show_further(desk: Desk, page: NotePage) -> None:
    """Offer themes that may play as well; a tap adds one as a finding about the whole talk."""
    codes = desk.review.further(page.note, page.reading)
    if not codes:
        return
    quiet("Speelt dit ook?")
    with st.container(horizontal=True):
        for code in codes:
            label = desk.codebook.label(code)
            if st.button(label, key=f"also-{code}", icon=":material/add:"):
                desk.review.mark(page.note.id, code, ThemeStatus.AANWEZIG)
                st.rerun()


def mark_by_hand(desk: Desk, page: NotePage) -> None:
    """Offer to mark a stretch of the text as a theme or signal."""
    codebook = desk.codebook
    panel = panel_to_open("Zelf markeren", ":material/edit:", "panel-hand")
    if panel is None:
        return
    with panel:
        code = ask_code(codebook, "hand-code")
        if code is None:
            return
        statuses = SIGNAL_STATUSES if codebook.is_signal(code) else tuple(ThemeStatus)
        status = st.pills(
            "Hoe staat het er?",
            statuses,
            default=statuses[0],
            key=f"hand-status-{code}",
            format_func=lambda one: one.label,
        )
        words = st.text_input("Welke woorden? Kopieer ze uit de tekst.", key="hand-words")
        concerns = st.pills(
            "Over wie gaat het?",
            list(Concerns),
            default=Concerns.ZELF,
            key="hand-concerns",
            format_func=lambda one: one.label,
        )
        if st.button("Markeren", key="hand-mark"):
            desk.review.mark(
                page.note.id, code, status or statuses[0], words, concerns or Concerns.ZELF
            )
            st.rerun()


def _suggestion_html(read: Suggestion, text: str, codebook: Codebook, number: int) -> str:
    """Return what is read, as a sentence with its words: "lijkt op" is the machine's voice."""
    is_open = number > 0
    voice = "lijkt op " if is_open else ""
    look = "danger" if read.is_signal and read.is_current else "plain"
    colour = "" if read.is_signal else codebook.theme(read.code).colour
    label = chip_html(codebook.label(read.code), look, colour)
    status = "" if read.status is ThemeStatus.AANWEZIG else f" · {escape(read.status.label)}"
    words = f"<p>‘{escape(_words(read, text))}’</p>" if read.span else "<p>Het hele gesprek</p>"
    place = f'<sup class="wd-number">{number}</sup> ' if is_open else ""
    return (
        f'<p>{place}<span class="wd-quiet">{voice}</span>{label}'
        f'<span class="wd-quiet">{status}</span></p>{words}'
    )


def _words(read: Suggestion, text: str) -> str:
    return " ".join(read.span.of(text).split()) if read.span else ""


def _start(read: Suggestion) -> int:
    return read.span.start if read.span else -1


def _mark(read: Suggestion, codebook: Codebook, look: str, number: int) -> Mark | None:
    if read.span is None:
        return None
    colour = "" if read.is_signal else codebook.theme(read.code).colour
    danger = read.is_signal and read.is_current
    return Mark(read.span, look, codebook.label(read.code), number, colour, danger)
