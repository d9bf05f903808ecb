"""A text as words that can be compared with what a study knows, and an index to find them by."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from fieldwork.domain.notes import Span
from fieldwork.tagging.lemmas import fold

Known = TypeVar("Known")
_TOKEN: Final = re.compile(r"[\w\u0300-\u036f]+")
# Letters whose stroke or missing dot Unicode does not take apart, as names here have them.
_BARE: Final = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae"})
# No more than this stands between two words of one name: "F. Bouali", "El-Idrissi".
_GAP: Final = re.compile(r"[ \t\u00a0]{0,2}[.'’\-]?[ \t\u00a0]{0,2}|\.")
_START: Final = frozenset(".!?…:\n\"'‘“”»-–•*(")


@dataclass(frozen=True, slots=True)
class Token:
    """A word: as it is compared, as it is written, and where."""

    word: str
    written: str
    start: int
    end: int

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.written[:1].isupper()


@dataclass(frozen=True, slots=True)
class Hit(Generic[Known]):
    """Something known, found at the tokens from ``first`` up to, not including, ``stop``."""

    known: Known
    first: int
    stop: int


def plain(word: str) -> str:
    """Return ``word`` as it is compared: small letters, no accents, strokes or dots."""
    return fold(word).translate(_BARE)


def read_tokens(text: str) -> list[Token]:
    """Return the words of ``text``, in order."""
    return [
        Token(plain(found.group()), found.group(), found.start(), found.end())
        for found in _TOKEN.finditer(text)
    ]


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name as they are compared."""
    return tuple(token.word for token in read_tokens(name))


def begins_sentence(text: str, token: Token) -> bool:
    """Return whether ``token`` stands where a capital says nothing."""
    before = text[max(0, token.start - 3) : token.start]
    bare = before.rstrip(" \t\u00a0")
    return not bare or bare[-1] in _START


def span_of(tokens: Sequence[Token], first: int, stop: int) -> Span:
    """Return the stretch of text from token ``first`` up to, not including, ``stop``."""
    return Span(tokens[first].start, tokens[stop - 1].end)


class Phrases(Generic[Known]):
    """Sequences of words, each with what it stands for, found in one pass over a text."""

    def __init__(self, entries: Iterable[tuple[tuple[str, ...], Known]]) -> None:
        """Index ``entries`` by their first word; the longest are tried first."""
        self._by_first: dict[str, dict[tuple[str, ...], Known]] = {}
        for words, known in entries:
            if words:
                self._by_first.setdefault(words[0], {}).setdefault(words, known)
        self._lengths = {
            first: sorted({len(words) for words in known}, reverse=True)
            for first, known in self._by_first.items()
        }

    def find(self, text: str, tokens: Sequence[Token]) -> Iterator[Hit[Known]]:
        """Yield every hit at each place, the longest first; they may overlap."""
        for at, token in enumerate(tokens):
            for first in _readings(token):
                known = self._by_first.get(first)
                for length in self._lengths.get(first, ()) if known else ():
                    words = self._words(tokens, at, length, first)
                    if known and words in known and _is_close(text, tokens, at, length):
                        yield Hit(known[words], at, at + length)

    @staticmethod
    def _words(tokens: Sequence[Token], at: int, length: int, first: str) -> tuple[str, ...]:
        middle = [token.word for token in tokens[at + 1 : at + length]]
        return (first, *middle)


def _readings(token: Token) -> tuple[str, ...]:
    """Return the word, and without the s of "Fatimas" when it begins with a capital."""
    word = token.word
    if token.is_capital and len(word) > 4 and word.endswith("s"):
        return (word, word[:-1])
    return (word,)


def _is_close(text: str, tokens: Sequence[Token], at: int, length: int) -> bool:
    return at + length <= len(tokens) and all(
        _GAP.fullmatch(text, tokens[n].end, tokens[n + 1].start) for n in range(at, at + length - 1)
    )
