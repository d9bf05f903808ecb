"""The text field that loses nothing: kept locked on the device, and in the study while typing.

Streamlit's own text area sends its text on leaving it only; after a reload nothing of it is left.
"""

import base64
from functools import cache
from pathlib import Path
from typing import Any, Final

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.notes import Draft

ASSETS: Final = Path(__file__).parent / "assets"
SYNC_AFTER: Final = 1500
WORDS: Final = {
    "onServer": "bewaard als concept",
    "onDevice": "bewaard op dit toestel",
    "keeping": "wordt bewaard …",
    "foundBack": "teruggevonden op dit toestel",
    "noDevice": "dit toestel kan niets bewaren; houd dit scherm open",
    "unreadable": "hier staat een concept dat met uw account niet opengaat",
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
def draft_area(desk: Desk, draft_id: str, label: str) -> None:
    """Draw the field for my draft ``draft_id``; read what is in it with ``desk.drafts.draft``."""
    # The owner stands in the key, or a reconnect under another account could send the text on.
    key = f"draft-{desk.account.id}-{draft_id}"

    def keep() -> None:
        typed = st.session_state[key].get("draft")
        if typed and typed.get("draft") == draft_id:
            desk.drafts.keep(Draft(draft_id, str(typed["text"]), int(typed["at"])))

    kept = desk.drafts.draft(draft_id)
    _component()(
        key=key,
        data={
            "label": label,
            "owner": desk.account.id,
            "draft": draft_id,
            "text": kept.text,
            "typedAt": kept.typed_at,
            "key": base64.b64encode(desk.drafts.device_key()).decode(),
            "syncAfter": SYNC_AFTER,
            "words": WORDS,
        },
        on_draft_change=keep,
    )
