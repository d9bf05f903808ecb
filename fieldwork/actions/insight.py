"""Thema's: what is talked about, where, by whom and when; every number leads to its quotes.

And coverage: who was spoken with, where and when, and who was not yet.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Final, NamedTuple

from fieldwork.actions.quotes import Quote
from fieldwork.actions.seat import Capability, kept_until_changed
from fieldwork.domain.access import Right
from fieldwork.domain.ids import NoteId
from fieldwork.domain.notes import Note, Span
from fieldwork.domain.people import Source
from fieldwork.domain.places import Area, AreaKind
from fieldwork.domain.themes import Theme, ThemeStatus
from fieldwork.store import notes, theme_rows
from fieldwork.store.theme_rows import TalkRow, ThemeRow

# What is "of late", next to everything before it.
LATELY: Final = timedelta(weeks=4)
# A theme rises when it is in at least this many talks of late, and this much more often.
LEAST_RISE, RISE_BY = 3, 1.5


@dataclass(frozen=True, slots=True)
class ThemePage:
    """One theme over the study. ``talks`` counts notes in which it plays now.

    ``by_week`` has one count for each week from ``first_week`` up to today, whatever the period
    that was asked for; the other numbers keep to that period. Quotes have the confirmed first,
    the last talk first.
    """

    theme: Theme
    talks: int
    by_week: tuple[int, ...]
    by_buurt: tuple[tuple[str, int], ...]
    by_source: tuple[tuple[Source, int], ...]
    elsewhere: tuple[tuple[ThemeStatus, int], ...]
    quotes: tuple[Quote, ...]
    first_week: int = 1

    @property
    def confirmed(self) -> int:
        """How many of the talks rest on what a person confirmed."""
        sure = {quote.note for quote in self.quotes if quote.confirmed and quote.is_now}
        return len(sure)

    @property
    def now(self) -> tuple[Quote, ...]:
        """The quotes in which it plays now; these are what ``talks`` counts."""
        return tuple(quote for quote in self.quotes if quote.is_now)

    def as_status(self, status: ThemeStatus) -> tuple[Quote, ...]:
        """Return the quotes in which the theme stands like this."""
        return tuple(quote for quote in self.quotes if quote.status is status)


@dataclass(frozen=True, slots=True)
class ThemeFilter:
    """Which talks count; what is empty does not narrow. ``buurt`` is a code."""

    since: date | None = None
    until: date | None = None
    buurt: str = ""
    source: Source | None = None
    confirmed_only: bool = False


@dataclass(frozen=True, slots=True)
class Rise:
    """A theme that is talked about more of late: in how many talks, of how many, then and now."""

    theme: Theme
    lately: int
    talks_lately: int
    before: int
    talks_before: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many talks there were per week, for one buurt or one kind of person, by its code."""

    code: str
    name: str
    by_week: tuple[int, ...]
    last_talk: date | None

    @property
    def talks(self) -> int:
        """How many talks there were."""
        return sum(self.by_week)


@dataclass(frozen=True, slots=True)
class CoveragePage:
    """Where and with whom was talked, and where not yet.

    ``quiet_streets`` has per buurt the streets that no talk names. ``elsewhere`` counts the talks
    without a place in one of the buurten.
    """

    talks: int
    first_week: int
    buurten: tuple[Coverage, ...]
    sources: tuple[Coverage, ...]
    elsewhere: int
    streets: int
    quiet_streets: tuple[tuple[str, tuple[str, ...]], ...]
    unreviewed: int


@dataclass(frozen=True, slots=True)
class _Weeks:
    """The weeks that a line runs over."""

    first: int
    last: int

    def count(self, weeks: Iterable[int]) -> tuple[int, ...]:
        """Return how often each week is in ``weeks``."""
        found = Counter(weeks)
        return tuple(found.get(week, 0) for week in range(self.first, self.last + 1))


class _Talk(NamedTuple):
    """A talk with the themes that were read in it."""

    row: TalkRow
    themes: tuple[ThemeRow, ...]


