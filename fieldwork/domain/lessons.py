"""What a team teaches the reader of notes: lessons from their answers, and words typed by hand.

A lesson holds no text: only what its sentence says, as numbers. A word was typed for this by a
person, and was not taken from a note.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, NewType

from fieldwork.domain.ids import AccountId, NoteId, SuggestionId
from fieldwork.domain.refusals import Incomplete

LessonId = NewType("LessonId", str)
WordId = NewType("WordId", str)
ImportId = NewType("ImportId", str)

# A phrase, not a sentence: who types more is copying from a note.
LONGEST_WORD: Final = 60


@dataclass(frozen=True, slots=True)
class Lesson:
    """Somebody's yes or no to a theme or signal in one sentence.

    ``code`` is the theme's or signal's id. ``numbers`` is what the sentence says: a direction, as
    signed bytes, made by the model ``maker`` and of use to no other. ``suggestion`` is what was
    answered, and ``note`` where; empty for a lesson that came with a file (``imported``).
    """

    id: LessonId
    code: str
    is_yes: bool
    numbers: bytes
    maker: str
    by: AccountId
    at: datetime
    suggestion: SuggestionId | None = None
    note: NoteId | None = None
    imported: ImportId | None = None
    counts: bool = True

    def __post_init__(self) -> None:
        if not self.code or not self.numbers or not self.maker:
            raise ValueError("a lesson needs a code, numbers and their maker")


@dataclass(frozen=True, slots=True)
class StudyWord:
    """A word or short phrase that a team taught, in the pattern language of the codebook.

    It points to the theme or signal ``code``; or, when it ``blocks``, never means that theme here.
    """

    id: WordId
    code: str
    pattern: str
    blocks: bool
    by: AccountId
    at: datetime
    imported: ImportId | None = None
    counts: bool = True

    def __post_init__(self) -> None:
        if not self.pattern.strip():
            raise Incomplete("Woord leren", "Woord of korte zin")
        if len(self.pattern) > LONGEST_WORD:
            raise ValueError(f"a word has at most {LONGEST_WORD} characters")


@dataclass(frozen=True, slots=True)
class LessonImport:
    """One file with what another study learned, taken over as a whole and undone as a whole.

    ``name`` is what the file says of where it comes from.
    """

    id: ImportId
    name: str
    by: AccountId
    at: datetime
