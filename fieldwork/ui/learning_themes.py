"""What was learned of the team's answers: per theme how often yes and no, from whom, to undo."""

from collections.abc import Sequence
from html import escape
from typing import Final

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.learning import LearningPage, ShownLesson, ThemeLessons
from fieldwork.domain.access import Right
from fieldwork.domain.dates import local, say_count, say_day
from fieldwork.ui.ways import told_html
from fieldwork.ui.widgets import card, chip_html, draw_ways, empty, quiet
from fieldwork.ui.words import say_list, say_when

AT_ONCE: Final = 20
THEMES_AT_ONCE: Final = 8


def show_themes(desk: Desk, page: LearningPage) -> None:
    """Draw a card for each theme that something was learned of, or what belongs here."""
    if not page.has_model:
        quiet(
            "Op deze computer staat het leesmodel niet. Van antwoorden leert Wijkduik dan niet, "
            "van woorden wel."
        )
        return
    _offer_catching_up(desk, page)
    if not page.themes:
        empty(
            "Hier komt wat Wijkduik leert van uw ja en nee bij het nalezen.",
            "Naar de gesprekken",
            "gesprekken",
        )
    shown = st.session_state.get("learn-shown", THEMES_AT_ONCE)
    for theme in page.themes[:shown]:
        _theme(desk, theme)
    left = len(page.themes) - shown
    if left > 0 and st.button(f"Nog {say_count(left, 'thema', 'thema’s')}", key="learn-more"):
        st.session_state["learn-shown"] = shown + THEMES_AT_ONCE
        st.rerun()


def say_learned(theme: ThemeLessons) -> str:
    """Return "12 keer ja, 3 keer nee. Van Sara en Omar, sinds di 3 maart."."""
    counted = " en ".join(
        f"{number} keer {word}" for number, word in ((theme.yes, "ja"), (theme.no, "nee")) if number
    )
    parts = [f"{counted}." if counted else "Telt nu niet mee."]
    if theme.who and theme.since:
        since = say_day(local(theme.since).date())
        parts.append(f"Van {say_list(theme.who)}, sinds {since}.")
    if theme.from_files:
        parts.append(f"Daarvan {theme.from_files} uit een bestand.")
    return " ".join(parts)


def _offer_catching_up(desk: Desk, page: LearningPage) -> None:
    if not (page.unlearned and page.is_on and desk.may(Right.WRITE_NOTES)):
        return
    counted = say_count(page.unlearned, "antwoord", "antwoorden")
    with card("learn-before"):
        st.html(f"<p>Van {counted} van eerder heeft Wijkduik nog niet geleerd.</p>")
        if st.button("Alsnog leren", key="learn-before", icon=":material/school:"):
            with st.spinner("Wijkduik leest de gesprekken opnieuw …"):
                desk.learning.catch_up()
            st.rerun()


def _theme(desk: Desk, theme: ThemeLessons) -> None:
    signal = desk.codebook.is_signal(theme.code)
    colours = {one.id: one.colour for one in desk.codebook.themes}
    with card(f"learned-{theme.code}"):
        label = chip_html(
            desk.codebook.label(theme.code),
            "danger" if signal else "plain",
            colours.get(theme.code, ""),
        )
        st.html(f"<p>{label}</p><p>{escape(say_learned(theme))}</p>")
        if signal and theme.no:
            quiet("Een signaal verdwijnt nooit door een nee. Wijkduik vraagt dan om te kijken.")
        if not theme.lessons:
            return
        opened = st.expander("Bekijken", on_change="rerun", key=f"learned-open-{theme.code}")
        if opened.open:
            with opened:
                _lessons(desk, theme.lessons)
                _whole_theme(desk, theme)


def _lessons(desk: Desk, lessons: Sequence[ShownLesson]) -> None:
    for shown in lessons[:AT_ONCE]:
        lesson = shown.lesson
        key = f"lesson-{lesson.id}"
        with st.container(horizontal=True, vertical_alignment="center", key=f"wd-row-{key}"):
            draw_ways([told_html("gesprek", _say_lesson(shown), gesprek=lesson.note or "")])
            if not desk.may(Right.WRITE_NOTES):
                continue
            if lesson.counts and st.button("Terugnemen", key=key):
                desk.learning.take_back(lesson.id)
                st.rerun()
            if not lesson.counts and st.button("Terugzetten", key=key):
                desk.learning.put_back(lesson.id)
                st.rerun()
    if len(lessons) > AT_ONCE:
        quiet(f"En nog {len(lessons) - AT_ONCE} van eerder.")


def _say_lesson(shown: ShownLesson) -> str:
    word = "Ja" if shown.lesson.is_yes else "Nee"
    tail = "" if shown.lesson.counts else ", teruggenomen"
    return f"{word} van {shown.who or 'iemand'}, {say_when(shown.lesson.at)}{tail}"


def _whole_theme(desk: Desk, theme: ThemeLessons) -> None:
    if not desk.may(Right.WRITE_NOTES) or len(theme.lessons) < 2:
        return
    with st.container(horizontal=True):
        if theme.taken_back < len(theme.lessons) and st.button(
            "Alles terugnemen", key=f"theme-back-{theme.code}", icon=":material/undo:"
        ):
            desk.learning.take_back_theme(theme.code)
            st.rerun()
        if theme.taken_back and st.button(
            "Alles terugzetten", key=f"theme-put-{theme.code}", icon=":material/redo:"
        ):
            desk.learning.put_back_theme(theme.code)
            st.rerun()
