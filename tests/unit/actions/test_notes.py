"""A talk is kept as it was told, read back by a person, and changed without loss."""

from dataclasses import replace
from datetime import timedelta

import pytest

from fieldwork.actions.notes import NewNote, NoteFilter
from fieldwork.actions.people import NewPerson
from fieldwork.domain.access import Right
from fieldwork.domain.dates import today
from fieldwork.domain.notes import ConsentState, Draft, Need, Origin, Span
from fieldwork.domain.people import KeyFigure, Source
from fieldwork.domain.places import Point
from fieldwork.domain.refusals import (
    BadDate,
    Incomplete,
    NotAllowed,
    NoteTooLong,
    NotFound,
    StaleEdit,
    UnansweredNeed,
)
from fieldwork.domain.themes import SignalStatus, ThemeStatus
from tests.conftest import TEXT, logged


def test_a_talk_comes_back_as_it_was_logged(desks, fatma):
    note = logged(desks.sara, "Regel één\n\n  twee 😀 {{7*7}}", people=(fatma.id,))
    page = desks.omar.notes.page(note.id)
    assert page.note == note
    assert page.note.text == "Regel één\n\n  twee 😀 {{7*7}}"
    assert (page.title, page.made_by) == ("Fatma", "Sara")


def test_who_is_new_becomes_a_person_in_the_same_work(desks):
    ali = NewPerson("Ali", key_figure=KeyFigure("bakker"))
    note = logged(desks.sara, newcomers=(ali,))
    assert note.source is Source.SLEUTELFIGUUR
    assert [one.person.name for one in desks.sara.people.everybody()] == ["Ali"]


def test_a_talk_that_is_refused_leaves_no_new_person_and_keeps_the_draft(desks):
    desks.sara.drafts.keep(Draft("d1", TEXT, 1))
    with pytest.raises(UnansweredNeed):
        logged(desks.sara, need=None, newcomers=(NewPerson("Ali"),), draft="d1")
    assert desks.sara.people.everybody() == []
    assert desks.sara.drafts.draft("d1").text == TEXT


def test_a_kept_talk_takes_its_draft_away(desks):
    desks.sara.drafts.keep(Draft("d1", TEXT, 1))
    logged(desks.sara, draft="d1")
    assert desks.sara.drafts.unfinished() == []


def test_a_draft_is_seen_by_its_writer_only(desks):
    desks.sara.drafts.keep(Draft("d1", "geheim", 1))
    assert desks.omar.drafts.unfinished() == []
    assert desks.omar.drafts.draft("d1").text == ""
    assert desks.omar.drafts.device_key() != desks.sara.drafts.device_key()


def test_what_arrives_late_does_not_undo_what_was_typed_after_it(desks):
    desks.sara.drafts.keep(Draft("d1", "later getypt", 200))
    assert desks.sara.drafts.keep(Draft("d1", "eerder", 100)).text == "later getypt"


def test_two_hundred_thousand_characters_are_refused_and_stay_in_the_draft(desks):
    text = "a" * 200_000
    desks.sara.drafts.keep(Draft("d1", text, 1))
    with pytest.raises(NoteTooLong):
        logged(desks.sara, text, draft="d1")
    assert desks.sara.drafts.draft("d1").text == text


def test_a_day_that_has_yet_to_come_is_refused(desks):
    with pytest.raises(BadDate):
        logged(desks.sara, happened_on=today() + timedelta(days=2))


def test_a_point_gets_the_buurt_it_lies_in(desks):
    note = logged(desks.sara, point=Point(52.545, 5.205))
    assert desks.sara.notes.page(note.id).buurt == "Oost"
    assert logged(desks.sara, point=Point(52.0, 5.0)).place.buurt == ""


def test_a_talk_without_a_place_was_at_home_with_the_first_person(desks):
    person = desks.sara.people.add(NewPerson("Fatma"), "Kade", "12")
    assert str(logged(desks.sara, people=(person.id,)).place) == "Kade 12"


