"""One talk, two readings side by side: who marked what, and what it is to be."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from fieldwork.actions.coding_compare import Comparison, Difference, ReaderMark
from fieldwork.actions.desk import Desk
from fieldwork.domain.coding import CodingMark
from fieldwork.domain.notes import Span
from fieldwork.domain.themes import Codebook, SignalStatus, ThemeStatus
from fieldwork.ui.marks import FINDING, SUGGESTION, Mark, marked_html
from fieldwork.ui.widgets import card, chip_html, quiet

Status = ThemeStatus | SignalStatus
_NOT = "Staat er niet"


def draw_comparison(desk: Desk, found: Comparison) -> None:
    """Draw the text as each reader marked it, and under it every difference."""
    columns = st.columns(len(found.readers), gap="large")
    for column, (name, role, marks) in zip(columns, found.readers, strict=True):
        with column:
            st.html(
                f'<h2 class="wd-section">{escape(name)} '
                f'<span class="wd-quiet">{escape(role.label.lower())}</span></h2>'
            )
            st.html(marked_html(found.text, _marks(marks, found.differences, desk.codebook)))
    st.html('<h2 class="wd-section">Verschillen</h2>')
    if not found.differences:
        quiet("U zag hier hetzelfde.")
    for one in found.differences:
        _difference(desk, found, one)


def _marks(
    marks: Sequence[CodingMark], differences: Sequence[Difference], codebook: Codebook
) -> list[Mark]:
    """Return what one reader marked: dashed where they differ, solid where they agree."""
    shown = []
    for mark in marks:
        if mark.span is None:
            continue
        differs = any(one.code == mark.code and one.touches(mark.span) for one in differences)
        is_signal = codebook.is_signal(mark.code)
        shown.append(
            Mark(
                mark.span,
                SUGGESTION if differs else FINDING,
                codebook.label(mark.code),
                0,
                "" if is_signal else codebook.theme(mark.code).colour,
                is_signal and mark.status is SignalStatus.ACTUEEL,
            )
        )
    return shown


def _difference(desk: Desk, found: Comparison, one: Difference) -> None:
    key = f"{found.note}-{one.place}-{one.code}"
    label = desk.codebook.label(one.code)
    with card(f"difference-{key}"):
        sentence = f"‘{one.sentence.of(found.text)}’" if one.sentence else "Het hele gesprek"
        rows = "".join(_reader_html(reader, one.sentence, found.text) for reader in one.readers)
        st.html(
            f"<p>{chip_html(label)}</p><p>{escape(' '.join(sentence.split()))}</p>"
            f'<ul class="wd-readers">{rows}</ul>'
        )
        if one.is_decided:
            said = one.agreed.label.lower() if one.agreed else _NOT.lower()
            st.html(f'<p class="wd-saved">Samen besproken: {escape(said)}.</p>')
        options: list[Status | None] = [*_choices(desk.codebook, one), None]
        chosen = st.pills(
            "Samen besproken: dit wordt het",
            list(range(len(options))),
            format_func=lambda at: _say(options[at]),
            key=f"agree-{key}-{len(one.decided)}-{one.agreed}",
        )
        if chosen is not None and not _is_so(one, options[chosen]):
            desk.coding.agree(found.note, one.place, one.code, options[chosen])
            st.rerun()


def _is_so(one: Difference, status: Status | None) -> bool:
    return one.is_decided and one.agreed is status


def _choices(codebook: Codebook, one: Difference) -> list[Status]:
    """Return what it can become: what the readers saw first, then the rest."""
    seen = [reader.status for reader in one.readers if reader.status]
    every: list[Status] = list(SignalStatus if codebook.is_signal(one.code) else ThemeStatus)
    sure = [status for status in every if status is not SignalStatus.CONTROLEER]
    return list(dict.fromkeys([*seen, *sure]))


def _say(status: Status | None) -> str:
    return status.label if status else _NOT


def _reader_html(reader: ReaderMark, sentence: Span | None, text: str) -> str:
    if not reader.marks:
        return f"<li><strong>{escape(reader.who)}</strong>: niets</li>"
    said = "; ".join(_mark_words(mark, text) for mark in reader.marks)
    return f"<li><strong>{escape(reader.who)}</strong>: {escape(said)}</li>"


def _mark_words(mark: CodingMark, text: str) -> str:
    status = mark.status.label.lower() if mark.status else ""
    words = " ".join(mark.span.of(text).split()) if mark.span else ""
    return f"{status}, ‘{words}’" if words else status
