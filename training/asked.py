"""Questions and the notes that answer them: what the encoder learns to find notes back by.

Of a few dozen notes by one author, those that answer a question should lie nearest to it. A note is
as near as its whole and its nearest sentence are, which is how it is searched.
"""

import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch.nn import functional

from fieldwork.tagging.similar import SENTENCE, WHOLE
from training.network import Network
from training.notes import ROOT, Labelled

FOLDER = ROOT / "data" / "search"
# How sharply nearness counts: a note that is this much nearer is e times as likely the answer.
SHARPNESS = 0.03
# Questions at once. Half of the times these are about one theme: between notes about the same
# thing a search has to choose most often.
AT_ONCE = 24
ABOUT_ONE_THEME = 0.5


@dataclass(frozen=True)
class Asked:
    """A question as numbers, and the ids of the notes that answer it, the best first."""

    question: Labelled
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Lesson:
    """What is learned from in one step: notes, and questions that some of them answer."""

    notes: list[Labelled]
    asked: list[Asked] = field(default_factory=list)


@dataclass(frozen=True)
class Shelf:
    """The notes that one file of questions is about, with these questions."""

    notes: dict[str, Labelled]
    themes: dict[str, list[str]]
    asked: list[Asked]

    def lessons(self) -> Iterator[Lesson]:
        """Yield lessons until every question was asked once, in another order each time."""
        order = random.sample(self.asked, len(self.asked))
        if random.random() < ABOUT_ONE_THEME:
            order.sort(key=lambda one: random.choice(self.themes[one.answers[0]] or [""]))
        for first in range(0, len(order), AT_ONCE):
            asked = order[first : first + AT_ONCE]
            picked = dict.fromkeys(random.choice(one.answers) for one in asked)
            yield Lesson([self.notes[name] for name in picked], asked)


def taught_files() -> list[Path]:
    """Return the files of questions to learn from."""
    return sorted((FOLDER / "taught").glob("*.jsonl"))


def read_shelf(file: Path, notes: Sequence[dict], label: Callable[[dict], Labelled]) -> Shelf:
    """Read the questions of ``file``; of ``notes`` those by the same authors lie on its shelf.

    A question of which an answer is not among ``notes`` is left out.
    """
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    there = {note["id"] for note in notes}
    rows = [row for row in rows if there.issuperset(row["relevant"])]
    authors = {_author(note) for row in rows for note in row["relevant"]}
    own = [note for note in notes if _author(note["id"]) in authors]
    bare = {"id": "", "themes": (), "signals": ()}
    return Shelf(
        {note["id"]: label(note) for note in own},
        {note["id"]: [item["theme"] for item in note["themes"]] for note in own},
        [Asked(label(bare | {"text": row["query"]}), tuple(row["relevant"])) for row in rows],
    )


def _author(note: str) -> str:
    """Return what the ids of one author's notes begin with; a number of three digits follows."""
    return note[:-3]


def missed(
    network: Network, questions: torch.Tensor, notes: torch.Tensor, lesson: Lesson
) -> torch.Tensor:
    """Return how far the answers are from lying nearest, from either side.

    ``questions`` and ``notes`` are what the encoder makes of those of ``lesson``.
    """
    near = nearness(network, questions, notes, lesson)
    right = torch.tensor(
        [[note.id in one.answers for note in lesson.notes] for one in lesson.asked]
    )
    return _missed(near, right) + _missed(near.T, right.T)


def _missed(near: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
    said = functional.log_softmax(near / SHARPNESS, dim=1)
    return -torch.logsumexp(said.masked_fill(~right, -1e9), 1).mean()


def nearness(
    network: Network, questions: torch.Tensor, notes: torch.Tensor, lesson: Lesson
) -> torch.Tensor:
    """Return how near each question is to each note, from -1 to 1: (questions, notes)."""
    asked = torch.stack(
        [
            network.direction(row[: len(one.question.pieces)].mean(0))
            for row, one in zip(questions, lesson.asked, strict=True)
        ]
    )
    columns = []
    for row, note in zip(notes, lesson.notes, strict=True):
        whole = row[: len(note.pieces)].mean(0)
        parts = [row[first:last].mean(0) for first, last in note.sentences] or [whole]
        near = asked @ network.direction(torch.stack([whole, *parts])).T
        columns.append(WHOLE * near[:, 0] + SENTENCE * near[:, 1:].max(1).values)
    return torch.stack(columns, 1) / (WHOLE + SENTENCE)
