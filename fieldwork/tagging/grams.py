"""What loose runs of letters, loose words and the lexicon's finds say of a note: quick voters.

Weighed runs (tf-idf) and one linear function for each label, learned from the same notes as the
model (``training/grams.py``). They know nothing of meaning, and err elsewhere than the model does:
together they are better than either. Letters are read sentence by sentence, words over the whole;
and how much a pattern of the lexicon is worth, whoever wrote the pattern could not know.
"""

import itertools
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from fieldwork.tagging.evidence import Evidence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Row = NDArray[np.float32]

SHORTEST: Final = 3
LONGEST: Final = 6
# Nothing more is to be learned from the rest of a longer word.
_LONGEST_WORD: Final = 60
_WORD: Final = re.compile(r"\w\w+")
# Which run of which sentence decides: between the highest alone and all together.
_SHARPNESS: Final = 2.0


Read = TypeVar("Read")


class GramVoter(Generic[Read]):
    """Weighs a text by its runs. Safe to use from many threads; takes about a millisecond."""

    def __init__(self, file: Path, runs_of: Callable[[Read], Iterable[str]]) -> None:
        """Load the runs, how telling each is, and their weights; ``runs_of`` cuts what is read."""
        import numpy as np

        self._runs_of = runs_of
        with np.load(file) as table:
            runs = bytes(table["runs"]).decode("utf-8").split("\n")
            self.labels: tuple[str, ...] = tuple(bytes(table["labels"]).decode().split("\n"))
            self._telling: Row = table["telling"].astype(np.float32)
            self._weights: NDArray[np.int8] = table["weights"]
            self._scales: Row = table["scales"].astype(np.float32)
            self._bias: Row = table["bias"].astype(np.float32)
        self._rows = {run: row for row, run in enumerate(runs)}

    def read(self, texts: Iterable[Read]) -> Mapping[str, float]:
        """Return for each label how much ``texts``, the parts of a note, speak for it: a logit."""
        import numpy as np

        rows = [self._weigh(text) for text in texts]
        if not rows:
            return {}
        logits = np.stack(rows)
        highest = logits.max(axis=0)
        summed = np.exp(_SHARPNESS * (logits - highest)).sum(axis=0)
        total = highest + np.log(summed) / _SHARPNESS
        return dict(zip(self.labels, total.tolist(), strict=True))

    def _weigh(self, text: Read) -> "Row":
        import numpy as np

        found = map(self._rows.get, self._runs_of(text))
        counts = Counter(row for row in found if row is not None)
        if not counts:
            return self._bias
        rows = np.fromiter(counts, dtype=np.int64)
        often = np.array([1 + math.log(count) for count in counts.values()], dtype=np.float32)
        values: Row = often * self._telling[rows]
        values /= np.linalg.norm(values)
        weights: Row = self._weights[rows].astype(np.float32)
        total: Row = values @ weights * self._scales + self._bias
        return total


def letters_of(text: str) -> Iterator[str]:
    """Yield the runs of letters of each word, with a space on either side of the word."""
    for word in text.lower().split():
        around = f" {word[:_LONGEST_WORD]} "
        for length in range(SHORTEST, LONGEST + 1):
            yield around[:length]
            for start in range(1, len(around) - length + 1):
                yield around[start : start + length]
            if len(around) <= length:
                break


def words_of(text: str) -> Iterator[str]:
    """Yield each word of two letters or more, and each two that follow one another."""
    words = [word[:_LONGEST_WORD] for word in _WORD.findall(text.lower())]
    yield from words
    yield from map(" ".join, itertools.pairwise(words))


def patterns_of(evidence: Iterable[Evidence]) -> Iterator[str]:
    """Yield which patterns of the lexicon were found, and how each stands there."""
    for item in evidence:
        standing = "+".join(sorted(one.value for one in item.standings))
        yield f"{item.code}:{standing}"
        yield f"{item.code}:{standing}:{item.source}"
