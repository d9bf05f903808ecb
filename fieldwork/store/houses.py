"""Addresses with their points, as a file of addresses told them."""

from collections.abc import Iterable

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from fieldwork.domain.places import Address, Point
from fieldwork.store.tables import HouseRow

_AT_ONCE = 5_000


def replace_houses(session: Session, found: Iterable[tuple[str, Address, Point]]) -> int:
    """Keep these addresses, each with what it is found by, instead of those there were."""
    session.execute(delete(HouseRow))
    rows = [
        {
            "folded": folded,
            "street": address.street,
            "number": address.number,
            "postcode": address.postcode,
            "lat": point.lat,
            "lon": point.lon,
        }
        for folded, address, point in found
    ]
    for first in range(0, len(rows), _AT_ONCE):
        session.execute(insert(HouseRow), rows[first : first + _AT_ONCE])
    return len(rows)


def count_houses(session: Session) -> int:
    """Return how many addresses are known."""
    return session.scalar(select(func.count()).select_from(HouseRow)) or 0


def find_house(session: Session, folded: str) -> tuple[Address, Point] | None:
    """Return the address that is found by ``folded``, with its point, or None."""
    row = session.scalars(select(HouseRow).where(HouseRow.folded == folded).limit(1)).first()
    if row is None:
        return None
    return Address(row.street, row.number, row.postcode), Point(row.lat, row.lon)
