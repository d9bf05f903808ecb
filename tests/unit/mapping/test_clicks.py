"""What the page says was tapped, read without trust."""

from typing import Any

import pytest

from fieldwork.domain.places import Area, Point
from fieldwork.mapping.layers import Dot, DrawnMap, draw_map
from fieldwork.ui.maps import Clicked, read_click

SPOT = {"lat": 52.555, "lng": 5.215}
HERE = Point(52.555, 5.215)


@pytest.fixture
def drawn(areas: tuple[Area, ...]) -> DrawnMap:
    """A map with one dot."""
    return draw_map(areas, [Dot("n1", HERE, "#0072B2")], dark=False)


def answer(spot: Any = SPOT, tapped: Any = SPOT, **properties: Any) -> dict[str, Any]:
    """Return what streamlit-folium hands over after a tap."""
    return {
        "last_clicked": spot,
        "last_object_clicked": tapped,
        "last_active_drawing": {"type": "Feature", "properties": properties},
    }


def test_a_tap_on_a_dot_gives_its_id(drawn: DrawnMap) -> None:
    assert read_click(answer(dot="n1"), drawn) == Clicked(dot="n1", point=HERE)


def test_a_tap_on_an_area_gives_its_code(drawn: DrawnMap) -> None:
    assert read_click(answer(area="BU99990103"), drawn) == Clicked(area="BU99990103", point=HERE)


def test_a_tap_beside_everything_gives_the_spot_alone(drawn: DrawnMap) -> None:
    before = {"lat": 52.556, "lng": 5.2}
    assert read_click(answer(tapped=before, dot="n1"), drawn) == Clicked(point=HERE)


def test_a_dot_that_left_the_map_is_no_longer_tapped(drawn: DrawnMap) -> None:
    assert read_click(answer(dot="n2"), drawn) == Clicked(point=HERE)


@pytest.mark.parametrize(
    "odd",
    [
        None,
        {},
        "klik",
        {"last_clicked": None, "last_object_clicked": None, "last_active_drawing": None},
        answer(spot={"lat": "52", "lng": None}, tapped=None),
        answer(spot={"lat": 0, "lng": 0}, tapped=None),
        answer(spot={"lat": float("nan"), "lng": 5.2}, tapped=None),
        answer(spot=7, tapped=7, dot=["n1"], area={"a": 1}),
        answer(spot=7, tapped=7, dot="{{7*7}}", area="<b>"),
        {"last_clicked": None, "last_object_clicked": None, "last_active_drawing": 7},
    ],
)
def test_an_odd_answer_is_no_tap(odd: object, drawn: DrawnMap) -> None:
    assert read_click(odd, drawn) == Clicked()
