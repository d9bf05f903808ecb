"""Names of people in a Dutch note, of any origin, also in lower case and at a sentence's start.

A logistic regression over the features of :mod:`fieldwork.tagging.name_features`; what it learned
stands in ``data/lexicon/names_weights.json``, made by ``training/names.py``. Rules of one's own do
the rest: what was a name once in a note is one everywhere in it, and initials and "van der" belong.
"""

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from fieldwork.domain.pseudonyms import PersonalData
from fieldwork.tagging.codebook import DATA
from fieldwork.tagging.identifiers import Find
from fieldwork.tagging.name_features import (
    Look,
    Surroundings,
    bare,
    is_candidate,
    load_name_lists,
)
from fieldwork.tagging.words import Word, Words

WEIGHTS: Final = DATA / "lexicon" / "names_weights.json"
# A first reading this sure makes every other occurrence in the note a name too.
_SURE: Final = 0.6
# How many words and signs before a surname can belong to it: "A.B. van der".
_FARTHEST: Final = 8
# "v/d Berg" and "v.d. Berg" are cut into more words than a particle has.
_SHORTENED: Final = re.compile(r"(?<!\w)[vV](?:/|\.\s?)[dD]\.?\s$")
_GAP: Final = re.compile(r"[ \u00a0]?[-–]?|\. ?| \(|\) ")


@dataclass(frozen=True)
class NameModel:
    """What was learned: a weight per feature, and from which chance on a word is covered."""

    weights: Mapping[str, float]
    threshold: float

    def chance(self, features: Iterable[str]) -> float:
        """Return how likely a word with ``features`` is (part of) a name, from 0 to 1."""
        total = sum(self.weights.get(feature, 0.0) for feature in features)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@lru_cache(maxsize=1)
def load_name_model() -> NameModel:
    """Return the learned weights; ``FileNotFoundError`` where they were never made."""
    table = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return NameModel(table["weights"], table["threshold"])


def find_names(
    words: Words, taken: Sequence[Find] = (), model: NameModel | None = None
) -> Iterator[Find]:
    """Yield the names in ``words``, outside the stretches that are ``taken`` already."""
    model = model or load_name_model()
    view = Surroundings(words)
    covered = covered_words(words.words, taken)
    chances = {
        at: model.chance(view.features(at))
        for at, word in enumerate(words.words)
        if at not in covered and is_candidate(word)
    }
    named = {at for at, chance in chances.items() if chance >= model.threshold}
    named |= _again(view, chances, covered)
    named |= _other_letters(view, covered)
    named |= _after_particles(view, named, covered)
    for find in _joined(words, view, named, covered):
        short = _SHORTENED.search(words.text, max(0, find.start - _FARTHEST), find.start)
        yield Find(find.kind, short.start() if short else find.start, find.end)


def covered_words(words: Sequence[Word], taken: Iterable[Find]) -> set[int]:
    """Return the positions of the words that lie, wholly or in part, in what is ``taken``."""
    spans = sorted((find.start, find.end) for find in taken)
    found: set[int] = set()
    at = 0
    for start, end in spans:
        while at and words[at - 1].end > start:
            at -= 1
        while at < len(words) and words[at].end <= start:
            at += 1
        while at < len(words) and words[at].start < end:
            found.add(at)
            at += 1
    return found


def _again(view: Surroundings, chances: Mapping[int, float], covered: set[int]) -> set[int]:
    """Return every occurrence of what was surely a name: once a name, always a name."""
    sure = {
        view.looks[at].lower
        for at, chance in chances.items()
        if chance >= _SURE and len(view.looks[at].lower) > 1
    }
    return {
        at
        for at, look in enumerate(view.looks)
        if at not in covered and look.lower in sure and _may_return(look)
    }


def _may_return(look: Look) -> bool:
    """Whether ``look``, elsewhere a name, is one here: in lower case "roos" is a flower."""
    return look.is_written_as_name or look.known == "?"


