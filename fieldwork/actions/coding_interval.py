"""How sure an agreement is: the same sum over talks that are drawn again and again."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Final, TypeVar

from fieldwork.domain.agreement import Reliability, Unit, alpha, observed_sum

Value = TypeVar("Value", bound=Hashable)

# Sentences of one talk are alike, so whole talks are drawn; from fewer it would look surer than
# it is.
FEWEST_TALKS: Final = 5
DRAWS: Final = 1000
SEED: Final = 2004
MIDDLE: Final = (2.5, 97.5)


def measure(
    units: Sequence[tuple[Unit, Sequence[Value]]],
    distance: Callable[[Value, Value], float],
    shared: int = 0,
) -> Reliability:
    """Return the agreement over ``units`` with its interval, where there are talks enough."""
    paired = [(unit, values) for unit, values in units if len(values) > 1]
    found = alpha([values for _, values in paired], distance)
    if found is None:
        return Reliability(None, len(paired), shared)
    low, high = interval(paired, distance) or (None, None)
    return Reliability(found, len(paired), shared, low, high)


def interval(
    units: Iterable[tuple[Unit, Sequence[Value]]], distance: Callable[[Value, Value], float]
) -> tuple[float, float] | None:
    """Return the bounds within which 95 of 100 alphas fall when talks are drawn with replacement.

    The percentile bootstrap with a fixed seed: the same readings give the same bounds. None for
    fewer than ``FEWEST_TALKS`` talks, or when alpha is undefined in more than a tenth of the draws.
    """
    import numpy as np

    talks: dict[str, list[Sequence[Value]]] = {}
    for unit, values in units:
        talks.setdefault(unit.note, []).append(values)
    if len(talks) < FEWEST_TALKS:
        return None
    known = list(dict.fromkeys(v for rows in talks.values() for values in rows for v in values))
    place = {value: at for at, value in enumerate(known)}
    apart = np.array([[distance(one, other) for other in known] for one in known])
    seen = np.array(
        [sum(observed_sum(values, distance) for values in rows) for rows in talks.values()]
    )
    counts = np.zeros((len(talks), len(known)))
    for at, rows in enumerate(talks.values()):
        for values in rows:
            for value in values:
                counts[at, place[value]] += 1
    drawn = np.random.default_rng(SEED).multinomial(
        len(talks), [1 / len(talks)] * len(talks), size=DRAWS
    )
    totals = drawn @ counts
    by_chance = ((totals @ apart) * totals).sum(axis=1)
    defined = by_chance > 0
    if defined.mean() < 0.9:
        return None
    alphas = 1 - (totals.sum(axis=1) - 1)[defined] * (drawn @ seen)[defined] / by_chance[defined]
    low, high = np.percentile(alphas, MIDDLE)
    return float(low), float(high)
