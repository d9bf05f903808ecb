"""Addresses along the streets of De Waterkant."""

import math

import pytest

from fieldwork.domain.places import Address, Area, Point, Street
from fieldwork.mapping.addresses import SETBACK_METRES, find_place, suggest_streets
from fieldwork.mapping.areas import locate
from fieldwork.mapping.shapes import metres_per_degree

# A street due east of 700 m, so that left is north.
LONG = Street("Rechte Eind", "BU99990105", ((5.20, 52.55), (5.21034, 52.55)))


def east_and_north(point: Point | None) -> tuple[float, float]:
    """Return how far, in metres, ``point`` is from the start of ``LONG``."""
    assert point is not None
    per_lon, per_lat = metres_per_degree(52.55)
    return (point.lon - 5.20) * per_lon, (point.lat - 52.55) * per_lat


def house(number: str) -> tuple[float, float]:
    """Return the place of a house on ``LONG``."""
    return east_and_north(find_place(Address("Rechte Eind", number), [LONG], []).point)


def test_house_numbers_count_up_along_the_street() -> None:
    along = [house(str(number))[0] for number in (1, 3, 5, 45, 99)]
    assert along == sorted(along)
    assert along[0] < 10
    assert along[-1] < 700


def test_odd_houses_stand_on_the_left_and_even_on_the_right() -> None:
    assert house("7")[1] == pytest.approx(SETBACK_METRES, abs=0.5)
    assert house("8")[1] == pytest.approx(-SETBACK_METRES, abs=0.5)
    assert house("7")[0] == pytest.approx(house("8")[0], abs=0.5)


def test_a_letter_behind_the_number_makes_no_difference() -> None:
    assert house("12") == house("12a") == house(" 12-3 hoog")


def test_a_number_beyond_the_end_stands_at_the_end() -> None:
    assert house("99999")[0] == pytest.approx(700, abs=2)


@pytest.mark.parametrize("number", ["", "boven", "0"])
def test_without_a_number_it_is_the_middle_of_the_street(number: str) -> None:
    assert house(number) == pytest.approx((350, 0), abs=2)


@pytest.mark.parametrize(
    "typed", ["Waalstraat", "waalstraat", " WAAL straat ", "Wäälstraat", "Waalstr."]
)
def test_a_street_is_known_in_every_way_of_writing(
    typed: str, streets: tuple[Street, ...], areas: tuple[Area, ...]
) -> None:
    place = find_place(Address(typed, "12"), streets, areas)
    assert place.buurt == "BU99990102"
    assert place.point is not None
    assert place.address == Address("Waalstraat", "12")


def test_an_unknown_street_stays_an_address(
    streets: tuple[Street, ...], areas: tuple[Area, ...]
) -> None:
    place = find_place(Address("Nergensweg", "3"), streets, areas)
    assert (place.point, place.buurt) == (None, "")
    assert str(place) == "Nergensweg 3"


def test_a_street_without_a_line_still_tells_its_buurt() -> None:
    place = find_place(Address("Steeg", "3"), [Street("Steeg", "BU99990101")], [])
    assert (place.point, place.buurt) == (None, "BU99990101")


def test_a_street_that_names_no_buurt_gets_the_one_it_lies_in(
    streets: tuple[Street, ...], areas: tuple[Area, ...]
) -> None:
    nameless = [Street(street.name, "", street.line) for street in streets]
    assert find_place(Address("Perenlaan", "4"), nameless, areas).buurt == "BU99990103"


def test_houses_of_the_example_streets_lie_in_their_buurt(
    streets: tuple[Street, ...], areas: tuple[Area, ...]
) -> None:
    places = [
        find_place(Address(street.name, str(number)), streets, areas)
        for street in streets
        for number in range(1, 60, 7)
    ]
    points = [place.point for place in places if place.point]
    assert locate(points, areas) == [place.buurt for place in places]


def test_a_corner_is_turned_with_the_street() -> None:
    bend = Street("Hoek", "", ((5.20, 52.55), (5.20, 52.5509), (5.2015, 52.5509)))
    point = find_place(Address("Hoek", "41"), [bend], []).point
    east, north = east_and_north(point)
    assert math.hypot(east - 43.5, north - 100 - SETBACK_METRES) < 3


def test_three_letters_bring_the_streets_that_begin_so_and_then_those_that_hold_them(
    streets: tuple[Street, ...],
) -> None:
    assert suggest_streets("per", streets) == ["Perenlaan", "Perronstraat"]
    assert suggest_streets("PLÉ", streets) == [
        "Boomgaardplein",
        "Pakhuisplein",
        "Sluisplein",
        "Wisselplein",
        "Zeskantplein",
    ]
    assert suggest_streets("kan", streets) == ["Zeskantplein"]


def test_two_letters_bring_nothing_and_many_hits_bring_eight(streets: tuple[Street, ...]) -> None:
    assert suggest_streets("wa", streets) == []
    assert len(suggest_streets("aat", streets)) == 8
