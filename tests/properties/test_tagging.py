"""Whatever the text, the tagger reads it, and its spans lie within it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from fieldwork.domain.ids import NoteId
from fieldwork.tagging.codebook import load_codebook
from fieldwork.tagging.pipeline import load_tagger
from fieldwork.tagging.words import read_words, tokens

_SOME = (
    "schulden geen niet kind alleen thuis koelkast leeg , . ? ! nee vroeger misschien slaan man "
    "ex dood 's 3 € \n 👩‍👧 ï mes hij deurwaarder zelfmoord eten – ' ( ..."
)
WORDS = st.sampled_from(_SOME.split(" "))
NOTES = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join))
ANYTHING = st.text(st.characters(), max_size=200)


@settings(deadline=None, max_examples=150)
@given(NOTES)
def test_every_span_lies_within_its_text_and_holds_words(text: str) -> None:
    known = {entry.id for entry in load_codebook()}
    for item in load_tagger().suggest(NoteId("n"), text):
        assert item.code in known
        assert item.span is not None
        assert item.span.lies_in(text)
        assert item.span.of(text).strip()


@settings(deadline=None, max_examples=100)
@given(NOTES)
def test_reading_twice_gives_the_same(text: str) -> None:
    def read() -> list[tuple[str, str, object, float]]:
        found = load_tagger().suggest(NoteId("n"), text)
        return [(item.code, item.status, item.span, item.score) for item in found]

    assert read() == read()


@settings(deadline=None)
@given(ANYTHING)
def test_no_character_is_lost_in_cutting(text: str) -> None:
    assert "".join(piece.form for piece in tokens(text)) == text


@settings(deadline=None)
@given(ANYTHING)
def test_sentences_hold_every_word_once(text: str) -> None:
    words = read_words(text)
    held = [at for sentence in words.sentences for at in sentence]
    assert held == list(range(len(words.words)))
    assert len(words.clauses) == len(words.words)
