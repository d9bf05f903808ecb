"""Words, sentences and clauses."""

import pytest

from fieldwork.tagging.words import read_words, tokens


def sentences(text: str) -> list[str]:
    words = read_words(text)
    return [
        text[words.words[sentence[0]].start : words.words[sentence[-1]].end]
        for sentence in words.sentences
    ]


def test_the_pieces_of_a_text_are_the_text() -> None:
    text = "Mw.  heeft 's ochtends 3,5 uur hulp –\n'meer niet'."
    assert "".join(piece.form for piece in tokens(text)) == text


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Schulden? Nee joh. Geen schulden.", 3),
        ("Gesproken met mw. De Wit over dhr. Smit.", 1),
        ("geen geld\nkoelkast leeg\nbelt morgen", 3),
        ("Hij zei: 'Ik ga.' Toen was hij weg.", 2),
        ("Bus rijdt niet meer.Winkel is dicht.", 2),
        ("De heer J. Bakker komt om 10.30 uur.", 1),
    ],
)
def test_sentences_end_where_a_note_ends_them(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_a_sentence_without_end_is_cut_all_the_same() -> None:
    assert max(len(found) for found in read_words("en toen " * 500).sentences) <= 120


def test_a_clause_ends_at_a_comma_and_at_maar() -> None:
    words = read_words("Hij drinkt niet, hij gokt maar hij werkt.")
    assert len(set(words.clauses)) == 3


def test_the_clause_around_a_word_stays_within_its_commas() -> None:
    words = read_words("Eerst dit, dan dat, dan niets.")
    at = next(n for n, word in enumerate(words.words) if word.form == "dat")
    around = words.clause_around(at, at)
    assert [words.words[n].form for n in around] == ["dan", "dat", ","]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Ze is eenzaam en haar zoon komt niet.", (3,)),
        ("Hij drinkt en hij rookt niet.", (2,)),
        ("Hij heeft geen man en geen kinderen.", ()),
        ("Niets van haar broer en haar zoon.", ()),
        ("Ze kookt en", ()),
    ],
)
def test_a_statement_of_its_own_begins_at_en(text: str, places: tuple[int, ...]) -> None:
    assert read_words(text).statements == places


def test_an_empty_text_has_no_words() -> None:
    assert read_words("").sentences == ()
