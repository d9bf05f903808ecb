"""What was just done, quietly under the title bar of every screen, with the way to take it back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from html import escape
from pathlib import Path
from typing import Final

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.dates import now, say_time
from fieldwork.domain.refusals import Refusal
from fieldwork.domain.undo import RecentDeed
from fieldwork.ui.refusals import show_refusal

STYLE: Final = Path(__file__).with_name("assets") / "undo.css"
UNDO: Final = "Ongedaan maken"
AGAIN: Final = "Opnieuw"
# Longer ago it is no news any more, and stands on Vandaag.
_NEWS: Final = timedelta(minutes=5)
_REFUSED: Final = "undo-refused"


@contextmanager
def just_done(desk: Desk) -> Iterator[None]:
    """Draw the deed just done above what is inside, which may do one itself."""
    place = st.container(key="wd-undo-place", gap=None)
    yield
    with place:
        show_line(desk)


def show_line(desk: Desk) -> None:
    """Draw my last deed when it was just done: what it was, and the button to take it back."""
    st.html(STYLE)
    show_refused()
    deed = next(iter(desk.undo.recent(1)), None)
    if deed is None or deed.why_not or now() - deed.at > _NEWS:
        return
    with st.container(key="wd-undo-line", horizontal=True, gap=None):
        st.html(deed_html(deed), width="content")
        undo_button(desk, deed, "line")


def undo_button(desk: Desk, deed: RecentDeed, where: str) -> None:
    """Draw the button that takes a deed back, or does it again; ``where`` keeps keys apart."""
    label, icon = (AGAIN, ":material/redo:") if deed.is_undo else (UNDO, ":material/undo:")
    st.button(
        label,
        icon=icon,
        type="tertiary",
        key=f"undo-{where}-{deed.number}",
        on_click=_undoing(desk, deed),
        help=None,
    )


def deed_html(deed: RecentDeed, *, with_name: bool = False) -> str:
    """Return "14:32 Gesprek vastgelegd: Fatma" as HTML; of a colleague with the name."""
    who = f"{deed.who}: " if with_name and not deed.is_mine else ""
    about = f": {deed.about}" if deed.about else ""
    return (
        f'<p class="wd-deed" role="status"><span class="wd-quiet">{say_time(deed.at)}</span> '
        f"{escape(who)}<b>{escape(deed.what)}</b>{escape(about)}</p>"
    )


def show_refused() -> None:
    """Show why a deed could not be taken back, when the last press of a button said so."""
    refused = st.session_state.pop(_REFUSED, None)
    if isinstance(refused, Refusal):
        show_refusal(refused)


def _undoing(desk: Desk, deed: RecentDeed) -> Callable[[], None]:
    """Return what a press does. Before the screen is drawn, so that it draws what is there then."""

    def undo() -> None:
        try:
            desk.undo.undo(deed.number)
        except Refusal as refused:
            st.session_state[_REFUSED] = refused

    return undo
