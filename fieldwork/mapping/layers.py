"""The map: outlines, streets and dots, drawn by folium.

branca, below folium, reads what it is handed a second time as a template: "{{ 7*7 }}" in a name
would run as Python on this server. So nothing that a person or a file supplied as text goes in
here but two kinds of identity, each held to a strict pattern. Names stand beside the map.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from fieldwork.domain.places import Area, Point, Street
from fieldwork.mapping.areas import CBS_CODE
from fieldwork.mapping.assets import keep_folium_home
from fieldwork.mapping.hexagons import HEXAGON_CODE
from fieldwork.mapping.pdok import BACKGROUND, CREDIT
from fieldwork.mapping.shapes import build_shape, metres_per_degree
from fieldwork.mapping.styles import Palette, choose_palette, write_style

if TYPE_CHECKING:
    import folium

    from fieldwork.mapping.elements import CellRow

_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}")
# What the map shows when a study has no areas yet: the country.
_COUNTRY: Final = ((50.75, 3.35), (53.55, 7.23))
# A study of more areas than this is looked at from too far to read their numbers.
_MOST_NUMBERS: Final = 60
# Dots that share one spot are laid out around it, this far apart.
_SPREAD_METRES: Final = 5.0
_GOLDEN_ANGLE: Final = math.pi * (3 - math.sqrt(5))


class DotKind(Enum):
    """What a dot stands for; each kind has a shape of its own, beside its colour."""

    TALK = "talk"
    KEY_FIGURE = "key_figure"
    SITE = "site"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Dot:
    """One spot on the map. ``id`` is an identity and ``colour`` is "#RRGGBB": never a text.

    Raises :class:`ValueError` for anything else, since it would reach folium.
    """

    id: str
    point: Point
    colour: str
    kind: DotKind = DotKind.TALK

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise ValueError("a dot's id takes letters, digits, - and _ only, 64 at most")
        if not _COLOUR.fullmatch(self.colour):
            raise ValueError("a dot's colour is # and six hexadecimal digits")


@dataclass(frozen=True, slots=True)
class Cell:
    """A buurt or hexagon with a number, drawn the darker the higher the number is."""

    area: Area
    number: int


@dataclass(frozen=True, slots=True)
class Overlays:
    """What lies over the areas besides dots.

    ``reach`` is lines between two points; ``quiet`` is streets, drawn to stand out. With
    ``numbers`` each cell carries its number; buurten have one of their own already. ``most`` is
    the number of the darkest cell, where two maps are compared.
    """

    cells: Sequence[Cell] = ()
    numbers: bool = False
    most: int = 0
    reach: Sequence[tuple[Point, Point]] = ()
    quiet: Sequence[Street] = ()


@dataclass(frozen=True, slots=True)
class DrawnMap:
    """A map that is ready to be shown: a ground that stays, and marks that come and go.

    Only the marks are sent anew when a filter changes, so the reader's zoom and place are kept.
    ``areas`` gives the code behind each tag in the page; ``dots`` are the ids on the map.
    """

    ground: "folium.Map"
    marks: "folium.FeatureGroup"
    areas: Mapping[str, str]
    dots: frozenset[str]


def draw_map(
    areas: Sequence[Area],
    dots: Sequence[Dot],
    *,
    dark: bool,
    streets: Sequence[Street] = (),
    chosen_dot: str | None = None,
    chosen_area: str | None = None,
    over: Overlays = Overlays(),
    background: bool = False,
) -> DrawnMap:
    """Return the map of ``areas`` with ``dots`` on it; the map fits the areas.

    The areas carry numbers, by their place in ``areas`` from 1 on, for a list of names beside
    the map. ``chosen_dot`` and ``chosen_area`` (a code) get a line around them. With
    ``background`` the browser asks PDOK for its map, which must have been switched on.
    """
    palette = choose_palette(dark=dark)
    tags = tag_areas(areas)
    marks = _new_group()
    cells = [cell.area for cell in over.cells]
    cell_tags = {**tags, **tag_areas(cells)}
    _add_overlays(over, palette, marks)
    if chosen_area in cell_tags.values():
        chosen = next(area for area in (*areas, *cells) if area.code == chosen_area)
        _outline([chosen], palette).add_to(marks)
    _dot_layer(dots, palette, chosen_dot).add_to(marks)
    return DrawnMap(
        _draw_ground(areas, streets, palette, background=background),
        marks,
        cell_tags,
        frozenset(dot.id for dot in dots),
    )


def choose_map(
    areas: Sequence[Area],
    chosen: Point | None,
    *,
    dark: bool,
    streets: Sequence[Street] = (),
) -> DrawnMap:
    """Return a map to tap a spot on; ``chosen`` is marked when there is one."""
    palette = choose_palette(dark=dark)
    marks = _new_group()
    if chosen:
        _pin(chosen, palette).add_to(marks)
    ground = _draw_ground(areas, streets, palette, pointing=True)
    return DrawnMap(ground, marks, tag_areas(areas), frozenset())


def draw_corners(
    areas: Sequence[Area],
    corners: Sequence[Point],
    *,
    dark: bool,
    streets: Sequence[Street] = (),
) -> DrawnMap:
    """Return a map to tap the corners of an area on; those there are stand with the line so far."""
    from fieldwork.mapping.elements import LineLayer

    palette = choose_palette(dark=dark)
    marks = _new_group()
    line = [(one.lat, one.lon) for one in corners]
    if len(line) > 1:
        closed = [*line, line[0]] if len(line) > 2 else line
        LineLayer([closed], palette.primary, weight=3).add_to(marks)
    for corner in corners:
        _pin(corner, palette).add_to(marks)
    ground = _draw_ground(areas, streets, palette, pointing=True)
    return DrawnMap(ground, marks, tag_areas(areas), frozenset())


def tag_areas(areas: Sequence[Area]) -> dict[str, str]:
    """Return each area's tag in the page with its code: the code, or "area-3" where that is odd."""
    return {
        area.code if _is_plain(area.code) else f"area-{number}": area.code
        for number, area in enumerate(areas, 1)
    }


