"""How far people who read the same talks apart see the same in them: Krippendorff's alpha.

``alpha = 1 - Do / De``: the disagreement that was seen over the disagreement that chance alone
would give (K. Krippendorff, *Content Analysis*, 2nd ed. 2004, ch. 11; the same as in his "Computing
Krippendorff's Alpha-Reliability", 2011). 1 is full agreement, 0 is what chance gives, below 0 is
worse than chance. Any number of readers, and readings may be missing.

What is compared here is a choice, and the outcome depends on it:

- A **unit** is a sentence, or a talk as a whole for what was marked without words. A mark counts
  for every sentence that it touches, so where exactly a mark begins or ends makes no difference.
- Only units that somebody marked with anything are compared; text that nobody marked is left out.
  Nearly everybody leaves most sentences unmarked, and that would pass for agreement. The price:
  whoever marks at random comes out below 0 instead of at 0, so the outcome is on the strict side.
- **Per theme** the value of a unit is how the theme stands there ("aanwezig", ...) or "" for not at
  all, and the distance is nominal: 0 for the same value, 1 for another.
- **Overall** the value is the set of all (theme, status) that a reader saw in the unit, and the
  distance is Jaccard's: 1 minus the share of what either saw that both saw. A set is needed because
  a sentence can hold several themes. The coefficients for unitizing (Krippendorff, Mathet, Bouvry &
  Widlöcher, "On the reliability of unitizing textual continua", Quality & Quantity, 2016) measure
  where marks begin and end, and let a reader give a stretch one value only; hence not these.

What alpha does not tell: whether what both saw is true.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeVar

from fieldwork.domain.ids import NoteId
from fieldwork.domain.labels import Labelled
from fieldwork.domain.notes import Span

Value = TypeVar("Value", bound=Hashable)
Distance = Callable[[Value, Value], float]

# Krippendorff 2004, p. 241: conclusions on .800 and above; tentative ones down to .667.
GOOD: Final = 0.8
TENTATIVE: Final = 0.667
_END: Final = re.compile(r"(?<=[.!?…])[\"'’”)\]]*\s+|\n+")


class Unit(NamedTuple):
    """What is compared: sentence ``sentence`` of a talk, from 0; -1 is the talk as a whole."""

    note: NoteId
    sentence: int


class ReliabilityVerdict(Labelled):
    """What an alpha allows."""

    GOED = "goed", "Goed genoeg om conclusies op te bouwen."
    VOORLOPIG = "voorlopig", "Genoeg voor een voorlopige conclusie. Bespreek samen de verschillen."
    TE_VERSCHILLEND = "te_verschillend", "Te verschillend: bespreek samen wat u waaronder verstaat."
    ONBEPAALD = "onbepaald", "Hier valt nog niets over te zeggen."


@dataclass(frozen=True, slots=True)
class Reliability:
    """An alpha with what it rests on: ``units`` compared, of which all readers marked ``shared``.

    ``alpha`` is None where it is undefined: fewer than two readings of anything, or everybody gave
    one and the same value everywhere, so that nobody can tell whether they would have differed.
    ``low`` and ``high`` hold 95 of 100 resamplings, where there are talks enough for that.
    """

    alpha: float | None
    units: int
    shared: int = 0
    low: float | None = None
    high: float | None = None

    @property
    def verdict(self) -> ReliabilityVerdict:
        """What it allows, by Krippendorff's two limits."""
        if self.alpha is None:
            return ReliabilityVerdict.ONBEPAALD
        if self.alpha >= GOOD:
            return ReliabilityVerdict.GOED
        return (
            ReliabilityVerdict.VOORLOPIG
            if self.alpha >= TENTATIVE
            else ReliabilityVerdict.TE_VERSCHILLEND
        )


@dataclass(frozen=True, slots=True)
class Seen:
    """One theme or signal that a reader saw in a talk; without a span in the talk as a whole."""

    code: str
    status: str
    span: Span | None = None


