"""Many notes at once: while one is being judged, the model reads the next on the other cores.

One note uses one core, so that many people can share a machine. Whoever reads a file and waits for
it may have them all. The encoder is most of the work and runs outside Python's lock.
"""

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final

from fieldwork.tagging.lessons import read_note

# How many notes are under way for each core: the short and the long ones make up for each other.
_EACH: Final = 2
# What is under way may be no more than what is remembered.
_MOST_CORES: Final = 16


def read_ahead(texts: Iterable[str], cores: int | None = None) -> Iterator[str]:
    """Yield ``texts`` in order; what comes after one is read by the model meanwhile.

    What is read is remembered where the tagger looks for it, so the caller just tags what it gets.
    With one core nothing is read ahead. ``cores`` is as many as this process may use.
    """
    cores = min(cores or _cores(), _MOST_CORES)
    if cores < 2:
        yield from texts
        return
    waiting: deque[tuple[str, Future[object]]] = deque()
    with ThreadPoolExecutor(cores, "read ahead") as pool:
        for text in texts:
            waiting.append((text, pool.submit(read_note, text)))
            if len(waiting) > _EACH * cores:
                yield _finished(*waiting.popleft())
        while waiting:
            yield _finished(*waiting.popleft())


def _finished(text: str, reading: "Future[object]") -> str:
    reading.result()
    return text


def _cores() -> int:
    """Return how many cores this process may use; a container has fewer than its machine."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
