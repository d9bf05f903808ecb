"""Pieces of a text to vectors: what the trained reader and the search both begin with.

``data/model/CARD.md`` says how the encoder was made.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from fieldwork.tagging.codebook import DATA
from fieldwork.tagging.subwords import Piece, Subwords

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

FOLDER: Final = DATA / "model"
# The encoder has 512 places, of which two mark the beginning and the end.
MOST_PIECES: Final = 500


class Encoder:
    """An encoder with its pieces. Safe to use from many threads."""

    def __init__(self, folder: Path) -> None:
        """Load it from ``folder``, with the table of pieces."""
        import onnxruntime

        options = onnxruntime.SessionOptions()
        # Many people share the machine; one core a note is the promise that is measured.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            folder / "encoder.onnx", options, providers=["CPUExecutionProvider"]
        )
        self._table = _load_table(folder)

    def pieces(self, text: str) -> list[Piece]:
        """Return the pieces of ``text`` in order."""
        return self._table.subwords.pieces(text)

    def run(self, pieces: Sequence[Piece]) -> "Matrix":
        """Return a vector for each of at most MOST_PIECES, and one at either end: (2 + n, 384)."""
        table = self._table
        numbers = [table.begin, *(piece.number for piece in pieces), table.end]
        words = table.words[numbers] * table.scales[numbers, None]
        hidden: Matrix = self._session.run(None, {"words": words[None]})[0][0]
        return hidden


@dataclass(frozen=True)
class _Table:
    """The pieces: each as a row of whole numbers with a scale, and how a text is cut into them."""

    # It stays in whole numbers; only the rows of a note's words are spread.
    words: "NDArray[np.int8]"
    scales: "Matrix"
    begin: int
    end: int
    subwords: Subwords


def is_installed() -> bool:
    """Return whether the trained model is here; without it the lexicon reads alone."""
    return (FOLDER / "encoder.onnx").exists() and (FOLDER / "weights.json").exists()


@lru_cache(maxsize=1)
def load_encoder(folder: Path) -> Encoder:
    """Return the encoder in ``folder``, loaded at the first call."""
    return Encoder(folder)


@lru_cache(maxsize=1)
def name_encoder(folder: Path) -> str:
    """Return the name of the encoder in ``folder``: another for any change in what it makes."""
    return f"wijkduik-{digest_of(folder, ('encoder.onnx', 'heads.npz', 'pieces.json'))[:16]}"


def digest_of(folder: Path, files: Iterable[str]) -> str:
    """Return a digest of some ``files`` together."""
    whole = hashlib.sha256()
    for file in files:
        whole.update((folder / file).read_bytes())
    return whole.hexdigest()[:32]


def _load_table(folder: Path) -> _Table:
    import numpy as np

    pieces = read_pieces(folder)
    with np.load(folder / "heads.npz") as heads:
        return _Table(
            heads["words"],
            heads["word_scales"].astype(np.float32),
            int(pieces["begin"]),
            int(pieces["end"]),
            _subwords(pieces),
        )


def read_pieces(folder: Path) -> dict[str, Any]:
    """Return the pieces that the model in ``folder`` knows, and the order of its labels."""
    pieces: dict[str, Any] = json.loads((folder / "pieces.json").read_text(encoding="utf-8"))
    return pieces


def _subwords(table: dict[str, Any]) -> Subwords:
    scores = zip(table["pieces"], table["scores"], strict=True)
    return Subwords(
        {piece: (number, score) for number, (piece, score) in enumerate(scores) if piece},
        int(table["unknown"]),
    )
