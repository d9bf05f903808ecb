"""One dive: a gemeente, an area, a start date and sixteen weeks."""

from dataclasses import dataclass
from datetime import date, timedelta

from fieldwork.domain.refusals import BadDate, NameMissing

WEEKS = 16


@dataclass(frozen=True, slots=True)
class Study:
    """A neighbourhood dive ("wijkduik").

    ``starts_on`` is any day of its first week; weeks run from Monday. ``invented`` marks the
    example study, so that every screen can say so.
    """

    name: str
    gemeente: str
    starts_on: date
    weeks: int = WEEKS
    client: str = ""
    invented: bool = False

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise NameMissing("Onderzoek")
        if not self.gemeente.strip():
            raise NameMissing("Gemeente")
        if not 2000 <= self.starts_on.year <= 2100:
            raise BadDate(
                f"De startdatum {self.starts_on.isoformat()} kan niet kloppen.",
                "Kies de dag waarop het onderzoek begint.",
            )
        if not 1 <= self.weeks <= 52:
            raise ValueError(f"weeks must be 1 to 52, not {self.weeks}")

    @property
    def first_monday(self) -> date:
        """The Monday of week 1."""
        return self.starts_on - timedelta(days=self.starts_on.weekday())

    @property
    def ends_on(self) -> date:
        """The Sunday of the last week."""
        return self.first_monday + timedelta(weeks=self.weeks, days=-1)

    def week_of(self, day: date) -> int:
        """Return the number of ``day``'s week; 0 or less before the start, above weeks after."""
        return (day - self.first_monday).days // 7 + 1

    def day(self, week: int, weekday: int) -> date:
        """Return the day of ``week`` (from 1) and ``weekday`` (0 is Monday)."""
        return self.first_monday + timedelta(weeks=week - 1, days=weekday)

    def say_week(self, day: date) -> str:
        """Return "week 9 van 16", or how far before or after the study ``day`` is."""
        week = self.week_of(day)
        if week < 1:
            return f"begint over {(self.first_monday - day).days} dagen"
        if week > self.weeks:
            return f"afgerond op {self.ends_on.day}-{self.ends_on.month}-{self.ends_on.year}"
        return f"week {week} van {self.weeks}"
