"""Findings keep to their words, whatever happens to the text around them."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldwork.domain.anchors import DENIALS, LIKENESS, find_again, find_quote, likeness
from fieldwork.domain.notes import Span

WORDS = [
    *("de", "het", "een", "zij", "niet", "geen", "wel", "huur", "huurachterstand", "schulden"),
    *("koelkast", "leeg", "maanden", "brief", "gemeente", "buurvrouw", "dokter", "14", "april"),
    *(".", ",", "ja", "nee", "oma's", "“Ik”", "😀"),
]
WORD = st.sampled_from(WORDS)
TEXT = st.lists(WORD, max_size=12).map(" ".join)
PARAGRAPHS = st.lists(st.lists(WORD, min_size=1, max_size=8).map(" ".join), min_size=1, max_size=4)
QUOTE = "Zij slaapt op de bank"


def spot(words: str, text: str, occurrence: int = 0) -> Span:
    start = -1
    for _ in range(occurrence + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


@given(TEXT, TEXT, TEXT, TEXT)
def test_words_that_stand_there_once_are_found_whatever_changed_around_them(a, b, c, d):
    before, after = f"{a}{QUOTE}{b}", f"{c}{QUOTE}{d}"
    found = find_again(spot(QUOTE, before), before, after)
    assert found == spot(QUOTE, after)


@given(PARAGRAPHS, PARAGRAPHS, st.randoms(use_true_random=False))
def test_words_are_found_when_paragraphs_change_places(left, right, chance):
    parts = [*left, f"Over slapen. {QUOTE} zei ze.", *right]
    before = "\n\n".join(parts)
    chance.shuffle(parts)
    after = "\n\n".join(parts)
    assert find_again(spot(QUOTE, before), before, after) == spot(QUOTE, after)


@given(TEXT, WORD, TEXT, WORD, TEXT, st.data())
def test_words_that_stand_there_more_often_keep_to_their_own_place(a, word, b, other, c, data):
    before = f"{a} {word} {b} {word} {other} {c}"
    count = before.count(word)
    own = spot(word, before, data.draw(st.integers(0, count - 1)))
    at = data.draw(st.integers(0, own.start))
    typed = data.draw(TEXT)
    after = before[:at] + typed + before[at:]
    shifted = Span(own.start + len(typed), own.end + len(typed))
    found = find_again(own, before, after)
    # What is typed may say the very same words again: then the texts do not tell which is which.
    if after[: len(before)] == before or after.count(word) != count:
        assert found is not None and found.of(after) == word
    else:
        assert found == shifted


@given(st.text(max_size=60), st.text(min_size=1, max_size=20), st.text(max_size=60), st.text())
def test_a_place_holds_the_words_or_words_like_them_or_there_is_none(a, quote, b, after):
    before = f"{a}{quote}{b}"
    span = Span(len(a), len(a) + len(quote))
    found = find_again(span, before, after)
    if found is not None:
        assert found.lies_in(after)
        words = found.of(after)
        assert words == quote or likeness(quote, words) >= LIKENESS


@given(TEXT, TEXT, st.text(min_size=1, max_size=8))
def test_a_text_that_stays_as_it_is_moves_nothing(a, b, quote):
    before = f"{a}{quote}{b}"
    span = Span(len(a), len(a) + len(quote))
    assert find_again(span, before, before) == span


@pytest.mark.parametrize(
    ("before", "quote", "after", "wanted"),
    [
        ("De huurachterstnd loopt op.", "huurachterstnd", "De huurachterstand loopt op.",
         "huurachterstand"),
        ("Er is twee hele maanden niet betaald.", "twee hele maanden niet betaald",
         "Er is twee maanden niet betaald.", "twee maanden niet betaald"),
        ("Zij at dagen niets.", "Zij at dagen niets", "Zij at al dagen niets.",
         "Zij at al dagen niets"),
        ("A. De koelkst is leeg.\n\nB.", "De koelkst is leeg", "B.\n\nA. De koelkast is leeg.",
         "De koelkast is leeg"),
    ],
)  # fmt: skip
def test_words_that_were_mended_keep_their_finding(before, quote, after, wanted):
    assert find_again(spot(quote, before), before, after) == spot(wanted, after)


@pytest.mark.parametrize(
    ("before", "quote", "after"),
    [
        ("Zij heeft schulden.", "Zij heeft schulden", "Zij heeft geen schulden."),
        ("De huur is hoog. De huren zijn hoog.", "De huur is hoog", "De huren zijn hoog."),
        ("Geld is op. Er is geld.", "Geld", "Er is geld."),
        ("Ja, ja.", "ja", "Ja,."),
        ("De koelkast is leeg.", "koelkast", "Mooi weer."),
        ("De huur loopt op.", "huur", "De buur loopt op."),
    ],
)
def test_other_words_are_never_taken_for_the_ones_that_are_gone(before, quote, after):
    assert find_again(spot(quote, before), before, after) is None


def test_a_phrase_that_is_said_again_elsewhere_is_not_taken_when_its_own_is_gone():
    before = "Gisteren at ze niets. De buurvrouw zei: at ze niets."
    own = spot("at ze niets", before)
    assert find_again(own, before, "De buurvrouw zei: at ze niets.") is None


def test_lost_words_are_found_again_only_where_there_is_no_doubt():
    assert find_quote("leeg", "De koelkast is leeg.") == Span(15, 19)
    assert find_quote("leeg", "leeg, leeg") is None
    assert find_quote("leeg", "vol") is None


DEMO = Path(__file__).parents[2] / "data" / "demo" / "notes.jsonl"
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def mistyped(words: str, chance: random.Random) -> str:
    """Leave a letter out, put one in, take another, or let two change places."""
    at, way, letter = chance.randrange(len(words)), chance.randrange(4), chance.choice(LETTERS)
    pair = words[at : at + 2][::-1]
    middle = ("", letter + words[at], letter, pair)[way]
    return words[:at] + middle + words[at + (2 if way == 3 else 1) :]


def denies(words: str) -> bool:
    return any(one in DENIALS for one in words.casefold().split())


def test_the_threshold_lies_between_a_mended_typo_and_other_words():
    lines = [json.loads(line) for line in DEMO.read_text("utf-8").splitlines()]
    quotes = sorted({one["evidence"] for line in lines for one in line["findings"]})
    chance = random.Random(7)
    # A typo in a denial is never taken for one, whatever the threshold.
    plain = [one for one in quotes if not denies(one)]
    kept = [likeness(one, mistyped(one, chance)) >= LIKENESS for one in plain for _ in range(20)]
    others = [
        likeness(one, other)
        for one in quotes
        for other in chance.sample(quotes, 60)
        if one not in other and other not in one
    ]
    assert len(kept) > 5000 and len(others) > 20000
    assert sum(kept) / len(kept) > 0.99
    assert max(others) < LIKENESS
