"""Differences make both texts again, and two changes together lose nothing of either."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldwork.domain.ids import NoteId
from fieldwork.domain.versions import (
    Change,
    change_draft_id,
    count_words,
    difference,
    merge,
    read_change_draft_id,
    stretches,
)

WORDS = ("de", "huur", "is", "niet", ".", ",", "\n", "\n\n", "14", "oma's", "Samir", "😀", "é")
WORD = st.sampled_from(WORDS)
TEXT = st.lists(WORD, max_size=25).map(" ".join) | st.text(max_size=40)


@given(TEXT, TEXT)
def test_a_difference_makes_both_texts_again(before, after):
    pieces = difference(before, after)
    assert "".join(one.text for one in pieces if one.change is not Change.ERBIJ) == before
    assert "".join(one.text for one in pieces if one.change is not Change.ERUIT) == after
    assert all(one.text for one in pieces)


@given(TEXT, TEXT)
def test_what_changed_stands_in_order_and_what_lies_between_is_the_same(before, after):
    at = new_at = 0
    for one in stretches(before, after):
        assert before[at : one.start] == after[new_at : one.new_start]
        assert (one.start, one.new_start) != (one.end, one.new_end)
        at, new_at = one.end, one.new_end
    assert before[at:] == after[new_at:]


@given(TEXT, TEXT)
def test_two_changes_of_which_one_is_none_are_the_other(base, changed):
    assert merge(base, base, changed) == merge(base, changed, base) == changed
    assert merge(base, changed, changed) == changed


LINE = st.lists(st.sampled_from(["huur", "brief", "school", "kind"]), min_size=1).map(" ".join)


@given(LINE, LINE, LINE, LINE, LINE)
def test_changes_in_different_paragraphs_go_together(first, second, third, mine, theirs):
    base = f"Begin {first}.\n\nMidden {second}.\n\nEinde {third}."
    ours = base.replace(f"Begin {first}.", f"Begin {mine}!", 1)
    others = base[: base.rindex("Einde")] + f"Einde {theirs}?"
    assert merge(base, ours, others) == f"Begin {mine}!\n\nMidden {second}.\n\nEinde {theirs}?"


@given(TEXT, TEXT, TEXT)
def test_two_changes_together_hold_every_word_that_somebody_put_in(base, mine, theirs):
    merged = merge(base, mine, theirs)
    if merged is None:
        return
    put_in = [
        one.text.strip()
        for pieces in (difference(base, mine), difference(base, theirs))
        for one in pieces
        if one.change is Change.ERBIJ
    ]
    assert all(words in merged for words in put_in)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "both"),
    [
        ("Zij at niets.", "Zij at gisteren niets.", "Zij at niets. Dat zei Samir.",
         "Zij at gisteren niets. Dat zei Samir."),
        ("De huur is hoog.", "De huur is laag.", "De huur is betaald.", None),
        ("Aan tafel.", "Aan tafel.\nVan mij.", "Aan tafel.\nVan Omar.",
         "Aan tafel.\nVan Omar.\nVan mij."),
        ("Een twee drie.", "Een drie.", "Een twee en drie.", None),
        ("Een twee drie.", "", "Een twee drie vier.", None),
    ],
)  # fmt: skip
def test_two_changes_go_together_unless_they_touch(base, mine, theirs, both):
    assert merge(base, mine, theirs) == both


def test_a_changed_word_is_told_as_a_word():
    pieces = difference("De huur is hoog.", "De huur is te hoog nu.")
    assert [(one.change, one.text) for one in pieces if one.change is not Change.GELIJK] == [
        (Change.ERBIJ, "te "),
        (Change.ERBIJ, " nu"),
    ]
    assert count_words(pieces, Change.ERBIJ) == 2


def test_a_draft_says_which_version_it_changes():
    made = change_draft_id(NoteId("abc123"), 12, 3)
    assert made.startswith(change_draft_id(NoteId("abc123")))
    assert read_change_draft_id(made) == read_change_draft_id(f"{made}-na") == 12
    assert read_change_draft_id("abc123") == 0
    assert len(change_draft_id(NoteId("a" * 32), 9999, 999)) <= 64 - len("-na")
