"""The file with which one study hands what it learned to another. No text from notes is in it.

Words are those that somebody typed for this. Of lessons only directions go along, and only where
a theme has at least FEWEST of the same kind, each from another talk: a single direction could tell
something of a single sentence. They go in no order, without who, when and where.
"""

import base64
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from fieldwork.domain.lessons import LONGEST_WORD, Lesson, StudyWord
from fieldwork.domain.refusals import UnreadableFile
from fieldwork.domain.themes import Codebook

VERSION: Final = 1
FEWEST: Final = 5
LARGEST: Final = 20 * 1024 * 1024
_KIND: Final = "geleerd"
_MOST_LESSONS: Final = 20_000
_MOST_WORDS: Final = 2_000
_ASK: Final = "Vraag om een nieuw bestand. Er is niets ingelezen."


@dataclass(frozen=True, slots=True)
class FileWord:
    """A word in a file: its theme, how it is written, and whether it blocks."""

    code: str
    pattern: str
    blocks: bool


@dataclass(frozen=True, slots=True)
class FileLessons:
    """The directions of one theme and kind in a file."""

    code: str
    is_yes: bool
    numbers: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class LessonFile:
    """What a file holds, as it was checked.

    ``unknown`` are themes that this installation does not have; what is about them is left out.
    ``other_model`` says that its lessons were left out, since another model made them.
    """

    name: str
    words: tuple[FileWord, ...]
    lessons: tuple[FileLessons, ...]
    unknown: tuple[str, ...] = ()
    other_model: bool = False

    @property
    def count(self) -> int:
        """How many lessons there are."""
        return sum(len(one.numbers) for one in self.lessons)


def shared_lessons(lessons: Iterable[Lesson], maker: str) -> list[FileLessons]:
    """Return what of ``lessons`` may leave: one's own, of this model, and enough of a kind."""
    kinds: dict[tuple[str, bool], list[Lesson]] = defaultdict(list)
    for one in lessons:
        if one.counts and one.imported is None and one.maker == maker:
            kinds[one.code, one.is_yes].append(one)
    return [
        # Sorted by its bytes, so that the order tells nothing of who spoke when.
        FileLessons(code, yes, tuple(sorted(one.numbers for one in found)))
        for (code, yes), found in sorted(kinds.items())
        if len({one.note for one in found}) >= FEWEST
    ]


def shared_words(words: Iterable[StudyWord]) -> list[StudyWord]:
    """Return the words that go along: one's own that count."""
    return [one for one in words if one.counts and one.imported is None]