def nominal(one: Hashable, other: Hashable) -> float:
    """Return 0 for the same value and 1 for another."""
    return float(one != other)


def jaccard(one: Collection[Hashable], other: Collection[Hashable]) -> float:
    """Return 1 minus the share of the values in either set that are in both; 0 for two empty."""
    either, both = set(one) | set(other), set(one) & set(other)
    return 1 - len(both) / len(either) if either else 0.0


def alpha(
    units: Iterable[Sequence[Value]], distance: Callable[[Value, Value], float] = nominal
) -> float | None:
    """Return Krippendorff's alpha; None where it is undefined.

    Each of ``units`` holds the values that readers gave it; one that only one reader valued says
    nothing and is left out. ``distance`` is symmetric, and 0 for a value with itself.
    """
    paired = [list(values) for values in units if len(values) > 1]
    counts: Counter[Value] = Counter(value for values in paired for value in values)
    expected = expected_sum(counts, distance)
    if not expected:
        return None
    observed = sum(observed_sum(values, distance) for values in paired)
    return 1 - (counts.total() - 1) * observed / expected


def observed_sum(values: Sequence[Value], distance: Callable[[Value, Value], float]) -> float:
    """Return the distances between all ordered pairs in one unit, over its values less one."""
    if len(values) < 2:
        return 0.0
    pairs = (distance(one, other) for one in values for other in values)
    return sum(pairs) / (len(values) - 1)


def expected_sum(counts: Mapping[Value, int], distance: Callable[[Value, Value], float]) -> float:
    """Return the distances between all ordered pairs of values, whatever unit they come from."""
    known = list(counts.items())
    return sum(
        2 * many * others * distance(one, other)
        for at, (one, many) in enumerate(known)
        for other, others in known[at + 1 :]
    )


def sentences(text: str) -> list[Span]:
    """Return where the sentences of ``text`` stand: a line, or up to ``.``, ``!``, ``?`` or ``…``.

    Plain on purpose: two readers must get the same units, today and in a year.
    """
    found, start = [], 0
    for gap in [*_END.finditer(text), None]:
        end = gap.start() if gap else len(text)
        if text[start:end].strip():
            found.append(Span(start, end))
        start = gap.end() if gap else end
    return found


Reader = str
Values = dict[Unit, dict[Reader, frozenset[tuple[str, str]]]]


def unit_values(note: NoteId, text: str, readers: Mapping[Reader, Sequence[Seen]]) -> Values:
    """Return for each unit of a talk that somebody marked what each reader saw in it."""
    spans = sentences(text)
    found: dict[int, dict[Reader, set[tuple[str, str]]]] = defaultdict(lambda: defaultdict(set))
    for reader, marks in readers.items():
        for mark in marks:
            for place in _touched(spans, mark.span):
                found[place][reader].add((mark.code, mark.status))
    return {
        Unit(note, place): {reader: frozenset(by.get(reader, ())) for reader in readers}
        for place, by in sorted(found.items())
    }


def _touched(spans: Sequence[Span], span: Span | None) -> list[int]:
    if span is None:
        return [-1]
    return [at for at, one in enumerate(spans) if one.start < span.end and span.start < one.end]


def of_code(values: Values, code: str) -> list[tuple[Unit, list[str]]]:
    """Return for each unit how ``code`` stands in it for each reader; "" where it does not."""
    return [
        (
            unit,
            [
                "+".join(sorted(status for one, status in seen if one == code))
                for seen in by.values()
            ],
        )
        for unit, by in values.items()
    ]


def of_all(values: Values) -> list[tuple[Unit, list[frozenset[tuple[str, str]]]]]:
    """Return for each unit everything that each reader saw in it."""
    return [(unit, list(by.values())) for unit, by in values.items()]


def count_shared(values: Values) -> int:
    """Return in how many units every reader marked something."""
    return sum(all(by.values()) for by in values.values())
