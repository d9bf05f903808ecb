"""People whom a study knows, found in a text: by name in every form, by role, by kin or door.

Where more than one person is meant by the same words, all are given: a person chooses.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from fieldwork.domain.ids import PersonId
from fieldwork.domain.notes import Span
from fieldwork.domain.people import Person, PersonKind
from fieldwork.tagging.name_features import load_name_lists, look_at
from fieldwork.tagging.roster import name_forms
from fieldwork.tagging.roster_words import (
    Phrases,
    Token,
    begins_sentence,
    read_tokens,
    span_of,
    words_of,
)

_TITLES: Final = ("title", "kin")
_ARTICLES_WORDS: Final = "de het onze die deze ons"
_ARTICLES: Final = frozenset(_ARTICLES_WORDS.split())
# Behind a capital that begins a sentence: "Wil je", "Roos is".
_AFTER_A_VERB_WORDS: Final = (
    "je jij hij ze zij u ik we wij jullie er een het de niet geen graag nog ook wel dat dit "
    "iemand weten men maar en of want"
)
_AFTER_A_VERB: Final = frozenset(_AFTER_A_VERB_WORDS.split())
_KIN_WORDS: Final = (
    "moeder vader ouders zus zusje broer broertje dochter zoon oma opa tante oom nicht neef "
    "man vrouw partner vriend vriendin buurvrouw buurman stiefvader stiefmoeder "
    "schoonmoeder schoonvader ex kleinzoon kleindochter"
)
_KIN: Final = frozenset(_KIN_WORDS.split())
_NEIGHBOURS: Final = (
    "buurvrouw buurman buuf buurtje buur bewoner bewoonster overbuurvrouw overbuurman benedenbuur "
    "bovenbuur bovenbuurvrouw benedenbuurvrouw mevrouw meneer mw dhr vrouw man"
)
_DOOR: Final = re.compile(
    rf"(?<!\w)(?:(?:de|die|onze) )?(?:{_NEIGHBOURS.replace(' ', '|')})\.? (?:van|op)"
    r"(?: (?:nummer|nr\.?|huisnummer))? (?P<number>\d{1,4} ?-?[a-z]?)(?!\w)"
    r"(?! ?(?:jaar|jr|j\.|maanden|hoog|kilo|kinderen|euro|uur))"
)
# Words in a role that say nothing by themselves.
_WEAK_ROLES_WORDS: Final = "buurvrouw buurman moeder vader man vrouw vriend vriendin"
_WEAK_ROLES: Final = frozenset(_WEAK_ROLES_WORDS.split())
_OTHER_ROLES_WORDS: Final = (
    "imam huismeester beheerder beheerster conciergerie concierge wijkagent huisarts kapper "
    "kapster bakker slager pastor dominee voorzitter penningmeester spil leraar lerares juf "
    "meester coach trainer jongerenwerker opbouwwerker wijkverpleegkundige verpleegkundige "
    "apotheker postbode portier schipper caféhouder cafehouder barman kok kokkin winkelier "
    "groenteboer visboer fietsenmaker monteur tolk vrijwilliger coordinator wijkconsulent "
    "woonconsulent consulent maatschappelijk leerplichtambtenaar wethouder raadslid "
    "brandweerman huurdersbelang ouderling koster sleutelbewaarder gastvrouw gastheer "
    "kroegbaas snackbarhouder"
)
_OTHER_ROLES: Final = frozenset(_OTHER_ROLES_WORDS.split())


@dataclass(frozen=True, slots=True)
class PersonMention:
    """Words of a text that are about somebody of the study, or about one of several."""

    span: Span
    people: tuple[PersonId, ...]


@dataclass(frozen=True)
class _Index:
    """Everything by which people of a study are known."""

    names: "Phrases[frozenset[PersonId]]"
    common: frozenset[tuple[str, ...]]
    whole: "Phrases[frozenset[PersonId]]"
    roles: "dict[str, frozenset[PersonId]]"
    kin: "dict[tuple[str, str], frozenset[PersonId]]"
    doors: "dict[str, tuple[tuple[str, PersonId], ...]]"


def find_people(text: str, known: Sequence[Person], *, street: str = "") -> list[PersonMention]:
    """Return who of ``known`` is named in ``text``, in order, without overlap.

    ``street`` is where the talk was: "de buurvrouw van 12" lives there, if anybody does. Who is
    called by a whole name somewhere is meant by the first name elsewhere.
    """
    index = _index(tuple(known))
    tokens = read_tokens(text)
    sure = {one for hit in index.whole.find(text, tokens) for one in hit.known}
    found = [
        *_named(text, tokens, index, sure),
        *_by_role(tokens, index),
        *_by_kin(tokens, index),
        *_by_door(text, index, street),
    ]
    end = 0
    mentions = []
    for mention in sorted(found, key=lambda one: (one.span.start, -one.span.end)):
        if mention.span.start >= end:
            mentions.append(mention)
            end = mention.span.end
    return mentions


def _named(
    text: str, tokens: Sequence[Token], index: _Index, sure: set[PersonId]
) -> Iterator[PersonMention]:
    stop = 0
    for hit in index.names.find(text, tokens):
        if hit.first < stop or not _is_meant(text, tokens, hit.first, hit.stop, index.common):
            continue
        stop = hit.stop
        first = hit.first - _has_title(tokens, hit.first)
        people = hit.known & sure if len(hit.known & sure) == 1 else hit.known
        yield PersonMention(span_of(tokens, first, stop), tuple(sorted(people)))


def _is_meant(
    text: str, tokens: Sequence[Token], first: int, stop: int, common: frozenset[tuple[str, ...]]
) -> bool:
    """Whether a name is meant and not the word: "roos" is a flower, "mw. roos" is not."""
    words = tuple(token.word for token in tokens[first:stop])
    bare = words if words in common else (words[0].removesuffix("s"), *words[1:])
    if all(len(word) == 1 for word in words):
        # "F.B." and not "f b": initials are capitals with a point or nothing between.
        return (
            all(token.is_capital for token in tokens[first:stop])
            and "." in text[tokens[first].end : tokens[first].end + 1]
        )
    if bare not in common or _has_title(tokens, first):
        return True
    particles = load_name_lists().particles
    own = [token for token in tokens[first:stop] if token.word not in particles]
    if not own or not all(token.is_capital for token in own):
        return False
    if own[0] is not tokens[first] or not begins_sentence(text, tokens[first]):
        return True
    following = tokens[stop].word if stop < len(tokens) else ""
    return following not in _AFTER_A_VERB


def _has_title(tokens: Sequence[Token], first: int) -> bool:
    if not first:
        return False
    return load_name_lists().cues.get(tokens[first - 1].word) in _TITLES


def _by_role(tokens: Sequence[Token], index: _Index) -> Iterator[PersonMention]:
    for at in range(1, len(tokens)):
        people = index.roles.get(tokens[at].word)
        if people and len(people) == 1 and tokens[at - 1].word in _ARTICLES:
            yield PersonMention(span_of(tokens, at - 1, at + 1), tuple(people))


def _by_kin(tokens: Sequence[Token], index: _Index) -> Iterator[PersonMention]:
    """Yield "de moeder van Samir", "Samirs moeder" and "Samir zijn moeder"."""
    for at in range(len(tokens) - 1):
        for key, stop in _kin_at(tokens, at):
            people = index.kin.get(key)
            if people and len(people) == 1:
                yield PersonMention(span_of(tokens, at, stop), tuple(people))


def _kin_at(tokens: Sequence[Token], at: int) -> Iterator[tuple[tuple[str, str], int]]:
    words = [token.word for token in tokens[at : at + 3]]
    if words[0] in _KIN and len(words) == 3 and words[1] in ("van", "v"):
        yield (words[0], words[2]), at + 3
    if len(words) == 3 and words[2] in _KIN and words[1] in ("s", "zijn", "haar", "z'n"):
        yield (words[2], words[0]), at + 3
    if words[1] in _KIN and words[0].endswith("s"):
        yield (words[1], words[0][:-1]), at + 2


def _by_door(text: str, index: _Index, street: str) -> Iterator[PersonMention]:
    if not index.doors:
        return
    small = text.lower() if len(text.lower()) == len(text) else text
    for found in _DOOR.finditer(small):
        living = index.doors.get(_door(found["number"]), ())
        here = [person for name, person in living if street and name == " ".join(words_of(street))]
        people = here or [person for _, person in living]
        if len(people) == 1:
            yield PersonMention(Span(found.start(), found.end()), tuple(people))


@lru_cache(maxsize=8)
def _index(known: tuple[Person, ...]) -> _Index:
    names: dict[tuple[str, ...], set[PersonId]] = defaultdict(set)
    whole: dict[tuple[str, ...], set[PersonId]] = defaultdict(set)
    roles: dict[str, set[PersonId]] = defaultdict(set)
    kin: dict[tuple[str, str], set[PersonId]] = defaultdict(set)
    doors: dict[str, list[tuple[str, PersonId]]] = defaultdict(list)
    for person in known:
        for form in _forms(person):
            names[form].add(person.id)
        full = words_of(person.name)
        if len(full) > 1:
            whole[full].add(person.id)
        for role in _roles(person):
            roles[role].add(person.id)
        for key in _kinships(person):
            kin[key].add(person.id)
        if person.home.address and person.home.address.number:
            street = " ".join(words_of(person.home.address.street))
            doors[_door(person.home.address.number)].append((street, person.id))
    return _Index(
        Phrases((form, frozenset(who)) for form, who in names.items()),
        frozenset(form for form in names if _is_common(form)),
        Phrases((form, frozenset(who)) for form, who in whole.items()),
        {role: frozenset(who) for role, who in roles.items()},
        {key: frozenset(who) for key, who in kin.items()},
        {door: tuple(who) for door, who in doors.items()},
    )


def _forms(person: Person) -> Iterator[tuple[str, ...]]:
    """Yield the words by which somebody is called: whole, in part, and with initials."""
    particles = load_name_lists().particles
    for name in (person.name, person.call_name):
        for form in name_forms(name):
            yield words_of(form)
    parts = words_of(person.name)
    own = [part for part in parts if part not in particles]
    if len(own) > 1:
        given, behind = own[0], parts[parts.index(own[0]) + 1 :]
        yield (given, own[-1][0])
        yield (given[0], *behind)
        yield (given[0], own[-1])
        yield (given[0], own[-1][0])


def _roles(person: Person) -> Iterator[str]:
    """Yield the words that say what somebody is: of a key figure, or of who works here."""
    told = person.key_figure.role if person.key_figure else ""
    if person.kind is not PersonKind.BEWONER:
        told = f"{told} {' '.join(person.about.split()[:4])}"
    cues = load_name_lists().cues
    for word in words_of(told):
        if word not in _WEAK_ROLES and (word in _OTHER_ROLES or cues.get(word) == "role"):
            yield word


def _kinships(person: Person) -> Iterator[tuple[str, str]]:
    role = person.key_figure.role if person.key_figure else ""
    words = words_of(f"{person.about} {role}")
    for at in range(len(words) - 2):
        if words[at] in _KIN and words[at + 1] == "van":
            yield (words[at], words[at + 2])


def _is_common(form: tuple[str, ...]) -> bool:
    """Whether every word of a name is a word of the dictionary too, so that a capital decides."""
    particles = load_name_lists().particles
    own = [word for word in form if word not in particles]
    return all(len(word) > 1 and look_at(word).known != "?" for word in own)


def _door(number: str) -> str:
    return re.sub(r"[\s-]", "", number).lower()
