"""The labelled notes have the form that learning and measuring rely on."""

import json
import re
from pathlib import Path

import pytest

from fieldwork.domain.themes import ThemeStatus, Urgency
from fieldwork.tagging.codebook import load_codebook

FOLDER = Path(__file__).parents[3] / "data" / "training"
FILES = sorted(FOLDER.glob("*.jsonl"))
SIGNAL_STATUSES = {"actueel", "ontkend", "verleden", "figuurlijk"}
CODEBOOK = load_codebook()
SIGNALS = {entry.id for entry in CODEBOOK if CODEBOOK.is_signal(entry.id)}
THEMES = {entry.id for entry in CODEBOOK} - SIGNALS


def notes_in(file):
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def urgency_of(note):
    now = {item["signal"] for item in note["signals"] if item["status"] == "actueel"}
    classes = {CODEBOOK.signal(signal).urgency for signal in now}
    for urgency in (Urgency.SPOED, Urgency.URGENT):
        if urgency in classes:
            return urgency
    return Urgency.GEEN


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_label_is_known_and_its_evidence_is_in_the_text(file):
    for note in notes_in(file):
        for item in note["themes"]:
            assert item["theme"] in THEMES, note["id"]
            assert item["status"] in {status.value for status in ThemeStatus}, note["id"]
            assert item["evidence"] in note["text"], (note["id"], item["evidence"])
        for item in note["signals"]:
            assert item["signal"] in SIGNALS, note["id"]
            assert item["status"] in SIGNAL_STATUSES, note["id"]
            assert item["evidence"] in note["text"], (note["id"], item["evidence"])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_urgency_follows_from_the_signals(file):
    wrong = [note["id"] for note in notes_in(file) if note["urgency"] != urgency_of(note)]
    assert wrong == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_personal_data_stands_in_the_text_as_whole_words(file):
    for note in notes_in(file):
        for item in note["pii"]:
            whole = rf"(?<!\w){re.escape(item['text'])}(?!\w)"
            assert re.search(whole, note["text"]), (note["id"], item["text"])


def test_no_note_and_no_id_stands_there_twice():
    notes = [note for file in FILES for note in notes_in(file)]
    assert len({note["id"] for note in notes}) == len(notes)
    assert len({" ".join(note["text"].split()) for note in notes}) == len(notes)


def test_every_file_is_described():
    described = (FOLDER / "README.md").read_text(encoding="utf-8")
    for file in FILES:
        voice = file.stem.removeprefix("notes_")
        assert voice in "12345678" or f"| {voice} |" in described, voice
