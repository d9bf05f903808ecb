"""How well notes are found back: recall@3, the share of what answers among the first three.

``python -m benchmarks.search NOTES.jsonl [NOTES.jsonl ...] --queries QUESTIONS.jsonl`` prints the
recall at 1, 3 and 10, with and without what vectors bring, the time that a question takes, and
with ``--misses`` the questions of which nothing came in the first three. Without files it takes the
questions in ``data/search`` that no model was taught with.
"""

import argparse
import json
import statistics
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fieldwork.tagging.lines import NoteLine, read_note_lines
from fieldwork.tagging.pipeline import load_tagger
from fieldwork.tagging.similar import Index, Question, ask, make_vectors, ready
from fieldwork.tagging.similar_lines import codes_in
from fieldwork.tagging.vectors import Vectors, average_question, load_vectors

DATA = Path(__file__).parents[1] / "data"
SETS = tuple(
    (
        [DATA / "training" / f"notes_{author}.jsonl" for author in authors],
        DATA / "search" / f"questions_{authors}.jsonl",
    )
    for authors in ("ab", "fh", "knsx", "tv")
)
Row = dict[str, Any]


def main() -> None:
    """Measure what was asked for and print it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("notes", type=Path, nargs="*")
    parser.add_argument("--queries", type=Path)
    parser.add_argument("--misses", action="store_true")
    chosen = parser.parse_args()
    for files, queries in [(chosen.notes, chosen.queries)] if chosen.notes else SETS:
        notes = [note for file in files for note in read_note_lines(file)]
        questions = [json.loads(line) for line in queries.read_text("utf-8").splitlines()]
        print(f"{queries.name}: {len(questions)} questions, {len(notes)} notes")
        for maker in (load_vectors(), None):
            _measure(notes, questions, maker, chosen.misses)


def _measure(
    notes: Sequence[NoteLine], questions: Sequence[Row], maker: Vectors | None, misses: bool
) -> None:
    index = build_index(notes, maker)
    average = average_question(maker) if maker else None
    found: list[list[str]] = []
    took: list[float] = []
    for row in questions:
        started = time.perf_counter()
        question: Question = ask(row["query"], maker, codes_in(load_tagger().tag(row["query"])))
        found.append(index.rank(question, average=average))
        took.append(1000 * (time.perf_counter() - started))
    recalls = "  ".join(f"@{most} {recall(questions, found, most):.3f}" for most in (1, 3, 10))
    name = maker.name if maker else "words alone"
    print(f"  {name:50} recall {recalls}  {statistics.median(took):.0f} ms a question")
    if misses and maker:
        for row, ids in zip(questions, found, strict=True):
            if not set(ids[:3]) & set(row["relevant"]):
                print(f"    {row['query']} -> {ids[:3]}, not {row['relevant']}")


def build_index(notes: Sequence[NoteLine], maker: Vectors | None) -> Index:
    """Return the notes as the command ``search`` would have them."""
    tagger = load_tagger()
    return Index(
        [
            ready(
                note.id,
                note.text,
                codes_in(tagger.tag(note.text)),
                make_vectors(maker, note.text) if maker else None,
            )
            for note in notes
        ]
    )


def recall(questions: Sequence[Row], found: Sequence[Sequence[str]], most: int) -> float:
    """Return the share of the relevant notes among the first ``most``, averaged over questions."""
    shares = [
        len(set(row["relevant"]) & set(ids[:most])) / len(row["relevant"])
        for row, ids in zip(questions, found, strict=True)
    ]
    return sum(shares) / len(shares)


if __name__ == "__main__":
    main()
