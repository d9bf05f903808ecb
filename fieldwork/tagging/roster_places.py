"""Streets and addresses of the study's area, found in a text: "Kadelaan 14", "in de Waalstr."."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from fieldwork.domain.notes import Span
from fieldwork.tagging.name_features import look_at
from fieldwork.tagging.roster_words import Phrases, read_tokens, words_of

_NUMBER: Final = re.compile(
    r"[ \u00a0,]{1,3}(?:nr\.? |nummer |huisnummer )?"
    r"(?P<number>[1-9]\d{0,3}(?:[a-zA-Z](?!\w)|-[a-zA-Z0-9]{1,3}(?!\w))?)(?![\w/]|[.,:-]\d)"
    r"(?! ?(?:jaar|jr|uur|u\b|euro|keer|x\b|mensen|kinderen|gezinnen|woningen|huizen|weken|dagen|%"
    r"|maanden|meter|flats|portieken|januari|februari|maart|april|mei|juni|juli|augustus|september"
    r"|oktober|november|december))"
)


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A street of the area, as the study spells it, with the house number where one is told."""

    span: Span
    street: str
    number: str = ""


def find_places(text: str, streets: Sequence[str]) -> list[PlaceMention]:
    """Return the addresses and streets that ``text`` names, in order, each once.

    ``streets`` are the names of the area's streets. A street that is named with a number is not
    given once more without.
    """
    tokens = read_tokens(text)
    found: list[PlaceMention] = []
    stop = 0
    for hit in _index(tuple(streets)).find(text, tokens):
        if hit.first < stop:
            continue
        words = tokens[hit.first : hit.stop]
        if len(words) == 1 and not words[0].is_capital and _is_word(words[0].word):
            continue
        stop = hit.stop
        number = _NUMBER.match(text, _behind_point(text, words[-1].end))
        end = number.end() if number else words[-1].end
        found.append(
            PlaceMention(Span(words[0].start, end), hit.known, number["number"] if number else "")
        )
    return _once(found)


def _is_word(word: str) -> bool:
    """Whether a street's name is a word too ("plein"); "waalstraat" is put together, and is not."""
    known = look_at(word).known
    return known.islower() and known != "c"


def _once(found: Sequence[PlaceMention]) -> list[PlaceMention]:
    with_number = {one.street for one in found if one.number}
    seen: set[tuple[str, str]] = set()
    kept = []
    for one in found:
        key = (one.street, one.number.lower())
        if key not in seen and (one.number or one.street not in with_number):
            seen.add(key)
            kept.append(one)
    return kept


def _behind_point(text: str, end: int) -> int:
    """Return where a street's name ends: "Waalstr. 12" has a point that belongs to it."""
    return end + 1 if text[end : end + 2] == ". " and text[end - 3 : end].lower() == "str" else end


@lru_cache(maxsize=8)
def _index(streets: tuple[str, ...]) -> "Phrases[str]":
    forms: list[tuple[tuple[str, ...], str]] = []
    for street in streets:
        words = words_of(street)
        forms.append((words, street))
        if words and words[-1].endswith("straat"):
            forms.append(((*words[:-1], words[-1].removesuffix("aat")), street))
    return Phrases(forms)
