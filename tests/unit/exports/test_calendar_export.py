"""The calendar file is as RFC 5545 wants it, and tells no name."""

from datetime import UTC, date, datetime, time

from fieldwork.exports.calendar import CalendarEntry, fold_line, write_calendar

MADE = datetime(2026, 11, 19, 13, 30, tzinfo=UTC)


def lines(*entries: CalendarEntry) -> list[str]:
    """Return the lines of the file, unfolded."""
    told = write_calendar(entries, MADE).decode()
    assert told.endswith("\r\n")
    return told.replace("\r\n ", "").split("\r\n")[:-1]


def test_every_line_ends_in_crlf_and_none_is_too_long():
    told = write_calendar([CalendarEntry("é" * 90, "W-1", "afspraak", date(2026, 11, 24))], MADE)
    assert told.count(b"\n") == told.count(b"\r\n")
    assert max(len(line) for line in told.split(b"\r\n")) <= 75


def test_folding_cuts_no_letter():
    words = "é€😀a" * 40
    assert fold_line(words).replace("\r\n ", "") == words
    assert all(len(line.encode()) <= 75 for line in fold_line(words).split("\r\n"))


def test_an_hour_is_on_the_dutch_clock_and_holds_half_an_hour():
    told = lines(CalendarEntry("1", "W-1", "afspraak", date(2026, 11, 24), time(14, 30), 3))
    assert "DTSTART;TZID=Europe/Amsterdam:20261124T143000" in told
    assert "DTEND;TZID=Europe/Amsterdam:20261124T150000" in told
    assert "SEQUENCE:3" in told
    assert "DTSTAMP:20261119T133000Z" in told


def test_without_an_hour_it_is_the_whole_day():
    told = lines(CalendarEntry("1", "W-1", "termijn", date(2026, 12, 31)))
    assert "DTSTART;VALUE=DATE:20261231" in told
    assert "DTEND;VALUE=DATE:20270101" in told


def test_the_clock_of_the_netherlands_is_in_the_file_once_and_before_what_uses_it():
    told = lines(CalendarEntry("1", "W-1", "afspraak", date(2026, 11, 24), time(9)))
    assert told.count("BEGIN:VTIMEZONE") == 1
    assert told.index("END:VTIMEZONE") < told.index("BEGIN:VEVENT")
    begun = [line.removeprefix("BEGIN:") for line in told if line.startswith("BEGIN:")]
    ended = [line.removeprefix("END:") for line in told if line.startswith("END:")]
    assert sorted(begun) == sorted(ended)


def test_signs_that_mean_something_are_written_so_that_they_do_not():
    told = lines(CalendarEntry("1", "a,b;c\\d\ne", "x", date(2026, 11, 24)))
    assert "SUMMARY:Wijkduik: x a\\,b\\;c\\\\d\\ne" in told


def test_an_empty_list_is_a_file_too():
    assert lines()[0] == "BEGIN:VCALENDAR"
    assert "BEGIN:VEVENT" not in lines()