@dataclass
class _Found:
    """The quotes of one theme: within the period asked for, and over the whole study."""

    inside: list[Quote] = field(default_factory=list)
    all: list[Quote] = field(default_factory=list)


class Insight(Capability):
    """What the talks say together."""

    def buurten(self) -> list[Area]:
        """Return the buurten of the study, by name."""
        self._me.must(Right.SEE_OVERVIEW)
        found = [area for area in self._seat.open.areas if area.kind is AreaKind.BUURT]
        return sorted(found, key=lambda area: area.name.casefold())

    @kept_until_changed
    def themes(self, which: ThemeFilter | None = None) -> list[ThemePage]:
        """Return every theme that was talked about, the most talked about first."""
        which = which or ThemeFilter()
        talks = self._talks(which)
        found: dict[str, _Found] = {}
        for talk in talks:
            for code, quote in self._quotes(talk, which):
                kept = found.setdefault(code, _Found())
                kept.all.append(quote)
                if _within(quote.day, which):
                    kept.inside.append(quote)
        weeks = self._weeks([talk.row.day for talk in talks])
        pages = [
            self._page(theme, found[theme.id], weeks)
            for theme in self._seat.open.codebook.themes
            if theme.id in found and found[theme.id].inside
        ]
        return sorted(pages, key=lambda page: -page.talks)

    @kept_until_changed
    def rising(self, which: ThemeFilter | None = None) -> list[Rise]:
        """Return what is talked about more in the last four weeks than before, most first.

        Measured as a share of the talks, so that a busy month alone makes nothing rise. The
        period in ``which`` does not count.
        """
        which = replace(which or ThemeFilter(), since=None, until=None)
        border = self.lately()
        talks = self._talks(which)
        late = [talk for talk in talks if talk.row.day >= border]
        early = len(talks) - len(late)
        if not early:
            return []
        counts: dict[str, list[set[NoteId]]] = {}
        for talk in talks:
            for code, quote in self._quotes(talk, which):
                if quote.is_now:
                    pair = counts.setdefault(code, [set(), set()])
                    pair[quote.day >= border].add(quote.note)
        rises = [
            Rise(theme, len(counts[theme.id][1]), len(late), len(counts[theme.id][0]), early)
            for theme in self._seat.open.codebook.themes
            if theme.id in counts
        ]
        return sorted([one for one in rises if _rises(one)], key=_share_now, reverse=True)

    def lately(self) -> date:
        """Return the first day of what counts as "of late"."""
        return self._seat.today - LATELY + timedelta(days=1)

    @kept_until_changed
    def coverage(self) -> CoveragePage:
        """Return where and with whom was talked in each week, and where not yet."""
        with self._read(Right.SEE_OVERVIEW) as work:
            talks = theme_rows.talks(work.session)
            heard = {street.casefold() for street in theme_rows.streets(work.session, work.vault)}
            unreviewed = notes.count_notes(work.session, unreviewed=True)
        weeks = self._weeks([talk.day for talk in talks])
        buurten = [
            self._covered(
                area.code, area.name, [it.day for it in talks if it.buurt == area.code], weeks
            )
            for area in self.buurten()
        ]
        sources = [
            self._covered(
                source.value, source.label, [it.day for it in talks if it.source is source], weeks
            )
            for source in Source
        ]
        return CoveragePage(
            len(talks),
            weeks.first,
            tuple(sorted(buurten, key=lambda one: -one.talks)),
            tuple(sources),
            len(talks) - sum(one.talks for one in buurten),
            len({(street.name, street.buurt) for street in self._seat.open.streets}),
            self._quiet_streets(heard),
            unreviewed,
        )

    def talks(self, which: ThemeFilter) -> list[Note]:
        """Return the talks that count for ``which``, the last first."""
        self._me.must(Right.READ_NOTES)
        with self._read(Right.SEE_OVERVIEW) as work:
            found = notes.notes(work.session, work.vault, since=which.since, until=which.until)
        return [note for note in found if _counts(note.place.buurt, note.source, which)]

    def _talks(self, which: ThemeFilter) -> "list[_Talk]":
        """Return the talks that fit, whatever their day."""
        return [
            talk for talk in self._every_talk() if _counts(talk.row.buurt, talk.row.source, which)
        ]

    @kept_until_changed
    def _every_talk(self) -> "tuple[_Talk, ...]":
        """Return all talks with what was read in them: several answers are worked out from it."""
        with self._read(Right.SEE_OVERVIEW) as work:
            read = theme_rows.themes(work.session)
            return tuple(
                _Talk(row, tuple(read.get(row.id, ()))) for row in theme_rows.talks(work.session)
            )

    def _quotes(self, talk: "_Talk", which: ThemeFilter) -> Iterable[tuple[str, Quote]]:
        row = talk.row
        buurt = self._buurt_names.get(row.buurt, "")
        for read in talk.themes:
            if read.is_confirmed or not which.confirmed_only:
                has_span = read.start is not None and read.end is not None
                yield (
                    read.code,
                    Quote(
                        row.id,
                        row.source,
                        buurt,
                        row.day,
                        read.status,
                        read.is_confirmed,
                        row.text,
                        Span(read.start, read.end) if has_span else None,  # type: ignore[arg-type]
                    ),
                )

    @cached_property
    def _buurt_names(self) -> dict[str, str]:
        return {area.code: area.name for area in self._seat.open.areas}

    def _weeks(self, days: Sequence[date]) -> _Weeks:
        """Return the weeks from the first, or the first talk, up to today or the last talk."""
        study = self._seat.open.study
        held = [study.week_of(day) for day in set(days)]
        today = min(study.week_of(self._seat.today), study.weeks)
        return _Weeks(min([1, *held]), max([1, today, *held]))

    def _page(self, theme: Theme, found: _Found, weeks: _Weeks) -> ThemePage:
        study = self._seat.open.study
        now = {quote.note: quote for quote in found.inside if quote.is_now}
        ever = {quote.note: quote for quote in found.all if quote.is_now}
        statuses = Counter(
            status for status, _ in {(it.status, it.note) for it in found.inside if not it.is_now}
        )
        return ThemePage(
            theme,
            len(now),
            weeks.count(study.week_of(quote.day) for quote in ever.values()),
            tuple(Counter(quote.buurt for quote in now.values() if quote.buurt).most_common()),
            tuple(Counter(quote.told_by for quote in now.values()).most_common()),
            tuple((status, statuses[status]) for status in ThemeStatus if status in statuses),
            tuple(sorted(found.inside, key=lambda one: (one.confirmed, one.day), reverse=True)),
            weeks.first,
        )

    def _covered(self, code: str, name: str, days: Sequence[date], weeks: _Weeks) -> Coverage:
        study = self._seat.open.study
        return Coverage(
            code, name, weeks.count(study.week_of(day) for day in days), max(days, default=None)
        )

    def _quiet_streets(self, heard: set[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        names = {area.code: area.name for area in self._seat.open.areas}
        quiet: dict[str, set[str]] = {}
        for street in self._seat.open.streets:
            if street.name.casefold() not in heard:
                quiet.setdefault(names.get(street.buurt, ""), set()).add(street.name)
        return tuple((buurt, tuple(sorted(quiet[buurt]))) for buurt in sorted(quiet))


def _within(day: date, which: ThemeFilter) -> bool:
    return (which.since or date.min) <= day <= (which.until or date.max)


def _counts(buurt: str, source: Source, which: ThemeFilter) -> bool:
    in_buurt = not which.buurt or buurt == which.buurt
    return in_buurt and (which.source is None or source is which.source)


def _share_now(rise: Rise) -> float:
    return rise.lately / rise.talks_lately if rise.talks_lately else 0.0


def _rises(rise: Rise) -> bool:
    return rise.lately >= LEAST_RISE and _share_now(rise) >= RISE_BY * (
        rise.before / rise.talks_before
    )
