"""Boundary files as people have them: both CBS flavours, other formats, and damaged ones."""

import io
import json
import struct
import subprocess
import sys
import zipfile

import pytest

from fieldwork.domain.places import Area, AreaKind, Point
from fieldwork.domain.refusals import OutsideNetherlands, Refusal, UnreadableFile
from fieldwork.mapping import files
from fieldwork.mapping.areas import locate, read_areas, read_streets

from .conftest import DEMO, RD_SQUARE, SQUARE, Saver, collection, feature


def zipped(parts: dict[str, bytes], stem: str = "buurten") -> bytes:
    """Return a zip-file of ``parts``, by suffix."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for suffix, content in parts.items():
            archive.writestr(f"{stem}{suffix}", content)
    return out.getvalue()


def corners(area: Area) -> tuple[float, float, float, float]:
    """Return west, south, east and north of an area."""
    lons, lats = zip(*area.polygons[0][0], strict=True)
    return min(lons), min(lats), max(lons), max(lats)


# The example study


def test_the_example_area_holds_the_five_buurten_in_their_order(areas: tuple[Area, ...]) -> None:
    assert [(area.code, area.name) for area in areas] == [
        ("BU99990101", "Sluisbuurt"),
        ("BU99990102", "Kadebuurt"),
        ("BU99990103", "Tuindorp"),
        ("BU99990104", "Molenveld"),
        ("BU99990105", "Stationskwartier"),
    ]
    assert {area.year for area in areas} == {2025}


def test_the_example_buurten_fit_together_without_gap_or_overlap(areas: tuple[Area, ...]) -> None:
    import shapely

    from fieldwork.mapping.shapes import build_shape

    shapes = [build_shape(area.polygons) for area in areas]
    whole = shapely.unary_union(shapes)
    assert whole.geom_type == "Polygon"
    assert len(whole.interiors) == 0
    assert sum(shape.area for shape in shapes) == pytest.approx(whole.area)


def test_every_example_street_lies_within_its_own_buurt(areas: tuple[Area, ...]) -> None:
    streets = read_streets((DEMO / "streets.geojson").read_bytes())
    assert len(streets) == 30
    for street in streets:
        found = locate([Point(lat, lon) for lon, lat in street.line], areas)
        assert set(found) == {street.buurt}, street.name


# Flavours and formats


def test_the_flavour_of_cbs_gebiedsindelingen_is_read() -> None:
    row = feature(
        statcode="BU00340101", jrstatcode="2023BU00340101", statnaam="Haven", gmCode="GM0034"
    )
    (area,) = read_areas(collection(row), "gebieden.geojson")
    assert (area.code, area.name, area.year) == ("BU00340101", "Haven", 2023)
    assert area.kind is AreaKind.BUURT


def test_the_flavour_of_cbs_wijken_en_buurten_is_read() -> None:
    row = feature(
        buurtcode="BU00340101", buurtnaam="Haven", wijkcode="WK003401", gemeentecode="GM0034"
    )
    (area,) = read_areas(collection(row), "wijkenbuurten_2024_v1.geojson")
    assert (area.code, area.name, area.year) == ("BU00340101", "Haven", 2024)


@pytest.mark.parametrize(
    ("code", "kind"), [("WK003401", AreaKind.WIJK), ("GM0034", AreaKind.GEMEENTE)]
)
def test_wijken_and_gemeenten_are_told_apart_by_their_code(code: str, kind: AreaKind) -> None:
    (area,) = read_areas(collection(feature(statcode=code, statnaam="Haven")), "x.geojson")
    assert area.kind is kind


@pytest.mark.parametrize("column", ["name", "naam", "NAAM"])
def test_areas_with_no_more_than_a_name_get_a_code(column: str) -> None:
    (area,) = read_areas(collection(feature(**{column: "Noord"})), "x.geojson")
    assert (area.code, area.name, area.kind) == ("gebied-1", "Noord", AreaKind.BUURT)


def test_a_code_that_is_no_code_is_not_taken_over() -> None:
    (area,) = read_areas(collection(feature(code="{{7*7}}", naam="Noord")), "x.geojson")
    assert area.code == "gebied-1"


def test_the_water_of_a_buurt_is_left_out_and_its_parts_become_one() -> None:
    east = [[lon + 0.02, lat] for lon, lat in SQUARE]
    far = [[lon + 0.04, lat] for lon, lat in SQUARE]
    names = {"buurtcode": "BU00340101", "buurtnaam": "Haven"}
    (area,) = read_areas(
        collection(
            feature(SQUARE, **names, water="NEE"),
            feature(east, **names, water="NEE"),
            feature(far, **names, water="JA"),
        ),
        "x.geojson",
    )
    assert len(area.polygons) == 2


def test_geojson_that_says_it_is_in_rd_becomes_degrees() -> None:
    rd = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
    (area,) = read_areas(collection(feature(RD_SQUARE, naam="Noord"), crs=rd), "x.geojson")
    assert corners(area) == pytest.approx((5.181, 52.532, 5.196, 52.541), abs=2e-3)


def test_geojson_that_says_nothing_but_looks_like_rd_becomes_degrees() -> None:
    (area,) = read_areas(collection(feature(RD_SQUARE, naam="Noord")), "x.geojson")
    assert corners(area) == pytest.approx((5.181, 52.532, 5.196, 52.541), abs=2e-3)


def test_rd_becomes_degrees_to_within_a_metre() -> None:
    # The origin of RD, the Onze Lieve Vrouwetoren in Amersfoort, in ETRS89 (NSGI).
    ring = [[155_000, 463_000], [155_100, 463_000], [155_100, 463_100], [155_000, 463_000]]
    (area,) = read_areas(collection(feature(ring, naam="Toren")), "x.geojson")
    lon, lat = corners(area)[:2]
    assert lat == pytest.approx(52.155172897, abs=1e-5)
    assert lon == pytest.approx(5.387203657, abs=1e-5)


@pytest.mark.parametrize("crs", [28992, 4326])
def test_a_geopackage_is_read_in_rd_and_in_degrees(saved_as: Saver, crs: int) -> None:
    content = saved_as("GPKG", ".gpkg", crs)[".gpkg"]
    areas = read_areas(content, "buurten.gpkg")
    assert [(area.code, area.name, area.year) for area in areas] == [
        ("BU99990101", "Sluisbuurt", 2024),
        ("BU99990102", "Coöperatiebuurt", 2024),
    ]
    assert corners(areas[0]) == pytest.approx((5.181, 52.532, 5.196, 52.541), abs=2e-3)


def test_a_shapefile_in_a_zip_is_read(saved_as: Saver) -> None:
    areas = read_areas(zipped(saved_as("ESRI Shapefile", ".shp")), "buurten.zip")
    assert [area.name for area in areas] == ["Sluisbuurt", "Coöperatiebuurt"]


def test_the_format_is_told_by_the_content_and_not_by_the_name(saved_as: Saver) -> None:
    content = saved_as("GPKG", ".gpkg")[".gpkg"]
    assert len(read_areas(content, "buurten.geojson")) == 2


def test_a_ring_that_crosses_itself_is_mended() -> None:
    bow = [[5.20, 52.55], [5.21, 52.56], [5.21, 52.55], [5.20, 52.56], [5.20, 52.55]]
    (area,) = read_areas(collection(feature(bow, naam="Strik")), "x.geojson")
    assert len(area.polygons) == 2


def test_a_hole_and_a_height_are_kept_and_dropped() -> None:
    hole = [[5.203, 52.553], [5.207, 52.553], [5.207, 52.557], [5.203, 52.553]]
    row = feature([[*spot, 1.5] for spot in SQUARE], naam="Noord")
    row["geometry"]["coordinates"].append(hole)
    (area,) = read_areas(collection(row), "x.geojson")
    outer, inner = area.polygons[0]
    assert len(inner) == 4
    assert all(len(spot) == 2 for spot in outer)


# Refusals


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="leeg"):
        read_areas(b" \n", "leeg.geojson")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (collection(), "geen enkel gebied"),
        (b"%PDF-1.7", "herkennen"),
        (b"{", "geen goede GeoJSON"),
        (b'{"type": "Topology"}', "geen GeoJSON met gebieden"),
        (b'{"type": "FeatureCollection"}', "lijst met gebieden"),
        (b'{"type": "FeatureCollection", "features": [7]}', "niet te lezen"),
        (b'{"a": ' + b"[" * 100_000, "geen goede GeoJSON"),
        (b'{"naam": "caf\xe9"}', "UTF-8"),
        (b'{"type": "FeatureCollection", "features": [NaN]}', "geen goede GeoJSON"),
        (struct.pack(">i", 9994) + bytes(96), "deel van een Shapefile"),
        (collection(feature(statcode="BU00340101")), "geen naam"),
        (collection({**feature(naam="Noord"), "geometry": None}), "geen vorm"),
        (collection({**feature(naam="Noord"), "geometry": "vlak"}), "geen getallen"),
        (collection(feature([["5.2", "52.5"]] * 4, naam="Noord")), "geen getallen"),
        (collection(feature([[True, 52.5]] * 4, naam="Noord")), "geen getallen"),
        (collection(feature([[5.2, 52.5]] * 2, naam="Noord")), "niet te lezen"),
        (collection(feature(7, naam="Noord")), "niet te lezen"),  # type: ignore[arg-type]
        (collection(feature([[10**400, 52]] * 4, naam="Noord")), "niet te lezen"),
        (collection(feature(naam="Noord", water="JA")), "alleen water"),
    ],
)
def test_what_is_no_boundary_file_is_refused_in_words(content: bytes, says: str) -> None:
    with pytest.raises(UnreadableFile, match=says):
        read_areas(content, "buurten.geojson")


def test_an_endless_number_is_refused() -> None:
    content = collection(feature(naam="Noord")).replace(b"52.56", b"1e999")
    with pytest.raises(UnreadableFile, match="coördinaten kloppen niet"):
        read_areas(content, "x.geojson")


def test_a_point_is_refused_as_an_area() -> None:
    row = feature(naam="Noord")
    row["geometry"] = {"type": "Point", "coordinates": [5.2, 52.55]}
    with pytest.raises(UnreadableFile, match="geen vlak"):
        read_areas(collection(row), "x.geojson")


@pytest.mark.parametrize(
    "ring",
    [
        [[lat, lon] for lon, lat in SQUARE],
        [[lon + 90, lat] for lon, lat in SQUARE],
        [[x * 10, y * 10] for x, y in RD_SQUARE],
    ],
    ids=["swapped", "elsewhere", "no-known-metres"],
)
def test_what_lies_outside_the_netherlands_is_refused(ring: list[list[float]]) -> None:
    with pytest.raises(OutsideNetherlands):
        read_areas(collection(feature(ring, naam="Noord")), "x.geojson")


def test_an_unknown_coordinate_system_is_refused() -> None:
    odd = {"type": "name", "properties": {"name": "EPSG:999999"}}
    with pytest.raises(UnreadableFile, match="RD"):
        read_areas(collection(feature(naam="Noord"), crs=odd), "x.geojson")


def test_a_vrt_is_refused_whatever_its_name() -> None:
    vrt = b"<OGRVRTDataSource><OGRVRTLayer name='p'><SrcDataSource>/etc/passwd</SrcDataSource>"
    with pytest.raises(UnreadableFile, match="XML"):
        read_areas(vrt, "buurten.geojson")


def test_a_vrt_in_the_place_of_a_shapefile_is_refused() -> None:
    vrt = b"<OGRVRTDataSource></OGRVRTDataSource>"
    with pytest.raises(UnreadableFile, match="geen Shapefile"):
        read_areas(zipped({".shp": vrt, ".shx": b"", ".dbf": b""}), "buurten.zip")


def test_gdal_has_no_vrt_driver_once_fieldwork_is_loaded() -> None:
    code = (
        "import fieldwork.mapping.areas, pyogrio\n"
        "print([name for name in pyogrio.list_drivers() if 'VRT' in name])"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert said.stdout.strip() == "[]"


def test_a_zip_without_a_shapefile_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="geen Shapefile"):
        read_areas(zipped({".txt": b"niets"}), "buurten.zip")


def test_a_zip_with_two_shapefiles_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="2 Shapefiles"):
        read_areas(zipped({"1.shp": b"", "2.shp": b""}), "buurten.zip")


def test_a_shapefile_without_its_table_is_refused(saved_as: Saver) -> None:
    parts = saved_as("ESRI Shapefile", ".shp")
    with pytest.raises(UnreadableFile, match=r"\.dbf"):
        read_areas(zipped({".shp": parts[".shp"], ".shx": parts[".shx"]}), "buurten.zip")


def test_a_damaged_zip_is_refused(saved_as: Saver) -> None:
    whole = bytearray(zipped(saved_as("ESRI Shapefile", ".shp")))
    whole[60:90] = bytes(30)
    for content in (bytes(whole), bytes(whole[: len(whole) // 2])):
        with pytest.raises(UnreadableFile, match="beschadigd"):
            read_areas(content, "buurten.zip")


def test_a_damaged_geopackage_is_refused(saved_as: Saver) -> None:
    content = saved_as("GPKG", ".gpkg")[".gpkg"]
    with pytest.raises(UnreadableFile):
        read_areas(content[:5000], "buurten.gpkg")


def test_a_zip_bomb_is_stopped_while_it_unpacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST_UNPACKED", 3 * files.MEGABYTE)
    bomb = zipped({".shp": bytes(8 * files.MEGABYTE), ".shx": b"", ".dbf": b""})
    assert len(bomb) < 20_000
    with pytest.raises(UnreadableFile, match="Uitgepakt"):
        read_areas(bomb, "buurten.zip")


def test_a_zip_that_lies_about_its_size_is_stopped_as_well(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(files, "LARGEST_UNPACKED", 3 * files.MEGABYTE)
    size = struct.pack("<I", 8 * files.MEGABYTE)
    bomb = zipped({".shp": bytes(8 * files.MEGABYTE), ".shx": b"", ".dbf": b""})
    lying = bomb.replace(size, struct.pack("<I", 100))
    assert lying != bomb
    with pytest.raises(UnreadableFile):
        read_areas(lying, "buurten.zip")


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST_FILE", 100)
    with pytest.raises(UnreadableFile, match="groter dan"):
        read_areas(collection(feature(naam="Noord")), "x.geojson")


def test_a_file_of_too_many_areas_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_FEATURES", 2)
    with pytest.raises(UnreadableFile, match="meer dan 2 gebieden"):
        read_areas(collection(*[feature(naam="Noord")] * 3), "x.geojson")


def test_a_refusal_says_where_and_what_now_without_the_files_text() -> None:
    with pytest.raises(Refusal) as refused:
        read_areas(b'{"geheim": "Fatma"}', "buurten.geojson")
    assert refused.value.where == "Bestand 'buurten.geojson'"
    assert refused.value.what_now
    assert "Fatma" not in str(refused.value)


# Streets


def test_a_street_that_is_no_line_or_has_no_name_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="geen lijn"):
        read_streets(collection(feature(name="Kade")))
    row = feature()
    row["geometry"] = {"type": "LineString", "coordinates": SQUARE}
    with pytest.raises(UnreadableFile, match="geen naam"):
        read_streets(collection(row))


def test_a_street_in_parts_becomes_lines_with_one_name() -> None:
    row = feature(naam="Kade", buurt="BU00340101")
    row["geometry"] = {"type": "MultiLineString", "coordinates": [SQUARE[:2], SQUARE[2:4]]}
    streets = read_streets(json.dumps(row).encode())
    assert [(street.name, len(street.line)) for street in streets] == [("Kade", 2), ("Kade", 2)]


# Where points lie


def test_points_get_the_buurt_that_they_lie_in(areas: tuple[Area, ...]) -> None:
    points = [Point(52.5575, 5.2065), Point(52.0, 5.0), Point(52.5553, 5.2232)]
    assert locate(points, areas) == ["BU99990101", "", "BU99990104"]


def test_a_point_on_a_border_belongs_to_one_buurt(areas: tuple[Area, ...]) -> None:
    shared = set(areas[0].polygons[0][0]) & set(areas[2].polygons[0][0])
    points = [Point(lat, lon) for lon, lat in sorted(shared)]
    assert points
    assert set(locate(points, areas)) == {"BU99990101"}


def test_without_points_or_buurten_nothing_is_located(areas: tuple[Area, ...]) -> None:
    assert locate([], areas) == []
    assert locate([Point(52.5575, 5.2065)], []) == [""]
