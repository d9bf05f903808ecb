"""A study of many talks to measure in: the example study with talks of other words added to it.

The texts are those of ``data/training`` with other words here and there. Who told them, where and
when is drawn from the example; what is suggested in them, and the vectors, are made up, since the
reader would need a quarter of an hour for ten thousand. How long a search takes does not depend on
what the numbers are.
"""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy.orm import Session

from benchmarks.server import ROOT
from fieldwork.actions.desk import Desk
from fieldwork.actions.search_making import load_maker
from fieldwork.domain.dates import now, today
from fieldwork.domain.ids import NoteId, SuggestionId, new_id
from fieldwork.domain.notes import ConsentState, Need, Note, Span, Suggestion
from fieldwork.domain.people import Person, Source
from fieldwork.domain.places import Place
from fieldwork.domain.themes import ThemeStatus
from fieldwork.store import notes, people, vectors

SEED: Final = 20260401
AT_ONCE: Final = 500
DAYS: Final = 56
# Of ten talks so many were read back, have somebody with a name, and tell of help needed.
READ, NAMED, NEEDED = 0.9, 0.4, 0.01
_STATUSES: Final = (*[ThemeStatus.AANWEZIG] * 4, *ThemeStatus)


@dataclass(frozen=True, slots=True)
class Stock:
    """What talks are drawn from."""

    texts: list[list[str]]
    people: list[Person]
    places: list[Place]
    codes: list[str]


def fill(desk: Desk, many: int) -> None:
    """Write talks into the study of ``desk`` until there are ``many``."""
    dice = random.Random(SEED)
    store = desk._seat.open.store
    with store.read() as session:
        known = people.people(session, store.vault)
        places = [one.place for one in notes.notes(session, store.vault)]
    drawn = Stock(_texts(), known, places, [theme.id for theme in desk.codebook.themes])
    for first in range(desk.notes.count(), many, AT_ONCE):
        made = [_talk(desk, dice, drawn) for _ in range(min(AT_ONCE, many - first))]
        with store.work() as session:
            notes.add_notes(session, store.vault, made)
            found = [one for note in made for one in _suggested(dice, drawn.codes, note)]
            notes.add_suggestions(session, found)
            _make_up_vectors(session, made)


def _texts() -> list[list[str]]:
    files = sorted((ROOT / "data" / "training").glob("notes_*.jsonl"))
    lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
    return [str(json.loads(line)["text"]).split(" ") for line in lines]


def _talk(desk: Desk, dice: random.Random, drawn: Stock) -> Note:
    words, others = list(dice.choice(drawn.texts)), dice.choice(drawn.texts)
    for _ in range(len(words) // 8):
        words[dice.randrange(len(words))] = dice.choice(others)
    who = dice.choice(drawn.people) if dice.random() < NAMED else None
    return Note(
        id=NoteId(new_id()),
        text=" ".join(words),
        happened_on=today() - timedelta(days=dice.randrange(1, DAYS)),
        made_by=desk.account.id,
        made_at=now() - timedelta(days=1),
        source=who.source if who else dice.choice(list(Source)),
        people=(who.id,) if who else (),
        place=dice.choice(drawn.places),
        consent=ConsentState.GEGEVEN,
        need=Need.VANDAAG if dice.random() < NEEDED else Need.NEE,
        reviewed_at=now() if dice.random() < READ else None,
    )


def _suggested(dice: random.Random, codes: Sequence[str], note: Note) -> list[Suggestion]:
    """Return what is "read" in a talk: a few themes, the first of the book most often."""
    many = len(codes)
    drawn = {codes[int(many * dice.random() ** 2)] for _ in range(dice.randrange(1, 8))}
    last = max(1, len(note.text) - 20)
    return [
        Suggestion(
            id=SuggestionId(new_id()),
            note=note.id,
            code=code,
            status=dice.choice(_STATUSES),
            span=Span(start := dice.randrange(last), min(start + 20, len(note.text))),
        )
        for code in sorted(drawn)
    ]


def _make_up_vectors(session: Session, made: Sequence[Note]) -> None:
    """Keep vectors of a likely number of rows, all of length one; none where nobody makes them."""
    import numpy as np

    maker = load_maker()
    if maker is None:
        return
    dice = np.random.default_rng(SEED)
    width = len(maker.question("huur"))
    for note in made:
        sentences = min(24, note.text.count(". ") + 1)
        numbers = dice.normal(size=(1 + sentences if sentences > 1 else 1, width))
        numbers /= np.linalg.norm(numbers, axis=1, keepdims=True)
        text = vectors.NoteText(note.id, note.version, note.text)
        vectors.keep(session, text, maker.name, numbers.astype(np.float32))
