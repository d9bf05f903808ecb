"""What texts are about, as numbers that compare fast: the concepts of a note and of a question.

Where question and note share no word they may share a concept; a rare one tells more than one that
stands in every second note.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from fieldwork.tagging.concepts import Concepts, load_concepts
from fieldwork.tagging.similar_words import Row, Shelf, line_up, stem_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.float32]
    Keys = npt.NDArray[np.int32]

# A concept that is less sure than this does not make others of its kind less rare.
SURE: Final = 0.2
# How much a note that is about many things is held back.
LENGTH: Final = 0.4
# What is longer than this is no note: the rest is found by its words.
LONGEST: Final = 20_000
LONGEST_QUESTION: Final = 400


@dataclass(frozen=True, slots=True)
class Held:
    """Concepts by number, ascending, and how surely each is there (0 to 1)."""

    keys: "Keys"
    sure: "Numbers"


@dataclass(frozen=True, slots=True)
class AskedOf:
    """What a question asks, word by word: a stem (or none, for a phrase) and what it means."""

    whole: Held
    words: tuple[tuple[str, Held], ...]


def read_concepts_of(text: str, concepts: Concepts | None = None) -> Held:
    """Return what ``text`` is about."""
    return _held(_surest((concepts or load_concepts()).in_sentences(text[:LONGEST])))


def read_asked_of(text: str, concepts: Concepts | None = None) -> AskedOf:
    """Return what the question ``text`` asks."""
    known = concepts or load_concepts()
    told = known.in_words(text[:LONGEST_QUESTION])
    words = tuple((stem_of(form) if form else "", _held(part)) for form, part in told)
    return AskedOf(_held(_surest(part for _, part in told)), words)


def line_up_held(held: Sequence[Held]) -> Row:
    """Return what several texts are about as one row."""
    return line_up([(one.keys, one.sure) for one in held])


class ConceptShelf:
    """What a whole collection is about, to be asked at once."""

    def __init__(self, row: Row) -> None:
        """Take the concepts of all texts; some milliseconds for ten thousand notes."""
        import numpy as np

        self._many = len(row.sizes)
        self._whole = _Told(row)
        room = 1 + int(self._whole.keys.max(initial=0))
        often = np.bincount(self._whole.keys[self._whole.sure > SURE], minlength=room)
        rare = np.log(1 + (self._many - often + 0.5) / (often + 0.5))
        self._rare: Numbers = rare.astype(np.float32)

    def asked(self, question: AskedOf, stems: Shelf) -> "tuple[Numbers, Numbers, Numbers]":
        """Return how much of ``question`` each note tells: word by word, in all, and by cosine.

        A word is told where its stem or what it means stands, and counts for how rare that is.
        """
        import numpy as np

        asked = self._weigh(question.whole)
        told = (self._whole.sums(asked) * self._held_back).astype(np.float32)
        return self.word_by_word(question, stems), told, self._cosines(asked)

    def word_by_word(self, question: AskedOf, stems: Shelf) -> "Numbers":
        """Return how much of ``question`` each note tells, a word at a time; 0 where nothing."""
        import numpy as np

        found = np.zeros(self._many, np.float32)
        for stem, held in question.words:
            told = self._whole.most(self._weigh(held))
            if stem:
                holding, rarity = stems.rarity(stem)
                told = np.maximum(told, (holding * rarity).astype(np.float32))
            found += told
        return found

    def like(self, other: Held) -> "Numbers":
        """Return how much each note is about what ``other`` is about: a cosine."""
        return self._cosines(self._weigh(other))

    def _weigh(self, held: Held) -> "Numbers":
        """Return for each concept how much it is asked for; unknown ones are in no note."""
        import numpy as np

        asked = np.zeros(len(self._rare), np.float32)
        known = held.keys < len(asked)
        asked[held.keys[known]] = held.sure[known] * self._rare[held.keys[known]]
        return asked

    def _cosines(self, asked: "Numbers") -> "Numbers":
        import numpy as np

        length = max(float(np.linalg.norm(asked)), 1e-9)
        found: Numbers = self._whole.sums(asked * self._rare) / (self._lengths * length)
        return found

    @cached_property
    def _lengths(self) -> "Numbers":
        import numpy as np

        squared = self._whole.sums(self._rare**2, power=2)
        return np.maximum(np.sqrt(squared), 1e-9).astype(np.float32)

    @cached_property
    def _held_back(self) -> "Numbers":
        import numpy as np

        size = self._whole.sums(self._rare)
        usual = float(size.mean()) if self._many else 1.0
        back: Numbers = (1 / (1 - LENGTH + LENGTH * size / max(usual, 1e-9))).astype(np.float32)
        return back


class _Told:
    """The concepts of many texts, to be added up text by text."""

    def __init__(self, row: Row) -> None:
        import numpy as np

        self.keys, self.sure = row.keys, row.values
        self._filled = row.sizes > 0
        self._starts = (np.cumsum(row.sizes) - row.sizes)[self._filled]

    def sums(self, weights: "Numbers", power: int = 1) -> "Numbers":
        """Return for each text the sum of the weights of its concepts, by how sure they are."""
        import numpy as np

        found = np.zeros(len(self._filled), np.float32)
        if len(self._starts):
            worth = weights[self.keys] * self.sure**power
            found[self._filled] = np.add.reduceat(worth, self._starts)
        return found

    def most(self, weights: "Numbers") -> "Numbers":
        """Return for each text the most that one of its concepts weighs, by how sure it is."""
        import numpy as np

        found = np.zeros(len(self._filled), np.float32)
        if len(self._starts):
            found[self._filled] = np.maximum.reduceat(weights[self.keys] * self.sure, self._starts)
        return found


def _surest(parts: Iterable[Mapping[int, float]]) -> dict[int, float]:
    """Return all that is in ``parts``, each as surely as where it is surest."""
    every: dict[int, float] = {}
    for part in parts:
        for concept, sure in part.items():
            every[concept] = max(every.get(concept, 0.0), sure)
    return every


def _held(found: Mapping[int, float]) -> Held:
    import numpy as np

    keys = sorted(found)
    return Held(np.array(keys, np.int32), np.array([found[key] for key in keys], np.float32))
