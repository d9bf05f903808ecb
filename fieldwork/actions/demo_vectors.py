"""The vectors of the example's talks, made beforehand: making them takes minutes.

``python -m fieldwork.actions.demo_vectors`` makes ``data/demo/vectors.npz`` anew, which is due when
a text in ``data/demo/notes.jsonl`` changes; what is missing there is made by the way, as for any
talk. The file holds who made them, and for each text its digest, how many rows are its, and these.
"""

import hashlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fieldwork.actions.search_making import load_maker
from fieldwork.store import vectors
from fieldwork.store.study import StudyStore

if TYPE_CHECKING:
    from fieldwork.store.vectors import Matrix

FOLDER: Final = Path(__file__).parents[2] / "data" / "demo"
FILE: Final = FOLDER / "vectors.npz"


def keep_vectors(store: StudyStore) -> int:
    """Keep what was made beforehand with the talks in ``store``; returns for how many."""
    maker = load_maker()
    made = read_vectors(maker.name) if maker else {}
    if maker is None or not made:
        return 0
    with store.work() as session:
        todo = vectors.missing(session, maker.name, len(made))
        known = [(note, made.get(digest(note.text))) for note in todo]
        return sum(
            vectors.keep(session, note, maker.name, matrix)
            for note, matrix in known
            if matrix is not None
        )


def read_vectors(maker: str) -> "dict[str, Matrix]":
    """Return the rows of each text by its digest; nothing where another maker made them."""
    import numpy as np

    if not FILE.exists():
        return {}
    with np.load(FILE) as table:
        if str(table["maker"]) != maker:
            return {}
        parts = np.split(table["rows"].astype(np.float32), np.cumsum(table["counts"])[:-1])
        return dict(zip(table["digests"].tolist(), parts, strict=True))


def digest(text: str) -> str:
    """Return what a text is known by."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def texts() -> list[str]:
    """Return the texts of the example's talks."""
    lines = (FOLDER / "notes.jsonl").read_text("utf-8").splitlines()
    return [str(json.loads(line)["text"]) for line in lines if line.strip()]


def main() -> int:
    """Make the file; half a minute."""
    import numpy as np

    from fieldwork.tagging.similar import make_vectors

    maker = load_maker()
    if maker is None:
        sys.stderr.write("nobody makes vectors here: data/model is not complete\n")
        return 1
    made = {digest(text): make_vectors(maker, text) for text in texts()}
    np.savez_compressed(
        FILE,
        maker=np.array(maker.name),
        digests=np.array(list(made)),
        counts=np.array([len(rows) for rows in made.values()]),
        rows=np.concatenate(list(made.values())).astype(np.float16),
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
