"""What the map shows, week by week and layer by layer; who was not reached; tomorrow's round."""

from dataclasses import replace
from datetime import timedelta

import pytest
from pypdf import PdfReader

from fieldwork.actions.follow_ups import NewFollowUp
from fieldwork.actions.people import NewPerson
from fieldwork.actions.places import MapFilter, MapLayer
from fieldwork.actions.ties import NewTie
from fieldwork.domain.buurten import BuurtFigures, SiteKind
from fieldwork.domain.dates import today
from fieldwork.domain.notes import Need
from fieldwork.domain.people import KeyFigure, Source
from fieldwork.domain.places import Address, Place, Point, Street
from fieldwork.domain.refusals import BsnNoticed, NotAllowed, OutsideNetherlands
from fieldwork.domain.releases import MapUnit
from fieldwork.domain.themes import SignalStatus, ThemeStatus
from fieldwork.domain.ties import TieKind
from fieldwork.store import area, spots
from tests.unit.actions.test_releases import EAST, WEST, talks

EVERYTHING = MapFilter(layers=frozenset(MapLayer), unit=MapUnit.ZESHOEK_250)


def roads(desks, *names: str) -> None:
    """Give the east buurt streets."""
    line = ((5.201, 52.545), (5.209, 52.545))
    with desks.sara._seat.open.store.work() as session:
        area.replace_streets(session, tuple(Street(name, "BU99980101", line) for name in names))


def test_weeks_kinds_and_themes_narrow_what_is_shown(desks):
    old = talks(desks, EAST[:2], happened_on=today() - timedelta(weeks=2))
    talks(desks, WEST[:3], source=Source.ONDERNEMER)
    desks.sara.review.mark(old[0].id, "wonen", ThemeStatus.AANWEZIG)
    view = desks.sara.places.view
    assert view(MapFilter()).talks == 5
    assert view(MapFilter(first_week=4)).talks == 3
    assert view(MapFilter(last_week=3)).talks == 2
    assert view(MapFilter(first_week=3, last_week=3)).talks == 0
    assert view(MapFilter(sources=frozenset({Source.BEWONER}))).talks == 2
    assert view(MapFilter(theme="wonen")).talks == 1
    assert dict(view(MapFilter()).by_buurt) == {"Oost": 2, "West": 3}


def test_cells_count_the_same_talks_per_buurt_and_per_hexagon(desks):
    talks(desks, EAST[:7])
    for unit in MapUnit:
        which = MapFilter(layers=frozenset({MapLayer.VAKKEN}), unit=unit)
        view = desks.sara.places.view(which)
        assert sum(cell.talks for cell in view.cells) == 7
        assert not view.spots


def test_signals_and_open_requests_are_for_who_may_help(desks, fatma):
    (note, _) = talks(desks, EAST[:2], need=Need.VANDAAG)
    desks.sara.review.mark(note.id, "dakloos", SignalStatus.ACTUEEL)
    home = Place(Address("Waalstraat", "3"), EAST[4], "BU99980101")
    desks.sara.people.change(replace(desks.sara.people.page(fatma.id).person, home=home))
    request = desks.sara.handover.begin(fatma.id)
    help_ = [one for one in desks.sara.places.view(EVERYTHING).spots if one.layer is MapLayer.HULP]
    assert {one.note or one.request for one in help_} == {note.id, request.id}
    with pytest.raises(NotAllowed):
        desks.willem.places.view(EVERYTHING)


def test_a_key_figures_reach_is_drawn_to_whom_they_know(desks, fatma):
    figure = desks.sara.people.add(
        NewPerson("Piet de Kapper", key_figure=KeyFigure("kapper", "de hele straat"))
    )
    for person, spot in ((figure, EAST[0]), (fatma, EAST[9])):
        known = desks.sara.people.page(person.id).person
        desks.sara.people.change(replace(known, home=Place(point=spot)))
    assert desks.sara.places.view(EVERYTHING).reach == ()
    desks.sara.ties.make(NewTie(figure.id, fatma.id, TieKind.HELPT))
    assert desks.sara.places.view(EVERYTHING).reach == ((EAST[0], EAST[9]),)


