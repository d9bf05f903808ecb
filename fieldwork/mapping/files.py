"""Boundary files as they arrive: recognised by their first bytes, never by their name."""

import io
import json
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final, NoReturn

from fieldwork.domain.refusals import UnreadableFile

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

MEGABYTE: Final = 1024 * 1024
# CBS's map of the whole country, with all levels and figures, as it is downloaded.
LARGEST_FILE: Final = 250 * MEGABYTE
LARGEST_UNPACKED: Final = 1024 * MEGABYTE
# Shapes pack to a third or so. What grows more than this is no map; a small file may grow freely.
MOST_GROWTH: Final = 40
FREE_GROWTH: Final = 20 * MEGABYTE
MOST_FEATURES: Final = 20_000
# From so many areas on a file is of more than one gemeente, and only the study's own are read.
MANY_FEATURES: Final = 1_500
GEMEENTE_COLUMNS: Final = ("gemeentenaam", "gm_naam", "gemeentena")
_SHAPEFILE_PARTS: Final = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_SHAPEFILE_MAGIC: Final = b"\x00\x00\x27\x0a"
_GOOD_KINDS: Final = "Neem een GeoJSON, een GeoPackage of een Shapefile in een zip-bestand."


@dataclass(frozen=True, slots=True)
class Feature:
    """One row of a boundary file: its attributes, and its shape in the file's own coordinates."""

    number: int
    attributes: Mapping[str, Any]
    shape: "BaseGeometry | None"


@dataclass(frozen=True, slots=True)
class Features:
    """What a boundary file holds. ``crs`` is as the file names it; empty when it is silent."""

    rows: tuple[Feature, ...]
    crs: str = ""


