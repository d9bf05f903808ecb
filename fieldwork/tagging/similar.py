"""Finding notes back for a question, by their words and by what they mean.

Five things are weighed, each over the whole collection (how far above the average a note stands):
the vector of the note, the best vector of its sentences, its words (pieces and stems), the themes
and signals that question and note share, and the concepts that they share. How much each counts was
learned on five sets of questions, each time on four for the fifth; see ``docs/language.md``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import floor, log
from typing import TYPE_CHECKING, Final

from fieldwork.domain.notes import Span
from fieldwork.tagging.similar_concepts import (
    AskedOf,
    ConceptShelf,
    Held,
    read_asked_of,
    read_concepts_of,
)
from fieldwork.tagging.similar_meaning import Meaning, MeaningOf
from fieldwork.tagging.similar_pieces import PieceShelf
from fieldwork.tagging.similar_sections import Section, divide
from fieldwork.tagging.similar_words import (
    LONGEST_WORD,
    WORD,
    Shelf,
    WordsOf,
    join,
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
WHOLE, SENTENCE, PIECES, STEMS, CODES = 0.73, 1.0, 0.1, 0.03, 0.42
# Of the concepts: the question word by word, all of it together, and as a cosine.
BY_WORD, IN_ALL, COSINE = 0.26, 0.19, 0.07
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
    """A collection of notes that questions are asked of. Never changed once made.

    The notes lie in sections by their ids, so that an index made from one of ``before`` is the same
    to the last bit as one made anew, and makes only the sections of changed notes.
    """

    def __init__(self, notes: Sequence[Searched], before: "Index | None" = None) -> None:
        """Make ``notes`` ready: a second for ten thousand, a tenth with an index of ``before``.

        A note that did not change is the very same object as before.
        """
        import numpy as np

        self.notes = tuple(notes)
        self._sections: list[Section] = divide(self.notes, before._sections if before else ())
        laid = [note for section in self._sections for note in section.notes]
        self._laid = tuple(laid)
        self._at = {note.id: at for at, note in enumerate(laid)}
        # Where in the sections each note lies, in the order in which they were given.
        self._order = np.array([self._at[note.id] for note in self.notes], np.int64)
        self._ends = np.cumsum([len(section.notes) for section in self._sections])
        self._pieces: PieceShelf = PieceShelf(
            [section.pieces for section in self._sections],
            len(laid),
            before._pieces if before else None,
        )
        self._stems = Shelf(join([section.stems for section in self._sections]))
        self._concepts = ConceptShelf(join([section.concepts for section in self._sections]))
        self._meaning = Meaning([section.meaning for section in self._sections])
        self._has = np.concatenate(
            [np.zeros(0, np.int64)]
            + [
                section.meaning.has + (end - len(section.notes))
                for section, end in zip(self._sections, self._ends, strict=True)
            ]
        )

    def rank(self, question: Question, *, average: "Numbers | None" = None) -> list[str]:
        """Return the ids of all notes, the best first; of equals the first given stays first.

        ``average`` is what questions are like on the whole, as a vector.
        """
        return [self.notes[at].id for at in self._ranked(self._strength(question, average))]

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
        Those in ``first`` answer too, and come before the others.
        """
        import numpy as np

        ranked = self._ranked(self._strength(question, average))
        places = self._order[ranked]
        stems = telling_stems(question.text)
        told = self._stems.holding(stems) >= max(1.0, HAS * len(stems))
        alike = np.arange(len(ranked)) < min(MOST_LIKE, floor(len(ranked) * LIKE))
        answers = told[places] | (alike & self._can_be_like(question)[places])
        ids = [self._laid[at].id for at in places]
        found = [
            one
            for one, does in zip(ids, answers.tolist(), strict=True)
            if (does or one in first) and (among is None or one in among)
        ]
        return sorted(found, key=lambda one: one not in first)

    def _ranked(self, strength: "Numbers") -> "npt.NDArray[np.int64]":
        """Return the places of all notes as they were given, the strongest first."""
        import numpy as np

        return np.argsort(-strength[self._order], kind="stable")

    def _can_be_like(self, question: Question) -> "npt.NDArray[np.bool_]":
        """Return for each note whether it can answer without half of the words asked for.

        Where vectors cannot tell, something of the question, or another word for it, must be there.
        """
        import numpy as np

        if self._meaning.fits(question.vector):
            return np.ones(len(self._laid), np.bool_)
        told: npt.NDArray[np.bool_] = (
            self._concepts.word_by_word(question.concepts, self._stems) > 0
        )
        return told

    def match(self, note_id: str, question: Question) -> Match:
        """Return where in a note the answer stands, and which words of the question."""
        note = self._laid[self._at[note_id]]
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
        note, where = self._laid[at], self._vectors_of(at)
        near = self._spread(self._meaning.like(*where)) if where else 0.0
        strength = (
            WHOLE * near
            + PIECES * standing(self._pieces.cosines(note.words.pieces))
            + CODES * standing(self._shared(note.codes))
            + BY_WORD * standing(self._concepts.like(note.concepts))
        )
        ranked = self._ranked(np.asarray(strength))[: most + 1]
        return [one for other in ranked if (one := self.notes[other].id) != note_id][:most]

    def _vectors_of(self, at: int) -> tuple[MeaningOf, int] | None:
        """Return where the vectors of the note at ``at`` lie, if it has any: section and row."""
        if self._laid[at].vectors is None:
            return None
        number = int(self._ends.searchsorted(at, side="right"))
        section = self._sections[number]
        inside = at - int(self._ends[number]) + len(section.notes)
        return section.meaning, int(section.meaning.has.searchsorted(inside))

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

        found = np.zeros(len(self._laid), np.float32)
        found[self._has] = standing(part)
        return found

    def _shared(self, codes: Mapping[str, float]) -> "Numbers":
        """Return for each note how much it is about what ``codes`` say, the rare ones most."""
        import numpy as np

        found = np.zeros(len(self._laid), np.float32)
        for code, sure in codes.items():
            told = [
                (places + (end - len(section.notes)), held)
                for section, end in zip(self._sections, self._ends, strict=True)
                if (known := section.codes.get(code))
                for places, held in (known,)
            ]
            if told:
                places = np.concatenate([one for one, _ in told])
                worth = sure * log(len(self._laid) / len(places))
                found[places] += (worth * np.concatenate([one for _, one in told])).astype(
                    np.float32
                )
        return found

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
        where, vector = self._vectors_of(self._at[note.id]), question.vector
        if where is not None and vector is not None and self._meaning.fits(vector):
            near = self._meaning.near(*where, vector)
            if len(near) == many:
                return near
        return [0.0] * many


def standing(found: "Numbers") -> "Numbers":
    """Return how many times the usual spread each lies above the average; 0 where all are alike."""
    import numpy as np

    spread = float(found.std()) if len(found) else 0.0
    if spread < 1e-9:
        return np.zeros(len(found), np.float32)
    above: Numbers = ((found - found.mean()) / spread).astype(np.float32)
    return above
