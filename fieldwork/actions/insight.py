"""Thema's: what is talked about, where, by whom and when; every number leads to its quotes.

And coverage: who was spoken with, where and when, and who was not yet.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from fieldwork.actions.seat import Capability, kept_until_changed
from fieldwork.domain.access import Right
from fieldwork.domain.ids import NoteId
from fieldwork.domain.notes import Note, Reading, Span, Suggestion
from fieldwork.domain.people import Source
from fieldwork.domain.places import Area, AreaKind
from fieldwork.domain.themes import Theme, ThemeStatus
from fieldwork.store import notes

# What is "of late", next to everything before it.
LATELY: Final = timedelta(weeks=4)
# A theme rises when it is in at least this many talks of late, and this much more often.
LEAST_RISE, RISE_BY = 3, 1.5
# A quote is the sentence around the marked words; longer ones are cut off at this many characters.
LONGEST_QUOTE: Final = 240


@dataclass(frozen=True, slots=True)
class Quote:
    """The words in a talk that a finding rests on; ``confirmed`` says whether a person agreed.

    ``sentence`` is the sentence around them, on one line; ``marked`` is where ``words`` stand in
    it. Both are empty for a finding about the whole talk.
    """

    note: NoteId
    words: str
    told_by: Source
    buurt: str
    day: date
    status: ThemeStatus
    confirmed: bool
    sentence: str = ""
    marked: Span | None = None

    @property
    def is_now(self) -> bool:
        """Whether the theme plays now, according to this quote."""
        return self.status is ThemeStatus.AANWEZIG


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
        talks, readings = self._talks(which)
        found: dict[str, _Found] = {}
        for note in talks:
            for code, quote in self._quotes(note, readings.get(note.id, Reading()), which):
                kept = found.setdefault(code, _Found())
                kept.all.append(quote)
                if _within(quote.day, which):
                    kept.inside.append(quote)
        weeks = self._weeks(talks)
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
        talks, readings = self._talks(which)
        late = [note for note in talks if note.happened_on >= border]
        early = len(talks) - len(late)
        if not early:
            return []
        counts: dict[str, list[set[NoteId]]] = {}
        for note in talks:
            for code, quote in self._quotes(note, readings.get(note.id, Reading()), which):
                if quote.is_now:
                    pair = counts.setdefault(code, [set(), set()])
                    pair[quote.day >= border].add(note.id)
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
            talks = notes.notes(work.session, work.vault)
            unreviewed = notes.count_notes(work.session, unreviewed=True)
        weeks = self._weeks(talks)
        buurten = [
            self._covered(
                area.code, area.name, [it for it in talks if it.place.buurt == area.code], weeks
            )
            for area in self.buurten()
        ]
        sources = [
            self._covered(
                source.value, source.label, [it for it in talks if it.source is source], weeks
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
            self._quiet_streets(talks),
            unreviewed,
        )

    def talks(self, which: ThemeFilter) -> list[Note]:
        """Return the talks that count for ``which``, the last first."""
        self._me.must(Right.READ_NOTES)
        return [note for note in self._talks(which)[0] if _within(note.happened_on, which)]

    def _talks(self, which: ThemeFilter) -> tuple[list[Note], dict[NoteId, Reading]]:
        """Return the talks that fit, whatever their day, and what was read in them."""
        with self._read(Right.SEE_OVERVIEW) as work:
            found = notes.notes(work.session, work.vault)
            readings = notes.readings(work.session)
        return [note for note in found if _counts(note, which)], readings

    def _quotes(
        self, note: Note, reading: Reading, which: ThemeFilter
    ) -> Iterable[tuple[str, Quote]]:
        buurt = next(
            (area.name for area in self._seat.open.areas if area.code == note.place.buurt), ""
        )
        sure = [(finding.suggestion, True) for finding in reading.findings]
        unsure = [] if which.confirmed_only else [(one, False) for one in reading.open]
        for read, confirmed in [*sure, *unsure]:
            if isinstance(read.status, ThemeStatus):
                words, sentence, marked = _cite(read, note.text)
                quote = Quote(
                    note.id,
                    words,
                    note.source,
                    buurt,
                    note.happened_on,
                    read.status,
                    confirmed,
                    sentence,
                    marked,
                )
                yield read.code, quote

    def _weeks(self, talks: Sequence[Note]) -> _Weeks:
        """Return the weeks from the first, or the first talk, up to today or the last talk."""
        study = self._seat.open.study
        held = [study.week_of(note.happened_on) for note in talks]
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

    def _covered(self, code: str, name: str, talks: Sequence[Note], weeks: _Weeks) -> Coverage:
        study = self._seat.open.study
        days = [note.happened_on for note in talks]
        return Coverage(
            code, name, weeks.count(study.week_of(day) for day in days), max(days, default=None)
        )

    def _quiet_streets(self, talks: Sequence[Note]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        heard = {note.place.address.street.casefold() for note in talks if note.place.address}
        names = {area.code: area.name for area in self._seat.open.areas}
        quiet: dict[str, set[str]] = {}
        for street in self._seat.open.streets:
            if street.name.casefold() not in heard:
                quiet.setdefault(names.get(street.buurt, ""), set()).add(street.name)
        return tuple((buurt, tuple(sorted(quiet[buurt]))) for buurt in sorted(quiet))


def _cite(read: Suggestion, text: str) -> tuple[str, str, Span | None]:
    """Return the words, the sentence around them on one line, and where they stand in it."""
    if not read.span or not read.span.lies_in(text):
        return "", "", None
    words = " ".join(read.span.of(text).split())
    start, end = _sentence(text, read.span)
    before = " ".join(text[start : read.span.start].split())
    after = " ".join(text[read.span.end : end].split())
    room = max(0, LONGEST_QUOTE - len(words)) // 2
    if len(before) > room:
        before = "… " + before[len(before) - room :].partition(" ")[2]
    if len(after) > room:
        after = after[:room].rpartition(" ")[0] + " …"
    gap_before = " " if before and text[read.span.start - 1].isspace() else ""
    gap_after = " " if after and text[read.span.end].isspace() else ""
    at = len(before) + len(gap_before)
    marked = Span(at, at + len(words)) if words else None
    return words, f"{before}{gap_before}{words}{gap_after}{after}", marked


def _sentence(text: str, span: Span) -> tuple[int, int]:
    """Return where the sentence, or sentences, begins and ends in which ``span`` stands."""
    ends = ".?!\n"
    start = next(
        (at for at in range(span.start, 0, -1) if text[at - 1] in ends and _parts(text, at)), 0
    )
    end = next(
        (at for at in range(span.end, len(text)) if text[at - 1] in ends and _parts(text, at)),
        len(text),
    )
    return start, end


def _parts(text: str, at: int) -> bool:
    """Return whether the sign before ``at`` ends a sentence there: white space follows it."""
    return text[at - 1] == "\n" or text[at].isspace()


def _within(day: date, which: ThemeFilter) -> bool:
    return (which.since or date.min) <= day <= (which.until or date.max)


def _counts(note: Note, which: ThemeFilter) -> bool:
    in_buurt = not which.buurt or note.place.buurt == which.buurt
    return in_buurt and (which.source is None or note.source is which.source)


def _share_now(rise: Rise) -> float:
    return rise.lately / rise.talks_lately if rise.talks_lately else 0.0


def _rises(rise: Rise) -> bool:
    return rise.lately >= LEAST_RISE and _share_now(rise) >= RISE_BY * (
        rise.before / rise.talks_before
    )
