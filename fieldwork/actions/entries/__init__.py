"""What stands on a person's line of time: one module for each kind of thing.

A module has ``KIND`` (an :class:`EntryKind`), ``NEEDS`` (the rights it takes) and
``entries(seat, person_id)``, which asks a capability and returns its entries. A new module is found
here by itself: a new kind on the line is one new file.
"""

import importlib
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache

from fieldwork.actions.seat import Seat
from fieldwork.domain.access import Right
from fieldwork.domain.dates import AMSTERDAM
from fieldwork.domain.ids import PersonId
from fieldwork.domain.timeline import Entry, EntryKind


@dataclass(frozen=True, slots=True)
class EntrySource:
    """One kind of thing on the line, who may see it, and where its entries come from."""

    kind: EntryKind
    needs: tuple[Right, ...]
    entries: Callable[[Seat, PersonId], Sequence[Entry]]

    def is_for(self, seat: Seat) -> bool:
        """Return whether the person at ``seat`` may see this kind."""
        return all(seat.account.may(right) for right in self.needs)


@cache
def entry_sources() -> tuple[EntrySource, ...]:
    """Return every kind of thing that can stand on the line, in the order of the filter."""
    modules = [
        importlib.import_module(f"{__name__}.{found.name}")
        for found in pkgutil.iter_modules(__path__)
    ]
    sources = [EntrySource(one.KIND, tuple(one.NEEDS), one.entries) for one in modules]
    return tuple(sorted(sources, key=lambda source: (source.kind.order, source.kind.code)))


def at_day(day: date, clock: time | None = None) -> datetime:
    """Return the moment of a day on the Dutch clock; noon where only the day is known."""
    return datetime.combine(day, clock or time(12), AMSTERDAM)
