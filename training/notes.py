"""Labelled notes: reading them, and turning their labels into numbers to learn from."""

import json
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

ROOT: Final = Path(__file__).parents[1]
FOLDER: Final = ROOT / "data" / "training"
THEME_STATUSES: Final = ("aanwezig", "ontkend", "verleden", "mogelijk")
SIGNAL_STATUSES: Final = ("actueel", "ontkend", "verleden", "figuurlijk")


def codes(kind: str) -> list[str]:
    """Return the ids of the "themes" or "signals", in alphabetical order."""
    files = sorted((ROOT / "data" / kind).glob("*.toml"))
    return [tomllib.loads(file.read_text(encoding="utf-8")).get("id", file.stem) for file in files]


THEMES: Final = codes("themes")
SIGNALS: Final = codes("signals")
LABELS: Final = [f"{status}:{theme}" for status in THEME_STATUSES for theme in THEMES] + [
    f"{status}:{signal}" for status in SIGNAL_STATUSES for signal in SIGNALS
]
COLUMN: Final = {label: number for number, label in enumerate(LABELS)}


@dataclass(frozen=True)
class Labelled:
    """A note as numbers.

    ``pieces`` begin and end with the encoder's marks; ``sentences`` are ranges in them. ``whole``
    has a 1 for each of LABELS that the note carries. ``places`` says the same per sentence, and
    ``known`` where that can be said: a label's evidence is its clearest place only, so about the
    other sentences of such a note nothing is known. ``personal`` marks pieces of personal data.
    """

    id: str
    pieces: list[int]
    sentences: list[tuple[int, int]]
    whole: np.ndarray
    places: np.ndarray
    known: np.ndarray
    personal: np.ndarray


def read_notes(*files: Path) -> list[dict[str, Any]]:
    """Return the notes of ``files``, a JSON object a line."""
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return [json.loads(line) for line in lines if line.strip()]


def voice_files(voices: str) -> list[Path]:
    """Return the files of these voices: "t,v"."""
    return [FOLDER / f"notes_{voice}.jsonl" for voice in voices.split(",") if voice]


def other_files(voices: str) -> list[Path]:
    """Return the files of all voices but these; those to measure with are never among them."""
    return sorted(set(FOLDER.glob("notes_*.jsonl")).difference(voice_files(voices)))


def put_labels(note: dict[str, Any], labelled: Labelled, spans: list[tuple[int, int]]) -> None:
    """Fill the arrays of ``labelled`` from ``note``; ``spans`` are its sentences in the text."""
    for item in note["themes"]:
        _put(COLUMN[f"{item['status']}:{item['theme']}"], item["evidence"], note, labelled, spans)
    for item in note["signals"]:
        _put(COLUMN[f"{item['status']}:{item['signal']}"], item["evidence"], note, labelled, spans)


def personal_spans(note: dict[str, Any]) -> list[tuple[int, int]]:
    """Return where the note's personal data stands: every occurrence as a whole word."""
    return [
        found.span()
        for item in note.get("pii", ())
        for found in re.finditer(rf"(?<!\w){re.escape(item['text'])}(?!\w)", note["text"])
    ]


def _put(
    column: int,
    evidence: str,
    note: dict[str, Any],
    labelled: Labelled,
    spans: list[tuple[int, int]],
) -> None:
    if not labelled.whole[column]:
        labelled.known[:, column] = 0
    labelled.whole[column] = 1
    start = note["text"].find(evidence)
    for row, (first, last) in enumerate(spans):
        if start < last and start + len(evidence) > first:
            labelled.places[row, column] = labelled.known[row, column] = 1
