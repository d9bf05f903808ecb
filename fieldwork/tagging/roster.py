"""Finding in a text whom and what a study knows already: people, numbers, accounts."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from fieldwork.domain.pseudonyms import PersonalData, Roster
from fieldwork.tagging.identifiers import Find
from fieldwork.tagging.lemmas import fold
from fieldwork.tagging.name_features import load_name_lists, look_at

_LEAST: Final = 2
# Signs of a name that tell people apart; a list of names without commas can be any length.
_LONGEST_NAME: Final = 80
_TITLES: Final = ("title", "kin")


def find_known(text: str, roster: Roster) -> Iterator[Find]:
    """Yield what ``roster`` holds and ``text`` names, whatever its capitals and accents."""
    if not (roster.people or roster.phones or roster.usernames):
        return
    plain, places = _folded(text)
    pattern = _pattern(roster)
    if pattern:
        for match in pattern.finditer(plain):
            start, end = places[match.start()], places[match.end() - 1] + 1
            if _is_meant(text[start:end], match.group(), roster):
                yield Find(_kind(match.group(), roster), start, end)
    yield from _phones(text, roster.phones)


def place_spans(text: str, roster: Roster, known: Iterable[Find]) -> list[Find]:
    """Return where ``text`` names a place or institution of ``roster``, which is nobody."""
    if not roster.places:
        return []
    plain, places = _folded(text)
    pattern = _alternatives(tuple(fold(place) for place in roster.places))
    found = (
        (places[match.start()], places[match.end() - 1] + 1) for match in pattern.finditer(plain)
    )
    return [Find(PersonalData.ADRES, start, end) for start, end in found]


@lru_cache(maxsize=64)
def _forms(roster: Roster) -> dict[str, PersonalData]:
    """Return every folded form that names somebody of ``roster``: whole names and their parts."""
    forms: dict[str, PersonalData] = {}
    for names in roster.people:
        for name in names:
            for form in name_forms(name):
                forms.setdefault(form, PersonalData.NAAM)
    for name in roster.usernames:
        if len(name.strip("@ ")) >= _LEAST:
            forms[fold(name.strip("@ "))] = PersonalData.GEBRUIKERSNAAM
    return forms


def name_forms(name: str) -> list[str]:
    """Return ``name``, folded, with each part by which somebody may be called.

    "Fatima el Amrani" is also "fatima" and "el amrani" and "amrani"; titles are no part of it.
    """
    lists = load_name_lists()
    parts = fold(name[:_LONGEST_NAME]).replace(".", ". ").split()
    while parts and lists.cues.get(parts[0].rstrip(".")) in _TITLES:
        parts = parts[1:]
    forms = [" ".join(parts)]
    for at, part in enumerate(parts):
        if len(part.rstrip(".")) > 1 and part not in lists.particles:
            forms.append(part)
            begin = at
            while begin and parts[begin - 1] in lists.particles:
                begin -= 1
            forms.append(" ".join(parts[begin : at + 1]))
            forms.append(" ".join(parts[begin:]))
    return [form for form in dict.fromkeys(forms) if len(form) >= _LEAST]


def _is_meant(written: str, form: str, roster: Roster) -> bool:
    """Whether a part of a name is meant and not the word: "roos" is a flower, "Roos" is not."""
    if " " in form or written[:1].isupper() or _kind(form, roster) is not PersonalData.NAAM:
        return True
    return look_at(form).known == "?"


def _kind(form: str, roster: Roster) -> PersonalData:
    return _forms(roster).get(form, PersonalData.NAAM)


@lru_cache(maxsize=64)
def _pattern(roster: Roster) -> "re.Pattern[str] | None":
    forms = tuple(_forms(roster))
    return _alternatives(forms) if forms else None


@lru_cache(maxsize=64)
def _alternatives(forms: tuple[str, ...]) -> "re.Pattern[str]":
    longest = sorted(forms, key=len, reverse=True)
    either = "|".join(re.escape(form).replace(r"\ ", r"\s{1,3}") for form in longest)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)")


def _phones(text: str, phones: Sequence[str]) -> Iterator[Find]:
    wanted = {_digits(phone) for phone in phones} - {""}
    if not wanted:
        return
    for match in re.finditer(r"\+?\(?\d(?:[ ().\-/]{0,3}\d){7,14}", text):
        if _digits(match.group()) in wanted:
            yield Find(PersonalData.TELEFOON, match.start(), match.end())


def _digits(phone: str) -> str:
    """Return the last nine digits, which are the same with 0 and with +31."""
    digits = re.sub(r"\D", "", phone)
    return digits[-9:] if len(digits) >= 9 else ""


def _folded(text: str) -> tuple[str, list[int]]:
    """Return ``text`` as it is compared, and for each of its signs the place in ``text``."""
    if text.isascii():
        return text.lower(), list(range(len(text)))
    signs: list[str] = []
    places: list[int] = []
    for at, sign in enumerate(text):
        for part in unicodedata.normalize("NFKD", fold(sign)):
            if not unicodedata.combining(part):
                signs.append(part)
                places.append(at)
    return "".join(signs), places
