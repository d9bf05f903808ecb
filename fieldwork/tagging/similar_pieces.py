"""The pieces of words of a whole collection, kept in sections so that a changed note is cheap.

A note has some five hundred pieces. For each piece is known which texts of a section have it, so
that a question looks at its own pieces only.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from fieldwork.tagging.similar_words import ROOM, Bag, line_up_bags

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.float32]


class Pieces:
    """The pieces of the texts of one section, by piece. Never changed once made."""

    def __init__(self, bags: Sequence[Bag]) -> None:
        """Sort the pieces of ``bags``: some milliseconds for a few hundred notes."""
        import numpy as np

        row = line_up_bags(bags)
        order = np.argsort(row.keys, kind="stable")
        keys = row.keys[order]
        self._many = len(bags)
        self._texts = np.repeat(np.arange(self._many, dtype=np.int32), row.sizes)[order]
        self._worth = (1 + np.log(row.values[order])).astype(np.float32)
        self._starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]][: len(keys)])
        self.keys = keys[self._starts]
        # In how many texts each piece is.
        self.often = np.diff(np.r_[self._starts, len(keys)])

    def lengths(self, rarity: "Numbers") -> "Numbers":
        """Return how long each text is when its pieces count by their ``rarity``."""
        import numpy as np

        weighed = np.repeat(rarity[self.keys], self.often) * self._worth
        squared = np.bincount(self._texts, weighed * weighed, minlength=self._many)
        return np.maximum(np.sqrt(squared), 1e-9).astype(np.float32)

    def sums(self, keys: "npt.NDArray[np.int32]", weights: "Numbers") -> "Numbers":
        """Return for each text the sum of ``weights`` of those of ``keys`` that it has."""
        import numpy as np

        if not len(self.keys):
            return np.zeros(self._many, np.float32)
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        there = self.keys[at] == keys
        at, often = at[there], self.often[at[there]]
        ends = np.cumsum(often)
        spots = np.arange(often.sum()) + np.repeat(self._starts[at] - ends + often, often)
        worth = self._worth[spots] * np.repeat(weights[there], often)
        found = np.bincount(self._texts[spots], worth, minlength=self._many)
        return found.astype(np.float32)


class PieceShelf:
    """The pieces of a whole collection, to be asked at once."""

    def __init__(self, sections: Sequence[Pieces], many: int, before: "PieceShelf | None") -> None:
        """Take the ``sections`` of ``many`` texts, and from ``before`` what still holds."""
        self._sections = tuple(sections)
        self._many = many
        self._often = _count(self._sections, before)

    def cosines(self, bag: Bag) -> "Numbers":
        """Return how much the pieces in ``bag`` are those of each text, rare ones most: TF-IDF."""
        import numpy as np

        rarity = self._rarity[bag.keys]
        asked = ((1 + np.log(bag.counts)) * rarity * (self._often[bag.keys] > 0)).astype(np.float32)
        length = max(float(np.linalg.norm(asked)), 1e-9)
        parts = [section.sums(bag.keys, asked * rarity) for section in self._sections]
        return (np.concatenate(parts) / (self._lengths * length)).astype(np.float32)

    @cached_property
    def _rarity(self) -> "Numbers":
        import numpy as np

        # Of each possible count once: there are far fewer of these than pieces.
        most = int(self._often.max(initial=0))
        rarity = np.log((1 + self._many) / (1 + np.arange(most + 1))) + 1
        return rarity.astype(np.float32)[self._often]

    @cached_property
    def _lengths(self) -> "Numbers":
        import numpy as np

        return np.concatenate([section.lengths(self._rarity) for section in self._sections])


def _count(sections: Sequence[Pieces], before: PieceShelf | None) -> "npt.NDArray[np.int32]":
    """Return in how many texts each piece is; where most sections are new, counted from nothing."""
    import numpy as np

    known = set(map(id, before._sections)) if before else set()
    fresh = [one for one in sections if id(one) not in known]
    if before is None or 2 * len(fresh) > len(sections):
        often, fresh, gone = np.zeros(ROOM, np.int32), list(sections), []
    else:
        still = set(map(id, sections))
        often = before._often.copy()
        gone = [one for one in before._sections if id(one) not in still]
    for one in fresh:
        often[one.keys] += one.often
    for one in gone:
        often[one.keys] -= one.often
    return often
