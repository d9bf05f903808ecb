"""Concepts: other words for the same."""

import pytest

from fieldwork.domain.refusals import UnreadableFile
from fieldwork.tagging.concepts import FOLDER, Concepts, load_concepts
from fieldwork.tagging.lemmas import load_lemmas
from fieldwork.tagging.similar import Index, ask, ready


def concepts(text: str) -> set[str]:
    known = load_concepts()
    return {known.names[at] for part in known.in_sentences(text) for at in part}


def test_a_word_is_found_in_any_of_its_forms():
    assert "slapen" in concepts("Ze sliepen daar drie weken.")


def test_a_phrase_is_found_with_other_words_between_and_in_another_order():
    assert "opgesloten_door_lift" in concepts("Ze komt al weken niet meer beneden.")
    assert "opgesloten_door_lift" in concepts("Beneden komt ze niet.")


def test_a_phrase_is_not_found_across_sentences():
    small = Concepts({"post": {"is": "brievenbus dichtgeplakt"}}, load_lemmas())
    assert small.in_sentences("De brievenbus hangt er. Dichtgeplakt was het raam.") == [{}, {}]


def test_a_compound_means_what_its_parts_mean():
    small = Concepts({"geld": {"is": "schuld"}}, load_lemmas())
    assert small.in_sentences("Een belastingschuld.") == [{0: pytest.approx(0.7)}]


def test_a_dictionary_word_stands_for_itself_alone():
    small = Concepts({"ouder": {"is": "ouder"}, "dans": {"is": "dans"}}, load_lemmas())
    assert small.in_sentences("Dan komt er een oude fiets.") == [{}]


def test_what_is_a_kind_of_something_is_that_too_but_less():
    small = Concepts(
        {"dier": {"is": "dier"}, "hond": {"is": "hond", "under": "dier"}}, load_lemmas()
    )
    assert small.in_sentences("Een hond.") == [{1: 1.0, 0: 0.5}]


def test_an_unknown_broader_concept_is_refused():
    with pytest.raises(UnreadableFile, match="dieren"):
        Concepts({"hond": {"is": "hond", "under": "dieren"}}, load_lemmas())


def test_every_concept_that_ships_has_words_and_no_name_twice():
    names = [
        line.strip()
        for file in FOLDER.glob("*.toml")
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.startswith("[")
    ]
    assert len(names) == len(set(names)) == len(load_concepts().names)
    assert len(names) > 500


@pytest.mark.parametrize("text", ["", " ", "🙂", "a" * 5000, "اللغة", "\0", "…?!"])
def test_nothing_breaks_on_text_that_is_no_note(text):
    assert all(not part or isinstance(part, dict) for part in load_concepts().in_sentences(text))
    assert ask(text).concepts.whole.keys.tolist() == sorted(ask(text).concepts.whole.keys.tolist())


def test_a_question_finds_a_note_that_shares_no_word_with_it():
    notes = {
        "neef": "Hij ligt bij een neef op de matras.",
        "tuin": "De rozen bloeien en de heg is geknipt.",
        "bus": "De halte is opgeheven.",
        "klas": "De juf las voor uit een boek.",
    }
    index = Index([ready(key, text) for key, text in notes.items()])
    assert index.find(ask("wie slaapt er op een bank")) == ["neef"]
    assert index.find(ask("bloemen")) == ["tuin"]
