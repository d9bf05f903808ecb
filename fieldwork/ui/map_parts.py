"""The map itself, the card for what was tapped, and the same in words."""

from html import escape
from typing import Final

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.actions.places import MapFilter, MapLayer, MapView, Spot
from fieldwork.domain.dates import say_count
from fieldwork.domain.people import Source
from fieldwork.mapping.layers import Cell, Dot, DotKind, Overlays, draw_map
from fieldwork.mapping.pdok import PICTURES
from fieldwork.mapping.styles import Palette, choose_palette
from fieldwork.ui.map_filter import Asked
from fieldwork.ui.maps import Clicked, is_dark, show_map
from fieldwork.ui.policy import let_pictures_in
from fieldwork.ui.screens import go
from fieldwork.ui.talk_cards import talk_card_html
from fieldwork.ui.widgets import card, draw_cards, quiet

# Telling kinds apart without red and green: Okabe and Ito's set, dark enough on paper.
COLOURS: Final = {
    Source.BEWONER: ("#0072B2", "#56B4E9"),
    Source.ONDERNEMER: ("#B25C00", "#E69F00"),
    Source.PROFESSIONAL: ("#7A4A8C", "#CC79A7"),
    Source.SLEUTELFIGUUR: ("#0B5D5E", "#5FC3BD"),
}
TAPPED: Final = "map-tapped"
_KINDS: Final = {
    MapLayer.GESPREKKEN: DotKind.TALK,
    MapLayer.SLEUTELFIGUREN: DotKind.KEY_FIGURE,
    MapLayer.PLEKKEN: DotKind.SITE,
    MapLayer.HULP: DotKind.HELP,
}


def show(desk: Desk, asked: Asked) -> None:
    """Draw one map, or this week's beside last week's, with what was tapped below."""
    if not asked.beside:
        view = desk.places.view(asked.which)
        tapped = _draw(desk, view, "map")
        show_tapped(desk, view, tapped)
        show_legend(view, asked.which)
        return
    week = desk.places.last_week()
    views = [desk.places.view(asked.of_week(one)) for one in (week - 1, week)]
    most = max((cell.talks for view in views for cell in view.cells), default=0)
    for column, view, words in zip(
        st.columns(2), views, (f"Week {week - 1}", f"Week {week}: deze week"), strict=True
    ):
        with column:
            talks = say_count(view.talks, "gesprek", "gesprekken")
            st.html(f"<p><strong>{escape(words)}</strong>, {escape(talks)}</p>")
            tapped = _draw(desk, view, f"map-{words[:7].strip()}", height=400, most=most)
            show_tapped(desk, view, tapped)
    show_difference(*views)
    show_legend(views[1], asked.which, counts=False)


def _draw(desk: Desk, view: MapView, key: str, height: int = 520, most: int = 0) -> Clicked:
    """Draw a map; return what was tapped. Only ids, numbers and places are handed to it."""
    dark = is_dark()
    kept = f"{TAPPED}-{key}"
    before: Clicked = st.session_state.get(kept, Clicked())
    drawn = draw_map(
        view.areas,
        [_dot(spot, dark) for spot in view.spots],
        dark=dark,
        streets=desk.places.streets(),
        chosen_dot=before.dot,
        chosen_area=before.area,
        over=Overlays(
            tuple(Cell(cell.area, cell.talks) for cell in view.cells),
            numbers=any(cell.area not in view.areas for cell in view.cells[:1]),
            most=most,
            reach=view.reach,
            quiet=view.quiet_streets,
        ),
        background=_may_ask_background(desk),
    )
    tapped = show_map(drawn, key, height=height)
    if tapped != before:
        st.session_state[kept] = tapped
        st.rerun()
    return tapped


def _may_ask_background(desk: Desk) -> bool:
    """Return whether the Kadaster's map may lie under ours; the frame may then ask for it."""
    if not desk.addresses.may_connect():
        return False
    let_pictures_in(PICTURES)
    return True


def show_difference(before: MapView, now: MapView) -> None:
    """Say per buurt how this week differs from the last."""
    was = dict(before.by_buurt)
    lines = [
        (name, was.get(name, 0), count)
        for name, count in sorted(now.by_buurt)
        if count or was.get(name, 0)
    ]
    if not lines:
        quiet("In deze twee weken is er nog geen gesprek met een plek.")
        return
    items = "".join(
        f"<li><strong>{escape(name)}</strong>: {earlier}, nu {count}</li>"
        for name, earlier, count in lines
    )
    st.html(f'<ul class="wd-buurten">{items}</ul>')


def show_tapped(desk: Desk, view: MapView, tapped: Clicked) -> None:
    """Draw a card for the dot, the cell or the buurt that was tapped."""
    spot = view.spot(tapped.dot) if tapped.dot else None
    if spot and spot.note:
        draw_cards([talk_card_html(desk.codebook, desk.notes.page(spot.note))])
    elif spot and spot.person:
        _figure_card(desk, spot)
    elif spot and spot.request:
        _request_card(desk, spot)
    elif spot and spot.site:
        _site_card(desk, spot.site)
    elif tapped.area:
        _area_card(view, tapped.area)