def _is_plain(code: str) -> bool:
    return bool(CBS_CODE.fullmatch(code) or HEXAGON_CODE.fullmatch(code))


def _add_overlays(over: Overlays, palette: Palette, marks: "folium.FeatureGroup") -> None:
    """Put cells, reach and quiet streets under the dots."""
    from fieldwork.mapping.elements import CellLayer, LineLayer

    if over.cells:
        rows = _cell_rows(over.cells, over.most)
        readable = over.numbers and len(rows) <= _MOST_NUMBERS * 5
        CellLayer(rows, palette.primary, numbers=readable).add_to(marks)
    if over.quiet:
        lines = [[(lat, lon) for lon, lat in street.line] for street in over.quiet if street.line]
        LineLayer(lines, palette.attention, weight=5).add_to(marks)
    if over.reach:
        lines = [[(one.lat, one.lon), (other.lat, other.lon)] for one, other in over.reach]
        LineLayer(lines, palette.primary, weight=1.5).add_to(marks)


def _cell_rows(cells: Sequence[Cell], most: int) -> "list[CellRow]":
    most = max(most, *(cell.number for cell in cells), 1)
    tags = {code: tag for tag, code in tag_areas([cell.area for cell in cells]).items()}
    return [
        (
            tags[cell.area.code],
            [
                [[(lat, lon) for lon, lat in ring] for ring in polygon]
                for polygon in cell.area.polygons
            ],
            round(cell.number / most, 3),
            cell.number,
        )
        for cell in cells
    ]


def _new_group() -> "folium.FeatureGroup":
    import folium

    return folium.FeatureGroup(control=False)


def _draw_ground(
    areas: Sequence[Area],
    streets: Sequence[Street],
    palette: Palette,
    *,
    pointing: bool = False,
    background: bool = False,
) -> "folium.Map":
    """Return the map that stays while marks change: outlines, streets and numbers."""
    import folium
    from branca.element import Element
    from folium.utilities import JsCode

    from fieldwork.mapping.elements import AreaNumbers, ZoomButtons

    keep_folium_home()
    south_west, north_east = _find_bounds(areas)
    # folium's own types leave out code, though its templates write it well.
    make_map: Any = folium.Map
    ground: folium.Map = make_map(
        location=[(south_west[0] + north_east[0]) / 2, (south_west[1] + north_east[1]) / 2],
        tiles=None,
        zoom_control=False,
        attribution_control=background,
        prefer_canvas=True,
        # A finger is thicker than a dot: a tap up to this many pixels beside it counts.
        renderer=JsCode("L.canvas({tolerance: 10, padding: 0.3})"),
        zoom_snap=0.25,
        scroll_wheel_zoom=False,
        fade_animation=False,
        zoom_animation=JsCode("!matchMedia('(prefers-reduced-motion: reduce)').matches"),
        font_size="16px",
    )
    # folium keeps these for its tiles, of which there are none here.
    ground.options |= {"min_zoom": 6, "max_zoom": 19}
    if background:
        _background().add_to(ground)
    if areas:
        _area_layer(areas, palette, opacity=0.15 if background else 1).add_to(ground)
    lines = [street.line for street in streets if len(street.line) > 1 and not background]
    if lines:
        _street_layer(lines, palette).add_to(ground)
    if 1 < len(areas) <= _MOST_NUMBERS:
        AreaNumbers(_find_rooms(tuple(areas), tuple(lines))).add_to(ground)
    ZoomButtons().add_to(ground)
    ground.fit_bounds([south_west, north_east], padding=(16, 16))
    page: Any = ground.get_root()
    page.header.add_child(Element(write_style(palette, pointing=pointing)))
    return ground


