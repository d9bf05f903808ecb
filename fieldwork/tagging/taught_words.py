"""Words and phrases that a team taught, looked for beside the lexicon of the installation.

A word that points to a theme is as sure as a pattern of the codebook. A blocker voids what the
lexicon finds of that theme in the same words, and tells the model that this sentence is not about
it. There are no blockers for signals: danger is never silenced.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from fieldwork.domain.lessons import LONGEST_WORD
from fieldwork.domain.notes import Span
from fieldwork.domain.refusals import Refusal
from fieldwork.tagging.codebook import SURE, load_lists
from fieldwork.tagging.lemmas import load_lemmas
from fieldwork.tagging.lexicon import Entry, Hit, Lexicon
from fieldwork.tagging.patterns import BadPattern, Pattern, read_pattern
from fieldwork.tagging.words import Words

# What stands in nearly every sentence and so says nothing by itself.
_EMPTY_WORDS: Final = (
    "aan al als bij bent ben daar dan dat de die dit doen doet door dus een er en gaan gaat geen "
    "had hebben heeft hem het hij hoe hun ik in is ja je jij jou kan komt maar meer mee men met "
    "mij mijn moet na naar nee niet nog nu of om omdat onder ons ook op over te toen tot uit van "
    "veel voor waar want was wat we wel werd wie wij wil worden wordt zal ze zei zij zijn zo zou "
    "hebt hele heel iets iemand alles"
)
_EMPTY: Final = frozenset(_EMPTY_WORDS.split())


class UnreadableWord(Refusal):
    """What somebody wants to teach cannot be looked for."""

    def __init__(self, what: str, what_now: str) -> None:
        super().__init__("Woord leren", what, what_now)


@dataclass(frozen=True, slots=True)
class TaughtWord:
    """One entry: the theme or signal ``code``, the pattern as it was typed, and what it does."""

    code: str
    pattern: str
    blocks: bool = False


class TaughtWords:
    """The words of a study, indexed once. Looking costs a fraction of reading the note."""

    def __init__(self, words: Iterable[TaughtWord]) -> None:
        """Index ``words``; one that cannot be read (any more) is left out."""
        entries = []
        for word in words:
            try:
                pattern = read_pattern(word.pattern, frozenset(load_lists()))
            except BadPattern:
                continue
            weight = 0.0 if word.blocks else SURE
            entries.append(Entry(word.code, pattern, weight, word.blocks))
        self._own = Lexicon([one for one in entries if not one.blocks], load_lemmas(), load_lists())
        # A blocker drops out of a lexicon's finds, so here it goes in as what is looked for.
        self._blockers = Lexicon(
            [Entry(one.code, one.pattern, SURE) for one in entries if one.blocks],
            load_lemmas(),
            load_lists(),
        )

    def find(self, words: Words) -> list[Hit]:
        """Return where the words that point to something stand, less what a blocker voids."""
        return unblocked(self._own.find(words), self.find_blockers(words))

    def find_blockers(self, words: Words) -> list[Hit]:
        """Return where the words stand that do not mean their theme here."""
        return self._blockers.find(words)


@lru_cache(maxsize=32)
def index_words(words: tuple[TaughtWord, ...]) -> TaughtWords:
    """Return ``words`` indexed; the last few sets are remembered."""
    return TaughtWords(words)


def unblocked(hits: Iterable[Hit], blockers: Sequence[Hit]) -> list[Hit]:
    """Return ``hits`` without those of the same theme that use a word of one of ``blockers``."""
    blocked: dict[str, set[int]] = {}
    for blocker in blockers:
        blocked.setdefault(blocker.code, set()).update(blocker.at)
    return [hit for hit in hits if blocked.get(hit.code, set()).isdisjoint(hit.at)]


def places_of(hits: Iterable[Hit], words: Words) -> list[tuple[str, Span]]:
    """Return the theme and the stretch of text of each of ``hits``."""
    return [
        (hit.code, Span(words.words[hit.at[0]].start, words.words[hit.at[-1]].end)) for hit in hits
    ]


def check_word(source: str) -> Pattern:
    """Return ``source`` as a pattern; raises :class:`UnreadableWord` for what is no use.

    A pattern must ask for a word that does not stand in nearly every sentence.
    """
    if len(source.strip()) > LONGEST_WORD:
        raise UnreadableWord(
            f"Dit is langer dan {LONGEST_WORD} tekens.",
            "Kies één woord of een paar woorden waar het om gaat.",
        )
    try:
        pattern = read_pattern(source.strip(), frozenset(load_lists()))
    except BadPattern as error:
        raise UnreadableWord(
            f"Dit kan Wijkduik niet lezen: {error}.",
            "Typ een woord of een paar woorden, zonder tekens erbij.",
        ) from error
    for group in pattern.groups:
        for atom in group:
            if all(_tells(choice) for choice in atom.choices):
                return pattern
    raise UnreadableWord(
        f"'{source.strip()}' staat in bijna elke zin, dus het zegt niets over een thema.",
        "Neem er het woord bij waar het om gaat.",
    )


def _tells(choice: Iterable[str]) -> bool:
    """Whether the words of ``choice`` say something: one that is neither short nor empty."""
    bare = [key.removeprefix("=").strip("*") for key in choice]
    return any(len(word) > 2 and word not in _EMPTY for word in bare)
