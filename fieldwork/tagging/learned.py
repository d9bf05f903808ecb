"""Everything that a team taught, as the tagger takes it in for one note.

The answers shift what the model makes of a sentence (:mod:`fieldwork.tagging.lessons`); the words
are looked for beside the lexicon (:mod:`fieldwork.tagging.taught_words`).
"""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from fieldwork.domain.ids import NoteId
from fieldwork.domain.notes import Span, Suggestion
from fieldwork.domain.themes import SignalStatus
from fieldwork.tagging.context import load_triggers
from fieldwork.tagging.evidence import Evidence, weigh
from fieldwork.tagging.judgement import Judge, Verdicts, find_candidates
from fieldwork.tagging.lessons import (
    LIMIT,
    Lessons,
    directions,
    doubt_signals,
    raise_signals,
    shifts,
)
from fieldwork.tagging.lexicon import Hit
from fieldwork.tagging.taught_words import TaughtWord, index_words, places_of, unblocked
from fieldwork.tagging.verdicts import signal_suggestions, theme_suggestions
from fieldwork.tagging.words import Words

if TYPE_CHECKING:
    from fieldwork.tagging.model import ModelReading


@dataclass(frozen=True, slots=True)
class TaughtEvidence:
    """The evidence in a note with a team's words taken in.

    ``plain`` is what the lexicon found without them, ``own`` what the words point to, and
    ``blocked`` the themes and places of words that do not mean their theme here.
    """

    every: tuple[Evidence, ...]
    plain: tuple[Evidence, ...]
    own: tuple[Evidence, ...] = ()
    blocked: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True)
class Learned:
    """What a study learned: its lessons, and its words."""

    lessons: Lessons = field(default_factory=Lessons)
    words: tuple[TaughtWord, ...] = ()

    def __bool__(self) -> bool:
        return bool(len(self.lessons) or self.words)

    def add_words(
        self, words: Words, hits: Iterable[Hit], evidence: Sequence[Evidence]
    ) -> TaughtEvidence:
        """Return the ``evidence`` of the lexicon's ``hits`` with what the words say of it."""
        plain = tuple(evidence)
        if not self.words:
            return TaughtEvidence(plain, plain)
        index = index_words(self.words)
        own, blockers = index.find(words), index.find_blockers(words)
        if not own and not blockers:
            return TaughtEvidence(plain, plain)
        context = load_triggers().in_text(words)
        return TaughtEvidence(
            tuple(weigh(words, [*unblocked(hits, blockers), *own], context)),
            plain,
            tuple(weigh(words, own, context)),
            tuple(places_of(blockers, words)),
        )

    def shifts(
        self, reading: "ModelReading", blocked: Iterable[tuple[str, Span]] = ()
    ) -> dict[str, float]:
        """Return for each theme and signal the shift of the model's logit for this note.

        ``blocked`` are the places of the team's blockers: a sentence with one is not about it.
        """
        import numpy as np

        pulls = self.lessons.pulls(directions(reading))
        for code, place in blocked:
            pull = pulls.setdefault(code, np.zeros(len(reading.stretches), dtype=np.float32))
            for number, stretch in enumerate(reading.stretches):
                if stretch.span.start < place.end and place.start < stretch.span.end:
                    pull[number] = -LIMIT
        return shifts(pulls, reading)


NOTHING: Final = Learned()


def judge_taught(
    judge: Judge,
    evidence: TaughtEvidence,
    reading: "ModelReading",
    signals: Set[str],
    note: NoteId,
    learned: Learned,
) -> tuple[Verdicts, frozenset[str]]:
    """Return the verdicts with what a team taught, and which of them are there only by that.

    ``signals`` are the ids that are signals. A word that a person taught always counts, whatever
    the model makes of it.
    """
    candidates = find_candidates(evidence.plain, reading, signals)
    plain = judge.judge(candidates, note)
    moved = learned.shifts(reading, evidence.blocked)
    if not moved and not evidence.own:
        return plain, frozenset()
    if evidence.every is not evidence.plain:
        candidates = find_candidates(evidence.every, reading, signals)
    found = judge.judge(raise_signals(candidates, moved), note, moved)
    known = {one.code for one in candidates}
    own = [one for one in evidence.own if one.code in known]
    dangers = signal_suggestions([one for one in own if one.code in signals], note)
    themes = theme_suggestions([one for one in own if one.code not in signals], note)
    taught = replace(
        found,
        themes=_joined(found.themes, themes),
        signals=_joined_signals(doubt_signals(found.signals, moved), dangers),
    )
    return taught, _current(taught) - _current(plain)


def _joined(found: Sequence[Suggestion], more: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
    known = {(one.code, one.status) for one in found}
    return (*found, *(one for one in more if (one.code, one.status) not in known))


def _joined_signals(
    found: Sequence[Suggestion], more: Sequence[Suggestion]
) -> tuple[Suggestion, ...]:
    """Join signals: what a word says for certain takes the place of a doubt."""
    sure = {one.code for one in more if one.status is SignalStatus.ACTUEEL}
    kept = [
        one for one in found if one.code not in sure or one.status is not SignalStatus.CONTROLEER
    ]
    known = {one.code for one in kept}
    return (*kept, *(one for one in more if one.code not in known))


def _current(verdicts: Verdicts) -> frozenset[str]:
    return frozenset(one.code for one in (*verdicts.themes, *verdicts.signals) if one.is_current)
