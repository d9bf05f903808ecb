"""A collection of notes in sections, so that a change makes only the section of its note anew."""

from collections.abc import Sequence
from operator import is_
from typing import TYPE_CHECKING, Final
from zlib import crc32

from fieldwork.tagging.similar_concepts import line_up_held
from fieldwork.tagging.similar_meaning import MeaningOf
from fieldwork.tagging.similar_pieces import Pieces
from fieldwork.tagging.similar_words import Row, line_up_bags

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from fieldwork.tagging.similar import Searched

    Numbers = npt.NDArray[np.float32]
    Places = npt.NDArray[np.int64]

# A section has about half as many notes as this, up to all of it.
FULL: Final = 256


class Section:
    """Some notes of a collection, in order of their ids, with what is the same at every question.

    Never changed once made. What did not change of a section of ``before`` is taken from there.
    """

    def __init__(self, notes: "Sequence[Searched]", before: "Section | None" = None) -> None:
        """Make ``notes`` ready: some ten milliseconds for a few hundred."""
        self.notes = tuple(notes)
        self.codes = _by_code(self.notes)
        self.pieces: Pieces
        self.stems: Row
        self.concepts: Row
        self.meaning: MeaningOf
        ids = [one.id for one in self.notes]
        known = before if before and [one.id for one in before.notes] == ids else None
        self._read_words(known)
        self._read_meaning(known)

    def _read_words(self, known: "Section | None") -> None:
        pairs = list(zip(self.notes, known.notes, strict=True)) if known else []
        if known and all(note.words is old.words for note, old in pairs):
            self.pieces, self.stems = known.pieces, known.stems
        else:
            self.pieces = Pieces([note.words.pieces for note in self.notes])
            self.stems = line_up_bags([note.words.stems for note in self.notes])
        if known and all(note.concepts is old.concepts for note, old in pairs):
            self.concepts = known.concepts
        else:
            self.concepts = line_up_held([note.concepts for note in self.notes])

    def _read_meaning(self, known: "Section | None") -> None:
        made = [note.vectors for note in self.notes]
        if known and all(map(is_, made, known.meaning.made)):
            self.meaning = known.meaning
        else:
            self.meaning = MeaningOf(made)


def divide(notes: "Sequence[Searched]", before: Sequence[Section]) -> list[Section]:
    """Return ``notes`` in sections, by nothing but their ids and how many there are."""
    many = 1
    while many * FULL < len(notes):
        many *= 2
    parts: list[list[Searched]] = [[] for _ in range(many)]
    for note in notes:
        parts[crc32(note.id.encode("utf-8", "surrogatepass")) % many].append(note)
    known: Sequence[Section | None] = before if len(before) == many else [None] * many
    return [
        _section(sorted(part, key=lambda note: note.id), old)
        for part, old in zip(parts, known, strict=True)
    ]


def _section(notes: "Sequence[Searched]", before: Section | None) -> Section:
    if before and len(notes) == len(before.notes) and all(map(is_, notes, before.notes)):
        return before
    return Section(notes, before)


def _by_code(notes: "Sequence[Searched]") -> "dict[str, tuple[Places, Numbers]]":
    """Return for each code the places of the notes that have it, and how sure that is."""
    import numpy as np

    found: dict[str, list[tuple[int, float]]] = {}
    for at, note in enumerate(notes):
        for code, sure in note.codes.items():
            found.setdefault(code, []).append((at, sure))
    return {
        code: (
            np.array([at for at, _ in told], np.int64),
            np.array([sure for _, sure in told], np.float32),
        )
        for code, told in found.items()
    }
