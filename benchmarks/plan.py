"""How often each thing is measured: the full plan, and a quick one to see that all still works."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Plan:
    """The counts of one run of the benchmarks; ``crowd_for`` and ``think`` are in seconds.

    ``many`` are the talks of the large study.
    """

    helps: int
    cold_starts: int
    warm_starts: int
    rounds: int
    saves: int
    people: int
    crowd_for: int
    think: float
    clicks: int
    imports: int
    sheets: int
    files: int
    large_files: int
    many: int


FULL: Final = Plan(
    helps=10,
    cold_starts=3,
    warm_starts=5,
    rounds=30,
    saves=20,
    people=20,
    crowd_for=60,
    think=2.0,
    clicks=20,
    imports=3,
    sheets=3,
    files=10,
    large_files=3,
    many=10_000,
)
QUICK: Final = Plan(
    helps=2,
    cold_starts=1,
    warm_starts=1,
    rounds=3,
    saves=2,
    people=4,
    crowd_for=8,
    think=2.0,
    clicks=2,
    imports=1,
    sheets=1,
    files=2,
    large_files=1,
    many=1_000,
)
