"""Codes that are stored, with the Dutch words that people read."""

from enum import StrEnum
from functools import cache
from typing import Self, cast


class Labelled(StrEnum):
    """A closed set of codes; each carries the Dutch label that a screen shows.

    The code is what the store and the files hold and never changes; the label may.
    """

    label: str

    def __new__(cls, code: str, label: str) -> Self:
        """Make a member from its stored ``code`` and its Dutch ``label``."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member

    @classmethod
    def of(cls, code: str) -> Self:
        """Return the member with this stored ``code``; ``ValueError`` names the accepted ones."""
        member = _by_code(cls).get(code)
        if member is None:
            raise ValueError(f"{cls.__name__} has no {code!r}; it has {[m.value for m in cls]}")
        return cast("Self", member)


@cache
def _by_code(kind: type[Labelled]) -> dict[str, Labelled]:
    # Asked for each row that is read, so thousands of times for a screen.
    return {member.value: member for member in kind}
