"""Finding notes back by words and by meaning."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from fieldwork.tagging.similar import Index, ask, make_vectors, ready, sentences
from fieldwork.tagging.similar_words import (
    Shelf,
    line_up_bags,
    read_words_of,
    telling_stems,
)
from fieldwork.tagging.vectors import LONGEST_PASSAGE, average_question, load_vectors

NOTES = {
    "fiets": "De fietsenmaker plakt banden voor kinderen die geen geld hebben.",
    "huur": "Ze heeft een huurachterstand van twee maanden. De koelkast is leeg.",
    "tuin": "Mooie tuin, veel rozen. De buren drinken er samen koffie.",
    "auto": "Karel heeft geen kamer meer; hij ligt 's nachts op de achterbank van een Opel.",
    "ziek": "Haar moeder heeft kanker en mag niet meer alleen zijn.",
}


@pytest.fixture(scope="module")
def maker():
    made = load_vectors()
    assert made is not None, "requirements.txt has a package that makes vectors"
    return made


@pytest.fixture(scope="module")
def index(maker) -> Index:
    return Index([ready(key, text, None, make_vectors(maker, text)) for key, text in NOTES.items()])


def first(index: Index, text: str, maker=None) -> str:
    average = average_question(maker) if maker else None
    return index.rank(ask(text, maker), average=average)[0]


def test_a_part_of_a_compound_finds_it_without_vectors():
    words = Index([ready(key, text) for key, text in NOTES.items()])
    assert first(words, "achterstallige huur") == "huur"
    assert first(words, "rosen in de tuinen") == "tuin"


def test_other_words_for_the_same_find_it_by_meaning(index, maker):
    assert first(index, "man zonder huis overnacht in zijn wagen", maker) == "auto"


def test_the_sentence_that_answers_is_shown_with_its_words(index, maker):
    question = ask("lege koelkast", maker)
    match = index.match("huur", question)
    assert match.has_words
    assert match.sentence.of(NOTES["huur"]) == "De koelkast is leeg."
    assert [span.of(NOTES["huur"]) for span in match.marked] == ["koelkast", "leeg"]


def test_only_what_may_be_found_is_found(index, maker):
    found = index.find(ask("geld", maker), among=frozenset({"tuin", "huur"}))
    assert set(found) <= {"tuin", "huur"}


def test_without_vectors_only_notes_with_a_word_asked_for_are_found():
    words = Index([ready(key, text) for key, text in NOTES.items()])
    assert words.find(ask("koelkast")) == ["huur"]
    assert words.find(ask("vliegtuig")) == []


def test_a_note_is_not_like_itself_and_most_like_its_kin(index, maker):
    text = "Hij slaapt al weken in zijn auto op de parkeerplaats."
    both = Index([*index.notes, ready("bus", text, None, make_vectors(maker, text))])
    assert both.like("bus")[0] == "auto"
    assert "bus" not in both.like("bus", most=99)


def test_a_shared_theme_helps():
    plain = [ready(str(at), f"verhaal nummer {at}") for at in range(8)]
    told = ready("thema", "verhaal nummer negen", {"geld": 1.0})
    assert Index([*plain, told]).rank(ask("iets anders", None, {"geld": 1.0}))[0] == "thema"


def test_vectors_of_another_width_are_left_out_of_it(index):
    question = ask("koelkast")
    odd = replace(question, codes={}, vector=np.ones(7, np.float32))
    assert index.rank(odd)[0] == "huur"


def test_notes_whose_vectors_are_still_to_come_are_found_by_their_words(index, maker):
    late = ready("laat", "De papegaai is weggevlogen.")
    mixed = Index([*index.notes, late])
    found = mixed.find(ask("papegaai weg", maker), average=average_question(maker))
    assert "laat" in found


def test_a_long_text_is_cut_before_a_maker_reads_it(maker):
    long = "woord " * 40_000
    assert len(sentences(long)) <= 24
    assert len(make_vectors(maker, long)) == 1 + len(sentences(long))
    assert np.array_equal(maker.question(long), maker.question(long[:LONGEST_PASSAGE]))


def test_there_is_a_vector_of_length_one_for_the_whole_and_for_each_sentence(maker):
    text = "Iets heel anders. Een korte zin. En dan nog een derde, over de huur."
    rows = make_vectors(maker, text)
    assert len(rows) == 1 + len(sentences(text)) == 4
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-3)
    assert rows.dtype == np.float32


def test_sentences_beyond_what_the_encoder_takes_at_once_have_vectors_too(maker):
    text = " ".join(f"Dit is zin {number} over de huur en de buren." for number in range(24))
    text += " " + "lang " * 300 + "."
    rows = make_vectors(maker, text)
    assert len(rows) == 1 + len(sentences(text))
    assert np.isfinite(rows).all()
    # In the second window a sentence of the same words reads much as it did in the first.
    assert float(rows[1] @ rows[20]) > 0.8


def test_empty_collections_and_empty_texts_are_no_trouble(maker):
    assert Index([]).rank(ask("iets")) == []
    assert Index([]).find(ask("iets", maker)) == []
    empty = Index([ready("leeg", "", None, make_vectors(maker, ""))])
    assert empty.rank(ask("", maker)) == ["leeg"]
    assert empty.match("leeg", ask("iets")).sentence is None


def test_words_that_say_nothing_are_not_looked_for_unless_there_are_no_others():
    assert telling_stems("de huur van de man") == telling_stems("huur man")
    assert telling_stems("de en het")


def test_a_rare_word_counts_for_more_than_one_that_all_have():
    bags = [read_words_of(text) for text in ("huis huis boot", "huis", "huis tent")]
    stems = Shelf(line_up_bags([bag.stems for bag in bags]))
    assert stems.bm25(read_words_of("boot huis").stems).argmax() == 0
    assert stems.bm25(read_words_of("tent huis").stems).argmax() == 2


def test_recall_on_questions_of_our_own_does_not_fall(maker):
    folder = Path(__file__).parents[2] / "data"
    rows = [json.loads(line) for line in (folder / "search.jsonl").read_text("utf-8").splitlines()]
    notes = {row["id"]: row["text"] for row in rows if "text" in row}
    asked = [row for row in rows if "query" in row]
    index = Index([ready(key, text, {}, make_vectors(maker, text)) for key, text in notes.items()])
    average = average_question(maker)
    shares = []
    for row in asked:
        ids = index.rank(ask(row["query"], maker), average=average)[:3]
        shares.append(len(set(ids) & set(row["relevant"])) / len(row["relevant"]))
    assert sum(shares) / len(shares) >= 0.75
