"""Whatever somebody types: days are found within the text, in order, and in time."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldwork.tagging.dates import find_dates, lowered
from tests.growth import assert_grows_in_step

DAY = date(2026, 11, 19)
WORDS = (
    "dinsdag di wo volgende week over 2 weken om half tien 14.30 12-3 31 31e 12 maart februari ik "
    "bel terug langs moet eruit vandaag morgen na de vakantie eind december 0 99 1e 'n of een dag "
    "İstanbul ı ﬁ 😀 \u202e \u0301 , . - \n"
)
PIECES = st.sampled_from(WORDS.split(" "))
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map(" ".join))


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_days_lie_within_the_text_in_order_and_not_before_the_talk(text, day):
    end = 0
    for found in find_dates(text, day):
        assert found.span.start >= end
        assert found.span.lies_in(text) and found.sentence.lies_in(text)
        assert found.on is None or day <= found.on < day + timedelta(days=366 * 100)
        end = found.span.end


@given(st.text(max_size=200))
def test_small_letters_are_as_long_as_the_text(text):
    assert len(lowered(text)) == len(text)


@pytest.mark.parametrize(
    "piece",
    [
        "Volgende week dinsdag om half tien bel ik haar terug, en op 12 maart moet ze eruit. ",
        "dinsdag ",
        "di ",
        "12-3 ",
        "kom a b c d e ",
        "moet ",
        "over een ",
        "'s ",
        "1",
        "a",
        "stroom gaat ",
        "\u202e😀 ",
    ],
)
def test_a_very_long_text_takes_work_in_step_with_its_length(piece):
    text = (piece * (200_000 // len(piece) + 1))[:200_000]
    assert_grows_in_step(lambda part: find_dates(part, DAY), text)
