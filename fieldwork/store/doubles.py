"""Doubles: two rows of people who are one person.

All that hangs on the one is hung on the other. The row itself stays for what was written once
under its name, points to who it turned out to be, and shows nowhere else.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from fieldwork.domain.ids import PersonId
from fieldwork.store import rows
from fieldwork.store.rows import Link, Place, Row
from fieldwork.store.tables import PersonRow

_PEOPLE: Final = "people"
_MERGED: Final = "merged_into"
# What went out stays as it went: with the name that it went under.
WRITTEN_ONCE: Final = frozenset({"disclosures"})


def merge(session: Session, gone: PersonId, kept: PersonId) -> None:
    """Have everything that points to ``gone`` point to ``kept``, and ``gone`` itself as well."""
    session.flush()
    for link in _links_to_people():
        for place in rows.children(session, link, [gone]):
            _hang_over(session, link, place, kept)
    _drop_ties_to_oneself(session, kept)
    double = Place(_PEOPLE, (gone,))
    now = rows.fetch(session, double)
    if now is not None:
        rows.change(session, double, now, now | {_MERGED: kept})
    session.expire_all()


def followed(session: Session, people: Iterable[PersonId]) -> tuple[PersonId, ...]:
    """Return who people are by now: they themselves, or who they turned out to be, each once."""
    asked = tuple(people)
    doubles = select(PersonRow.id, PersonRow.merged_into).where(
        PersonRow.id.in_(asked), PersonRow.merged_into.is_not(None)
    )
    now = {double: PersonId(str(kept)) for double, kept in session.execute(doubles)}
    return tuple(dict.fromkeys(now.get(one, one) for one in asked))


def followed_row(session: Session, table: str, row: Row) -> Row:
    """Return a row that was out of its table for a while, with who its people are by now."""
    now = dict(row)
    for link in _links_to_people():
        if link.child == table and row.get(link.column) is not None:
            now[link.column] = followed(session, [row[link.column]])[0]
    return now


def pointed_at(session: Session, table: str, row: Row) -> list[Place]:
    """Return the doubles that a row would point to, as it was before they were merged."""
    now = followed_row(session, table, row)
    return [Place(_PEOPLE, (row[name],)) for name in row if now[name] != row[name]]


@cache
def _links_to_people() -> tuple[Link, ...]:
    every = rows.links()
    return tuple(one for one in every if one.parent == _PEOPLE and one.child not in WRITTEN_ONCE)


def _hang_over(session: Session, link: Link, place: Place, kept: PersonId) -> None:
    now = rows.fetch(session, place)
    if now is None:
        return
    names = [column.name for column in rows.table(link.child).primary_key.columns]
    if link.column not in names:
        rows.change(session, place, now, now | {link.column: kept})
        return
    # A key is not changed but made anew, and left out where the other stands there already.
    rows.delete(session, place)
    key: tuple[Any, ...] = tuple(
        kept if name == link.column else value for name, value in zip(names, place.key, strict=True)
    )
    if not rows.exists(session, Place(link.child, key)):
        rows.insert(session, link.child, now | {link.column: kept}, None)


def _drop_ties_to_oneself(session: Session, kept: PersonId) -> None:
    tie = next(one for one in _links_to_people() if one.child == "ties")
    for place in rows.children(session, tie, [kept]):
        row = rows.fetch(session, place)
        if row is not None and row["person"] == row["other"]:
            rows.delete(session, place)
