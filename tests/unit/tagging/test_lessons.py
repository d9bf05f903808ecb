"""What a team answered pulls sentences that say nearly the same, and no others."""

import math
import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldwork.domain.ids import NoteId
from fieldwork.domain.notes import Span
from fieldwork.domain.themes import Concerns, SignalStatus, ThemeStatus
from fieldwork.tagging import lessons as module
from fieldwork.tagging.judgement import Candidate, Judge, Weights
from fieldwork.tagging.learned import NOTHING, Learned, TaughtEvidence, judge_taught
from fieldwork.tagging.lessons import (
    LIMIT,
    STRENGTH,
    WIDTH,
    Lessons,
    direction_in,
    doubt_signals,
    pack,
    read_note,
    shifts,
    unpack,
)
from fieldwork.tagging.model import ModelReading, Stretch
from fieldwork.tagging.signals import NEVER_SILENT

NOTE = NoteId("n1")
LABELS = (
    "aanwezig:wonen",
    "ontkend:wonen",
    "aanwezig:geld",
    "ontkend:geld",
    "actueel:geweld",
    "ontkend:geweld",
    "actueel:ontruiming",
    "ontkend:ontruiming",
)
SIGNALS = ("geweld", "ontruiming")
VOTERS = Candidate("wonen", ThemeStatus.AANWEZIG, None, Concerns.ZELF, 0.0, 0.0)
# Only the model and the lexicon count here, however many voters there are beside them.
COUNTS = (1.0, 0.0, 2.0, *[0.0] * (len(VOTERS.features) - 3))
JUDGE = Judge(
    {
        "there": Weights(0.0, COUNTS, 0.5),
        "aside": Weights(0.0, COUNTS, 0.5),
        "danger": Weights(0.0, COUNTS, 0.5, 0.2),
    }
)


def direction(seed: int) -> np.ndarray:
    """Return a direction of its own for each seed: far from every other, as in 384 dimensions."""
    made = np.random.default_rng(seed).standard_normal(WIDTH).astype(np.float32)
    return made / np.linalg.norm(made)


def near(seed: int, cosine: float) -> np.ndarray:
    """Return a direction at this cosine from that of ``seed``."""
    base, other = direction(seed), direction(seed + 1000)
    other = other - (other @ base) * base
    other /= np.linalg.norm(other)
    return (cosine * base + math.sqrt(1 - cosine**2) * other).astype(np.float32)


def reading(*sentences: np.ndarray, **logits: list[float]) -> ModelReading:
    """Return what a model would make of these sentences; logits per label's code, else -9."""
    places = np.full((len(sentences), len(LABELS)), -9.0, dtype=np.float32)
    for column, label in enumerate(LABELS):
        status, code = label.split(":")
        if status != "ontkend":
            places[:, column] = logits.get(code, [-9.0] * len(sentences))
    top = places.max(0)
    note = top + np.log(np.exp(2 * (places - top)).sum(0)) / 2
    stretches = tuple(
        Stretch(Span(n * 10, n * 10 + 9), row * 3, Span(0, 1)) for n, row in enumerate(sentences)
    )
    return ModelReading(LABELS, {}, {}, stretches, note, places)


def themes(read: ModelReading, *taught: tuple[str, bool, np.ndarray]) -> set[str]:
    """Return the themes read with these lessons."""
    return {one.code for one in verdicts(read, *taught).themes}


def verdicts(read: ModelReading, *taught: tuple[str, bool, np.ndarray]):
    return judged(read, Learned(Lessons((code, yes, pack(row)) for code, yes, row in taught)))[0]


def judged(read: ModelReading, learned: Learned, *blocked: tuple[str, Span]):
    evidence = TaughtEvidence((), (), blocked=blocked)
    return judge_taught(JUDGE, evidence, read, frozenset(SIGNALS), NOTE, learned)


def test_the_near_twin_of_a_refused_sentence_is_no_longer_suggested():
    twin = reading(near(1, 0.97), wonen=[2.5])
    assert themes(twin) == {"wonen"}
    assert themes(twin, ("wonen", False, direction(1))) == set()