def _find_bounds(areas: Sequence[Area]) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the (lat, lon) of the south-west and north-east corners."""
    corners = [corner for area in areas for polygon in area.polygons for corner in polygon[0]]
    if not corners:
        return _COUNTRY
    lons, lats = [lon for lon, _ in corners], [lat for _, lat in corners]
    return (min(lats), min(lons)), (max(lats), max(lons))


def _background() -> Any:
    """Return the Kadaster's map as tiles; its words and addresses are fixed ones."""
    import folium

    tiles = BACKGROUND.format(style="grijs")
    return folium.TileLayer(tiles, attr=CREDIT, min_zoom=6, max_zoom=19, control=False)


def _area_layer(areas: Sequence[Area], palette: Palette, opacity: float) -> Any:
    import folium

    features = [_area_feature(area, tag) for tag, area in zip(tag_areas(areas), areas, strict=True)]
    return folium.GeoJson(
        {"type": "FeatureCollection", "features": features},
        control=False,
        color=palette.outline,
        weight=1.5,
        fill_color=palette.panel,
        fill_opacity=opacity,
    )


def _area_feature(area: Area, tag: str) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"area": tag},
        "geometry": {"type": "MultiPolygon", "coordinates": area.polygons},
    }


def _outline(areas: Sequence[Area], palette: Palette) -> Any:
    """Return a line around the chosen area; taps go through it."""
    import folium

    return folium.GeoJson(
        {"type": "FeatureCollection", "features": [_area_feature(area, "") for area in areas]},
        control=False,
        interactive=False,
        color=palette.primary,
        weight=3,
        fill_color=palette.primary,
        fill_opacity=0.08,
    )


def _street_layer(lines: Sequence[Sequence[tuple[float, float]]], palette: Palette) -> Any:
    import folium

    return folium.GeoJson(
        {"type": "MultiLineString", "coordinates": lines},
        control=False,
        interactive=False,
        color=palette.street,
        weight=4,
    )


@lru_cache(maxsize=4)
def _find_rooms(
    areas: tuple[Area, ...], lines: tuple[tuple[tuple[float, float], ...], ...]
) -> tuple[tuple[float, float], ...]:
    """Return for each area the (lat, lon) with most room around it: far from streets and edges.

    Talks lie along streets, so a number there hides few dots.
    """
    import shapely

    streets = shapely.MultiLineString([list(line) for line in lines]).buffer(1e-6)
    rooms = []
    for area in areas:
        shape = build_shape(area.polygons)
        blocks = shape.difference(streets)
        # The largest circle that fits, given as a line from its middle to its edge.
        circle = shapely.maximum_inscribed_circle(shape if blocks.is_empty else blocks)
        lon, lat = circle.coords[0]
        rooms.append((round(lat, 6), round(lon, 6)))
    return tuple(rooms)


def _pin(point: Point, palette: Palette) -> Any:
    import folium

    return folium.CircleMarker(
        [point.lat, point.lon],
        radius=10,
        interactive=False,
        color=palette.primary,
        weight=4,
        fill_color=palette.panel,
        fill_opacity=1,
    )


def _dot_layer(dots: Sequence[Dot], palette: Palette, chosen: str | None) -> Any:
    """Return the layer of ``dots``: talks below, then what there are few of, then the chosen."""
    from fieldwork.mapping.elements import CIRCLE, DIAMOND, RING, SQUARE, DotLayer, DotRow

    shapes = {
        DotKind.TALK: CIRCLE,
        DotKind.KEY_FIGURE: RING,
        DotKind.SITE: SQUARE,
        DotKind.HELP: DIAMOND,
    }
    colours = sorted({dot.colour for dot in dots})
    place = {colour: number for number, colour in enumerate(colours)}
    rows: list[DotRow] = [
        (dot.id, lat, lon, place[dot.colour], shapes[dot.kind], int(dot.id == chosen))
        for dot, lat, lon in _spread(dots)
    ]
    ordered = sorted(rows, key=lambda row: (row[5], row[4]))
    return DotLayer(ordered, colours, palette.panel, palette.text)


def _spread(dots: Sequence[Dot]) -> Iterable[tuple[Dot, float, float]]:
    """Yield each dot with the (lat, lon) to draw it at: dots on one spot lie around it.

    The same dots are laid out the same way, so that nothing jumps; as the seeds in a sunflower.
    """
    shared: defaultdict[tuple[float, float], int] = defaultdict(int)
    for dot in dots:
        point = dot.point
        spot = point.lat, point.lon
        place = shared[spot]
        shared[spot] = place + 1
        if not place:
            yield dot, round(point.lat, 6), round(point.lon, 6)
            continue
        per_lon, per_lat = metres_per_degree(point.lat)
        reach, turn = _SPREAD_METRES * math.sqrt(place), place * _GOLDEN_ANGLE
        yield (
            dot,
            round(point.lat + reach * math.sin(turn) / per_lat, 6),
            round(point.lon + reach * math.cos(turn) / per_lon, 6),
        )
