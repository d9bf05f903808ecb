"""Whatever somebody types: people and places are found within the text, in order, and in time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldwork.tagging.roster_people import find_people
from fieldwork.tagging.roster_places import find_places
from tests.growth import assert_grows_in_step
from tests.unit.tagging.test_roster_people import PEOPLE, STREETS

WORDS = (
    "Fatima fatima Bouali mw. de Boer roos Wil F. B. 's van 12 buurvrouw moeder Samir zijn "
    "Kadelaan waalstr. 14 14a İ ı ﬁ 😀 \u202e e\u0301 - . , \n"
)
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(WORDS.split(" ")), max_size=60).map(" ".join),
)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_mentions_lie_within_the_text_in_order(text):
    for found in (find_people(text, PEOPLE), find_places(text, STREETS)):
        end = 0
        for one in found:
            assert one.span.start >= end and one.span.lies_in(text)
            end = one.span.end


@pytest.mark.parametrize(
    "piece", ["fatima bouali ", "de buurvrouw van 12 ", "a", "Kadelaan 1 ", "F. "]
)
def test_a_very_long_text_takes_work_in_step_with_its_length(piece):
    text = (piece * (200_000 // len(piece) + 1))[:200_000]
    assert_grows_in_step(lambda part: find_people(part, PEOPLE), text)
    assert_grows_in_step(lambda part: find_places(part, STREETS), text)
