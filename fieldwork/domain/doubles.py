"""Two entries that turn out to be one person: what they say differently, and what stays."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any, Final

from fieldwork.domain.people import Person

# What is asked where the two differ, as the screen calls it.
FIELDS: Final = {
    "name": "Naam",
    "call_name": "Roepnaam",
    "kind": "Wie is dit?",
    "home": "Adres",
    "phone": "Telefoon",
    "birth_year": "Geboortejaar",
    "language": "Taal",
    "key_figure": "Sleutelfiguur voor",
}


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One field of :data:`FIELDS` that both fill in, each in its own way, in words."""

    field: str
    here: str
    there: str

    @property
    def label(self) -> str:
        """What the screen calls the field."""
        return FIELDS[self.field]


def contradictions(kept: Person, double: Person) -> list[Contradiction]:
    """Return what both say and not alike, in the order in which a screen asks it."""
    return [
        Contradiction(name, _say(kept, name), _say(double, name))
        for name in FIELDS
        if _is_known(kept, name)
        and _is_known(double, name)
        and getattr(kept, name) != getattr(double, name)
    ]


def joined(kept: Person, double: Person, taken: Collection[str] = ()) -> Person:
    """Return ``kept`` with what only ``double`` knows, and the fields ``taken`` from ``double``.

    What is good to know of both stays, one under the other. Raises ``ValueError`` for a field that
    is not in :data:`FIELDS`.
    """
    unknown = set(taken) - FIELDS.keys()
    if unknown:
        raise ValueError(f"unknown fields {sorted(unknown)}; there are {list(FIELDS)}")
    filled: dict[str, Any] = {
        name: getattr(double, name)
        for name in FIELDS
        if name in taken or (not _is_known(kept, name) and _is_known(double, name))
    }
    about = dict.fromkeys(text for text in (kept.about.strip(), double.about.strip()) if text)
    return replace(kept, **filled, about="\n".join(about))


def _is_known(person: Person, name: str) -> bool:
    if name == "home":
        return person.home.address is not None or person.home.point is not None
    return bool(getattr(person, name))


def _say(person: Person, name: str) -> str:
    if name == "kind":
        return person.kind.label
    if name == "key_figure" and person.key_figure:
        return person.key_figure.role
    return str(getattr(person, name)) or "Een plek op de kaart"
