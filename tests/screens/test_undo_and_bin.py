"""What was just done can be taken back from Vandaag, and what was thrown away from Prullenbak."""

import pytest

from fieldwork.actions.follow_ups import NewFollowUp
from fieldwork.actions.notes import NoteFilter
from fieldwork.actions.people import NewPerson
from fieldwork.domain.bin import BinKind
from fieldwork.domain.dates import today
from fieldwork.ui.undo_line import deed_html
from tests.conftest import logged
from tests.screens.stage import button, html, play, words

EVIL = "<img src=x onerror=alert(1)> {{7*7}} **x** `y` ${z} :red[x] [a](http://b)"


@pytest.fixture
def talk(desks, fatma):
    return logged(desks.sara, "Over de lift.", people=(fatma.id,))


def test_vandaag_shows_what_was_just_done_and_takes_it_back(desks, talk):
    app = play(desks.sara, "vandaag")
    assert "<b>Gesprek vastgelegd</b>: Fatma" in html(app)
    button(app, "Ongedaan maken").click().run()
    assert desks.sara.notes.count() == 0
    assert "Ongedaan gemaakt: gesprek vastgelegd" in html(app)
    button(app, "Opnieuw").click().run()
    assert desks.sara.notes.count() == 1


def test_a_name_that_looks_like_code_is_shown_as_it_is(desks):
    desks.sara.people.add(NewPerson(EVIL))
    (deed,) = desks.sara.undo.recent()
    assert "<img" not in deed_html(deed)
    app = play(desks.sara, "vandaag")
    assert "<img src=x" not in html(app)
    assert "&lt;img src=x" in html(app)


def test_the_bin_says_what_belongs_there_when_it_is_empty(desks):
    assert "Er ligt niets in de prullenbak" in words(play(desks.sara, "prullenbak"))


def test_what_lies_in_the_bin_is_put_back_with_one_press(desks, talk):
    desks.sara.bin.throw(BinKind.GESPREK, talk.id)
    app = play(desks.sara, "prullenbak")
    assert "Fatma" in html(app) and "door Sara" in html(app)
    button(app, "Terugzetten").click().run()
    assert [page.note.id for page in desks.sara.notes.find(NoteFilter())] == [talk.id]


def test_a_name_in_the_bin_that_looks_like_code_is_shown_as_it_is(desks):
    person = desks.sara.people.add(NewPerson(EVIL))
    desks.sara.bin.throw(BinKind.PERSOON, person.id)
    shown = html(play(desks.sara, "prullenbak"))
    assert "<img src=x" not in shown and "&lt;img src=x" in shown


def test_only_a_coordinator_takes_away_for_good_and_only_after_a_yes(desks, talk):
    desks.sara.bin.throw(BinKind.GESPREK, talk.id)
    assert "Voorgoed weg" not in words(play(desks.sara, "prullenbak"))
    app = play(desks.joke, "prullenbak")
    assert button(app, "Verwijderen").disabled
    app.checkbox[0].check().run()
    button(app, "Verwijderen").click().run()
    assert desks.joke.bin.items() == []


def test_a_follow_up_goes_to_the_bin_from_the_list(desks):
    desks.sara.follow_ups.add(NewFollowUp("terugbellen", today()))
    app = play(desks.sara, "vandaag")
    button(app, "Naar de prullenbak").click().run()
    assert desks.sara.follow_ups.day().now == ()
    assert len(desks.sara.bin.items()) == 1
