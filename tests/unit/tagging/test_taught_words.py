"""Words that a team taught: looked for like the lexicon's own, and stronger."""

import time

import pytest

from fieldwork.domain.notes import Span
from fieldwork.tagging.lexicon import Entry
from fieldwork.tagging.patterns import read_pattern
from fieldwork.tagging.taught_words import (
    TaughtWord,
    TaughtWords,
    UnreadableWord,
    check_word,
    index_words,
    places_of,
    unblocked,
)
from fieldwork.tagging.words import read_words

TEXT = "Ze haalt vrijdag iets bij de bakkes. Hij zit op de bank."


def hits(text: str, *words: TaughtWord):
    return TaughtWords(words).find(read_words(text))


def test_a_taught_phrase_is_found_in_any_form():
    found = hits(TEXT, TaughtWord("eten", "de bakkes"))
    assert [hit.code for hit in found] == ["eten"]
    ((code, span),) = places_of(found, read_words(TEXT))
    assert (code, span.of(TEXT)) == ("eten", "de bakkes")
    assert hits("De Bakkes was dicht.", TaughtWord("eten", "de bakkes"))
    assert not hits("Bij de bakker.", TaughtWord("eten", "de bakkes"))


def test_a_blocker_finds_its_place_and_points_to_nothing():
    words = TaughtWords([TaughtWord("geld", "bank", blocks=True)])
    read = read_words(TEXT)
    assert words.find(read) == []
    assert places_of(words.find_blockers(read), read) == [("geld", Span(51, 55))]


def test_a_blocker_voids_what_the_lexicon_found_of_that_theme_only():
    read = read_words(TEXT)
    bank = Entry("geld", read_pattern("bank"), 0.75)
    home = Entry("wonen", read_pattern("bank"), 0.75)
    words = TaughtWords([TaughtWord("geld", "bank", blocks=True)])
    found = TaughtWords([TaughtWord(one.code, "bank") for one in (bank, home)]).find(read)
    assert [hit.code for hit in unblocked(found, words.find_blockers(read))] == ["wonen"]


def test_a_blocker_wins_from_a_word_of_the_same_theme():
    assert not hits("op de bank", TaughtWord("geld", "bank"), TaughtWord("geld", "bank", True))


def test_what_can_no_longer_be_read_is_left_out():
    assert hits("huur en nog wat", TaughtWord("geld", "@weg"), TaughtWord("geld", "huur"))


@pytest.mark.parametrize("word", ["huur", "de bakkes", "in_de_steek", "*toeslag", "@kind", "wmo"])
def test_a_word_of_the_pattern_language_is_taken(word):
    check_word(word)


@pytest.mark.parametrize(
    "word", ["", "x", "de", "van de", "en | of", "@weg", "!huur", "*", "& huur", "huur " * 13]
)
def test_a_word_that_is_no_use_is_refused_in_dutch(word):
    with pytest.raises(UnreadableWord, match="Woord leren"):
        check_word(word)


def test_the_same_words_are_indexed_once():
    words = (TaughtWord("eten", "bakkes"),)
    assert index_words(words) is index_words((TaughtWord("eten", "bakkes"),))


def test_looking_for_two_hundred_words_costs_less_than_two_milliseconds():
    words = TaughtWords(TaughtWord("eten", f"woord{n} achter{n}") for n in range(200))
    read = read_words(TEXT * 6)
    words.find(read)
    took = []
    for _ in range(20):
        begun = time.thread_time()
        words.find(read)
        took.append(time.thread_time() - begun)
    assert min(took) < 0.002
