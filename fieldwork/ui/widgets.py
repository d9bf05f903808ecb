"""What several screens share: a card, an empty state, a quiet line, the bar at the bottom."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from html import escape
from typing import TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from fieldwork.ui.screens import go
from fieldwork.ui.ways import icon_html, way_around
from fieldwork.ui.words import say_saved

Option = TypeVar("Option")
# How a chip looks; each name is a class in assets/screens.css.
PLAIN, ATTENTION, DANGER, DONE = "plain", "attention", "danger", "done"
# In the session: the tap that is still to be acted on, and what it was about.
TAPPED = "tapped"


@contextmanager
def card(key: str) -> Iterator[None]:
    """Draw what is inside on a panel of its own; ``key`` is unique on the screen."""
    with st.container(border=True, key=f"wd-card-{key}"):
        yield


def card_html(inner: str) -> str:
    """Return a panel with HTML in it, for a list that is one element."""
    return f'<article class="wd-card">{inner}</article>'


def draw_cards(cards: Iterable[str], css: str = "") -> None:
    """Draw cards (:func:`card_html`) as one element; nothing where there is none."""
    draw_each(cards, f"wd-cards {css}".strip())


def draw_each(parts: Iterable[str], css: str) -> None:
    """Draw parts of HTML as one element; nothing where there is none, which Streamlit refuses."""
    inner = "".join(parts)
    if inner:
        st.html(f'<div class="{css}">{inner}</div>')


def heading(title: str, explained: str = "") -> None:
    """Draw a screen's title, with one quiet sentence under it."""
    st.html(f'<h1 class="wd-heading">{escape(title)}</h1>{_quiet(explained)}')


def draw_ways(ways: Iterable[str]) -> None:
    """Draw links (``ways.told_html``), a line each; nothing where there is none."""
    draw_each(ways, "wd-told-ways")


def back_link(name: str, label: str, **identities: str) -> None:
    """Draw the way back to the screen ``name``."""
    inner = f"{icon_html(':material/arrow_back:')}<span>{escape(label)}</span>"
    st.html(way_around(name, inner, "wd-back", **identities))


def quiet(text: str) -> None:
    """Draw a line that does not ask for attention; nothing where there are no words."""
    if text:
        st.html(_quiet(text))


def saved_line(moment: datetime) -> None:
    """Draw "Opgeslagen 14:32"."""
    st.html(f'<p class="wd-saved" role="status">{escape(say_saved(moment))}</p>')


def empty(what: str, step: str = "", screen: str = "") -> None:
    """Say what belongs here, and offer the first ``step``, which leads to ``screen``."""
    with st.container(key="wd-empty"):
        st.html(f"<p>{escape(what)}</p>")
        if step and st.button(step, type="primary", key=f"wd-empty-{screen}"):
            go(screen)


@contextmanager
def action_bar() -> Iterator[None]:
    """Draw what is inside at the bottom of the window, above the phone's thumb bar.

    For the one primary action of a screen, at most with one quiet line beside it.
    """
    with st.bottom, st.container(horizontal=True, vertical_alignment="center", key="wd-action"):
        yield


def lasting_button(label: str, key: str, about: str) -> bool:
    """Draw the main button; return whether it was tapped and :func:`answered` was not called yet.

    Leaving a text field runs the script once more, and that can cut off the run that a tap began:
    Streamlit then forgets the tap. This one is remembered until it is acted on; it is only for
    what it is ``about``.
    """
    remember = partial(st.session_state.__setitem__, TAPPED, about)
    st.button(label, type="primary", width="stretch", key=key, on_click=remember)
    return bool(st.session_state.get(TAPPED) == about)


def answered(about: str) -> None:
    """Forget the tap on :func:`lasting_button`; nothing is drawn between this and the deed."""
    if st.session_state.get(TAPPED) == about:
        del st.session_state[TAPPED]


def act_on_tap() -> None:
    """Have the whole page run when only a part of it does, and a tap still waits to be acted on."""
    run = get_script_run_ctx()
    if run and run.fragment_ids_this_run and TAPPED in st.session_state:
        st.rerun()


def chip_filter(
    label: str,
    options: Sequence[Option],
    key: str,
    *,
    say: Callable[[Option], str] = str,
    start: Option | None = None,
) -> Option | None:
    """Draw chips of which at most one is on; return that one, or None for all."""
    chosen = st.pills(
        label, options, key=key, format_func=say, default=start, label_visibility="collapsed"
    )
    return chosen if chosen in options else None


def chip_html(text: str, look: str = PLAIN, colour: str = "") -> str:
    """Return a small label as HTML; ``colour`` ("#rrggbb") is a theme's mark beside the word."""
    return f'<span class="wd-chip wd-{look}">{dot_html(colour)}{escape(text)}</span>'


def dot_html(colour: str) -> str:
    """Return the small mark of a theme in its colour, or nothing."""
    if not colour:
        return ""
    return f'<span class="wd-dot" style="background:{escape(colour)}"></span>'


def chips(html: Sequence[str]) -> None:
    """Draw chips, made by :func:`chip_html`, in a row that wraps."""
    st.html(f'<p class="wd-chips">{"".join(html)}</p>')


def _quiet(text: str) -> str:
    return f'<p class="wd-quiet">{escape(text)}</p>' if text else ""
