"""One line of time about somebody: whatever happened, each as one line that leads somewhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from fieldwork.domain.dates import local
from fieldwork.domain.studies import Study


@dataclass(frozen=True, slots=True)
class EntryKind:
    """A kind of thing on the line; ``label`` names several, ``single`` one, in Dutch."""

    code: str
    label: str
    single: str
    order: int = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on the line: its moment, its kind, one line of text, and where it leads.

    ``screen`` and ``identity`` are the page where it is told in full, "" where this line is all
    there is. ``subject`` is the identity of the thing itself. ``by`` is a first name; ``beside`` is
    a second line; ``mark`` says how it stands. Without ``has_clock`` only the day is known.
    """

    at: datetime
    kind: EntryKind
    line: str
    subject: str
    screen: str = ""
    identity: str = ""
    by: str = ""
    beside: str = ""
    mark: str = ""
    is_late: bool = False
    is_settled: bool = False
    has_clock: bool = True

    @property
    def day(self) -> date:
        """The Dutch day."""
        return local(self.at).date()


@dataclass(frozen=True, slots=True)
class Week:
    """What happened in one week of the study, the last first."""

    number: int
    entries: tuple[Entry, ...]


def by_week(entries: Iterable[Entry], study: Study) -> list[Week]:
    """Return entries by week of the study, the last first."""
    ordered = sorted(entries, key=lambda one: one.at, reverse=True)
    grouped = groupby(ordered, key=lambda one: study.week_of(one.day))
    return [Week(number, tuple(found)) for number, found in grouped]
