"""The vectors that come with the example study are those of its talks."""

import numpy as np

from fieldwork.actions.demo_vectors import digest, read_vectors, texts
from fieldwork.tagging.similar import make_vectors
from fieldwork.tagging.vectors import NoteVectors


def test_every_talk_of_the_example_has_its_vectors_made_beforehand():
    made = read_vectors(NoteVectors().name)
    assert set(made) == {digest(text) for text in texts()}


def test_they_are_what_would_be_made_of_the_talk_itself():
    text = min(texts(), key=len)
    kept = read_vectors(NoteVectors().name)[digest(text)]
    assert np.allclose(kept, make_vectors(NoteVectors(), text), atol=0.01)


def test_those_of_another_maker_are_left_alone():
    assert read_vectors("somebody else") == {}
