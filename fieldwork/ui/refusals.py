"""How a screen says no, and what it says when something breaks.

A log line holds an id, the kind of trouble and where in the code it was; never its message, since
a message may hold a name or a note's words.
"""

import logging
import secrets
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit import config

from fieldwork.domain.refusals import Refusal

LOGGER = logging.getLogger("wijkduik")
_KEPT = "Wat al bewaard was, is bewaard. Kijk na of het laatste erbij staat."


def log_trouble(trouble: BaseException) -> str:
    """Log where ``trouble`` arose and of what kind it is, and return the id of the line."""
    number = f"{secrets.randbelow(10_000):04d}-{secrets.randbelow(10_000):04d}"
    frames = traceback.extract_tb(trouble.__traceback__)
    places = " < ".join(f"{f.filename}:{f.lineno} {f.name}" for f in reversed(frames))
    LOGGER.error("%s %s at %s", number, type(trouble).__name__, places)
    return number


def show_refusal(refused: Refusal) -> None:
    """Show where it went wrong, what it is and what can be done now."""
    st.warning(f"**{plain(refused.where)}.** {plain(refused.what)}  \n{plain(refused.what_now)}")


def show_trouble(trouble: BaseException, work: str = _KEPT) -> None:
    """Log ``trouble`` and show its id; ``work`` says what became of what the user was doing."""
    number = log_trouble(trouble)
    # Not st.error: red is for people in danger.
    st.warning(
        f"**Er ging iets mis.** Dit ligt niet aan u.  \n{work}  \n"
        f"Probeer het opnieuw. Lukt het niet, geef dan dit nummer door aan uw beheerder: "
        f"`{number}`."
    )


@contextmanager
def show_refusals(work: str = _KEPT) -> Iterator[None]:
    """Turn what goes wrong inside into a calm message; ``work`` as in :func:`show_trouble`.

    Streamlit's own signals (rerun, stop) pass through: they are no exceptions to Python.
    """
    try:
        yield
    except Refusal as refused:
        show_refusal(refused)
    except Exception as trouble:  # noqa: BLE001  logged with an id, which the user sees
        show_trouble(trouble, work)


@contextmanager
def show_refusals_at_hand() -> Iterator[None]:
    """Turn a refusal inside into a message above the button at the bottom, where the thumb is.

    For what a button in the action bar does: at the end of a long screen nobody would see it.
    """
    try:
        yield
    except Refusal as refused:
        with st.bottom:
            show_refusal(refused)


def on_script_error(trouble: Exception) -> bool:
    """Show what went wrong outside a screen's own run: in a callback or a fragment.

    Returns True, which tells Streamlit that it was shown.
    """
    if isinstance(trouble, Refusal):
        show_refusal(trouble)
    else:
        show_trouble(trouble)
    return True


class _NoMessages(logging.Filter):
    """Drops Streamlit's own line on an uncaught error: it holds the error's message."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.exc_info is None


def silence_streamlit() -> None:
    """Keep errors of screens out of Streamlit's log; ours has them, without their words."""
    # Its other way of writing them, in colour, goes round the logger.
    config.set_option("logger.enableRich", False)
    logging.getLogger("streamlit.error_util").addFilter(_NoMessages())


def plain(text: str) -> str:
    """Return ``text`` with everything escaped that Markdown would read as a sign."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]<>()#+-!|$~:" else sign for sign in text)
