"""What of the map may leave: counts per buurt or hexagon, from which nobody can be found.

A cell of the table shows how many different people were spoken with in it, housemates as one. Four
rules hold together (after the practice of statistical offices: A. Hundepool e.a., "Statistical
Disclosure Control", 2012, ch. 4 and 5):

- a cell shows nothing under the threshold; a theme's cell also needs as many who do not have it;
- a count is rounded down to a multiple of five, and no total goes along;
- where what is hidden could be found by subtracting, a further cell is hidden with it;
- a count that went out changes only when the people behind the change are themselves as many as
  the threshold: two exports subtracted give nobody, or a group.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from fieldwork.domain.ids import AccountId
from fieldwork.domain.labels import Labelled
from fieldwork.domain.refusals import Refusal

LEAST_THRESHOLD: Final = 5
MOST_THRESHOLD: Final = 50
# What counts are rounded down to.
STEP: Final = 5
Group = frozenset[str]


class MapUnit(Labelled):
    """The cells of a map that leaves; one and the same for the whole study."""

    BUURT = "buurt", "Per buurt"
    ZESHOEK_250 = "zeshoek_250", "Per zeshoek van 250 meter"
    ZESHOEK_500 = "zeshoek_500", "Per zeshoek van 500 meter"

    @property
    def width(self) -> int:
        """The width of a hexagon in metres, from side to side; 0 for buurten."""
        return int(self.value.partition("_")[2] or 0)


@dataclass(frozen=True, slots=True)
class Crowd:
    """Who is in a cell, under opaque marks: ``counted``, and the ``others`` spoken with there.

    ``others`` is None in the table of all talks, where everybody is counted.
    """

    counted: Group
    others: Group | None = None

    def is_safe(self, threshold: int) -> bool:
        """Return whether the count alone tells of nobody in particular.

        Where all or nearly all have a theme, the count tells it of each who is known to have been
        spoken with; so the others must be as many.
        """
        enough = len(self.counted) >= threshold
        return enough and (self.others is None or len(self.others) >= threshold)


@dataclass(frozen=True, slots=True)
class MapRules:
    """The rules of a study for maps that leave."""

    unit: MapUnit = MapUnit.BUURT
    threshold: int = LEAST_THRESHOLD

    def __post_init__(self) -> None:
        if not LEAST_THRESHOLD <= self.threshold <= MOST_THRESHOLD:
            raise BadThreshold


@dataclass(frozen=True, slots=True)
class Release:
    """One map that went out, or is about to: which table, and the people behind what it shows.

    ``groups`` has for each cell that shows a number the people behind it. ``format`` is the kind
    of file; ``reason`` is there when the points themselves went.
    """

    unit: MapUnit
    theme: str
    threshold: int
    groups: Mapping[str, Group] = field(default_factory=dict)
    made_at: datetime | None = None
    made_by: AccountId | None = None
    format: str = ""
    reason: str = ""
    control: str = ""

    @property
    def counts(self) -> dict[str, int]:
        """The number that each cell shows, rounded down; a cell that is not in it shows none.

        Under a threshold that was raised later, what went out before is not shown again.
        """
        return {
            code: len(group) // STEP * STEP
            for code, group in sorted(self.groups.items())
            if len(group) >= self.threshold
        }


class BadThreshold(Refusal):
    """A threshold under which people could be found, or over which nothing is shown."""

    def __init__(self) -> None:
        super().__init__(
            "Kaart naar buiten",
            f"De drempel is minstens {LEAST_THRESHOLD} en hoogstens {MOST_THRESHOLD} mensen.",
            f"Kies een getal van {LEAST_THRESHOLD} tot {MOST_THRESHOLD}.",
        )


class UnitIsFixed(Refusal):
    """Another division would let people be found by laying two maps on each other."""

    def __init__(self, unit: MapUnit) -> None:
        super().__init__(
            "Kaart naar buiten",
            f"Er ging al een kaart naar buiten '{unit.label.lower()}'. Met een andere indeling "
            "ernaast zijn mensen terug te vinden.",
            "Houd deze indeling voor het hele onderzoek.",
        )


def protect(
    crowds: Mapping[str, Crowd], earlier: Mapping[str, Group], threshold: int
) -> dict[str, Group]:
    """Return for each cell that may show a number the people behind it.

    ``earlier`` is what the last release of the same table returned: what it shows stays, and
    changes in groups only.
    """
    shown = {code: _renew(crowds.get(code), group, threshold) for code, group in earlier.items()}
    new = {
        code: crowd.counted
        for code, crowd in crowds.items()
        if code not in shown and crowd.is_safe(threshold)
    }
    _hide_what_subtracting_tells(crowds, shown, new, threshold)
    return shown | new


def _renew(crowd: Crowd | None, before: Group, threshold: int) -> Group:
    """Return who is in the cell now, or ``before`` where the change would tell of few people."""
    if crowd is None or not crowd.is_safe(threshold):
        return before
    came, went = crowd.counted - before, before - crowd.counted
    changes_in_groups = all(not part or len(part) >= threshold for part in (came, went))
    return crowd.counted if changes_in_groups else before


def _hide_what_subtracting_tells(
    crowds: Mapping[str, Crowd],
    shown: Mapping[str, Group],
    new: dict[str, Group],
    threshold: int,
) -> None:
    """Take cells out of ``new`` until what is hidden is two cells with enough people, or none.

    Who knows how many were spoken with in all, from a report, subtracts what is shown. The
    smallest goes first, since that costs least.
    """
    for code in sorted(new, key=lambda one: (len(new[one]), one)):
        hidden = [
            crowd.counted
            for one, crowd in crowds.items()
            if crowd.counted and one not in shown and one not in new
        ]
        people = frozenset[str]().union(*hidden)
        if not hidden or (len(hidden) > 1 and len(people) >= threshold):
            return
        del new[code]
