"""The files of a list: made under a password that is told by telephone, and offered once."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

import streamlit as st

from fieldwork.actions.cards import ListPage
from fieldwork.actions.desk import Desk
from fieldwork.domain.dates import say_count
from fieldwork.domain.ids import ListId
from fieldwork.ui.refusals import show_refusals
from fieldwork.ui.widgets import card, quiet

_MADE: Final = "wd-files"
# What most people want; the others are one tap away.
_USUAL: Final = ("xlsx", "pdf")


@dataclass(frozen=True, slots=True)
class MadeFile:
    """One file, ready to download."""

    label: str
    name: str
    mime: str
    content: bytes


@dataclass(frozen=True, slots=True)
class MadeFiles:
    """The files of one list with the password they were made under."""

    list_id: ListId
    password: str
    files: tuple[MadeFile, ...]


def show_files(desk: Desk, page: ListPage) -> None:
    """Make the files under a password, and offer them."""
    with card("files"):
        made = st.session_state.get(_MADE)
        if isinstance(made, MadeFiles) and made.list_id == page.sent.id:
            _offer(made)
        else:
            _ask_password(desk, page.sent.id)


def forget_files() -> None:
    """Let go of files and password once the list is left."""
    st.session_state.pop(_MADE, None)


def _ask_password(desk: Desk, list_id: ListId) -> None:
    st.html("<p><strong>Als bestand, voor in een beveiligde mail</strong></p>")
    key = f"password-{list_id}"
    wanted = _ask_formats(desk)
    password = st.text_input(
        "Wachtwoord voor de bestanden",
        key=key,
        autocomplete="off",
        placeholder="Minstens 8 tekens",
    )
    with st.container(horizontal=True):
        pressed = st.button("Maak de bestanden", key="make-files", type="primary")
        st.button("Stel een wachtwoord voor", key="suggest", on_click=_suggest, args=(desk, key))
    if pressed:
        with st.spinner("De bestanden worden gemaakt"):
            st.session_state[_MADE] = _make(desk, list_id, password or "", wanted)
        st.rerun()


def _ask_formats(desk: Desk) -> Sequence[str]:
    """Ask which files; mail and calendar hold nothing of people and have no password."""
    found = {one.format.code: one.format for one in desk.handover.formats()}
    chosen = st.pills(
        "Welke bestanden",
        list(found),
        selection_mode="multi",
        default=[code for code in _USUAL if code in found],
        format_func=lambda code: found[code].label,
        key="file-formats",
        wrap=True,
    )
    open_ones = [one.label for one in found.values() if one.is_open]
    quiet(f"Zonder wachtwoord en zonder namen: {' en '.join(open_ones)}.")
    return chosen


def _suggest(desk: Desk, key: str) -> None:
    st.session_state[key] = desk.handover.suggest_password()


def _make(desk: Desk, list_id: ListId, password: str, wanted: Sequence[str]) -> MadeFiles:
    made = []
    for export in desk.handover.formats():
        if export.format.code in wanted:
            name, content = desk.handover.file(list_id, export.format.code, password)
            made.append(MadeFile(export.format.label, name, export.format.mime, content))
    return MadeFiles(list_id, password, tuple(made))


def _offer(made: MadeFiles) -> None:
    """Draw the download buttons, and the password this once."""
    st.html(
        '<p class="wd-quiet">Wachtwoord van deze bestanden</p>'
        f'<p class="wd-password">{escape(made.password)}</p>'
    )
    quiet("Geef dit wachtwoord telefonisch door, nooit in dezelfde mail. Hierna is het weg.")
    with st.container(horizontal=True):
        for one in made.files:
            st.download_button(
                one.label,
                one.content,
                one.name,
                one.mime,
                key=f"file-{one.name}",
                on_click="ignore",
                icon=":material/download:",
            )


def offer_posting(desk: Desk, page: ListPage) -> None:
    """Offer to post the zaken of a list, where a coordinator switched that on."""
    if not desk.exchange.can_post():
        return
    with card("zaken"):
        st.html("<p><strong>Als zaak, in het systeem van de gemeente</strong></p>")
        quiet(f"Gaat naar {desk.exchange.zaak().address}. Wat er al is, komt er niet nog eens bij.")
        if st.button("Zaken versturen", key="post-zaken", icon=":material/send:"):
            with show_refusals(), st.spinner("De zaken worden verstuurd"):
                made = desk.exchange.post(page.sent.id)
                quiet(f"Nieuw gemaakt: {say_count(made, 'zaak', 'zaken')}. De rest was er al.")