def read_features(content: bytes, name: str, gemeente: str = "") -> Features:
    """Return what is in a GeoJSON, GeoPackage, or a zip with a Shapefile or GeoPackage in it.

    ``name`` is only for the sentence that a reader gets to see. Of a GeoPackage or Shapefile of
    the whole country only the rows of ``gemeente`` are read. Raises :class:`UnreadableFile`.
    """
    if len(content) > LARGEST_FILE:
        raise UnreadableFile(
            name,
            f"Dit bestand is groter dan {LARGEST_FILE // MEGABYTE} MB.",
            "Neem alleen de buurten van uw gemeente.",
        )
    start = content[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not content.strip():
        raise UnreadableFile(name, "Dit bestand is leeg.", _GOOD_KINDS)
    if start.startswith(b"{"):
        features = _read_geojson(content, name)
    elif content.startswith(b"SQLite format 3\x00"):
        features = _read_geopackage(content, name, gemeente)
    elif content.startswith(b"PK\x03\x04"):
        features = _read_zip(content, name, gemeente)
    else:
        _refuse_kind(start, name)
    return _check_amount(features, name)


def _refuse_kind(start: bytes, name: str) -> NoReturn:
    if start.startswith(b"<"):
        raise UnreadableFile(name, "Dit is een XML-bestand; dat lezen we niet.", _GOOD_KINDS)
    if start.startswith(_SHAPEFILE_MAGIC):
        raise UnreadableFile(
            name,
            "Dit is een deel van een Shapefile.",
            "Doe de delen (.shp, .shx, .dbf en .prj) samen in één zip-bestand.",
        )
    raise UnreadableFile(name, "We herkennen dit bestand niet.", _GOOD_KINDS)


def _check_amount(features: Features, name: str) -> Features:
    if not features.rows:
        raise UnreadableFile(name, "Er staat geen enkel gebied in dit bestand.", _GOOD_KINDS)
    if len(features.rows) > MOST_FEATURES:
        raise UnreadableFile(
            name,
            f"Er staan meer dan {MOST_FEATURES:,} gebieden in dit bestand.".replace(",", "."),
            "Neem alleen de buurten van uw gemeente.",
        )
    return features


# GeoJSON is read without GDAL, so that nothing in it can send GDAL to another file.


def _read_geojson(content: bytes, name: str) -> Features:
    document = _parse_json(content, name)
    kind = document.get("type")
    if kind == "FeatureCollection":
        found = document.get("features")
    elif kind == "Feature":
        found = [document]
    else:
        raise UnreadableFile(name, "Dit is wel JSON, maar geen GeoJSON met gebieden.", _GOOD_KINDS)
    if not isinstance(found, list):
        raise UnreadableFile(name, "De lijst met gebieden ontbreekt.", _GOOD_KINDS)
    rows = tuple(_read_feature(number, entry, name) for number, entry in enumerate(found, 1))
    return Features(rows, _named_crs(document))


def _parse_json(content: bytes, name: str) -> dict[str, Any]:
    try:
        document = json.loads(content.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except UnicodeDecodeError:
        raise UnreadableFile(
            name,
            "De tekens in dit bestand kloppen niet.",
            "Bewaar het opnieuw, met de tekenset UTF-8.",
        ) from None
    except (ValueError, RecursionError):
        raise UnreadableFile(
            name,
            "Dit bestand is geen goede GeoJSON; misschien is het afgebroken.",
            "Haal het opnieuw op.",
        ) from None
    if not isinstance(document, dict):
        raise UnreadableFile(name, "Dit is geen GeoJSON met gebieden.", _GOOD_KINDS)
    return document


def _refuse_constant(constant: str) -> NoReturn:
    raise ValueError(f"GeoJSON has no {constant}")


def _named_crs(document: Mapping[str, Any]) -> str:
    """Return the name in GeoJSON's old "crs" member, which Dutch files in RD still carry."""
    crs = document.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return name if isinstance(name, str) else ""


def _read_feature(number: int, entry: object, name: str) -> Feature:
    if not isinstance(entry, dict):
        raise UnreadableFile(name, f"Gebied {number} is niet te lezen.", "Haal het opnieuw op.")
    attributes = entry.get("properties")
    return Feature(
        number,
        attributes if isinstance(attributes, dict) else {},
        _read_geometry(entry.get("geometry"), number, name),
    )


def _read_geometry(geometry: object, number: int, name: str) -> "BaseGeometry | None":
    if geometry is None:
        return None
    if not isinstance(geometry, dict) or _holds_text(geometry.get("coordinates")):
        raise UnreadableFile(
            name,
            f"De coördinaten van gebied {number} zijn geen getallen.",
            "Haal het bestand opnieuw op, of bewaar het opnieuw als GeoJSON.",
        )
    from shapely.errors import GEOSException
    from shapely.geometry import shape

    try:
        return shape(geometry)
    except (GEOSException, ValueError, TypeError, LookupError, AttributeError, OverflowError):
        raise UnreadableFile(
            name,
            f"De vorm van gebied {number} is niet te lezen.",
            "Haal het bestand opnieuw op, of bewaar het opnieuw als GeoJSON.",
        ) from None


def _holds_text(coordinates: object) -> bool:
    """Return whether anything but numbers is in nested lists of coordinates."""
    todo = [coordinates]
    while todo:
        item = todo.pop()
        if isinstance(item, list):
            todo.extend(item)
        elif isinstance(item, bool) or not isinstance(item, (int, float)):
            return True
    return False


# GeoPackage and Shapefile are read by GDAL, from a folder that holds nothing else.


def _read_geopackage(content: bytes, name: str, gemeente: str) -> Features:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "areas.gpkg"
        path.write_bytes(content)
        return _read_with_gdal(path, name, gemeente)


def _read_zip(content: bytes, name: str, gemeente: str) -> Features:
    with tempfile.TemporaryDirectory() as folder:
        path = _unpack(content, Path(folder), name)
        with path.open("rb") as opened:
            start = opened.read(16)
        if path.suffix == ".shp" and not start.startswith(_SHAPEFILE_MAGIC):
            raise UnreadableFile(name, "Het .shp-bestand is geen Shapefile.", _GOOD_KINDS)
        if path.suffix == ".gpkg" and not start.startswith(b"SQLite format 3"):
            raise UnreadableFile(name, "Het .gpkg-bestand is geen GeoPackage.", _GOOD_KINDS)
        return _read_with_gdal(path, name, gemeente)


def _unpack(content: bytes, folder: Path, name: str) -> Path:
    """Unpack the one map into ``folder`` under a name of our own; return the file to open."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = _package_members(archive) or _shapefile_members(archive, name)
            left = min(LARGEST_UNPACKED, max(FREE_GROWTH, MOST_GROWTH * len(content)))
            for suffix, member in members.items():
                left -= _unpack_member(archive, member, folder / f"areas{suffix}", left, name)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError):
        raise UnreadableFile(
            name,
            "Dit zip-bestand is beschadigd of heeft een wachtwoord.",
            "Haal het opnieuw op, en geef er geen wachtwoord aan.",
        ) from None
    return folder / ("areas.gpkg" if ".gpkg" in members else "areas.shp")


def _package_members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Return the one GeoPackage of a zip, as CBS packs it; empty when it holds none or several."""
    files = [one for one in archive.infolist() if one.filename.lower().endswith(".gpkg")]
    return {".gpkg": files[0]} if len(files) == 1 else {}


def _shapefile_members(archive: zipfile.ZipFile, name: str) -> dict[str, zipfile.ZipInfo]:
    files = [info for info in archive.infolist() if not info.is_dir()]
    shapes = [info for info in files if info.filename.lower().endswith(".shp")]
    if not shapes:
        raise UnreadableFile(name, "In dit zip-bestand zit geen Shapefile.", _GOOD_KINDS)
    if len(shapes) > 1:
        raise UnreadableFile(
            name,
            f"In dit zip-bestand zitten {len(shapes)} Shapefiles.",
            "Doe alleen die met de buurten erin.",
        )
    stem = PurePosixPath(shapes[0].filename).with_suffix("")
    found = {
        PurePosixPath(info.filename).suffix.lower(): info
        for info in files
        if PurePosixPath(info.filename).with_suffix("") == stem
    }
    if missing := [suffix for suffix in (".shx", ".dbf") if suffix not in found]:
        raise UnreadableFile(
            name,
            f"Van de Shapefile ontbreekt {' en '.join(missing)}.",
            "Doe alle delen samen in één zip-bestand.",
        )
    return {suffix: found[suffix] for suffix in _SHAPEFILE_PARTS if suffix in found}


def _unpack_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, limit: int, name: str
) -> int:
    """Write one member to ``target``; return its bytes, counted while they stream past.

    The size that a zip states about itself is no proof: 500 kB may hold 500 MB.
    """
    written = 0
    with archive.open(member) as source, target.open("wb") as out:
        while chunk := source.read(MEGABYTE):
            written += len(chunk)
            if written > limit:
                raise UnreadableFile(
                    name,
                    "Uitgepakt is dit veel groter dan een kaart kan zijn.",
                    "Haal het opnieuw op, of neem alleen de buurten van uw gemeente.",
                )
            out.write(chunk)
    return written


def _read_with_gdal(path: Path, name: str, gemeente: str) -> Features:
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError, FieldError, GeometryError

    try:
        layer = _choose_layer(path)
        frame = pyogrio.read_dataframe(
            path,
            layer=layer,
            max_features=MOST_FEATURES + 1,
            where=_of_gemeente(path, layer, gemeente),
        )
    except (DataSourceError, DataLayerError, FieldError, GeometryError, UnicodeError):
        raise UnreadableFile(
            name, "Dit bestand is beschadigd of afgebroken.", "Haal het opnieuw op."
        ) from None
    if "geometry" not in frame:
        raise UnreadableFile(name, "Er staan geen vormen in dit bestand.", _GOOD_KINDS)
    attributes = frame.drop(columns="geometry").to_dict("records")
    rows = tuple(
        Feature(number, row, shape)
        for number, (row, shape) in enumerate(zip(attributes, frame.geometry, strict=True), 1)
    )
    return Features(rows, frame.crs.to_wkt() if frame.crs is not None else "")


def _of_gemeente(path: Path, layer: str, gemeente: str) -> str | None:
    """Return what to ask GDAL for: of a map of the country only the rows of one gemeente."""
    import pyogrio

    about = pyogrio.read_info(path, layer=layer)
    if not gemeente or about["features"] < MANY_FEATURES:
        return None
    column = next((one for one in about["fields"] if one.lower() in GEMEENTE_COLUMNS), "")
    quoted = gemeente.replace("'", "''")
    return f"\"{column}\" = '{quoted}'" if column else None


def _choose_layer(path: Path) -> str:
    """Return the layer of the buurten where there are several, else the first with shapes."""
    import pyogrio

    layers = [(str(title), str(kind)) for title, kind in pyogrio.list_layers(path)]
    drawn = [title for title, kind in layers if "Polygon" in kind or kind == "Unknown"]
    by_name = [title for title in drawn if "buurt" in title.lower()]
    best = [title for title in by_name if not title.lower().startswith(("wijk", "gemeente"))]
    return (best or by_name or drawn or [layers[0][0] if layers else ""])[0]
