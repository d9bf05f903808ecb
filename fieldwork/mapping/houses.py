"""A local list of addresses with their points: a table (CSV) or a BAG extract as a map file."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from fieldwork.domain.places import POSTCODE, Address, Point
from fieldwork.domain.refusals import OutsideNetherlands, UnreadableFile, UnreadableLine
from fieldwork.mapping.addresses import fold_name
from fieldwork.mapping.files import LARGEST_FILE, MEGABYTE, read_features
from fieldwork.mapping.shapes import RD, RD_BOUNDS, WGS84, to_degrees

MOST_HOUSES: Final = 500_000
# Headings by what they hold, without capitals, spaces or underscores.
_STREET: Final = ("openbareruimtenaam", "openbareruimte", "straatnaam", "straat", "street")
_NUMBER: Final = ("huisnummer", "nummer", "housenumber")
_LETTER: Final = ("huisletter",)
_ADDITION: Final = ("huisnummertoevoeging", "toevoeging")
_POSTCODE: Final = ("postcode",)
_LAT: Final = ("lat", "latitude", "breedtegraad")
_LON: Final = ("lon", "lng", "longitude", "lengtegraad")
_X: Final = ("x", "xcoordinaat", "rdx", "xrd")
_Y: Final = ("y", "ycoordinaat", "rdy", "yrd")


@dataclass(frozen=True, slots=True)
class House:
    """An address with its point."""

    address: Address
    point: Point

    @property
    def folded(self) -> str:
        """What it is found by: street and number, without capitals, spaces or accents."""
        return fold_address(self.address)


def fold_address(address: Address) -> str:
    """Return how an address is compared: "Waal straat 12 A" and "waalstraat 12a" are the same."""
    return f"{fold_name(address.street)} {re.sub(r'[^0-9a-z]', '', address.number.casefold())}"


def read_houses(content: bytes, name: str) -> tuple[House, ...]:
    """Return the addresses of a CSV (with coordinates in degrees or RD), GeoPackage or GeoJSON.

    Raises :class:`UnreadableFile`, :class:`UnreadableLine` and :class:`OutsideNetherlands`;
    swapped coordinates are refused with their line.
    """
    if len(content) > LARGEST_FILE:
        raise UnreadableFile(
            name,
            f"Dit bestand is groter dan {LARGEST_FILE // MEGABYTE} MB.",
            "Neem alleen de adressen van uw gemeente.",
        )
    start = content[:16].lstrip(b"\xef\xbb\xbf \r\n")
    is_map = start.startswith((b"{", b"SQLite format 3", b"PK\x03\x04"))
    found = _from_map(content, name) if is_map else _from_table(content, name)
    if not found:
        raise UnreadableFile(
            name, "Er staat geen enkel adres in dit bestand.", "Neem een bestand met adressen."
        )
    return found


def _from_map(content: bytes, name: str) -> tuple[House, ...]:
    features = read_features(content, name)
    rows = [row for row in features.rows if row.shape is not None and not row.shape.is_empty]
    if any(row.shape is not None and row.shape.geom_type != "Point" for row in rows):
        raise UnreadableFile(
            name, "Dit zijn geen punten.", "Neem een bestand met van elk adres één punt."
        )
    shapes = to_degrees([row.shape for row in rows if row.shape], features.crs, name)
    found = []
    for row, shape in zip(rows, shapes, strict=True):
        address = _address(_plain(row.attributes))
        if address:
            point: Any = shape
            found.append(House(address, Point(round(point.y, 6), round(point.x, 6))))
    return tuple(found)


def _from_table(content: bytes, name: str) -> tuple[House, ...]:
    text = _decode(content, name)
    first = text.partition("\n")[0]
    separator = max(";,\t|", key=first.count)
    reader = csv.DictReader(io.StringIO(text), delimiter=separator)
    headings = {_heading(one) for one in reader.fieldnames or () if one}
    degrees = bool(headings & set(_LAT)) and bool(headings & set(_LON))
    metres = bool(headings & set(_X)) and bool(headings & set(_Y))
    if not headings & set(_STREET) or not (degrees or metres):
        raise UnreadableFile(
            name,
            "We herkennen de kolommen niet.",
            "Nodig zijn: straat, huisnummer, en lat en lon, of x en y.",
        )
    rows = _numbered(reader, name)
    if degrees:
        spots = [_degrees(row, line, name) for line, row in rows]
    else:
        spots = _from_metres(rows, name)
    return tuple(
        House(address, point)
        for (_, row), point in zip(rows, spots, strict=True)
        if (address := _address(row))
    )


def _decode(content: bytes, name: str) -> str:
    if b"\0" in content[:4096]:
        raise UnreadableFile(name, "Dit is geen tabel.", "Bewaar het als CSV, met kopregel.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _numbered(reader: "csv.DictReader[str]", name: str) -> list[tuple[int, dict[str, Any]]]:
    rows = []
    try:
        for row in reader:
            if any(row.values()):
                rows.append((reader.line_num, _plain(row)))
            if len(rows) > MOST_HOUSES:
                raise UnreadableFile(
                    name, "Er staan te veel adressen in.", "Neem alleen die van uw gemeente."
                )
    except csv.Error:
        raise UnreadableLine(name, reader.line_num, "Deze regel is niet te lezen.") from None
    return rows


def _degrees(row: Mapping[str, Any], line: int, name: str) -> Point:
    lat, lon = _number(row, _LAT, line, name), _number(row, _LON, line, name)
    try:
        return Point(round(lat, 6), round(lon, 6))
    except OutsideNetherlands:
        said = (
            "De lengte- en breedtegraad zijn omgewisseld."
            if _is_dutch(lon, lat)
            else "Dit punt ligt buiten Nederland."
        )
        raise UnreadableLine(name, line, said) from None


def _is_dutch(lat: float, lon: float) -> bool:
    try:
        Point(lat, lon)
    except OutsideNetherlands:
        return False
    return True


def _from_metres(rows: Iterable[tuple[int, Mapping[str, Any]]], name: str) -> list[Point]:
    from pyproj import Transformer
    from pyproj.network import set_network_enabled  # type: ignore[attr-defined]

    set_network_enabled(active=False)
    west, south, east, north = RD_BOUNDS
    xs, ys = [], []
    for line, row in rows:
        x, y = _number(row, _X, line, name), _number(row, _Y, line, name)
        if not (west <= x <= east and south <= y <= north):
            said = (
                "x en y zijn omgewisseld."
                if west <= y <= east and south <= x <= north
                else ("Dit punt ligt buiten Nederland.")
            )
            raise UnreadableLine(name, line, said)
        xs.append(x)
        ys.append(y)
    if not xs:
        return []
    lons, lats = Transformer.from_crs(RD, WGS84, always_xy=True).transform(xs, ys)
    return [Point(round(lat, 6), round(lon, 6)) for lon, lat in zip(lons, lats, strict=True)]


def _number(row: Mapping[str, Any], names: Sequence[str], line: int, name: str) -> float:
    """Return a coordinate; a comma is read as the Dutch write it: "52,3702"."""
    text = str(_first(row, names)).strip()
    if not re.fullmatch(r"-?\d{1,7}([.,]\d{1,15})?", text):
        raise UnreadableLine(name, line, "De coördinaten zijn geen getallen.")
    return float(text.replace(",", "."))


def _address(row: Mapping[str, Any]) -> Address | None:
    street = " ".join(str(_first(row, _STREET)).split())[:120]
    if not street:
        return None
    parts = [str(_first(row, names)).strip() for names in (_NUMBER, _LETTER)]
    addition = str(_first(row, _ADDITION)).strip()
    number = "".join(parts).removesuffix(".0") + (f"-{addition}" if addition else "")
    postcode = str(_first(row, _POSTCODE)).strip().upper()
    return Address(street, number[:20], postcode if POSTCODE.match(postcode) else "")


def _plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {_heading(str(key)): value for key, value in row.items() if key is not None}


def _heading(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _first(row: Mapping[str, Any], names: Sequence[str]) -> Any:
    for name in names:
        value = row.get(name)
        if value not in (None, "") and value == value:  # a missing number is not itself
            return value
    return ""
