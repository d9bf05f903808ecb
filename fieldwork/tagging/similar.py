"""Finding notes back for a question, by their words and by what they mean.

Five things are weighed, each over the whole collection (how far above the average a note stands):
the vector of the note, the best vector of its sentences, its words (pieces and stems), the themes
and signals that question and note share, and the concepts that they share. How much each counts was
learned on four sets of questions, each time on three for the fourth; see ``docs/language.md``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import floor
from typing import TYPE_CHECKING, Final

from fieldwork.domain.notes import Span
from fieldwork.tagging.similar_concepts import (
    AskedOf,
    ConceptShelf,
    Held,
    read_asked_of,
    read_concepts_of,
)
from fieldwork.tagging.similar_words import (
    LONGEST_WORD,
    WORD,
    Shelf,
    WordsOf,
    read_words_of,
    stem_of,
    telling_stems,
)
from fieldwork.tagging.vectors import LONGEST_PASSAGE, Vectors
from fieldwork.tagging.words import read_words

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.float32]

# How much each of the parts counts.
WHOLE, SENTENCE, PIECES, STEMS, CODES = 1.0, 0.7, 0.15, 0.05, 0.7
# Of the concepts: the question word by word, all of it together, and as a cosine.
BY_WORD, IN_ALL, COSINE = 0.5, 0.2, 0.1
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
    concepts: Held
    codes: Mapping[str, float] = field(default_factory=dict)
    vectors: "Numbers | None" = None


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody looks for; ``vector`` is None where nobody makes vectors."""

    text: str
    words: WordsOf
    concepts: AskedOf
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
    return Searched(
        note_id, text, read_words_of(text), read_concepts_of(text), codes or {}, vectors
    )


def ask(
    text: str, maker: Vectors | None = None, codes: Mapping[str, float] | None = None
) -> Question:
    """Return a question ready to be asked."""
    vector = maker.question(text) if maker else None
    return Question(text, read_words_of(text), read_asked_of(text), codes or {}, vector)


@lru_cache(maxsize=1000)
def sentences(text: str) -> tuple[Span, ...]:
    """Return where the sentences of ``text`` stand that have a vector of their own."""
    read = read_words(text[: LONGEST_PASSAGE * MOST_SENTENCES])
    found: list[Span] = []
    for sentence in read.sentences:
        start, end = read.words[sentence.start].start, read.words[sentence.stop - 1].end
        if found and (found[-1].end - found[-1].start < SHORTEST_SENTENCE):
            start = found.pop().start
        found.append(Span(start, end))
    return tuple(found[:MOST_SENTENCES])


def make_vectors(maker: Vectors, text: str) -> "Numbers":
    """Return the vectors of a note: a row for the whole, and one for each of its sentences."""
    spans = sentences(text)
    return maker.note(text, spans if len(spans) > 1 else ())


