"""The quick voters beside the model: by letters, by words, and by what the lexicon found."""

import pytest

from fieldwork.domain.themes import ThemeStatus
from fieldwork.tagging.codebook import load_codebook
from fieldwork.tagging.encoder import is_installed
from fieldwork.tagging.grams import letters_of, patterns_of, words_of
from fieldwork.tagging.judgement import find_candidates, load_pattern_voter
from fieldwork.tagging.pipeline import Tagger

needs_model = pytest.mark.skipif(not is_installed(), reason="needs data/model")


@pytest.fixture(scope="module")
def lexicon():
    return Tagger(load_codebook(), model=False)


def found_in(lexicon, text):
    return list(patterns_of(lexicon.read_doc(text)._.evidence))


def test_letters_are_runs_of_each_word_and_words_come_in_twos_as_well():
    assert " de" in set(letters_of("De huur"))
    assert "uur " in set(letters_of("De huur"))
    assert list(words_of("De huur, te hoog")) == [
        "de", "huur", "te", "hoog", "de huur", "huur te", "te hoog"
    ]  # fmt: skip


def test_what_is_denied_is_another_find_than_what_is_there(lexicon):
    there = found_in(lexicon, "Ze heeft schulden.")
    denied = found_in(lexicon, "Ze heeft geen schulden.")
    assert there
    assert denied
    assert not set(there) & set(denied)
    assert any(one.startswith("geld:ontkend") for one in denied)


@needs_model
def test_patterns_speak_for_what_they_are_about_and_for_nothing_else(lexicon):
    voter = load_pattern_voter()
    silent = voter.read([lexicon.read_doc("De zaal is geregeld.")._.evidence])
    told = voter.read([lexicon.read_doc("Ze heeft een huurachterstand en schulden.")._.evidence])
    assert told["aanwezig:geld"] > silent["aanwezig:geld"] + 1
    assert told["aanwezig:mantelzorg"] < told["aanwezig:geld"]


@needs_model
def test_a_pattern_that_a_team_taught_is_nothing_to_the_voter():
    class Taught:
        code, source, standings = "geld", "iets eigens", frozenset()

    assert load_pattern_voter().read([[Taught()]]).keys() == load_pattern_voter().read([[]]).keys()


@needs_model
def test_the_vote_goes_along_with_every_candidate_for_being_there():
    codebook = load_codebook()
    signals = {entry.id for entry in codebook if codebook.is_signal(entry.id)}
    doc = Tagger(codebook).read_doc("Ze heeft een huurachterstand en schulden bij drie winkels.")
    found = find_candidates(doc._.evidence, doc._.model, signals)
    geld = {one.status: one for one in found if one.code == "geld"}
    assert geld[ThemeStatus.AANWEZIG].patterns > 0
    assert geld[ThemeStatus.ONTKEND].patterns == 0
    assert geld[ThemeStatus.AANWEZIG].patterns in geld[ThemeStatus.AANWEZIG].features
