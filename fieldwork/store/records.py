"""Records of a person's page: one sealed, versioned row each, kept, changed, dropped and read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from sqlalchemy import Select
from sqlalchemy.orm import Session

from fieldwork.domain.refusals import NotFound, StaleEdit
from fieldwork.store.tables import Base
from fieldwork.store.vault import Vault


class Versioned(Protocol):
    """What has an identity, and a version that goes up with each change."""

    @property
    def id(self) -> str:
        """Its identity, which is the row's key."""

    @property
    def version(self) -> int:
        """How often it was kept."""


Row = TypeVar("Row", bound=Base)
Thing = TypeVar("Thing", bound=Versioned)


@dataclass(frozen=True, slots=True)
class Records(Generic[Row, Thing]):
    """How things of one kind are kept in the rows of one table.

    ``title`` is the kind in Dutch as a refusal begins with it ("Uitgave"), ``this`` the same with
    its pointing word ("Deze uitgave"). ``new`` makes a row with what never changes, ``fill``
    writes in it what may, and ``thing`` reads it back.
    """

    table: type[Row]
    title: str
    this: str
    new: Callable[[Thing], Row]
    fill: Callable[[Row, Vault, Thing], None]
    thing: Callable[[Row, Vault], Thing]

    def add(self, session: Session, vault: Vault, one: Thing) -> Thing:
        """Keep a new thing; returns it as kept."""
        row = self.new(one)
        self.fill(row, vault, one)
        session.add(row)
        session.flush()
        return self.thing(row, vault)

    def change(self, session: Session, vault: Vault, one: Thing) -> Thing:
        """Keep a changed thing.

        Raises :class:`NotFound`, or :class:`StaleEdit` when a colleague was first.
        """
        row = self._row(session, one.id)
        if self.thing(row, vault).version != one.version:
            raise StaleEdit(self.title)
        self.fill(row, vault, one)
        session.flush()
        return self.thing(row, vault)

    def drop(self, session: Session, identity: str) -> None:
        """Take away what was made by mistake; no error when it is gone already."""
        row = session.get(self.table, identity)
        if row is not None:
            session.delete(row)
            session.flush()

    def one(self, session: Session, vault: Vault, identity: str) -> Thing:
        """Return one thing; raises :class:`NotFound`."""
        return self.thing(self._row(session, identity), vault)

    def found(self, session: Session, vault: Vault, query: Select[Row]) -> list[Thing]:
        """Return the things of a query, in its order."""
        return [self.thing(row, vault) for row in session.scalars(query)]

    def _row(self, session: Session, identity: str) -> Row:
        row = session.get(self.table, identity)
        if row is None:
            raise NotFound(self.this)
        return row
