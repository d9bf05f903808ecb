"""Adding a photo or a recording, to a draft or to a talk."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any, Final

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.attachments import (
    LARGEST_PHOTO,
    LIMITS,
    MEGABYTE,
    MOST_ATTACHMENTS,
    Attachment,
    AttachmentRefused,
)
from fieldwork.ui.refusals import show_refusal
from fieldwork.ui.widgets import quiet

# Samples of sound in a second: enough to understand speech, and ten minutes are 19 MB.
SAMPLE_RATE: Final = 16_000
_KINDS = ("jpg", "jpeg", "png", "webp")


def ask_attachments(desk: Desk, already: int, *, draft: str = "", note: str = "") -> None:
    """Offer to add a photo or a recording to a draft or a talk that has ``already`` of them."""
    owner = draft or note
    # What is shut is not drawn: a screen without recorder and camera comes sooner.
    panel = st.expander(
        "Foto of opname toevoegen",
        icon=":material/add_a_photo:",
        on_change="rerun",
        key=f"attach-{owner}",
    )
    if not panel.open:
        return
    with panel:
        quiet(LIMITS)
        if already >= MOST_ATTACHMENTS:
            quiet("Er zijn er al 8. Haal er eerst een weg.")
            return
        # Another field after each one that was taken, or it would be offered for ever.
        turn = st.session_state.get(f"attach-turn-{owner}", 0)
        photo = st.file_uploader(
            "Kies of maak een foto",
            type=list(_KINDS),
            max_upload_size=LARGEST_PHOTO // MEGABYTE,
            key=f"attach-photo-{owner}-{turn}",
            help="Op een telefoon kunt u hier ook meteen een foto maken.",
        )
        recording = st.audio_input(
            "Neem iets op", sample_rate=SAMPLE_RATE, key=f"attach-sound-{owner}-{turn}"
        )
        quiet("Neemt u iemand anders op? Vraag het dan eerst.")
        _take(photo, desk.attachments.add_photo, owner, draft, note)
        _take(recording, desk.attachments.add_recording, owner, draft, note)


def _take(sent: Any, add: Callable[..., Attachment], owner: str, draft: str, note: str) -> None:
    """Keep what was sent, once; a refusal stays on the screen until something else is sent."""
    if sent is None:
        return
    content = sent.getvalue()
    mark = sha256(content).hexdigest()
    refused: dict[str, AttachmentRefused] = st.session_state.setdefault("attach-refused", {})
    if mark in refused:
        show_refusal(refused[mark])
        return
    try:
        add(content, draft=draft, note=note)
    except AttachmentRefused as refusal:
        refused[mark] = refusal
        show_refusal(refusal)
        return
    turn = f"attach-turn-{owner}"
    st.session_state[turn] = st.session_state.get(turn, 0) + 1
    st.rerun()
