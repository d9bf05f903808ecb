"""Waar ik nu ben: the place that the phone tells, with how sure it is."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.dates import say_number
from fieldwork.domain.places import Point
from fieldwork.domain.refusals import OutsideNetherlands
from fieldwork.ui.widgets import quiet

ASSETS: Final = Path(__file__).parent / "assets"
# Metres. Beyond this it may be two streets away, or another buurt.
WORST: Final = 200.0
WORDS: Final = {"again": "Opnieuw bepalen", "asking": "Uw telefoon zoekt de plek …"}
_OTHERWISE: Final = "Kies een adres, of tik de plek aan op de kaart."
_TROUBLE: Final = {
    "denied": "Uw telefoon geeft de plek niet door. Sta 'locatie' toe voor deze site, in de "
    f"instellingen van uw browser, of doe het anders. {_OTHERWISE}",
    "unknown": f"Uw telefoon weet niet waar u bent. {_OTHERWISE}",
    "slow": f"Uw telefoon vond de plek niet op tijd. Probeer het opnieuw. {_OTHERWISE}",
    "unsafe": "Deze browser geeft de plek alleen door op een beveiligd adres (https). "
    f"{_OTHERWISE}",
}
Told = tuple[Point, float | None]


@cache
def _component() -> Any:
    return st.components.v2.component(
        "wijkduik_phone_place",
        html=(ASSETS / "phone_place.html").read_text("utf-8"),
        css=(ASSETS / "phone_place.css").read_text("utf-8"),
        js=(ASSETS / "phone_place.js").read_text("utf-8"),
    )


def ask_phone(desk: Desk, key: str) -> Told | None:
    """Ask the phone where it is; return the point and its accuracy in metres, or None.

    What it told stays in the session under ``key``.
    """
    told: Told | None = st.session_state.get(key)
    part = f"{key}-part"
    trouble = f"{key}-trouble"
    _component()(
        key=part,
        data={"now": told is None and trouble not in st.session_state, "words": WORDS},
        on_spot_change=_taking(part, key, trouble),
        on_trouble_change=_failing(part, trouble),
    )
    said = st.session_state.get(trouble)
    if said:
        st.info(said)
    told = st.session_state.get(key)
    if told:
        quiet(say_told(desk, told))
    return told


def say_told(desk: Desk, told: Told) -> str:
    """Return "Uw plek, tot op 12 meter, in Kadebuurt."; says so when it is outside the area."""
    point, accuracy = told
    sure = f", tot op {say_number(max(1, round(accuracy)))} meter" if accuracy else ""
    buurt = desk.places.buurt_at(point)
    if not buurt:
        return f"Uw plek{sure}. Dat is buiten het gebied van dit onderzoek."
    return f"Uw plek{sure}, in {buurt}."


def read_told(sent: object) -> Told | str:
    """Return what a browser told about its place, or in words why that is of no use."""
    lat, lon, accuracy = (_number(sent, name) for name in ("lat", "lon", "accuracy"))
    if lat is None or lon is None or accuracy is None:
        return _TROUBLE["unknown"]
    if accuracy > WORST:
        return (
            f"Uw telefoon weet de plek maar tot op {say_number(round(accuracy))} meter. Dat is te "
            f"grof. Ga even naar buiten en probeer het opnieuw. {_OTHERWISE}"
        )
    try:
        return Point(round(lat, 6), round(lon, 6)), max(accuracy, 0.0)
    except OutsideNetherlands:
        return f"Deze plek ligt buiten Nederland. {_OTHERWISE}"


def _number(sent: object, name: str) -> float | None:
    value = sent.get(name) if isinstance(sent, Mapping) else None
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e9:
        return None
    return float(value)


def _taking(part: str, key: str, trouble: str) -> Callable[[], None]:
    def take() -> None:
        told = read_told(st.session_state[part].get("spot"))
        if isinstance(told, str):
            st.session_state[trouble] = told
        else:
            st.session_state[key] = told
            st.session_state.pop(trouble, None)

    return take


def _failing(part: str, trouble: str) -> Callable[[], None]:
    def fail() -> None:
        code = str(st.session_state[part].get("trouble") or "").split("-")[0]
        st.session_state[trouble] = _TROUBLE.get(code, _TROUBLE["unknown"])

    return fail
