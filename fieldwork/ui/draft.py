"""The text field that loses nothing: kept locked on the device, and in the study while typing.

Streamlit's own text area sends its text on leaving it only; after a reload nothing of it is left.
"""

import base64
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.drafts import DraftVersion
from fieldwork.ui.draft_versions import ask_which, offer_unfinished, say_over
from fieldwork.ui.widgets import act_on_tap

ASSETS: Final = Path(__file__).parent / "assets"
SYNC_AFTER: Final = 1500
MOST_FOUND: Final = 20
WORDS: Final = {
    "onServer": "concept opgeslagen in het onderzoek",
    "onDevice": "bewaard op dit toestel",
    "keeping": "wordt bewaard …",
    "foundBack": "teruggevonden op dit toestel",
    "noDevice": "dit toestel kan niets bewaren; houd dit scherm open",
    "elsewhere": "Dit concept staat ook in een ander venster open. Schrijf verder in één van de "
    "twee. Wat u in allebei typt, blijft bewaard.",
    "one": "woord",
    "more": "woorden",
}


@cache
def _component() -> Any:
    return st.components.v2.component(
        "wijkduik_draft",
        html=(ASSETS / "draft.html").read_text("utf-8"),
        css=(ASSETS / "draft.css").read_text("utf-8"),
        js=(ASSETS / "draft.js").read_text("utf-8"),
    )


@st.fragment
def draft_area(
    desk: Desk, draft_id: str, label: str, keep_too: Callable[[], None] | None = None
) -> None:
    """Draw the field for my draft ``draft_id``; read what is in it with ``desk.drafts.draft``.

    ``keep_too`` is called when words were kept.
    """
    # The owner stands in the key, or a reconnect under another account could send the text on.
    key = f"draft-{desk.account.id}-{draft_id}"

    def keep() -> None:
        typed = st.session_state[key].get("draft")
        words = read_version(typed)
        if words and typed.get("draft") == draft_id:
            desk.drafts.write(draft_id, words)
            st.session_state[f"{key}-heard"] = [words.pen, words.typed_at]
            if keep_too:
                keep_too()

    offer_unfinished(desk, draft_id)
    draft = desk.drafts.opened(draft_id)
    say_over(desk, draft)
    ask_which(desk, draft)
    _component()(
        key=key,
        data=_device(desk, key)
        | {
            "label": label,
            "draft": draft_id,
            "text": draft.main.text,
            "typedAt": draft.main.typed_at,
            "pen": draft.main.pen,
            "beside": [one.pen for one in draft.beside],
            "over": draft.over,
            "heard": st.session_state.get(f"{key}-heard", ["", 0]),
            "syncAfter": SYNC_AFTER,
            "words": WORDS,
        },
        on_draft_change=keep,
        on_found_change=_keeping_found(desk, key),
    )
    act_on_tap()


@st.fragment
def sweep_device(desk: Desk) -> None:
    """Let this device forget the drafts of mine that are over; take in what it still holds.

    For the screen that comes after a save.
    """
    key = f"draft-{desk.account.id}"
    with st.container(key="wd-sweep", height=1, border=False):
        _component()(
            key=key,
            data=_device(desk, key) | {"sweepOnly": True},
            on_found_change=_keeping_found(desk, key),
        )


def _device(desk: Desk, key: str) -> dict[str, Any]:
    return {
        "owner": desk.account.id,
        "key": base64.b64encode(desk.drafts.device_key()).decode(),
        "ended": desk.drafts.ended(),
        "kept": st.session_state.get(f"{key}-kept", []),
    }


def _keeping_found(desk: Desk, key: str) -> Callable[[], None]:
    """Return what keeps the drafts that an earlier window left on this device."""

    def keep_found() -> None:
        sent = st.session_state[key].get("found")
        found = sent.get("versions") if isinstance(sent, Mapping) else None
        kept = []
        for one in found[:MOST_FOUND] if isinstance(found, list) else []:
            words = read_version(one)
            if words and is_draft_id(one.get("draft")):
                desk.drafts.write(one["draft"], words)
                kept.append([one["draft"], words.pen, words.typed_at])
        st.session_state[f"{key}-kept"] = kept

    return keep_found


def is_draft_id(value: object) -> bool:
    """Return whether ``value`` can be the name of a draft."""
    plain = value.replace("-", "").replace("_", "") if isinstance(value, str) else ""
    return isinstance(value, str) and plain.isascii() and plain.isalnum() and len(value) <= 64


def read_version(sent: object) -> DraftVersion | None:
    """Return the words that a browser sent, or None for what is none; nothing is taken on trust."""
    if not isinstance(sent, Mapping):
        return None
    text, pen = sent.get("text"), sent.get("pen")
    if not isinstance(text, str) or not isinstance(pen, str) or len(pen) > 64:
        return None
    at, seen = _moment(sent.get("at")), _moment(sent.get("seen"))
    return None if at is None or seen is None else DraftVersion(text, at, pen, seen)


def _moment(value: object) -> int | None:
    """Return a number of milliseconds before the year 5138; a browser may send it as 3.0."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e14:
        return None
    return int(value)