def write_file(
    name: str, day: str, maker: str, words: Sequence[StudyWord], lessons: Sequence[FileLessons]
) -> bytes:
    """Return the file as UTF-8; ``name`` is the study's."""
    themes = sorted({one.code for one in words} | {one.code for one in lessons})
    content = {
        "wijkduik": _KIND,
        "version": VERSION,
        "study": name,
        "made_on": day,
        "model": maker,
        "themes": themes,
        "words": [
            {"theme": one.code, "pattern": one.pattern, "blocks": one.blocks} for one in words
        ],
        "lessons": [
            {
                "theme": one.code,
                "yes": one.is_yes,
                "vectors": [base64.b64encode(row).decode() for row in one.numbers],
            }
            for one in lessons
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8")


def read_file(filename: str, content: bytes, codebook: Codebook, maker: str) -> LessonFile:
    """Return what ``content`` holds; raises :class:`UnreadableFile` and changes nothing."""
    reader = _Reader(filename, codebook)
    table = reader.table(content)
    words = reader.words(table)
    lessons = reader.lessons(table)
    known = {entry.id for entry in codebook}
    named = {one.code for one in words} | {one.code for one in lessons}
    other = bool(lessons) and table.get("model") != maker
    found = LessonFile(
        reader.text(table, "study", 120) or "een ander onderzoek",
        tuple(one for one in words if one.code in known),
        () if other else tuple(one for one in lessons if one.code in known),
        tuple(sorted(named - known)),
        other,
    )
    if not found.words and not found.lessons:
        raise reader.nothing(other)
    return found


class _Reader:
    """Reads one file piece by piece, and refuses what is not as it should be."""

    def __init__(self, filename: str, codebook: Codebook) -> None:
        self._name = filename
        self._codebook = codebook

    def refusal(self, what: str, what_now: str = _ASK) -> UnreadableFile:
        return UnreadableFile(self._name, what, what_now)

    def nothing(self, other_model: bool) -> UnreadableFile:
        if other_model:
            return self.refusal(
                "Deze lessen zijn gemaakt met een ander leesmodel. Hier betekenen ze niets.",
                "Laat het andere team Wijkduik bijwerken en het bestand opnieuw maken. "
                "Er is niets ingelezen.",
            )
        return self.refusal("Er staat niets in wat dit onderzoek kan gebruiken.")

    def table(self, content: bytes) -> dict[str, Any]:
        if len(content) > LARGEST:
            raise self.refusal(
                "Dit bestand is groter dan 20 MB, en zo groot hoort het niet te zijn."
            )
        try:
            table = json.loads(content.decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:
            raise self.refusal("Dit is geen bestand met geleerde woorden en lessen.") from error
        if not isinstance(table, dict) or table.get("wijkduik") != _KIND:
            raise self.refusal("Dit is geen bestand met geleerde woorden en lessen.")
        version = table.get("version")
        if isinstance(version, int) and not isinstance(version, bool) and version > VERSION:
            raise self.refusal(
                "Dit bestand is met een nieuwere Wijkduik gemaakt.",
                "Werk Wijkduik bij en lees het dan opnieuw in. Er is niets ingelezen.",
            )
        if version is True or version != VERSION:
            raise self.refusal(
                "Het bestand zegt niet goed hoe het gelezen moet worden ('version')."
            )
        return table

    def text(self, table: dict[str, Any], field: str, most: int) -> str:
        value = table.get(field, "")
        if not isinstance(value, str) or not value.isprintable():
            raise self.refusal(f"Het veld '{field}' klopt niet.")
        return value.strip()[:most]

    def words(self, table: dict[str, Any]) -> list[FileWord]:
        from fieldwork.tagging.taught_words import UnreadableWord, check_word

        found = []
        for number, row in enumerate(self._rows(table, "words", _MOST_WORDS), 1):
            code, pattern, blocks = row.get("theme"), row.get("pattern"), row.get("blocks", False)
            if not (isinstance(code, str) and isinstance(pattern, str) and pattern.isprintable()):
                raise self.refusal(f"Woord {number} klopt niet.")
            if not isinstance(blocks, bool):
                raise self.refusal(f"Woord {number} klopt niet.")
            if len(pattern) > LONGEST_WORD or (blocks and self._codebook.is_signal(code)):
                raise self.refusal(f"Woord {number} kan Wijkduik niet gebruiken.")
            try:
                check_word(pattern)
            except UnreadableWord as error:
                raise self.refusal(f"Woord {number}: {error.what}") from error
            found.append(FileWord(code, pattern.strip(), blocks))
        return found

    def lessons(self, table: dict[str, Any]) -> list[FileLessons]:
        found, total = [], 0
        for number, row in enumerate(self._rows(table, "lessons", _MOST_LESSONS), 1):
            code, yes, vectors = row.get("theme"), row.get("yes"), row.get("vectors")
            if not isinstance(code, str) or not isinstance(yes, bool):
                raise self.refusal(f"Les {number} klopt niet.")
            if not isinstance(vectors, list):
                raise self.refusal(f"Les {number} klopt niet.")
            total += len(vectors)
            if total > _MOST_LESSONS:
                raise self.refusal(f"Er staan meer dan {_MOST_LESSONS} lessen in.")
            numbers = tuple(self._numbers(number, one) for one in vectors)
            found.append(FileLessons(code, yes, numbers))
        return [one for one in found if one.numbers]

    def _rows(self, table: dict[str, Any], field: str, most: int) -> Collection[dict[str, Any]]:
        rows = table.get(field, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise self.refusal(f"Het veld '{field}' klopt niet.")
        if len(rows) > most:
            raise self.refusal(f"In het veld '{field}' staan meer dan {most} regels.")
        return rows

    def _numbers(self, number: int, value: object) -> bytes:
        from fieldwork.tagging.lessons import WIDTH

        try:
            numbers = base64.b64decode(value, validate=True) if isinstance(value, str) else b""
        except ValueError as error:
            raise self.refusal(f"De getallen van les {number} zijn beschadigd.") from error
        if len(numbers) != WIDTH or not any(numbers):
            raise self.refusal(f"De getallen van les {number} zijn beschadigd.")
        return numbers
