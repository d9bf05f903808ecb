"""Maps that leave a real study: protected, written down, and the same for whoever subtracts."""

import json
import sqlite3
from dataclasses import replace

import pytest

from fieldwork.actions.people import NewPerson
from fieldwork.domain.dates import now, today
from fieldwork.domain.ids import NoteId, new_id
from fieldwork.domain.notes import ConsentState, Need, Note
from fieldwork.domain.places import Place, Point
from fieldwork.domain.refusals import NoReason, NotAllowed, NotFound
from fieldwork.domain.releases import MapUnit, UnitIsFixed
from fieldwork.domain.themes import ThemeStatus
from fieldwork.mapping.areas import locate
from fieldwork.store import area, notes
from tests.conftest import Desks

# Spots in the two buurten of the small study, some 40 metres apart.
EAST = [Point(52.541 + 0.0004 * number, 5.205) for number in range(20)]
WEST = [Point(52.541 + 0.0004 * number, 5.195) for number in range(20)]
ODD = "Bij {{7*7}} <img src=x onerror=alert(1)> aan de deur."


def talks(desks: Desks, spots: list[Point], **changes) -> list[Note]:
    """Keep a talk at each of these spots, with nobody known by name; no machine reads them."""
    opened = desks.sara._seat.open
    made = [
        Note(
            **{
                "id": NoteId(new_id()),
                "text": ODD,
                "happened_on": today(),
                "made_by": desks.sara.account.id,
                "made_at": now(),
                "place": Place(point=spot, buurt=code),
                "need": Need.NEE,
            }
            | changes
        )
        for spot, code in zip(spots, locate(spots, opened.areas), strict=True)
    ]
    with opened.store.work() as session:
        notes.add_notes(session, opened.store.vault, made)
    return made


def read(content: bytes) -> dict[str, int | None]:
    """Return what a reader sees: the number of each cell."""
    features = json.loads(content)["features"]
    return {one["properties"]["cel"]: one["properties"]["mensen"] for one in features}


def counts(desks: Desks, theme: str = "") -> dict[str, int | None]:
    return read(desks.sara.releases.file("geojson", theme).content)


def test_a_map_that_leaves_has_rounded_counts_and_nothing_else(desks):
    talks(desks, EAST[:7])
    talks(desks, WEST[:12])
    content = desks.sara.releases.file("geojson").content
    assert read(content) == {"BU99980101": 5, "BU99980102": 10}
    for feature in json.loads(content)["features"]:
        assert set(feature["properties"]) == {"cel", "naam", "mensen"}
        assert len(feature["geometry"]["coordinates"][0][0]) == 5
    assert b"7*7" not in content
    assert b"onerror" not in content


def test_yesterdays_map_under_todays_tells_of_nobody(desks):
    talks(desks, EAST[:9])
    talks(desks, WEST[:12])
    before = counts(desks)
    (new,) = talks(desks, EAST[9:10])
    assert counts(desks) == before
    fresh = desks.sara.notes.page(new.id).note
    desks.sara.notes.correct(fresh, (), ConsentState.INGETROKKEN)
    assert counts(desks) == before
    talks(desks, EAST[10:15])
    assert counts(desks)["BU99980101"] == 10


def test_one_family_is_not_a_crowd_however_often_it_is_visited(desks):
    family = [
        desks.sara.people.add(NewPerson(f"Naam {number}"), "Waalstraat", "5").id
        for number in range(6)
    ]
    for person in family:
        talks(desks, EAST[:2], people=(person,))
    talks(desks, WEST[:12])
    assert counts(desks)["BU99980101"] is None


def test_the_only_cell_of_few_is_not_found_by_subtracting_from_the_total(desks):
    talks(desks, EAST[:2])
    talks(desks, WEST[:12])
    assert counts(desks) == {"BU99980101": None, "BU99980102": None}


def test_who_said_no_is_in_no_map(desks):
    talks(desks, EAST[:6], consent=ConsentState.GEWEIGERD)
    assert set(counts(desks).values()) == {None}


def test_a_theme_counts_when_a_person_confirmed_it_and_not_for_nearly_all(desks):
    made = talks(desks, EAST[:12])
    for note in made[:6]:
        desks.sara.review.mark(note.id, "wonen", ThemeStatus.AANWEZIG)
    assert counts(desks, "wonen")["BU99980101"] == 5
    for note in made[6:10]:
        desks.sara.review.mark(note.id, "geld", ThemeStatus.AANWEZIG)
    assert counts(desks, "geld")["BU99980101"] is None
    assert "wonen" not in json.dumps(counts(desks))


