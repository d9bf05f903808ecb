"""KoboToolbox's JSON: submissions with whole paths as keys, repeated questions as lists."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from fieldwork.domain.imports import Cell, ImportBook
from fieldwork.imports.files import FileKind, unreadable
from fieldwork.imports.rounds import Submission, round_book

KIND: Final = FileKind("kobo_json", "JSON van KoboToolbox", ("json",), 40)
_DEEPEST: Final = 6


def fits(content: bytes, filename: str) -> bool:
    """Return whether this begins as JSON and is named so."""
    return filename.lower().endswith(".json") and content.lstrip()[:1] in (b"{", b"[", b"\xef")


def read(filename: str, content: bytes) -> ImportBook:
    """Return the submissions in a file of KoboToolbox."""
    try:
        told = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise unreadable(
            filename, "Dit bestand is geen geldige JSON.", "Download het opnieuw."
        ) from error
    results = told.get("results") if isinstance(told, dict) else told
    if not isinstance(results, list) or not all(isinstance(one, dict) for one in results):
        raise unreadable(
            filename,
            "Dit is geen JSON van KoboToolbox.",
            "Kies bij KoboToolbox voor XLSX, met 'XML-waarden', en lees dat in.",
        )
    if not any("_uuid" in one or "meta/rootUuid" in one for one in results):
        raise unreadable(
            filename, "Er staat geen enkele inzending in.", "Kijk of het goede bestand gekozen is."
        )
    return round_book(filename, "kobo", [_submission(at, one) for at, one in enumerate(results, 1)])


def _submission(at: int, told: Mapping[str, Any]) -> Submission:
    answers: dict[str, Cell] = {}
    repeats: list[Mapping[str, Cell]] = []
    for path, answer in told.items():
        if path == "_geolocation":
            answers[path] = _point(answer)
        elif isinstance(answer, list):
            repeats.extend(_repeats(answer, _DEEPEST))
        else:
            answers[path] = _cell(answer)
    return Submission(at, answers, tuple(repeats))


def _repeats(several: list[Any], deep: int) -> Iterator[Mapping[str, Cell]]:
    for one in several:
        if isinstance(one, dict) and deep:
            yield {path: _cell(answer) for path, answer in one.items()}
            for answer in one.values():
                if isinstance(answer, list):
                    yield from _repeats(answer, deep - 1)


def _cell(answer: Any) -> Cell:
    return answer.strip() if isinstance(answer, str) else answer if _is_plain(answer) else ""


def _is_plain(answer: Any) -> bool:
    return isinstance(answer, bool | int | float)


def _point(answer: Any) -> str:
    """Return "lat lon" of Kobo's pair, which is in that order; "" when it is not filled in."""
    if isinstance(answer, list) and len(answer) == 2 and all(map(_is_plain, answer)):
        return f"{answer[0]} {answer[1]}"
    return ""
