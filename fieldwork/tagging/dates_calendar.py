"""Reckoning with days: weekdays, weeks, months, feasts and school holidays, from the talk's day."""

import calendar
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from fieldwork.tagging.codebook import DATA

HOLIDAYS: Final = DATA / "calendar" / "school_holidays.toml"
# A day this short ago, named without a year, is what was and not what comes in a year.
_JUST_NOW: Final = timedelta(days=31)
# Free wherever the weekday falls, so that no plan is put on it.
_FREE: Final = frozenset({(1, 1), (12, 25), (12, 26)})
# "Na de vakantie" is about the holiday that runs or comes within this time.
_NEAR: Final = timedelta(weeks=10)


@dataclass(frozen=True, slots=True)
class Holiday:
    """A school holiday: when the first region begins, and the last day of the last region."""

    name: str
    first: date
    last: date


@lru_cache(maxsize=1)
def load_holidays() -> tuple[Holiday, ...]:
    """Return the school holidays of ``data/calendar/school_holidays.toml``, in order."""
    table = tomllib.loads(HOLIDAYS.read_text(encoding="utf-8"))["holiday"]
    found = [
        Holiday(
            row["name"],
            min(row[region][0] for region in ("noord", "midden", "zuid")),
            max(row[region][1] for region in ("noord", "midden", "zuid")),
        )
        for row in table
    ]
    return tuple(sorted(found, key=lambda one: one.first))


def next_weekday(day: date, weekday: int) -> date:
    """Return the first ``weekday`` (0 is Monday) after ``day``, which never is ``day`` itself."""
    return day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1)


def in_week(day: date, weekday: int, weeks: int) -> date:
    """Return the ``weekday`` of the week ``weeks`` after that of ``day``; weeks run from Monday."""
    return day + timedelta(days=weekday - day.weekday(), weeks=weeks)


def add_months(day: date, months: int) -> date:
    """Return the same day of a later month, or that month's last when it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def workday(day: date, step: int = 1) -> date:
    """Return ``day``, or when that is free the nearest working day after it (before: -1)."""
    while day.weekday() > 4 or (day.month, day.day) in _FREE:
        day += timedelta(days=step)
    return day


def month_from(day: date, month: int) -> date:
    """Return the first of the next ``month`` (1 to 12) that is not over on ``day``."""
    return date(day.year + (month < day.month), month, 1)


def day_of_month(day: date, number: int) -> date | None:
    """Return the first day with this ``number`` from ``day`` on; None when there is none."""
    for months in range(12):
        year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
        found = _date(year, month + 1, number)
        if found and found >= day:
            return found
    return None


def plan(day: date, number: int, month: int, year: int | None = None) -> date | None:
    """Return the day that a plan made on ``day`` means by ``number`` and ``month``.

    A month that is past means next year. None for what is no date, for a year that is over, and
    for a day of the last weeks: that is what was, not what is to come.
    """
    if year is not None:
        found = _date(year, month, number)
        return found if found and found >= day else None
    this = _date(day.year, month, number)
    if this and this >= day:
        return this
    if this and day - this <= _JUST_NOW:
        return None
    return _date(day.year + 1, month, number)


def week_number(day: date, number: int) -> date | None:
    """Return the Monday of the next ISO week ``number`` that is not over; None for none."""
    for year in (day.isocalendar().year, day.isocalendar().year + 1):
        try:
            monday = date.fromisocalendar(year, number, 1)
        except ValueError:
            continue
        if monday + timedelta(days=6) >= day:
            return monday
    return None


def nth_monday(first: date, number: int) -> date:
    """Return the ``number``-th Monday of the month that begins on ``first``; -1 is the last."""
    if number < 0:
        following = add_months(first, 1)
        return following - timedelta(days=(following.weekday() - 1) % 7 + 1)
    return next_weekday(first - timedelta(days=1), 0) + timedelta(weeks=number - 1)


def after_holiday(day: date, name: str = "") -> date | None:
    """Return the Monday after a school holiday, in all regions; None when it is not known.

    Without a ``name`` it is the one that runs, or the next if that is near.
    """
    for holiday in load_holidays():
        if holiday.last < day or (name and holiday.name != name):
            continue
        if name or holiday.first - day <= _NEAR:
            return next_weekday(holiday.last, 0)
        return None
    return None


def after_feast(day: date, feast: str) -> date | None:
    """Return the first working day after kerst, nieuwjaar, pasen or pinksteren; else None."""
    for year in (day.year - 1, day.year, day.year + 1):
        ends = {
            "kerst": date(year, 12, 26),
            "nieuwjaar": date(year, 1, 1),
            "feestdagen": date(year + 1, 1, 1),
            "pasen": easter(year) + timedelta(days=1),
            "pinksteren": easter(year) + timedelta(days=50),
        }
        if feast not in ends:
            return None
        found = workday(ends[feast] + timedelta(days=1))
        if found > day:
            return found
    return None


def easter(year: int) -> date:
    """Return Easter Sunday (the reckoning of Meeus, Jones and Butcher, Gregorian calendar)."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    leap, rest = divmod(century, 4)
    moon = (century + 8) // 25
    shift = (century - moon + 1) // 3
    epact = (19 * golden + century - leap - shift + 15) % 30
    quarter, odd = divmod(of_century, 4)
    sunday = (32 + 2 * rest + 2 * quarter - epact - odd) % 7
    late = (golden + 11 * epact + 22 * sunday) // 451
    month, day = divmod(epact + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _date(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None
