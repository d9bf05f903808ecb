"""What the model and the lexicon say of a note, weighed together into verdicts.

For each theme or signal, in each way it can stand, there is one :class:`Candidate` with what either
says for it. How much either counts was fitted on notes by authors that the model had not seen
(``training/calibrate.py``) and stands in ``data/model/weights.json``. A theme that the model never
learned, because a team added it, is judged by the lexicon alone.
"""

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from fieldwork.domain.ids import NoteId, SuggestionId, new_id
from fieldwork.domain.notes import Span, Suggestion
from fieldwork.domain.themes import Concerns, SignalStatus, ThemeStatus
from fieldwork.tagging.codebook import SURE, load_default_concerns
from fieldwork.tagging.encoder import FOLDER
from fieldwork.tagging.evidence import Evidence
from fieldwork.tagging.grams import GramVoter, patterns_of
from fieldwork.tagging.model import ModelReading
from fieldwork.tagging.signals import NEVER_SILENT, signal_status
from fieldwork.tagging.verdicts import combined, theme_status

Status = ThemeStatus | SignalStatus
Key = tuple[str, Status]
# From this likelihood on a theme may stand in two ways at once: solved there, here again.
_BOTH: Final = 0.5
# How much a lesson counts: a no to a sentence outweighs all that speaks for its near twin, however
# much the model itself counts by now.
LESSON: Final = 0.7
# In characters: from here on model and voters have as much to go by as in what they learned from.
FULL_LENGTH: Final = 200


@dataclass(frozen=True, slots=True)
class Candidate:
    """One theme or signal as it may stand in a note, and what speaks for it.

    ``model`` is the model's logit, ``letters``, ``words`` and ``patterns`` those of the voters (0
    where they have none); ``lexicon`` how sure the patterns are of just this, 0 to 1;
    ``beside`` how sure they are that it stands otherwise; ``against`` the model's strongest logit
    for it standing otherwise.
    """

    code: str
    status: Status
    span: Span | None
    concerns: Concerns
    model: float
    against: float
    lexicon: float = 0.0
    beside: float = 0.0
    letters: float = 0.0
    words: float = 0.0
    patterns: float = 0.0

    @property
    def features(self) -> tuple[float, ...]:
        """What is weighed, in the order of :class:`Weights`."""
        voters = (self.letters, self.words, self.patterns)
        return (self.model, self.against, self.lexicon, self.beside, *voters)