def test_a_place_of_the_neighbourhood_gets_its_buurt_and_no_bsn(desks):
    site = desks.sara.sites.add(" De  Spil ", SiteKind.ONTMOETING, EAST[0], "koffie")
    assert (site.name, site.buurt) == ("De Spil", "BU99980101")
    assert site.id in {one.site for one in desks.omar.places.view(EVERYTHING).spots}
    with pytest.raises(BsnNoticed):
        desks.sara.sites.add("bsn 111222333", SiteKind.VOORZIENING, EAST[0])


def test_streets_without_a_talk_are_quiet_until_somebody_talks_there(desks):
    roads(desks, "Kade", "Werf")
    quiet = [street.name for street in desks.sara.places.view(EVERYTHING).quiet_streets]
    assert quiet == ["Kade", "Werf"]
    talks(desks, EAST[:1], place=Place(Address("kade", "3"), EAST[0], "BU99980101"))
    assert [one.name for one in desks.sara.places.view(EVERYTHING).quiet_streets] == ["Werf"]


def test_coverage_is_held_against_the_figures_of_cbs(desks):
    roads(desks, "Kade")
    figures = BuurtFigures("BU99980101", 2024, residents=1000, households=500, older=300)
    with desks.sara._seat.open.store.work() as session:
        spots.replace_figures(session, [figures])
    people = [
        desks.sara.people.add(NewPerson(f"Naam {number}", birth_year=1990)).id
        for number in range(5)
    ]
    talks(desks, EAST[:5], people=tuple(people))
    east = next(one for one in desks.sara.gaps.buurten() if one.name == "Oost")
    assert east.per_hundred == 1.0
    assert (east.people, east.dated, east.older) == (5, 5, 0)
    assert east.older_share == 0.3
    assert east.misses_older
    assert east.alone_share is None
    assert Source.ONDERNEMER in east.no_talk_with and Source.BEWONER not in east.no_talk_with
    assert east.quiet_streets == ("Kade",)


def test_tomorrows_round_begins_where_something_was_promised(desks, fatma):
    roads(desks, "Kade", "Werf", "Dijk")
    home = Place(Address("Werf", "12"), EAST[3], "BU99980101")
    desks.sara.people.change(replace(desks.sara.people.page(fatma.id).person, home=home))
    talks(desks, EAST[:1], place=Place(Address("Kade", "3"), EAST[0], "BU99980101"))
    desks.sara.follow_ups.add(NewFollowUp("langsgaan", today(), people=(fatma.id,)))
    later = today() + timedelta(days=9)
    desks.sara.follow_ups.add(NewFollowUp("bellen", later, people=(fatma.id,)))
    streets = desks.sara.walks.streets("BU99980101")
    assert [one.name for one in streets] == ["Werf", "Dijk", "Kade"]
    assert streets[0].appointments == ("12",)
    assert streets[2].numbers == ("3",)
    paper = desks.sara.walks.paper("BU99980101")
    assert paper.content.startswith(b"%PDF")


def test_paper_of_a_round_has_no_name_on_it(desks, fatma, tmp_path):
    roads(desks, "Kade \U0001f600 {{7*7}}")
    (tmp_path / "ronde.pdf").write_bytes(desks.sara.walks.paper().content)
    text = PdfReader(tmp_path / "ronde.pdf").pages[0].extract_text()
    assert "Kade" in text and "{{7*7}}" in text
    assert fatma.name not in text and fatma.known_as not in text


@pytest.mark.parametrize("kind", ["pdf", "png"])
def test_a_map_on_paper_is_made_of_any_names(desks, kind):
    moved = tuple(replace(one, name=f"{one.name} \U0001f600 #x $y$") for one in _areas(desks))
    with desks.sara._seat.open.store.work() as session:
        area.replace_areas(session, moved)
    talks(desks, EAST[:7])
    talks(desks, WEST[:12])
    content = desks.sara.releases.file(kind).content
    assert content.startswith({"pdf": b"%PDF", "png": b"\x89PNG"}[kind])


def _areas(desks):
    return desks.sara.places.areas()


def test_a_point_abroad_or_with_swapped_axes_is_no_point():
    for lat, lon in ((5.2, 52.5), (48.85, 2.35), (0, 0)):
        with pytest.raises(OutsideNetherlands, match="omgewisseld"):
            Point(lat, lon)
