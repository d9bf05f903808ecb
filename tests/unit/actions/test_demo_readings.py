"""What comes with the example study as read is what the model here makes of its talks."""

import numpy as np

from fieldwork.actions.demo_readings import FILE, read_readings
from fieldwork.actions.demo_vectors import texts
from fieldwork.tagging.kept_readings import load_readings, save_readings
from fieldwork.tagging.lessons import directions, given, pack, read_note
from fieldwork.tagging.model import load_model
from fieldwork.tagging.pipeline import load_tagger

DUE = "run python -m fieldwork.actions.demo_readings: the talks or the model changed"


def test_every_talk_of_the_example_comes_as_this_model_reads_it():
    assert set(read_readings()) == set(texts()), DUE
    text = min(texts(), key=len)
    kept, fresh = read_readings()[text], load_model().read(text)
    assert np.allclose(kept.note, fresh.note, atol=0.3), DUE
    assert [one.span for one in kept.stretches] == [one.span for one in fresh.stretches]
    assert [one.quotation for one in kept.stretches] == [one.quotation for one in fresh.stretches]
    assert [pack(one) for one in directions(kept)] == [pack(one) for one in directions(fresh)]
    assert kept.letters.keys() == fresh.letters.keys()


def test_what_another_model_read_is_left_alone():
    assert load_readings(FILE, texts(), "another model") == {}


def test_a_kept_reading_is_the_reading_again(tmp_path):
    text = "Zij slaapt slecht.\n\nDe huur is niet betaald; hij is \ud83d boos."
    fresh = load_model().read(text)
    save_readings(tmp_path / "kept.npz", {text: fresh}, "this")
    (kept,) = load_readings(tmp_path / "kept.npz", [text, "iets anders"], "this").values()
    assert np.array_equal(kept.note, fresh.note)
    assert (kept.labels, kept.letters, kept.words) == (fresh.labels, fresh.letters, fresh.words)
    assert np.array_equal(kept.places, fresh.places)
    assert [one.quotation for one in kept.stretches] == [one.quotation for one in fresh.stretches]


def test_what_is_given_is_taken_for_as_long_as_that_lasts():
    text = "Mevrouw eet al drie dagen niets, zegt ze."
    other = load_model().read("De zaal is geregeld.")
    read_note.cache_clear()
    with given({text: other}):
        assert read_note(text) is other
        assert load_tagger().tag(text).is_dutch
    assert read_note(text) is not other
