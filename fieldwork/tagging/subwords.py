"""Words cut into the pieces that the model knows, each with its place in the text.

The unigram method (Kudo 2018): of all ways to cut a word, the one whose pieces are likeliest
together. The pieces and their log-likelihoods are those of multilingual-e5-small, as far as Dutch
notes use them; they come with the model.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

# How SentencePiece writes the space that begins a word.
SPACE: Final = "\u2581"
# No Dutch word is longer; keeps the work on a text without spaces small.
_LONGEST_WORD: Final = 48
_KEPT_WORDS: Final = 50_000
_FAR: Final = -1e30


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece: its number in the model's table, and the code point of the text it ends at."""

    number: int
    at: int


class Subwords:
    """Cuts texts into pieces. Safe to use from many threads."""

    def __init__(self, scores: Mapping[str, tuple[int, float]], unknown: int) -> None:
        """Take for each piece its number and score; ``unknown`` is the number for what has none."""
        self._scores = scores
        self._unknown = unknown
        self._longest = max(map(len, scores), default=1)
        self._no_piece = min((score for _, score in scores.values()), default=0.0) - 10
        self._cut = lru_cache(maxsize=_KEPT_WORDS)(self._cut_word)

    def pieces(self, text: str) -> list[Piece]:
        """Return the pieces of ``text`` in order; white space only parts words."""
        found: list[Piece] = []
        for signs, places in _words(text):
            found += [Piece(number, places[end - 1]) for number, end in self._cut(signs)]
        return found

    def _cut_word(self, word: str) -> tuple[tuple[int, int], ...]:
        """Return the number of each piece of ``word`` and where it ends."""
        best = [_FAR] * (len(word) + 1)
        best[0] = 0.0
        came: list[tuple[int, int]] = [(0, 0)] * (len(word) + 1)
        for start in range(len(word)):
            for end in range(start + 1, min(len(word), start + self._longest) + 1):
                known = self._scores.get(word[start:end])
                if known is not None and best[start] + known[1] > best[end]:
                    best[end] = best[start] + known[1]
                    came[end] = (start, known[0])
            if best[start] + self._no_piece > best[start + 1]:
                best[start + 1] = best[start] + self._no_piece
                came[start + 1] = (start, self._unknown)
        return tuple(_walk_back(came))


def _walk_back(came: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    end = len(came) - 1
    while end > 0:
        start, number = came[end]
        found.append((number, end))
        end = start
    return found[::-1]


def _words(text: str) -> Iterator[tuple[str, list[int]]]:
    """Yield each word with a space before it, and for each of its signs its place in ``text``."""
    signs, places = SPACE, [0]
    for at, sign in enumerate(text):
        for plain in unicodedata.normalize("NFKC", sign):
            if plain.isspace() or not plain.isprintable() or len(signs) > _LONGEST_WORD:
                if len(signs) > 1:
                    yield signs, places
                signs, places = SPACE, [at]
            if not plain.isspace() and plain.isprintable():
                signs += plain
                places.append(at)
    if len(signs) > 1:
        yield signs, places
