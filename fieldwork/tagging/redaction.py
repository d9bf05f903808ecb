"""Pseudonyms: a text with stable placeholders in place of personal data.

What comes out is pseudonymised, not anonymous: who knows the neighbourhood may still recognise
somebody by the story. A person reads it before it leaves.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

from fieldwork.domain.pseudonyms import Masked, PersonalData, Redacted, Roster
from fieldwork.tagging.identifiers import Find
from fieldwork.tagging.lemmas import fold
from fieldwork.tagging.name_features import load_name_lists
from fieldwork.tagging.personal_data import find_personal_data, settled
from fieldwork.tagging.roster import name_forms

_KINDS: Final = "|".join(kind.value for kind in PersonalData)
_PLACEHOLDER: Final = re.compile(rf"\[({_KINDS})-(\d{{1,9}})\]")
# What stands for a placeholder while a text is read, so that its neighbours look as they did.
_STAND_IN: Final = {PersonalData.NAAM.value: "Anna"}


class Redactor:
    """Puts placeholders in texts; the same person gets the same number in all of them."""

    def __init__(self, roster: Roster | None = None) -> None:
        """Begin with no numbers given; ``roster`` is what is known beforehand."""
        self._roster = roster or Roster()
        self._people = _People(self._roster)
        self._others: dict[tuple[PersonalData, str], int] = {}
        self._last: dict[PersonalData, int] = {}
        self._used: dict[PersonalData, set[int]] = {}

    def redact(self, text: str, roster: Roster | None = None) -> Redacted:
        """Return ``text`` with a placeholder for each find; a text without finds stays as it is.

        ``roster`` adds what is known about this text. Placeholders that ``text`` holds already
        stay, and redacting the result again changes nothing.
        """
        known = self._roster if roster is None else _both(self._roster, roster)
        return self.masked(text, self.finds(text, known))

    def finds(self, text: str, roster: Roster | None = None) -> list[Find]:
        """Return what is found in ``text``, in order; with it gone, no more is found."""
        known = roster or self._roster
        found: list[Find] = []
        while True:
            fresh = _Blanked(text, found).read(known)
            if not fresh:
                return found
            found = settled([*found, *fresh])

    def masked(self, text: str, finds: Iterable[Find]) -> Redacted:
        """Return ``text`` with a placeholder for each of ``finds``, which may not overlap."""
        for kind, number in _PLACEHOLDER.findall(text):
            self._used.setdefault(PersonalData.of(kind), set()).add(int(number))
        spans: list[Masked] = []
        parts: list[str] = []
        at = 0
        for find in sorted(finds, key=lambda one: one.start):
            written = text[find.start : find.end]
            placeholder = f"[{find.kind.value}-{self._number(find.kind, written)}]"
            spans.append(Masked(find.kind, find.start, find.end, written, placeholder))
            parts += (text[at : find.start], placeholder)
            at = find.end
        return Redacted("".join((*parts, text[at:])), tuple(spans))

    def _number(self, kind: PersonalData, written: str) -> int:
        if kind is PersonalData.NAAM:
            return self._people.number(written, lambda: self._next(kind))
        key = (kind, re.sub(r"[^\w@+]", "", fold(written)))
        if key not in self._others:
            self._others[key] = self._next(kind)
        return self._others[key]

    def _next(self, kind: PersonalData) -> int:
        number = self._last.get(kind, 0) + 1
        while number in self._used.get(kind, ()):
            number += 1
        self._last[kind] = number
        return number


def _both(one: Roster, other: Roster) -> Roster:
    return Roster(
        people=one.people + other.people,
        streets=one.streets + other.streets,
        phones=one.phones + other.phones,
        usernames=one.usernames + other.usernames,
        places=one.places + other.places,
    )


class _Blanked:
    """A text with a stand-in, always the same, for all that is no longer to be read.

    What is to be covered and what a placeholder covers already look alike in it. That is why a
    text that was redacted is read as it was when nothing more was found in it.
    """

    def __init__(self, text: str, finds: Sequence[Find]) -> None:
        spans = [(find.start, find.end, find.kind.value) for find in finds]
        spans += [(*match.span(), match[1]) for match in _PLACEHOLDER.finditer(text)]
        self._begins: list[int] = []
        self._ends: list[int] = []
        self._shifts: list[int] = [0]
        parts: list[str] = []
        at = length = 0
        for start, end, kind in sorted(spans):
            if start < at:
                continue
            stand_in = _STAND_IN.get(kind, "•")
            parts += (text[at:start], stand_in)
            self._begins.append(length + start - at)
            length += start - at + len(stand_in)
            self._ends.append(length)
            self._shifts.append(end - length)
            at = end
        self._text = "".join((*parts, text[at:]))

    def read(self, known: Roster) -> list[Find]:
        """Return what is found in it beside the stand-ins, placed as in the text itself."""
        found = find_personal_data(self._text, known)
        return [self._placed(find) for find in found if not self._touched(find)]

    def _touched(self, find: Find) -> bool:
        at = bisect_left(self._begins, find.end)
        return at > 0 and self._ends[at - 1] > find.start

    def _placed(self, find: Find) -> Find:
        shift = self._shifts[bisect_left(self._begins, find.end)]
        return replace(find, start=find.start + shift, end=find.end + shift)


class _People:
    """Who has which number, told apart by what they are called."""

    def __init__(self, roster: Roster) -> None:
        self._numbers: dict[int, int] = {}
        self._forms: dict[str, set[int]] = {}
        self._whole: dict[str, int] = {}
        self._count = 0
        for names in roster.people:
            person = self._new()
            for name in names:
                self._call(person, name)

    def number(self, written: str, fresh: Callable[[], int]) -> int:
        """Return the number of who is called ``written``, a ``fresh`` one for somebody new."""
        person = self._known(written)
        if person is None:
            person = self._new()
        self._call(person, written)
        if person not in self._numbers:
            self._numbers[person] = fresh()
        return self._numbers[person]

    def _known(self, written: str) -> int | None:
        forms = name_forms(written)
        if not forms:
            return self._whole.get(fold(written))
        if forms[0] in self._whole:
            return self._whole[forms[0]]
        if len(_parts(forms[0])) == 1:
            return _only(self._forms.get(_parts(forms[0])[0], set()))
        # Two names: somebody who was called by one of them only, until now.
        short = {
            person
            for part in _parts(forms[0])
            for person in self._forms.get(part, ())
            if self._whole.get(part) == person and not self._has_whole_name(person)
        }
        return _only(short)

    def _has_whole_name(self, person: int) -> bool:
        return any(known == person and len(_parts(form)) > 1 for form, known in self._whole.items())

    def _call(self, person: int, written: str) -> None:
        forms = name_forms(written) or [fold(written)]
        self._whole.setdefault(forms[0], person)
        for part in _parts(forms[0]):
            self._forms.setdefault(part, set()).add(person)

    def _new(self) -> int:
        self._count += 1
        return self._count


def _parts(form: str) -> list[str]:
    """Return the words of a folded name that tell people apart: no initials, no particles."""
    particles = load_name_lists().particles
    words = [word.rstrip(".") for word in form.split()]
    return [word for word in words if len(word) > 1 and word not in particles] or [form]


def _only(people: set[int]) -> int | None:
    return next(iter(people)) if len(people) == 1 else None
