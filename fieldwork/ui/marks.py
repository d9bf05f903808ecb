"""A note's text with its marks: dashed for a suggestion, solid for what a person confirmed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from fieldwork.domain.notes import Span

SUGGESTION, FINDING = "suggestion", "finding"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch to mark: what kind of mark, its number in the list beside it, and its words.

    ``colour`` is the theme's; ``danger`` is for signals, which have the brick one.
    """

    span: Span
    look: str
    label: str
    number: int = 0
    colour: str = ""
    danger: bool = False


def marked_html(text: str, marks: Sequence[Mark]) -> str:
    """Return ``text`` as HTML with ``marks`` in it, everything of both escaped.

    Marks may overlap: each stretch between two borders carries all marks that cover it, and a
    mark's number stands at its end. Raises ``ValueError`` for a mark outside the text.
    """
    for mark in marks:
        if not mark.span.lies_in(text):
            raise ValueError(f"mark {mark.span} lies outside a text of {len(text)} characters")
    borders = sorted({0, len(text), *_borders(marks)})
    pieces = [
        _piece(text[start:end], [m for m in marks if m.span.start <= start and end <= m.span.end])
        + "".join(_number(m) for m in marks if m.span.end == end and m.number)
        for start, end in pairwise(borders)
    ]
    return f'<div class="wd-text">{"".join(pieces)}</div>'


def _borders(marks: Iterable[Mark]) -> Iterable[int]:
    for mark in marks:
        yield mark.span.start
        yield mark.span.end


def _piece(words: str, marks: Sequence[Mark]) -> str:
    shown = escape(words).replace("\n", "<br>")
    if not marks:
        return shown
    top = max(marks, key=lambda mark: (mark.danger, mark.look == FINDING))
    classes = f"wd-mark wd-{top.look}" + (" wd-danger" if top.danger else "")
    colour = f' style="--mark:{escape(top.colour)}"' if top.colour and not top.danger else ""
    labels = escape(", ".join(dict.fromkeys(mark.label for mark in marks)))
    return f'<mark class="{classes}"{colour} title="{labels}">{shown}</mark>'


def _number(mark: Mark) -> str:
    danger = " wd-danger" if mark.danger else ""
    return f'<sup class="wd-number{danger}">{mark.number}</sup>'
