"""The questions to search with are about notes that are there, and who measures never taught."""

import json
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[3] / "data"
TAUGHT = sorted((FOLDER / "search" / "taught").glob("*.jsonl"))
MEASURED = sorted((FOLDER / "search").glob("questions_*.jsonl"))


def rows_in(file):
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def authors_of(files):
    return {note[:-3] for file in files for row in rows_in(file) for note in row["relevant"]}


@pytest.fixture(scope="module")
def notes():
    files = (FOLDER / "training").glob("*.jsonl")
    return {row["id"] for file in files for row in rows_in(file)}


@pytest.mark.parametrize("file", TAUGHT + MEASURED, ids=lambda file: file.stem)
def test_every_question_is_short_and_is_answered_by_notes_that_are_there(file, notes):
    rows = rows_in(file)
    for row in rows:
        assert set(row) == {"query", "relevant"}
        assert 1 <= len(row["query"].split()) <= 16, row["query"]
        assert 1 <= len(set(row["relevant"])) == len(row["relevant"]) <= 4, row["query"]
        assert notes.issuperset(row["relevant"]), row["query"]
    assert len({row["query"] for row in rows}) == len(rows)


def test_no_author_is_both_taught_with_and_measured_on():
    assert authors_of(TAUGHT)
    assert authors_of(MEASURED)
    assert not authors_of(TAUGHT) & authors_of(MEASURED)
    assert not authors_of(TAUGHT) & {"d", "tt", "tv"}
