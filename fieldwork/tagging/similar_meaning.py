"""The vectors of a whole collection, kept in sections so that a changed note is cheap.

All notes of a study lie on one side of what could be said; what tells is how far a note is from
the collection's average. Every change moves that a little, so the vectors are kept as they were
made, and the average is taken off in what they are multiplied by: (x - a).u = x.u - a.u.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.float32]

# What is nearer to the average than this has no direction that can be told from rounding.
NEAREST = 1e-3


class Rows:
    """Vectors of one width, a row each, with what is asked of all of them at every change."""

    def __init__(self, rows: "Sequence[Numbers]", width: int) -> None:
        """Take ``rows``, each a table of (vectors, ``width``)."""
        import numpy as np

        self.rows: Numbers = np.concatenate([np.zeros((0, width), np.float32), *rows])
        self.total = self.rows.sum(0, dtype=np.float64)
        self._squared: Numbers = np.einsum("ij,ij->i", self.rows, self.rows)

    def lengths(self, average: "Numbers") -> "Numbers":
        """Return how far each is from ``average``; without end where it is too near to tell."""
        import numpy as np

        squared = self._squared - 2 * (self.rows @ average) + average @ average
        far = squared > NEAREST**2
        return np.sqrt(np.where(far, squared, np.inf)).astype(np.float32)


class MeaningOf:
    """The vectors of the notes of one section. Never changed once made.

    ``has`` are the places in the section of the notes that have vectors.
    """

    def __init__(self, made: "Sequence[Numbers | None]") -> None:
        """Take what was made for each note: a row for the whole, and one for each sentence."""
        import numpy as np

        self.made = tuple(made)
        there = [rows for rows in made if rows is not None]
        self.has = np.array([at for at, rows in enumerate(made) if rows is not None], np.int64)
        self.width = there[0].shape[1] if there else 0
        # A note of one sentence stands for its own sentence.
        parts = [rows[1:] if len(rows) > 1 else rows[:1] for rows in there]
        sizes = np.array([len(part) for part in parts], np.int64)
        self.ends = np.cumsum(sizes)
        self.starts = self.ends - sizes
        self.whole = Rows([rows[:1] for rows in there], self.width)
        self.sentences = Rows(parts, self.width)


class Meaning:
    """The vectors of a whole collection, to be asked at once."""

    def __init__(self, sections: Sequence[MeaningOf]) -> None:
        """Take the ``sections``, of which some may be without any vectors."""
        self._sections = [one for one in sections if len(one.has)]
        self._where = {id(one): at for at, one in enumerate(self._sections)}

    def fits(self, vector: "Numbers | None") -> bool:
        """Return whether there is anything to hold ``vector`` against."""
        widths = {one.width for one in self._sections}
        return vector is not None and widths == {len(vector)}

    def of(self, vector: "Numbers", average: "Numbers | None") -> "tuple[Numbers, Numbers]":
        """Return how near each note with vectors, and its nearest sentence, is to a question.

        ``average`` is what questions are like; without it they are taken to be like the notes.
        """
        import numpy as np

        whole = self._cosines(vector - (self._average if average is None else average))
        towards = unit(vector - (self._sentence_average if average is None else average))
        around = float(self._sentence_average @ towards)
        near = [
            np.maximum.reduceat((one.sentences.rows @ towards - around) / lengths, one.starts)
            for one, lengths in zip(self._sections, self._sentence_lengths, strict=True)
        ]
        return whole, np.concatenate(near)

    def like(self, section: MeaningOf, row: int) -> "Numbers":
        """Return how near each note with vectors is to the one at ``row`` of ``section``."""
        return self._cosines(section.whole.rows[row] - self._average)

    def near(self, section: MeaningOf, row: int, vector: "Numbers") -> "Sequence[float]":
        """Return how near each sentence of a note is to a question."""
        own = slice(section.starts[row], section.ends[row])
        towards = unit(vector - self._sentence_average)
        lengths = self._sentence_lengths[self._where[id(section)]][own]
        found = section.sentences.rows[own] @ towards - float(self._sentence_average @ towards)
        return [float(one) for one in found / lengths]

    def _cosines(self, towards: "Numbers") -> "Numbers":
        import numpy as np

        towards = unit(towards)
        around = float(self._average @ towards)
        parts = [
            (one.whole.rows @ towards - around) / lengths
            for one, lengths in zip(self._sections, self._lengths, strict=True)
        ]
        return np.concatenate(parts)

    @cached_property
    def _average(self) -> "Numbers":
        return _mean([one.whole for one in self._sections])

    @cached_property
    def _sentence_average(self) -> "Numbers":
        return _mean([one.sentences for one in self._sections])

    @cached_property
    def _lengths(self) -> "list[Numbers]":
        return [one.whole.lengths(self._average) for one in self._sections]

    @cached_property
    def _sentence_lengths(self) -> "list[Numbers]":
        return [one.sentences.lengths(self._sentence_average) for one in self._sections]


def _mean(parts: Sequence[Rows]) -> "Numbers":
    import numpy as np

    total = np.sum([part.total for part in parts], axis=0)
    mean: Numbers = (total / sum(len(part.rows) for part in parts)).astype(np.float32)
    return mean


def unit(rows: "Numbers") -> "Numbers":
    """Return each row brought to length one; a row of noughts stays so."""
    import numpy as np

    length = np.linalg.norm(rows, axis=-1, keepdims=True)
    found: Numbers = (rows / np.maximum(length, 1e-9)).astype(np.float32)
    return found
