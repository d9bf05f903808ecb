"""Mensen: found by a few letters, told when somebody seems to be known already."""

import pytest

from fieldwork.actions.people import NewPerson
from fieldwork.domain.people import KeyFigure, PersonKind
from tests.screens.people_stage import HOSTILE, html, is_plain, links, press
from tests.screens.stage import play


@pytest.fixture
def known(desks, fatma):
    """Fatma, a baker, and a key figure without a link."""
    desks.sara.people.add(NewPerson("Bram Bakker", kind=PersonKind.ONDERNEMER))
    return desks.sara.people.add(
        NewPerson("Nel Smit", key_figure=KeyFigure("houdt de sleutels", "de hele straat"))
    )


def test_a_few_letters_narrow_the_list(desks, known):
    app = play(desks.sara, "mensen")
    assert len(links(app)) == 3
    app.text_input(key="people-letters").set_value("sleut").run()
    assert list(links(app)) == ["Nel Smit"]
    app.text_input(key="people-letters").set_value("zzz").run()
    assert "Niemand gevonden" in html(app)


@pytest.mark.parametrize(
    ("chip", "found"),
    [
        ("ondernemer", ["Bram Bakker"]),
        ("sleutelfiguren", ["Nel Smit"]),
        ("koppelen", ["Nel Smit"]),
        ("lang", ["Nel Smit"]),
        ("bestaat-niet", ["Bram Bakker", "Fatma Aydın", "Nel Smit"]),
    ],
)
def test_the_chip_stands_in_the_address(desks, known, chip, found):
    assert list(links(play(desks.sara, "mensen", wie=chip))) == found


def test_a_name_leads_to_the_person(desks, fatma):
    assert f"persoon={fatma.id}" in links(play(desks.sara, "mensen"))["Fatma Aydın"]


def test_an_open_link_to_the_gemeente_is_to_do(desks, known):
    shown = html(play(desks.sara, "mensen"))
    assert "Nog te koppelen aan de gemeente" in shown
    assert "de hele straat" in shown


def test_somebody_new_is_kept(desks):
    app = play(desks.sara, "mensen", nieuw="ja")
    app.text_input(key="new-name").set_value("Ali")
    app.text_input(key="new-role").set_value("bakker")
    press(app, "Bewaren")
    (one,) = desks.sara.people.everybody()
    assert (one.person.name, one.person.key_figure) == ("Ali", KeyFigure("bakker"))


def test_a_name_that_exists_is_asked_about_and_kept_only_when_sure(desks, fatma):
    app = play(desks.sara, "mensen", nieuw="ja")
    app.text_input(key="new-name").set_value("fatma")
    press(app, "Bewaren")
    assert "staat er al bij" in html(app)
    assert "Fatma Aydın" in links(app)
    assert app.text_input(key="new-name").value == "fatma"
    assert len(desks.sara.people.everybody()) == 1
    press(app, "Dit is iemand anders, bewaren")
    assert len(desks.sara.people.everybody()) == 2


def test_a_refusal_keeps_what_was_typed(desks):
    app = play(desks.sara, "mensen", nieuw="ja")
    app.text_area(key="new-about").set_value("veel getypt")
    press(app, "Bewaren")
    assert "Een roepnaam is genoeg" in app.warning[0].value
    assert app.text_area(key="new-about").value == "veel getypt"
    assert desks.sara.people.everybody() == []


def test_what_people_typed_is_shown_as_text(desks):
    desks.sara.people.add(
        NewPerson(HOSTILE, call_name=HOSTILE, key_figure=KeyFigure(HOSTILE, HOSTILE, HOSTILE))
    )
    app = play(desks.sara, "mensen")
    assert is_plain(app)
    assert "&lt;script&gt;" in html(app)