def test_a_talk_nowhere_in_particular_has_no_place(desks):
    person = desks.sara.people.add(NewPerson("Fatma"), "Kade", "12")
    assert str(logged(desks.sara, people=(person.id,), nowhere=True).place) == ""


def test_who_is_new_lives_at_the_address_that_was_given_and_the_talk_was_there(desks):
    note = logged(desks.sara, newcomers=(NewPerson("Ali", street="Kade", number="3"),))
    (ali,) = desks.sara.people.everybody()
    assert str(ali.person.home) == str(note.place) == "Kade 3"


def test_talks_are_found_by_words_in_any_form(desks):
    note = logged(desks.sara, "De huren zijn hoog.")
    logged(desks.sara, "Mooie tuin.")
    assert [page.note.id for page in desks.sara.notes.find(NoteFilter("huur"))] == [note.id]


@pytest.mark.parametrize("words", ['"', "AND", "huur OR 1", "*", "a:b", "NEAR(", "'; DROP", "^"])
def test_signs_of_the_search_engine_are_only_words(desks, words):
    logged(desks.sara)
    assert isinstance(desks.sara.notes.find(NoteFilter(words)), list)


def test_a_changed_talk_keeps_what_was_confirmed_by_its_words(desks):
    note = logged(desks.sara)
    desks.sara.review.mark(note.id, "geld", ThemeStatus.AANWEZIG, "twee maanden laten liggen")
    changed = desks.sara.notes.change(note, "Vandaag weer langs. " + TEXT)
    (finding,) = desks.sara.notes.page(note.id).reading.findings
    assert finding.suggestion.span.of(changed.text) == "twee maanden laten liggen"


def test_a_finding_whose_words_are_gone_stays_about_the_whole_talk(desks):
    note = logged(desks.sara)
    desks.sara.review.mark(note.id, "geld", ThemeStatus.AANWEZIG, "De koelkast is leeg")
    desks.sara.notes.change(note, "Heel iets anders.")
    (finding,) = desks.sara.notes.page(note.id).reading.findings
    assert finding.suggestion.span is None


def test_two_people_changing_one_talk_do_not_overwrite_each_other(desks):
    note = logged(desks.sara)
    desks.omar.notes.change(note, "Van Omar.")
    with pytest.raises(StaleEdit):
        desks.sara.notes.change(note, "Van Sara.")
    assert desks.sara.notes.page(note.id).note.text == "Van Omar."


def test_what_the_machine_reads_is_a_suggestion_until_somebody_says_yes(desks):
    note = logged(desks.sara)
    reading = desks.sara.review.suggest(note)
    assert {one.code for one in reading.open} >= {"geld", "geen_eten"}
    assert reading.findings == ()
    first = reading.open[0]
    desks.sara.review.confirm(first.id)
    after = desks.sara.notes.page(note.id).reading
    assert [one.suggestion.id for one in after.findings] == [first.id]
    assert first.id not in {one.id for one in after.open}


def test_what_was_refused_is_not_suggested_again(desks):
    note = logged(desks.sara)
    money = next(one for one in desks.sara.review.suggest(note).open if one.code == "geld")
    desks.sara.review.refuse(money.id)
    assert all(
        (one.code, one.status) != (money.code, money.status)
        for one in desks.sara.review.suggest(note).open
    )


def test_a_yes_can_be_taken_back(desks):
    note = logged(desks.sara)
    suggestion = desks.sara.review.suggest(note).open[0]
    desks.sara.review.confirm(suggestion.id)
    desks.sara.review.undo(suggestion.id)
    assert suggestion.id in {one.id for one in desks.sara.notes.page(note.id).reading.open}


def test_a_mark_by_hand_that_is_taken_back_is_gone(desks):
    note = logged(desks.sara)
    finding = desks.sara.review.mark(note.id, "gezin", ThemeStatus.MOGELIJK, "keukentafel")
    assert finding.suggestion.origin is Origin.MENS
    desks.sara.review.undo(finding.suggestion.id)
    assert desks.sara.notes.page(note.id).reading.findings == ()


def test_words_that_are_not_in_the_talk_cannot_be_marked(desks):
    note = logged(desks.sara)
    with pytest.raises(NotFound):
        desks.sara.review.mark(note.id, "geld", ThemeStatus.AANWEZIG, "staat er niet")


