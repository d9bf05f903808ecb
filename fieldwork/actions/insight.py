"""Thema's: what is talked about, where, by whom and when; every number leads to its quotes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fieldwork.actions.seat import Capability
from fieldwork.domain.access import Right
from fieldwork.domain.ids import NoteId
from fieldwork.domain.notes import Note, Reading, Suggestion
from fieldwork.domain.people import Source
from fieldwork.domain.themes import Theme, ThemeStatus
from fieldwork.store import notes


@dataclass(frozen=True, slots=True)
class Quote:
    """The words in a talk that a finding rests on; ``confirmed`` says whether a person agreed."""

    note: NoteId
    words: str
    told_by: Source
    buurt: str
    day: date
    status: ThemeStatus
    confirmed: bool


@dataclass(frozen=True, slots=True)
class ThemePage:
    """One theme over the study. ``talks`` counts notes in which it plays now.

    ``by_week`` has one count for each week of the study up to today.
    """

    theme: Theme
    talks: int
    by_week: tuple[int, ...]
    by_buurt: tuple[tuple[str, int], ...]
    by_source: tuple[tuple[Source, int], ...]
    elsewhere: tuple[tuple[ThemeStatus, int], ...]
    quotes: tuple[Quote, ...]

    @property
    def confirmed(self) -> int:
        """How many of the talks rest on what a person confirmed."""
        sure = {quote.note for quote in self.quotes if quote.confirmed and _is_now(quote)}
        return len(sure)


@dataclass(frozen=True, slots=True)
class ThemeFilter:
    """Which talks count; what is empty does not narrow."""

    since: date | None = None
    until: date | None = None
    buurt: str = ""
    source: Source | None = None
    confirmed_only: bool = False


class Insight(Capability):
    """What the talks say together."""

    def themes(self, which: ThemeFilter | None = None) -> list[ThemePage]:
        """Return every theme that was talked about, the most talked about first."""
        which = which or ThemeFilter()
        with self._read(Right.SEE_OVERVIEW) as work:
            found = notes.notes(work.session, work.vault, since=which.since, until=which.until)
            talks = {note.id: note for note in found if _counts(note, which)}
            readings = notes.readings(work.session)
        quotes: dict[str, list[Quote]] = {}
        for note in talks.values():
            for code, quote in self._quotes(note, readings.get(note.id, Reading()), which):
                quotes.setdefault(code, []).append(quote)
        pages = [
            self._page(theme, quotes[theme.id])
            for theme in self._seat.open.codebook.themes
            if theme.id in quotes
        ]
        return sorted(pages, key=lambda page: -page.talks)

    def _quotes(
        self, note: Note, reading: Reading, which: ThemeFilter
    ) -> Iterable[tuple[str, Quote]]:
        buurten = {area.code: area.name for area in self._seat.open.areas}
        sure = [(finding.suggestion, True) for finding in reading.findings]
        unsure = [] if which.confirmed_only else [(one, False) for one in reading.open]
        for read, confirmed in [*sure, *unsure]:
            if isinstance(read.status, ThemeStatus):
                yield (
                    read.code,
                    Quote(
                        note.id,
                        _words(read, note.text),
                        note.source,
                        buurten.get(note.place.buurt, ""),
                        note.happened_on,
                        read.status,
                        confirmed,
                    ),
                )

    def _page(self, theme: Theme, quotes: list[Quote]) -> ThemePage:
        now = {quote.note: quote for quote in quotes if _is_now(quote)}
        study = self._seat.open.study
        weeks = Counter(study.week_of(quote.day) for quote in now.values())
        last = max(1, min(study.weeks, study.week_of(self._seat.today)))
        statuses = Counter(quote.status for quote in quotes if not _is_now(quote))
        return ThemePage(
            theme,
            len(now),
            tuple(weeks.get(week, 0) for week in range(1, last + 1)),
            tuple(Counter(quote.buurt for quote in now.values() if quote.buurt).most_common()),
            tuple(Counter(quote.told_by for quote in now.values()).most_common()),
            tuple(statuses.most_common()),
            tuple(sorted(quotes, key=lambda one: (not one.confirmed, one.day), reverse=False)),
        )


def _is_now(quote: Quote) -> bool:
    return quote.status is ThemeStatus.AANWEZIG


def _words(read: Suggestion, text: str) -> str:
    if read.span and read.span.lies_in(text):
        return " ".join(read.span.of(text).split())
    return ""


def _counts(note: Note, which: ThemeFilter) -> bool:
    in_buurt = not which.buurt or note.place.buurt == which.buurt
    return in_buurt and (which.source is None or note.source is which.source)
