"""What there is to see of a word that may be a name: its form, its neighbours, the dictionary.

Features are short strings; :mod:`fieldwork.tagging.names` weighs them with what was learned.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from fieldwork.tagging.addresses_in_text import STREET_ENDINGS
from fieldwork.tagging.codebook import DATA
from fieldwork.tagging.lemmas import fold, load_lemmas
from fieldwork.tagging.words import Word, Words

# LanguageTool's tags: ENM a proper name, of a person (PER) by given name (FST) or surname (LST).
_GIVEN, _FAMILY, _PLACE, _BODY = "ENM:PER:FST", "ENM:PER:LST", "ENM:LOC", "ENM:ORG"
_CLASSES: Final = {"ZNW": "n", "WKW": "v", "BNW": "a", "BYW": "b", "VRZ": "p", "TLW": "t"}
_GENITIVE: Final = re.compile(r"['’`]s?$", re.IGNORECASE)
_PLACELIKE: Final = re.compile(
    rf"(?:{STREET_ENDINGS}|wijk|buurt|dorp|stad|huis|centrum|school|kerk|moskee|zorg|team|club"
    r"|winkel|theek|bank|fonds|groep|dienst|raad|bond|loket|punt|werk|land|zaal|kas|veste|dam)$"
)
_SUFFIXES: Final = 3
# Parts of a compound; shorter ones are in every name ("ma" and "rie").
_LEAST_PART, _LONGEST_COMPOUND = 4, 24
_DERIVED: Final = re.compile(r"(?:tje|je|s)$")
_FAR: Final = ("prev2", "next2")


@dataclass(frozen=True, slots=True)
class Lists:
    """Words that say something about the word beside them, and names, all folded."""

    given: frozenset[str]
    family: frozenset[str]
    particles: frozenset[str]
    cues: dict[str, str]
    nobody: frozenset[str]


@lru_cache(maxsize=1)
def load_name_lists() -> Lists:
    """Return the lists of ``data/lexicon/names.toml``."""
    table = tomllib.loads((DATA / "lexicon" / "names.toml").read_text(encoding="utf-8"))
    cues = {fold(word): name for name, words in table["cues"].items() for word in words.split()}
    return Lists(
        given=frozenset(fold(name) for part in table["given"].values() for name in part.split()),
        family=frozenset(fold(name) for part in table["family"].values() for name in part.split()),
        particles=frozenset(table["particles"]["words"].split()),
        cues=cues,
        nobody=frozenset(fold(name) for part in table["nobody"].values() for name in part.split()),
    )


@dataclass(frozen=True, slots=True)
class Look:
    """A word as such: its form without a genitive, what the dictionary and the lists know."""

    form: str
    lower: str
    shape: str
    known: str
    name: str

    @property
    def is_written_as_name(self) -> bool:
        """Whether it starts with a capital."""
        return self.shape not in ("x", "0")


def bare(form: str) -> str:
    """Return ``form`` without the ``'s`` of "Fatima's"."""
    return _GENITIVE.sub("", form)


@lru_cache(maxsize=20_000)
def look_at(form: str) -> Look:
    """Return what there is to know of ``form`` by itself."""
    plain = bare(form)
    lower = plain.lower()
    return Look(plain, lower, _shape(plain), _known(plain), _name(plain))


def _shape(form: str) -> str:
    if not any(sign.isalpha() for sign in form):
        return "0"
    if not form[0].isupper():
        return "x"
    if len(form) == 1 or re.fullmatch(r"(?:[^\W\d_]\.)+", form):
        return "I"
    letters = [sign for sign in form if sign.isalpha()]
    if all(sign.isupper() for sign in letters):
        return "AB" if len(letters) <= 4 else "ALL"
    return "Xx" if not any(sign.isupper() for sign in form[1:]) else "XxX"


def _known(form: str) -> str:
    """Return the word classes that the dictionary gives ``form``, other than a name.

    In capitals where it has the word with a capital only ("Turkse"); "?" where it has none.
    """
    lower, lemmas = form.lower(), load_lemmas()
    found = {_CLASSES.get(one.tag[:3], "o") for one in lemmas.lexemes(lower)}
    if found:
        return "".join(sorted(found))
    tags = [one.tag for one in lemmas.lexemes(lower.capitalize())]
    found = {_CLASSES.get(tag[:3], "o") for tag in tags if not tag.startswith("ENM")}
    if found:
        return "".join(sorted(found)).upper()
    parts = lower.split("-")
    if len(parts) > 1 and all(part and lemmas.lexemes(part) for part in parts):
        return "n-"
    return "c" if _is_compound(lower) else "?"


def _is_compound(lower: str) -> bool:
    """Whether two words of the dictionary make ``lower``: "bezoekronde", "stoeptegel-s-ruzie"."""
    lemmas = load_lemmas()
    for cut in range(_LEAST_PART, min(len(lower) - _LEAST_PART, _LONGEST_COMPOUND) + 1):
        if lemmas.lexemes(lower[cut:]):
            head = lower[:cut]
            if lemmas.lexemes(head) or (head[-1] == "s" and lemmas.lexemes(head[:-1])):
                return True
    return False


def _name(form: str) -> str:
    """Return as what ``form`` is listed: g given, f family, l place, o body, z nobody, d small."""
    found = ""
    parts = [part for part in form.split("-") if part] or [form]
    kinds = [_listed(part) for part in parts]
    for kind in "glfozd":
        if (kind in kinds[0]) if len(kinds) == 1 else any(kind in one for one in kinds):
            found += kind
    return found or "-"


