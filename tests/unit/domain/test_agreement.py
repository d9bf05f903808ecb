"""Krippendorff's alpha: his own examples, and what must hold of any readers."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldwork.domain.agreement import (
    Reliability,
    ReliabilityVerdict,
    Seen,
    Unit,
    alpha,
    count_shared,
    jaccard,
    of_all,
    of_code,
    sentences,
    unit_values,
)
from fieldwork.domain.ids import AccountId, NoteId
from fieldwork.domain.notes import Span

SARA, OMAR, NOTE = AccountId("sara"), AccountId("omar"), NoteId("n")
# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011): two readers and two values (A),
# two readers and several values (B), four readers with readings missing (C).
SEVERAL_VALUES = ("aabbdcccedda", "babbbccceddd")
TWO_VALUES = ("0100000010", "1110010000")
FOUR_READERS = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")


def units(*readers: str) -> list[list[str]]:
    """Return the values of each unit, from one row of signs a reader; a point is missing."""
    return [[value for value in column if value != "."] for column in zip(*readers, strict=True)]


def test_two_readers_with_two_values_agree_as_published():
    assert alpha(units(*TWO_VALUES)) == pytest.approx(0.095, abs=0.0005)


def test_two_readers_with_several_values_agree_as_published():
    assert alpha(units(*SEVERAL_VALUES)) == pytest.approx(0.692, abs=0.0005)


def test_four_readers_with_readings_missing_agree_as_published():
    assert alpha(units(*FOUR_READERS)) == pytest.approx(0.743, abs=0.0005)


def test_another_distance_gives_the_published_outcome_too():
    numbers = [[int(value) for value in unit] for unit in units(*FOUR_READERS)]
    interval = alpha(numbers, lambda one, other: float((one - other) ** 2))
    assert interval == pytest.approx(0.849, abs=0.0005)


VALUES = st.sampled_from(["", "aanwezig", "verleden"])
READINGS = st.lists(st.tuples(VALUES, VALUES), min_size=2, max_size=40)


@given(st.lists(VALUES, min_size=2, max_size=40).filter(lambda row: len(set(row)) > 1))
def test_readers_who_see_the_same_agree_fully(row):
    assert alpha([(value, value) for value in row]) == pytest.approx(1)


@given(READINGS)
def test_alpha_is_never_above_one_and_knows_no_first_reader(rows):
    there = alpha(rows)
    assert there == pytest.approx(alpha([(b, a) for a, b in rows]))
    assert there is None or there <= 1 + 1e-9


@given(READINGS, st.randoms())
def test_the_order_of_the_units_makes_no_difference(rows, random):
    mixed = random.sample(rows, len(rows))
    assert alpha(mixed) == pytest.approx(alpha(rows))


def test_without_variation_alpha_is_undefined_and_that_is_said():
    assert alpha([("aanwezig", "aanwezig")] * 5) is None
    assert alpha([]) is None
    assert alpha([("a",), ("b",)]) is None
    assert Reliability(None, 5).verdict is ReliabilityVerdict.ONBEPAALD


def test_readers_who_guess_agree_as_chance_does():
    random = Random(7)
    guesses = [(random.choice("abc"), random.choice("abc")) for _ in range(4000)]
    assert alpha(guesses) == pytest.approx(0, abs=0.04)
    sets = [(frozenset(a), frozenset(b)) for a, b in guesses]
    assert alpha(sets, jaccard) == pytest.approx(0, abs=0.04)


def test_the_limits_are_those_of_krippendorff():
    said = [Reliability(value, 9).verdict for value in (0.8, 0.79, 0.667, 0.66, -0.2)]
    assert said == [
        ReliabilityVerdict.GOED,
        ReliabilityVerdict.VOORLOPIG,
        ReliabilityVerdict.VOORLOPIG,
        ReliabilityVerdict.TE_VERSCHILLEND,
        ReliabilityVerdict.TE_VERSCHILLEND,
    ]


TEXT = "Ze heeft schulden. De koelkast is leeg! Haar zoon helpt.\nMooie tuin"


def test_sentences_end_at_a_sign_or_a_line():
    assert [span.of(TEXT) for span in sentences(TEXT)] == [
        "Ze heeft schulden.",
        "De koelkast is leeg!",
        "Haar zoon helpt.",
        "Mooie tuin",
    ]


@given(st.text(max_size=200))
def test_every_word_lies_in_one_sentence(text):
    found = sentences(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
    kept = "".join(span.of(text) for span in found)
    assert [sign for sign in kept if sign.isalnum()] == [sign for sign in text if sign.isalnum()]


def test_text_that_nobody_marked_is_left_out_and_borders_make_no_difference():
    values = unit_values(
        NOTE,
        TEXT,
        {
            SARA: [Seen("geld", "aanwezig", Span(9, 17)), Seen("wonen", "aanwezig")],
            OMAR: [Seen("geld", "aanwezig", Span(0, 18)), Seen("eten", "aanwezig", Span(19, 39))],
        },
    )
    assert list(values) == [Unit(NOTE, -1), Unit(NOTE, 0), Unit(NOTE, 1)]
    assert dict(of_code(values, "geld"))[Unit(NOTE, 0)] == ["aanwezig", "aanwezig"]
    assert dict(of_code(values, "eten"))[Unit(NOTE, 1)] == ["", "aanwezig"]
    assert count_shared(values) == 1
    assert len(of_all(values)) == 3
