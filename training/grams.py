"""Make the voters by letters, words and patterns: ``python -m training.grams``; some minutes.

``--without t,v`` leaves authors out, to be judged on.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from fieldwork.tagging.codebook import load_codebook
from fieldwork.tagging.encoder import FOLDER as MODEL
from fieldwork.tagging.grams import letters_of, patterns_of, words_of
from fieldwork.tagging.model import sentence_spans
from fieldwork.tagging.pipeline import Tagger
from training.notes import SIGNALS, THEMES, other_files, read_notes

THERE = tuple(f"aanwezig:{theme}" for theme in THEMES)
LABELS = THERE + tuple(f"actueel:{signal}" for signal in SIGNALS)
# Whether a label is carried, is not, or cannot be said: the evidence is the clearest place only.
YES, NO, UNKNOWN = 1, 0, -1


@dataclass(frozen=True)
class Recipe:
    """One voter: how a text is cut, what of it is learned from, and how boldly."""

    name: str
    runs_of: Callable[[str], Iterable[str]]
    per_sentence: bool
    rarest: int
    commonest: float
    boldness: float
    weight_of_yes: int
    labels: Sequence[str] = LABELS


RECIPES = (
    Recipe("letters", letters_of, True, 3, 0.2, 8, 4),
    Recipe("words", words_of, False, 2, 0.3, 10, 3),
    # Patterns for danger are few and plain: a vote on them gained nothing on authors held out.
    Recipe("patterns", lambda text: patterns_in(text), False, 2, 1.0, 3, 3, THERE),
)


def main() -> int:
    """Fit on all authors but those left out, and write the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without", default="", help="voices to leave out: t,v")
    parser.add_argument("--out", type=Path, default=MODEL)
    chosen = parser.parse_args()
    notes = read_notes(*other_files(chosen.without))
    for recipe in RECIPES:
        texts, truth = by_sentence(notes) if recipe.per_sentence else by_note(notes)
        write(chosen.out / f"{recipe.name}.npz", recipe, texts, truth)
    return 0


@lru_cache(maxsize=1)
def _lexicon() -> Tagger:
    return Tagger(load_codebook(), model=False)


def patterns_in(text: str) -> Iterable[str]:
    """Return the patterns that the lexicon finds in ``text``."""
    return patterns_of(_lexicon().read_doc(text)._.evidence)


def by_note(notes: Sequence[dict]) -> tuple[list[str], np.ndarray]:
    """Return the texts, and a row for each with YES or NO for each of LABELS."""
    rows = [[YES if label in labels_of(note) else NO for label in LABELS] for note in notes]
    return [note["text"] for note in notes], np.array(rows)


def by_sentence(notes: Sequence[dict]) -> tuple[list[str], np.ndarray]:
    """Return all sentences, and a row for each with YES, NO or UNKNOWN for each of LABELS."""
    texts, rows = [], []
    for note in notes:
        places = labels_of(note)
        for start, end in sentence_spans(note["text"]):
            texts.append(note["text"][start:end])
            rows.append([_stands(places.get(label), start, end) for label in LABELS])
    return texts, np.array(rows)


def _stands(places: list[tuple[int, int]] | None, start: int, end: int) -> int:
    if places is None:
        return NO
    return YES if any(first < end and last > start for first, last in places) else UNKNOWN


def labels_of(note: dict) -> dict[str, list[tuple[int, int]]]:
    """Return the labels of ``note`` with the places of their evidence."""
    found: dict[str, list[tuple[int, int]]] = {}
    for item in [*note["themes"], *note["signals"]]:
        start = note["text"].find(item["evidence"])
        label = f"{item['status']}:{item.get('theme') or item['signal']}"
        found.setdefault(label, []).append((start, start + len(item["evidence"])))
    return found


def write(out: Path, recipe: Recipe, texts: list[str], truth: np.ndarray) -> None:
    """Fit a linear function for each label and write all of them, in whole numbers of 8 bits."""
    counter = TfidfVectorizer(
        analyzer=lambda text: list(recipe.runs_of(text)),
        min_df=recipe.rarest,
        max_df=recipe.commonest,
        sublinear_tf=True,
    )
    rows = counter.fit_transform(texts)
    fits = []
    for column in range(len(recipe.labels)):
        known = truth[:, column] != UNKNOWN
        # What is absent from most texts should not win by that alone.
        weights = {NO: 1, YES: recipe.weight_of_yes}
        fit = LogisticRegression(C=recipe.boldness, solver="liblinear", class_weight=weights)
        fits.append(fit.fit(rows[known], truth[known, column]))
    stacked = np.array([fit.coef_[0] for fit in fits]).T
    scales = np.abs(stacked).max(axis=0) / 127
    np.savez_compressed(
        out,
        runs=np.frombuffer("\n".join(counter.get_feature_names_out()).encode(), dtype=np.uint8),
        labels=np.frombuffer("\n".join(recipe.labels).encode(), dtype=np.uint8),
        telling=counter.idf_.astype(np.float16),
        weights=np.round(stacked / scales).astype(np.int8),
        scales=scales.astype(np.float32),
        bias=np.array([fit.intercept_[0] for fit in fits], dtype=np.float32),
    )


if __name__ == "__main__":
    sys.exit(main())