def test_after_the_first_map_the_division_stays_also_when_the_rules_are_asked_otherwise(desks):
    desks.joke.releases.set_rules(MapUnit.ZESHOEK_250, 5)
    talks(desks, EAST[:12])
    cells = counts(desks)
    assert all(code.startswith("Z250_") for code in cells)
    with pytest.raises(UnitIsFixed, match="terug te vinden"):
        desks.joke.releases.set_rules(MapUnit.BUURT, 5)
    assert desks.joke.releases.set_rules(MapUnit.ZESHOEK_250, 10).threshold == 10
    assert desks.sara.releases.rules().unit is MapUnit.ZESHOEK_250


def test_an_empty_hexagon_and_one_of_few_look_the_same(desks):
    desks.joke.releases.set_rules(MapUnit.ZESHOEK_250, 5)
    talks(desks, EAST[:1])
    empty = counts(desks)
    assert len(empty) > 20
    assert set(empty.values()) == {None}


def test_a_geopackage_has_the_same_numbers_and_no_trace_of_a_talk(desks, tmp_path):
    talks(desks, EAST[:7])
    talks(desks, WEST[:12])
    path = tmp_path / "kaart.gpkg"
    path.write_bytes(desks.sara.releases.file("geopackage").content)
    with sqlite3.connect(path) as package:
        rows = dict(package.execute("SELECT cel, mensen FROM kaart").fetchall())
        system = package.execute("SELECT organization_coordsys_id FROM gpkg_spatial_ref_sys")
        assert (28992,) in system.fetchall()
    assert rows == {"BU99980101": 5, "BU99980102": 10}
    assert b"onerror" not in path.read_bytes()


def test_everything_that_leaves_is_written_down_without_a_name_or_address(desks):
    talks(desks, EAST[:7])
    desks.sara.releases.file("geojson")
    desks.joke.releases.exact_file("geojson", "De gemeente zet er de lantaarns naast.")
    exact, cells = desks.sara.releases.log()
    assert (cells.who, cells.what) == ("Sara", "Alle gesprekken, per buurt, GeoJSON")
    assert exact.what == "Precieze plekken, GeoJSON"
    assert exact.release.reason == "De gemeente zet er de lantaarns naast."
    marks = [mark for marks in cells.release.groups.values() for mark in marks]
    assert all(len(mark) == 20 and int(mark, 16) >= 0 for mark in marks)
    deeds = [one.entry.deed for one in desks.joke.management.deeds()[:2]]
    assert deeds == ["precieze kaart naar buiten", "kaart naar buiten"]


def test_exact_points_take_a_right_and_a_reason(desks):
    talks(desks, EAST[:3])
    with pytest.raises(NotAllowed):
        desks.sara.releases.exact_file("geojson", "De gemeente zet er de lantaarns naast.")
    with pytest.raises(NoReason):
        desks.joke.releases.exact_file("geojson", "daarom")
    made = desks.joke.releases.exact_file("geojson", "De gemeente zet er de lantaarns naast.")
    features = json.loads(made.content)["features"]
    assert len(features) == 3
    assert set(features[0]["properties"]) == {"week", "verteller", "buurt"}
    assert "vertrouwelijk" in made.name


def test_an_exact_map_is_not_what_later_counts_are_held_against(desks):
    talks(desks, EAST[:7])
    desks.joke.releases.exact_file("geojson", "De gemeente zet er de lantaarns naast.")
    desks.joke.releases.set_rules(MapUnit.ZESHOEK_500, 5)


def test_the_gemeentes_reader_takes_no_map_and_no_unknown_theme_or_kind_is_made(desks):
    with pytest.raises(NotAllowed):
        desks.willem.releases.file("geojson")
    with pytest.raises(NotFound):
        desks.sara.releases.file("geojson", "onbekend")
    with pytest.raises(NotFound):
        desks.sara.releases.file("exe")


def test_other_boundaries_later_do_not_move_the_cells_of_what_went_out(desks):
    talks(desks, EAST[:7])
    before = desks.sara.releases.preview()
    counts(desks)
    ring = ((5.19, 52.54), (5.198, 52.54), (5.198, 52.55), (5.19, 52.54))
    moved = tuple(replace(one, polygons=((ring,),)) for one in before.division)
    with desks.sara._seat.open.store.work() as session:
        area.replace_areas(session, moved)
    assert desks.sara.releases.preview().cells == before.cells
