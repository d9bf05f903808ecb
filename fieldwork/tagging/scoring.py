"""How well the tagger reads labelled notes: the three measures, per theme, with the misses."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from fieldwork.domain.themes import SignalStatus, ThemeStatus, Urgency
from fieldwork.tagging.pipeline import Tagged


@dataclass(frozen=True, slots=True)
class Gold:
    """What a person says that a note says; ``signals`` are the dangers that are there now."""

    id: str
    text: str
    themes: frozenset[tuple[str, ThemeStatus]]
    urgency: Urgency
    signals: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Count:
    """How often something was found rightly, found wrongly, and not found."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Of what was found, the part that is right; 0 where nothing was found."""
        found = self.right + self.wrong
        return self.right / found if found else 0.0

    @property
    def recall(self) -> float:
        """Of what is there, the part that was found; 0 where nothing is there."""
        there = self.right + self.missed
        return self.right / there if there else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        double = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / double if double else 0.0


@dataclass(frozen=True, slots=True)
class Miss:
    """One thing that the tagger did not read as the person did: in ``note``, ``what``."""

    note: str
    what: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores over ``notes`` labelled notes.

    ``themes`` counts (note, theme) pairs that are there now, and ``offered`` those that are among
    the tags and the suggestions together; ``signals`` counts dangers that are there now.
    ``statuses_right`` of ``statuses_asked`` labels denied, past or supposed were given that status,
    and ``given_as_there`` of the ``denied_or_past`` were taken for being there. ``spoed`` counts
    notes that ask for help today; ``flagged`` notes ask for a look at all.
    """

    notes: int
    themes: Count
    by_theme: dict[str, Count]
    statuses_right: int
    statuses_asked: int
    spoed: Count
    signals: Count
    offered: int
    denied_or_past: int
    given_as_there: int
    flagged: int
    misses: tuple[Miss, ...] = field(repr=False, default=())

    @property
    def status_accuracy(self) -> float:
        """The part of the denied, past and supposed labels that got their status."""
        return self.statuses_right / self.statuses_asked if self.statuses_asked else 0.0

    @property
    def offered_share(self) -> float:
        """The part of the themes that are there that a person is offered."""
        there = self.themes.right + self.themes.missed
        return self.offered / there if there else 0.0

    def table(self) -> str:
        """Return the scores as a table in plain text, per theme, with the misses below it."""
        head = f"{'thema':<20}{'goed':>6}{'fout':>6}{'gemist':>8}{'P':>7}{'R':>7}{'F1':>7}"
        rows = [_row(theme, count) for theme, count in sorted(self.by_theme.items())]
        statuses = f"{self.statuses_right} van {self.statuses_asked}"
        summary = [
            f"Notities: {self.notes}",
            f"Status (ontkend, verleden, mogelijk): {statuses} ({_share(self.status_accuracy)})",
            f"Thema's bij de tags en de vijf suggesties: {_share(self.offered_share)}",
            f"Ontkend of verleden, toch als aanwezig gegeven: {self.given_as_there} van "
            f"{self.denied_or_past}",
            f"Signalen: P {self.signals.precision:.2f}, R {self.signals.recall:.2f}, "
            f"F1 {self.signals.f1:.2f}",
            f"Spoed: gevonden {_share(self.spoed.recall)}, terecht {_share(self.spoed.precision)}; "
            f"om aandacht vraagt {_share(self.flagged / max(1, self.notes))} van de notities",
        ]
        misses = [f"{miss.note}: {miss.what}" for miss in self.misses]
        parts = [head, *rows, _row("alle thema's", self.themes), "", *summary, "", "Missers:"]
        return "\n".join(parts + (misses or ["geen"]))


def score(pairs: Iterable[tuple[Gold, Tagged]]) -> Evaluation:
    """Compare what people labelled with what the tagger read, note by note."""
    counts: dict[str, Counter[str]] = {}
    spoed: Counter[str] = Counter()
    statuses: Counter[bool] = Counter()
    dangers: Counter[str] = Counter()
    rest: Counter[str] = Counter()
    misses: list[Miss] = []
    for gold, tagged in pairs:
        rest["notes"] += 1
        _count_themes(gold, tagged, counts, misses)
        _count_statuses(gold, tagged, statuses, misses)
        _count_spoed(gold, tagged, spoed, misses)
        _count_signals(gold, tagged, dangers)
        _count_rest(gold, tagged, rest)
    by_theme = {theme: _as_count(counter) for theme, counter in counts.items()}
    return Evaluation(
        notes=rest["notes"],
        themes=_as_count(sum(counts.values(), Counter())),
        by_theme=by_theme,
        statuses_right=statuses[True],
        statuses_asked=statuses.total(),
        spoed=_as_count(spoed),
        signals=_as_count(dangers),
        offered=rest["offered"],
        denied_or_past=rest["denied or past"],
        given_as_there=rest["given as there"],
        flagged=rest["flagged"],
        misses=tuple(misses),
    )


def _count_themes(
    gold: Gold, tagged: Tagged, counts: dict[str, Counter[str]], misses: list[Miss]
) -> None:
    there = {theme for theme, status in gold.themes if status is ThemeStatus.AANWEZIG}
    found = {item.code for item in tagged.themes if item.status is ThemeStatus.AANWEZIG}
    for theme in sorted(there | found):
        kind = "right" if theme in there & found else "missed" if theme in there else "wrong"
        counts.setdefault(theme, Counter())[kind] += 1
        if kind != "right":
            said = "niet gevonden" if kind == "missed" else "ten onrechte gevonden"
            misses.append(Miss(gold.id, f"{theme} {said}"))


def _count_statuses(
    gold: Gold, tagged: Tagged, statuses: Counter[bool], misses: list[Miss]
) -> None:
    found = {(item.code, item.status) for item in tagged.themes}
    for theme, status in sorted(gold.themes):
        if status is not ThemeStatus.AANWEZIG:
            right = (theme, status) in found
            statuses[right] += 1
            if not right:
                misses.append(Miss(gold.id, f"{theme} is {status.value}, dat is niet gezien"))


def _count_spoed(gold: Gold, tagged: Tagged, spoed: Counter[str], misses: list[Miss]) -> None:
    there, found = gold.urgency is Urgency.SPOED, tagged.urgency is Urgency.SPOED
    if there and found:
        spoed["right"] += 1
    elif there:
        spoed["missed"] += 1
        misses.append(Miss(gold.id, "spoed niet gevonden"))
    elif found:
        spoed["wrong"] += 1
        misses.append(Miss(gold.id, "ten onrechte spoed"))


def _count_signals(gold: Gold, tagged: Tagged, dangers: Counter[str]) -> None:
    found = {item.code for item in tagged.signals if item.status is SignalStatus.ACTUEEL}
    dangers["right"] += len(found & gold.signals)
    dangers["wrong"] += len(found - gold.signals)
    dangers["missed"] += len(gold.signals - found)


def _count_rest(gold: Gold, tagged: Tagged, rest: Counter[str]) -> None:
    there = {theme for theme, status in gold.themes if status is ThemeStatus.AANWEZIG}
    found = {item.code for item in tagged.themes if item.status is ThemeStatus.AANWEZIG}
    over = {
        theme
        for theme, status in gold.themes
        if status in (ThemeStatus.ONTKEND, ThemeStatus.VERLEDEN) and theme not in there
    }
    rest["offered"] += len(there & (found | set(tagged.suggested)))
    rest["denied or past"] += len(over)
    rest["given as there"] += len(over & found)
    rest["flagged"] += tagged.urgency is not Urgency.GEEN


def _as_count(counter: "Counter[str]") -> Count:
    return Count(counter["right"], counter["wrong"], counter["missed"])


def _share(part: float) -> str:
    return f"{round(100 * part)}%"


def _row(name: str, count: Count) -> str:
    numbers = f"{count.right:>6}{count.wrong:>6}{count.missed:>8}"
    return f"{name:<20}{numbers}{count.precision:>7.2f}{count.recall:>7.2f}{count.f1:>7.2f}"
