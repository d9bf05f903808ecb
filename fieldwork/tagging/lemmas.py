"""From a Dutch word as it is written to its dictionary words, and to its tense.

First LanguageTool's dictionary (1.75 million forms with lemma and tag, from the package
``lingotweaker-data-nl-light``, LGPL-2.1-or-later); for words not in it ``simplemma`` (MIT).
"""

import tomllib
import unicodedata
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from fieldwork.tagging.automaton import Automaton

if TYPE_CHECKING:
    from simplemma import Lemmatizer

_SEPARATOR: Final = b"~"
_LONGEST_WORD: Final = 40
_MOST_KNOWN: Final = 40_000
# Tags of LanguageTool's Dutch tagset: WKW verb, VLT past tense, TGW present tense.
_VERB: Final = "WKW"
_PAST: Final = "WKW:VLT"
_PRESENT: Final = "WKW:TGW"
# Part of a verb whose other part stands elsewhere: "belt" of "opbellen". Reading "opbellen" in
# every "belt" brings far more error than good.
_SEPARATED: Final = ":LOS"


class Lexeme(NamedTuple):
    """One reading of a form: its dictionary word and LanguageTool's tag for it."""

    lemma: str
    tag: str


def fold(word: str) -> str:
    """Return ``word`` as it is compared: lower case, straight apostrophes, no accents."""
    plain = word.replace("’", "'").replace("‘", "'")
    if plain.isascii():
        return plain.lower()
    parts = unicodedata.normalize("NFKD", plain.lower())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


class Lemmas:
    """What Dutch forms can be forms of. Reading is safe from several threads at once."""

    def __init__(self, dictionary: Path, choices: dict[str, tuple[str, ...]]) -> None:
        """Read from ``dictionary`` (CFSA2); ``choices`` settles forms with too many readings."""
        self._automaton = Automaton(dictionary)
        self._choices = choices
        self._nodes: dict[str, int] = {}
        self._lemmas: dict[str, frozenset[str]] = {}

    def lexemes(self, form: str) -> tuple[Lexeme, ...]:
        """Return the readings of ``form`` in the dictionary, none where it is unknown."""
        node = self._node(form)
        if not node:
            return ()
        raw = form.encode("utf-8", "replace")
        return tuple(_decode(raw, entry) for entry in self._automaton.below(node))

    def of(self, form: str) -> frozenset[str]:
        """Return ``form``, folded, with every dictionary word that it can be a form of.

        What was read once is remembered, up to a limit.
        """
        found = self._lemmas.get(form)
        if found is None:
            if len(self._lemmas) >= _MOST_KNOWN:
                self._lemmas.clear()
            found = self._lemmas[form] = self._read(form)
        return found

    def _read(self, form: str) -> frozenset[str]:
        folded = fold(form)
        settled = self._choices.get(folded)
        if settled is not None:
            return frozenset((folded, *settled))
        lower = form.lower().replace("’", "'")
        lemmas = {
            fold(lexeme.lemma)
            for lexeme in self.lexemes(lower)
            if not lexeme.tag.endswith(_SEPARATED)
        }
        if not lemmas and lower.isalpha() and len(lower) <= _LONGEST_WORD:
            lemmas = {fold(_guess(lower))}
        return frozenset((folded, *lemmas))

    def is_past_tense(self, form: str) -> bool:
        """Return whether ``form`` can only be a verb in the past tense ("liep", "had")."""
        tags = [lexeme.tag for lexeme in self.lexemes(form.lower())]
        return any(tag.startswith(_PAST) for tag in tags) and not any(
            tag.startswith(_PRESENT) for tag in tags
        )

    def is_known(self, form: str) -> bool:
        """Return whether the dictionary has ``form``, as written or in lower case."""
        # Lower case first: nearly all words are, and those are looked up for their lemmas as well.
        return bool(self._node(form.lower()) or self._node(form))

    def _node(self, form: str) -> int:
        """Return where the readings of ``form`` begin, 0 where it has none; remembered."""
        node = self._nodes.get(form)
        if node is None:
            if len(self._nodes) >= _MOST_KNOWN:
                self._nodes.clear()
            raw = form.encode("utf-8", "replace")
            node = self._automaton.find(raw + _SEPARATOR) if len(raw) <= _LONGEST_WORD else 0
            self._nodes[form] = node
        return node


def _decode(form: bytes, entry: bytes) -> Lexeme:
    """Undo morfologik's suffix coding: "A" + n letters off the form, then the new ending."""
    ending, tag = entry.split(_SEPARATOR)[:2]
    stem = form[: len(form) - (ending[0] - ord("A"))]
    return Lexeme((stem + ending[1:]).decode("utf-8", "replace"), tag.decode("utf-8", "replace"))


def _guess(word: str) -> str:
    return str(_load_guesser().lemmatize(word, "nl"))


@lru_cache(maxsize=1)
def _load_guesser() -> "Lemmatizer":
    """Return simplemma with its word list as it lies on disk: quicker to load, and 30 MB less."""
    from simplemma import Lemmatizer
    from simplemma.strategies import DefaultStrategy

    return Lemmatizer(lemmatization_strategy=DefaultStrategy(low_memory=True))


@lru_cache(maxsize=1)
def load_lemmas(folder: Path | None = None) -> Lemmas:
    """Return the reader of Dutch forms; ``FileNotFoundError`` when its dictionary is missing.

    ``folder`` holds ``lemmas.toml``, the choices for forms with several readings.
    """
    spec = find_spec("lingotweaker_data_nl_light")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("install lingotweaker-data-nl-light: the Dutch dictionary")
    root = Path(next(iter(spec.submodule_search_locations)))
    folder = folder or Path(__file__).parents[2] / "data" / "lexicon"
    table = tomllib.loads((folder / "lemmas.toml").read_text(encoding="utf-8"))
    choices = {fold(form): tuple(fold(lemma) for lemma in found) for form, found in table.items()}
    return Lemmas(root / "data" / "nl" / "dictionaries" / "dutch.dict", choices)
