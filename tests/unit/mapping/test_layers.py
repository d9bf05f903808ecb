"""The map as it reaches the browser: no text of people or files, no outside address."""

import re
from typing import Any

import pytest

from fieldwork.domain.places import Area, AreaKind, Point, Street
from fieldwork.mapping.assets import BASE, find_asset, keep_folium_home, list_assets
from fieldwork.mapping.layers import (
    Cell,
    Dot,
    DotKind,
    DrawnMap,
    Overlays,
    choose_map,
    draw_corners,
    draw_map,
    tag_areas,
)

HOSTILE = (
    "{{7*7}}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{% x",
    "{# x",
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "`",
    "${1}",
    'Zoë\'s "hoek" \\',
    "kwartier\u2028over",
)
HERE = Point(52.5551, 5.2151)


def render(drawn: DrawnMap) -> str:
    """Return the whole page, with the marks in it, after branca's second rendering."""
    drawn.marks.add_to(drawn.ground)
    page: Any = drawn.ground.get_root()
    return str(page.render())


def hostile_area(text: str, number: int) -> Area:
    """Return a square of which code and name are ``text``."""
    west = 5.20 + number / 100
    ring = ((west, 52.55), (west + 0.01, 52.55), (west + 0.01, 52.56), (west, 52.55))
    return Area(text, text, AreaKind.BUURT, ((ring,),))


def dots(amount: int) -> list[Dot]:
    """Return ``amount`` dots in a row."""
    return [
        Dot(f"note-{i}", Point(52.55 + i / 1e5, 5.215), "#0072B2", list(DotKind)[i % 2])
        for i in range(amount)
    ]


def test_no_name_or_code_of_a_file_reaches_the_page() -> None:
    areas = [hostile_area(text, number) for number, text in enumerate(HOSTILE)]
    streets = [Street(text, text, ((5.2, 52.55), (5.21, 52.55))) for text in HOSTILE]
    drawn = draw_map(
        areas,
        dots(3),
        dark=False,
        streets=streets,
        chosen_dot=HOSTILE[0],
        chosen_area=HOSTILE[1],
    )
    clean = draw_map(
        [hostile_area(f"BU9999010{number}", number) for number in range(len(HOSTILE))],
        dots(3),
        dark=False,
        streets=[Street("Kade", "", street.line) for street in streets],
        chosen_area="BU99990101",
    )
    pages = [render(drawn), render(choose_map(areas, HERE, dark=True, streets=streets))]
    plain = render(clean)
    for page in pages:
        for text in HOSTILE:
            if text not in plain:
                assert text not in page, text
        assert "onerror" not in page
        assert "7*7" not in page
        assert "popen" not in page
        assert "alert(" not in page
        assert "Zoë" not in page


@pytest.mark.parametrize("text", HOSTILE)
def test_a_dot_takes_no_text_for_an_id_or_a_colour(text: str) -> None:
    with pytest.raises(ValueError, match="id"):
        Dot(text, HERE, "#0072B2")
    with pytest.raises(ValueError, match="colour"):
        Dot("n1", HERE, text)


@pytest.mark.parametrize("colour", ["#0072b", "#0072B2\n", "red", "#0072B2;x"])
def test_a_colour_is_six_digits_and_nothing_behind_them(colour: str) -> None:
    with pytest.raises(ValueError, match="colour"):
        Dot("n1", HERE, colour)


def test_an_odd_code_is_handed_over_as_a_number_and_comes_back_as_the_code() -> None:
    areas = [hostile_area("BU99990101", 0), hostile_area("{{7*7}}", 1)]
    assert tag_areas(areas) == {"BU99990101": "BU99990101", "area-2": "{{7*7}}"}


@pytest.mark.parametrize("dark", [False, True])
def test_the_page_loads_nothing_from_elsewhere(
    areas: tuple[Area, ...], streets: tuple[Street, ...], dark: bool
) -> None:
    page = render(draw_map(areas, dots(20), dark=dark, streets=streets))
    addresses = re.findall(r"""(?:src|href)\s*=\s*["']?([^"'\s>]+)|url\(["']?([^"')]+)""", page)
    found = {one or other for one, other in addresses}
    assert found == {f"{BASE}/leaflet.js", f"{BASE}/leaflet.css"}
    assert "://" not in page


def test_every_class_of_folium_stays_at_home() -> None:
    keep_folium_home()
    import folium.plugins
    from folium.elements import JSCSSMixin

    todo: list[Any] = [JSCSSMixin]
    loaded = []
    while todo:
        kind = todo.pop()
        todo.extend(kind.__subclasses__())
        loaded += [*kind.default_js, *kind.default_css]
    assert folium.plugins.MarkerCluster.default_js == []
    assert loaded
    assert all(address.startswith(f"{BASE}/") for _, address in loaded)


def test_what_the_page_loads_is_there_to_be_served() -> None:
    for name in ("leaflet.js", "leaflet.css", "images/layers.png"):
        path = find_asset(f"{BASE}/{name}")
        assert path is not None
        assert path.stat().st_size > 0
    assert "1.9" in list_assets()[f"{BASE}/leaflet.js"].read_text("utf-8")[:200]


def test_no_other_file_can_be_asked_for() -> None:
    assert find_asset(f"{BASE}/../__init__.py") is None
    assert find_asset("/etc/passwd") is None


