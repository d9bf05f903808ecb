"""A page with one map of many points: ours, or folium's own markers. What the maps program opens.

The address says which: ``?how=ours&many=2000``. The button shows every second point only.
"""

import random

import streamlit as st

from fieldwork.domain.places import Point
from fieldwork.mapping.assets import keep_folium_home
from fieldwork.mapping.layers import Dot, draw_map
from fieldwork.ui.maps import show_map

SEED = 20260401
COLOURS = ("#0072B2", "#B25C00", "#7A4A8C", "#0B5D5E")


@st.cache_data
def spots(many: int) -> list[tuple[float, float]]:
    """Return ``many`` points in and around a wijk, the same ones every time."""
    dice = random.Random(SEED)
    return [(52.55 + dice.gauss(0, 0.01), 5.2 + dice.gauss(0, 0.016)) for _ in range(many)]


def draw() -> None:
    """Draw the map that the address asks for."""
    how, many = st.query_params.get("how", "ours"), int(st.query_params.get("many", "200"))
    is_half = st.toggle("Helft", key="half")
    chosen = list(enumerate(spots(many)))[:: 2 if is_half else 1]
    if how == "ours":
        dots = [Dot(f"n{at:032x}", Point(*spot), COLOURS[at % 4]) for at, spot in chosen]
        show_map(draw_map((), dots, dark=False), "map")
    else:
        draw_markers([spot for _, spot in chosen])


def draw_markers(chosen: list[tuple[float, float]]) -> None:
    """Draw folium's markers, as its own pages show them; Leaflet comes from this server."""
    import folium
    from streamlit_folium import st_folium

    keep_folium_home()
    page = folium.Map(location=[52.55, 5.2], zoom_start=13, tiles=None)
    for spot in chosen:
        folium.Marker(list(spot)).add_to(page)
    st_folium(page, key="map", height=520, use_container_width=True, returned_objects=[])


draw()
