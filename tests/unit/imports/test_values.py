"""What a cell says, as people write it."""

from datetime import date, datetime, time

import pytest

from fieldwork.imports.files import read_book
from fieldwork.imports.guessing import guess_mapping
from fieldwork.imports.values import (
    BadCell,
    day_orders,
    read_clock,
    read_day,
    read_phone,
    read_point,
    read_postcode,
)

DAY = date(2026, 3, 12)


@pytest.mark.parametrize(
    "written",
    [
        "12-3-2026",
        "12/03/26",
        "12.3.2026",
        "man 12-3-2026",
        "2026-03-12",
        "2026/3/12 14:30",
        "12 maart 2026",
        "do 12 mrt. '26",
        "March 12, 2026",
        "2026-03-12T14:32:00.000+01:00",
        "46093",
        46093,
        datetime(2026, 3, 12, 9, 0),
        DAY,
    ],
)
def test_a_day_is_read_as_written(written):
    assert read_day(written, True) == DAY


def test_a_moment_counts_on_the_dutch_clock():
    assert read_day("2026-03-11T23:30:00Z", None) == DAY
    assert read_clock("2026-03-11T23:30:00Z") == time(0, 30)


@pytest.mark.parametrize("written", ["30-2-2026", "gisteren", "12 maart", "99", "13-13-2026", True])
def test_what_is_no_day_is_said_to_be_none(written):
    with pytest.raises(BadCell):
        read_day(written, True)


def test_day_and_month_are_told_apart_by_the_column_and_never_guessed():
    with pytest.raises(BadCell, match="niet duidelijk"):
        read_day("3-4-2026", None)
    assert read_day("4-4-2026", None) == date(2026, 4, 4)
    assert read_day("3-4-2026", False) == date(2026, 3, 4)
    assert day_orders(["3-4-2026", "13-4-2026"]) == (True, False)
    assert day_orders(["3-4-2026", "4-13-2026"]) == (False, True)
    assert day_orders(["3-4-2026", "2026-04-13"]) == (True, True)
    assert day_orders(["13-4-2026", "4-13-2026"]) == (False, False)


@pytest.mark.parametrize(
    ("written", "clock"),
    [
        ("14:32", time(14, 32)),
        ("14.32", time(14, 32)),
        ("14u30", time(14, 30)),
        ("9 uur", time(9, 0)),
        ("14:32:10", time(14, 32)),
        (time(8, 5, 9), time(8, 5)),
        (0.5, time(12, 0)),
    ],
)
def test_a_clock_is_read_as_written(written, clock):
    assert read_clock(written) == clock


def test_what_is_no_clock_is_said_to_be_none():
    for written in ("25:00", "ochtend", "14:75"):
        with pytest.raises(BadCell):
            read_clock(written)


@pytest.mark.parametrize(
    "written",
    ["52.155172 5.387204 0 12", "52,155172; 5,387204", "POINT(5.387204 52.155172)",
     "5.387204, 52.155172", "155000 463000", "463000;155000"],
)  # fmt: skip
def test_a_point_is_found_in_degrees_and_in_rd(written):
    point, _ = read_point(written)
    assert (point.lat, point.lon) == pytest.approx((52.155172, 5.387204), abs=2e-5)


def test_a_point_says_how_far_it_may_be_off():
    assert read_point("52.1 5.1 0 350")[1] == 350


@pytest.mark.parametrize("written", ["48.85 2.35", "0 0", "52.1", "hier", "1000000 463000"])
def test_a_point_outside_the_netherlands_is_refused(written):
    with pytest.raises(BadCell):
        read_point(written)


def test_phones_and_postcodes_survive_a_spreadsheet():
    assert read_phone(612345678) == "0612345678"
    assert read_phone(" 06 - 12 ") == "06 - 12"
    assert (read_postcode("1234ab"), read_postcode("1234 SS"), read_postcode("x")) == (
        "1234 AB",
        "",
        "",
    )


def test_columns_are_known_by_their_headings_and_else_by_what_is_in_them():
    content = (
        b"Volgnr;Wanneer gesproken;x1;x2;Leeftijd\n"
        b"1;13-3-2026;1234 AB;De huur is al maanden te hoog en niemand belt haar ooit terug.;34\n"
        b"2;14-3-2026;1234 AC;Zij mist de buurvrouw die altijd langskwam met soep en brood.;51\n"
    )
    mapping = guess_mapping(read_book("a.csv", content).sheets[0])
    held = [one.value if one else None for one in mapping.columns]
    assert held == [None, "dag", "postcode", "tekst", None]


def test_a_heading_is_not_believed_where_its_cells_say_otherwise():
    content = b"Datum;Verslag;Date\nzomaar;Een;13-3-2026\nniets;Twee;14-3-2026\n"
    mapping = guess_mapping(read_book("a.csv", content).sheets[0])
    assert [one.value if one else None for one in mapping.columns] == [None, "tekst", "dag"]
