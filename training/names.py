"""Learn to tell names from other words: ``python training/names.py``.

Reads the labelled notes of ``data/training`` (one author a file), learns on all of them, and
writes ``data/lexicon/names_weights.json``. First it tells how well that goes on an author that was
left out, for each author in turn, at several thresholds. Needs scikit-learn.

    python training/names.py [--only-measure | --only-learn] [NOTES.jsonl ...]
"""

import argparse
import json
import re
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from fieldwork.tagging import names, personal_data, words  # noqa: E402
from fieldwork.tagging.name_features import Surroundings, is_candidate  # noqa: E402

STRENGTH = 1.0
# In doubt about a name, cover: covers most while one other character in two hundred goes too.
THRESHOLD = 0.03
THRESHOLDS = (0.02, 0.03, 0.04, 0.06, 0.1)
LEAST_OFTEN = 3


def read(path):
    """Return the notes of one author: text and the code points of personal data."""
    found = []
    for line in path.read_text("utf-8").splitlines():
        if line.strip():
            table = json.loads(line)
            found.append((table["id"], table["text"], gold(table)))
    return found


def gold(table):
    """Return for each kind the code points that a person labelled, as data/README tells."""
    labelled = {}
    for one in table["pii"]:
        for match in re.finditer(rf"(?<!\w){re.escape(one['text'])}(?!\w)", table["text"]):
            labelled.update(dict.fromkeys(range(*match.span()), one["type"]))
    return labelled


def examples(notes):
    """Yield the features of each word that may be a name, and whether it is one.

    Every third note comes a second time without capitals, as some people type; another third
    with its names on no list, as names that nobody listed have to be found as well.
    """
    without = [(name, lower(text), labelled) for name, text, labelled in notes[::3]]
    unlisted = notes[1::3]
    for number, (_, text, labelled) in enumerate([*notes, *without, *unlisted]):
        cut = words.read_words(text)
        view = Surroundings(cut)
        if number >= len(notes) + len(without):
            forget(view, labelled)
        covered = names.covered_words(cut.words, personal_data.find_told(text))
        for at, word in enumerate(cut.words):
            if at not in covered and is_candidate(word):
                yield list(view.features(at)), labelled.get(word.start) == "naam"


def forget(view, labelled):
    """Take the names that are no other word off all lists."""
    for at, word in enumerate(view.words):
        look = view.looks[at]
        if labelled.get(word.start) == "naam" and look.known == "?":
            view.looks[at] = replace(look, name="-")


def lower(text):
    """Return ``text`` without capitals, equally long."""
    return "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)


def learn(rows, strength=STRENGTH):
    """Return a weight per feature."""
    often = Counter(feature for features, _ in rows for feature in features)
    tables = [{f: 1.0 for f in features if often[f] >= LEAST_OFTEN} for features, _ in rows]
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(tables)
    # The solver takes narrow indices only.
    matrix.indices, matrix.indptr = matrix.indices.astype("int32"), matrix.indptr.astype("int32")
    model = LogisticRegression(C=strength, max_iter=400, solver="liblinear", fit_intercept=False)
    model.fit(matrix, np.array([is_name for _, is_name in rows]))
    pairs = zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)
    return {feature: round(float(w), 2) for feature, w in pairs if abs(w) >= 0.02}


def measure(notes, model):
    """Return labelled, covered, other and wrongly covered characters over ``notes``."""
    total = np.zeros(4, int)
    for _, text, labelled in notes:
        found = personal_data.find_personal_data(text, model=model)
        covered = {at for find in found for at in range(find.start, find.end)}
        total += (
            len(labelled),
            len(covered & labelled.keys()),
            len(text) - len(labelled),
            len(covered - labelled.keys()),
        )
    return total


def share(total):
    """Return recall and the part wrongly covered."""
    return total[1] / max(total[0], 1), total[3] / max(total[2], 1)


def measure_each(authors, rows, chosen):
    """Print how well each author is read after learning from the others."""
    sums = {threshold: np.zeros(4, int) for threshold in THRESHOLDS}
    by_author = {}
    for name, notes in authors.items():
        weights = learn(
            [row for other in rows if other != name for row in rows[other]], chosen.strength
        )
        for threshold in THRESHOLDS:
            result = measure(notes, names.NameModel(weights, threshold))
            sums[threshold] += result
            by_author[name, threshold] = result
    for threshold in THRESHOLDS:
        print(f"{threshold:<20}", told(sums[threshold]))
    for name in authors:
        total = by_author[name, chosen.threshold]
        print(f"{name:<14}{total[0]:>6}", told(total))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--only-measure", action="store_true", help="write nothing")
    only.add_argument("--only-learn", action="store_true", help="measure nothing")
    parser.add_argument("--strength", type=float, default=STRENGTH)
    parser.add_argument("--threshold", type=float, default=THRESHOLD, choices=THRESHOLDS)
    parser.add_argument("files", nargs="*", type=Path, help="else data/training/notes_*.jsonl")
    chosen = parser.parse_args()
    files = chosen.files or sorted((ROOT / "data" / "training").glob("notes_*.jsonl"))
    authors = {path.stem: read(path) for path in files}
    rows = {name: list(examples(notes)) for name, notes in authors.items()}
    if not chosen.only_learn:
        measure_each(authors, rows, chosen)
    if not chosen.only_measure:
        weights = learn([row for some in rows.values() for row in some], chosen.strength)
        table = {"threshold": chosen.threshold, "weights": dict(sorted(weights.items()))}
        names.WEIGHTS.write_text(json.dumps(table, ensure_ascii=False, indent=0), "utf-8")


def told(total):
    recall, wrong = share(total)
    return f"recall {recall:.4f} wrong {wrong:.4f}"


if __name__ == "__main__":
    main()
