"""The study's areas and streets, read from the files that CBS, PDOK or a gemeente hands out."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from fieldwork.domain.buurten import BuurtFigures
from fieldwork.domain.places import Area, AreaKind, Point, Polygon, Street
from fieldwork.domain.refusals import UnreadableFile
from fieldwork.mapping.files import GEMEENTE_COLUMNS, Feature, read_features
from fieldwork.mapping.shapes import DECIMALS, build_shape, mend_polygons, to_degrees

# CBS's code (https://www.cbs.nl, "Wijk- en buurtkaart"): the level, then the digits.
CBS_CODE: Final = re.compile(r"(BU\d{8}|WK\d{6}|GM\d{4})")
_OWN_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
_KINDS: Final = {"BU": AreaKind.BUURT, "WK": AreaKind.WIJK, "GM": AreaKind.GEMEENTE}
# Attribute names by flavour, the deepest level first: "gebiedsindelingen", "wijken en buurten" of
# today, of before 2018, and as a Shapefile cuts them off at ten letters; then plain names.
_CODE_NAMES: Final = (
    "statcode",
    *("buurtcode", "bu_code"),
    *("wijkcode", "wk_code"),
    *("gemeentecode", "gemeenteco", "gm_code"),
    *("code", "id"),
)
_NAME_NAMES: Final = (
    "statnaam",
    *("buurtnaam", "bu_naam"),
    *("wijknaam", "wk_naam"),
    *("gemeentenaam", "gemeentena", "gm_naam"),
    *("naam", "name"),
)
_LONGEST_NAME: Final = 120


# How CBS calls its figures, by flavour: camel case at PDOK, snake case in a GeoPackage, cut off in
# a Shapefile, and short in the tables; without underscores here. A share is one of a hundred.
_RESIDENTS: Final = ("aantalinwoners", "aantinw", "ainw")
_HOUSEHOLDS: Final = ("aantalhuishoudens", "aantalhh", "ahh", "aanthh")
_ONE_PERSON: Final = ("aantaleenpersoonshuishoudens", "a1phh")
_ONE_PERSON_SHARE: Final = ("percentageeenpersoonshuishoudens", "peenphh", "p1phh")
_OLDER: Final = ("aantalpersonen65jaarenouder", "a65oo")
_OLDER_SHARE: Final = ("percentagepersonen65jaarenouder", "p65eojr", "p65oo")
# CBS writes this, or less, where it tells nothing: -99990, -99995, -99997, -99999.
MISSING: Final = -99_990


@dataclass(frozen=True, slots=True)
class Division:
    """The areas of a boundary file, and what it tells of who lives there."""

    areas: tuple[Area, ...]
    figures: tuple[BuurtFigures, ...] = ()


def read_areas(content: bytes, filename: str) -> tuple[Area, ...]:
    """Return the areas in a boundary file; see :func:`read_division`."""
    return read_division(content, filename).areas


def read_division(content: bytes, filename: str, gemeente: str = "") -> Division:
    """Return the areas in a boundary file, in its order, in degrees WGS84, with CBS's figures.

    Takes GeoJSON (both CBS flavours, or features with a plain "naam" or "name"), GeoPackage and
    a zipped Shapefile, in WGS84 or RD. An area without a code of its own gets "gebied-1" and on;
    parts with the same code become one area, and CBS's water parts are left out. Of a file of
    several gemeenten only the areas of ``gemeente`` are taken.

    Raises :class:`UnreadableFile` and :class:`OutsideNetherlands`.
    """
    features = read_features(content, filename, gemeente)
    rows = [row for row in features.rows if not _is_water(row.attributes)]
    rows = _only_of(rows, gemeente, filename)
    shapes = []
    for row in rows:
        if row.shape is None or row.shape.is_empty:
            raise _unreadable(filename, row.number, "heeft geen vorm")
        shapes.append(row.shape)
    if not rows:
        raise UnreadableFile(
            filename, "Er staat alleen water in dit bestand.", "Neem het bestand met de buurten."
        )
    year = _year_in(filename)
    found: dict[str, Area] = {}
    made: list[Area] = []
    for row, shape in zip(rows, to_degrees(shapes, features.crs, filename), strict=True):
        area = _make_area(row, mend_polygons(shape), filename, year)
        made.append(area)
        before = found.get(area.code)
        found[area.code] = _join(before, area) if before else area
    figures = {
        area.code: _read_figures(area, row.attributes) for area, row in zip(made, rows, strict=True)
    }
    known = tuple(one for one in figures.values() if not one.is_empty)
    return Division(tuple(found.values()), known)


def _only_of(rows: list[Feature], gemeente: str, filename: str) -> list[Feature]:
    """Return the rows of ``gemeente`` where a file names several; all where it names one or none.

    A file of the whole country was narrowed while it was read, and is empty for another name.
    """
    named = {_first(row.attributes, GEMEENTE_COLUMNS).casefold() for row in rows} - {""}
    if not gemeente or len(named) < 2:
        return rows
    wanted = gemeente.strip().casefold()
    if wanted not in named:
        raise UnreadableFile(
            filename,
            f"In dit bestand staat geen gemeente '{gemeente}'.",
            "Kijk hoe de gemeente er precies heet, of neem een bestand van alleen uw gemeente.",
        )
    return [row for row in rows if _first(row.attributes, GEMEENTE_COLUMNS).casefold() == wanted]


def _read_figures(area: Area, attributes: Mapping[str, Any]) -> BuurtFigures:
    plain = {str(key).lower().replace("_", ""): value for key, value in attributes.items()}
    residents, households = _count(plain, _RESIDENTS), _count(plain, _HOUSEHOLDS)
    return BuurtFigures(
        area.code,
        area.year,
        residents,
        households,
        _count(plain, _ONE_PERSON, households, _ONE_PERSON_SHARE),
        _count(plain, _OLDER, residents, _OLDER_SHARE),
    )


def _count(
    plain: Mapping[str, Any],
    names: Sequence[str],
    whole: int | None = None,
    shares: Sequence[str] = (),
) -> int | None:
    """Return a figure, or work it out from its share of ``whole``; None where it is missing."""
    for name in names:
        value = _figure(plain.get(name))
        if value is not None:
            return round(value)
    for name in shares:
        value = _figure(plain.get(name))
        if value is not None and whole is not None:
            return round(whole * value / 100)
    return None


def _figure(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    # No figure of CBS's is below nought, so what is, is a code for "missing".
    return None if math.isnan(value) or value <= MISSING or value < 0 else float(value)


def _unreadable(filename: str, number: int, what: str) -> UnreadableFile:
    return UnreadableFile(
        filename, f"Gebied {number} {what}.", "Haal het bestand opnieuw op, of laat het aanvullen."
    )


def _is_water(attributes: Mapping[str, Any]) -> bool:
    """Return whether CBS says that a part is water: "JA", or "B" for water abroad."""
    return _first(attributes, ("water", "h2o")).upper() in {"JA", "B"}


def _first(attributes: Mapping[str, Any], names: Sequence[str]) -> str:
    """Return the first of ``names`` that holds something, on one line; empty when none does."""
    lowered = {str(key).lower(): value for key, value in attributes.items()}
    for name in names:
        value = lowered.get(name)
        if isinstance(value, (str, int)) and not isinstance(value, bool):
            printable = "".join(sign if sign.isprintable() else " " for sign in str(value))
            if text := " ".join(printable.split()):
                return text
    return ""


def _make_area(row: Feature, polygons: tuple[Polygon, ...], filename: str, file_year: int) -> Area:
    if not polygons:
        raise _unreadable(filename, row.number, "is geen vlak")
    name = _first(row.attributes, _NAME_NAMES)[:_LONGEST_NAME]
    if not name:
        raise _unreadable(filename, row.number, "heeft geen naam")
    code = _find_code(row)
    kind = _KINDS.get(code[:2], AreaKind.BUURT) if CBS_CODE.fullmatch(code) else AreaKind.BUURT
    return Area(code, name, kind, polygons, _find_year(row.attributes) or file_year)


def _find_code(row: Feature) -> str:
    code = _first(row.attributes, _CODE_NAMES)
    upper = code.upper()
    if CBS_CODE.fullmatch(upper):
        return upper
    plain = _first(row.attributes, ("code",))
    return plain if _OWN_CODE.fullmatch(plain) else f"gebied-{row.number}"


def _find_year(attributes: Mapping[str, Any]) -> int:
    """Return the year before the code in "2025BU00340101", or in the column "jaar"."""
    return _year_in(_first(attributes, ("jrstatcode",))[:4]) or _year_in(
        _first(attributes, ("jaar",))
    )


def _year_in(text: str) -> int:
    found = re.search(r"(?<!\d)(19[89]\d|20\d\d)(?!\d)", text)
    return int(found.group()) if found else 0


def _join(one: Area, other: Area) -> Area:
    """Return two parts of one area as one."""
    import shapely

    whole = shapely.unary_union([build_shape(one.polygons), build_shape(other.polygons)])
    return replace(one, polygons=mend_polygons(whole))


def locate(points: Sequence[Point], areas: Sequence[Area]) -> list[str]:
    """Return for each of ``points`` the code of the buurt that it lies in, or "".

    A point on the line between two buurten belongs to the one that stands first in ``areas``.
    """
    buurten = tuple(area for area in areas if area.kind is AreaKind.BUURT)
    codes = [""] * len(points)
    if not points or not buurten:
        return codes
    import geopandas

    where = geopandas.GeoDataFrame(
        geometry=geopandas.points_from_xy(
            [point.lon for point in points], [point.lat for point in points], crs="EPSG:4326"
        )
    )
    joined = geopandas.sjoin(where, _frame(buurten), predicate="intersects")
    found = joined["index_right"].groupby(level=0).min()
    for position, buurt in found.items():
        codes[position] = buurten[buurt].code
    return codes


@lru_cache(maxsize=4)
def _frame(areas: tuple[Area, ...]) -> Any:
    """Return a GeoDataFrame of shapes only, in the order of ``areas``, kept for the next time."""
    import geopandas

    return geopandas.GeoDataFrame(
        geometry=[build_shape(area.polygons) for area in areas], crs="EPSG:4326"
    )


def read_streets(content: bytes, filename: str = "straten.geojson") -> tuple[Street, ...]:
    """Return the streets in a GeoJSON of lines with "name" (or "naam") and "buurt" (a code).

    Raises :class:`UnreadableFile` and :class:`OutsideNetherlands`.
    """
    features = read_features(content, filename)
    shapes = []
    for row in features.rows:
        if row.shape is None or row.shape.geom_type not in ("LineString", "MultiLineString"):
            raise UnreadableFile(
                filename,
                f"Straat {row.number} is geen lijn.",
                "Neem een GeoJSON met van elke straat één lijn.",
            )
        shapes.append(row.shape)
    streets: list[Street] = []
    for row, shape in zip(features.rows, to_degrees(shapes, features.crs, filename), strict=True):
        name = _first(row.attributes, ("name", "naam", "straatnaam"))[:_LONGEST_NAME]
        if not name:
            raise UnreadableFile(
                filename, f"Straat {row.number} heeft geen naam.", "Laat het bestand aanvullen."
            )
        buurt = _first(row.attributes, ("buurt", "buurtcode"))
        streets.extend(Street(name, buurt, line) for line in _lines(shape))
    return tuple(streets)


def _lines(shape: Any) -> list[tuple[tuple[float, float], ...]]:
    import shapely

    return [
        tuple((round(x, DECIMALS), round(y, DECIMALS)) for x, y in part.coords)
        for part in shapely.get_parts(shapely.force_2d(shape))
    ]
