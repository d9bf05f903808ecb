"""A note's text with its marks."""

import re

import pytest

from fieldwork.domain.notes import Span
from fieldwork.ui.marks import FINDING, SUGGESTION, Mark, marked_html

TEXT = "De huur <ligt> er & dat geeft zorgen."


def plain(html: str) -> str:
    return re.sub(r"<sup.*?</sup>|<[^>]*>", "", html)


def test_what_somebody_wrote_is_escaped_within_and_around_a_mark() -> None:
    html = marked_html(TEXT, [Mark(Span(3, 14), SUGGESTION, 'lijkt op "Geld"')])
    assert "<ligt>" not in html
    assert plain(html) == "De huur &lt;ligt&gt; er &amp; dat geeft zorgen."
    assert "&quot;Geld&quot;" in html


def test_marks_that_overlap_keep_every_letter_once() -> None:
    marks = [
        Mark(Span(0, 7), SUGGESTION, "Wonen", 1),
        Mark(Span(3, 20), FINDING, "Geld", 2),
        Mark(Span(3, 20), FINDING, "Ontruiming", 3, danger=True),
    ]
    html = marked_html("De huur is al weken niet betaald.", marks)
    assert plain(html) == "De huur is al weken niet betaald."
    assert html.count("wd-number") == 3


def test_a_signal_shows_above_the_theme_under_it() -> None:
    marks = [
        Mark(Span(0, 7), FINDING, "Wonen", colour="#0072b2"),
        Mark(Span(0, 7), SUGGESTION, "Ontruiming", danger=True),
    ]
    assert 'class="wd-mark wd-suggestion wd-danger"' in marked_html("De huur", marks)


def test_a_text_without_marks_is_just_the_text() -> None:
    assert plain(marked_html("Niets te zien.", [])) == "Niets te zien."


def test_a_mark_outside_the_text_is_a_programmers_error() -> None:
    with pytest.raises(ValueError, match="outside a text of 3"):
        marked_html("abc", [Mark(Span(1, 4), FINDING, "x")])
