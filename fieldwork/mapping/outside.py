"""Maps that leave, as files for other programs: cells with rounded counts, and nothing else."""

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from fieldwork.domain.places import Point, Polygon
from fieldwork.mapping.shapes import RD, WGS84, build_shape

# What is written where a cell shows no number; a program then draws it as empty.
NO_COUNT: Final = None


@dataclass(frozen=True, slots=True)
class OutsideCell:
    """One cell of a map that leaves; ``people`` is None where no number may be shown.

    That stands for few, for none, and for what subtracting would tell: nobody can tell which.
    """

    code: str
    name: str
    polygons: tuple[Polygon, ...]
    people: int | None


@dataclass(frozen=True, slots=True)
class OutsideMap:
    """A map that leaves: its cells, and what has to be said with it.

    ``outlines`` are the buurten under hexagons; with ``streets`` they are drawn on paper only.
    """

    title: str
    layer: str
    source: str
    explanation: str
    control: str
    made_on: date
    cells: tuple[OutsideCell, ...]
    outlines: tuple[Polygon, ...] = ()
    streets: tuple[tuple[tuple[float, float], ...], ...] = ()
    invented: bool = False


@dataclass(frozen=True, slots=True)
class ExactPoint:
    """A talk's point as it is, for who has a right and a reason: no name, no text, no identity."""

    point: Point
    week: int
    source: str
    buurt: str


def write_geojson(outside: OutsideMap) -> bytes:
    """Return the cells as GeoJSON (RFC 7946), in degrees WGS84."""
    features = [
        {
            "type": "Feature",
            "properties": _attributes(cell),
            "geometry": {"type": "MultiPolygon", "coordinates": cell.polygons},
        }
        for cell in outside.cells
    ]
    about = {
        "titel": outside.title,
        "laag": outside.layer,
        "bron": outside.source,
        "uitleg": outside.explanation,
        "controle": outside.control,
    }
    return _json({"type": "FeatureCollection", "wijkduik": about, "features": features})


def write_geopackage(outside: OutsideMap) -> bytes:
    """Return the cells as a GeoPackage, in RD as Dutch offices work with."""
    rows = [_attributes(cell) for cell in outside.cells]
    shapes = [build_shape(cell.polygons) for cell in outside.cells]
    return _geopackage(rows, shapes, "kaart", f"{outside.explanation} {outside.source}")


def write_exact_geojson(points: Sequence[ExactPoint]) -> bytes:
    """Return the points themselves as GeoJSON."""
    features = [
        {
            "type": "Feature",
            "properties": _exact_attributes(one),
            "geometry": {"type": "Point", "coordinates": [one.point.lon, one.point.lat]},
        }
        for one in points
    ]
    return _json({"type": "FeatureCollection", "features": features})


def write_exact_geopackage(points: Sequence[ExactPoint]) -> bytes:
    """Return the points themselves as a GeoPackage, in RD."""
    from shapely.geometry import Point as Spot

    rows = [_exact_attributes(one) for one in points]
    shapes = [Spot(one.point.lon, one.point.lat) for one in points]
    return _geopackage(rows, shapes, "gesprekken", "Vertrouwelijk: precieze plekken.")


def _attributes(cell: OutsideCell) -> dict[str, Any]:
    return {"cel": cell.code, "naam": cell.name, "mensen": cell.people}


def _exact_attributes(one: ExactPoint) -> dict[str, Any]:
    return {"week": one.week, "verteller": one.source, "buurt": one.buurt}


def _json(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _geopackage(
    rows: Sequence[dict[str, Any]], shapes: Sequence[Any], layer: str, about: str
) -> bytes:
    import geopandas

    frame = geopandas.GeoDataFrame(list(rows), geometry=list(shapes), crs=WGS84).to_crs(RD)
    if "mensen" in frame:
        frame["mensen"] = frame["mensen"].astype("Int64")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kaart.gpkg"
        frame.to_file(path, layer=layer, driver="GPKG", layer_options={"DESCRIPTION": about})
        return path.read_bytes()
