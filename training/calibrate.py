"""Weigh the model, the letters and the lexicon together: ``python -m training.calibrate FILES``.

FILES are labelled notes by authors that neither the model nor the letters saw. Writes
data/model/weights.json, and prints how each file fares when the others alone set the weights.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from fieldwork.domain.themes import SignalStatus, ThemeStatus
from fieldwork.tagging.codebook import load_codebook
from fieldwork.tagging.encoder import FOLDER
from fieldwork.tagging.judgement import Candidate, find_candidates
from fieldwork.tagging.pipeline import Tagger
from training.notes import read_notes

# Of all notes at most this part asks for a look because of a signal.
MOST_FLAGGED = 0.42
QUESTIONS: dict[str, Callable[[Candidate], bool]] = {
    "there": lambda one: one.status is ThemeStatus.AANWEZIG,
    "aside": lambda one: (
        isinstance(one.status, ThemeStatus) and one.status is not ThemeStatus.AANWEZIG
    ),
    "danger": lambda one: one.status is SignalStatus.ACTUEEL,
}


@dataclass(frozen=True)
class Table:
    """What is weighed (rows of features), whether it is true, and which note a row is of."""

    features: np.ndarray
    truth: np.ndarray
    notes: np.ndarray


def main() -> int:
    """Fit on all files and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, default=FOLDER / "weights.json")
    chosen = parser.parse_args()
    tagger = Tagger(load_codebook())
    weights = {}
    read = {file: read_file(tagger, file) for file in chosen.files}
    for question, wanted in QUESTIONS.items():
        tables = {file: table_of(pairs, wanted) for file, pairs in read.items()}
        if len(tables) > 1:
            compare(question, tables)
        weights[question] = fit(question, joined(list(tables.values())))
    chosen.out.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    return 0


def read_file(tagger: Tagger, file: Path) -> list[tuple[dict, list[Candidate]]]:
    """Return each note of ``file`` with its candidates."""
    signals = {entry.id for entry in load_codebook() if load_codebook().is_signal(entry.id)}
    pairs = []
    for note in read_notes(file):
        doc = tagger.read_doc(note["text"])
        pairs.append((note, find_candidates(doc._.evidence, doc._.model, signals)))
    return pairs


def table_of(
    pairs: Sequence[tuple[dict, list[Candidate]]], wanted: Callable[[Candidate], bool]
) -> Table:
    """Turn the candidates that are ``wanted`` into rows."""
    features, truth, notes = [], [], []
    for number, (note, candidates) in enumerate(pairs):
        said = {(item["theme"], item["status"]) for item in note["themes"]}
        said |= {(item["signal"], item["status"]) for item in note["signals"]}
        for one in filter(wanted, candidates):
            features.append(one.features)
            truth.append((one.code, one.status.value) in said)
            notes.append(number)
    return Table(np.array(features), np.array(truth), np.array(notes))


def joined(tables: Sequence[Table]) -> Table:
    """Put tables below each other; their notes stay apart."""
    shifts = np.cumsum([0, *(table.notes.max() + 1 for table in tables[:-1])])
    return Table(
        np.concatenate([table.features for table in tables]),
        np.concatenate([table.truth for table in tables]),
        np.concatenate([table.notes + by for table, by in zip(tables, shifts, strict=True)]),
    )


def fit(question: str, table: Table) -> dict:
    """Return the weights, and from which likelihood something is said."""
    if len(set(table.truth.tolist())) < 2:
        raise SystemExit(f"too few notes to weigh '{question}' by: it is never so, or always")
    regression = LogisticRegression(C=10, max_iter=2000).fit(table.features, table.truth)
    likelihoods = regression.predict_proba(table.features)[:, 1]
    row = {
        "bias": round(float(regression.intercept_[0]), 3),
        "counts": [round(float(count), 3) for count in regression.coef_[0]],
        "least": round(best_threshold(likelihoods, table.truth), 3),
    }
    if question == "danger":
        highest = np.zeros(table.notes.max() + 1)
        np.maximum.at(highest, table.notes, likelihoods)
        row["look"] = round(float(np.quantile(highest, 1 - MOST_FLAGGED)), 3)
    return row


def best_threshold(likelihoods: np.ndarray, truth: np.ndarray) -> float:
    """Return the likelihood from which saying yes gives the highest F1."""
    return float(max(np.arange(0.05, 0.9, 0.01), key=lambda least: f1(likelihoods, truth, least)))


def f1(likelihoods: np.ndarray, truth: np.ndarray, least: float) -> float:
    """Return the F1 of saying yes from ``least`` on."""
    said = likelihoods >= least
    return float(2 * (said & truth).sum() / max(1, said.sum() + truth.sum()))


def compare(question: str, tables: dict[Path, Table]) -> None:
    """Print the F1 of each file, judged by weights from the other files."""
    for held, table in tables.items():
        row = fit(question, joined([other for file, other in tables.items() if file != held]))
        total = table.features @ np.array(row["counts"]) + row["bias"]
        score = f1(1 / (1 + np.exp(-total)), table.truth, row["least"])
        print(f"{question:8} {held.stem:14} F1 {score:.3f}  counts {row['counts']}")


if __name__ == "__main__":
    sys.exit(main())