def test_a_sentence_far_from_the_refused_one_still_is():
    far = reading(direction(2), wonen=[2.5])
    assert themes(far, ("wonen", False, direction(1))) == {"wonen"}


def test_another_theme_of_the_same_sentence_still_is():
    both = reading(direction(1), wonen=[2.5], geld=[2.5])
    assert themes(both, ("wonen", False, direction(1))) == {"geld"}


def test_the_near_twin_of_a_confirmed_sentence_is_suggested():
    unsure = reading(near(1, 0.97), wonen=[-2.0])
    assert themes(unsure) == set()
    assert themes(unsure, ("wonen", True, direction(1))) == {"wonen"}


def test_a_refused_sentence_leaves_another_one_of_the_same_note_its_say():
    # The second sentence says it as clearly, in other words.
    both = reading(direction(1), direction(2), wonen=[2.5, 2.5])
    assert themes(both, ("wonen", False, direction(1))) == {"wonen"}


def test_taking_a_lesson_back_restores_the_reading_exactly():
    read = reading(near(1, 0.9), near(2, 0.9), wonen=[1.0, 0.2], geld=[0.4, -1.0])
    stays = [("wonen", True, direction(2)), ("geld", False, direction(1))]
    before = Learned(Lessons((c, y, pack(v)) for c, y, v in stays)).shifts(read)
    with_one = [*stays, ("wonen", False, direction(1))]
    during = Learned(Lessons((c, y, pack(v)) for c, y, v in with_one)).shifts(read)
    after = Learned(Lessons((c, y, pack(v)) for c, y, v in stays)).shifts(read)
    assert before == after != during


def test_without_lessons_nothing_is_shifted():
    assert NOTHING.shifts(reading(direction(1), wonen=[1.0])) == {}


def test_a_note_without_sentences_is_shifted_nowhere():
    lessons = Learned(Lessons([("wonen", True, pack(direction(1)))]))
    empty = ModelReading(LABELS, {}, {}, (), np.full(8, -20.0), np.zeros((0, 8)))
    assert lessons.shifts(empty) == {}


def test_a_lesson_on_a_theme_that_the_model_does_not_know_changes_nothing():
    lessons = Learned(Lessons([("zelfbedacht", True, pack(direction(1)))]))
    assert lessons.shifts(reading(direction(1))) == {}


@pytest.mark.parametrize("code", [*sorted(NEVER_SILENT), "ontruiming"])
def test_a_refused_signal_becomes_a_doubt_and_never_silence(code):
    suggestion = verdicts(reading(direction(1), ontruiming=[5.0])).signals[0]
    found = doubt_signals([replace(suggestion, code=code)], {code: -LIMIT})
    assert [(one.code, one.status) for one in found] == [(code, SignalStatus.CONTROLEER)]


@pytest.mark.parametrize("code", SIGNALS)
def test_however_often_a_signal_was_refused_it_still_asks_for_a_look(code):
    read = reading(direction(1), **{code: [3.0]})
    refusals = [(code, False, near(1, 0.999)) for _ in range(50)]
    found = verdicts(read, *refusals).signals
    assert [(one.code, one.status) for one in found] == [(code, SignalStatus.CONTROLEER)]


def test_a_confirmed_signal_is_raised_in_nearly_the_same_words():
    read = reading(near(1, 0.97), geweld=[-2.0])
    assert verdicts(read).signals == ()
    assert [one.code for one in verdicts(read, ("geweld", True, direction(1))).signals] == [
        "geweld"
    ]


def test_what_is_there_only_by_what_was_taught_is_told_apart():
    read = reading(near(1, 0.97), wonen=[-2.0], geld=[3.0])
    learned = Learned(Lessons([("wonen", True, pack(direction(1)))]))
    found, taught = judged(read, learned)
    assert {one.code for one in found.themes} == {"wonen", "geld"}
    assert taught == {"wonen"}


def test_a_blocked_word_takes_its_sentence_out_and_no_other():
    read = reading(direction(1), direction(2), wonen=[2.0, -9.0], geld=[2.0, 2.0])
    place = Span(3, 5)
    found, _ = judged(read, NOTHING, ("wonen", place), ("geld", place))
    assert {one.code for one in found.themes} == {"geld"}


