"""From a Dutch word as it is written to its dictionary words, and to its tense.

First LanguageTool's dictionary (1.75 million forms with lemma and tag, from the package
``lingotweaker-data-nl-light``, LGPL-2.1-or-later); for words not in it ``simplemma`` (MIT).
"""

import tomllib
import unicodedata
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final, NamedTuple

from fieldwork.tagging.automaton import Automaton

_SEPARATOR: Final = b"~"
_LONGEST_WORD: Final = 40
_MOST_KNOWN: Final = 20_000
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
        self._known: dict[str, bool] = {}

    def lexemes(self, form: str) -> tuple[Lexeme, ...]:
        """Return the readings of ``form`` in the dictionary, none where it is unknown."""
        raw = form.encode("utf-8", "replace")
        if len(raw) > _LONGEST_WORD:
            return ()
        node = self._automaton.find(raw + _SEPARATOR)
        if not node:
            return ()
        found = (_decode(raw, entry) for entry in self._automaton.below(node))
        return tuple(found)

    def of(self, form: str) -> frozenset[str]:
        """Return ``form``, folded, with every dictionary word that it can be a form of."""
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
        """Return whether the dictionary has ``form``, as written or in lower case.

        What was looked up once is remembered, up to a limit.
        """
        known = self._known.get(form)
        if known is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            known = self._known[form] = self._stands(form) or self._stands(form.lower())
        return known

    def _stands(self, form: str) -> bool:
        """Return whether ``form`` has readings, without reading them: its node is enough."""
        raw = form.encode("utf-8", "replace")
        return len(raw) <= _LONGEST_WORD and bool(self._automaton.find(raw + _SEPARATOR))


def _decode(form: bytes, entry: bytes) -> Lexeme:
    """Undo morfologik's suffix coding: "A" + n letters off the form, then the new ending."""
    ending, tag = entry.split(_SEPARATOR)[:2]
    stem = form[: len(form) - (ending[0] - ord("A"))]
    return Lexeme((stem + ending[1:]).decode("utf-8", "replace"), tag.decode("utf-8", "replace"))


def _guess(word: str) -> str:
    import simplemma

    return str(simplemma.lemmatize(word, "nl"))


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
