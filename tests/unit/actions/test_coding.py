"""A second reader: blind, drawn by week, compared when both are done, and agreed on together."""

from dataclasses import replace
from datetime import timedelta

import pytest

from fieldwork.actions.coding import AlreadyCompared, KnownReader, NothingToDraw
from fieldwork.domain.agreement import ReliabilityVerdict
from fieldwork.domain.coding import CoderRole, draw_sample
from fieldwork.domain.dates import today
from fieldwork.domain.ids import NoteId
from fieldwork.domain.refusals import NotAllowed, NotFound
from fieldwork.domain.themes import SignalStatus, ThemeStatus
from tests.conftest import logged

TEXT = "Ze zit in de schulden. De koelkast is leeg. Haar zus past op de kinderen."


def read_back(desk, text=TEXT, marks=(("geld", "schulden"),), **changes):
    """Log a talk and read it back, with these themes marked."""
    note = logged(desk, text, **changes)
    for code, words in marks:
        desk.review.mark(note.id, code, ThemeStatus.AANWEZIG, words)
    desk.review.finish(note.id)
    return note


def read_second(desk, note, marks=(("geld", "zit in de schulden"),)):
    """Read a talk as the second, with these themes marked."""
    desk.coding.begin(note.id)
    for code, words in marks:
        desk.coding.mark(note.id, code, ThemeStatus.AANWEZIG, words)
    desk.coding.finish(note.id)


def test_a_second_reader_is_handed_the_words_and_nothing_that_others_saw(desks):
    note = logged(desks.sara, TEXT)
    assert desks.sara.review.suggest(note).open
    desks.sara.review.mark(note.id, "geld", ThemeStatus.AANWEZIG, "schulden")
    desks.omar.coding.begin(note.id)
    ((page, coding),) = desks.omar.coding.sheets([note.id])
    assert page.note.text == TEXT
    assert (page.reading.open, page.reading.decisions, coding.marks) == ((), (), ())


def test_who_read_a_talk_back_cannot_be_its_second_reader(desks):
    note = read_back(desks.sara)
    with pytest.raises(KnownReader):
        desks.sara.coding.begin(note.id)


def test_a_reader_of_the_gemeente_may_nothing_of_this(desks):
    note = read_back(desks.sara)
    willem = desks.willem.coding
    for ask in (
        lambda: willem.begin(note.id),
        lambda: willem.draw(desks.omar.account.id, 1),
        lambda: willem.sheets([note.id]),
        willem.report,
        lambda: willem.compare(note.id),
        lambda: willem.agree(note.id, 0, "geld", None),
        willem.to_do,
        willem.team,
    ):
        with pytest.raises(NotAllowed):
            ask()


def test_nobody_sees_the_other_reading_until_both_are_done(desks):
    note = read_back(desks.sara)
    desks.omar.coding.begin(note.id)
    desks.omar.coding.mark(note.id, "wonen", ThemeStatus.AANWEZIG, "koelkast")
    for desk in (desks.sara, desks.omar):
        with pytest.raises(NotFound):
            desk.coding.compare(note.id)
        assert desk.coding.report().talks == ()
    desks.omar.coding.finish(note.id)
    assert desks.sara.coding.compare(note.id).differences


def test_the_first_reader_must_be_done_as_well(desks):
    note = logged(desks.sara, TEXT)
    read_second(desks.omar, note)
    with pytest.raises(NotFound):
        desks.omar.coding.compare(note.id)


def test_differences_stand_side_by_side_with_who_marked_what(desks):
    note = read_back(desks.sara, marks=(("geld", "schulden"), ("wonen", "koelkast")))
    read_second(desks.omar, note)
    found = desks.sara.coding.compare(note.id)
    assert found.same == 1
    (difference,) = found.differences
    assert (difference.place, difference.code) == (1, "wonen")
    assert [(one.who, one.status) for one in difference.readers] == [
        ("Sara", ThemeStatus.AANWEZIG),
        ("Omar", None),
    ]


