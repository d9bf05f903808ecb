"""Train the network: ``python -m training.fit --out build/reader.pt``.

Three rounds: first the upper half of the encoder with the heads, the lower half held as it is; then
all layers; then all layers with questions as well, so that notes lie nearest to the questions that
they answer. On two cores with AMX some 40, 45 and 60 minutes, with 4,250 notes. ``--hold`` names
voices to report on after each epoch, and ``--questions`` files of questions; they are not learned
from. ``--from`` goes on in the last round, with the weights of an earlier run or of what ships.
"""

import argparse
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from fieldwork.tagging.model import sentence_spans
from fieldwork.tagging.subwords import Subwords
from training.asked import Lesson, Shelf, missed, nearness, read_shelf, taught_files
from training.beginning import Beginning, load_beginning
from training.network import HALF, Network, stack, targets
from training.notes import (
    FOLDER,
    LABELS,
    Labelled,
    other_files,
    personal_spans,
    put_labels,
    read_notes,
    voice_files,
)
from training.shipped import read_shipped

BATCH = 16
LONGEST = 508
# A label that is there weighs double: most are absent from most notes.
WEIGHT_OF_YES = torch.tensor(2.0)
WEIGHT_OF_QUESTIONS = 0.5
# Of the pieces of a note so many are hidden in a step: what it says must show from the rest too.
HIDDEN = 0.08
REPORT_EACH = 20


@dataclass(frozen=True)
class Round:
    """How long to train, from which layer on, how fast, and whether by questions as well."""

    epochs: int
    first_layer: int
    speed: float
    asks: bool = False


ROUNDS = (Round(6, 6, 1.5e-4), Round(4, 0, 1.2e-4), Round(3, 0, 1.2e-4, asks=True))


