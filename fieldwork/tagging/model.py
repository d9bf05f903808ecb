"""What the trained model makes of a note: for each theme and signal how likely, and where.

The model reads pieces of words (:mod:`fieldwork.tagging.subwords`) with an encoder in ONNX, and
weighs what comes out with small heads in numpy: once for each sentence, which tells where, and
once for the whole note. It was made by ``training/``; ``data/model/CARD.md`` says how and how well.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fieldwork.domain.notes import Span
from fieldwork.tagging.encoder import FOLDER, MOST_PIECES, load_encoder, read_pieces
from fieldwork.tagging.grams import GramVoter, letters_of, words_of
from fieldwork.tagging.subwords import Piece

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

_SENTENCE: Final = re.compile(r"[^\n.!?;]+[.!?;]*[\"'”’)]*")
# A text beyond this is read by its beginning: 200,000 characters are a book, not a note.
_MOST_WINDOWS: Final = 60
# The logit of a label in a text without words.
_NOTHING: Final = -20.0
_LONGEST_QUOTE: Final = 160
_EDGES: Final = " \t\n\r'\"‘’“”«».,;:!?-–—"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence as the model reads it, with a vector of what it says (384 numbers).

    ``quotation`` is the part to show as evidence: without signs at its edges, and not too long.
    """

    span: Span
    vector: "Matrix"
    quotation: Span


@dataclass(frozen=True)
class ModelReading:
    """What the model makes of one text.

    ``note`` holds a logit for each of ``labels`` ("aanwezig:geld"), ``stretches`` the sentences,
    and ``places`` a row of logits for each of those; ``letters`` and ``words`` are what the voters
    say, for some of the labels. A text without words has no sentences.
    """

    labels: tuple[str, ...]
    letters: Mapping[str, float]
    words: Mapping[str, float]
    stretches: tuple[Stretch, ...]
    note: "Matrix"
    places: "Matrix"


class NoteModel:
    """The trained model. Safe to use from many threads; one text takes some 20 ms."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Load it from ``folder``: the encoder, its heads and pieces, and the voters."""
        import numpy as np

        self._encoder = load_encoder(folder)
        with np.load(folder / "heads.npz") as heads:
            rest = (name for name in heads.files if not name.startswith("word"))
            self._heads = {name: heads[name].astype(np.float32) for name in rest}
        self.labels: tuple[str, ...] = tuple(read_pieces(folder)["labels"])
        self._letters = GramVoter(folder / "letters.npz", letters_of)
        self._words = GramVoter(folder / "words.npz", words_of)

    def read(self, text: str) -> ModelReading:
        """Return what the model makes of ``text``; texts of more than 60 windows by their begin."""
        import numpy as np

        windows = _windows(text, self._encoder.pieces(text))
        parts = [self._read_window(window) for window in islice(windows, _MOST_WINDOWS)]
        stretches = tuple(stretch for found, _, _ in parts for stretch in found)
        nothing = np.full(len(self.labels), _NOTHING, dtype=np.float32)
        nowhere = np.zeros((0, len(self.labels)), dtype=np.float32)
        return ModelReading(
            self.labels,
            self._letters.read(text[one.span.start : one.span.end] for one in stretches),
            self._words.read([text[: stretches[-1].span.end if stretches else 0]]),
            stretches,
            np.max([nothing, *(note for _, note, _ in parts)], axis=0),
            np.concatenate([nowhere, *(places for _, _, places in parts)]),
        )

    def _read_window(self, window: "_Window") -> "tuple[tuple[Stretch, ...], Matrix, Matrix]":
        """Return the sentences of ``window``, a logit for each label, and those per sentence."""
        import numpy as np

        hidden = self._encoder.run(window.pieces)
        around = np.concatenate([hidden.mean(0), hidden.max(0)])
        vectors = np.stack(
            [
                np.concatenate([part.mean(0), part.max(0), around])
                for part in (hidden[first + 1 : last + 1] for _, first, last in window.sentences)
            ]
        )
        places = self._weigh(vectors)
        # The mean over the sentence itself stands first.
        width = hidden.shape[1]
        stretches = tuple(
            Stretch(span, vector, quotation(window.text, span))
            for (span, _, _), vector in zip(window.sentences, vectors[:, :width], strict=True)
        )
        return stretches, self._whole(hidden, places), places

    def _weigh(self, vectors: "Matrix") -> "Matrix":
        """Return a logit per sentence and label: the label's own, and its status's."""
        out = vectors @ self._heads["sentence"].T + self._heads["sentence_bias"]
        labels = len(self.labels)
        summed: Matrix = out[:, :labels] + out[:, labels:][:, self._heads["status_of"].astype(int)]
        return summed

    def _whole(self, hidden: "Matrix", places: "Matrix") -> "Matrix":
        """Return a logit per label for the whole: the strongest sentences, and a look at all."""
        import numpy as np

        strongest = places.max(0)
        pooled = strongest + np.log(np.exp(2 * (places - strongest)).sum(0)) / 2
        attention = hidden @ self._heads["look"].T
        attention = np.exp(attention - attention.max(0))
        attention /= attention.sum(0)
        seen = attention.T @ hidden
        whole: Matrix = pooled + (seen * self._heads["value"]).sum(1) + self._heads["whole_bias"]
        return whole


@dataclass(frozen=True, slots=True)
class _Window:
    """As many whole sentences as the encoder takes at once: each with its first and last piece."""

    text: str
    pieces: tuple[Piece, ...]
    sentences: tuple[tuple[Span, int, int], ...]


def _windows(text: str, pieces: Sequence[Piece]) -> Iterator[_Window]:
    """Cut ``pieces`` between sentences into windows of at most MOST_PIECES."""
    taken: list[Piece] = []
    sentences: list[tuple[Span, int, int]] = []
    for span, inside in _sentences(text, pieces):
        if taken and len(taken) + len(inside) > MOST_PIECES:
            yield _Window(text, tuple(taken), tuple(sentences))
            taken, sentences = [], []
        sentences.append((span, len(taken), len(taken) + len(inside)))
        taken += inside
    if taken:
        yield _Window(text, tuple(taken), tuple(sentences))


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence begins and ends: at full stops, semicolons and new lines."""
    for found in _SENTENCE.finditer(text):
        if not found.group().isspace():
            yield found.span()


def _sentences(text: str, pieces: Sequence[Piece]) -> Iterator[tuple[Span, list[Piece]]]:
    """Yield each sentence with its pieces; one that is too long in parts."""
    at = 0
    for start, end in sentence_spans(text):
        inside: list[Piece] = []
        while at < len(pieces) and pieces[at].at < end:
            inside.append(pieces[at])
            at += 1
        for first in range(0, len(inside), MOST_PIECES):
            part = inside[first : first + MOST_PIECES]
            whole = len(inside) <= MOST_PIECES
            yield (
                Span(start, end) if whole else Span(part[0].at, part[-1].at + 1),
                part,
            )


def quotation(text: str, span: Span) -> Span:
    """Return ``span`` without the white space and signs at its edges, and no longer than 160."""
    start, end = span.start, min(span.end, span.start + _LONGEST_QUOTE)
    if end < span.end:
        end = max(text.rfind(" ", start + 1, end), start + _LONGEST_QUOTE // 2)
    while start < end - 1 and text[start] in _EDGES:
        start += 1
    while end - 1 > start and text[end - 1] in _EDGES:
        end -= 1
    return Span(start, end)


@lru_cache(maxsize=1)
def load_model() -> NoteModel:
    """Return the model that came with this installation, loaded at the first call."""
    return NoteModel()
