"""Rows of any table as they stand, without their objects: to keep, compare, take out, put back.

A row is a mapping of column to what JSON can hold: bytes in hex, fractions as text, everything
else as SQLite keeps it. The column of a table that may be large is not in it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Column, Float, LargeBinary, Table, text
from sqlalchemy.orm import Session

from fieldwork.store.tables import Base

Row = dict[str, Any]
Key = tuple[Any, ...]

# The column of a table that may be some megabytes.
LARGE: Final[Mapping[str, str]] = {"attachments": "content", "bin_rows": "content"}
# What no copy is ever made of.
SECRET: Final[Mapping[str, frozenset[str]]] = {"accounts": frozenset({"password", "last_seen"})}
# Columns that keep two tabs from overwriting each other; they only ever go up.
VERSION: Final = "version"
_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Place:
    """Which row: its table and its key."""

    table: str
    key: Key

    @property
    def key_text(self) -> str:
        """The key as the journal and the bin write it."""
        return json.dumps(list(self.key), ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Link:
    """A foreign key: ``child``'s ``column`` holds a key of ``parent``."""

    child: str
    column: str
    parent: str
    cascades: bool
    can_be_empty: bool


def table(name: str) -> Table:
    """Return the table ``name``; ``KeyError`` for one that is not ours."""
    return Base.metadata.tables[name]


def order() -> list[str]:
    """Return the tables' names, those that others point to first."""
    return [one.name for one in Base.metadata.sorted_tables]


def links() -> Iterator[Link]:
    """Yield every foreign key between tables."""
    for one in Base.metadata.sorted_tables:
        for column in one.columns:
            for foreign in column.foreign_keys:
                yield Link(
                    one.name,
                    column.name,
                    foreign.column.table.name,
                    foreign.ondelete == "CASCADE",
                    bool(column.nullable),
                )


def columns(name: str) -> list[Column[Any]]:
    """Return the columns of a table that a row holds."""
    left_out = SECRET.get(name, frozenset()) | {LARGE.get(name, "")}
    return [one for one in table(name).columns if one.name not in left_out]


def row_sql(name: str, of: str) -> str:
    """Return SQL that makes the JSON of a row, called ``of`` there ("new", "old", a table)."""
    parts = ", ".join(f"'{one.name}', {_value_sql(one, of)}" for one in columns(name))
    return f"json_object({parts})"


def key_sql(name: str, of: str) -> str:
    """Return SQL that makes the JSON of a row's key."""
    parts = ", ".join(f'{of}."{one.name}"' for one in table(name).primary_key.columns)
    return f"json_array({parts})"


def _value_sql(column: Column[Any], of: str) -> str:
    value = f'{of}."{column.name}"'
    if isinstance(column.type, LargeBinary):
        return f"CASE WHEN {value} IS NOT NULL THEN hex({value}) END"
    if isinstance(column.type, Float):
        # JSON of SQLite has too few digits in some versions; seventeen tell any two apart.
        return f"CASE WHEN {value} IS NOT NULL THEN printf('%!.17g', {value}) END"
    return value


def same(one: Row | None, other: Row | None) -> bool:
    """Return whether two rows say the same, whatever their version."""
    if one is None or other is None:
        return one is other
    return _plain(one) == _plain(other)


def _plain(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != VERSION}


def place_of(name: str, row: Row) -> Place:
    """Return where a row of a table lies."""
    return Place(name, tuple(row[one.name] for one in table(name).primary_key.columns))


def fetch(session: Session, place: Place) -> Row | None:
    """Return the row as it stands, or None."""
    name = place.table
    found = session.execute(
        text(f'SELECT {row_sql(name, name)} FROM "{name}" WHERE {_where(name)}'),  # noqa: S608 - names of ours
        _by_key(place),
    ).scalar()
    return None if found is None else json.loads(found)


def fetch_large(session: Session, place: Place) -> bytes | None:
    """Return what is large in the row, or None."""
    if place.table not in LARGE:
        return None
    found = session.execute(
        text(f'SELECT "{LARGE[place.table]}" FROM "{place.table}" WHERE {_where(place.table)}'),  # noqa: S608 - names of ours
        _by_key(place),
    ).scalar()
    return None if found is None else bytes(found)


def insert(session: Session, name: str, row: Row, content: bytes | None) -> None:
    """Put a row in its table."""
    values = _values(name, row)
    if name in LARGE:
        values[LARGE[name]] = content
    listed = ", ".join(f'"{one}"' for one in values)
    marks = ", ".join(f":{one}" for one in values)
    session.execute(text(f'INSERT INTO "{name}" ({listed}) VALUES ({marks})'), values)  # noqa: S608 - names of ours


def change(session: Session, place: Place, now: Row, to: Row, content: bytes | None = None) -> None:
    """Make a row say ``to`` where it says ``now``; its version goes up."""
    differ = {name: value for name, value in to.items() if now.get(name) != value}
    values = _values(place.table, differ)
    if VERSION in now:
        values[VERSION] = now[VERSION] + 1
    if content is not None:
        values[LARGE[place.table]] = content
    if values:
        sets = ", ".join(f'"{one}" = :{one}' for one in values)
        session.execute(
            text(f'UPDATE "{place.table}" SET {sets} WHERE {_where(place.table)}'),  # noqa: S608 - names of ours
            values | _by_key(place),
        )


def delete(session: Session, place: Place) -> None:
    """Take a row out of its table; no error when it is not there."""
    session.execute(
        text(f'DELETE FROM "{place.table}" WHERE {_where(place.table)}'),  # noqa: S608 - names of ours
        _by_key(place),
    )


def children(session: Session, link: Link, keys: Iterable[Any]) -> list[Place]:
    """Return the rows that point along ``link`` to parents with these keys."""
    found: list[Place] = []
    wanted = list(keys)
    for start in range(0, len(wanted), _AT_ONCE):
        some = {f"k{at}": key for at, key in enumerate(wanted[start : start + _AT_ONCE])}
        marks = ", ".join(f":{name}" for name in some)
        rows = session.execute(
            text(
                f'SELECT {key_sql(link.child, link.child)} FROM "{link.child}" '  # noqa: S608 - names of ours
                f'WHERE "{link.column}" IN ({marks})'
            ),
            some,
        )
        found += [Place(link.child, tuple(json.loads(row[0]))) for row in rows]
    return found


def missing_parents(session: Session, name: str, row: Row) -> list[tuple[Link, Place]]:
    """Return what a row points to and is not there."""
    found = []
    for link in links():
        if link.child == name and row.get(link.column) is not None:
            parent = Place(link.parent, (row[link.column],))
            if not exists(session, parent):
                found.append((link, parent))
    return found


def exists(session: Session, place: Place) -> bool:
    """Return whether the row is there."""
    found = session.execute(
        text(f'SELECT 1 FROM "{place.table}" WHERE {_where(place.table)}'),  # noqa: S608 - names of ours
        _by_key(place),
    )
    return found.first() is not None


def _values(name: str, row: Row) -> Row:
    """Return a row as SQLite takes it; a column that is no more is left out."""
    types = {one.name: one.type for one in columns(name)}
    return {one: _raw(types[one], value) for one, value in row.items() if one in types}


def _raw(type_: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(type_, LargeBinary):
        return bytes.fromhex(value)
    return float(value) if isinstance(type_, Float) else value


def _where(name: str) -> str:
    parts = (f'"{one.name}" = :key{at}' for at, one in enumerate(table(name).primary_key.columns))
    return " AND ".join(parts)


def _by_key(place: Place) -> Row:
    return {f"key{at}": value for at, value in enumerate(place.key)}
