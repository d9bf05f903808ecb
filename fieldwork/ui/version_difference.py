"""A difference between two texts as the browser gets it: coloured, lined, and said in words."""

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Final

import streamlit as st

from fieldwork.domain.dates import say_count
from fieldwork.domain.versions import Change, Piece, count_words, difference

_STYLE: Final = Path(__file__).with_name("assets") / "versions.css"
_SIGN: Final = {Change.ERBIJ: "ins", Change.ERUIT: "del"}


def put_on_style() -> None:
    """Draw nothing, but make differences look as they should."""
    st.html(_STYLE)


def show_difference(before: str, after: str) -> None:
    """Draw ``after`` with what came in and what went out of ``before``, and what the lines mean."""
    pieces = difference(before, after)
    st.html(f'<p class="wd-quiet" role="status">{escape(say_difference(pieces))}</p>')
    st.html(difference_html(pieces))


def say_difference(pieces: Sequence[Piece]) -> str:
    """Return "3 woorden erbij, 1 woord eruit", or that the words are the same."""
    counts = [
        (count_words(pieces, change), change.label) for change in (Change.ERBIJ, Change.ERUIT)
    ]
    return say_counts(*[count for count, _ in counts]) or (
        "Alleen leestekens, spaties of regels zijn anders."
        if any(piece.change is not Change.GELIJK for piece in pieces)
        else "Deze teksten zijn gelijk."
    )


def say_counts(added: int, removed: int) -> str:
    """Return "3 woorden erbij, 1 woord eruit"; nothing when both are none."""
    said = [
        f"{say_count(count, 'woord', 'woorden')} {change.label}"
        for count, change in ((added, Change.ERBIJ), (removed, Change.ERUIT))
        if count
    ]
    return ", ".join(said)


def difference_html(pieces: Sequence[Piece]) -> str:
    """Return a difference as HTML, everything in it escaped.

    Colour is never alone: what came in is underlined, what went out struck, and both are said to
    who listens.
    """
    shown = "".join(_piece(piece) for piece in pieces)
    return f'<div class="wd-text wd-difference">{shown}</div>'


def _piece(piece: Piece) -> str:
    sign = _SIGN.get(piece.change)
    if sign is None:
        return escape(piece.text).replace("\n", "<br>")
    # A line that came in or went out has to be seen as well.
    words = escape(piece.text).replace("\n", "↵<br>")
    return (
        f'<{sign}><span class="wd-unseen"> {piece.change.label}: </span>{words}'
        f'<span class="wd-unseen"> (einde) </span></{sign}>'
    )