def test_the_map_holds_every_dot_and_knows_their_ids(areas: tuple[Area, ...]) -> None:
    drawn = draw_map(areas, dots(2000), dark=False)
    assert len(drawn.dots) == 2000
    page = render(drawn)
    assert page.count('["note-') == 2000


def test_key_figures_lie_above_talks_and_the_chosen_dot_above_all(
    areas: tuple[Area, ...],
) -> None:
    page = render(draw_map(areas, dots(4), dark=False, chosen_dot="note-0"))
    assert re.findall(r'\["(note-\d)"', page) == ["note-2", "note-1", "note-3", "note-0"]


def test_dots_on_one_spot_are_laid_out_around_it_and_always_the_same(
    areas: tuple[Area, ...],
) -> None:
    stack = [Dot(f"n{i}", HERE, "#0072B2") for i in range(6)]
    first, second = (
        re.findall(r'\["n\d",([\d.]+),([\d.]+)', render(draw_map(areas, stack, dark=False)))
        for _ in range(2)
    )
    assert first == second
    assert len(set(first)) == 6
    assert all(abs(float(lat) - HERE.lat) < 0.0002 for lat, _ in first)


def test_the_ground_stays_the_same_while_dots_and_choices_change(
    areas: tuple[Area, ...], streets: tuple[Street, ...]
) -> None:
    from streamlit_folium import generate_leaflet_string

    first = draw_map(areas, dots(3), dark=False, streets=streets)
    other = draw_map(
        areas, dots(40), dark=False, streets=streets, chosen_dot="note-1", chosen_area="BU99990103"
    )
    assert generate_leaflet_string(first.ground) == generate_leaflet_string(other.ground)


def test_the_map_fits_the_areas_and_without_them_the_country(areas: tuple[Area, ...]) -> None:
    (south_west, north_east) = draw_map(areas, [], dark=False).ground.get_bounds()
    assert south_west == pytest.approx([52.549, 5.202], abs=2e-3)
    assert north_east == pytest.approx([52.561, 5.229], abs=2e-3)
    assert "50.75" in render(draw_map([], [], dark=False))


def test_numbers_stand_in_their_own_area_away_from_streets(
    areas: tuple[Area, ...], streets: tuple[Street, ...]
) -> None:
    from fieldwork.mapping.areas import locate
    from fieldwork.mapping.layers import _find_rooms

    spots = _find_rooms(areas, tuple(street.line for street in streets))
    found = locate([Point(lat, lon) for lat, lon in spots], areas)
    assert found == [area.code for area in areas]


def test_a_chosen_spot_is_marked_and_an_open_choice_is_not(areas: tuple[Area, ...]) -> None:
    assert "52.5551" in render(choose_map(areas, HERE, dark=False))
    assert "L.circleMarker" not in render(choose_map(areas, None, dark=False))


def test_day_and_night_differ(areas: tuple[Area, ...]) -> None:
    day, night = (render(draw_map(areas, [], dark=dark)) for dark in (False, True))
    assert "#FFFFFF" in day
    assert "#FFFFFF" not in night


def luminance(colour: str) -> float:
    """Return the relative luminance of "#RRGGBB" (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("dark", [False, True])
def test_numbers_buttons_and_the_ring_of_focus_stand_out(dark: bool) -> None:
    from fieldwork.mapping.styles import choose_palette

    palette = choose_palette(dark=dark)

    def contrast(one: str, other: str) -> float:
        low, high = sorted((luminance(one), luminance(other)))
        return (high + 0.05) / (low + 0.05)

    assert contrast(palette.quiet, palette.panel) >= 4.5
    assert contrast(palette.text, palette.panel) >= 4.5
    assert contrast(palette.primary, palette.panel) >= 3
    assert contrast(palette.primary, palette.around) >= 3


def test_no_text_reaches_the_page_through_cells_lines_or_corners() -> None:
    areas = [hostile_area(text, number) for number, text in enumerate(HOSTILE)]
    streets = [Street(text, text, ((5.2, 52.55), (5.21, 52.55))) for text in HOSTILE]
    over = Overlays(
        [Cell(area, number) for number, area in enumerate(areas)],
        numbers=True,
        reach=[(HERE, Point(52.556, 5.216))],
        quiet=streets,
    )
    drawn = draw_map(areas, dots(3), dark=False, over=over, chosen_area=HOSTILE[1])
    for page in (render(drawn), render(draw_corners(areas, [HERE] * 3, dark=True))):
        for sign in ("onerror", "7*7", "popen", "alert(", "Zoë"):
            assert sign not in page


def test_cells_are_tapped_by_their_code_and_are_the_darker_the_fuller() -> None:
    full, half = (hostile_area(f"Z250_1_{number}", number) for number in range(2))
    drawn = draw_map([], [], dark=False, over=Overlays([Cell(full, 8), Cell(half, 4)]))
    assert drawn.areas == {"Z250_1_0": "Z250_1_0", "Z250_1_1": "Z250_1_1"}
    page = render(drawn)
    assert '"Z250_1_0"' in page and "1.0, 8]" in page and "0.5, 4]" in page


def test_the_background_is_asked_of_the_kadaster_and_only_when_it_may_be(
    areas: tuple[Area, ...],
) -> None:
    page = render(draw_map(areas, dots(3), dark=False, background=True))
    hosts = set(re.findall(r"https?://([^/\"']+)", page))
    assert hosts == {"service.pdok.nl"}
    assert "Kaartgegevens" in page
