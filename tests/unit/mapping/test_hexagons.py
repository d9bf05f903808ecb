"""The grid of hexagons: it lies still, covers, and every point has one cell."""

import itertools
import math

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldwork.domain.places import Area, AreaKind, Point
from fieldwork.mapping.hexagons import (
    AreaTooLarge,
    hexagon_shape,
    hexagons_at,
    hexagons_over,
)


@settings(deadline=None, max_examples=40)
@given(st.floats(50.8, 53.5), st.floats(3.4, 7.2), st.sampled_from([250, 500]))
def test_a_point_lies_in_its_own_hexagon(lat: float, lon: float, width: int) -> None:
    (code,) = hexagons_at([Point(lat, lon)], width)
    (ring,) = hexagon_shape(code)
    # A centimetre of rounding at the edge.
    assert shapely.Polygon(ring).buffer(2e-7).contains(shapely.Point(lon, lat))


def test_hexagons_are_as_wide_as_they_say_and_alike() -> None:
    (code,) = hexagons_at([Point(52.55, 5.2)], 250)
    (ring,) = hexagon_shape(code)
    corners = [(lon * 111_320 * math.cos(math.radians(52.55)), lat * 111_270) for lon, lat in ring]
    sides = [math.dist(one, other) for one, other in itertools.pairwise(corners)]
    assert all(abs(side - 250 / math.sqrt(3)) < 1.5 for side in sides)


def test_the_grid_does_not_move_with_the_area(areas: tuple[Area, ...]) -> None:
    whole = set(hexagons_over(areas, 250))
    for area in areas:
        assert set(hexagons_over((area,), 250)) <= whole


def test_hexagons_cover_the_area_without_gap_or_overlap(areas: tuple[Area, ...]) -> None:
    cells = [shapely.Polygon(hexagon_shape(code)[0]) for code in hexagons_over(areas, 250)]
    area = shapely.unary_union([shapely.Polygon(area.polygons[0][0]) for area in areas])
    union = shapely.unary_union(cells)
    assert area.difference(union.buffer(1e-6)).is_empty
    assert sum(cell.area for cell in cells) == pytest.approx(union.area, rel=1e-4)


def test_what_is_no_code_has_no_shape() -> None:
    with pytest.raises(ValueError, match="no code"):
        hexagon_shape("Z250_x_1")


def test_an_area_of_half_the_country_is_refused() -> None:
    ring = ((4.0, 51.5), (6.5, 51.5), (6.5, 53.0), (4.0, 53.0), (4.0, 51.5))
    with pytest.raises(AreaTooLarge, match="te groot"):
        hexagons_over((Area("x", "x", AreaKind.BUURT, ((ring,),)),), 250)


def test_without_points_there_are_no_hexagons() -> None:
    assert hexagons_at([], 250) == []