def test_an_answer_is_about_the_sentence_that_shares_most_with_its_evidence():
    note = reading(direction(1), direction(2))
    assert np.allclose(direction_in(note, "wonen", Span(6, 17)), direction(2), atol=1e-5)
    assert np.allclose(direction_in(note, "wonen", Span(2, 4)), direction(1), atol=1e-5)
    assert direction_in(note, "wonen", Span(80, 90)) is None


def test_an_answer_about_the_whole_note_is_about_its_strongest_sentence():
    note = reading(direction(1), direction(2), geld=[-1.0, 2.0])
    assert np.allclose(direction_in(note, "geld", None), direction(2), atol=1e-5)
    assert direction_in(note, "zelfbedacht", None) is None
    assert direction_in(replace(note, stretches=()), "geld", None) is None


def test_packing_loses_less_than_half_a_degree():
    rows = np.stack([direction(seed) for seed in range(40)])
    back = unpack(pack(row) for row in rows)
    assert (rows * back).sum(1).min() > math.cos(math.radians(0.7))
    assert np.allclose(np.linalg.norm(back, axis=1), 1, atol=1e-5)


def test_numbers_of_another_width_are_no_lesson():
    with pytest.raises(ValueError, match="384"):
        unpack([b"abc"])


@given(
    st.lists(
        st.tuples(st.sampled_from(["wonen", "geld"]), st.booleans(), st.integers(0, 30)),
        max_size=30,
    ),
    st.lists(st.integers(0, 30), min_size=1, max_size=5),
)
def test_a_pull_is_bounded_and_the_order_of_lessons_does_not_matter(taught, seeds):
    rows = [(code, yes, pack(direction(seed))) for code, yes, seed in taught]
    sentences = np.stack([direction(seed) for seed in seeds])
    there, back = Lessons(rows).pulls(sentences), Lessons(rows[::-1]).pulls(sentences)
    assert all(np.abs(pull).max() <= LIMIT for pull in there.values())
    for code in there.keys() | back.keys():
        assert np.allclose(there.get(code, 0), back.get(code, 0), atol=1e-4)


@given(st.lists(st.floats(-12, 8), min_size=1, max_size=6), st.data())
def test_a_shift_of_a_note_lies_within_the_pulls_on_its_sentences(logits, data):
    pulls = data.draw(
        st.lists(st.floats(-LIMIT, LIMIT), min_size=len(logits), max_size=len(logits))
    )
    read = reading(*[direction(n) for n in range(len(logits))], wonen=logits)
    shift = shifts({"wonen": np.array(pulls, dtype=np.float32)}, read)["wonen"]
    assert min(pulls) - 1e-4 <= shift <= max(pulls) + 1e-4


def test_the_same_sentence_gets_the_whole_strength():
    pull = Lessons([("wonen", True, pack(direction(1)))]).pulls(direction(1)[None])["wonen"]
    assert pull[0] == pytest.approx(STRENGTH, abs=0.02)


def test_thousands_of_lessons_take_less_than_a_few_milliseconds():
    rng = np.random.default_rng(0)
    codes = [f"thema{n % 33:02}" for n in range(3000)]
    lessons = Lessons(
        (code, bool(n % 2), pack(row))
        for n, (code, row) in enumerate(zip(codes, rng.standard_normal((3000, WIDTH)), strict=True))
    )
    sentences = np.stack([direction(seed) for seed in range(8)])
    took = []
    for _ in range(20):
        begun = time.thread_time()
        lessons.pulls(sentences)
        took.append(time.thread_time() - begun)
    # The promise is a millisecond; a busy machine takes longer.
    assert min(took) < 0.005


def test_without_a_model_nothing_is_read_and_no_maker(monkeypatch):
    monkeypatch.setattr(module, "is_installed", lambda: False)
    read_note.cache_clear()
    try:
        assert module.find_maker() == ""
        assert read_note("De huur is niet betaald.") is None
    finally:
        read_note.cache_clear()
