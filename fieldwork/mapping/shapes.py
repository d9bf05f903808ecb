"""Shapes made fit for the map: in degrees WGS84, within the Netherlands, without crossings."""

import math
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from fieldwork.domain.places import EAST, NORTH, SOUTH, WEST, Polygon, Ring
from fieldwork.domain.refusals import OutsideNetherlands, UnreadableFile

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

WGS84: Final = "EPSG:4326"
RD: Final = "EPSG:28992"
# Where RD, the Dutch national grid, is in use: metres (NSGI, "bounds of EPSG:28992").
RD_BOUNDS: Final = (-7_000.0, 289_000.0, 300_000.0, 629_000.0)
# Seven decimals of a degree are about a centimetre.
DECIMALS: Final = 7
METRES_PER_DEGREE: Final = 111_270.0


def to_degrees(shapes: "list[BaseGeometry]", crs: str, name: str) -> "list[BaseGeometry]":
    """Return ``shapes`` in degrees WGS84.

    ``crs`` is what the file ``name`` says of itself. A file that says nothing, or "WGS84" of what
    can only be RD, is taken by its numbers. Raises :class:`OutsideNetherlands` and, for a crs
    that is not known, :class:`UnreadableFile`.
    """
    import shapely

    corners = shapely.total_bounds(shapes)
    if not all(math.isfinite(corner) for corner in corners):
        raise UnreadableFile(name, "De coördinaten kloppen niet.", "Haal het bestand opnieuw op.")
    source = _parse_crs(crs, name) if crs else None
    if source is None or source.is_geographic:
        if _lies_within(corners, RD_BOUNDS):
            source = _parse_crs(RD, name)
        else:
            source = source or _parse_crs(WGS84, name)
    if not source.is_geographic or not source.equals(
        _parse_crs(WGS84, name), ignore_axis_order=True
    ):
        shapes = [_project(shape, source.to_wkt()) for shape in shapes]
    if not _lies_within(shapely.total_bounds(shapes), (WEST, SOUTH, EAST, NORTH)):
        raise OutsideNetherlands
    return shapes


@cache
def _parse_crs(crs: str, name: str) -> Any:
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    # Old Dutch GeoJSON writes "EPSG::28992" in full or as a bare code.
    try:
        return CRS.from_user_input(crs)
    except CRSError:
        raise UnreadableFile(
            name,
            "Het coördinatenstelsel van dit bestand kennen we niet.",
            "Bewaar het opnieuw in WGS84 (EPSG:4326) of RD (EPSG:28992).",
        ) from None


def _lies_within(corners: Any, bounds: tuple[float, float, float, float]) -> bool:
    west, south, east, north = bounds
    return bool(
        west <= corners[0] and south <= corners[1] and corners[2] <= east and corners[3] <= north
    )


@cache
def _transformer(source: str) -> Any:
    from pyproj import Transformer
    from pyproj.network import set_network_enabled  # type: ignore[attr-defined]

    set_network_enabled(active=False)
    return Transformer.from_crs(source, WGS84, always_xy=True)


def _project(shape: "BaseGeometry", source: str) -> "BaseGeometry":
    import shapely

    return shapely.transform(shape, _transformer(source).transform, interleaved=False)


def mend_polygons(shape: "BaseGeometry") -> tuple[Polygon, ...]:
    """Return the polygons of ``shape``, mended where a ring crosses itself; empty for a line."""
    import shapely
    from shapely.geometry import Polygon as Shape

    flat = shapely.set_precision(shapely.make_valid(shapely.force_2d(shape)), 10.0**-DECIMALS)
    # Twice: mending may give a collection, which may hold a shape of several parts.
    parts = shapely.get_parts(shapely.get_parts(flat))
    polygons = [part for part in parts if isinstance(part, Shape) and not part.is_empty]
    return tuple(
        (_ring(polygon.exterior), *(_ring(hole) for hole in polygon.interiors))
        for polygon in polygons
    )


def _ring(line: Any) -> Ring:
    return tuple((round(lon, DECIMALS), round(lat, DECIMALS)) for lon, lat in line.coords)


def build_shape(polygons: tuple[Polygon, ...]) -> "BaseGeometry":
    """Return the shapely shape of an area's ``polygons``."""
    from shapely.geometry import MultiPolygon
    from shapely.geometry import Polygon as Shape

    return MultiPolygon([Shape(outer, holes) for outer, *holes in polygons])


def metres_per_degree(lat: float) -> tuple[float, float]:
    """Return how many metres a degree of longitude, and one of latitude, is at ``lat``.

    Good to about 0.3% within the Netherlands, which is enough to place a house along a street.
    """
    return 111_320.0 * math.cos(math.radians(lat)), METRES_PER_DEGREE