@lru_cache(maxsize=20_000)
def _listed(part: str) -> str:
    lists, lemmas = load_name_lists(), load_lemmas()
    written = part if part[:1].isupper() and not part.isupper() else part.capitalize()
    folded = fold(part)
    tags = " ".join(one.tag for one in lemmas.lexemes(written))
    return (
        ("g" if _GIVEN in tags or folded in lists.given else "")
        + ("f" if _FAMILY in tags or folded in lists.family else "")
        + ("l" if _PLACE in tags else "")
        + ("o" if _BODY in tags else "")
        + ("z" if folded in lists.nobody and part[:1].isupper() else "")
        + ("d" if not tags and _is_derived(written, lists) else "")
    )


def _is_derived(name: str, lists: Lists) -> bool:
    """Whether this is a given name made small or possessive: "Truusje", "Wims"."""
    stem = _DERIVED.sub("", name)
    if stem == name or len(stem) < 3:
        return False
    tags = " ".join(one.tag for one in load_lemmas().lexemes(stem))
    return _GIVEN in tags or fold(stem) in lists.given


def is_candidate(word: Word) -> bool:
    """Return whether ``word`` can be (part of) a name at all."""
    look = look_at(word.form)
    if look.shape == "0" or (look.shape == "x" and len(look.lower) < 3):
        return False
    if look.shape != "x":
        return True
    return any(kind in look.name for kind in "gfd") or look.known == "?"


class Surroundings:
    """The words of one text with what each word can see of the others."""

    def __init__(self, words: Words) -> None:
        """Look at every word of ``words`` once."""
        self.words = words.words
        self.looks = [look_at(word.form) for word in words.words]
        self._first = {sentence.start for sentence in words.sentences}
        self._capital: set[str] = set()
        self._lower: set[str] = set()
        for at, look in enumerate(self.looks):
            if look.shape == "x":
                self._lower.add(look.lower)
            elif not self.is_first(at):
                self._capital.add(look.lower)
        sized = [look for look in self.looks if look.shape != "0"]
        capitals = sum(look.shape != "x" for look in sized)
        self._style = "few" if capitals * 20 < len(sized) else "usual"
        if capitals * 2 > len(sized):
            self._style = "loud"

    def is_first(self, at: int) -> bool:
        """Whether the word at ``at`` gets a capital anyway: first of a sentence or a quote."""
        if at in self._first or at == 0:
            return True
        before = self.words[at - 1].form
        return before in "'‘“\"„(:•*–-…»«" or unicodedata.category(before[0]) == "So"

    def features(self, at: int) -> Iterator[str]:
        """Yield the features of the word at ``at``."""
        look = self.looks[at]
        place = "first" if self.is_first(at) else "mid"
        form = f"{look.shape}/{place}"
        listed = f"{look.name}/{look.known}"
        yield from ("bias", f"form={form}", f"known={look.known}", f"name={look.name}")
        yield f"form+name={form}/{look.name}"
        yield f"form+known={form}/{look.known}"
        yield f"all={form}/{listed}"
        yield f"word={look.lower}"
        yield f"word+form={look.lower}/{look.shape}"
        yield f"style={self._style}/{look.shape}/{look.name}/{look.known == '?'}"
        yield from self._letters(look, form)
        yield from self._in_note(look, form, listed)
        yield from self._beside(at, form, listed)

    def _letters(self, look: Look, form: str) -> Iterator[str]:
        for size in range(2, 2 + _SUFFIXES):
            yield f"end={look.lower[-size:]}"
        if _PLACELIKE.search(look.lower):
            yield f"placelike={form}/{look.name}"
        if not look.lower.isascii():
            yield f"foreign={look.shape}"
        if "-" in look.form:
            yield f"hyphen={form}/{look.name}"
        yield f"long={min(len(look.lower), 12)}/{look.shape}"
        if any(sign.isdigit() for sign in look.form):
            yield "digit"

    def _in_note(self, look: Look, form: str, listed: str) -> Iterator[str]:
        if look.shape != "x" and look.lower in self._lower:
            yield f"also-lower={form}/{look.name}"
        if look.lower in self._capital:
            yield f"also-capital={form}/{look.known == '?'}"
            yield f"also-capital+={form}/{listed}"

    def _beside(self, at: int, form: str, listed: str) -> Iterator[str]:
        name = self.looks[at].name
        for label, other in (
            ("prev", at - 1),
            ("next", at + 1),
            ("prev2", at - 2),
            ("next2", at + 2),
        ):
            word, kind = self._seen(other)
            yield f"{label}={word}"
            yield f"{label}-kind={kind}"
            if label not in _FAR:
                yield f"{label}-kind+={kind}/{form}/{name}"
                yield f"{label}+={word}/{self.looks[at].shape}"
                yield f"{label}+name={word}/{name}"
        before, behind = self._seen(at - 1)[1], self._seen(at + 1)[1]
        yield f"between={before}/{behind}/{form}"
        yield f"between+={before}/{behind}/{listed}"
        if behind == "(" and self._seen(at + 2)[1] == "0":
            yield f"age={form}"

    def _seen(self, at: int) -> tuple[str, str]:
        """Return the word at ``at`` and its kind, as its neighbour sees it."""
        if not 0 <= at < len(self.looks):
            return "<>", "<>"
        look, lists = self.looks[at], load_name_lists()
        cue = lists.cues.get(fold(look.lower))
        if look.shape == "0":
            is_number = any(sign.isdigit() for sign in look.form)
            return ("0", "0") if is_number else (look.form, look.form)
        if cue:
            return look.lower, cue
        if look.lower in lists.particles:
            return look.lower, "particle"
        if look.shape == "x":
            return look.lower, f"x{look.known}"
        return look.lower, f"{look.shape}{look.name}{'?' if look.known == '?' else ''}"
