"""The work behind the commands ``tag`` and ``evaluate``: JSON lines in, dicts or a score out.

A file is read as a whole before anything is done with it, so that a bad line refuses it all.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from fieldwork.domain.notes import Suggestion
from fieldwork.domain.refusals import UnreadableFile, UnreadableLine
from fieldwork.domain.themes import SignalStatus, ThemeStatus, Urgency
from fieldwork.tagging.pipeline import Tagger, load_tagger
from fieldwork.tagging.scoring import Evaluation, Gold, score

_STATUSES: Final = {status.value: status for status in ThemeStatus}
_URGENCIES: Final = {urgency.value: urgency for urgency in Urgency}


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One line of a file of notes: its identity there, its text, and the line's number."""

    id: str
    text: str
    number: int


def read_note_lines(path: Path) -> list[NoteLine]:
    """Read ``{"id", "text"}`` a line; other fields are ignored, empty lines skipped.

    Raises :class:`UnreadableFile` when there is no such file and :class:`UnreadableLine`, with the
    line's number, for a line that is not UTF-8, not a JSON object, or lacks a field.
    """
    return [_note_line(path.name, number, table) for number, table in _tables(path)]


def read_query_lines(path: Path) -> list[str]:
    """Read ``{"query"}`` a line: questions to notes; raises what :func:`read_note_lines` raises."""
    return [_words(path.name, number, table, "query") for number, table in _tables(path)]


def tag_lines(
    notes: Iterable[NoteLine],
    tagger: Tagger | None = None,
    say: Callable[[str], None] = lambda line: None,
) -> Iterator[dict[str, Any]]:
    """Yield for each note what the tagger reads in it, in the same order, ready for JSON.

    ``say`` is told of each note that is not in Dutch, and therefore not read.
    """
    tagger = tagger or load_tagger()
    listed = list(notes)
    for note, text in zip(listed, tagger.ahead(one.text for one in listed), strict=True):
        tagged = tagger.tag(text)
        if not tagged.is_dutch:
            say(f"{note.id}: dit lijkt geen Nederlands en is niet gelezen.")
        yield {
            "id": note.id,
            "themes": [
                {
                    "theme": theme.code,
                    "status": theme.status.value,
                    "over": theme.concerns.value,
                    **_place(theme, note.text),
                    "score": theme.score,
                }
                for theme in tagged.themes
            ],
            "suggested": list(tagged.suggested),
            "signals": [
                {
                    "signal": signal.code,
                    "status": signal.status.value,
                    **_place(signal, note.text),
                }
                for signal in tagged.signals
            ],
            "urgency": tagged.urgency.value,
        }


def read_gold(path: Path) -> list[Gold]:
    """Read labelled notes: ``{"id", "text", "themes": [{"theme", "status"}], "urgency"}`` a line.

    Raises what :func:`read_note_lines` raises.
    """
    return [_gold(path.name, number, table) for number, table in _tables(path)]


def evaluate(path: Path, tagger: Tagger | None = None) -> Evaluation:
    """Score the tagger on the labelled notes in ``path``, or in every ``*.jsonl`` of a folder."""
    tagger = tagger or load_tagger()
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    gold = [note for file in files for note in read_gold(file)]
    if not gold:
        raise UnreadableFile(path.name, "Er staan geen notities in.", "Kies een ander bestand.")
    texts = tagger.ahead(note.text for note in gold)
    return score((note, tagger.tag(text)) for note, text in zip(gold, texts, strict=True))


def _place(suggestion: Suggestion, text: str) -> dict[str, Any]:
    span = suggestion.span
    if span is None:
        return {"start": 0, "end": 0, "text": ""}
    return {"start": span.start, "end": span.end, "text": span.of(text)}


def _tables(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the number of each line that is not empty, and the object on it."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            path.name, "Dit bestand is er niet of is niet te lezen.", "Kijk de naam na."
        ) from error
    for number, line in enumerate(raw.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if line.strip():
            yield number, _table(path.name, number, line)


def _table(name: str, number: int, line: bytes) -> dict[str, Any]:
    try:
        table = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise UnreadableLine(name, number, "Deze regel is geen UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableLine(name, number, "Deze regel is geen geldige JSON.") from error
    if not isinstance(table, dict):
        raise UnreadableLine(name, number, "Hier hoort een JSON-object te staan.")
    return table


def _note_line(name: str, number: int, table: dict[str, Any]) -> NoteLine:
    return NoteLine(_words(name, number, table, "id"), _words(name, number, table, "text"), number)


def _words(name: str, number: int, table: dict[str, Any], field: str) -> str:
    value = table.get(field)
    if not isinstance(value, str):
        raise UnreadableLine(name, number, f"Het veld '{field}' ontbreekt of is geen tekst.")
    if any("\ud800" <= sign <= "\udfff" for sign in value):
        raise UnreadableLine(name, number, f"In '{field}' staat een half teken.")
    return value


def _gold(name: str, number: int, table: dict[str, Any]) -> Gold:
    note = _note_line(name, number, table)
    themes = table.get("themes")
    urgency = table.get("urgency")
    if not isinstance(themes, list) or not all(isinstance(item, dict) for item in themes):
        raise UnreadableLine(name, number, "Het veld 'themes' ontbreekt of is geen lijst.")
    if not isinstance(urgency, str) or urgency not in _URGENCIES:
        raise UnreadableLine(name, number, "Het veld 'urgency' ontbreekt of klopt niet.")
    found: set[tuple[str, ThemeStatus]] = set()
    for item in themes:
        theme, status = item.get("theme"), item.get("status")
        if not isinstance(theme, str) or not isinstance(status, str) or status not in _STATUSES:
            raise UnreadableLine(name, number, "Bij een thema klopt 'theme' of 'status' niet.")
        found.add((theme, _STATUSES[status]))
    return Gold(note.id, note.text, frozenset(found), _URGENCIES[urgency], _dangers(table))


def _dangers(table: dict[str, Any]) -> frozenset[str]:
    """Return the signals that a labelled note gives as there now; older files have none."""
    items = table.get("signals", ())
    return frozenset(
        str(item.get("signal"))
        for item in items
        if isinstance(item, dict) and item.get("status") == SignalStatus.ACTUEEL.value
    )
