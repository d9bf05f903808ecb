"""From a form to its dictionary words."""

import pytest

from fieldwork.tagging.automaton import Automaton
from fieldwork.tagging.lemmas import fold, load_lemmas


@pytest.mark.parametrize(
    ("form", "lemma"),
    [("schulden", "schuld"), ("sloeg", "slaan"), ("Kinderen", "kind"), ("geslapen", "slapen")],
)
def test_a_form_leads_to_its_dictionary_word(form: str, lemma: str) -> None:
    assert lemma in load_lemmas().of(form)


def test_the_form_itself_always_counts() -> None:
    assert "schulden" in load_lemmas().of("Schulden")


def test_half_a_separable_verb_is_not_read_as_the_whole_one() -> None:
    assert "uitbuiten" not in load_lemmas().of("buiten")


def test_a_form_with_a_settled_reading_has_only_that_one() -> None:
    assert load_lemmas().of("was") == {"was", "zijn"}


def test_past_tense_is_told_from_present() -> None:
    lemmas = load_lemmas()
    assert lemmas.is_past_tense("liep")
    assert not lemmas.is_past_tense("loopt")
    assert not lemmas.is_past_tense("tafel")


def test_accents_capitals_and_curly_apostrophes_do_not_matter() -> None:
    assert fold("Geïsoleerd") == "geisoleerd"
    assert fold("z’n") == "z'n"


def test_an_unknown_word_still_has_itself() -> None:
    assert "zwurkelaars" in load_lemmas().of("zwurkelaars")
    assert not load_lemmas().is_known("zwurkelaars")


def test_a_file_that_is_no_automaton_is_refused(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "words.dict"
    path.write_bytes(b"something else altogether")
    with pytest.raises(ValueError, match=r"words\.dict is not a CFSA2 automaton"):
        Automaton(path)
