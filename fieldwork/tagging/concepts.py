"""What a text is about, as concepts: "op de matras bij een neef" and "slapen op een bank" are one.

The concepts stand in ``data/search/concepts/*.toml``, in everyday Dutch; ``data/search/README.md``
tells how to add one. A word is looked up as it is written, by its dictionary words and, where it is
not known, by the parts of a compound; of a phrase the words that say something have to stand close
together in one sentence, in any order.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from fieldwork.domain.refusals import UnreadableFile
from fieldwork.tagging.codebook import DATA
from fieldwork.tagging.lemmas import Lemmas, fold, load_lemmas
from fieldwork.tagging.words import read_words

FOLDER: Final = DATA / "search" / "concepts"
# How much a word that only hints at a concept counts, part of a compound, and a broader concept.
HINT, PART, BROADER = 0.5, 0.7, 0.5
# Between the words of a phrase may stand so many others.
BETWEEN: Final = 3
# The parts of a compound have at least so many letters, and these may stand between them.
SHORTEST_PART: Final = 4
LONGEST_COMPOUND: Final = 40
_LINKS: Final = ("", "s", "en", "e")
# Words that by themselves are no concept, whatever else they can be a form of.
_NO_CONCEPT: Final = (
    "de het een en van in op te dat die is was aan met voor zijn haar hij zij ze er om als dan "
    "maar ook nog naar bij of uit door wat wie waar over tot dit deze heeft had hebben ik je we u "
    "hem mijn zich al wel iemand wordt worden werd moet moest moesten moeten mag gaat kan wil doet "
    "per waren ben bent zou zouden kon wou wilde ging gaan komt kwam deed doen weer toen hoe omdat "
    "heel erg zo dus want niets iets alles allemaal helemaal onder boven tegen tussen staat stond "
    "staan zit zat zitten ligt lag laat laatste laten laatst liet vier uur wel zelf eigen mee"
)
# Words that do not make a phrase tell more.
_COMMON: Final = (
    "niet geen meer nu goed nooit altijd elke elk ander andere jaar dag dagen week weken maand "
    "maanden twee drie vijf te veel nog gaan doen maken zien zeggen zegt zei krijgen krijgt willen "
    "durft iets niemand iedereen alle komen zonder na sinds vroeger toch alleen vast hele nieuw "
    "nieuwe weten weet wist eerst man vrouw kind kinderen moeder vader zoon dochter jongen meisje "
    "hun mijn huis"
)
_EMPTY: Final = frozenset(_NO_CONCEPT.split())
_WEAK: Final = _EMPTY | frozenset(_COMMON.split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that together mean a concept: each may stand as any of its forms.

    ``reach`` is how many words they may span; in order and side by side where ``fixed``.
    """

    concept: int
    words: tuple[frozenset[str], ...]
    reach: int
    fixed: bool


