"""Whatever is typed, searching gives notes that exist and stretches that lie in them."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from fieldwork.tagging.similar import Index, ask, make_vectors, ready, sentences
from fieldwork.tagging.vectors import load_vectors

ANY = st.text(max_size=200)
NOTES = ("De huur is te hoog.", "", "🙂 mooie tuin\n\nen rozen", "أهلا وسهلا", "x" * 5000)


@settings(max_examples=60, deadline=None)
@given(st.lists(ANY, max_size=6), ANY)
def test_every_note_is_ranked_once_and_marks_lie_in_the_text(texts, asked):
    index = Index([ready(str(at), text) for at, text in enumerate(texts)])
    question = ask(asked)
    assert sorted(index.rank(question)) == sorted(str(at) for at in range(len(texts)))
    for found in index.find(question):
        text, match = texts[int(found)], index.match(found, question)
        assert match.sentence is None or match.sentence.lies_in(text)
        assert all(match.sentence.start <= span.start for span in match.marked)
        assert all(span.lies_in(text) for span in match.marked)


@settings(max_examples=8, deadline=None)
@given(ANY)
def test_a_maker_takes_any_question(asked):
    maker = load_vectors()
    index = Index([ready(text, text, None, make_vectors(maker, text)) for text in NOTES[:3]])
    assert len(index.rank(ask(asked, maker))) == 3


@settings(max_examples=60, deadline=None)
@given(ANY)
def test_sentences_lie_in_the_text_in_order(text):
    spans = sentences(text)
    assert all(span.lies_in(text) for span in spans)
    assert all(one.end <= two.start for one, two in pairwise(spans))


def test_two_hundred_thousand_characters_are_searched():
    for text in ("a" * 200_000, "huur " * 40_000, "é🙂\n" * 66_000):
        index = Index([ready("lang", text), ready("kort", "huur")])
        assert len(index.rank(ask(text[:2000]))) == 2
        assert len(index.rank(ask(text))) == 2
