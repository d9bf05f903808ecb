"""All personal data in one text: what a form shows, what a list knows, what was learned.

Where finds overlap, the one that starts first and reaches farthest stays.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from fieldwork.domain.pseudonyms import PersonalData, Roster
from fieldwork.tagging.addresses_in_text import find_addresses, find_usernames
from fieldwork.tagging.identifiers import Find, find_identifiers
from fieldwork.tagging.name_features import look_at
from fieldwork.tagging.names import NameModel, find_names
from fieldwork.tagging.roster import find_known, place_spans
from fieldwork.tagging.words import Words, read_words

__all__ = ["Find", "find_personal_data", "find_told"]
_NOBODY = Roster()


def find_personal_data(
    text: str,
    roster: Roster = _NOBODY,
    *,
    words: Words | None = None,
    model: NameModel | None = None,
) -> list[Find]:
    """Return everything in ``text`` that points to one person, in order, without overlap."""
    words = words or read_words(text)
    known = [*find_known(text, roster)]
    told = [*find_told(text, roster.streets)]
    blocked = place_spans(text, roster, known)
    names = find_names(words, [*told, *known, *blocked], model)
    return settled([*told, *known, *names])


def find_told(text: str, streets: Iterable[str] = ()) -> list[Find]:
    """Return what its form alone gives away: numbers, addresses, accounts."""
    return settled(
        [
            *find_identifiers(text),
            *find_addresses(text, streets, _is_given),
            *find_usernames(text),
        ]
    )


@lru_cache(maxsize=4096)
def _is_given(word: str) -> bool:
    return "g" in look_at(word).name


def settled(finds: Sequence[Find]) -> list[Find]:
    """Return ``finds`` in order; of two that overlap one stays, over the stretch of both."""
    kept: list[Find] = []
    for find in sorted(finds, key=lambda one: (one.start, -one.end, one.kind is PersonalData.NAAM)):
        if kept and find.start < kept[-1].end:
            first = kept[-1]
            kept[-1] = Find(first.kind, first.start, max(first.end, find.end))
        else:
            kept.append(find)
    return kept
