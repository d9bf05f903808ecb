"""A draft loses nothing: not to a second window, not to a late message, not to a double save."""

import pytest

from fieldwork.domain.drafts import DraftDetails, DraftNewcomer, DraftVersion
from fieldwork.domain.notes import Draft, Need
from fieldwork.domain.refusals import NotAllowed
from tests.conftest import TEXT, logged

DETAILS = DraftDetails(people=("p1",), newcomers=(DraftNewcomer("Ali"),), need=Need.NEE)


def words(text: str, typed_at: int, pen: str = "a", seen: int = 0) -> DraftVersion:
    """Return what one window wrote."""
    return DraftVersion(text, typed_at, pen, seen)


def test_what_was_filled_in_comes_back_to_its_writer_only(desks):
    desks.sara.drafts.fill_in("d1", DETAILS)
    desks.sara.drafts.write("d1", words("tekst", 1))
    assert desks.sara.drafts.opened("d1").details == DETAILS
    assert desks.omar.drafts.opened("d1").details == DraftDetails()
    assert [one.id for one in desks.sara.drafts.unfinished()] == ["d1"]
    with pytest.raises(NotAllowed):
        desks.willem.drafts.opened("d1")


def test_answers_without_words_are_offered_again_and_an_empty_draft_is_not(desks):
    desks.sara.drafts.fill_in("leeg", DraftDetails(way="thuis"))
    desks.sara.drafts.fill_in("met", DETAILS)
    assert [one.id for one in desks.sara.drafts.unfinished()] == ["met"]


def test_one_window_goes_on_and_what_arrives_late_changes_nothing(desks):
    desks.sara.drafts.write("d1", words("een", 100))
    desks.sara.drafts.write("d1", words("een twee", 200))
    draft = desks.sara.drafts.write("d1", words("een", 100))
    assert (draft.main.text, draft.beside) == ("een twee", ())


def test_a_second_window_that_saw_the_words_goes_on_with_them(desks):
    desks.sara.drafts.write("d1", words("een", 100))
    draft = desks.sara.drafts.write("d1", words("een twee", 200, "b", seen=100))
    assert (draft.main.text, draft.beside) == ("een twee", ())


def test_two_windows_that_did_not_see_each_other_lose_nothing(desks):
    desks.sara.drafts.write("d1", words("begin", 100))
    desks.sara.drafts.write("d1", words("begin van a", 200, "a", seen=100))
    desks.sara.drafts.write("d1", words("begin van b", 300, "b", seen=100))
    draft = desks.sara.drafts.write("d1", words("begin van b, verder", 400, "b", seen=100))
    assert [one.text for one in draft.versions] == ["begin van b, verder", "begin van a"]
    draft = desks.sara.drafts.write("d1", words("begin van a, ook verder", 500))
    assert {one.text for one in draft.versions} == {
        "begin van a, ook verder",
        "begin van b, verder",
    }


def test_the_writer_chooses_and_both_windows_go_on_from_there(desks):
    desks.sara.drafts.write("d1", words("van a", 200))
    desks.sara.drafts.write("d1", words("van b", 300, "b"))
    chosen = desks.sara.drafts.choose("d1", "van a\n\nvan b")
    assert (chosen.main.text, chosen.beside) == ("van a\n\nvan b", ())
    seen = chosen.main.typed_at
    after = desks.sara.drafts.write("d1", words("van a\n\nvan b!", seen + 1, "b", seen=seen))
    assert (after.main.text, after.beside) == ("van a\n\nvan b!", ())


def test_a_choice_counts_though_a_device_has_its_clock_a_year_ahead(desks):
    ahead = 4_000_000_000_000
    desks.sara.drafts.write("d1", words("van a", ahead))
    desks.sara.drafts.write("d1", words("van b", ahead + 1, "b"))
    assert desks.sara.drafts.choose("d1", "samen").main.typed_at == ahead + 2


def test_a_draft_becomes_one_talk_however_often_it_is_saved(desks):
    desks.sara.drafts.keep(Draft("d1", TEXT, 1))
    first = logged(desks.sara, draft="d1")
    assert logged(desks.sara, draft="d1").id == first.id
    assert desks.omar.notes.count() == 1
    assert desks.sara.drafts.opened("d1").note == first.id
    assert desks.sara.drafts.ended() == {"d1": 1}
    assert desks.omar.drafts.ended() == {}


def test_the_same_words_that_come_back_after_the_save_are_no_new_draft(desks):
    desks.sara.drafts.write("d1", words(TEXT, 100))
    logged(desks.sara, draft="d1")
    desks.sara.drafts.write("d1", words(TEXT, 100, "b"))
    desks.sara.drafts.write("d1", words(TEXT, 900, "b"))
    assert desks.sara.drafts.unfinished() == []


def test_words_typed_after_the_save_become_a_draft_of_their_own(desks):
    desks.sara.drafts.write("d1", words(TEXT, 100))
    logged(desks.sara, draft="d1")
    desks.sara.drafts.write("d1", words(f"{TEXT} En nog iets.", 200))
    desks.sara.drafts.write("d1", words(f"{TEXT} En nog iets meer.", 300))
    (late,) = desks.sara.drafts.unfinished()
    assert late.text == f"{TEXT} En nog iets meer."
    logged(desks.sara, late.text, draft=late.id)
    desks.sara.drafts.write("d1", words("Derde keer.", 400))
    (third,) = desks.sara.drafts.unfinished()
    assert third.text == "Derde keer."


def test_what_stood_beside_the_words_is_not_lost_by_a_save(desks):
    desks.sara.drafts.write("d1", words(TEXT, 100))
    desks.sara.drafts.write("d1", words("Van het andere venster.", 90, "b"))
    logged(desks.sara, draft="d1")
    assert [one.text for one in desks.sara.drafts.unfinished()] == ["Van het andere venster."]


def test_what_is_thrown_away_is_gone_with_all_that_stood_beside_it(desks):
    desks.sara.drafts.write("d1", words("van a", 100))
    desks.sara.drafts.write("d1", words("van b", 200, "b"))
    desks.sara.drafts.fill_in("d1", DETAILS)
    desks.sara.drafts.drop("d1")
    draft = desks.sara.drafts.opened("d1")
    assert (draft.main.text, draft.beside, draft.details) == ("", (), DraftDetails())
    assert desks.sara.drafts.unfinished() == []
    assert desks.sara.drafts.ended() == {"d1": 200}
