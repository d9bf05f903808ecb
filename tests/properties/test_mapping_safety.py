"""Whatever the words in a file, none of them reach the page, and any file is read or refused."""

import contextlib
import json
import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from fieldwork.domain.places import Address, Area, AreaKind, Point, Street
from fieldwork.domain.refusals import Refusal
from fieldwork.mapping.addresses import find_place, fold_name
from fieldwork.mapping.areas import read_areas
from fieldwork.mapping.layers import draw_map

RING = ((5.20, 52.55), (5.21, 52.55), (5.21, 52.56), (5.20, 52.55))
# Signs that mean something to Jinja, HTML or JavaScript come often.
WORDS = st.text(st.sampled_from("{}%#<>`$\"'\\/&;=()7*\n x\u2028é"), min_size=1, max_size=30)
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)


def page(code: str, name: str) -> str:
    """Return the page of a map with one area and one street, without folium's random names."""
    area = Area(code, name, AreaKind.BUURT, ((RING,),))
    drawn = draw_map([area], [], dark=False, streets=[Street(name, code, RING)], chosen_area=code)
    drawn.marks.add_to(drawn.ground)
    root: Any = drawn.ground.get_root()
    return re.sub(r"[0-9a-f]{32}", "", root.render())


STARTS = [b"", b"{", b"PK\x03\x04", b"SQLite format 3\x00", b"\xef\xbb\xbf{", b"<"]
PLAIN = page("x", "y")


@settings(max_examples=40, deadline=None)
@given(code=WORDS.filter(str.strip), name=WORDS.filter(str.strip))
def test_the_page_is_the_same_whatever_an_area_is_called(code: str, name: str) -> None:
    assert page(code, name) == PLAIN


@settings(max_examples=150, deadline=None)
@given(st.builds(bytes.__add__, st.sampled_from(STARTS), st.binary(max_size=120)))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with contextlib.suppress(Refusal):
        assert read_areas(content, "x")


@settings(max_examples=200, deadline=None)
@given(geometry=JSON, properties=JSON, crs=JSON, kind=st.sampled_from(["Polygon", "LineString"]))
def test_any_geojson_is_read_or_refused(
    geometry: Any, properties: Any, crs: Any, kind: str
) -> None:
    shape = {"type": kind, "coordinates": geometry}
    row = {"type": "Feature", "geometry": shape, "properties": properties}
    content = {"type": "FeatureCollection", "features": [row], "crs": crs}
    with contextlib.suppress(Refusal):
        assert read_areas(json.dumps(content).encode(), "x.geojson")


@settings(max_examples=100, deadline=None)
@given(
    line=st.lists(
        st.tuples(st.floats(5.19, 5.23), st.floats(52.54, 52.57)), min_size=1, max_size=6
    ),
    number=st.text(max_size=6),
)
def test_every_house_of_a_street_has_a_point_near_it(
    line: list[tuple[float, float]], number: str
) -> None:
    place = find_place(Address("Kade", number), [Street("Kade", "", tuple(line))], [])
    assert place.point is not None
    lons, lats = zip(*line, strict=True)
    assert min(lons) - 0.001 <= place.point.lon <= max(lons) + 0.001
    assert min(lats) - 0.001 <= place.point.lat <= max(lats) + 0.001


@given(st.text(max_size=30))
def test_a_folded_name_stays_as_it_is_when_folded_again(name: str) -> None:
    assert fold_name(fold_name(name)) == fold_name(name)


@given(st.floats(allow_nan=True), st.floats(allow_nan=True))
def test_a_point_lies_in_the_netherlands_or_is_refused(lat: float, lon: float) -> None:
    try:
        point = Point(lat, lon)
    except Refusal:
        return
    assert 50 < point.lat < 54
    assert 3 < point.lon < 8
