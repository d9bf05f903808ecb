"""The work behind ``redact``, and the figure for personal data behind ``evaluate``."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fieldwork.domain.pseudonyms import Roster
from fieldwork.domain.refusals import UnreadableFile
from fieldwork.tagging.lines import NoteLine
from fieldwork.tagging.redaction import Redactor


def redact_lines(
    notes: Iterable[NoteLine], roster: Roster | None = None
) -> Iterator[dict[str, Any]]:
    """Yield each note with placeholders, stable over all notes, ready for JSON, in order."""
    redactor = Redactor(roster)
    for note in notes:
        redacted = redactor.redact(note.text)
        yield {
            "id": note.id,
            "text": redacted.text,
            "spans": [
                {
                    "type": span.kind.value,
                    "start": span.start,
                    "end": span.end,
                    "text": span.text,
                    "placeholder": span.placeholder,
                }
                for span in redacted.spans
            ],
        }


def read_roster(path: Path) -> Roster:
    """Read who and what is known: ``{"people": [...], "streets": [...], ...}``, as in the README.

    Somebody is a name, or ``{"name", "call_names", "phones", "usernames"}``. Raises
    :class:`UnreadableFile` for anything else.
    """
    try:
        table = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise UnreadableFile(
            path.name, "Dit bestand is er niet of is niet te lezen.", "Kijk de naam na."
        ) from error
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(
            path.name, "Dit is geen geldige JSON in UTF-8.", "Verbeter het bestand."
        ) from error
    if not isinstance(table, dict):
        raise _wrong(path, "Hier hoort een JSON-object te staan.")
    unknown = table.keys() - {"people", "streets", "phones", "usernames", "places"}
    if unknown:
        raise _wrong(path, f"Het veld '{min(unknown)}' is onbekend.")
    people = [_somebody(path, one) for one in _list(path, table, "people")]
    return Roster(
        people=tuple(names for names, _, _ in people if names),
        streets=_words(path, table, "streets"),
        phones=_words(path, table, "phones") + tuple(p for _, phones, _ in people for p in phones),
        usernames=_words(path, table, "usernames")
        + tuple(u for _, _, used in people for u in used),
        places=_words(path, table, "places"),
    )


Somebody = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def _somebody(path: Path, one: object) -> Somebody:
    if isinstance(one, str):
        return ((one,) if one.strip() else ()), (), ()
    if not isinstance(one, dict) or not isinstance(one.get("name"), str):
        raise _wrong(path, "Bij 'people' hoort een naam, of een object met 'name'.")
    names = tuple(name for name in (one["name"], *_words(path, one, "call_names")) if name.strip())
    return names, _words(path, one, "phones"), _words(path, one, "usernames")


def _words(path: Path, table: dict[str, Any], field: str) -> tuple[str, ...]:
    found = _list(path, table, field)
    if not all(isinstance(word, str) for word in found):
        raise _wrong(path, f"In '{field}' staat iets dat geen tekst is.")
    return tuple(word for word in found if word.strip())


def _list(path: Path, table: dict[str, Any], field: str) -> list[Any]:
    found = table.get(field, [])
    if not isinstance(found, list):
        raise _wrong(path, f"Het veld '{field}' is geen lijst.")
    return found


def _wrong(path: Path, what: str) -> UnreadableFile:
    return UnreadableFile(path.name, what, "Kijk in de uitleg (README) hoe het moet.")


@dataclass(frozen=True, slots=True)
class Coverage:
    """Characters over some notes: labelled as personal data, of those covered, and wrongly so."""

    labelled: int
    covered: int
    other: int
    wrong: int

    @property
    def recall(self) -> float:
        """The part of the labelled characters that is covered."""
        return self.covered / self.labelled if self.labelled else 1.0

    @property
    def excess(self) -> float:
        """The part of the other characters that is covered as well."""
        return self.wrong / self.other if self.other else 0.0

    def line(self) -> str:
        """Return the two figures on one line, with on how many characters they rest."""
        return (
            f"Persoonsgegevens: {self.recall:.3f} van {self.labelled} tekens afgedekt, "
            f"{self.excess:.4f} van {self.other} andere tekens ten onrechte"
        )


def cover(path: Path, roster: Roster | None = None) -> Coverage | None:
    """Measure on the notes in ``path`` (a file or folder) with ``pii``; None where none has it."""
    files = sorted(path.rglob("*.jsonl")) if path.is_dir() else [path]
    tables = [json.loads(line) for file in files for line in _lines(file)]
    labelled = [table for table in tables if isinstance(table.get("pii"), list)]
    if not labelled:
        return None
    counts = [0, 0, 0, 0]
    for table in labelled:
        gold = _gold(table)
        found = Redactor(roster).finds(table["text"])
        covered = {at for find in found for at in range(find.start, find.end)}
        counts[0] += len(gold)
        counts[1] += len(gold & covered)
        counts[2] += len(table["text"]) - len(gold)
        counts[3] += len(covered - gold)
    return Coverage(*counts)


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8-sig").split("\n") if line.strip()]


def _gold(table: dict[str, Any]) -> set[int]:
    """Return the code points of ``pii``: each string stands for all its whole-word occurrences."""
    return {
        at
        for one in table["pii"]
        for match in re.finditer(rf"(?<!\w){re.escape(one['text'])}(?!\w)", table["text"])
        for at in range(*match.span())
    }
