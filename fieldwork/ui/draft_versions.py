"""Other words than those in the field: drafts left unfinished, and what another window wrote."""

from datetime import UTC, datetime
from html import escape

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.dates import local, say_count
from fieldwork.domain.drafts import DraftVersion, OpenDraft
from fieldwork.domain.versions import read_change_draft_id
from fieldwork.ui.screens import go
from fieldwork.ui.widgets import card, quiet
from fieldwork.ui.words import say_when

OPENING = 160


def offer_unfinished(desk: Desk, draft_id: str) -> None:
    """Offer the other drafts of mine that are not a talk yet, unless I am changing one."""
    if read_change_draft_id(draft_id):
        return
    for other in desk.drafts.unfinished():
        if other.id != draft_id and other.kept_at:
            words = say_count(len(other.text.split()), "woord", "woorden")
            label = f"Verder met uw concept van {say_when(local(other.kept_at))} ({words})"
            if st.button(label, icon=":material/edit_note:", key=f"draft-{other.id}"):
                go("nieuw_gesprek", concept=other.id)


def say_over(desk: Desk, draft: OpenDraft) -> None:
    """Say that a draft became a talk, or was thrown away, perhaps in another window."""
    if not draft.over:
        return
    with card("draft-over"):
        what = "is al opgeslagen" if draft.note else "is weggegooid"
        st.html(f"<p><strong>Dit gesprek {what}.</strong></p>")
        quiet("Wat u hier nog typt, gaat niet verloren: het wordt een nieuw concept.")
        with st.container(horizontal=True):
            if draft.note and st.button("Open het gesprek", key="draft-to-note"):
                go("gesprek", gesprek=draft.note)
            if st.button("Nieuw gesprek", key="draft-anew", icon=":material/add:"):
                go("nieuw_gesprek")


def ask_which(desk: Desk, draft: OpenDraft) -> None:
    """Show the versions that windows wrote beside each other, and let the writer choose."""
    if not draft.beside or draft.over:
        return
    versions = draft.versions
    with card("draft-versions"):
        st.html(
            f"<p><strong>Dit concept is in {len(versions)} vensters tegelijk geschreven.</strong>"
            "</p><p>Er is niets weg. Kies waarmee u verder gaat.</p>"
        )
        # The oldest first, as it was told.
        together = "\n\n".join(one.text.strip() for one in reversed(versions))
        _choice(desk, draft.id, together, "Alles onder elkaar", "all")
        for place, version in enumerate(versions):
            _offer(desk, draft.id, version, place)


def _offer(desk: Desk, draft_id: str, version: DraftVersion, place: int) -> None:
    when = say_when(local(datetime.fromtimestamp(version.typed_at / 1000, UTC)))
    newest = ", de nieuwste" if place == 0 else ""
    count = say_count(len(version.text.split()), "woord", "woorden")
    # The end of the words, where two versions differ most.
    end = " ".join(version.text.split())[-OPENING:]
    st.html(
        f"<p><strong>{escape(when)}{newest}</strong>, {count}</p>"
        f'<p class="wd-quiet">… {escape(end)}</p>'
    )
    _choice(desk, draft_id, version.text, "Alleen deze", str(place))


def _choice(desk: Desk, draft_id: str, text: str, label: str, key: str) -> None:
    """Draw a button that makes ``text`` the only version; the field then shows it."""

    def choose() -> None:
        desk.drafts.choose(draft_id, text)

    st.button(label, key=f"draft-choose-{key}", on_click=choose)
