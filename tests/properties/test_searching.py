"""Whatever is typed, searching gives notes that exist and stretches that lie in them."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldwork.tagging import similar_sections
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


WORDS = st.lists(st.sampled_from(["huur", "tuin", "koelkast", "rozen", "buren", "niet", "auto"]))
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["add", "edit", "code", "vector", "bin", "restore", "order"]),
        st.integers(0, 30),
        WORDS,
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(CHANGES)
def test_an_index_that_follows_changes_is_one_made_anew(changes):
    """To the last bit, whatever was added, changed, thrown away, put back or put elsewhere."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(similar_sections, "FULL", 4)
        there, binned, index = {}, {}, Index([])
        for what, number, words in changes:
            apply_change(there, binned, what, str(number), words)
            index = Index(list(there.values()), index)
        fresh = Index([replace(note) for note in there.values()])
        for asked in ("huur en rozen", "geld"):
            question = replace(ask(asked, None, {"geld": 0.5}), vector=VECTOR)
            old, new = (one._strength(question, None) for one in (index, fresh))
            assert old.tobytes() == new.tobytes()
            assert index.find(question) == fresh.find(question)
        assert all(index.like(one) == fresh.like(one) for one in there)


VECTOR = np.array([0.6, 0.8, 0.0], np.float32)


def apply_change(there, binned, what, key, words):
    note = there.get(key)
    if what == "add" or (what == "edit" and note):
        there[key] = ready(key, " ".join(words), note.codes if note else {})
    elif what == "code" and note:
        there[key] = replace(note, codes={"geld": 1.0} if words else {})
    elif what == "vector" and note:
        rows = np.random.default_rng(len(words)).normal(size=(1 + len(words), 3))
        there[key] = replace(note, vectors=rows.astype(np.float32))
    elif what == "bin" and note:
        binned[key] = there.pop(key)
    elif what == "restore" and key in binned:
        there[key] = binned.pop(key)
    elif what == "order" and note:
        there[key] = there.pop(key)
