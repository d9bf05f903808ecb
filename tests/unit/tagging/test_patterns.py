"""The pattern language, read and looked for."""

import pytest

from fieldwork.tagging.lemmas import load_lemmas
from fieldwork.tagging.lexicon import Entry, Lexicon
from fieldwork.tagging.patterns import BadPattern, read_pattern
from fieldwork.tagging.words import read_words

LISTS = {"drank": ("bier", "wijn")}


def found(pattern: str, text: str, blocker: str = "") -> list[str]:
    names = frozenset(LISTS)
    entries = [Entry("x", read_pattern(pattern, names), 0.75)]
    if blocker:
        entries.append(Entry("x", read_pattern(blocker, names), 0.0, blocks=True))
    words = read_words(text)
    hits = Lexicon(entries, load_lemmas(), LISTS).find(words)
    return [" ".join(words.words[at].form for at in hit.at) for hit in hits]


@pytest.mark.parametrize(
    ("pattern", "text", "what"),
    [
        ("schuld", "Zij heeft schulden.", ["schulden"]),
        ("=schuld", "Zij heeft schulden.", []),
        ("schulden*", "De schuldenlast is groot.", ["schuldenlast"]),
        ("*achterstand", "Er zijn betalingsachterstanden.", ["betalingsachterstanden"]),
        ("@drank", "Hij lust bier en wijn.", ["bier", "wijn"]),
        ("eten|maaltijd", "Geen maaltijd gehad.", ["maaltijd"]),
        ("rood staan", "Ze staan rood.", []),
        ("rood staan", "Ze zegt dat ze rood blijft staan.", ["rood staan"]),
        ("in_de_steek", "Ze lieten hem in de steek.", ["in de steek"]),
        ("in_de_steek", "Een steek in de zij.", []),
        ("rekening & betalen", "Ze betaalt de rekening later.", ["betaalt rekening"]),
        ("rekening & betalen", "De rekening kwam. Ze betaalt later.", []),
        ("mes & !vork", "Hij eet met mes en vork.", []),
        ("mes & !vork", "Hij heeft een mes.", ["mes"]),
        ("geisoleerd", "Zij leeft geïsoleerd.", ["geïsoleerd"]),
        ("niet_meer|nooit & komen", "Hij komt nooit.", ["komt nooit"]),
    ],
)
def test_a_pattern_finds_what_it_says(pattern: str, text: str, what: list[str]) -> None:
    assert found(pattern, text) == what


def test_words_too_far_apart_do_not_belong_together() -> None:
    far = "rekening " + "en zo voort " * 6 + "betalen"
    assert found("rekening & betalen", far) == []


def test_one_word_cannot_fill_two_places() -> None:
    assert found("kind & kind", "Een kind alleen.") == []


def test_a_blocker_voids_the_pattern_that_shares_its_word() -> None:
    assert found("schuld", "Dat is je eigen schuld.", "eigen_schuld") == []
    assert found("schuld", "Zij heeft schulden.", "eigen_schuld") == ["schulden"]


@pytest.mark.parametrize("source", ["", "a & ", "!alleen", "@onbekend", "mid*den", "*beide*", "x"])
def test_a_pattern_that_makes_no_sense_is_refused(source: str) -> None:
    with pytest.raises(BadPattern):
        read_pattern(source)
