"""What the model made of texts, kept in a file: for texts that come with an installation.

The file is of numpy's form, with arrays only. It bears the name of the model that read, and serves
with that very model alone.
"""

import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fieldwork.domain.notes import Span
from fieldwork.tagging.encoder import FOLDER, digest_of
from fieldwork.tagging.model import ModelReading, Stretch, quotation

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]


@lru_cache(maxsize=1)
def name_model(folder: Path = FOLDER) -> str:
    """Return the name of the model in ``folder``: another for any change in what it reads."""
    return digest_of(
        folder, ("encoder.onnx", "heads.npz", "pieces.json", "letters.npz", "words.npz")
    )


def digest(text: str) -> str:
    """Return what a text is known by."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def save_readings(file: Path, readings: Mapping[str, ModelReading], model: str) -> None:
    """Write the ``readings`` of ``model`` by their text; raises ``ValueError`` for none.

    All is kept exactly but the vectors of the sentences: of these the direction, in whole numbers,
    so that a lesson made of it is the same to the byte.
    """
    import numpy as np

    if not readings:
        raise ValueError("no readings to keep")
    every = list(readings.values())
    stretches = [stretch for reading in every for stretch in reading.stretches]
    first = every[0]
    np.savez_compressed(
        file,
        model=np.array(model),
        digests=np.array([digest(text) for text in readings]),
        counts=np.array([len(reading.stretches) for reading in every], dtype=np.int32),
        spans=np.array([(one.span.start, one.span.end) for one in stretches], dtype=np.int32),
        vectors=_rounded(np.stack([one.vector for one in stretches])),
        places=np.concatenate([reading.places for reading in every]),
        labels=np.array(first.labels),
        notes=np.stack([reading.note for reading in every]),
        letter_labels=np.array(list(first.letters)),
        letters=np.array([list(reading.letters.values()) for reading in every], dtype=float),
        word_labels=np.array(list(first.words)),
        words=np.array([list(reading.words.values()) for reading in every], dtype=float),
    )


def load_readings(file: Path, texts: Iterable[str], model: str) -> dict[str, ModelReading]:
    """Return what is kept in ``file`` of ``texts``; nothing where another model read."""
    import numpy as np

    if not file.exists():
        return {}
    with np.load(file, allow_pickle=False) as table:
        if str(table["model"]) != model:
            return {}
        parts = {name: table[name] for name in table.files}
    wanted = {digest(text): text for text in texts}
    ends = np.cumsum(parts["counts"])
    found = {}
    for row, key in enumerate(parts["digests"].tolist()):
        if key in wanted:
            rows = slice(int(ends[row] - parts["counts"][row]), int(ends[row]))
            found[wanted[key]] = _reading(wanted[key], parts, row, rows)
    return found


def _reading(text: str, parts: "dict[str, NDArray[Any]]", row: int, rows: slice) -> ModelReading:
    import numpy as np

    spans = [Span(start, end) for start, end in parts["spans"][rows].tolist()]
    vectors = parts["vectors"][rows].astype(np.float32)
    return ModelReading(
        tuple(parts["labels"].tolist()),
        _voted(parts, "letter", row),
        _voted(parts, "word", row),
        tuple(
            Stretch(span, vector, quotation(text, span))
            for span, vector in zip(spans, vectors, strict=True)
        ),
        parts["notes"][row],
        parts["places"][rows],
    )


def _rounded(vectors: "Matrix") -> "NDArray[np.int8]":
    import numpy as np

    largest = np.abs(vectors).max(axis=1, keepdims=True)
    rounded: NDArray[np.int8] = np.round(vectors * (127 / largest)).astype(np.int8)
    return rounded


def _voted(parts: "dict[str, NDArray[Any]]", voter: str, row: int) -> dict[str, float]:
    labels = parts[f"{voter}_labels"].tolist()
    return dict(zip(labels, parts[f"{voter}s"][row].tolist(), strict=True))
