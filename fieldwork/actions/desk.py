"""The Desk: one signed-in person at work in one open study. All that a page can reach."""

import importlib
import pkgutil
from functools import cache
from typing import Any

import fieldwork.actions
from fieldwork.actions.seat import Capability, Seat
from fieldwork.domain.access import Account, Right
from fieldwork.domain.studies import Study
from fieldwork.domain.themes import Codebook


class Desk:
    """What this person may do in this study, one attribute per capability.

    ``desk.notes`` is the capability in ``fieldwork/actions/notes.py``: a new module is a new
    attribute. ``mypy_desk`` tells mypy so; at run time a name that is no module raises
    ``AttributeError``.
    """

    def __init__(self, seat: Seat) -> None:
        """Sit down at ``seat``."""
        self._seat = seat

    @property
    def account(self) -> Account:
        """Who is at work."""
        return self._seat.account

    @property
    def study(self) -> Study:
        """In which study."""
        return self._seat.open.study

    @property
    def slug(self) -> str:
        """The study's name in addresses and folders."""
        return self._seat.open.slug

    @property
    def codebook(self) -> Codebook:
        """The themes and signals."""
        return self._seat.open.codebook

    def may(self, right: Right) -> bool:
        """Return whether this person has ``right``."""
        return self.account.may(right)

    def __getattr__(self, name: str) -> Any:
        """Return the capability ``name``, made for this seat."""
        if name not in capability_names():
            raise AttributeError(f"no capability {name!r}; there are {capability_names()}")
        return _capability(name)(self._seat)


@cache
def capability_names() -> tuple[str, ...]:
    """Return the modules of ``actions`` that hold a capability or may do so."""
    outside = {"desk", "seat", "shelf", "mypy_desk"}
    found = pkgutil.iter_modules(fieldwork.actions.__path__)
    return tuple(module.name for module in found if module.name not in outside)


@cache
def _capability(name: str) -> type[Capability]:
    module = importlib.import_module(f"fieldwork.actions.{name}")
    held = [
        thing
        for thing in vars(module).values()
        if isinstance(thing, type)
        and issubclass(thing, Capability)
        and thing.__module__ == module.__name__
    ]
    if len(held) != 1:
        raise AttributeError(f"{module.__name__} must hold one Capability, not {held}")
    return held[0]
