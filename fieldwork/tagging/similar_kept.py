"""What was read of a note's words for searching, as bytes to keep, and by which edition of us.

Reading ten thousand notes takes half a minute, so what was read is kept with each. It holds for as
long as the word lists and the code that reads them stay what they are: another edition reads anew.
"""

import hashlib
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from fieldwork.tagging.codebook import DATA
from fieldwork.tagging.concepts import FOLDER
from fieldwork.tagging.similar_concepts import Held, read_concepts_of
from fieldwork.tagging.similar_words import Bag, WordsOf, read_words_of

if TYPE_CHECKING:
    import numpy.typing as npt

# Whatever of ours has a part in what is read of a text.
_CODE: Final = (
    "automaton",
    "concepts",
    "lemmas",
    "similar_concepts",
    "similar_kept",
    "similar_words",
    "words",
)
_PACKAGES: Final = ("lingotweaker-data-nl-light", "simplemma", "PyStemmer")
_LONGEST: Final = 16
# What is read of a text without words: three times none.
NOTHING: Final = bytes(12)


@lru_cache(maxsize=1)
def edition() -> str:
    """Return by what texts are read here, as a short digest: the word lists, and what reads them.

    A letter changed in any of these files gives another edition: what is kept is then read anew,
    which costs little, where a number to be raised by hand would be forgotten once.
    """
    files = [Path(__file__).with_name(f"{name}.py") for name in _CODE]
    files += [*sorted(FOLDER.glob("*.toml")), DATA / "lexicon" / "lemmas.toml"]
    read = hashlib.sha256()
    for file in files:
        read.update(hashlib.sha256(file.read_bytes()).digest())
    for package in _PACKAGES:
        read.update(_version(package).encode())
    return read.hexdigest()[:_LONGEST]


def read_and_pack(text: str) -> bytes:
    """Read a text; return its words and concepts as bytes."""
    return pack(read_words_of(text), read_concepts_of(text))


def pack(words: WordsOf, concepts: Held) -> bytes:
    """Return what was read as bytes: how many of each, then pieces, stems and concepts."""
    import numpy as np

    bags = (words.pieces, words.stems)
    sizes = [len(one.keys) for one in (*bags, concepts)]
    parts: list[npt.NDArray[Any]] = [np.array(sizes, "<u4")]
    for bag in bags:
        parts += [bag.keys.astype("<i4"), bag.counts.astype("<f4")]
    parts += [concepts.keys.astype("<i4"), concepts.sure.astype("<f4")]
    return b"".join(part.tobytes() for part in parts)


def unpack(content: bytes) -> tuple[WordsOf, Held]:
    """Return the words and concepts that :func:`pack` made bytes of."""
    import numpy as np

    numbers = np.frombuffer(content, "<i4")
    values = numbers.view("<f4")
    pieces, stems, concepts = numbers[:3].tolist()
    starts = [3, 3 + pieces * 2, 3 + (pieces + stems) * 2]
    halves = [
        (numbers[start : start + size], values[start + size : start + 2 * size])
        for start, size in zip(starts, (pieces, stems, concepts), strict=True)
    ]
    return WordsOf(Bag(*halves[0]), Bag(*halves[1])), Held(*halves[2])


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
