"""Codes that are stored, with the Dutch words that people read."""

from enum import StrEnum
from typing import Self


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
        for member in cls:
            if member.value == code:
                return member
        raise ValueError(f"{cls.__name__} has no {code!r}; it has {[m.value for m in cls]}")
