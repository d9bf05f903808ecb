"""The map on a screen: shown in a frame of its own, with what was tapped on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from fieldwork.domain.places import Point
from fieldwork.domain.refusals import OutsideNetherlands
from fieldwork.mapping.layers import DrawnMap

_ASKED: Final = ("last_clicked", "last_object_clicked", "last_active_drawing")


@dataclass(frozen=True, slots=True)
class Clicked:
    """What was tapped last: a dot's id or an area's code, and the spot. All None at first.

    It stays the same until the next tap, also when the screen is drawn anew; what is no longer
    on the map is left out.
    """

    dot: str | None = None
    area: str | None = None
    point: Point | None = None


def is_dark() -> bool:
    """Return whether the reader's screen is dark, so that the map is drawn for it."""
    import streamlit as st

    return st.context.theme.type == "dark"


def show_map(drawn: DrawnMap, key: str, height: int = 520) -> Clicked:
    """Show a map over the whole width, ``height`` pixels high; return what was tapped.

    With the same ``key`` and the same areas the map stays as it is while the dots on it change.
    Give each call a freshly drawn map: showing it puts its marks into it.
    """
    from streamlit_folium import st_folium

    answer = st_folium(
        drawn.ground,
        key=key,
        height=height,
        use_container_width=True,
        returned_objects=list(_ASKED),
        feature_group_to_add=drawn.marks,
        # It renders the map once more in any case; twice costs double.
        render=False,
    )
    return read_click(answer, drawn)


def read_click(answer: object, drawn: DrawnMap) -> Clicked:
    """Return what the page says was tapped, as far as it is on the map.

    The answer comes from a browser, so nothing in it is taken on trust.
    """
    if not isinstance(answer, Mapping):
        return Clicked()
    spot = answer.get("last_clicked")
    point = _read_point(spot)
    # The page keeps the last thing tapped, also after a tap beside everything.
    if spot != answer.get("last_object_clicked"):
        return Clicked(point=point)
    tapped = _properties(answer.get("last_active_drawing"))
    dot, area = tapped.get("dot"), tapped.get("area")
    return Clicked(
        dot=dot if isinstance(dot, str) and dot in drawn.dots else None,
        area=drawn.areas.get(area) if isinstance(area, str) else None,
        point=point,
    )


def _read_point(spot: object) -> Point | None:
    if not isinstance(spot, Mapping):
        return None
    lat, lon = spot.get("lat"), spot.get("lng")
    if not isinstance(lat, (int, float)) or not isinstance(lon, (int, float)):
        return None
    try:
        return Point(round(float(lat), 6), round(float(lon), 6))
    except OutsideNetherlands:
        return None


def _properties(drawing: object) -> Mapping[str, Any]:
    found = drawing.get("properties") if isinstance(drawing, Mapping) else None
    return found if isinstance(found, Mapping) else {}
