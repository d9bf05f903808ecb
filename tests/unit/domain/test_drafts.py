"""What is filled in with a draft comes back; what is damaged is left out, and nothing else."""

from datetime import date, time

import pytest

from fieldwork.domain.drafts import DraftDetails, DraftNewcomer, DraftVersion, OpenDraft
from fieldwork.domain.notes import ConsentState, Need
from fieldwork.domain.people import Source

FULL = DraftDetails(
    people=("p1", "p2"),
    newcomers=(DraftNewcomer("Özgür", Source.SLEUTELFIGUUR, "kapper", "Waalstraat", "12", "06"),),
    way="adres",
    street="Waalstraat",
    number="12a",
    spot=(51.9, 4.4),
    accuracy=12.0,
    day=date(2026, 3, 24),
    clock=time(14, 32),
    consent=ConsentState.GEGEVEN,
    need=Need.VANDAAG,
)


def test_everything_filled_in_comes_back():
    assert DraftDetails.of_record(FULL.record()) == FULL
    assert DraftDetails.of_record(DraftDetails().record()) == DraftDetails()


@pytest.mark.parametrize("damaged", [None, 7, "tekst", [], {"people": 3}, {"people": [1, None]}])
def test_what_is_no_record_is_an_empty_draft(damaged):
    assert DraftDetails.of_record(damaged) == DraftDetails()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("day", "gisteren"),
        ("clock", "25:99"),
        ("consent", "misschien"),
        ("need", 1),
        ("spot", [1]),
        ("spot", ["a", "b"]),
        ("accuracy", True),
        ("street", {"a": 1}),
    ],
)
def test_a_damaged_field_takes_nothing_else_along(key, value):
    read = DraftDetails.of_record(FULL.record() | {key: value})
    assert read.people == FULL.people
    assert not getattr(read, key)


def test_a_newcomer_without_a_name_is_left_out_and_a_wrong_kind_is_a_resident():
    read = DraftDetails.of_record({"newcomers": [{"role": "x"}, {"name": "Ali", "source": "?"}]})
    assert read.newcomers == (DraftNewcomer("Ali"),)


def test_the_moment_alone_says_nothing_yet():
    assert not DraftDetails(day=FULL.day, clock=FULL.clock, way="thuis").says_something
    assert FULL.says_something


def test_words_follow_on_those_of_the_same_window_and_on_those_that_were_seen():
    first = DraftVersion("een", 100, "a")
    assert DraftVersion("een twee", 90, "a").follows(first)
    assert DraftVersion("een twee", 200, "b", seen=100).follows(first)
    assert not DraftVersion("iets anders", 200, "b", seen=99).follows(first)


def test_the_version_typed_last_stands_first():
    draft = OpenDraft("d", DraftVersion("een", 100), (DraftVersion("twee", 200),))
    assert [one.text for one in draft.versions] == ["twee", "een"]
