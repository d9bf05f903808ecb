"""Train the network: ``python -m training.fit --out build/reader.pt``.

Two rounds: first the upper half of the encoder with the heads, the lower half held as it is (its
output is kept, so this is quick); then all layers. On two cores with AMX some 25 minutes for the
first round and 30 for the second, with 2,400 notes. ``--hold`` names files to report on after each
round; they are not learned from.
"""

import argparse
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from fieldwork.tagging.model import sentence_spans
from fieldwork.tagging.subwords import Subwords
from training.beginning import Beginning, load_beginning
from training.network import HALF, Network, stack, targets
from training.notes import FOLDER, LABELS, Labelled, personal_spans, put_labels, read_notes

BATCH = 16
LONGEST = 508
# A label that is there weighs double: most are absent from most notes.
WEIGHT_OF_YES = torch.tensor(2.0)


@dataclass(frozen=True)
class Round:
    """How long to train, from which layer on, and how fast."""

    epochs: int
    first_layer: int
    speed: float


ROUNDS = (Round(6, 6, 1.5e-4), Round(4, 0, 1.2e-4))


def main() -> int:
    """Train on all authors but those held out, and keep the weights with the labels' order."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--hold", default="", help="letters of authors to hold out")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--most", type=int, help="learn from so many notes only, as a trial")
    chosen = parser.parse_args()
    torch.manual_seed(chosen.seed)
    random.seed(chosen.seed)
    begin = load_beginning()
    network = Network(begin)
    files = sorted(FOLDER.glob("notes_*.jsonl"))
    learned = [file for file in files if file.stem[-1] not in chosen.hold]
    notes = [label(note, begin) for note in read_notes(*learned)[: chosen.most]]
    held = read_notes(*(file for file in files if file not in learned))[: chosen.most]
    for one in ROUNDS:
        train(network, notes, one, begin.padding)
        if held:
            print(report(network, [label(note, begin) for note in held], begin.padding), flush=True)
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"labels": LABELS, "weights": network.state_dict()}, chosen.out)
    return 0


def label(note: dict, begin: Beginning) -> Labelled:
    """Turn a note into numbers."""
    pieces = _subwords(begin).pieces(note["text"])[:LONGEST]
    spans, sentences = [], []
    for start, end in sentence_spans(note["text"]):
        inside = [at for at, piece in enumerate(pieces, 1) if start <= piece.at < end]
        if inside:
            spans.append((start, end))
            sentences.append((inside[0], inside[-1] + 1))
    personal = personal_spans(note)
    labelled = Labelled(
        note["id"],
        [begin.begin, *(piece.number for piece in pieces), begin.end],
        sentences,
        np.zeros(len(LABELS), np.float32),
        np.zeros((len(spans), len(LABELS)), np.float32),
        np.ones((len(spans), len(LABELS)), np.float32),
        np.array(
            [0, *(any(a <= piece.at < b for a, b in personal) for piece in pieces), 0], np.float32
        ),
    )
    put_labels(note, labelled, spans)
    return labelled


_CUTTERS: dict[int, Subwords] = {}


def _subwords(begin: Beginning) -> Subwords:
    if id(begin) not in _CUTTERS:
        scores = zip(begin.pieces, begin.scores, strict=True)
        table = {piece: (number, score) for number, (piece, score) in enumerate(scores) if piece}
        _CUTTERS[id(begin)] = Subwords(table, begin.unknown)
    return _CUTTERS[id(begin)]


def train(network: Network, notes: Sequence[Labelled], one: Round, padding: int) -> None:
    """Train for one round; the learning rate rises briefly, then falls to nothing."""
    groups = _groups(network, one)
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    speeds = [group["lr"] for group in groups]
    steps = one.epochs * (len(notes) // BATCH + 1)
    step = 0
    network.train()
    for epoch in range(one.epochs):
        began = time.monotonic()
        for batch in _batches(notes):
            share = min(1.0, (step + 1) / (0.08 * steps)) * max(0.03, 1 - step / steps)
            for group, speed in zip(groups, speeds, strict=True):
                group["lr"] = speed * share
            optimizer.zero_grad()
            loss(network, batch, one.first_layer, padding).backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            step += 1
        print(f"epoch {epoch}: {time.monotonic() - began:.0f} s", flush=True)


def _groups(network: Network, one: Round) -> list[dict]:
    """Return what is trained: heads fast, upper layers slower, lower layers slower still."""
    layers = list(network.encoder.layers)
    heads = [network.look, network.value, network.whole_bias]
    heads += [*network.sentence.parameters(), *network.personal.parameters()]
    groups = [{"params": heads, "lr": 1.5e-3}]
    for number in range(one.first_layer, len(layers)):
        speed = one.speed * 0.9 ** (len(layers) - 1 - number)
        groups.append({"params": list(layers[number].parameters()), "lr": speed})
    return groups


def _batches(notes: Sequence[Labelled]) -> Iterator[list[Labelled]]:
    """Yield batches in a random order; notes of like length together, to fill up less."""
    order = random.sample(list(notes), len(notes))
    chunks = [order[first : first + 8 * BATCH] for first in range(0, len(order), 8 * BATCH)]
    batches = []
    for chunk in chunks:
        chunk.sort(key=lambda note: len(note.pieces))
        batches += [chunk[first : first + BATCH] for first in range(0, len(chunk), BATCH)]
    yield from random.sample(batches, len(batches))


def loss(
    network: Network, batch: Sequence[Labelled], first_layer: int, padding: int
) -> torch.Tensor:
    """Return how far off the network is: on notes, on sentences, and on personal data."""
    hidden, mask = encode(network, batch, first_layer, padding, drop=0.1)
    places, whole, personal = network(hidden, mask, batch)
    on_notes = functional.binary_cross_entropy_with_logits(
        whole, targets(batch, "whole"), pos_weight=WEIGHT_OF_YES
    )
    known = targets(batch, "known")
    on_places = functional.binary_cross_entropy_with_logits(
        torch.cat(places), targets(batch, "places"), reduction="none", pos_weight=WEIGHT_OF_YES
    )
    on_pieces = functional.binary_cross_entropy_with_logits(
        personal[mask], targets(batch, "personal")
    )
    return 20 * (on_notes + (on_places * known).sum() / known.sum()) + on_pieces


def encode(
    network: Network, batch: Sequence[Labelled], first_layer: int, padding: int, drop: float
) -> tuple[torch.Tensor, torch.Tensor]:
    """Run the encoder in half precision; layers below ``first_layer`` stay as they are."""
    pieces, mask = stack(batch, padding)
    hidden_from = torch.zeros(mask.shape, dtype=HALF).masked_fill(~mask, -1e4)[:, None, None, :]
    with torch.autocast("cpu", HALF):
        with torch.no_grad():
            x = network.encoder.embed(network.encoder.word(pieces))
            for layer in network.encoder.layers[:first_layer]:
                x = layer(x, hidden_from, 0.0)
        for layer in network.encoder.layers[first_layer:]:
            x = layer(x, hidden_from, drop)
    return x.float(), mask


@torch.no_grad()
def report(network: Network, notes: Sequence[Labelled], padding: int) -> str:
    """Return the theme F1 on ``notes`` at its best threshold, by the model alone."""
    network.eval()
    rows = []
    for first in range(0, len(notes), BATCH):
        batch = notes[first : first + BATCH]
        hidden, mask = encode(network, batch, 0, padding, drop=0.0)
        rows.append(torch.sigmoid(network(hidden, mask, batch)[1]).numpy())
    network.train()
    themes = [number for number, name in enumerate(LABELS) if name.startswith("aanwezig:")]
    said = np.concatenate(rows)[:, themes]
    true = np.array([note.whole for note in notes])[:, themes] > 0
    scores = [
        2 * ((said >= least) & true).sum() / max(1, (said >= least).sum() + true.sum())
        for least in np.arange(0.05, 0.95, 0.025)
    ]
    return f"{len(notes)} notes held out: theme F1 {max(scores):.3f} (model alone)"


if __name__ == "__main__":
    sys.exit(main())
