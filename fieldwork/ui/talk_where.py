"""Where a talk was: at somebody's home, where the phone is now, an address, or on the map."""

from dataclasses import dataclass
from typing import Final

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.drafts import DraftDetails
from fieldwork.domain.places import Point
from fieldwork.domain.refusals import OutsideNetherlands
from fieldwork.mapping.layers import choose_map
from fieldwork.ui.maps import is_dark, show_map
from fieldwork.ui.pdok_lookup import ask_pdok
from fieldwork.ui.phone_place import ask_phone

AT_HOME, HERE, ADDRESS, MAP, NOWHERE = "thuis", "hier", "adres", "kaart", "geen"
WAYS: Final = {
    AT_HOME: "Bij iemand thuis",
    HERE: "Waar ik nu ben",
    ADDRESS: "Ander adres",
    MAP: "Op de kaart",
    NOWHERE: "Geen plek",
}
WAY: Final = "talk-where"
KEY: Final = "talk"
# What was tapped and what the phone told, apart: who taps back and forth loses neither.
_TAPPED, _TOLD, _ADDRESS = "talk-tapped", "talk-told", "talk-address"


@dataclass(frozen=True, slots=True)
class Where:
    """Where a talk was, as chosen; ``accuracy`` in metres, of a point that the phone told."""

    way: str = AT_HOME
    street: str = ""
    number: str = ""
    point: Point | None = None
    accuracy: float | None = None


def restore(details: DraftDetails) -> None:
    """Put back where a draft's talk was."""
    state = st.session_state
    state[WAY] = details.way if details.way in WAYS else AT_HOME
    point = read_point(details.spot)
    state[_TAPPED] = point if details.way == MAP else None
    state[_TOLD] = (point, details.accuracy) if details.way == HERE and point else None
    state[_ADDRESS] = (details.street, details.number)


def read_point(spot: tuple[float, float] | None) -> Point | None:
    """Return the point at (lat, lon), or None without one or abroad."""
    try:
        return Point(*spot) if spot else None
    except OutsideNetherlands:
        return None


def ask_where(desk: Desk) -> Where:
    """Ask where the talk was."""
    way = st.pills("Waar?", list(WAYS), format_func=WAYS.__getitem__, key=WAY)
    if way == HERE:
        told = ask_phone(desk, _TOLD)
        return Where(HERE, point=told[0], accuracy=told[1]) if told else Where(HERE)
    if way == ADDRESS:
        kept = ask_address(desk, KEY, "Straat", st.session_state.get(_ADDRESS, ("", "")))
        st.session_state[_ADDRESS] = kept
        return Where(ADDRESS, *kept, point=ask_pdok(desk, *kept))
    if way == MAP:
        return Where(MAP, point=_ask_point(desk))
    return Where(way or NOWHERE)


def ask_address(desk: Desk, key: str, label: str, kept: tuple[str, str]) -> tuple[str, str]:
    """Ask a street, from those of the area if these are known, and a house number."""
    left, right = st.columns([3, 1])
    streets = desk.notes.streets()
    names = (f"{key}-street", f"{key}-number")
    # The value goes in by the state: a default that changes would make it another field.
    if names[1] not in st.session_state:
        is_there = kept[0] in streets or not streets
        st.session_state[names[0]] = kept[0] if is_there else None
        st.session_state[names[1]] = kept[1]
    if streets:
        street = left.selectbox(
            label,
            streets,
            index=None,
            placeholder="Typ drie letters",
            filter_mode="contains",
            key=names[0],
            # A street typed half would otherwise be taken as another street.
            help="Staat de straat er niet bij? Tik de plek dan aan op de kaart.",
        )
    else:
        street = left.text_input(label, key=names[0])
    number = right.text_input("Huisnummer", key=names[1])
    return street or "", number


def _ask_point(desk: Desk) -> Point | None:
    chosen: Point | None = st.session_state.get(_TAPPED)
    st.caption("Tik de plek aan.")
    areas, streets = desk.places.areas(), desk.places.streets()
    drawn = choose_map(areas, chosen, dark=is_dark(), streets=streets)
    tapped = show_map(drawn, "talk-map", height=360).point
    if tapped and tapped != chosen:
        st.session_state[_TAPPED] = tapped
        st.rerun()
    return chosen
