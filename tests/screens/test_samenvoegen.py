"""Samenvoegen: who stands there twice is found, laid side by side, and made one."""

from dataclasses import replace

import pytest

from fieldwork.actions.people import NewPerson
from fieldwork.domain.bin import BinKind
from tests.conftest import logged
from tests.screens.people_stage import HOSTILE, html, is_plain, links, press
from tests.screens.stage import play, words


@pytest.fixture
def double(desks):
    """Fatma once more, with her number and another name."""
    new = NewPerson("Fatma de Wit", phone="06-0012 0001", about="Komt op woensdag")
    return desks.omar.people.add(new)


def side_by_side(desk, fatma, double):
    return play(desk, "samenvoegen", persoon=fatma.id, met=double.id)


def test_the_way_there_is_on_somebody_s_own_screen(desks, fatma, double):
    way = links(play(desks.sara, "persoon", persoon=fatma.id))["Staat deze persoon er dubbel?"]
    assert way == f"samenvoegen?persoon={fatma.id}"
    app = play(desks.sara, "samenvoegen", persoon=fatma.id)
    assert "Fatma de Wit" in html(app)
    assert f"met={double.id}" in links(app)["Naast elkaar leggen"]


def test_who_looks_like_nobody_can_still_be_sought(desks):
    nel = desks.sara.people.add(NewPerson("Nel Smit"))
    app = play(desks.sara, "samenvoegen", persoon=nel.id)
    assert "Niemand heeft dezelfde naam" in words(app)
    assert app.selectbox(key="double-other").placeholder == "Typ drie letters"


def test_what_differs_is_asked_and_what_was_chosen_stays(desks, fatma, double):
    logged(desks.sara, people=(double.id,))
    app = side_by_side(desks.sara, fatma, double)
    assert [one.label for one in app.radio] == ["Naam"]
    assert "Er komen 1 gesprek en 0 hulpvragen bij" in html(app)
    app.radio[0].set_value("Fatma de Wit")
    press(app, "Samenvoegen")
    page = desks.sara.people.page(fatma.id)
    assert page.person.name == "Fatma de Wit"
    assert len(page.talks) == 1
    shown = html(play(desks.sara, "persoon", persoon=fatma.id))
    assert "Samengevoegd met: Fatma de Wit" in shown


def test_a_colleague_s_change_meanwhile_is_said_and_nothing_merged(desks, fatma, double):
    app = side_by_side(desks.sara, fatma, double)
    desks.omar.people.change(replace(double, phone="0612345678"))
    press(app, "Samenvoegen")
    assert "Een collega heeft dit net veranderd" in words(app)
    assert desks.sara.people.page(double.id).person.id == double.id


def test_an_address_of_nobody_or_of_the_same_is_said_calmly(desks, fatma, double):
    desks.sara.bin.throw(BinKind.PERSOON, double.id)
    for other, said in ((double.id, "is er niet"), (fatma.id, "twee keer dezelfde")):
        app = play(desks.sara, "samenvoegen", persoon=fatma.id, met=other)
        assert said in words(app)
        assert not app.exception


def test_what_people_typed_is_shown_as_text(desks, fatma):
    odd = desks.sara.people.add(NewPerson(HOSTILE, phone="0600120001", about=HOSTILE))
    assert is_plain(play(desks.sara, "samenvoegen", persoon=fatma.id))
    assert is_plain(side_by_side(desks.sara, fatma, odd))
    assert is_plain(side_by_side(desks.sara, odd, fatma))