class Concepts:
    """All known concepts, and how to find them in a text. Safe to use from many threads."""

    def __init__(self, table: Mapping[str, Mapping[str, Any]], lemmas: Lemmas) -> None:
        """Read ``table``; raises ``UnreadableFile`` where a broader concept is not in it."""
        self.names = tuple(table)
        self._lemmas = lemmas
        self._words: dict[str, dict[int, float]] = defaultdict(dict)
        self._phrases: dict[str, list[Phrase]] = defaultdict(list)
        self._forms: dict[str, frozenset[str]] = {}
        self._known: dict[str, dict[int, float]] = {}
        numbers = {name: number for number, name in enumerate(self.names)}
        for name, entry in table.items():
            for text in _parts(entry.get("is", "")):
                self._add(numbers[name], text, 1.0)
            for text in _parts(entry.get("hints", "")):
                self._add(numbers[name], text, HINT)
        self._above = [_above(name, table, numbers) for name in self.names]

    def in_sentences(self, text: str) -> list[dict[int, float]]:
        """Return for each sentence the numbers of its concepts, with how surely they are there."""
        read = read_words(text)
        return [
            self._spread(self._find([fold(read.words[at].form) for at in sentence]))
            for sentence in read.sentences
        ]

    def in_words(self, text: str) -> list[tuple[str, dict[int, float]]]:
        """Return what each word of a question means by itself, and then, for "", its phrases."""
        found: list[tuple[str, dict[int, float]]] = []
        told: set[int] = set()
        for word in read_words(text).words:
            form = fold(word.form)
            if not word.is_sign and form not in _EMPTY:
                found.append((form, self._spread(self._of_word(form))))
                told |= found[-1][1].keys()
        for sentence in self.in_sentences(text):
            beside = {concept: sure for concept, sure in sentence.items() if concept not in told}
            if beside:
                found.append(("", beside))
        return found

    def _spread(self, found: Mapping[int, float]) -> dict[int, float]:
        """Add to concepts what they are a kind of."""
        spread: dict[int, float] = {}
        for concept, sure in found.items():
            for number, share in self._above[concept]:
                spread[number] = max(spread.get(number, 0.0), share * sure)
        return spread

    def _find(self, forms: Sequence[str]) -> dict[int, float]:
        """Return the concepts in one sentence, given as folded words."""
        found: dict[int, float] = {}
        places: dict[str, list[int]] = defaultdict(list)
        for at, form in enumerate(forms):
            for concept, sure in self._of_word(form).items():
                found[concept] = max(found.get(concept, 0.0), sure)
            for lemma in self._lemmas_of(form):
                places[lemma].append(at)
        for lemma in places:
            for phrase in self._phrases.get(lemma, ()):
                if found.get(phrase.concept, 0.0) < 1.0 and _stands(phrase, places):
                    found[phrase.concept] = 1.0
        return found

    def _of_word(self, form: str) -> dict[int, float]:
        known = self._known.get(form)
        if known is None and form in _EMPTY:
            known = {}
        if known is None:
            known = self._look_up(form) or self._look_up_parts(form)
            if len(self._known) < 200_000:
                self._known[form] = known
        return known

    def _look_up(self, form: str) -> dict[int, float]:
        found: dict[int, float] = {}
        for lemma in self._lemmas_of(form):
            for concept, sure in self._words.get(lemma, {}).items():
                found[concept] = max(found.get(concept, 0.0), sure)
        return found

    def _look_up_parts(self, form: str) -> dict[int, float]:
        """Return what the parts of a compound mean: of the split with the most in it."""
        best: dict[int, float] = {}
        if not 2 * SHORTEST_PART <= len(form) <= LONGEST_COMPOUND:
            return best
        for first, last in _splits(form):
            left, right = self._look_up(first), self._look_up(last)
            whole = (left or self._lemmas.is_known(first)) and (
                right or self._lemmas.is_known(last)
            )
            if whole and ((left and right) or not best):
                best = {concept: PART * sure for concept, sure in (left | right).items()}
        return best

    def _lemmas_of(self, form: str) -> frozenset[str]:
        known = self._forms.get(form)
        if known is None:
            known = self._lemmas.of(form)
            if len(self._forms) < 200_000:
                self._forms[form] = known
        return known

    def _keys(self, form: str) -> frozenset[str]:
        """Return what a word of the list is looked up by.

        A dictionary word stands for itself alone: "ouder" is not "oud", nor "dans" more of "dan".
        """
        lemmas = {fold(lexeme.lemma) for lexeme in self._lemmas.lexemes(form)}
        return frozenset((form,)) if form in lemmas else self._lemmas_of(form) - _EMPTY

    def _add(self, concept: int, text: str, sure: float) -> None:
        forms = [fold(word.form) for word in read_words(text).words if not word.is_sign]
        if len(forms) == 1:
            for lemma in self._keys(forms[0]):
                kept = self._words[lemma]
                kept[concept] = max(kept.get(concept, 0.0), sure)
            return
        telling = [form for form in forms if form not in _EMPTY]
        # Of words that everybody uses, all have to stand there, one after the other.
        fixed = len(set(telling)) < max(2, len(telling)) or _WEAK.issuperset(telling)
        forms_asked = forms if fixed else telling
        words = tuple(self._keys(form) or frozenset((form,)) for form in forms_asked)
        reach = len(forms) + (0 if fixed else BETWEEN)
        phrase = Phrase(concept, words, reach, fixed)
        # Looked for only where its longest word stands, which is the rarest by far.
        longest = max(range(len(words)), key=lambda at: len(forms_asked[at]))
        for lemma in words[longest]:
            self._phrases[lemma].append(phrase)


def _stands(phrase: Phrase, places: Mapping[str, Sequence[int]]) -> bool:
    """Return whether the words of ``phrase`` stand close enough together."""
    here = places.keys()
    if any(word.isdisjoint(here) for word in phrase.words):
        return False
    spots = [sorted({at for form in word for at in places.get(form, ())}) for word in phrase.words]
    if phrase.fixed:
        rest = [frozenset(one) for one in spots[1:]]
        return any(
            all(first + step + 1 in one for step, one in enumerate(rest)) for first in spots[0]
        )
    return any(
        all(any(abs(at - first) < phrase.reach for at in one) for one in spots[1:])
        for first in spots[0]
    )


def _splits(form: str) -> Iterator[tuple[str, str]]:
    for at in range(SHORTEST_PART, len(form) - SHORTEST_PART + 1):
        for link in _LINKS:
            first = form[:at]
            if first.endswith(link) and len(first) - len(link) >= SHORTEST_PART:
                yield first[: len(first) - len(link)], form[at:]


def _above(
    name: str, table: Mapping[str, Mapping[str, Any]], numbers: Mapping[str, int]
) -> tuple[tuple[int, float], ...]:
    """Return a concept with all that it is a kind of, each with how much that counts."""
    found = {name: 1.0}
    todo = [name]
    while todo:
        here = todo.pop()
        for broader in _parts(table[here].get("under", "")):
            if broader not in numbers:
                raise UnreadableFile(
                    FOLDER.name,
                    f"Bij '{here}' staat als ruimer begrip '{broader}', en dat is er niet.",
                    "Verbeter de naam of voeg het begrip toe.",
                )
            if found[here] * BROADER > found.get(broader, 0.0):
                found[broader] = found[here] * BROADER
                todo.append(broader)
    return tuple((numbers[one], share) for one, share in found.items())


def _parts(text: str) -> Iterable[str]:
    return (part for one in text.split(",") if (part := one.strip()))


@lru_cache(maxsize=1)
def load_concepts(folder: Path = FOLDER) -> Concepts:
    """Return the concepts of ``folder``; the first time takes half a second."""
    table: dict[str, Mapping[str, Any]] = {}
    for file in sorted(folder.glob("*.toml")):
        table |= tomllib.loads(file.read_text(encoding="utf-8"))
    return Concepts(table, load_lemmas())
