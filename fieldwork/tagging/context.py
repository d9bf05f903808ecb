"""How a hit stands in its sentence: there now, denied, past, supposed, or a figure of speech.

What points to it is data (``data/lexicon/context.toml``), in the language of
:mod:`fieldwork.tagging.patterns`. A word that belongs to the hit itself never turns it round: in
"geen eten" the "geen" is the matter itself.
"""

import tomllib
from collections.abc import Mapping, Set
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from fieldwork.tagging.codebook import DATA, load_lists
from fieldwork.tagging.lemmas import Lemmas, load_lemmas
from fieldwork.tagging.lexicon import Entry, Hit, Lexicon
from fieldwork.tagging.patterns import read_pattern
from fieldwork.tagging.words import Words

_PLACES: Final = ("before", "after", "final", "clause", "sentence", "answer", "beware")
# Words that may stand first in an answer, ahead of the "nee" itself.
_ANSWER_WITHIN: Final = 3
# "Eng?", "Wij eruit?": somebody repeats a question in order to wave it away.
_ECHO: Final = 3
_YES: Final = frozenset(("ja", "jazeker", "jawel", "zeker", "nou", "tuurlijk", "klopt"))


class Standing(StrEnum):
    """How something stands in a sentence."""

    ONTKEND = "ontkend"
    VERLEDEN = "verleden"
    MOGELIJK = "mogelijk"
    FIGUURLIJK = "figuurlijk"


@dataclass(frozen=True, slots=True)
class _Trigger:
    standing: Standing
    place: str
    at: tuple[int, ...]


class Triggers:
    """All triggers, ready to be looked for in a text at once."""

    def __init__(self, table: Mapping[str, Mapping[str, Any]], lemmas: Lemmas) -> None:
        """Read ``table``: for each standing the patterns by place, and its ``reach`` in words."""
        lists = load_lists()
        names = frozenset(lists)
        entries = [
            Entry(f"{standing}/{place}", read_pattern(source, names), 1.0)
            for standing, places in table.items()
            for place in _PLACES
            for source in places.get(place, ())
        ]
        self._lexicon = Lexicon(entries, lemmas, lists)
        self._reach = {Standing(name): int(places["reach"]) for name, places in table.items()}

    def in_text(self, words: Words) -> "Context":
        """Find the triggers in ``words``, less those that ``beware`` takes away."""
        found: list[_Trigger] = []
        voided: dict[str, set[int]] = {}
        for hit in self._lexicon.find(words):
            standing, place = hit.code.split("/")
            if place == "beware":
                voided.setdefault(standing, set()).update(hit.at)
            else:
                found.append(_Trigger(Standing(standing), place, hit.at))
        kept = [t for t in found if voided.get(t.standing.value, set()).isdisjoint(t.at)]
        return Context(words, kept, self._reach)


class Context:
    """The triggers of one text, and what they make of a hit in it."""

    def __init__(
        self, words: Words, triggers: list[_Trigger], reach: Mapping[Standing, int]
    ) -> None:
        self._words = words
        self._reach = reach
        self._by_sentence: dict[int, list[_Trigger]] = {}
        for trigger in triggers:
            number = words.sentence_of[trigger.at[0]]
            self._by_sentence.setdefault(number, []).append(trigger)

    def of(self, hit: Hit, own_words: Set[int]) -> frozenset[Standing]:
        """Return every way in which ``hit`` stands other than plainly there; empty for that.

        ``own_words`` are the positions that all hits of the same code use: none of them denies
        anything, so "niet" in "niet rondkomen" leaves "uitkering" behind it alone as well.
        """
        number = self._words.sentence_of[hit.at[0]]
        clause = self._words.clause_around(hit.at[0], hit.at[-1])
        found = {
            trigger.standing
            for trigger in self._by_sentence.get(number, ())
            if trigger.place != "answer"
            and not (trigger.standing is Standing.ONTKEND and not own_words.isdisjoint(trigger.at))
            and self._applies(trigger, hit, clause)
        }
        return frozenset(found | self._answered(hit, number))

    def _applies(self, trigger: _Trigger, hit: Hit, clause: range) -> bool:
        if trigger.place == "sentence":
            return True
        if trigger.at[0] not in clause or trigger.at[-1] not in clause:
            return False
        if trigger.standing is Standing.ONTKEND and self._stated_apart(trigger, hit):
            return False
        if trigger.place == "before":
            reach = self._reach[trigger.standing]
            return any(0 < at - trigger.at[-1] <= reach for at in hit.at)
        if trigger.place == "final":
            return trigger.at[0] > hit.at[-1] and self._ends_clause(trigger.at[-1], clause)
        if trigger.place == "after":
            return trigger.at[0] > hit.at[-1]
        return True

    def _stated_apart(self, trigger: _Trigger, hit: Hit) -> bool:
        """Whether another statement begins between them: what that denies leaves this as it is."""
        first, last = min(trigger.at[0], hit.at[0]), max(trigger.at[-1], hit.at[-1])
        return any(first < at < last for at in self._words.statements)

    def _ends_clause(self, at: int, clause: range) -> bool:
        return all(self._words.words[later].is_sign for later in range(at + 1, clause.stop))

    def _answered(self, hit: Hit, number: int) -> set[Standing]:
        """What the next sentence says, when this one asks: "Schulden? Nee."."""
        sentence = self._words.sentences[number]
        if self._words.words[sentence[-1]].form != "?" or number + 1 >= len(self._words.sentences):
            return set()
        first = self._words.sentences[number + 1].start
        answers = {
            trigger.standing
            for trigger in self._by_sentence.get(number + 1, ())
            if trigger.place == "answer" and trigger.at[0] < first + _ANSWER_WITHIN
        }
        if not answers and len(sentence) <= _ECHO and not self._agrees(first):
            return {Standing.ONTKEND}
        return answers

    def _agrees(self, at: int) -> bool:
        return self._words.words[at].form.lower() in _YES


@lru_cache(maxsize=1)
def load_triggers(path: Path | None = None) -> Triggers:
    """Return the triggers in ``path`` (default ``data/lexicon/context.toml``)."""
    path = path or DATA / "lexicon" / "context.toml"
    return Triggers(tomllib.loads(path.read_text(encoding="utf-8")), load_lemmas())