def main() -> int:
    """Train on all authors but those held out, and keep the weights with the labels' order."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--hold", default="", help="voices to hold out: t,v")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--questions", type=Path, nargs="*", default=[])
    parser.add_argument("--from", type=Path, dest="earlier")
    parser.add_argument("--epochs", type=int, help="of the last round")
    parser.add_argument("--most", type=int, help="learn from so many notes only, as a trial")
    chosen = parser.parse_args()
    torch.manual_seed(chosen.seed)
    random.seed(chosen.seed)
    begin = load_beginning()
    network = Network(begin)
    if chosen.earlier:
        network.load_state_dict(read_earlier(chosen.earlier, network))
    desk = Desk(begin, read_notes(*other_files(chosen.hold))[: chosen.most])
    held = Held(begin, chosen.hold, chosen.questions)
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    *first, last = ROUNDS
    last = replace(last, epochs=chosen.epochs or last.epochs)
    for one in [last] if chosen.earlier else [*first, last]:
        for _ in train(network, desk, one, begin.padding):
            print(held.report(network), flush=True)
            torch.save({"labels": LABELS, "weights": network.state_dict()}, chosen.out)
    return 0


class Desk:
    """All that is learned from: labelled notes, and shelves of them with questions."""

    def __init__(self, begin: Beginning, notes: Sequence[dict]) -> None:
        labelled = partial(label, begin=begin)
        self.notes = [labelled(note) for note in notes]
        shelves = [read_shelf(file, notes, labelled) for file in taught_files()]
        self.shelves = [shelf for shelf in shelves if shelf.notes]
        asked = {name for shelf in self.shelves for name in shelf.notes}
        self.unasked = [note for note in self.notes if note.id not in asked]

    def lessons(self, *, asks: bool) -> list[Lesson]:
        """Return the lessons of one epoch, in a random order."""
        if not asks:
            return [Lesson(batch) for batch in _batches(self.notes)]
        lessons = [lesson for shelf in self.shelves for lesson in shelf.lessons()]
        lessons += [Lesson(batch) for batch in _batches(self.unasked)]
        return random.sample(lessons, len(lessons))


def read_earlier(where: Path, network: Network) -> dict[str, torch.Tensor]:
    """Return the weights of an earlier run, or of what ships when ``where`` is its folder."""
    return read_shipped(where, network) if where.is_dir() else read_weights(where)


def read_weights(file: Path) -> dict[str, torch.Tensor]:
    """Return the weights in ``file``, which must be for the labels that there are now."""
    state = torch.load(file)
    if state["labels"] != LABELS:
        raise ValueError("trained for other labels than those of data/themes and data/signals")
    weights: dict[str, torch.Tensor] = state["weights"]
    return weights


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


def train(network: Network, desk: Desk, one: Round, padding: int) -> Iterator[None]:
    """Train for one round, yielding after each epoch; the speed rises, then falls to nothing."""
    groups = _groups(network, one)
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    speeds = [group["lr"] for group in groups]
    for epoch in range(one.epochs):
        network.train()
        began = time.monotonic()
        lessons = desk.lessons(asks=one.asks)
        for at, lesson in enumerate(lessons):
            done = (epoch + at / len(lessons)) / one.epochs
            share = min(1.0, (done + 0.001) / 0.08) * max(0.03, 1 - done)
            for group, speed in zip(groups, speeds, strict=True):
                group["lr"] = speed * share
            optimizer.zero_grad()
            lost = loss(network, lesson, one.first_layer, padding)
            lost.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            if at % REPORT_EACH == 0:
                took = time.monotonic() - began
                print(
                    f"{at} of {len(lessons)}: {float(lost.detach()):.2f}, {took:.0f} s", flush=True
                )
        print(f"epoch {epoch}: {time.monotonic() - began:.0f} s", flush=True)
        yield


def _groups(network: Network, one: Round) -> list[dict]:
    """Return what is trained: heads fast, upper layers slower, lower layers slower still."""
    layers = list(network.encoder.layers)
    heads = [network.look, network.value, network.whole_bias, network.turn]
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


def loss(network: Network, lesson: Lesson, first_layer: int, padding: int) -> torch.Tensor:
    """Return how far off the network is: on labels, and on questions where these are asked."""
    hidden, mask = encode(network, lesson.notes, first_layer, padding, drop=0.1, hide=HIDDEN)
    lost = loss_of_labels(network, hidden, mask, lesson.notes)
    if not lesson.asked:
        return lost
    questions = [one.question for one in lesson.asked]
    asked, _ = encode(network, questions, first_layer, padding, drop=0.1)
    return lost + WEIGHT_OF_QUESTIONS * missed(network, asked, hidden, lesson)


def loss_of_labels(
    network: Network, hidden: torch.Tensor, mask: torch.Tensor, notes: Sequence[Labelled]
) -> torch.Tensor:
    """Return how far off the network is: on notes, on sentences, and on personal data."""
    places, whole, personal = network(hidden, mask, notes)
    on_notes = functional.binary_cross_entropy_with_logits(
        whole, targets(notes, "whole"), pos_weight=WEIGHT_OF_YES
    )
    known = targets(notes, "known")
    on_places = functional.binary_cross_entropy_with_logits(
        torch.cat(places), targets(notes, "places"), reduction="none", pos_weight=WEIGHT_OF_YES
    )
    on_pieces = functional.binary_cross_entropy_with_logits(
        personal[mask], targets(notes, "personal")
    )
    return 20 * (on_notes + (on_places * known).sum() / known.sum()) + on_pieces


def encode(
    network: Network,
    batch: Sequence[Labelled],
    first_layer: int,
    padding: int,
    *,
    drop: float,
    hide: float = 0.0,
) -> tuple[torch.Tensor, torch.Tensor]:
    """Run the encoder in half precision; layers below ``first_layer`` stay as they are.

    ``hide`` is the share of pieces that give their place to the one for what is unknown.
    """
    pieces, mask = stack(batch, padding)
    if hide:
        pieces = pieces.masked_fill(mask & (torch.rand(mask.shape) < hide), network.unknown)
    hidden_from = torch.zeros(mask.shape, dtype=HALF).masked_fill(~mask, -1e4)[:, None, None, :]
    with torch.autocast("cpu", HALF):
        with torch.no_grad():
            x = network.encoder.embed(network.encoder.word(pieces))
            for layer in network.encoder.layers[:first_layer]:
                x = layer(x, hidden_from, 0.0)
        for layer in network.encoder.layers[first_layer:]:
            x = layer(x, hidden_from, drop)
    return x.float(), mask


class Held:
    """What is held out, and how well a network does on it."""

    def __init__(self, begin: Beginning, voices: str, questions: Sequence[Path]) -> None:
        labelled = partial(label, begin=begin)
        self._padding = begin.padding
        notes = {voice: read_notes(*voice_files(voice)) for voice in voices.split(",") if voice}
        self._notes = {voice: [labelled(note) for note in some] for voice, some in notes.items()}
        every = read_notes(*sorted(FOLDER.glob("*.jsonl")))
        self._shelves = {file.stem: read_shelf(file, every, labelled) for file in questions}

    @torch.no_grad()
    def report(self, network: Network) -> str:
        """Return the theme F1 at its best threshold, and recall at three, by the network alone."""
        network.eval()
        found = [f"{name} F1 {self._f1(network, one):.3f}" for name, one in self._notes.items()]
        found += [
            f"{name} @3 {self._found_back(network, one):.3f}" for name, one in self._shelves.items()
        ]
        return f"held out: {', '.join(found) or 'nothing'}"

    def _f1(self, network: Network, notes: Sequence[Labelled]) -> float:
        rows = []
        for batch in _in_turn(notes):
            hidden, mask = encode(network, batch, 0, self._padding, drop=0.0)
            rows.append(torch.sigmoid(network(hidden, mask, batch)[1]).numpy())
        themes = [number for number, name in enumerate(LABELS) if name.startswith("aanwezig:")]
        said = np.concatenate(rows)[:, themes]
        true = np.array([note.whole for note in notes])[:, themes] > 0
        return max(
            2 * ((said >= least) & true).sum() / max(1, (said >= least).sum() + true.sum())
            for least in np.arange(0.05, 0.95, 0.025)
        )

    def _found_back(self, network: Network, shelf: Shelf) -> float:
        asked = [one.question for one in shelf.asked]
        questions, _ = encode(network, asked, 0, self._padding, drop=0.0)
        columns = []
        for batch in _in_turn(list(shelf.notes.values())):
            hidden, _ = encode(network, batch, 0, self._padding, drop=0.0)
            columns.append(nearness(network, questions, hidden, Lesson(batch, shelf.asked)))
        names = list(shelf.notes)
        shares = []
        for one, near in zip(shelf.asked, torch.cat(columns, 1), strict=True):
            best = {names[at] for at in near.topk(3).indices.tolist()}
            shares.append(len(best.intersection(one.answers)) / len(one.answers))
        return sum(shares) / len(shares)


def _in_turn(notes: Sequence[Labelled]) -> Iterator[Sequence[Labelled]]:
    for first in range(0, len(notes), BATCH):
        yield notes[first : first + BATCH]


if __name__ == "__main__":
    sys.exit(main())
