"""Finding notes back for a question, by their words and by what they mean.

Four things are weighed, each over the whole collection (how far above the average a note stands):
the vector of the note, the best vector of its sentences, its words (pieces and stems), and the
themes and signals that question and note share. The settings were chosen on two of three sets of
questions, and confirmed on the third; see ``benchmarks/search.py``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import floor
from typing import TYPE_CHECKING, Final

from fieldwork.domain.notes import Span
from fieldwork.tagging.similar_words import (
    LONGEST_WORD,
    Shelf,
    WordsOf,
    read_words_of,
    stem_of,
    telling_stems,
)
from fieldwork.tagging.vectors import LONGEST_PASSAGE, Vectors
from fieldwork.tagging.words import read_words, tokens

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.float32]

# How much each of the parts counts.
WHOLE, SENTENCE, PIECES, STEMS, CODES = 1.0, 1.0, 0.4, 0.2, 0.6
# A note has at most this many sentences of its own vector; the rest is in the words.
MOST_SENTENCES: Final = 24
SHORTEST_SENTENCE: Final = 12
# Of a collection at most this part, and this many, are said to be like a question whose words they
# do not have; and a note has the words when it has at least this part of them.
LIKE, MOST_LIKE, HAS = 1 / 3, 20, 0.5


@dataclass(frozen=True, slots=True)
class Searched:
    """A note as it is searched: its words, what it is about and, when made, its vectors.

    ``vectors`` has a row for the whole note and then one for each of :func:`passages`.
    ``codes`` are the themes and signals in it, with how sure that is (0 to 1).
    """

    id: str
    text: str
    words: WordsOf
    codes: Mapping[str, float] = field(default_factory=dict)
    vectors: "Numbers | None" = None


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody looks for; ``vector`` is None where nobody makes vectors."""

    text: str
    words: WordsOf
    codes: Mapping[str, float] = field(default_factory=dict)
    vector: "Numbers | None" = None


@dataclass(frozen=True, slots=True)
class Match:
    """A note that answers a question. ``sentence`` fits best; ``marked`` are words asked for.

    An empty note has no sentence. ``has_words``: half or more of the words asked for stand in it.
    """

    id: str
    sentence: Span | None
    marked: tuple[Span, ...]
    has_words: bool


def ready(
    note_id: str,
    text: str,
    codes: Mapping[str, float] | None = None,
    vectors: "Numbers | None" = None,
) -> Searched:
    """Return a note ready to be searched."""
    return Searched(note_id, text, read_words_of(text), codes or {}, vectors)


def ask(
    text: str, maker: Vectors | None = None, codes: Mapping[str, float] | None = None
) -> Question:
    """Return a question ready to be asked."""
    return Question(text, read_words_of(text), codes or {}, maker.question(text) if maker else None)


def sentences(text: str) -> list[Span]:
    """Return where the sentences of ``text`` stand that have a vector of their own."""
    read = read_words(text[: LONGEST_PASSAGE * MOST_SENTENCES])
    found: list[Span] = []
    for sentence in read.sentences:
        start, end = read.words[sentence.start].start, read.words[sentence.stop - 1].end
        if found and (found[-1].end - found[-1].start < SHORTEST_SENTENCE):
            start = found.pop().start
        found.append(Span(start, end))
    return found[:MOST_SENTENCES]


def make_vectors(maker: Vectors, text: str) -> "Numbers":
    """Return the vectors of a note: a row for the whole, and one for each of its sentences."""
    spans = sentences(text)
    parts = [span.of(text) for span in spans] if len(spans) > 1 else []
    return maker.passages([text, *parts])


