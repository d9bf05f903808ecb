"""Two people changed one talk: both texts beside each other, and nothing lost of either."""

from collections.abc import Callable
from html import escape

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.versions import TextEdit
from fieldwork.domain.dates import local
from fieldwork.domain.notes import Note
from fieldwork.domain.refusals import StaleEdit
from fieldwork.ui.draft import draft_area
from fieldwork.ui.refusals import plain, show_refusals_at_hand
from fieldwork.ui.version_difference import show_difference
from fieldwork.ui.widgets import action_bar, answered, card, quiet
from fieldwork.ui.words import say_when

# Leaves the change, with the talk when its text was saved just now.
Leave = Callable[[Desk, Note | None], None]


def show_both(desk: Desk, edit: TextEdit, leave: Leave) -> None:
    """Draw my text, the colleague's, what each changed, and both together where that goes.

    The buttons are of this very text of the colleague: when yet another one came in, a tap on
    them does nothing and that one is shown.
    """
    who = edit.latest_by or "Een collega"
    when = say_when(local(edit.latest.at))
    st.html(
        f'<p class="wd-notice" role="status"><strong>{escape(who)} veranderde deze tekst ook, '
        f"{escape(when)}.</strong> Er is niets weg: hier staan beide teksten. "
        "Kies waarmee u verder gaat.</p>"
    )
    if edit.together is not None:
        _offer_together(desk, edit, edit.together)
    left, right = st.columns(2, gap="large")
    with left, card("conflict-mine"):
        draft_area(desk, edit.draft, "Uw tekst")
        quiet("Wat u veranderde:")
        show_difference(edit.base.text, edit.mine)
        _offer_mine(desk, edit, who, leave)
    with right, card("conflict-theirs"):
        st.html(f"<p><strong>De tekst van {escape(who)}</strong></p>")
        quiet("Wat daarin veranderde:")
        show_difference(edit.base.text, edit.latest.text)
        ask_to_drop(desk, edit, leave, label=f"Verder met de tekst van {plain(who)}")
    if st.button("Later kiezen", key="conflict-later", icon=":material/arrow_back:"):
        leave(desk, None)


def _offer_together(desk: Desk, edit: TextEdit, together: str) -> None:
    """Offer both changes in one text, which is looked over in the field before it is saved."""
    with card("conflict-together"):
        st.html("<p><strong>Voorstel: beide wijzigingen samen</strong></p>")
        show_difference(edit.base.text, together)
    with action_bar():
        if st.button(
            "Beide samen nemen",
            type="primary",
            width="stretch",
            key=f"conflict-together-{edit.latest.number}",
        ):
            # Words typed since this was drawn belong to it as well.
            now_there = desk.versions.edit(edit.note)
            if now_there and now_there.together is not None:
                together = now_there.together
            desk.versions.take(edit, together)
            st.rerun()


def _offer_mine(desk: Desk, edit: TextEdit, who: str, leave: Leave) -> None:
    key = f"conflict-mine-{edit.latest.number}"
    if st.button("Mijn tekst bewaren", key=key, icon=":material/check:"):
        save_change(desk, edit, leave)
    quiet(f"De tekst van {who} blijft dan staan bij Versies.")


def ask_to_drop(
    desk: Desk, edit: TextEdit, leave: Leave, label: str = "Mijn wijziging weggooien"
) -> None:
    """Offer to throw my change away; asked once more when there is something in it."""
    key = f"change-drop-{edit.latest.number}"
    if not edit.is_changed:
        if st.button("Niet wijzigen", key=key):
            desk.versions.stop(edit.draft)
            leave(desk, None)
        return
    with st.popover(label, icon=":material/delete:"):
        st.html("<p>Uw wijziging is dan weg. Dat is niet terug te draaien.</p>")
        if st.button("Ja, weggooien", key=key):
            desk.versions.stop(edit.draft)
            leave(desk, None)


def save_change(desk: Desk, edit: TextEdit, leave: Leave) -> None:
    """Save what I typed; when a colleague was first, both texts are shown instead."""
    changed = None
    with show_refusals_at_hand():
        try:
            with st.spinner("De tekst wordt bewaard en nagelezen …"):
                answered(edit.draft)
                changed = desk.versions.save(edit)
        except StaleEdit:
            st.rerun()
    if changed:
        leave(desk, changed)
