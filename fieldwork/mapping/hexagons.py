"""A grid of hexagons that lies still: the same over the whole country, for every study.

Its origin is that of RD (EPSG:28992), so no choice of an area moves it; a grid that moves with the
area could be laid over itself and people found in the slivers. A cell's code tells its size, column
and row: "Z250_564_2335". Hexagons stand on a point; columns count along x, rows along y (axial
coordinates).
"""

import math
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, Final

from fieldwork.domain.places import Area, Point, Polygon
from fieldwork.domain.refusals import Refusal
from fieldwork.mapping.shapes import DECIMALS, RD, WGS84, build_shape

MOST_HEXAGONS: Final = 5_000

HEXAGON_CODE: Final = re.compile(r"Z(\d{2,4})_(-?\d{1,6})_(-?\d{1,6})")


def hexagons_at(points: Sequence[Point], width: int) -> list[str]:
    """Return for each of ``points`` the code of its hexagon of ``width`` metres, side to side."""
    if not points:
        return []
    xs, ys = _to_rd().transform([one.lon for one in points], [one.lat for one in points])
    return [_code_at(x, y, width) for x, y in zip(xs, ys, strict=True)]


def hexagon_shape(code: str) -> Polygon:
    """Return the outline of a hexagon in degrees; ``ValueError`` for what is no code."""
    found = HEXAGON_CODE.fullmatch(code)
    if found is None:
        raise ValueError(f"no code of a hexagon: {code!r}")
    width, column, row = (int(part) for part in found.groups())
    side = width / math.sqrt(3)
    x, y = width * (column + row / 2), 1.5 * side * row
    angles = [math.radians(60 * corner + 30) for corner in range(7)]
    corners = [(x + side * math.cos(angle), y + side * math.sin(angle)) for angle in angles]
    lons, lats = _to_degrees().transform(*zip(*corners[:6], strict=True))
    ring = [
        (round(lon, DECIMALS), round(lat, DECIMALS)) for lon, lat in zip(lons, lats, strict=True)
    ]
    return ((*ring, ring[0]),)


@lru_cache(maxsize=8)
def hexagons_over(areas: tuple[Area, ...], width: int) -> tuple[str, ...]:
    """Return the codes of all hexagons that touch ``areas``, whether anybody is in them or not.

    Raises :class:`AreaTooLarge` where these are more than a map can show.
    """
    import shapely

    shapes = [build_shape(area.polygons) for area in areas]
    if not shapes:
        return ()
    whole = shapely.unary_union(shapes)
    west, south, east, north = whole.bounds
    xs, ys = _to_rd().transform([west, east, west, east], [south, south, north, north])
    rows = range(*_steps(min(ys), max(ys), width * math.sqrt(3) / 2))
    if (max(xs) - min(xs)) / width * len(rows) > 4 * MOST_HEXAGONS:
        raise AreaTooLarge
    codes = [
        f"Z{width}_{column}_{row}"
        for row in rows
        for column in range(*_steps(min(xs) - width * row / 2, max(xs) - width * row / 2, width))
    ]
    cells = shapely.polygons([hexagon_shape(code)[0] for code in codes])
    shapely.prepare(whole)
    found = shapely.intersects(whole, cells)
    touched = tuple(code for code, touches in zip(codes, found, strict=True) if touches)
    if len(touched) > MOST_HEXAGONS:
        raise AreaTooLarge
    return touched


def _steps(low: float, high: float, step: float) -> tuple[int, int]:
    return math.floor(low / step) - 1, math.ceil(high / step) + 2


class AreaTooLarge(Refusal):
    """An area of more hexagons than a map can show."""

    def __init__(self) -> None:
        super().__init__(
            "Kaart",
            "Dit gebied is te groot voor zeshoeken van deze maat.",
            "Kies grotere zeshoeken, of een kaart per buurt.",
        )


def to_metres(spots: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return (lon, lat) in degrees as (x, y) in metres RD."""
    if not spots:
        return []
    xs, ys = _to_rd().transform(*zip(*spots, strict=True))
    return list(zip(xs, ys, strict=True))


def _code_at(x: float, y: float, width: int) -> str:
    """Return the hexagon of a point in metres: the axial coordinates, rounded as a cube's."""
    row = y / (width * math.sqrt(3) / 2)
    column = x / width - row / 2
    parts = (column, row, -column - row)
    near = [round(part) for part in parts]
    off = [abs(one - part) for one, part in zip(near, parts, strict=True)]
    if off[0] == max(off):
        near[0] = -near[1] - near[2]
    elif off[1] == max(off):
        near[1] = -near[0] - near[2]
    return f"Z{width}_{near[0]}_{near[1]}"


@cache
def _to_rd() -> Any:
    return _transformer(WGS84, RD)


@cache
def _to_degrees() -> Any:
    return _transformer(RD, WGS84)


def _transformer(source: str, target: str) -> Any:
    from pyproj import Transformer
    from pyproj.network import set_network_enabled  # type: ignore[attr-defined]

    set_network_enabled(active=False)
    return Transformer.from_crs(source, target, always_xy=True)
