"""The map's filters, its dots, the card for what was tapped, and the same in words."""

from datetime import timedelta
from html import escape
from typing import Final

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.places import MapFilter, MapView, Spot
from fieldwork.domain.dates import say_count, today
from fieldwork.domain.people import Source
from fieldwork.mapping.layers import Dot, DotKind, draw_map
from fieldwork.ui.maps import Clicked, is_dark, show_map
from fieldwork.ui.screens import go
from fieldwork.ui.talk_cards import talk_card
from fieldwork.ui.widgets import card, chip_filter, quiet

# Telling kinds apart without red and green: Okabe and Ito's set, dark enough on paper.
COLOURS: Final = {
    Source.BEWONER: ("#0072B2", "#56B4E9"),
    Source.ONDERNEMER: ("#B25C00", "#E69F00"),
    Source.PROFESSIONAL: ("#7A4A8C", "#CC79A7"),
    Source.SLEUTELFIGUUR: ("#0B5D5E", "#5FC3BD"),
}
PERIODS: Final = {"Deze week": 1, "Laatste vier weken": 4}
FIGURES: Final = "Sleutelfiguren"
TAPPED: Final = "map-tapped"


def ask_filter(desk: Desk) -> MapFilter:
    """Ask what to show: theme, period, and kinds of people."""
    labels = {theme.id: theme.label for theme in desk.codebook.themes}
    theme = st.selectbox(
        "Thema",
        list(labels),
        index=None,
        format_func=lambda one: labels[one],
        placeholder="Alle thema's",
        key="map-theme",
    )
    period = chip_filter("Periode", list(PERIODS), "map-period")
    kinds = st.pills(
        "Wie",
        list(Source),
        format_func=lambda one: one.label,
        selection_mode="multi",
        key="map-kinds",
        label_visibility="collapsed",
    )
    since = None
    if period:
        monday = today() - timedelta(days=today().weekday())
        since = monday - timedelta(weeks=PERIODS[period] - 1)
    sources = frozenset(kinds or ())
    figures = not sources or Source.SLEUTELFIGUUR in sources
    return MapFilter(theme or "", since, None, sources, figures)


def show(desk: Desk, view: MapView) -> Clicked:
    """Draw the map; return what was tapped. Only ids, numbers and places are handed to it."""
    dark = is_dark()
    before: Clicked = st.session_state.get(TAPPED, Clicked())
    drawn = draw_map(
        view.areas,
        [_dot(spot, dark) for spot in view.spots],
        dark=dark,
        streets=desk.places.streets(),
        chosen_dot=before.dot,
        chosen_area=before.area,
    )
    tapped = show_map(drawn, "map", height=520)
    if tapped != before:
        st.session_state[TAPPED] = tapped
        st.rerun()
    return tapped


def show_tapped(desk: Desk, view: MapView, tapped: Clicked) -> None:
    """Draw a card for the talk, the key figure or the buurt that was tapped."""
    spot = view.spot(tapped.dot) if tapped.dot else None
    if spot and spot.note:
        talk_card(desk, desk.notes.page(spot.note))
    elif spot and spot.person:
        _figure_card(desk, spot)
    elif tapped.area:
        name = view.buurt(tapped.area)
        count = dict(view.by_buurt).get(name, 0)
        with card("buurt"):
            st.html(
                f"<p><strong>{escape(name)}</strong>: "
                f"{escape(say_count(count, 'gesprek', 'gesprekken'))}</p>"
            )


def _figure_card(desk: Desk, spot: Spot) -> None:
    if spot.person is None:
        return
    person = desk.people.page(spot.person).person
    role = person.key_figure.role if person.key_figure else ""
    with card("figure"):
        st.html(f"<p><strong>{escape(person.name)}</strong></p><p>{escape(role)}</p>")
        if st.button("Openen", key="figure-open"):
            go("persoon", persoon=person.id)


def show_legend(view: MapView) -> None:
    """Say in words what the map shows: the numbers of the buurten, and the talks in each."""
    counts = dict(view.by_buurt)
    buurten = "".join(
        f"<li><strong>{number}</strong> {escape(area.name)}: "
        f"{escape(say_count(counts.get(area.name, 0), 'gesprek', 'gesprekken'))}</li>"
        for number, area in enumerate(view.areas, 1)
    )
    dark = is_dark()
    kinds = "".join(
        f'<span class="wd-chip"><span class="wd-dot" style="background:{_colour(source, dark)}">'
        f"</span>{escape(source.label)}</span>"
        for source in Source
    )
    st.html(f'<p class="wd-chips">{kinds}</p><ul class="wd-buurten">{buurten}</ul>')
    quiet("Een ring is de woonplek van een sleutelfiguur, een stip is een gesprek.")


def say_without_place(count: int) -> str:
    """Return how many talks have no place on the map."""
    talks = say_count(count, "gesprek heeft", "gesprekken hebben")
    return f"{talks} geen plek op de kaart."


def _dot(spot: Spot, dark: bool) -> Dot:
    kind = DotKind.KEY_FIGURE if spot.person else DotKind.TALK
    return Dot(spot.key, spot.point, _colour(spot.source, dark), kind)


def _colour(source: Source, dark: bool) -> str:
    return COLOURS[source][dark]
