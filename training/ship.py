"""Make what ships out of a trained network: ``python -m training.ship build/reader.pt``.

Of the 250,000 pieces only those stay that Dutch words and the notes use. The encoder goes to ONNX
and its matrices to whole numbers of 8 bits; the heads stay in half precision.
"""

import argparse
import json
import sys
import tempfile
from collections import Counter
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from fieldwork.tagging.encoder import FOLDER as MODEL
from fieldwork.tagging.subwords import SPACE, Subwords
from training.beginning import Beginning, load_beginning
from training.fit import read_weights
from training.network import Network, status_columns
from training.notes import FOLDER, LABELS, read_notes

# How often a piece must be used by the words of the dictionary; one use in a note is enough.
RAREST = 4
# Letters of Latin script: any name can be cut into these.
LATIN = 0x250


def main() -> int:
    """Write encoder.onnx, heads.npz and pieces.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("trained", type=Path)
    parser.add_argument("--out", type=Path, default=MODEL)
    chosen = parser.parse_args()
    begin = load_beginning()
    network = Network(begin)
    network.load_state_dict(read_weights(chosen.trained))
    network.eval()
    kept = keep_pieces(begin)
    chosen.out.mkdir(parents=True, exist_ok=True)
    write_pieces(chosen.out, begin, kept)
    write_heads(chosen.out, network, kept)
    write_encoder(chosen.out, network)
    return 0


def keep_pieces(begin: Beginning) -> list[int]:
    """Return the numbers of the pieces that stay; the four special ones first."""
    scores = zip(begin.pieces, begin.scores, strict=True)
    table = {piece: (number, score) for number, (piece, score) in enumerate(scores) if piece}
    cutter = Subwords(table, begin.unknown)
    used: Counter[int] = Counter()
    for word in DefaultDictionaryFactory().get_dictionary("nl"):
        text = word.decode() if isinstance(word, bytes) else word
        used.update(piece.number for piece in cutter.pieces(text))
    keep = {number for number, count in used.items() if count >= RAREST}
    for note in read_notes(*sorted(FOLDER.glob("*.jsonl"))):
        keep |= {piece.number for piece in cutter.pieces(note["text"])}
    for number, piece in enumerate(begin.pieces):
        sign = piece.removeprefix(SPACE)
        if piece and (not sign or (len(sign) == 1 and ord(sign) < LATIN)):
            keep.add(number)
    special = [begin.begin, begin.padding, begin.end, begin.unknown]
    return special + sorted(keep.difference(special))


def write_pieces(out: Path, begin: Beginning, kept: list[int]) -> None:
    """Write the pieces with their scores; a special one is the empty string."""
    special = 4
    table = {
        "labels": LABELS,
        "begin": kept.index(begin.begin),
        "end": kept.index(begin.end),
        "unknown": kept.index(begin.unknown),
        "pieces": [""] * special + [begin.pieces[number] for number in kept[special:]],
        "scores": [round(float(begin.scores[number]), 3) for number in kept],
    }
    (out / "pieces.json").write_text(json.dumps(table, ensure_ascii=False), encoding="utf-8")


def write_heads(out: Path, network: Network, kept: list[int]) -> None:
    """Write what numpy does: looking up the ``kept`` pieces, and weighing the encoder's output."""
    table = network.encoder.word.weight[kept].detach().numpy()
    # A scale for each row: one for the whole table cost two points of F1.
    scales = np.abs(table).max(axis=1) / 127
    weights = {name: value.float().numpy() for name, value in network.state_dict().items()}
    np.savez_compressed(
        out / "heads.npz",
        words=np.round(table / scales[:, None]).astype(np.int8),
        word_scales=scales.astype(np.float16),
        sentence=weights["sentence.weight"].astype(np.float16),
        sentence_bias=weights["sentence.bias"],
        look=weights["look"].astype(np.float16),
        value=weights["value"].astype(np.float16),
        whole_bias=weights["whole_bias"],
        status_of=np.array(status_columns()),
        personal=weights["personal.weight"],
        personal_bias=weights["personal.bias"],
        turn=weights["turn"].astype(np.float16),
    )


def write_encoder(out: Path, network: Network) -> None:
    """Write the encoder in whole numbers, and say what that costs.

    Blocks of 32 weights have a scale of their own. One scale a column, with the input in whole
    numbers as well, would be twice as quick and cost two points of theme F1 and five of signals.
    """
    example = torch.randn(1, 40, network.encoder.place.shape[1])
    with tempfile.TemporaryDirectory() as folder:
        exact = Path(folder) / "exact.onnx"
        torch.onnx.export(
            network.encoder,
            (example,),
            exact,
            input_names=["words"],
            output_names=["hidden"],
            dynamic_shapes={"words": {1: torch.export.Dim("length", min=2, max=512)}},
            dynamo=True,
            opset_version=18,
            external_data=False,
        )
        rounding = MatMulNBitsQuantizer(
            onnx.load(exact), bits=8, block_size=32, is_symmetric=True, accuracy_level=4
        )
        rounding.process()
        onnx.save(rounding.model.model, out / "encoder.onnx")
        reference, shipped = (_run(file, example) for file in (exact, out / "encoder.onnx"))
    error = np.abs(reference - shipped).mean() / np.abs(reference).mean()
    print(f"mean error of the whole numbers {error:.1%}")


def _run(file: Path, words: torch.Tensor) -> np.ndarray:
    session = onnxruntime.InferenceSession(file)
    return np.asarray(session.run(None, {"words": words.numpy()})[0])


if __name__ == "__main__":
    sys.exit(main())
