"""People: what points to somebody directly is sealed once more."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, func, or_, select
from sqlalchemy.orm import Session

from fieldwork.domain.ids import PersonId
from fieldwork.domain.people import KeyFigure, Person, PersonKind
from fieldwork.domain.places import Address, Place, Point
from fieldwork.domain.refusals import NotFound, StaleEdit
from fieldwork.store.tables import PersonRow
from fieldwork.store.vault import Vault

COLUMN = "people.sealed"


def add_person(session: Session, vault: Vault, person: Person, imported_as: str = "") -> Person:
    """Keep somebody new; returns the person as kept."""
    row = PersonRow(id=person.id, imported_as=imported_as or None)
    _fill(row, vault, person)
    session.add(row)
    session.flush()
    return _person(row, vault)


def change_person(session: Session, vault: Vault, person: Person) -> Person:
    """Keep a changed person; raises :class:`StaleEdit` when a colleague was first."""
    row = session.get(PersonRow, person.id)
    if row is None or row.merged_into is not None:
        raise NotFound("Deze persoon")
    if row.version != person.version:
        raise StaleEdit("Mensen")
    _fill(row, vault, person)
    session.flush()
    return _person(row, vault)


def person(session: Session, vault: Vault, person_id: PersonId) -> Person:
    """Return one person; raises :class:`NotFound`, also for a double."""
    row = session.get(PersonRow, person_id)
    if row is None or row.merged_into is not None:
        raise NotFound("Deze persoon")
    return _person(row, vault)


def people(session: Session, vault: Vault, ids: Iterable[PersonId] | None = None) -> list[Person]:
    """Return everybody, or those with ``ids``, by the name they are known by.

    Who turned out to be somebody else is there as that somebody only.
    """
    # Columns, not objects: this may be five thousand people for one screen.
    query = select(*PersonRow.__table__.columns).where(PersonRow.merged_into.is_(None))
    if ids is not None:
        query = query.where(PersonRow.id.in_(list(ids)))
    found = [_person(row, vault) for row in session.execute(query)]
    return sorted(found, key=lambda one: one.known_as.casefold())


def doubles(session: Session, vault: Vault, of: PersonId | None = None) -> list[Person]:
    """Return as whom people stood there twice: all such entries, or those ``of`` one person."""
    query = select(PersonRow).where(PersonRow.merged_into.is_not(None))
    if of is not None:
        query = query.where(PersonRow.merged_into == of)
    return [_person(row, vault) for row in session.scalars(query)]


def same_name_or_phone(session: Session, vault: Vault, name: str, phone: str) -> list[Person]:
    """Return who has exactly this name, or exactly this phone number: perhaps the same person."""
    matches = []
    if name.strip():
        matches.append(PersonRow.name_index == vault.index(name))
    if plain_phone(phone):
        matches.append(PersonRow.phone_index == vault.index(plain_phone(phone)))
    if not matches:
        return []
    rows = session.scalars(select(PersonRow).where(or_(*matches), PersonRow.merged_into.is_(None)))
    return [_person(row, vault) for row in rows]


def plain_phone(phone: str) -> str:
    """Return a phone number's digits: "+31 6 12", "0031612" and "06-12" are all "0612"."""
    digits = "".join(char for char in phone if char in "0123456789")
    for abroad in ("0031", "31"):
        if digits.startswith(abroad) and (abroad == "0031" or phone.strip().startswith("+")):
            return f"0{digits.removeprefix(abroad).removeprefix('0')}"
    return digits


def imported_people(session: Session) -> dict[str, PersonId]:
    """Return whom earlier files brought: the identity there to the person here."""
    now = func.coalesce(PersonRow.merged_into, PersonRow.id)
    rows = session.execute(
        select(PersonRow.imported_as, now).where(PersonRow.imported_as.is_not(None))
    )
    return {str(key): PersonId(id_) for key, id_ in rows}


def _fill(row: PersonRow, vault: Vault, person: Person) -> None:
    address, point, figure = person.home.address, person.home.point, person.key_figure
    row.kind = person.kind.value
    row.is_key_figure = figure is not None
    row.name_index = vault.index(person.name)
    row.phone_index = vault.index(plain_phone(person.phone))
    row.lat, row.lon = (point.lat, point.lon) if point else (None, None)
    row.buurt = person.home.buurt
    row.sealed = vault.seal_record(
        COLUMN,
        {
            "name": person.name,
            "call_name": person.call_name,
            "address": [address.street, address.number, address.postcode] if address else None,
            "birth_year": person.birth_year,
            "phone": person.phone,
            "language": person.language,
            "about": person.about,
            "key_figure": [figure.role, figure.reach, figure.gemeente_link] if figure else None,
        },
    )


def _person(row: PersonRow | Row[Any], vault: Vault) -> Person:
    read_from = (row.sealed, row.id, row.kind, row.lat, row.lon, row.buurt, row.version)
    return vault.remember(read_from, lambda: _read(row, vault))


def _read(row: PersonRow | Row[Any], vault: Vault) -> Person:
    kept = vault.open_record(COLUMN, row.sealed)
    return Person(
        id=PersonId(row.id),
        name=kept["name"],
        kind=PersonKind.of(row.kind),
        call_name=kept["call_name"],
        home=Place(
            address=Address(*kept["address"]) if kept["address"] else None,
            point=Point(row.lat, row.lon) if row.lat is not None and row.lon is not None else None,
            buurt=row.buurt,
        ),
        birth_year=kept["birth_year"],
        phone=kept["phone"],
        language=kept["language"],
        about=kept["about"],
        key_figure=KeyFigure(*kept["key_figure"]) if kept["key_figure"] else None,
        version=row.version,
    )