def _area_card(view: MapView, code: str) -> None:
    cell = view.cell(code)
    name = view.buurt(code) or "Dit vak"
    count = cell.talks if cell else dict(view.by_buurt).get(name, 0)
    with card("buurt"):
        st.html(
            f"<p><strong>{escape(name)}</strong>: "
            f"{escape(say_count(count, 'gesprek', 'gesprekken'))}</p>"
        )


def _figure_card(desk: Desk, spot: Spot) -> None:
    if spot.person is None:
        return
    person = desk.people.page(spot.person).person
    figure = person.key_figure
    said = [figure.role, f"Bereikt: {figure.reach}" if figure.reach else ""] if figure else []
    lines = "".join(f"<p>{escape(line)}</p>" for line in said if line)
    with card("figure"):
        st.html(f"<p><strong>{escape(person.name)}</strong></p>{lines}")
        if st.button("Openen", key="figure-open"):
            go("persoon", persoon=person.id)


def _request_card(desk: Desk, spot: Spot) -> None:
    if spot.request is None:
        return
    page = desk.handover.card(spot.request)
    with card("request"):
        st.html(
            f"<p><strong>{escape(page.person.known_as)}</strong> wacht op hulp</p>"
            f"<p>{escape(page.request.urgency.label)}</p>"
        )
        if st.button("Openen", key="request-open"):
            go("hulpvraag", hulpvraag=spot.request)


def _site_card(desk: Desk, site_id: str) -> None:
    site = next((one for one in desk.sites.all() if one.id == site_id), None)
    if site is None:
        return
    with card("site"):
        st.html(
            f"<p><strong>{escape(site.name)}</strong>, {escape(site.kind.label.lower())}</p>"
            f"<p>{escape(site.about)}</p>"
        )


def show_legend(view: MapView, which: MapFilter, *, counts: bool = True) -> None:
    """Say in words what the map shows: the marks, the numbers of the buurten, and the talks."""
    dark = is_dark()
    chips = "".join(_legend_chips(which, choose_palette(dark=dark), dark))
    found = dict(view.by_buurt)
    buurten = "".join(
        f"<li><strong>{number}</strong> {escape(area.name)}: "
        f"{escape(say_count(found.get(area.name, 0), 'gesprek', 'gesprekken'))}</li>"
        for number, area in enumerate(view.areas, 1)
    )
    listed = f'<ul class="wd-buurten">{buurten}</ul>' if counts else ""
    st.html(f'<p class="wd-chips">{chips}</p>{listed}')
    if view.without_place:
        quiet(say_without_place(view.without_place))


def _legend_chips(which: MapFilter, palette: Palette, dark: bool) -> list[str]:
    """Return what each mark on the map means, for the layers that are on."""
    made = []
    if which.shows(MapLayer.GESPREKKEN):
        made += [_chip("●", _colour(source, dark), source.label) for source in Source]
    if which.shows(MapLayer.SLEUTELFIGUREN):
        colour = _colour(Source.SLEUTELFIGUUR, dark)
        made.append(_chip("◯", colour, "woont een sleutelfiguur; lijn: kent elkaar"))
    if which.shows(MapLayer.HULP):
        made.append(_chip("◆", palette.danger, "signaal: vandaag kijken"))
        made.append(_chip("◆", palette.attention, "signaal of open hulpvraag"))
    if which.shows(MapLayer.PLEKKEN):
        made.append(_chip("■", palette.primary, "plek in de buurt"))
    if which.shows(MapLayer.LEEG):
        made.append(_chip("┅", palette.attention, "straat zonder gesprek"))
    if which.shows(MapLayer.VAKKEN):
        made.append(_chip("▨", palette.primary, "hoe donkerder, hoe meer gesprekken"))
    return made


def _chip(sign: str, colour: str, words: str) -> str:
    return (
        f'<span class="wd-chip"><span aria-hidden="true" style="color:{colour}">{sign}</span> '
        f"{escape(words)}</span>"
    )


def say_without_place(count: int) -> str:
    """Return how many talks have no place on the map."""
    talks = say_count(count, "gesprek heeft", "gesprekken hebben")
    return f"{talks} geen plek op de kaart."


def _dot(spot: Spot, dark: bool) -> Dot:
    palette = choose_palette(dark=dark)
    colour = _colour(spot.source, dark)
    if spot.layer is MapLayer.HULP:
        colour = palette.danger if spot.is_urgent else palette.attention
    elif spot.layer is MapLayer.PLEKKEN:
        colour = palette.primary
    return Dot(spot.key, spot.point, colour, _KINDS[spot.layer])


def _colour(source: Source, dark: bool) -> str:
    return COLOURS[source][dark]
