"""Tweede lezer: blind on the screen and in what the browser is handed, and then side by side."""

import json

import pytest

from fieldwork.domain.agreement import Reliability
from fieldwork.domain.themes import ThemeStatus
from fieldwork.ui.coding_queue import act_on_coding, coding_board
from fieldwork.ui.coding_report import say_agreement, say_number
from fieldwork.ui.review_deeds import Stay
from tests.conftest import logged
from tests.screens.stage import button, html, play, words

TEXT = "Ze zit in de schulden. De koelkast is leeg. Haar zus past op de kinderen."


@pytest.fixture
def note(desks):
    """Return a talk that Sara read back, with what the machine suggested still in it."""
    made = logged(desks.sara, TEXT)
    for read in desks.sara.review.suggest(made).open:
        if read.is_signal:
            desks.sara.review.confirm(read.id)
    desks.sara.review.mark(made.id, "geld", ThemeStatus.AANWEZIG, "schulden")
    desks.sara.review.finish(made.id)
    return made


def test_the_browser_of_a_second_reader_is_handed_nothing_that_anybody_saw(desks, note):
    desks.omar.coding.begin(note.id)
    board = coding_board(desks.omar, [note.id], note.id)
    (talk,) = board.talks([note.id])
    reading = desks.sara.notes.page(note.id).reading
    handed = json.dumps(talk)
    assert talk["items"] == [] and TEXT in handed
    for read in [*reading.open, *(one.suggestion for one in reading.decisions)]:
        assert read.id not in handed and f'"{read.code}"' not in handed
    app = play(desks.omar, "tweede_lezer", gesprek=note.id)
    assert not app.exception
    assert "wd-suggestion" not in html(app) and "wd-finding" not in html(app)


def test_nothing_is_begun_by_an_address_alone(desks, note):
    app = play(desks.omar, "tweede_lezer", gesprek=note.id)
    assert desks.omar.coding.to_do() == []
    button(app, "Begin met lezen").click().run()
    assert desks.omar.coding.to_do() == [note.id]


def test_marks_of_a_second_reader_are_kept_taken_away_and_done(desks, note):
    desks.omar.coding.begin(note.id)
    stay, row = Stay(), {"note": note.id, "item": "m1"}
    mark = row | {"n": 1, "kind": "mark", "code": "geld", "status": "aanwezig", "start": 10}
    deeds = [
        mark | {"quote": "schulden"},
        row | {"n": 2, "kind": "unmark"},
        row | {"n": 3, "kind": "mark", "code": "geld", "status": "verleden", "quote": ""},
        {"n": 4, "kind": "done", "note": note.id},
    ]
    sent = {"stay": "s", "note": note.id, "deeds": deeds}
    stay.take(sent, lambda one: act_on_coding(desks.omar, one))
    ((_, coding),) = desks.omar.coding.sheets([note.id])
    assert stay.said == [] and coding.done_at
    assert [(one.status, one.span) for one in coding.marks] == [(ThemeStatus.VERLEDEN, None)]


def test_the_first_reader_sees_nothing_of_the_second_until_done(desks, note):
    desks.omar.coding.begin(note.id)
    desks.omar.coding.mark(note.id, "wonen", ThemeStatus.AANWEZIG, "koelkast")
    for app in (
        play(desks.sara, "tweede_lezer"),
        play(desks.sara, "tweede_lezer", gesprek=note.id),
    ):
        assert not app.exception
        assert "Omar" not in html(app) and "Wonen" not in html(app)


def test_both_readings_stand_side_by_side_and_what_is_agreed_becomes_a_finding(desks, note):
    desks.omar.coding.begin(note.id)
    desks.omar.coding.mark(note.id, "wonen", ThemeStatus.AANWEZIG, "koelkast")
    desks.omar.coding.finish(note.id)
    app = play(desks.sara, "tweede_lezer")
    button(app, "Naast elkaar").click().run()
    assert "Sara" in html(app) and "Omar" in html(app) and "eerste lezer" in html(app)
    choice = next(one for one in app.button_group if "-1-wonen-" in one.key)
    choice.set_value(0).run()
    codes = {one.suggestion.code for one in desks.sara.notes.page(note.id).reading.findings}
    assert "wonen" in codes
    assert "Samen besproken: speelt nu." in words(app)


def test_a_second_reader_sees_no_findings_elsewhere_until_done(desks, note):
    desks.omar.coding.begin(note.id)
    app = play(desks.omar, "gesprek", gesprek=note.id)
    assert "als tweede lezer" in words(app) and "wd-finding" not in html(app)
    desks.omar.coding.finish(note.id)
    assert "wd-finding" in html(play(desks.omar, "gesprek", gesprek=note.id))


def test_talks_are_drawn_on_the_screen(desks, note):
    app = play(desks.sara, "tweede_lezer")
    app.selectbox(key="draw-who").set_value(desks.omar.account.id)
    button(app, "Trek gesprekken").click().run()
    assert not app.exception
    assert desks.omar.coding.to_do() == [note.id]
    assert "1 gesprek getrokken uit 1, voor Omar" in words(app)
    seen = words(play(desks.omar, "tweede_lezer"))
    assert "1 gesprek wacht op u als tweede lezer" in seen


def test_drawing_where_nothing_is_left_says_what_to_do(desks):
    app = play(desks.sara, "tweede_lezer")
    button(app, "Trek gesprekken").click().run()
    assert "Lees eerst gesprekken na" in app.warning[0].value


def test_a_reader_of_the_gemeente_sees_nothing_of_it(desks, note):
    app = play(desks.willem, "tweede_lezer", gesprek=note.id)
    assert "Met uw rol" in app.warning[0].value
    assert "koelkast" not in words(app)


def test_an_agreement_is_said_in_dutch():
    assert say_number(-0.5) == "\N{MINUS SIGN}0,50"
    assert say_agreement(Reliability(0.743, 12)) == "0,74"
    assert say_agreement(Reliability(0.743, 12, 3, 0.6, 0.9)) == "0,74 (tussen 0,60 en 0,90)"
    assert say_agreement(Reliability(None, 3)) == ""
