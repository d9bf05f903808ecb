"""Finding patterns in a note: fast, because only patterns with a word in the sentence are tried."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from fieldwork.tagging.lemmas import Lemmas, fold
from fieldwork.tagging.patterns import GAP, WINDOW, Atom, Pattern
from fieldwork.tagging.words import Words

_SHORTEST_STEM: Final = 2
# The longest compound that somebody types; what is longer is no word.
_LONGEST_WORD: Final = 60
_MOST_KNOWN: Final = 40_000


# Where in a sentence the words with each key stand, in order.
Places = dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A pattern, what it points to, and how much it says (``weight``, 0 to 1).

    A blocker voids the entries of the same code that use one of its words.
    """

    code: str
    pattern: Pattern
    weight: float
    blocks: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found in a text: at which words (positions in ``Words.words``, ascending)."""

    entry: Entry
    at: tuple[int, ...]

    @property
    def code(self) -> str:
        """The theme or signal that this points to."""
        return self.entry.code


@dataclass(frozen=True, slots=True)
class _Start:
    """An entry, the group to look for it from, and what each of its other atoms asks for.

    ``is_word`` says that the entry asks for one word and no more, as half of them do;
    ``is_twofold`` that more than one key leads here.
    """

    entry: Entry
    group: int
    asked: tuple[frozenset[str], ...]
    is_word: bool
    is_twofold: bool


class Keys:
    """Which of the keys of a lexicon a word has: its forms, lists, beginnings and endings."""

    def __init__(
        self, wanted: Iterable[str], lemmas: Lemmas, lists: Mapping[str, Iterable[str]]
    ) -> None:
        """Prepare for the keys ``wanted``; ``lists`` are the words behind each ``@name``."""
        self._wanted = frozenset(wanted)
        self._lemmas = lemmas
        self._starts = {key[:-1] for key in self._wanted if key.endswith("*")}
        self._ends = {key[1:] for key in self._wanted if key.startswith("*")}
        self._lists: dict[str, list[str]] = {}
        for name, words in lists.items():
            for word in words:
                self._lists.setdefault(fold(word), []).append(f"@{name}")
        bare = {word.removeprefix("=") for word in self._lists}
        self._starts |= {word[:-1] for word in bare if word.endswith("*")}
        self._ends |= {word[1:] for word in bare if word.startswith("*")}
        self._known: dict[str, frozenset[str]] = {}

    def of(self, form: str) -> frozenset[str]:
        """Return the keys of ``form``. What was read once is remembered, up to a limit."""
        found = self._known.get(form)
        if found is None:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            found = self._known[form] = self._read(form)
        return found

    def _read(self, form: str) -> frozenset[str]:
        if len(form) > _LONGEST_WORD:
            return frozenset()
        folded = fold(form)
        lemmas = self._lemmas.of(form)
        keys = {f"={folded}", *lemmas}
        keys |= {f"{lemma[:n]}*" for lemma in lemmas for n in _stems(lemma, self._starts)}
        keys |= {f"*{lemma[-n:]}" for lemma in lemmas for n in _tails(lemma, self._ends)}
        if folded[:1].isdigit():
            keys.add("#")
        for key in tuple(keys):
            keys.update(self._lists.get(key, ()))
        return frozenset(keys & self._wanted)


def _stems(word: str, wanted: set[str]) -> list[int]:
    return [n for n in range(_SHORTEST_STEM, len(word) + 1) if word[:n] in wanted]


def _tails(word: str, wanted: set[str]) -> list[int]:
    return [n for n in range(_SHORTEST_STEM, len(word) + 1) if word[-n:] in wanted]


class Lexicon:
    """A set of entries that can be looked for all at once."""

    def __init__(
        self, entries: Iterable[Entry], lemmas: Lemmas, lists: Mapping[str, Iterable[str]]
    ) -> None:
        """Index ``entries`` by the word of each that the fewest others ask for."""
        self.entries = tuple(entries)
        self.keys = Keys((key for e in self.entries for key in e.pattern.keys), lemmas, lists)
        uses: dict[str, int] = {}
        for entry in self.entries:
            for key in entry.pattern.keys:
                uses[key] = uses.get(key, 0) + 1
        self._by_key: dict[str, list[_Start]] = {}
        for entry in self.entries:
            group, atom = _place_to_start(entry.pattern, uses)
            keys = {min(choice, key=uses.__getitem__) for choice in atom.choices}
            beside = _asked_beside(entry.pattern, atom)
            start = _Start(entry, group, beside, _is_word(entry.pattern), len(keys) > 1)
            for key in keys:
                self._by_key.setdefault(key, []).append(start)

    def find(self, words: Words) -> list[Hit]:
        """Return every hit in ``words``, sentence by sentence, less what a blocker voids."""
        found: list[Hit] = []
        for spots in words.spots:
            found.extend(self._in_sentence(words, spots))
        return found

    def _in_sentence(self, words: Words, spots: tuple[int, ...]) -> list[Hit]:
        places: Places = {}
        keys_of = self.keys.of
        for order, at in enumerate(spots):
            for key in keys_of(words.words[at].form):
                places.setdefault(key, []).append(order)
        there = places.keys()
        tried: set[int] = set()
        hits: list[Hit] = []
        for key, orders in places.items():
            for start in self._by_key.get(key, ()):
                if start.is_word:
                    hits += [Hit(start.entry, (spots[order],)) for order in orders]
                    continue
                # Each entry starts from one group only, so it is known by itself.
                if start.is_twofold:
                    if id(start) in tried:
                        continue
                    tried.add(id(start))
                # Most entries that are tried lack a word altogether.
                for asked in start.asked:
                    if there.isdisjoint(asked):
                        break
                else:
                    hits.extend(_hits(start.entry, start.group, places, spots))
        return _unblocked(hits) if hits else hits


def _is_word(pattern: Pattern) -> bool:
    """Whether ``pattern`` asks for one word, in one way, and no more."""
    atoms = [atom for group in pattern.groups + pattern.without for atom in group]
    return len(atoms) == 1 and [len(choice) for choice in atoms[0].choices] == [1]


def _asked_beside(pattern: Pattern, start: Atom) -> tuple[frozenset[str], ...]:
    """For each atom but ``start`` the first words of its choices: it needs one of these."""
    atoms = (atom for group in pattern.groups for atom in group if atom is not start)
    return tuple(frozenset(choice[0] for choice in atom.choices) for atom in atoms)


def _place_to_start(pattern: Pattern, uses: Mapping[str, int]) -> tuple[int, Atom]:
    """The group and atom to start from: the one whose words the fewest entries ask for."""

    def burden(place: tuple[int, Atom]) -> int:
        return sum(uses[key] for key in place[1].keys)

    places = [(n, atom) for n, group in enumerate(pattern.groups) for atom in group]
    return min(places, key=burden)


def _hits(entry: Entry, group: int, places: Places, spots: Sequence[int]) -> Iterator[Hit]:
    """Yield where ``entry`` stands, starting from its group ``group``."""
    pattern = entry.pattern
    for start in _runs(pattern.groups[group], places):
        low, high = start[0] - WINDOW, start[-1] + WINDOW
        used = list(start)
        for n, other in enumerate(pattern.groups):
            if n != group:
                near = _nearest(other, places, low, high, start, set(used))
                if near is None:
                    break
                used.extend(near)
        else:
            if not any(_nearest(w, places, low, high, start, set()) for w in pattern.without):
                yield Hit(entry, tuple(sorted(spots[order] for order in set(used))))


def _nearest(
    group: tuple[Atom, ...],
    places: Places,
    low: int,
    high: int,
    start: tuple[int, ...],
    taken: set[int],
) -> tuple[int, ...] | None:
    """Return the run of ``group`` between ``low`` and ``high`` that is nearest to ``start``."""
    runs = (
        run
        for run in _runs(group, places)
        if run[0] >= low and run[-1] <= high and taken.isdisjoint(run)
    )
    return min(runs, key=lambda run: abs(run[0] - start[0]), default=None)


def _runs(group: tuple[Atom, ...], places: Places) -> list[tuple[int, ...]]:
    """Return where the atoms of ``group`` follow each other, each as near as can be."""
    runs = _fillings(group[0], places)
    for atom in group[1:]:
        following = _fillings(atom, places)
        starts = [run[0] for run in following]
        longer: list[tuple[int, ...]] = []
        for run in runs:
            at = bisect_left(starts, run[-1] + 1)
            if at < len(starts) and starts[at] <= run[-1] + 1 + GAP:
                longer.append(run + following[at])
        runs = longer
    return runs


def _fillings(atom: Atom, places: Places) -> list[tuple[int, ...]]:
    """Return the words that fill ``atom``, in order."""
    if len(atom.choices) == 1 and len(atom.choices[0]) == 1:
        return [(order,) for order in places.get(atom.choices[0][0], ())]
    found: set[tuple[int, ...]] = set()
    for choice in atom.choices:
        orders = places.get(choice[0], ())
        if len(choice) == 1:
            found.update((order,) for order in orders)
        else:
            later = [frozenset(places.get(key, ())) for key in choice[1:]]
            found.update(
                tuple(range(order, order + len(choice)))
                for order in orders
                if all(order + n in spots for n, spots in enumerate(later, 1))
            )
    return sorted(found)


def _unblocked(hits: list[Hit]) -> list[Hit]:
    """Leave out the blockers, and the hits of the same code that use a word of one."""
    blocked: dict[str, set[int]] = {}
    for hit in hits:
        if hit.entry.blocks:
            blocked.setdefault(hit.code, set()).update(hit.at)
    return [
        hit
        for hit in hits
        if not hit.entry.blocks and blocked.get(hit.code, set()).isdisjoint(hit.at)
    ]