def _after_particles(view: Surroundings, named: set[int], covered: set[int]) -> set[int]:
    """Return the surnames behind "van der": after a name or title, or a particle's capital."""
    lists, found = load_name_lists(), set()
    for at in range(1, len(view.looks)):
        look = view.looks[at]
        if at in covered or not look.is_written_as_name:
            continue
        first = at
        while first > max(0, at - _FARTHEST) and view.looks[first - 1].lower in lists.particles:
            first -= 1
        before = view.looks[first - 1].lower if first else ""
        is_led = first - 1 in named or lists.cues.get(before) == "title"
        is_capital = "f" in look.name and any(
            _is_capital_particle(view, one, at) and not view.is_first(one)
            for one in range(first, at)
        )
        if first < at and (is_led or is_capital):
            found.add(at)
    return found


def _other_letters(view: Surroundings, covered: set[int]) -> set[int]:
    """Return the words in other letters (Arabic, Cyrillic) within a text in Latin ones."""
    foreign = {
        at
        for at, look in enumerate(view.looks)
        if at not in covered and look.shape != "0" and not _is_latin(look.form)
    }
    return foreign if len(foreign) * 4 < len(view.looks) else set()


def _is_latin(form: str) -> bool:
    return all(ord(sign) < 0x250 or 0x1E00 <= ord(sign) < 0x1F00 for sign in form if sign.isalpha())


def _joined(words: Words, view: Surroundings, named: set[int], covered: set[int]) -> Iterator[Find]:
    """Join neighbours to one name, with the initials and particles that belong to it."""
    text, all_words = words.text, words.words
    start = end = -1
    last = -2
    for at in sorted(named | _belonging(words, view, named, covered)):
        word = all_words[at]
        if last >= 0 and _touch(text, end, word.start) and _belong_together(view, last, at):
            end = word.start + len(bare(word.form))
        else:
            if last >= 0:
                yield Find(PersonalData.NAAM, start, end)
            start, end = word.start, word.start + len(bare(word.form))
        last = at
    if last >= 0:
        yield Find(PersonalData.NAAM, start, end)


def _touch(text: str, end: int, start: int) -> bool:
    return start - end <= 2 and _GAP.fullmatch(text[end:start]) is not None


def _belong_together(view: Surroundings, last: int, at: int) -> bool:
    """Whether no sentence ends between two names: "… bij Jan. Petra zegt" are two."""
    between = view.words[last + 1 : at]
    if any(word.form == "." for word in between):
        return view.looks[last].shape == "I"
    return True


def _belonging(words: Words, view: Surroundings, named: set[int], covered: set[int]) -> set[int]:
    """Return the particles and initials that are part of a name beside them."""
    particles, found = load_name_lists().particles, set()
    cues = load_name_lists().cues
    for at in named:
        back = at - 1
        waiting: list[int] = []
        while back >= max(0, at - _FARTHEST) and back not in covered:
            look = view.looks[back]
            if look.lower in particles:
                waiting.append(back)
            elif look.shape == "I" and len(look.form.replace(".", "")) <= 3:
                found |= {*waiting, back}
                waiting = []
            elif look.form != "." or back == 0 or view.looks[back - 1].shape != "I":
                break
            back -= 1
        if not waiting:
            continue
        before = view.looks[back].lower if back >= 0 else ""
        is_led = back in named or cues.get(before) == "title" or len(waiting) > 1
        capital = {one for one in waiting if _is_capital_particle(view, one, at)}
        found |= set(waiting) if is_led else set(range(min(capital), at)) if capital else set()
    return found


def _is_capital_particle(view: Surroundings, at: int, name: int) -> bool:
    """Whether a particle's capital shows that a surname begins there: "Van Rooij", "El Amrani"."""
    if view.looks[at].shape == "x":
        return False
    if not view.is_first(at):
        return True
    return view.looks[at].lower not in ("de", "het", "in", "op") or (
        "f" in view.looks[name].name and "g" not in view.looks[name].name
    )
