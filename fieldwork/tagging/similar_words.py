"""The words of a text as numbers that compare fast: pieces of words, and whole words by their stem.

Pieces let "huurachterstand" meet "achterstallige huur", and forgive a slip of the pen. What is read
of a text is kept as two sorted rows of numbers, so that a collection is scored without a loop.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.float32]
    Keys = npt.NDArray[np.int32]

# Pieces and stems are numbered by a checksum: no list of them needs to be kept or agreed upon.
ROOM: Final = 1 << 20
SHORTEST_PIECE, LONGEST_PIECE = 4, 6
# Words longer than this are no words; 200,000 characters without a space must not blow up.
LONGEST_WORD: Final = 40
# BM25's usual settings (Robertson and Zaragoza 2009): how fast a repeated word stops to count, and
# how much a long note is held back.
SATURATION, LENGTH = 1.2, 0.5
WORD: Final = re.compile(r"\w+")
_EMPTY: Final = (
    "de het een en van in op te dat die is was aan met voor zijn haar hij zij ze er om als dan "
    "maar ook nog niet naar bij of uit door wat wie waar hoe over tot dit deze heeft had hebben "
    "ik je we u hun hem mijn zich al wel geen iemand iets meer veel heel erg zo toch even dan weer "
    "kan kon wil zou moet mag gaat ging komt kwam worden wordt werd waren zit doet"
)
_EMPTY_WORDS: Final = frozenset(_EMPTY.split())


@dataclass(frozen=True, slots=True)
class Bag:
    """Which pieces or stems a text has, ascending, and how often each."""

    keys: "Keys"
    counts: "Numbers"


@dataclass(frozen=True, slots=True)
class WordsOf:
    """The words of one text, in the two ways in which they are compared."""

    pieces: Bag
    stems: Bag


def read_words_of(text: str) -> WordsOf:
    """Return the pieces and the stems of ``text``."""
    forms = forms_of(text)
    pieces = Counter(piece for form in forms for piece in _pieces(form))
    stems = Counter(_number(stem_of(form)) for form in forms)
    return WordsOf(_bag(pieces), _bag(stems))


def forms_of(text: str) -> list[str]:
    """Return the words of ``text`` in lower case, cut off where they are absurdly long."""
    return [found.group()[:LONGEST_WORD].casefold() for found in WORD.finditer(text)]


def telling_words(text: str) -> str:
    """Return the words of ``text`` that say something, in order; all where none does."""
    forms = forms_of(text)
    return " ".join([form for form in forms if form not in _EMPTY_WORDS] or forms)


def telling_stems(text: str) -> frozenset[str]:
    """Return the stems of the words that say something; all of them where none does."""
    return frozenset(stem_of(form) for form in telling_words(text).split())


@lru_cache(maxsize=100_000)
def stem_of(form: str) -> str:
    """Return the Dutch stem of a word in lower case."""
    return str(_stemmer().stemWord(form))


@dataclass(frozen=True, slots=True)
class Row:
    """Several texts side by side: their keys, what each counts, and how many each text has."""

    keys: "Keys"
    values: "Numbers"
    sizes: "npt.NDArray[np.int64]"


def line_up(texts: "Sequence[tuple[Keys, Numbers]]") -> Row:
    """Return the keys and values of these texts as one row."""
    import numpy as np

    none = np.zeros(0, np.int32)
    return Row(
        np.concatenate([none, *(keys for keys, _ in texts)]),
        np.concatenate([none.astype(np.float32), *(values for _, values in texts)]),
        np.array([len(keys) for keys, _ in texts], np.int64),
    )


def line_up_bags(bags: Sequence[Bag]) -> Row:
    """Return these bags as one row."""
    return line_up([(bag.keys, bag.counts) for bag in bags])


def join(rows: Sequence[Row]) -> Row:
    """Return these rows one after the other."""
    import numpy as np

    none = line_up(())
    every = [none, *rows]
    return Row(
        np.concatenate([one.keys for one in every]),
        np.concatenate([one.values for one in every]),
        np.concatenate([one.sizes for one in every]),
    )


class Shelf:
    """The stems of a whole collection, to be scored at once."""

    def __init__(self, row: Row) -> None:
        """Take the stems of all texts; some milliseconds for ten thousand notes."""
        import numpy as np

        self._sizes, self._keys, self._counts = row.sizes, row.keys, row.values
        self._often = np.bincount(self._keys, minlength=ROOM)

    def bm25(self, bag: Bag) -> "Numbers":
        """Return how well the stems in ``bag`` are told by each text: Okapi BM25."""
        import numpy as np

        many = len(self._sizes)
        rare = np.zeros(ROOM, np.float32)
        often = self._often[bag.keys]
        rare[bag.keys] = np.log(1 + (many - often + 0.5) / (often + 0.5)) * (often > 0)
        return self._sums(self._filled * rare[self._keys])

    @cached_property
    def _filled(self) -> "Numbers":
        """What each stem counts in its text: less for a repetition, and less in a long text."""
        import numpy as np

        size = self._sums(self._counts)
        held = SATURATION * (1 - LENGTH + LENGTH * size * len(self._sizes) / (size.sum() or 1.0))
        full: Numbers = (
            self._counts * (SATURATION + 1) / (self._counts + np.repeat(held, self._sizes))
        )
        return full.astype(np.float32)

    def rarity(self, stem: str) -> "tuple[Numbers, float]":
        """Return which texts have ``stem`` (1 or 0), and how rare it is, as BM25 has it."""
        import numpy as np

        number, many = _number(stem), len(self._sizes)
        has = np.zeros(many, np.float32)
        spots = np.flatnonzero(self._keys == number)
        has[np.searchsorted(np.cumsum(self._sizes), spots, side="right")] = 1
        often = float(self._often[number])
        return has, float(np.log(1 + (many - often + 0.5) / (often + 0.5)))

    def holding(self, stems: Iterable[str]) -> "Numbers":
        """Return for each text how many of ``stems`` it has."""
        import numpy as np

        asked = np.zeros(ROOM, np.float32)
        asked[[_number(stem) for stem in stems]] = 1
        return self._sums(asked[self._keys])

    def _sums(self, values: "npt.NDArray[Any]") -> "Numbers":
        """Return the sum of ``values`` for each text."""
        import numpy as np

        found = np.zeros(len(self._sizes), np.float32)
        filled = self._sizes > 0
        if filled.any():
            starts = np.concatenate([[0], np.cumsum(self._sizes)[:-1]])[filled]
            found[filled] = np.add.reduceat(values, starts)
        return found


def _bag(counted: Counter[int]) -> Bag:
    import numpy as np

    keys = np.fromiter(counted.keys(), np.int32, len(counted))
    counts = np.fromiter(counted.values(), np.float32, len(counted))
    order = np.argsort(keys)
    return Bag(keys[order], counts[order])


@lru_cache(maxsize=100_000)
def _pieces(form: str) -> tuple[int, ...]:
    """Return the numbers of the pieces of one word; a short word is one piece."""
    whole = f" {form} "
    sizes: Iterable[int] = range(SHORTEST_PIECE, LONGEST_PIECE + 1)
    found = [
        _number(whole[at : at + size]) for size in sizes for at in range(len(whole) - size + 1)
    ]
    return tuple(found) or (_number(whole),)


def _number(piece: str) -> int:
    return crc32(piece.encode("utf-8", "surrogatepass")) % ROOM


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    import Stemmer

    # The same Dutch as the full-text index of the store has.
    return Stemmer.Stemmer("dutch_porter")