def test_words_are_found_however_they_are_spaced_or_written(desks):
    note = logged(desks.sara, "De  HUUR\nis te hoog.")
    finding = desks.sara.review.mark(note.id, "geld", ThemeStatus.AANWEZIG, "de huur is")
    assert finding.suggestion.span == Span(0, 11)


def test_a_theme_cannot_stand_as_a_signal_does(desks):
    note = logged(desks.sara)
    with pytest.raises(ValueError, match="geld"):
        desks.sara.review.mark(note.id, "geld", SignalStatus.ACTUEEL)


def test_saying_yes_to_everything_leaves_a_doubtful_signal_for_its_own_look(desks):
    note = logged(desks.sara)
    doubt = desks.sara.review.mark(note.id, "suicide", SignalStatus.ACTUEEL).suggestion
    desks.sara.review.undo(doubt.id)
    store = desks.sara._seat.open.store
    from fieldwork.store import notes

    with store.work() as session:
        notes.add_suggestions(session, [replace(doubt, status=SignalStatus.CONTROLEER)])
    desks.sara.review.confirm_all(note.id)
    assert [one.code for one in desks.sara.notes.page(note.id).reading.open] == ["suicide"]
    with pytest.raises(Incomplete):
        desks.sara.review.finish(note.id)


def test_a_talk_from_a_file_waits_for_its_answer_until_somebody_gives_it(desks):
    desks.sara.intake.take("a.jsonl", b'{"id": "1", "text": "De huur is te hoog."}')
    (page,) = desks.sara.notes.find(NoteFilter())
    assert page.note.need is None
    assert desks.sara.notes.answer(page.note.id, Need.DEZE_WEEK).need is Need.DEZE_WEEK


@pytest.mark.parametrize(
    "try_it",
    [
        lambda desk: desk.notes.find(NoteFilter()),
        lambda desk: desk.notes.count(),
        lambda desk: desk.notes.save(NewNote("x", Need.NEE, today())),
        lambda desk: desk.people.everybody(),
        lambda desk: desk.insight.themes(),
        lambda desk: desk.places.view(),
        lambda desk: desk.drafts.unfinished(),
        lambda desk: desk.intake.take("a.jsonl", b"{}"),
        lambda desk: desk.handover.board(),
        lambda desk: desk.today.day(),
        lambda desk: desk.management.accounts(),
    ],
)
def test_the_gemeentes_reader_reaches_nothing_of_the_teams(desks, try_it):
    with pytest.raises(NotAllowed):
        try_it(desks.willem)
    assert not desks.willem.may(Right.READ_NOTES)


def test_an_unknown_talk_is_not_found(desks):
    with pytest.raises(NotFound):
        desks.sara.notes.page("weg")


def test_who_needs_help_today_stays_on_the_first_screen_until_somebody_acts(desks, fatma):
    note = logged(desks.sara, "Mooie tuin.", need=Need.VANDAAG, people=(fatma.id,))
    desks.sara.review.finish(note.id)
    assert [page.note.id for page in desks.omar.today.day().urgent] == [note.id]
    desks.omar.handover.begin(fatma.id)
    assert desks.omar.today.day().urgent == ()


def test_who_says_it_is_settled_takes_it_from_the_first_screen(desks):
    note = logged(desks.sara, "Mooie tuin.", need=Need.VANDAAG)
    assert not desks.sara.today.day().is_empty
    desks.sara.notes.answer(note.id, Need.NEE)
    assert desks.sara.today.day().urgent == ()


def test_with_whom_it_was_and_consent_can_be_set_right_later(desks, fatma):
    note = logged(desks.sara)
    corrected = desks.omar.notes.correct(note, [fatma.id], ConsentState.GEGEVEN)
    page = desks.sara.notes.page(note.id)
    assert (page.note, page.title) == (corrected, "Fatma")
    with pytest.raises(StaleEdit):
        desks.sara.notes.correct(note, [], ConsentState.GEWEIGERD)
