"""For the coordinator: learning on or off, and what was learned taken along or taken over."""

from html import escape
from typing import Final

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.learning import LearningPage, ShownImport
from fieldwork.actions.lesson_file import FEWEST, LessonFile
from fieldwork.domain.dates import say_count
from fieldwork.ui.refusals import show_refusals
from fieldwork.ui.widgets import card, quiet
from fieldwork.ui.words import say_list, say_when

_TURN: Final = "learn-file-turn"


def switched_off(desk: Desk, *, may_switch: bool) -> None:
    """Say that this study does not learn, and let a coordinator switch it on."""
    with card("learn-off"):
        st.html(
            "<p><strong>Leren staat uit.</strong> Wijkduik leest zonder wat hier staat, en leert "
            "niets bij.</p>"
        )
        if may_switch and st.button("Leren aanzetten", key="learn-on", type="primary"):
            desk.learning.switch(True)
            st.rerun()


def switch_off(desk: Desk) -> None:
    """Let a coordinator switch learning off."""
    st.html('<h2 class="wd-section">Leren uitzetten</h2>')
    quiet("Wat geleerd is, blijft staan maar telt niet mee. Aanzetten kan altijd weer.")
    if st.button("Leren uitzetten", key="learn-off", icon=":material/pause:"):
        desk.learning.switch(False)
        st.rerun()


def take_along(desk: Desk) -> None:
    """Draw what an export takes along, to read through first, and then the file."""
    st.html('<h2 class="wd-section">Meenemen naar een ander onderzoek</h2>')
    words, lessons = desk.learning.words_to_read(), desk.learning.shared()
    if not words and not lessons:
        quiet(
            f"Er is nog niets om mee te nemen. Lessen gaan mee vanaf {FEWEST} van dezelfde soort, "
            f"uit {FEWEST} verschillende gesprekken."
        )
        return
    told = say_list(
        [
            say_count(len(words), "woord", "woorden"),
            f"{say_count(lessons, 'les', 'lessen')} als getallen",
        ]
    )
    st.html(f"<p>In het bestand komen {escape(told)}. Er staat geen tekst uit gesprekken in.</p>")
    if words:
        typed = "".join(f"<li>{escape(one.pattern)}</li>" for one in words)
        st.html(f'<ul class="wd-plain-list">{typed}</ul>')
        quiet("Lees deze woorden eerst. Staat er een naam of adres bij, neem dat woord dan terug.")
    quiet(
        "De getallen zijn geen zinnen, maar ze komen er wel uit voort. Geef het bestand alleen aan "
        "een team dat u kent, en zet het nergens openbaar neer."
    )
    read = st.checkbox("Ik heb dit gelezen, er staan geen namen of adressen in", key="learn-read")
    st.download_button(
        "Meenemen",
        lambda: desk.learning.export()[1],
        f"geleerd-{desk.slug}.json",
        "application/json",
        key="learn-file",
        icon=":material/download:",
        disabled=not read,
        on_click="ignore",
    )


def take_over(desk: Desk, page: LearningPage) -> None:
    """Draw the way in for a file, with a look at it first, and the files that were taken over."""
    st.html('<h2 class="wd-section">Inlezen van een ander onderzoek</h2>')
    turn = st.session_state.get(_TURN, 0)
    file = st.file_uploader(
        "Bestand met wat een ander team leerde", type=["json"], key=f"learn-in-{turn}"
    )
    if file is not None:
        with show_refusals():
            _preview(desk, file.name, file.getvalue(), turn)
    for shown in page.imports:
        _import(desk, shown)


def _preview(desk: Desk, name: str, content: bytes, turn: int) -> None:
    found = desk.learning.preview(name, content)
    with card("learn-preview"):
        st.html(_preview_html(desk, found))
        if st.button("Overnemen", key="learn-take", type="primary"):
            desk.learning.take_over(name, content)
            st.session_state[_TURN] = turn + 1
            st.rerun()


def _preview_html(desk: Desk, found: LessonFile) -> str:
    told = [say_count(len(found.words), "woord", "woorden")] if found.words else []
    told += [say_count(found.count, "les", "lessen")] if found.count else []
    parts = [f"<p><strong>Uit {escape(found.name)}:</strong> {escape(say_list(told))}.</p>"]
    for word in found.words[:50]:
        says = "is nooit" if word.blocks else "wijst op"
        label = escape(desk.codebook.label(word.code))
        parts.append(
            f'<p>{escape(word.pattern)} <span class="wd-quiet">{says} {label.lower()}</span></p>'
        )
    if len(found.words) > 50:
        parts.append(f'<p class="wd-quiet">En nog {len(found.words) - 50} woorden.</p>')
    if found.other_model:
        parts.append(
            '<p class="wd-quiet">De lessen zijn gemaakt met een ander leesmodel en gaan niet mee. '
            "De woorden wel.</p>"
        )
    if found.unknown:
        names = escape(say_list(found.unknown))
        parts.append(f'<p class="wd-quiet">Deze thema’s kent Wijkduik hier niet: {names}.</p>')
    return "".join(parts)


def _import(desk: Desk, shown: ShownImport) -> None:
    told = [say_count(shown.words, "woord", "woorden")] if shown.words else []
    told += [say_count(shown.lessons, "les", "lessen")] if shown.lessons else []
    brought = escape(say_list(told) or "niets nieuws")
    with card(f"import-{shown.made.id}"):
        st.html(
            f"<p>Uit <strong>{escape(shown.made.name)}</strong>: {brought}</p>"
            f'<p class="wd-quiet">{escape(shown.who)}, {escape(say_when(shown.made.at))}</p>'
        )
        if st.button("Ongedaan maken", key=f"import-undo-{shown.made.id}", icon=":material/undo:"):
            desk.learning.undo_import(shown.made.id)
            st.rerun()
