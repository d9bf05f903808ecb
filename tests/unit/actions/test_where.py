"""From an address to a point, from a file to an area: nothing asked outside unless allowed."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from fieldwork.actions import addresses, boundaries
from fieldwork.actions.boundaries import BadDrawing
from fieldwork.domain.places import Address, Point
from fieldwork.domain.refusals import NotAllowed, NotFound, Refusal, UnreadableFile
from fieldwork.mapping.pdok import NoAnswer, Pdok
from tests.conftest import logged

CORNERS = [Point(52.540, 5.200), Point(52.540, 5.210), Point(52.550, 5.210), Point(52.550, 5.200)]
HOUSES = b"straat;huisnummer;lat;lon\nWaalstraat;12;52,545;5,195\n"


class Answers(BaseHTTPRequestHandler):
    """A small PDOK: an address, a gemeente, and its buurten on two pages."""

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        body = json.dumps(self._answer()).encode()
        self.send_response(500 if "kapot" in self.path else 200)
        self.end_headers()
        self.wfile.write(body)

    def _answer(self) -> object:
        here = f"http://127.0.0.1:{self.server.server_port}"
        if "type%3Agemeente" in self.path:
            docs = [{"gemeentecode": "9998", "centroide_ll": "POINT(5.2 52.55)"}]
            return {"response": {"docs": docs}}
        if "free" in self.path:
            found = {"straatnaam": "Dam", "huis_nlt": "1", "weergavenaam": "Dam 1, Lekhaven"}
            abroad = found | {"centroide_ll": "POINT(52.37 4.89)"}
            return {"response": {"docs": [found | {"centroide_ll": "POINT(4.89 52.37)"}, abroad]}}
        page = 2 if "page=2" in self.path else 1
        link = {"rel": "next", "href": f"{here}/2025/collections/buurten/items?page=2"}
        away = {"rel": "next", "href": "http://127.0.0.1:9/elders"}
        features = [buurt(f"BU9998000{page}", "GM9998"), buurt("BU00010001", "GM0001")]
        return {"features": features, "links": [link if page == 1 else away]}

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def buurt(code: str, gemeente: str) -> dict:
    ring = [[5.19, 52.54], [5.21, 52.54], [5.21, 52.55], [5.19, 52.54]]
    return {
        "type": "Feature",
        "properties": {
            "buurtcode": code,
            "buurtnaam": code,
            "gemeentecode": gemeente,
            "aantalInwoners": 100,
            "aantalHuishoudens": -99997,
        },
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


@pytest.fixture
def pdok(monkeypatch) -> Iterator[HTTPServer]:
    server = HTTPServer(("127.0.0.1", 0), Answers)
    server.asked = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    here = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setattr(addresses, "SERVICE", Pdok(here, f"{here}/{{year}}"))
    yield server
    server.shutdown()
    server.server_close()


def test_nothing_is_asked_until_somebody_who_may_says_so(desks, pdok):
    assert not desks.sara.addresses.may_connect()
    with pytest.raises(addresses.ConnectionOff, match="staat uit"):
        desks.sara.addresses.ask("Dam 1")
    with pytest.raises(addresses.ConnectionOff):
        desks.joke.boundaries.fetch(2025)
    logged(desks.sara, street="Dam", number="1")
    assert pdok.asked == []
    with pytest.raises(NotAllowed):
        desks.sara.addresses.allow_connection(on=True)


def test_an_address_is_asked_once_it_may_be_and_what_cannot_be_is_left_out(desks, pdok):
    desks.joke.addresses.allow_connection(on=True)
    (found,) = desks.sara.addresses.ask("Dam 1")
    assert (found.words, found.point) == ("Dam 1, Lekhaven", Point(52.37, 4.89))
    assert len(pdok.asked) == 1
    desks.joke.addresses.allow_connection(on=False)
    with pytest.raises(addresses.ConnectionOff):
        desks.sara.addresses.ask("Dam 1")


def test_a_server_that_fails_is_said_in_words(desks, pdok):
    desks.joke.addresses.allow_connection(on=True)
    with pytest.raises(NoAnswer, match="geen bruikbaar antwoord"):
        desks.sara.addresses.ask("kapot")


def test_the_buurten_of_the_own_gemeente_come_with_their_figures(desks, pdok):
    desks.joke.addresses.allow_connection(on=True)
    assert desks.joke.boundaries.fetch(2025) == 2
    areas = desks.sara.places.areas()
    assert [(area.code, area.year) for area in areas] == [
        ("BU99980001", 2025),
        ("BU99980002", 2025),
    ]
    (first, _) = sorted(desks.sara.gaps.buurten(), key=lambda gap: gap.code)
    assert (first.figures.residents, first.figures.households) == (100, None)
    # The link that led to another server was not followed.
    assert all("elders" not in path for path in pdok.asked)


def test_an_address_of_the_local_list_gets_its_own_point_and_buurt(desks):
    assert desks.joke.addresses.read_file("bag.csv", HOUSES) == 1
    note = logged(desks.sara, street="waalstr.", number="12")
    assert note.place.point == Point(52.545, 5.195)
    assert note.place.buurt == "BU99980102"
    assert str(note.place) == "Waalstraat 12"
    assert desks.sara.addresses.place(Address("Waalstraat", "99")).point is None


def test_a_refused_file_changes_nothing(desks):
    desks.joke.addresses.read_file("bag.csv", HOUSES)
    before = desks.sara.places.areas()
    crossed = b"straat;huisnummer;lat;lon\nWaalstraat;12;5,195;52,545\n"
    with pytest.raises(Refusal, match="omgewisseld"):
        desks.joke.addresses.read_file("bag.csv", crossed)
    vrt = b"<OGRVRTDataSource><OGRVRTLayer name='a'/></OGRVRTDataSource>"
    for bad in (vrt, b"", b"PK\x03\x04stuk"):
        with pytest.raises(UnreadableFile):
            desks.joke.management.read_area("gebied.geojson", bad)
    assert desks.joke.addresses.count() == 1
    assert desks.sara.places.areas() == before


def test_an_area_is_drawn_and_talks_lie_in_it(desks):
    note = logged(desks.sara, point=Point(52.545, 5.205))
    assert note.place.buurt == "BU99980101"
    drawn = desks.joke.boundaries.draw("Het plein", CORNERS, beside=False)
    assert drawn.code == "getekend-1"
    assert desks.sara.notes.page(note.id).note.place.buurt == "getekend-1"
    assert desks.joke.boundaries.draw("Ernaast", CORNERS).code == "getekend-2"


@pytest.mark.parametrize(
    ("corners", "says"),
    [
        (CORNERS[:2], "drie hoeken"),
        ([CORNERS[0], CORNERS[2], CORNERS[1], CORNERS[3]], "kruist zichzelf"),
    ],
)
def test_a_drawing_that_is_no_area_is_refused(desks, corners, says):
    with pytest.raises(BadDrawing, match=says):
        desks.joke.boundaries.draw("Plein", corners)
    assert len(desks.sara.places.areas()) == 2


def test_a_gemeente_that_pdok_does_not_know_is_said(desks, pdok, monkeypatch):
    desks.joke.addresses.allow_connection(on=True)
    monkeypatch.setattr(Answers, "_answer", lambda self: {"response": {"docs": []}})
    with pytest.raises(NotFound, match="gemeente"):
        desks.joke.boundaries.fetch(2025)
    assert boundaries.Boundaries is type(desks.joke.boundaries)
