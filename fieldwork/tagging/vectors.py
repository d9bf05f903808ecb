"""What a text means, as a row of numbers: the one place that knows who makes these.

Vectors of different makers never compare, so each maker has a name and whatever is kept bears it.
Without the trained model the rest works on words alone.
"""

import threading
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from fieldwork.domain.notes import Span
from fieldwork.tagging.encoder import (
    FOLDER,
    MOST_PIECES,
    is_installed,
    load_encoder,
    name_encoder,
)
from fieldwork.tagging.subwords import Piece

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Matrix = npt.NDArray[np.float32]

# In characters. What is longer than a long paragraph says nothing in one vector anyway.
LONGEST_PASSAGE: Final = 1200

# What people look for, about everything that is asked here, to know what a question is like.
QUESTIONS: Final = (
    "moeder die te weinig geld heeft voor boodschappen",
    "man die zijn huis uit moet",
    "kinderen die te lang alleen zijn",
    "vrouw die bang is voor haar vriend",
    "oudere die niemand meer ziet",
    "buren die elkaar helpen",
    "jongen die niet meer naar school gaat",
    "klachten over de verhuurder",
    "iemand die niet kan lezen",
    "dochter die voor haar vader zorgt",
    "te veel drinken na een verlies",
    "lang wachten op hulp",
    "rommel en lawaai in de straat",
    "bewoners die iets nieuws beginnen",
    "geen vertrouwen in de gemeente",
    "werk gevonden via een kennis",
    "zorgen om een verwarde man",
    "gezin zonder verwarming",
    "niet durven vragen om steun",
    "ruzie over nieuwe bewoners",
    "schulden bij een ondernemer",
    "ziek en geen dokter",
    "meisje dat zichzelf iets aandoet",
    "plek in de buurt die verdwijnt",
)


class Vectors(Protocol):
    """A maker of vectors; safe to use from many threads."""

    @property
    def name(self) -> str:
        """Who makes these; vectors with another name are of no use beside them."""

    def question(self, text: str) -> "Matrix":
        """Return the vector of what somebody looks for: of length one, float32 (dimension,)."""

    def note(self, text: str, sentences: Sequence[Span]) -> "Matrix":
        """Return a row for the whole of a note, and one for each of its ``sentences``.

        Each is of length one; without ``sentences`` there is the whole alone.
        """


class NoteVectors:
    """Our own: the encoder of the trained reader, turned towards what people look for.

    It learned from questions and the notes that answer them (``data/search/taught``). A note is
    read in one pass, each sentence within what stands around it: 0.1 s.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        """Take the encoder in ``folder``, which is loaded once for the reader and for this."""
        import numpy as np

        self._encoder = load_encoder(folder)
        with np.load(folder / "heads.npz") as heads:
            self._turn: Matrix = heads["turn"].astype(np.float32)
        self.name = name_encoder(folder)

    def question(self, text: str) -> "Matrix":
        """Return the vector of a question."""
        found: Matrix = self.note(text, ())[0]
        return found

    def note(self, text: str, sentences: Sequence[Span]) -> "Matrix":
        """Return a row for the whole of a note, and one for each of its ``sentences``.

        The whole is as much of it as the encoder takes at once.
        """
        import numpy as np

        pieces = self._encoder.pieces(text[: sentences[-1].end if sentences else LONGEST_PASSAGE])
        parts = [_within(span, pieces) for span in sentences] or [pieces[:MOST_PIECES]]
        rows: list[Matrix] = []
        wholes: list[Matrix] = []
        for group in _at_once(parts):
            hidden = self._encoder.run([piece for part in group for piece in part])
            wholes.append(hidden.mean(0))
            ends = np.cumsum([1, *map(len, group)])
            rows += [
                hidden[first:last].mean(0) if last > first else wholes[-1]
                for first, last in pairwise(ends)
            ]
        made: Matrix = np.stack([wholes[0], *rows[: len(sentences)]]) @ self._turn
        made /= np.linalg.norm(made, axis=1, keepdims=True)
        return made


def _within(span: Span, pieces: Sequence[Piece]) -> Sequence[Piece]:
    """Return the ``pieces`` that lie in ``span``, as many as the encoder takes."""
    first = bisect_left(pieces, span.start, key=lambda piece: piece.at)
    last = bisect_left(pieces, span.end, key=lambda piece: piece.at)
    return pieces[first : min(last, first + MOST_PIECES)]


def _at_once(parts: Iterable[Sequence[Piece]]) -> Iterator[list[Sequence[Piece]]]:
    """Yield the ``parts`` in groups of as many as the encoder takes."""
    group: list[Sequence[Piece]] = []
    for part in parts:
        if group and sum(map(len, group)) + len(part) > MOST_PIECES:
            yield group
            group = []
        group.append(part)
    if group:
        yield group


@lru_cache(maxsize=1)
def _load_once() -> Vectors | None:
    return NoteVectors() if is_installed() else None


_LOADING = threading.Lock()


def load_vectors() -> Vectors | None:
    """Return the maker of this installation, loaded at the first call; None without a model."""
    with _LOADING:
        return _load_once()


_AVERAGES: Final[dict[str, "Matrix"]] = {}


def known_average(maker: Vectors) -> "Matrix | None":
    """Return what :func:`average_question` gives, if it was worked out before."""
    return _AVERAGES.get(maker.name)


def average_question(maker: Vectors) -> "Matrix":
    """Return what questions are like on the whole, to tell this one from: float32 (dimension,).

    Short questions are more like each other than like any note, and not equally like each note.
    """
    import numpy as np

    known = _AVERAGES.get(maker.name)
    if known is None:
        known = np.stack([maker.question(one) for one in QUESTIONS]).mean(0)
        _AVERAGES[maker.name] = known
    return known
