"""Kaart and the screens around it."""

import json

from fieldwork.actions.places import MapLayer
from fieldwork.domain.buurten import SiteKind
from fieldwork.domain.places import Point
from tests.screens.stage import button, html, play, words
from tests.unit.actions.test_releases import EAST, WEST, talks

HOSTILE = "<img src=x onerror=alert(1)> {{7*7}} **x**"


def test_the_map_opens_as_it_was_left(desks):
    talks(desks, EAST[:3])
    app = play(desks.sara, "kaart")
    assert not app.exception
    layers = next(one for one in app.get("button_group") if one.label == "Lagen")
    layers.set_value([MapLayer.VAKKEN, MapLayer.LEEG]).run()
    assert not app.exception
    assert "Nog niet gesproken" in words(app)
    assert set(desks.sara.places.choice()["layers"]) == {"vakken", "leeg"}
    again = play(desks.sara, "kaart")
    kept = next(one for one in again.get("button_group") if one.label == "Lagen")
    assert set(kept.value) == {MapLayer.VAKKEN, MapLayer.LEEG}
    assert desks.omar.places.choice() == {}


def test_this_week_stands_beside_the_last(desks):
    talks(desks, EAST[:3])
    app = play(desks.sara, "kaart")
    app.toggle[0].set_value(True).run()
    assert not app.exception
    assert "Week 4: deze week" in html(app)
    assert "<strong>Oost</strong>: 0, nu 3" in html(app)


def test_a_map_for_others_is_made_and_written_down(desks):
    talks(desks, EAST[:7])
    talks(desks, WEST[:12])
    app = play(desks.joke, "kaart_naar_buiten")
    assert not app.exception
    assert "Er ging nog geen kaart naar buiten" in html(app)
    button(app, "GeoJSON").click().run()
    assert not app.exception
    assert "controle" in html(app)
    assert [line.who for line in desks.joke.releases.log()] == ["Joke"]
    assert "Deze indeling staat vast" in html(app)


def test_a_place_is_shown_as_text_and_can_be_taken_off(desks):
    desks.sara.sites.add(HOSTILE, SiteKind.ONTMOETING, Point(52.545, 5.205), HOSTILE)
    app = play(desks.sara, "plekken")
    assert not app.exception
    assert "&lt;img src=x" in html(app) and "<img src=x" not in html(app)
    button(app, "Weghalen").click().run()
    assert not app.exception
    assert desks.sara.sites.all() == ()


def test_the_connection_is_off_and_says_that_an_address_leaves_before_it_goes_on(desks):
    app = play(desks.joke, "gebied")
    assert not app.exception
    assert "Dat adres verlaat dan deze computer." in html(app)
    assert "De verbinding staat <strong>uit</strong>" in html(app)
    assert button(app, "Zet aan").disabled
    app.checkbox[0].check().run()
    button(app, "Zet aan").click().run()
    assert not app.exception
    assert desks.sara.addresses.may_connect()
    button(app, "Zet uit").click().run()
    assert not desks.sara.addresses.may_connect()


def test_a_walking_list_says_what_to_do_when_there_are_no_streets(desks):
    app = play(desks.sara, "looplijst")
    assert not app.exception
    assert "Hier komen de straten" in html(app)
    assert json.dumps(desks.sara.walks.streets()) == "[]"
