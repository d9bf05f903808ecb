"""Nalezen: what the board is handed, and what becomes of what was done on it."""

import pytest

from fieldwork.domain.notes import Span
from fieldwork.domain.themes import SignalStatus, ThemeStatus
from fieldwork.ui.review_deeds import Deed, Stay
from fieldwork.ui.review_queue import act_on_reading, reading_board
from tests.conftest import TEXT, logged
from tests.screens.stage import play, words


def deed(number: int, kind: str, note, **more) -> dict:
    """Return a deed as the browser sends it."""
    return {"n": number, "kind": kind, "note": note.id, **more}


def sent(*deeds: dict, stay: str = "venster") -> dict:
    """Return a row of deeds as the browser sends it."""
    return {"stay": stay, "note": deeds[0]["note"], "deeds": list(deeds), "again": 1}


@pytest.fixture
def note(desks):
    """Return a talk that the machine read."""
    made = logged(desks.sara)
    desks.sara.review.suggest(made)
    return made


def take(desk, stay: Stay, row: dict) -> None:
    """Do what was sent."""
    stay.take(row, lambda one: act_on_reading(desk, one))


def test_answers_are_done_in_their_order_and_once(desks, note):
    first, second, *_ = desks.sara.notes.page(note.id).reading.open
    stay = Stay()
    row = [deed(1, "yes", note, item=first.id), deed(2, "no", note, item=second.id)]
    take(desks.sara, stay, sent(*row))
    row.append(deed(3, "undo", note, item=second.id))
    take(desks.sara, stay, sent(*reversed(row)))
    take(desks.sara, stay, sent(*row))
    reading = desks.sara.notes.page(note.id).reading
    assert [one.suggestion.id for one in reading.findings] == [first.id]
    assert reading.rejections == () and stay.done == 3
    deeds = [one.entry.deed for one in desks.joke.management.deeds()]
    assert deeds.count("bevestigd") == 1 and deeds.count("teruggedraaid") == 1


def test_a_new_window_begins_to_count_anew(desks, note):
    (first, *_) = desks.sara.notes.page(note.id).reading.open
    stay = Stay()
    take(desks.sara, stay, sent(deed(7, "no", note, item=first.id)))
    take(desks.sara, stay, sent(deed(1, "yes", note, item=first.id), stay="ander"))
    assert len(desks.sara.notes.page(note.id).reading.findings) == 1


def test_a_mark_by_hand_rests_on_the_words_where_they_were_chosen(desks):
    note = logged(desks.sara, "Geen geld. Haar zus heeft ook geen geld.")
    made = deed(1, "mark", note, item="m1", code="geld", status="aanwezig", start=36, quote="geld")
    stay = Stay()
    take(desks.sara, stay, sent(made))
    take(desks.sara, stay, sent(made, stay="na-een-herstart"))
    (finding,) = desks.sara.notes.page(note.id).reading.findings
    assert finding.suggestion.span == Span(35, 39)
    assert finding.suggestion.status is ThemeStatus.AANWEZIG


def test_a_signal_marked_by_hand_has_the_status_of_a_signal(desks):
    note = logged(desks.sara, TEXT)
    row = deed(1, "mark", note, item="m1", code="geen_eten", status="verleden", quote="")
    take(desks.sara, Stay(), sent(row))
    (finding,) = desks.sara.notes.page(note.id).reading.findings
    assert finding.suggestion.status is SignalStatus.VERLEDEN and finding.suggestion.span is None


def test_a_talk_is_done_and_comes_back_when_that_is_taken_back(desks):
    note = logged(desks.sara, "Mooie tuin.")
    stay = Stay()
    take(desks.sara, stay, sent(deed(1, "done", note)))
    assert desks.sara.review.unread() == []
    take(desks.sara, stay, sent(deed(1, "done", note), deed(2, "undone", note)))
    assert desks.sara.review.unread() == [note.id]


def test_what_is_refused_is_said_and_the_rest_goes_on(desks, note):
    row = [
        deed(1, "yes", note, item="weg"),
        deed(2, "done", note),
        deed(3, "mark", note, item="m", code="geld", status="aanwezig", start=0, quote="nergens"),
    ]
    stay = Stay()
    take(desks.sara, stay, sent(*row))
    assert [one["n"] for one in stay.said] == [1, 2, 3]
    assert "signaal" in stay.said[1]["words"].lower()
    assert stay.done == 3


def test_an_answer_against_a_colleagues_stands_and_is_said(desks, note):
    first, *_ = desks.sara.notes.page(note.id).reading.open
    take(desks.sara, Stay(), sent(deed(1, "no", note, item=first.id)))
    omars = Stay()
    take(desks.omar, omars, sent(deed(1, "yes", note, item=first.id)))
    (said,) = omars.said
    assert "Sara zei hier nee, nu staat er uw ja." in said["words"]
    assert [one.suggestion.id for one in desks.sara.notes.page(note.id).reading.findings] == [
        first.id
    ]
    own = deed(2, "no", note, item=first.id)
    take(desks.omar, omars, sent(own))
    assert len(omars.said) == 1


def test_taking_back_what_is_gone_is_no_trouble(desks, note):
    stay = Stay()
    take(desks.sara, stay, sent(deed(1, "undo", note, item="weg")))
    assert stay.said == []


@pytest.mark.parametrize(
    "row", [{"note": "<b>"}, {"item": "a b"}, {"start": -1}, {"start": "1"}, {"n": "x"}]
)
def test_what_the_board_cannot_have_sent_is_not_taken(row):
    made = {"n": 1, "kind": "mark", "note": "n", "item": "i"} | row
    with pytest.raises(ValueError):
        Deed.of(made)


def test_a_reader_of_the_gemeente_gets_nothing_done(desks, note):
    (first, *_) = desks.sara.notes.page(note.id).reading.open
    stay = Stay()
    take(desks.willem, stay, sent(deed(1, "yes", note, item=first.id)))
    assert "Met uw rol" in stay.said[0]["words"]
    assert desks.sara.notes.page(note.id).reading.findings == ()
    assert "Met uw rol" in play(desks.willem, "nalezen").warning[0].value


def test_the_board_is_handed_the_talk_with_every_mark_within_its_text(desks, note):
    board = reading_board(desks.sara, [note.id], note.id)
    (talk,) = board.talks([note.id])
    assert talk["text"] == TEXT and talk["items"]
    assert all(one["end"] is None or one["end"] <= len(TEXT) for one in talk["items"])
    assert {one["state"] for one in talk["items"]} == {"open"}


def test_without_anything_to_read_the_screen_says_so(desks):
    assert "Alles is nagelezen" in words(play(desks.sara, "nalezen"))


def test_a_talk_that_is_gone_is_said_calmly(desks, note):
    app = play(desks.sara, "nalezen", gesprek="weg")
    assert "is er niet" in app.warning[0].value and not app.exception