class Index:
    """A collection of notes that questions are asked of. Never changed once made."""

    def __init__(self, notes: Sequence[Searched]) -> None:
        """Make ``notes`` ready: some milliseconds for thousands."""
        self.notes = tuple(notes)
        self._at = {note.id: at for at, note in enumerate(self.notes)}
        self._pieces = Shelf([note.words.pieces for note in self.notes])
        self._stems = Shelf([note.words.stems for note in self.notes])
        self._rare = _rarity(self.notes)
        self._meaning = _Meaning(self.notes)

    def rank(self, question: Question, *, average: "Numbers | None" = None) -> list[str]:
        """Return the ids of all notes, the best first; of equals the first given stays first.

        ``average`` is what questions are like on the whole, as a vector.
        """
        import numpy as np

        order = np.argsort(-self._strength(question, average), kind="stable")
        return [self.notes[at].id for at in order]

    def find(
        self,
        question: Question,
        *,
        among: frozenset[str] | None = None,
        first: frozenset[str] = frozenset(),
        average: "Numbers | None" = None,
    ) -> list[str]:
        """Return the ids of the notes ``among`` these (all when None) that answer, best first.

        A note answers a question when it has half of its words, or is among those most like it.
        Those in ``first`` come before the others.
        """
        ranked = self.rank(question, average=average)
        can_be_like = question.vector is not None and self._meaning.is_known
        alike = min(MOST_LIKE, floor(len(ranked) * LIKE)) if can_be_like else 0
        stems = telling_stems(question.text)
        told = self._stems.holding(stems) >= max(1.0, HAS * len(stems))
        found = [
            one
            for place, one in enumerate(ranked)
            if (among is None or one in among) and (place < alike or told[self._at[one]])
        ]
        return sorted(found, key=lambda one: one not in first)

    def match(self, note_id: str, question: Question) -> Match:
        """Return where in a note the answer stands, and which words of the question."""
        note = self.notes[self._at[note_id]]
        stems = telling_stems(question.text)
        marked = tuple(
            Span(word.start, word.end)
            for word in tokens(note.text)
            if not word.is_sign and stem_of(word.form.casefold()[:LONGEST_WORD]) in stems
        )
        sentence = self._sentence(note, question, marked)
        within = tuple(
            span
            for span in marked
            if sentence and sentence.start <= span.start and span.end <= sentence.end
        )
        held = {stem_of(span.of(note.text).casefold()[:LONGEST_WORD]) for span in marked}
        has_words = bool(held) and len(held) >= HAS * len(stems)
        return Match(note_id, sentence, within, has_words)

    def like(self, note_id: str, most: int = 5) -> list[str]:
        """Return the ids of the notes that are most like this one, the best first."""
        import numpy as np

        at = self._at[note_id]
        note = self.notes[at]
        strength = (
            WHOLE * standing(self._meaning.like(at))
            + PIECES * standing(self._pieces.cosines(note.words.pieces))
            + CODES * standing(self._shared(note.codes))
        )
        order = np.argsort(-strength, kind="stable")
        return [self.notes[other].id for other in order if other != at][:most]

    def _strength(self, question: Question, average: "Numbers | None") -> "Numbers":
        parts = WHOLE, SENTENCE
        found = PIECES * standing(self._pieces.cosines(question.words.pieces))
        found = found + STEMS * standing(self._stems.bm25(question.words.stems))
        found = found + CODES * standing(self._shared(question.codes))
        if question.vector is not None:
            both = self._meaning.of(question.vector, average)
            for weight, part in zip(parts, both, strict=True):
                found = found + weight * standing(part)
        return found

    def _shared(self, codes: Mapping[str, float]) -> "Numbers":
        """Return for each note how much it is about what ``codes`` say, the rare ones most."""
        import numpy as np

        asked = [(code, sure * self._rare.get(code, 0.0)) for code, sure in codes.items()]
        return np.array(
            [
                sum(worth * note.codes.get(code, 0.0) for code, worth in asked)
                for note in self.notes
            ],
            np.float32,
        )

    def _sentence(
        self, note: Searched, question: Question, marked: tuple[Span, ...]
    ) -> Span | None:
        """Return the sentence with the most words asked for that is nearest in meaning."""
        spans = sentences(note.text)
        if not spans:
            return None
        told = [sum(span.start <= one.start < span.end for one in marked) for span in spans]
        near = self._meaning.near(self._at[note.id], question.vector, len(spans))
        best = max(range(len(spans)), key=lambda at: (0.5 * told[at] + 4 * near[at], -at))
        return spans[best]


