"""The days that notes name: which day is meant, when, and whether it is a promise or a threat."""

from datetime import date, time
from pathlib import Path

import pytest

from fieldwork.tagging import dates_calendar as cal
from fieldwork.tagging.dates import DateMention, find_dates

TABLE = Path(__file__).parent / "phrases" / "dates.txt"
THURSDAY = date(2026, 11, 19)


def cases() -> list[tuple[date, str, str]]:
    """Return the day of the talk, the phrase and what it names, a line each."""
    found, day = [], THURSDAY
    for line in TABLE.read_text("utf-8").splitlines():
        head = line.removeprefix("# ")
        if line.startswith("#"):
            day = date.fromisoformat(head) if head[:2] == "20" else day
        else:
            phrase, _, wanted = line.rpartition(" = ")
            found.append((day, phrase, wanted))
    return found


def said(mention: DateMention) -> str:
    """Return a mention as the table has it."""
    parts = [mention.on.isoformat() if mention.on else "open"]
    parts += [f"{mention.at:%H:%M}"] if mention.at else []
    parts += ["ongeveer"] if mention.is_vague else []
    parts += ["dreigt"] if mention.threatens else []
    return " ".join([*parts, mention.what] if mention.what else parts)


@pytest.mark.parametrize(("day", "phrase", "wanted"), cases())
def test_a_phrase_means_its_day(day, phrase, wanted):
    assert ("; ".join(map(said, find_dates(phrase, day))) or "-") == wanted


def test_the_table_is_as_long_as_it_should_be():
    assert len(cases()) >= 200


@pytest.mark.parametrize(("day", "phrase", "wanted"), cases())
def test_no_day_lies_before_the_talk(day, phrase, wanted):
    assert all(one.on is None or one.on >= day for one in find_dates(phrase, day))


def test_capitals_and_accents_make_no_difference():
    for phrase in ("vóór vrijdag betalen", "VOOR VRIJDAG BETALEN", "voor vrijdag betalen"):
        (found,) = find_dates(phrase, THURSDAY)
        assert (found.on, found.is_promise) == (date(2026, 11, 20), True)


def test_the_sentence_goes_with_the_day():
    text = "Ze is moe. Dinsdag om 10 uur bel ik haar. Mooie tuin."
    (found,) = find_dates(text, THURSDAY)
    assert found.span.of(text) == "Dinsdag om 10 uur"
    assert found.sentence.of(text) == "Dinsdag om 10 uur bel ik haar."


def test_a_very_long_sentence_is_shortened_to_the_clause():
    text = f"{'en toen kwam er weer een brief ' * 12}, dinsdag bel ik terug"
    (found,) = find_dates(text, THURSDAY)
    assert found.sentence.of(text) == "dinsdag bel ik terug"


def test_a_threat_is_no_promise():
    (found,) = find_dates("De ontruiming is op 3 december om half tien.", THURSDAY)
    assert (found.threatens, found.is_promise, found.at) == (True, False, time(9, 30))


def test_what_was_called_off_is_no_plan():
    (found,) = find_dates("De ontruiming van 3 december is van tafel.", THURSDAY)
    assert not found.threatens and not found.is_promise


def test_a_list_with_thousands_of_days_is_read_in_part():
    assert 0 < len(find_dates("dinsdag bellen, " * 5000, THURSDAY)) <= 400


@pytest.mark.parametrize(
    ("year", "month", "day"), [(2025, 4, 20), (2026, 4, 5), (2027, 3, 28), (2038, 4, 25)]
)
def test_easter_is_on_its_day(year, month, day):
    assert cal.easter(year) == date(year, month, day)


def test_a_holiday_that_is_not_in_the_table_is_left_open():
    assert cal.after_holiday(date(2031, 5, 1)) is None
    assert cal.after_holiday(date(2026, 11, 19), "zomervakantie") is None


def test_every_school_holiday_ends_on_a_sunday_and_follows_the_one_before():
    found = cal.load_holidays()
    assert len(found) >= 9
    assert all(one.last.weekday() == 6 and one.first < one.last for one in found)
    assert [one.first for one in found] == sorted(one.first for one in found)


def test_the_29th_of_february_is_only_in_a_leap_year():
    assert cal.plan(date(2027, 11, 1), 29, 2) == date(2028, 2, 29)
    assert cal.plan(date(2026, 11, 1), 29, 2) is None


def test_a_month_later_is_never_past_its_last_day():
    assert cal.add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