def test_what_was_decided_together_becomes_a_finding_and_leaves_both_readings_as_they_were(desks):
    note = read_back(desks.sara)
    read_second(desks.omar, note, marks=(("geld", "schulden"), ("gezin", "Haar zus")))
    before = desks.sara.coding.report()
    desks.sara.coding.agree(note.id, 2, "gezin", ThemeStatus.AANWEZIG)
    codes = {one.suggestion.code for one in desks.sara.notes.page(note.id).reading.findings}
    assert codes == {"geld", "gezin"}
    found = desks.sara.coding.compare(note.id)
    assert found.differences[0].is_decided and found.to_discuss == 0
    assert found.differences[0].agreed is ThemeStatus.AANWEZIG
    assert desks.sara.coding.report().overall == before.overall


def test_what_was_decided_not_to_be_there_is_no_finding_any_more(desks):
    note = read_back(desks.sara, marks=(("geld", "schulden"), ("wonen", "koelkast")))
    read_second(desks.omar, note)
    desks.omar.coding.agree(note.id, 1, "wonen", None)
    findings = desks.sara.notes.page(note.id).reading.findings
    assert {one.suggestion.code for one in findings} == {"geld"}
    (difference,) = desks.sara.coding.compare(note.id).differences
    assert difference.is_decided and difference.agreed is None


def test_a_decision_can_be_taken_again(desks):
    note = read_back(desks.sara, marks=(("geld", "schulden"), ("wonen", "koelkast")))
    read_second(desks.omar, note)
    desks.omar.coding.agree(note.id, 1, "wonen", None)
    desks.omar.coding.agree(note.id, 1, "wonen", ThemeStatus.VERLEDEN)
    (difference,) = desks.sara.coding.compare(note.id).differences
    assert difference.agreed is ThemeStatus.VERLEDEN
    assert len(difference.decided) == 1


def test_a_reading_that_was_compared_stays_as_it_is(desks):
    note = read_back(desks.sara)
    read_second(desks.omar, note)
    desks.omar.coding.reopen(note.id)
    desks.omar.coding.finish(note.id)
    desks.sara.coding.report()
    with pytest.raises(AlreadyCompared):
        desks.omar.coding.mark(note.id, "geld", ThemeStatus.AANWEZIG, "koelkast")
    with pytest.raises(AlreadyCompared):
        desks.omar.coding.reopen(note.id)


def test_a_mark_is_taken_away_again_and_one_sent_twice_is_one(desks):
    note = read_back(desks.sara)
    omar = desks.omar.coding
    omar.begin(note.id)
    made = omar.mark(note.id, "geen_eten", SignalStatus.ACTUEEL, "koelkast is leeg", 26)
    omar.mark(note.id, "geen_eten", SignalStatus.ACTUEEL, "koelkast is leeg", 26, made.id)
    assert [mark.id for mark in omar.sheets([note.id])[0][1].marks] == [made.id]
    omar.unmark(note.id, made.id)
    assert omar.sheets([note.id])[0][1].marks == ()


def test_a_colleague_cannot_reach_into_my_reading(desks):
    note = read_back(desks.sara)
    desks.omar.coding.begin(note.id)
    made = desks.omar.coding.mark(note.id, "geld", ThemeStatus.AANWEZIG, "schulden")
    with pytest.raises(NotFound):
        desks.joke.coding.unmark(note.id, made.id)
    assert desks.joke.coding.sheets([note.id]) == []


def test_words_that_moved_since_are_compared_where_they_stand_now(desks):
    note = read_back(desks.sara)
    read_second(desks.omar, note)
    desks.sara.coding.report()
    kept = desks.sara.notes.page(note.id).note
    desks.sara.notes.change(kept, "Eerst dit. " + TEXT)
    found = desks.sara.coding.compare(note.id)
    assert (found.same, found.differences) == (1, ())