class Index:
    """A collection of notes that questions are asked of. Never changed once made."""

    def __init__(self, notes: Sequence[Searched], before: "Index | None" = None) -> None:
        """Make ``notes`` ready: some 0.1 s for thousands.

        From an index of ``before`` is taken what still holds.
        """
        self.notes = tuple(notes)
        self._at = {note.id: at for at, note in enumerate(self.notes)}
        self._pieces = Shelf([note.words.pieces for note in self.notes])
        self._stems = Shelf([note.words.stems for note in self.notes])
        self._concepts = ConceptShelf([note.concepts for note in self.notes])
        self._rare = _rarity(self.notes)
        has = [at for at, note in enumerate(self.notes) if note.vectors is not None]
        self._rows = {at: row for row, at in enumerate(has)}
        made = [rows for note in self.notes if (rows := note.vectors) is not None]
        known: _Meaning | None = before._meaning if before else None
        same = known is not None and list(map(id, known.made)) == list(map(id, made))
        self._meaning: _Meaning = known if known is not None and same else _Meaning(made)

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

        A note answers a question when it has half of its words, or is among those most like it
        (by what it means, and where that is not known by other words for the same).
        Those in ``first`` come before the others.
        """
        ranked = self.rank(question, average=average)
        alike = min(MOST_LIKE, floor(len(ranked) * LIKE))
        is_like = self._can_be_like(question)
        stems = telling_stems(question.text)
        told = self._stems.holding(stems) >= max(1.0, HAS * len(stems))
        found = [
            one
            for place, one in enumerate(ranked)
            if (among is None or one in among)
            and ((place < alike and is_like[self._at[one]]) or told[self._at[one]])
        ]
        return sorted(found, key=lambda one: one not in first)

    def _can_be_like(self, question: Question) -> "npt.NDArray[np.bool_]":
        """Return for each note whether it can answer without half of the words asked for.

        Where vectors cannot tell, something of the question, or another word for it, must be there.
        """
        import numpy as np

        if self._meaning.fits(question.vector):
            return np.ones(len(self.notes), np.bool_)
        told: npt.NDArray[np.bool_] = (
            self._concepts.word_by_word(question.concepts, self._stems) > 0
        )
        return told

    def match(self, note_id: str, question: Question) -> Match:
        """Return where in a note the answer stands, and which words of the question."""
        note = self.notes[self._at[note_id]]
        stems = telling_stems(question.text)
        marked = tuple(
            Span(*found.span())
            for found in WORD.finditer(note.text)
            if stem_of(found.group().casefold()[:LONGEST_WORD]) in stems
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
        row = self._rows.get(at)
        near = self._spread(self._meaning.like(row)) if row is not None else 0.0
        strength = (
            WHOLE * near
            + PIECES * standing(self._pieces.cosines(note.words.pieces))
            + CODES * standing(self._shared(note.codes))
            + BY_WORD * standing(self._concepts.like(note.concepts))
        )
        order = np.argsort(-np.asarray(strength), kind="stable")
        return [self.notes[other].id for other in order if other != at][:most]

    def _strength(self, question: Question, average: "Numbers | None") -> "Numbers":
        found = PIECES * standing(self._pieces.cosines(question.words.pieces))
        found = found + STEMS * standing(self._stems.bm25(question.words.stems))
        found = found + CODES * standing(self._shared(question.codes))
        parts = self._concepts.asked(question.concepts, self._stems)
        for weight, part in zip((BY_WORD, IN_ALL, COSINE), parts, strict=True):
            found = found + weight * standing(part)
        if question.vector is not None and self._meaning.fits(question.vector):
            both = self._meaning.of(question.vector, average)
            for weight, part in zip((WHOLE, SENTENCE), both, strict=True):
                found = found + weight * self._spread(part)
        return found

    def _spread(self, part: "Numbers") -> "Numbers":
        """Return ``part``, for the notes with vectors, for all: the others stand at the average."""
        import numpy as np

        found = np.zeros(len(self.notes), np.float32)
        found[list(self._rows)] = standing(part)
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
        near = self._near(note, question, len(spans))
        best = max(range(len(spans)), key=lambda at: (0.5 * told[at] + 4 * near[at], -at))
        return spans[best]

    def _near(self, note: Searched, question: Question, many: int) -> Sequence[float]:
        """Return how near each sentence is to a question; noughts where that is not known."""
        row = self._rows.get(self._at[note.id])
        vector = question.vector
        if row is not None and vector is not None and self._meaning.fits(vector):
            near = self._meaning.near(row, vector)
            if len(near) == many:
                return near
        return [0.0] * many


class _Meaning:
    """The vectors of a collection, each less the collection's average.

    All cosines of E5 lie between .77 and .93; what tells is how far a note is from the average.
    """

    def __init__(self, made: "Sequence[Numbers]") -> None:
        """Take what was ``made`` for the notes that have vectors."""
        import numpy as np

        self.made = made
        width = made[0].shape[1] if made else 1
        # A note of one sentence stands for its own sentence.
        parts = [rows[1:] if len(rows) > 1 else rows[:1] for rows in made]
        sizes = [len(part) for part in parts]
        self._ends = np.cumsum(sizes, dtype=np.int64)
        self._starts = self._ends - sizes
        none = np.zeros((0, width), np.float32)
        whole: Numbers = np.concatenate([none, *(rows[:1] for rows in made)])
        every: Numbers = np.concatenate([none, *parts])
        self._average = whole.mean(0) if made else np.zeros(width, np.float32)
        self._sentence_average = every.mean(0) if made else self._average
        self._whole = unit(whole - self._average)
        self._sentences = unit(every - self._sentence_average)

    def fits(self, vector: "Numbers | None") -> bool:
        """Return whether there is anything to hold ``vector`` against."""
        return bool(self.made) and vector is not None and len(vector) == len(self._average)

    def of(self, vector: "Numbers", average: "Numbers | None") -> tuple["Numbers", "Numbers"]:
        """Return how near each note, and its nearest sentence, is to a question."""
        import numpy as np

        whole = self._whole @ unit(vector - (self._average if average is None else average))
        around = self._sentence_average if average is None else average
        near = np.maximum.reduceat(self._sentences @ unit(vector - around), self._starts)
        return whole, near

    def like(self, row: int) -> "Numbers":
        """Return how near each note is to the one at ``row``."""
        near: Numbers = self._whole @ self._whole[row]
        return near

    def near(self, row: int, vector: "Numbers") -> "Sequence[float]":
        """Return how near each sentence of the note at ``row`` is to a question."""
        own = self._sentences[self._starts[row] : self._ends[row]]
        return [float(one) for one in own @ unit(vector - self._sentence_average)]


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
