"""A suggestion becomes a finding through a person, and in no other way."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from fieldwork.domain.ids import AccountId, NoteId, SuggestionId
from fieldwork.domain.notes import LONGEST_NOTE, Finding, Need, Note, Span, Suggestion
from fieldwork.domain.refusals import BadDate, EmptyNote, NoteTooLong, UnansweredNeed
from fieldwork.domain.themes import SignalStatus, ThemeStatus

SARA = AccountId("sara")
NOON = datetime(2026, 3, 24, 12, 0, tzinfo=UTC)


def note(**changes) -> Note:
    made = {
        "id": NoteId("n"),
        "text": "De huur is twee maanden achter.",
        "happened_on": date(2026, 3, 24),
        "made_by": SARA,
        "made_at": NOON,
        "need": Need.NEE,
    }
    return Note(**(made | changes))


def suggestion(status: ThemeStatus | SignalStatus = ThemeStatus.AANWEZIG) -> Suggestion:
    return Suggestion(SuggestionId("s"), NoteId("n"), "geld", status, Span(3, 7))


def test_a_finding_cannot_be_made_without_a_suggestion_being_confirmed():
    with pytest.raises(TypeError, match="confirm"):
        Finding(suggestion(), SARA, NOON)


def test_a_confirmed_suggestion_says_who_confirmed_it_and_when():
    finding = suggestion().confirm(SARA, NOON)
    assert (finding.by, finding.on, finding.suggestion.code) == (SARA, NOON, "geld")


def test_a_finding_cannot_be_changed_into_another():
    with pytest.raises(TypeError):
        replace(suggestion().confirm(SARA, NOON), by=AccountId("omar"), _seal=None)


def test_a_doubtful_signal_that_is_confirmed_plays_now():
    finding = suggestion(SignalStatus.CONTROLEER).confirm(SARA, NOON)
    assert finding.suggestion.status is SignalStatus.ACTUEEL


def test_the_type_of_the_status_tells_a_signal_from_a_theme():
    assert suggestion(SignalStatus.VERLEDEN).is_signal
    assert not suggestion(ThemeStatus.VERLEDEN).is_signal


def test_a_talk_without_words_is_refused():
    with pytest.raises(EmptyNote):
        note(text=" \n\t ")


def test_a_talk_of_two_hundred_thousand_characters_is_refused_with_both_numbers():
    with pytest.raises(NoteTooLong, match=r"200\.000.*50\.000"):
        note(text="a" * 200_000)


def test_a_talk_of_exactly_the_longest_length_is_kept():
    assert len(note(text="a" * LONGEST_NOTE).text) == LONGEST_NOTE


def test_the_urgency_question_must_be_answered_by_whoever_logs_a_talk():
    with pytest.raises(UnansweredNeed):
        note(need=None)


def test_a_talk_from_a_file_may_wait_for_its_answer():
    assert note(need=None, imported_as="d001").need is None


def test_a_day_long_ago_is_a_slip():
    with pytest.raises(BadDate):
        note(happened_on=date(202, 3, 24))


def test_the_opening_is_one_line_and_ends_between_words():
    opening = note(text="Zij\nvertelt " + "heel erg lang " * 20).opening
    assert "\n" not in opening
    assert len(opening) <= 90
    assert opening.endswith("…")


def test_a_span_lies_from_its_start_to_before_its_end():
    assert Span(3, 7).of("De huur is") == "huur"
    assert not Span(3, 11).lies_in("De huur is")
    with pytest.raises(ValueError, match="start < end"):
        Span(4, 4)