Weighed = tuple[Candidate, float]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each of :attr:`Candidate.features` counts, and from which likelihood it is said.

    ``look`` is the likelihood from which a signal at least asks for a look.
    """

    bias: float
    counts: tuple[float, ...]
    least: float
    look: float = 1.0

    def likelihood(self, candidate: Candidate, shift: float = 0.0) -> float:
        """Return how likely ``candidate`` is true, from 0 to 1, with what a team taught of it."""
        total = self.bias + sum(
            count * value for count, value in zip(self.counts, candidate.features, strict=True)
        )
        total += LESSON * shift
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@dataclass(frozen=True)
class Verdicts:
    """What a note says: what is sure enough, and further themes by likelihood, likeliest first."""

    themes: tuple[Suggestion, ...]
    signals: tuple[Suggestion, ...]
    ranked: tuple[str, ...]


class Judge:
    """Weighs candidates into verdicts."""

    def __init__(self, weights: Mapping[str, Weights]) -> None:
        """Weigh by ``weights``: "there" and "aside" for themes, "danger" for signals."""
        self._weights = weights

    def judge(
        self,
        candidates: Iterable[Candidate],
        note: NoteId,
        shifts: Mapping[str, float] | None = None,
    ) -> Verdicts:
        """Return what ``candidates`` amount to for ``note``.

        ``shifts`` are what a team taught of a theme being there, for (above 0) or against.
        """
        weighed = [(one, self._likelihood(one, shifts or {})) for one in candidates]
        themes = [pair for pair in weighed if isinstance(pair[0].status, ThemeStatus)]
        there = [pair for pair in themes if pair[0].status is ThemeStatus.AANWEZIG]
        ranked = sorted(there, key=lambda pair: (-pair[1], pair[0].code))
        return Verdicts(
            tuple(_suggestion(*pair, note) for pair in self._said(themes)),
            tuple(_suggestion(*pair, note) for pair in self._signals(weighed)),
            tuple(one.code for one, _ in ranked),
        )

    def _said(self, weighed: Sequence[Weighed]) -> Iterator[Weighed]:
        """Yield for each theme the likeliest way it stands; two where both are likely."""
        by_code: dict[str, list[Weighed]] = {}
        for one, likelihood in weighed:
            there = one.status is ThemeStatus.AANWEZIG
            if likelihood >= self._weights["there" if there else "aside"].least:
                by_code.setdefault(one.code, []).append((one, likelihood))
        for pairs in by_code.values():
            pairs.sort(key=lambda pair: -pair[1])
            yield from (pair for pair in pairs[:2] if pair is pairs[0] or pair[1] >= _BOTH)

    def _likelihood(self, candidate: Candidate, shifts: Mapping[str, float]) -> float:
        if isinstance(candidate.status, SignalStatus):
            return self._weights["danger"].likelihood(candidate)
        if candidate.status is not ThemeStatus.AANWEZIG:
            return self._weights["aside"].likelihood(candidate)
        return self._weights["there"].likelihood(candidate, shifts.get(candidate.code, 0.0))

    def _signals(self, weighed: Sequence[Weighed]) -> Iterator[Weighed]:
        """Yield the dangers: what is there, what asks for a look, and what stands otherwise."""
        by_code: dict[str, list[Weighed]] = {}
        for one, likelihood in weighed:
            if isinstance(one.status, SignalStatus):
                by_code.setdefault(one.code, []).append((one, likelihood))
        for pairs in by_code.values():
            now = next(pair for pair in pairs if pair[0].status is SignalStatus.ACTUEEL)
            yield from self._danger(now, [pair for pair in pairs if pair is not now])

    def _danger(self, now: Weighed, otherwise: Sequence[Weighed]) -> Iterator[Weighed]:
        """Yield at most one: of suicide, violence and a child context never makes silence.

        Of other dangers what a pattern says outright speaks in the likelihood; where all the rest
        speaks against it, it asks nobody for a look.
        """
        one, likelihood = now
        danger = self._weights["danger"]
        denied = [pair for pair in otherwise if pair[0].lexicon]
        told = one.lexicon >= SURE or one.beside > 0 or bool(denied)
        if likelihood >= danger.least:
            yield now
        elif likelihood >= danger.look or (told and one.code in NEVER_SILENT):
            # The place is that of what the pattern found, wherever it stands.
            place = max([now, *denied], key=lambda pair: pair[0].lexicon)[0]
            yield replace(place, status=SignalStatus.CONTROLEER), likelihood
        elif denied:
            yield max(denied, key=lambda pair: pair[0].lexicon)


def find_candidates(
    evidence: Iterable[Evidence], reading: ModelReading, signals: Set[str]
) -> list[Candidate]:
    """Return a candidate for each label of ``reading``, with the lexicon's ``evidence``.

    ``signals`` are the ids that are signals and no themes.
    """
    every = list(evidence)
    found = _by_standing(every, signals)
    logits: list[float] = reading.note.tolist()
    voters = [reading.letters, reading.words, load_pattern_voter().read([every])]
    letters, words, patterns = (
        {_standing(label, signals): logit for label, logit in votes.items()} for votes in voters
    )
    quotations = _quotations(reading)
    candidates = []
    for label in _read_labels(reading.labels, frozenset(signals)):
        code, status = label.key
        items = found.get(label.key, [])
        default = load_default_concerns().get(code, Concerns.ZELF)
        candidates.append(
            Candidate(
                code=code,
                status=status,
                span=_span(items) if items else quotations[label.column],
                concerns=items[0].concerns if items else default,
                model=logits[label.column],
                against=max([logits[at] for at in label.others]),
                lexicon=combined(items),
                beside=_beside(label.key, found),
                letters=letters.get(label.key, 0.0),
                words=words.get(label.key, 0.0),
                patterns=patterns.get(label.key, 0.0),
            )
        )
    share = min(1.0, _length(reading) / FULL_LENGTH)
    return [_outright(one, share) for one in candidates] if share < 1 else candidates


def _length(reading: ModelReading) -> int:
    return max((one.quotation.end for one in reading.stretches), default=0)


def _outright(candidate: Candidate, share: float) -> Candidate:
    """Let what the lexicon says outright of a short text weigh more than the model's doubt.

    Model and voters learned from whole notes, and see in "Zij heeft schulden." the start of one.
    That it is there, the lexicon knows; that it is denied or past, the model knows better ("de
    schimmel zit er en de verhuurder komt niet"). And nothing makes a danger smaller here.
    """
    is_there = candidate.status in (ThemeStatus.AANWEZIG, SignalStatus.ACTUEEL)
    if is_there and candidate.lexicon >= SURE:
        tilt = 1.0
    elif not is_there and candidate.beside >= SURE and isinstance(candidate.status, ThemeStatus):
        tilt = -1.0
    else:
        return candidate
    softened = {
        name: value * share
        for name in ("model", "letters", "words", "patterns")
        if (value := getattr(candidate, name)) * tilt < 0
    }
    return replace(candidate, **softened)


def _quotations(reading: ModelReading) -> list[Span | None]:
    """Return for each label the sentence that the model finds best, where there is any."""
    if not reading.stretches:
        return [None] * len(reading.labels)
    return [reading.stretches[at].quotation for at in reading.places.argmax(0).tolist()]


@dataclass(frozen=True, slots=True)
class _Label:
    """A label of the model: its column, and those of the other ways the same can stand."""

    key: Key
    column: int
    others: tuple[int, ...]


@lru_cache(maxsize=8)
def _read_labels(labels: tuple[str, ...], signals: frozenset[str]) -> tuple[_Label, ...]:
    columns = {_standing(label, signals): number for number, label in enumerate(labels)}
    return tuple(
        _Label(
            key,
            column,
            tuple(at for other, at in columns.items() if key[0] == other[0] and key != other),
        )
        for key, column in columns.items()
    )


def _beside(key: Key, found: Mapping[Key, list[Evidence]]) -> float:
    """How sure the patterns are that it stands otherwise; for a danger: that it may be there."""
    code, status = key
    if isinstance(status, SignalStatus):
        return combined(found.get((code, SignalStatus.CONTROLEER), []))
    others = [
        combined(items) for other, items in found.items() if code == other[0] and other != key
    ]
    return max(others, default=0.0)


def _by_standing(evidence: Iterable[Evidence], signals: Set[str]) -> dict[Key, list[Evidence]]:
    found: dict[Key, list[Evidence]] = {}
    for item in evidence:
        status: Status = (
            signal_status(item.code, item.standings, sure=item.is_sure)
            if item.code in signals
            else theme_status(item.standings)
        )
        found.setdefault((item.code, status), []).append(item)
    return found


def _standing(label: str, signals: Set[str]) -> Key:
    status, code = label.split(":")
    return code, SignalStatus.of(status) if code in signals else ThemeStatus.of(status)


def _span(items: Sequence[Evidence]) -> Span:
    """Return the clause of the strongest pattern."""
    best = max(items, key=lambda item: (item.weight, item.span.end - item.span.start))
    return best.span


def _suggestion(candidate: Candidate, likelihood: float, note: NoteId) -> Suggestion:
    return Suggestion(
        id=SuggestionId(new_id()),
        note=note,
        code=candidate.code,
        status=candidate.status,
        span=candidate.span,
        concerns=candidate.concerns,
        score=round(likelihood, 3),
    )


@lru_cache(maxsize=1)
def load_pattern_voter() -> GramVoter[list[Evidence]]:
    """Return the voter that knows how much each pattern of the lexicon is worth."""
    return GramVoter(FOLDER / "patterns.npz", patterns_of)


@lru_cache(maxsize=1)
def load_judge(path: Path | None = None) -> Judge:
    """Return the judge with the weights in ``path`` (default data/model/weights.json)."""
    table = json.loads((path or FOLDER / "weights.json").read_text(encoding="utf-8"))
    return Judge(
        {
            name: Weights(row["bias"], tuple(row["counts"]), row["least"], row.get("look", 1.0))
            for name, row in table.items()
        }
    )
