"""How the work grows with the length of a text, on whatever machine."""

import math
import time
from collections.abc import Callable
from typing import Final

TIMES: Final = 16
# In step is sixteen times the work, with the square of the length 256 times.
AT_MOST: Final = 64
# Below this (seconds of processor) the clock's own grain would be measured.
LEAST: Final = 0.01
MOST_ROUNDS: Final = 6


def assert_grows_in_step(read: Callable[[str], object], text: str) -> None:
    """Reading ``text`` whole costs about sixteen times its first sixteenth, not the square of it.

    A limit in seconds would fail on a slow machine and hold nothing on a fast one. A moment in
    which the machine gave its processor away counts as work, so the best of some rounds counts.
    """
    short = text[: len(text) // TIMES]
    read(short)
    few, many = math.inf, math.inf
    for _ in range(MOST_ROUNDS):
        few = min(few, _seconds(read, short))
        many = min(many, _seconds(read, text))
        if many < AT_MOST * max(LEAST, few):
            return
    raise AssertionError(f"{many:.2f} s for {len(text)} characters, {few:.3f} for a 16th")


def _seconds(read: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    read(text)
    return time.process_time() - began