class _Meaning:
    """The vectors of a collection, each less the collection's average.

    All cosines of E5 lie between .77 and .93; what tells is how far a note is from the average.
    """

    def __init__(self, notes: Sequence[Searched]) -> None:
        import numpy as np

        rows = [note.vectors for note in notes if note.vectors is not None and len(note.vectors)]
        width = rows[0].shape[1] if rows else 1
        self._many = len(notes)
        self._whole = np.zeros((len(notes), width), np.float32)
        self._parts: list[slice] = []
        parts: list[Numbers] = []
        start = 0
        for at, note in enumerate(notes):
            made = note.vectors
            if made is None or not len(made):
                self._parts.append(slice(start, start))
                continue
            self._whole[at] = made[0]
            # A note of one sentence stands for its own sentence.
            own = made[1:] if len(made) > 1 else made[:1]
            parts.append(own)
            self._parts.append(slice(start, start + len(own)))
            start += len(own)
        has = np.array([slice_.stop > slice_.start for slice_ in self._parts], bool)
        self._average = self._whole[has].mean(0) if has.any() else np.zeros(width, np.float32)
        self._whole[has] = unit(self._whole[has] - self._average)
        every: Numbers = np.concatenate(parts) if parts else np.zeros((0, width), np.float32)
        self._sentence_average = every.mean(0) if len(every) else self._average
        self._sentences = unit(every - self._sentence_average)
        self._starts = np.array(
            [s.start for s, there in zip(self._parts, has, strict=True) if there]
        )
        self._has = has

    @property
    def is_known(self) -> bool:
        """Whether any note has vectors."""
        return bool(self._has.any())

    def of(self, vector: "Numbers", average: "Numbers | None") -> tuple["Numbers", "Numbers"]:
        """Return how near each note, and its nearest sentence, is to a question."""
        import numpy as np

        best = np.zeros(self._many, np.float32)
        if not self._has.any() or len(vector) != len(self._average):
            return best, best
        whole = self._whole @ unit(vector - (self._average if average is None else average))
        around = self._sentence_average if average is None else average
        best[self._has] = np.maximum.reduceat(self._sentences @ unit(vector - around), self._starts)
        return self._filled(whole), self._filled(best)

    def like(self, at: int) -> "Numbers":
        """Return how near each note is to the one at ``at``."""
        return self._filled(self._whole @ self._whole[at])

    def near(self, at: int, vector: "Numbers | None", many: int) -> "Sequence[float]":
        """Return how near each of the ``many`` sentences of a note is to a question."""
        own = self._sentences[self._parts[at]]
        if vector is None or len(own) != many or len(vector) != len(self._average):
            return [0.0] * many
        return [float(one) for one in own @ unit(vector - self._sentence_average)]

    def _filled(self, found: "Numbers") -> "Numbers":
        """Give a note without vectors the average, so that it is neither helped nor harmed."""
        found[~self._has] = found[self._has].mean() if self._has.any() else 0.0
        return found


def unit(rows: "Numbers") -> "Numbers":
    """Return each row brought to length one; a row of noughts stays so."""
    import numpy as np

    length = np.linalg.norm(rows, axis=-1, keepdims=True)
    found: Numbers = (rows / np.maximum(length, 1e-9)).astype(np.float32)
    return found


def standing(found: "Numbers") -> "Numbers":
    """Return how many times the usual spread each lies above the average; 0 where all are alike."""
    import numpy as np

    spread = float(found.std()) if len(found) else 0.0
    if spread < 1e-9:
        return np.zeros(len(found), np.float32)
    above: Numbers = ((found - found.mean()) / spread).astype(np.float32)
    return above


def _rarity(notes: Sequence[Searched]) -> dict[str, float]:
    """Return for each code how much it tells: a theme of every second note tells little."""
    from math import log

    often: dict[str, int] = {}
    for note in notes:
        for code in note.codes:
            often[code] = often.get(code, 0) + 1
    return {code: log(len(notes) / many) for code, many in often.items()}
