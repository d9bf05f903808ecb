"""Days, times and numbers as Dutch people write them: "di 24 maart", "14:32", "1.234,5"."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
WEEKDAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
IsFree = Callable[[date], bool]


def now() -> datetime:
    """Return this moment, aware, in UTC, as every stored moment is."""
    return datetime.now(UTC)


def today() -> date:
    """Return the day it is in the Netherlands."""
    return now().astimezone(AMSTERDAM).date()


def local(moment: datetime) -> datetime:
    """Return an aware ``moment`` on the Dutch clock."""
    return moment.astimezone(AMSTERDAM)


def say_day(day: date, *, year: bool = False) -> str:
    """Return "di 24 maart", with the year behind it when asked."""
    words = f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return f"{words} {day.year}" if year else words


def say_time(clock: time | datetime) -> str:
    """Return "14:32"; an aware moment is put on the Dutch clock first."""
    if isinstance(clock, datetime):
        clock = local(clock).time()
    return f"{clock:%H:%M}"


def say_moment(moment: datetime, *, year: bool = False) -> str:
    """Return "di 24 maart 14:32"."""
    here = local(moment)
    return f"{say_day(here.date(), year=year)} {say_time(here)}"


def say_number(number: float, decimals: int = 0) -> str:
    """Return "1.234,5": a point between thousands and a comma before decimals."""
    english = f"{number:,.{decimals}f}"
    return english.translate(str.maketrans(",.", ".,"))


def say_count(number: int, one: str, more: str) -> str:
    """Return "1 gesprek" or "3 gesprekken"."""
    return f"{say_number(number)} {one if number == 1 else more}"


def working_days_after(moment: datetime, days: int, is_free: IsFree) -> datetime:
    """Return 17:00 on the ``days``-th working day after ``moment``'s Dutch day.

    A working day is Monday to Friday, and not free. The day itself does not count
    (Algemene termijnenwet, article 1: a term that ends on a free day runs on).
    """
    day = local(moment).date()
    left = days
    while left > 0:
        day += timedelta(days=1)
        if day.weekday() < 5 and not is_free(day):
            left -= 1
    return datetime.combine(day, time(17, 0), AMSTERDAM).astimezone(UTC)


def weeks_after(moment: datetime, weeks: int, is_free: IsFree) -> datetime:
    """Return 17:00 on the same weekday ``weeks`` later, or on the first working day after it.

    A term that ends on a Saturday, Sunday or free day runs on to the next day that is none
    (Algemene termijnenwet, article 1).
    """
    day = local(moment).date() + timedelta(weeks=weeks)
    while day.weekday() >= 5 or is_free(day):
        day += timedelta(days=1)
    return datetime.combine(day, time(17, 0), AMSTERDAM).astimezone(UTC)
