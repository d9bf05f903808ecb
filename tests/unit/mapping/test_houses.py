"""A local list of addresses: degrees or RD, commas as the Dutch write them, and what is refused."""

import pytest

from fieldwork.domain.places import Address
from fieldwork.domain.refusals import UnreadableFile, UnreadableLine
from fieldwork.mapping.houses import fold_address, read_houses
from tests.unit.mapping.conftest import collection

DEGREES = "openbareruimte_naam;huisnummer;huisletter;toevoeging;postcode;lat;lon\n"
GOOD = f"{DEGREES}Waalstraat;12;a;;1234AB;52,545;5,205\nWaalstraat;14;;2;1234AB;52.546;5.206\n"


def test_a_table_with_commas_in_its_numbers_is_read():
    first, second = read_houses(GOOD.encode(), "bag.csv")
    assert first.address == Address("Waalstraat", "12a", "1234AB")
    assert (first.point.lat, first.point.lon) == (52.545, 5.205)
    assert second.address.number == "14-2"


def test_rd_becomes_degrees():
    (one,) = read_houses(b"straat,huisnummer,x,y\nDam,1,155000,463000\n", "x.csv")
    assert (round(one.point.lat, 3), round(one.point.lon, 3)) == (52.155, 5.387)


def test_points_of_a_map_file_are_read():
    row = {
        "type": "Feature",
        "properties": {"openbare_ruimte_naam": "Kadelaan", "huisnummer": 3, "postcode": "1234 AB"},
        "geometry": {"type": "Point", "coordinates": [5.205, 52.545]},
    }
    (one,) = read_houses(collection(row), "bag.geojson")
    assert str(one.address) == "Kadelaan 3"


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (f"{DEGREES}Dam;1;;;;5,205;52,545\n", "omgewisseld"),
        (f"{DEGREES}Dam;1;;;;48,85;2,35\n", "buiten Nederland"),
        (f"{DEGREES}Dam;1;;;;noord;5,2\n", "geen getallen"),
        (f"{DEGREES}Dam;1;;;;;\n", "geen getallen"),
        ("straat,huisnummer,x,y\nDam,1,463000,155000\n", "omgewisseld"),
    ],
)
def test_a_line_with_coordinates_that_cannot_be_is_named(table, says):
    with pytest.raises(UnreadableLine, match=says) as refused:
        read_houses(table.encode(), "bag.csv")
    assert "regel 2" in refused.value.where
    assert "Er is niets ingelezen" in refused.value.what_now


@pytest.mark.parametrize("content", [b"", b"a;b\n1;2\n", b"\0\1\2", DEGREES.encode()])
def test_what_is_no_list_of_addresses_is_refused(content):
    with pytest.raises(UnreadableFile):
        read_houses(content, "x.csv")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Address("Waalstr.", "12 A"), Address("Waalstraat", "12a")),
        (Address("Één Laan", "3-2"), Address("een laan", "32")),
    ],
)
def test_an_address_is_found_however_it_is_written(one, other):
    assert fold_address(one) == fold_address(other)