def test_a_draw_takes_talks_of_every_week_and_can_be_done_over(desks):
    for weeks in (0, 0, 0, 0, 1, 1):
        read_back(desks.sara, happened_on=today() - timedelta(weeks=weeks))
    drawn = desks.joke.coding.draw(desks.omar.account.id, 3, seed=5)
    assert (drawn.count, drawn.of, drawn.seed) == (3, 6, 5)
    waiting = desks.omar.coding.to_do()
    days = [page.note.happened_on for page in desks.omar.notes.several(waiting)]
    assert sorted(days.count(day) for day in set(days)) == [1, 2]


def test_a_draw_of_the_same_talks_with_the_same_number_is_the_same():
    strata = {week: [NoteId(f"{week}-{at}") for at in range(10)] for week in range(4)}
    drawn = draw_sample(strata, 10, 1)
    assert drawn == draw_sample(dict(reversed(strata.items())), 10, 1)
    assert drawn != draw_sample(strata, 10, 2)
    assert len(set(drawn)) == 10
    assert len(draw_sample(strata, 100, 1)) == 40


def test_nothing_is_drawn_that_somebody_read_before(desks):
    read_back(desks.sara)
    logged(desks.sara, "Nog niet nagelezen.")
    with pytest.raises(NothingToDraw):
        desks.joke.coding.draw(desks.sara.account.id, 5)
    assert desks.joke.coding.draw(desks.omar.account.id, 5).count == 1
    with pytest.raises(NothingToDraw):
        desks.joke.coding.draw(desks.omar.account.id, 5)


def test_the_trail_holds_deeds_and_the_drawn_number_and_no_words(desks):
    note = read_back(desks.sara)
    desks.joke.coding.draw(desks.omar.account.id, 1, seed=77)
    read_second(desks.omar, note, marks=(("geld", "schulden"), ("wonen", "koelkast")))
    desks.omar.coding.agree(note.id, 1, "wonen", ThemeStatus.AANWEZIG)
    trail = [one.entry for one in desks.joke.management.deeds()]
    assert "1 van 1, getal 77" in {one.detail for one in trail}
    assert {"steekproef getrokken", "als tweede gelezen", "samen besproken"} <= {
        one.deed for one in trail
    }
    told = " ".join(f"{one.deed} {one.subject} {one.detail}" for one in trail)
    assert "koelkast" not in told and "schulden" not in told


def test_agreement_is_told_overall_and_per_theme_with_an_interval(desks):
    for at in range(6):
        marks = [("geld", "schulden"), ("wonen", "koelkast"), ("gezin", "kinderen")]
        note = read_back(desks.sara, marks=marks)
        read_second(desks.omar, note, marks=marks if at else marks[:2])
    found = desks.sara.coding.report()
    themes = dict(found.themes)
    assert len(found.talks) == 6
    assert themes["geld"].alpha == 1 and themes["geld"].verdict is ReliabilityVerdict.GOED
    assert themes["gezin"].alpha < 1
    assert themes["gezin"].low <= themes["gezin"].alpha <= themes["gezin"].high
    assert found.overall.units == 18 and found.overall.shared == 17
    assert found == replace(desks.sara.coding.report())


def test_one_theme_everywhere_says_nothing_and_is_said_so(desks):
    note = read_back(desks.sara)
    read_second(desks.omar, note)
    assert desks.sara.coding.report().overall.alpha is None


def test_the_first_reading_leaves_out_what_the_second_reader_answered_since(desks):
    note = read_back(desks.sara)
    read_second(desks.omar, note)
    desks.omar.review.mark(note.id, "wonen", ThemeStatus.AANWEZIG, "koelkast")
    found = desks.sara.coding.compare(note.id)
    assert [(who, role) for who, role, _ in found.readers] == [
        ("Sara", CoderRole.EERSTE),
        ("Omar", CoderRole.TWEEDE),
    ]
    assert found.differences == ()
