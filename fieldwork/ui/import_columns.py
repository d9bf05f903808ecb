"""What each column of a table holds: guessed or remembered, and confirmed by a person."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from html import escape
from typing import Final

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.importing import Questions
from fieldwork.domain.dates import say_count, today
from fieldwork.domain.imports import Cell, ColumnMapping, ImportBook, ImportField, Sheet
from fieldwork.domain.refusals import Refusal
from fieldwork.ui.import_file import MAPPING, TURN, forget_check
from fieldwork.ui.refusals import plain, show_refusal
from fieldwork.ui.widgets import quiet

_NOT: Final = "Niet overnemen"
_OPTIONS: Final = (None, *ImportField)
_SAMPLES: Final = 2
_MOST_WORDS: Final = 40
_SHOWN: Final = 46


def ask(desk: Desk, book: ImportBook, sheet: Sheet) -> ColumnMapping:
    """Draw the columns with what each holds, and return that."""
    kept = st.session_state.get(MAPPING)
    if kept is None:
        suggested = desk.importing.suggest(book, sheet)
        kept = st.session_state[MAPPING] = suggested.mapping
        st.session_state[f"{MAPPING}-known"] = suggested.is_remembered
    mapping: ColumnMapping = kept
    if book.ready is not None:
        return mapping
    st.html('<h2 class="wd-section">Wat staat waar?</h2>')
    if st.session_state.get(f"{MAPPING}-known"):
        quiet("Zo stond het de vorige keer bij een tabel met deze koppen.")
    else:
        quiet("Wijkduik deed een eerste gok. Kijk of het klopt.")
    taken = [at for at, held in enumerate(mapping.columns) if held is not None]
    left = [at for at, held in enumerate(mapping.columns) if held is None]
    for at in taken:
        _column(sheet, mapping, at)
    if left:
        more = say_count(len(left), "kolom gaat", "kolommen gaan")
        with st.expander(f"{more} niet mee", expanded=not taken):
            for at in left:
                _column(sheet, mapping, at)
    return mapping


def is_answered(desk: Desk, sheet: Sheet, mapping: ColumnMapping) -> bool:
    """Draw the questions that are left, and return whether the rows can be looked at."""
    asked = desk.importing.ask(sheet, mapping)
    if asked.needs_text:
        show_refusal(
            Refusal(
                "Wat staat waar?",
                "Er is nog geen kolom met de tekst van het gesprek.",
                "Wijs er een aan. Meer kolommen mag ook.",
            )
        )
        return False
    if asked.is_torn:
        show_refusal(
            Refusal(
                "Datum",
                "In deze kolom staat de dag soms voor en soms achter de maand.",
                "Maak dat in uw tabel eerst gelijk, of kies een andere kolom.",
            )
        )
        return False
    _ask_order(sheet, mapping, asked)
    _ask_day(sheet, mapping)
    _ask_words(desk, mapping, asked)
    return asked.are_answered


def _column(sheet: Sheet, mapping: ColumnMapping, at: int) -> None:
    held = mapping.columns[at]
    heading = sheet.headings[at]
    with st.container(key=f"wd-import-column-{at}", gap=None):
        left, right = st.columns([3, 2], vertical_alignment="center")
        samples = [_say(cell) for cell in sheet.column(at)[:_SAMPLES]]
        shown = escape(" · ".join(samples)) or "leeg"
        left.html(
            f'<p><strong>{escape(heading)}</strong><br><span class="wd-quiet">{shown}</span></p>'
        )
        chosen = right.selectbox(
            plain(heading),
            _OPTIONS,
            index=_OPTIONS.index(held),
            format_func=lambda one: one.label if one else _NOT,
            # Another key for another start: a field that moved away is drawn anew.
            key=f"import-column-{_turn()}-{at}-{held}",
            label_visibility="collapsed",
        )
    if chosen != held:
        _keep(mapping.with_column(at, chosen))


def _ask_order(sheet: Sheet, mapping: ColumnMapping, asked: Questions) -> None:
    """Ask how to read 3-4-2026, where the column does not tell."""
    said = st.session_state.get(f"{MAPPING}-order") == _turn()
    if not asked.needs_order and not said:
        return
    example = next(_say(cell) for at in mapping.at(ImportField.DAY) for cell in sheet.column(at))
    first = st.radio(
        f"Wat staat vooraan in een datum als {plain(example)}?",
        [True, False],
        index=None if mapping.day_first is None else 0 if mapping.day_first else 1,
        format_func=lambda first: "de dag" if first else "de maand",
        horizontal=True,
        key=f"import-order-{_turn()}",
    )
    if first is not None and first != mapping.day_first:
        st.session_state[f"{MAPPING}-order"] = _turn()
        _keep(replace(mapping, day_first=first))


def _ask_day(sheet: Sheet, mapping: ColumnMapping) -> None:
    """Ask a day for rows that name none, where there are such rows."""
    columns = mapping.at(ImportField.DAY)
    without = sum(all(row.cells[at] == "" for at in columns) for row in sheet.rows)
    if not without:
        return
    rows = say_count(without, "rij heeft", "rijen hebben")
    day = st.date_input(
        f"{rows} geen datum. Op welke dag was dat?",
        value=mapping.day,
        max_value=today(),
        min_value=date(2000, 1, 1),
        format="DD-MM-YYYY",
        key=f"import-day-{_turn()}",
    )
    chosen = day if isinstance(day, date) else None
    if chosen != mapping.day:
        _keep(replace(mapping, day=chosen))


def _ask_words(desk: Desk, mapping: ColumnMapping, asked: Questions) -> None:
    """Ask what answers mean that nobody knows."""
    for held, words in asked.words.items():
        with (
            st.expander(f"{held.label} Wat betekenen deze woorden?", expanded=len(words) <= 6),
            st.form(f"import-words-{_turn()}-{held.value}", border=False),
        ):
            chosen = _ask_codes(held, words[:_MOST_WORDS], desk.importing.choices(held))
            if len(words) > _MOST_WORDS:
                quiet(f"Er zijn {len(words)} woorden. Hier staan er {_MOST_WORDS}.")
            if st.form_submit_button("Zo bedoelen we het"):
                _keep(desk.importing.answer_words(mapping, held, chosen))


def _ask_codes(held: ImportField, words: Sequence[str], choices: dict[str, str]) -> dict[str, str]:
    """Draw a choice for each word; returns those that were made, "" to leave a word out."""

    def say(code: str) -> str:
        return choices.get(code, "Laat weg")

    chosen = {}
    for word in words:
        code = st.selectbox(
            plain(word[:_SHOWN]),
            ["", *choices],
            index=None,
            format_func=say,
            placeholder="Kies wat het is",
            key=f"import-word-{_turn()}-{held.value}-{word}",
        )
        if code is not None:
            chosen[word] = code
    return chosen


def _keep(mapping: ColumnMapping) -> None:
    st.session_state[MAPPING] = mapping
    forget_check()
    st.rerun()


def _turn() -> int:
    return int(st.session_state.get(TURN, 0))


def _say(cell: Cell) -> str:
    text = f"{cell:%d-%m-%Y}" if isinstance(cell, date) else " ".join(str(cell).split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 2]} …"
