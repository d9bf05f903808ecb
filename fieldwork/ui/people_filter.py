"""Finding somebody: a few letters, and chips of which one can be on.

The chip stands in the address, so that other screens can lead here and a reload keeps it. The
letters do not: they may be a name.
"""

from typing import Final

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.people import PersonOnList
from fieldwork.domain.people import PersonKind
from fieldwork.ui.screens import asked

KEY_FIGURES, OPEN_LINK, LONG_AGO = "sleutelfiguren", "koppelen", "lang"
CHIPS: Final = {
    PersonKind.BEWONER.value: "Bewoners",
    PersonKind.ONDERNEMER.value: "Ondernemers",
    PersonKind.PROFESSIONAL.value: "Professionals",
    KEY_FIGURES: "Sleutelfiguren",
    OPEN_LINK: "Nog te koppelen",
    LONG_AGO: "Lang niet gesproken",
}


def ask_whom(desk: Desk) -> list[PersonOnList]:
    """Draw the field and the chips; return who fits."""
    letters = st.text_input(
        "Zoeken",
        placeholder="Naam, straat of rol",
        key="people-letters",
        type="search",
        live=True,
        persist_state="session",
    )
    return find(desk, letters or "", _ask_chip())


def find(desk: Desk, letters: str, chip: str) -> list[PersonOnList]:
    """Return who has these letters and fits the chip; "" is everybody."""
    figures = chip in (KEY_FIGURES, OPEN_LINK, LONG_AGO)
    kind = PersonKind.of(chip) if chip and not figures else None
    found = desk.people.find(letters, kind, key_figures=figures)
    if chip == OPEN_LINK:
        return [one for one in found if one.has_open_link]
    if chip == LONG_AGO:
        waiting = {one.person.id for one in desk.people.long_ago()}
        return [one for one in found if one.person.id in waiting]
    return found


def _ask_chip() -> str:
    now = asked("wie")
    st.session_state["people-chip"] = now if now in CHIPS else None
    chosen = st.pills(
        "Wie",
        list(CHIPS),
        key="people-chip",
        format_func=lambda chip: CHIPS[chip],
        label_visibility="collapsed",
        on_change=_to_address,
    )
    return chosen or ""


def _to_address() -> None:
    chosen = st.session_state.get("people-chip")
    if chosen:
        st.query_params["wie"] = chosen
    else:
        st.query_params.pop("wie", None)
