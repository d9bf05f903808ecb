"""How often a secret may be tried."""

import time
from collections import deque
from collections.abc import Callable

WINDOW = 300.0
MOST_PER_NAME = 5
MOST_IN_ALL = 40
_NAMES_KEPT = 1_000


class Throttle:
    """Counts the misses of the last five minutes, per name and in all.

    A name here is a study and a login together; a person who mistypes holds up nobody else, and
    whoever tries many names runs into the count of all. ``clock`` gives seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._misses: dict[str, deque[float]] = {}
        self._all: deque[float] = deque(maxlen=MOST_IN_ALL)

    def wait(self, name: str) -> float:
        """Return for how many seconds ``name`` may not be tried; 0 when it may."""
        now = self._clock()
        mine = self._misses.get(name, deque())
        return max(_left(mine, MOST_PER_NAME, now), _left(self._all, MOST_IN_ALL, now))

    def missed(self, name: str) -> None:
        """Count one wrong secret for ``name``."""
        now = self._clock()
        if len(self._misses) >= _NAMES_KEPT:
            self._misses = {
                key: times for key, times in self._misses.items() if now - times[-1] < WINDOW
            }
        self._misses.setdefault(name, deque(maxlen=MOST_PER_NAME)).append(now)
        self._all.append(now)

    def cleared(self, name: str) -> None:
        """Forget the misses of ``name``: the right secret was given."""
        self._misses.pop(name, None)


def _left(misses: deque[float], most: int, now: float) -> float:
    if len(misses) < most:
        return 0.0
    return max(0.0, misses[0] + WINDOW - now)
