"""CBS's map as it is downloaded: figures, missing values, one gemeente of many, packed in a zip."""

import io
import zipfile

import geopandas
import pytest
from shapely.geometry import box

from fieldwork.domain.refusals import UnreadableFile
from fieldwork.mapping import files
from fieldwork.mapping.areas import read_division
from tests.unit.mapping.conftest import collection, feature


def packed(**members: bytes) -> bytes:
    """Return a zip of files by name, with "_" for the point in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_", "."), content)
    return out.getvalue()


@pytest.fixture
def country(tmp_path) -> bytes:
    """Return a GeoPackage with the buurten of two gemeenten, as CBS names things."""
    rows = [
        {
            "buurtcode": f"BU{9900 + part:04d}{number:04d}",
            "buurtnaam": f"Buurt {number}",
            "gemeentenaam": ("Lekhaven", "'s-Dijk")[part],
            "jaar": 2024,
            "aantal_inwoners": 1000 + number,
            "aantal_huishoudens": -99997,
            "percentage_personen_65_jaar_en_ouder": 20,
        }
        for part in range(2)
        for number in range(1, 4)
    ]
    shapes = [
        box(140_000 + 900 * at, 500_000, 140_900 + 900 * at, 501_000) for at in range(len(rows))
    ]
    frame = geopandas.GeoDataFrame(rows, geometry=shapes, crs="EPSG:28992")
    frame.to_file(tmp_path / "land.gpkg", layer="buurten", driver="GPKG")
    return (tmp_path / "land.gpkg").read_bytes()


@pytest.mark.parametrize(
    "names",
    [
        ("aantalInwoners", "aantalHuishoudens", "percentageEenpersoonshuishoudens",
         "percentagePersonen65JaarEnOuder"),
        ("aantal_inwoners", "aantal_huishoudens", "percentage_eenpersoonshuishoudens",
         "percentage_personen_65_jaar_en_ouder"),
        ("AANT_INW", "AANTAL_HH", "P_EENP_HH", "P_65_EO_JR"),
    ],
)  # fmt: skip
def test_figures_are_read_in_every_flavour_of_cbs(names):
    told = dict(zip(names, (1240, 600, 40, 25), strict=True))
    found = read_division(collection(feature(naam="Oost", code="BU99980101", **told)), "x")
    (figures,) = found.figures
    assert (figures.residents, figures.households) == (1240, 600)
    assert (figures.one_person, figures.older) == (240, 310)


@pytest.mark.parametrize("missing", [-99990, -99995, -99997, -99999, None, "geheim"])
def test_a_missing_figure_is_missing_and_not_a_number(missing):
    told = {"aantalInwoners": missing, "aantalHuishoudens": 10}
    found = read_division(collection(feature(naam="Oost", code="BU99980101", **told)), "x")
    assert found.figures[0].residents is None
    assert found.figures[0].households == 10


def test_without_figures_there_are_none():
    assert read_division(collection(feature(naam="Oost")), "x").figures == ()


def test_of_a_map_of_the_country_only_the_own_gemeente_is_taken(country, monkeypatch):
    for many in (5, 1500):
        monkeypatch.setattr(files, "MANY_FEATURES", many)
        found = read_division(packed(land_gpkg=country), "cbs.zip", "'s-Dijk")
        assert [area.code for area in found.areas] == [f"BU9901000{n}" for n in (1, 2, 3)]
        assert {area.year for area in found.areas} == {2024}
        assert found.figures[0].older == 200
        assert found.figures[0].households is None


def test_a_gemeente_that_is_not_in_the_file_is_said_by_name(country):
    with pytest.raises(UnreadableFile, match="geen gemeente 'Nergenshuizen'"):
        read_division(country, "cbs.gpkg", "Nergenshuizen")


def test_a_gemeente_is_never_read_as_sql(country, monkeypatch):
    monkeypatch.setattr(files, "MANY_FEATURES", 5)
    with pytest.raises(UnreadableFile):
        read_division(country, "cbs.gpkg", "x' OR '1'='1")


def test_a_zip_with_something_else_under_the_name_of_a_geopackage_is_refused():
    vrt = b"<OGRVRTDataSource><OGRVRTLayer name='passwd'/></OGRVRTDataSource>"
    with pytest.raises(UnreadableFile, match="geen GeoPackage"):
        read_division(packed(land_gpkg=vrt), "cbs.zip")


def test_a_small_zip_that_grows_too_much_is_stopped(monkeypatch):
    monkeypatch.setattr(files, "FREE_GROWTH", 1000)
    with pytest.raises(UnreadableFile, match="veel groter"):
        read_division(packed(land_gpkg=b"\0" * 5_000_000), "cbs.zip")


def test_an_empty_layer_is_refused(tmp_path):
    empty = geopandas.GeoDataFrame({"buurtnaam": []}, geometry=[], crs="EPSG:28992")
    empty.to_file(tmp_path / "leeg.gpkg", driver="GPKG", geometry_type="Polygon")
    with pytest.raises(UnreadableFile, match="geen enkel gebied"):
        read_division((tmp_path / "leeg.gpkg").read_bytes(), "leeg.gpkg")
