"""The small language in which themes and signals say what points to them.

========================  ======================================================================
``huurachterstand``       a word in any of its forms ("huurachterstanden")
``=schuld``               exactly this form
``schulden*``             a word that begins so ("schuldenlast")
``*achterstand``          a word that ends so, in any form ("betalingsachterstanden")
``@kind``                 any word of the list ``kind`` in ``data/lexicon/words.toml``
``eten|maaltijd``         one or the other
``rood staan``            in this order, at most three other words in between
``in_de_steek``           in this order, nothing in between; counts as one word
``rekening & betalen``    in any order, at most seven words apart, in one sentence
``kind & !feest``         the second must not stand there
========================  ======================================================================

Accents and capitals never matter.
"""

from dataclasses import dataclass
from typing import Final

from fieldwork.tagging.lemmas import fold

GAP: Final = 3
WINDOW: Final = 7


class BadPattern(ValueError):
    """A pattern that cannot be read; the message says what is wrong with it, in Dutch."""


@dataclass(frozen=True, slots=True)
class Atom:
    """One place in a pattern: any of its ``choices`` fills it.

    A choice is one key, or the keys of words that must follow each other directly.
    """

    choices: tuple[tuple[str, ...], ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key in the choices."""
        return tuple(key for choice in self.choices for key in choice)


@dataclass(frozen=True, slots=True)
class Pattern:
    """What must stand in a sentence: ``groups`` near each other, and none of ``without``."""

    source: str
    groups: tuple[tuple[Atom, ...], ...]
    without: tuple[tuple[Atom, ...], ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """Every key that the pattern asks for or forbids."""
        groups = self.groups + self.without
        return frozenset(key for group in groups for atom in group for key in atom.keys)


def read_pattern(source: str, lists: frozenset[str] = frozenset()) -> Pattern:
    """Read one pattern; ``lists`` are the names that ``@`` may call. Raises ``BadPattern``."""
    groups: list[tuple[Atom, ...]] = []
    without: list[tuple[Atom, ...]] = []
    for part in source.split("&"):
        part = part.strip()
        if part.startswith("!"):
            without.append(_read_group(part[1:], source, lists))
        else:
            groups.append(_read_group(part, source, lists))
    if not groups:
        raise BadPattern(f"'{source}' zegt alleen wat er niet mag staan")
    return Pattern(source, tuple(groups), tuple(without))


def _read_group(part: str, source: str, lists: frozenset[str]) -> tuple[Atom, ...]:
    atoms = [
        Atom(
            tuple(
                tuple(_read_key(word, source, lists) for word in choice.split("_"))
                for choice in place.split("|")
            )
        )
        for place in part.split()
    ]
    if not atoms:
        raise BadPattern(f"in '{source}' staat een leeg stuk")
    return tuple(atoms)


def _read_key(word: str, source: str, lists: frozenset[str]) -> str:
    if word.startswith("@"):
        if word[1:] not in lists:
            raise BadPattern(f"'{source}' noemt de lijst '{word}', die er niet is")
        return word
    bare = word.removeprefix("=").strip("*")
    if len(bare) < 2 and not (word.startswith("=") and bare) and bare not in ("u", "2", "3"):
        raise BadPattern(f"in '{source}' staat een te kort woord: '{word}'")
    if "*" in bare or "=" in bare or (word.startswith("*") and word.endswith("*")):
        raise BadPattern(f"in '{source}' staat een teken op een vreemde plek: '{word}'")
    return fold(word)
