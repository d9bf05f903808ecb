"""What ships, turned back into a network to go on with: no file but those of the app is needed.

A matrix comes back as its whole numbers times their scales, so what was lost in rounding stays
lost; the loss is less than what the next step of training changes.
"""

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from fieldwork.tagging.encoder import read_pieces
from training.network import Network
from training.notes import LABELS

# Whole numbers are kept from 0 to 255.
MIDDLE = 128
HEADS = {"sentence": "sentence.weight", "sentence_bias": "sentence.bias", "look": "look",
         "value": "value", "whole_bias": "whole_bias", "personal": "personal.weight",
         "personal_bias": "personal.bias", "turn": "turn"}  # fmt: skip


def read_shipped(folder: Path, network: Network) -> dict[str, torch.Tensor]:
    """Return the weights of what ships in ``folder``; the table of pieces is that of ``network``.

    Raises ValueError when it was made for other labels than those that there are now.
    """
    if read_pieces(folder)["labels"] != LABELS:
        raise ValueError("made for other labels than those of data/themes and data/signals")
    weights = dict(network.state_dict())
    with np.load(folder / "heads.npz") as heads:
        for short, name in HEADS.items():
            weights[name] = torch.tensor(heads[short].astype(np.float32))
    for name, value in _read_encoder(folder / "encoder.onnx").items():
        shape = weights[f"encoder.{name}"].shape
        weights[f"encoder.{name}"] = torch.tensor(value).reshape(shape)
    return weights


def _read_encoder(file: Path) -> dict[str, np.ndarray]:
    """Return the weights of the encoder by their names in the network."""
    graph = onnx.load(file).graph
    kept = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    found = {name: value for name, value in kept.items() if name.endswith(("weight", "bias"))}
    # A matrix has no name; what it makes gets the bias of its layer added next.
    biases = {node.input[0]: node.input[1] for node in graph.node if node.op_type == "Add"}
    for node in graph.node:
        if node.op_type == "MatMulNBits":
            _, numbers, scales = node.input
            bias = biases[node.output[0]]
            found[bias.replace(".bias", ".weight")] = _spread(kept[numbers], kept[scales])
    return found


def _spread(numbers: np.ndarray, scales: np.ndarray) -> np.ndarray:
    """Return (columns, blocks, 32) whole numbers with a scale each block as (columns, rows)."""
    columns = len(numbers)
    exact = numbers.astype(np.float32) - MIDDLE
    return (exact * scales.reshape(columns, -1, 1)).reshape(columns, -1)
