"""The words that teams use for headings and answers, from ``data/imports/words.toml``."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from fieldwork.domain.imports import Cell, ImportField
from fieldwork.imports.values import read_words

FILE: Final = Path(__file__).parents[2] / "data" / "imports" / "words.toml"


@cache
def load_headings() -> dict[str, ImportField]:
    """Return headings as they are compared, with the field each stands for."""
    found: dict[str, ImportField] = {}
    for code, headings in _load()["headings"].items():
        for heading in headings:
            found.setdefault(fold(heading), ImportField.of(code))
    return found


@cache
def load_answers(held: ImportField) -> Mapping[str, str]:
    """Return the words for the answers of a field, as compared, with the code of each."""
    found: dict[str, str] = {}
    for code, words in _load()["words"].get(held.value, {}).items():
        found.setdefault(fold(code), code)
        for word in words:
            found.setdefault(fold(word), code)
    return found


def fold(text: str) -> str:
    """Return ``text`` as it is compared: small letters and digits without accents, one space.

    A sign on its own ("?") stays what it is.
    """
    letters = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return re.sub(r"[^a-z0-9]+", " ", bare).strip() or bare.strip()


def _load() -> dict[str, dict[str, dict[str, list[str]]]]:
    return tomllib.loads(FILE.read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Which written words stand for which answers: ours, those of the codebook, the team's own.

    ``themes`` maps a theme's label or id, as compared, to its id.
    """

    themes: Mapping[str, str]
    own: Mapping[ImportField, Mapping[str, str]] = field(default_factory=dict)

    def knows(self, held: ImportField, word: str) -> bool:
        """Return whether it is known what a word stands for, be it nothing."""
        return self.code(held, word) is not None

    def code(self, held: ImportField, word: str) -> str | None:
        """Return the code of a word; "" when it is to be left out, None when nobody said."""
        folded = fold(word)
        chosen = self.own.get(held, {}).get(folded)
        if chosen is not None:
            return chosen
        return (self.themes if held is ImportField.THEMES else load_answers(held)).get(folded)

    def split(self, held: ImportField, cell: Cell) -> list[str]:
        """Return the answers in a cell: one, or for themes several.

        Themes are parted by ; , | or a line's end, or as forms do it by spaces between codes.
        """
        text = read_words(cell).strip()
        if held is not ImportField.THEMES:
            return [text] if text else []
        codes = text.split()
        if len(codes) > 1 and all(fold(one) in self.themes for one in codes):
            return codes
        return [part.strip() for part in re.split(r"[;,|\n]", text) if part.strip()]
