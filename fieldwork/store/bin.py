"""The bin: rows that were taken out of their tables, kept for a month, and put back whole.

They lie in the same encrypted file, with what was sealed in them still sealed. No other table
points to them, so nothing that reads those can show them.
"""

import json
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from sqlalchemy import delete, func, select, text
from sqlalchemy.orm import Session

from fieldwork.domain.bin import BinId, BinItem, BinKind
from fieldwork.domain.ids import AccountId
from fieldwork.domain.refusals import NotFound
from fieldwork.store import doubles, journal, rows
from fieldwork.store.rows import Place
from fieldwork.store.tables import BinItemRow, BinPartRow
from fieldwork.store.vault import Vault

COLUMN: Final = "bin_items.sealed"
TABLES: Final = {
    BinKind.GESPREK: "notes",
    BinKind.PERSOON: "people",
    BinKind.HULPVRAAG: "requests",
    BinKind.AFSPRAAK: "follow_ups",
}
# What belongs to its parent though the database would not let it go along by itself.
_OWNED: Final = frozenset(
    {
        ("suggestions", "note"),
        ("note_people", "note"),
        ("note_people", "person"),
        ("requests", "person"),
        ("people", "merged_into"),
    }
)


@dataclass
class Heap:
    """What goes into the bin together: rows, links to loosen, and tables that hold it back."""

    places: list[Place]
    loose: list[tuple[Place, str]] = field(default_factory=list)
    held_by: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Missing:
    """What a thing in the bin needs and is not there: the item that it lies in, if any."""

    item: BinId | None


def gather(session: Session, kind: BinKind, subject: str) -> Heap:
    """Return what would go along with something; raises :class:`NotFound` when it is not there."""
    root = Place(TABLES[kind], (subject,))
    if not rows.exists(session, root):
        raise NotFound(kind.label)
    heap = Heap([root])
    if kind is BinKind.PERSOON:
        heap.places += _only_about(session, subject)
    for place in heap.places:
        _gather_children(session, heap, place)
    return heap


def put(session: Session, vault: Vault, item: BinItem, heap: Heap) -> None:
    """Take the rows of ``heap`` out of their tables and keep them as ``item``."""
    session.flush()
    session.add(
        BinItemRow(
            id=item.id,
            kind=item.kind.value,
            subject=item.subject,
            sealed=vault.seal(COLUMN, item.title),
            owner=item.owner,
            thrown_by=item.thrown_by,
            thrown_at=item.thrown_at,
            gone_on=item.gone_on,
        )
    )
    session.flush()
    ranks = {name: rank for rank, name in enumerate(rows.order())}
    ordered = sorted(heap.places, key=lambda place: ranks[place.table])
    for place in ordered:
        _keep(session, item.id, place)
    for place, column in heap.loose:
        _loosen(session, item.id, place, column)
    session.flush()
    for place in reversed(ordered):
        rows.delete(session, place)
    session.expire_all()


def items(session: Session, vault: Vault) -> list[BinItem]:
    """Return what lies in the bin, the last thrown first."""
    query = select(BinItemRow).order_by(BinItemRow.thrown_at.desc(), BinItemRow.id)
    return [_item(row, vault) for row in session.scalars(query)]


def item(session: Session, vault: Vault, item_id: BinId) -> BinItem:
    """Return one thing in the bin; raises :class:`NotFound`."""
    row = session.get(BinItemRow, item_id)
    if row is None:
        raise NotFound("Dit in de prullenbak")
    return _item(row, vault)


def places(session: Session, item_id: BinId) -> list[Place]:
    """Return which rows an item is made of, without the links."""
    parts = _parts(session, item_id)
    return [Place(one.table_name, tuple(json.loads(one.key))) for one in parts if not one.loosened]


def missing(session: Session, item_id: BinId) -> Missing | None:
    """Return what the thing itself cannot do without and is not there, if anything."""
    root = _parts(session, item_id)[0]
    for link, parent in rows.missing_parents(session, root.table_name, json.loads(root.row)):
        if not link.can_be_empty:
            return Missing(_lies_in(session, parent))
    return None


def restore(session: Session, item_id: BinId) -> None:
    """Put everything of an item back in its tables, and the item out of the bin.

    What needs something that lies in the bin by itself goes to lie with that.
    """
    parts = _parts(session, item_id)
    session.execute(text("PRAGMA defer_foreign_keys = ON"))
    back = {Place(one.table_name, tuple(json.loads(one.key))) for one in parts if not one.loosened}
    for one in parts:
        if not one.loosened:
            _put_back(session, one, back)
    for one in parts:
        if one.loosened:
            _tie(session, one)
    session.flush()
    session.execute(delete(BinItemRow).where(BinItemRow.id == item_id))
    session.expire_all()


def remove(session: Session, item_id: BinId) -> None:
    """Take something away for good; nothing of it stays in the bin or the journal."""
    parts = _parts(session, item_id)
    places = [Place(one.table_name, tuple(json.loads(one.key))) for one in parts]
    places += [Place("bin_rows", (one.id,)) for one in parts]
    places.append(Place("bin_items", (item_id,)))
    session.execute(delete(BinItemRow).where(BinItemRow.id == item_id))
    journal.forget(session, places)
    session.expire_all()


def due(session: Session, today: date) -> list[tuple[BinId, str]]:
    """Return what has lain there for its time: the item and what it was, without its title."""
    query = select(BinItemRow.id, BinItemRow.subject).where(BinItemRow.gone_on <= today)
    return [(BinId(one), subject) for one, subject in session.execute(query)]


def imported(session: Session, table: str) -> set[str]:
    """Return the identities, in the files they came from, of what lies in the bin."""
    name = func.json_extract(BinPartRow.row, "$.imported_as")
    found = session.scalars(
        select(name).where(
            BinPartRow.table_name == table, BinPartRow.loosened == "", name.is_not(None)
        )
    )
    return {str(one) for one in found}


def _only_about(session: Session, person: str) -> list[Place]:
    """Return the follow-ups of no talk that are about this person and nobody else."""
    found = session.execute(
        text(
            "SELECT id FROM follow_ups WHERE note IS NULL AND id IN "
            "(SELECT follow_up FROM follow_up_people WHERE person = :person) AND NOT EXISTS "
            "(SELECT 1 FROM follow_up_people WHERE follow_up = id AND person != :person)"
        ),
        {"person": person},
    )
    return [Place("follow_ups", (row[0],)) for row in found]


def _gather_children(session: Session, heap: Heap, parent: Place) -> None:
    for link in rows.links():
        if link.parent != parent.table:
            continue
        for child in rows.children(session, link, parent.key[:1]):
            if child in heap.places:
                continue
            if child.table not in journal.JOURNALLED:
                heap.held_by += [] if link.cascades else [child.table]
            elif link.cascades or (link.child, link.column) in _OWNED:
                heap.places.append(child)
            elif link.can_be_empty:
                heap.loose.append((child, link.column))
            else:
                heap.held_by.append(child.table)


def _keep(session: Session, item_id: BinId, place: Place) -> None:
    row = rows.fetch(session, place)
    if row is not None:
        content = rows.fetch_large(session, place)
        _add_part(session, item_id, place, row, content, "")


def _loosen(session: Session, item_id: BinId, place: Place, column: str) -> None:
    now = rows.fetch(session, place)
    if now is not None:
        _add_part(session, item_id, place, {column: now[column]}, None, column)
        rows.change(session, place, now, now | {column: None})


def _add_part(
    session: Session,
    item_id: BinId,
    place: Place,
    row: rows.Row,
    content: bytes | None,
    loosened: str,
) -> None:
    session.add(
        BinPartRow(
            item=item_id,
            table_name=place.table,
            key=place.key_text,
            row=json.dumps(row, ensure_ascii=False),
            content=content,
            loosened=loosened,
        )
    )


def _parts(session: Session, item_id: BinId) -> list[BinPartRow]:
    """Return what an item is made of, the thing itself first."""
    found = session.get(BinItemRow, item_id)
    if found is None:
        raise NotFound("Dit in de prullenbak")
    query = select(BinPartRow).where(BinPartRow.item == item_id).order_by(BinPartRow.id)
    root = Place(TABLES[BinKind.of(found.kind)], (found.subject,))
    parts = session.scalars(query).all()
    return sorted(parts, key=lambda one: (one.table_name, one.key) != (root.table, root.key_text))


def _put_back(session: Session, part: BinPartRow, back: set[Place]) -> None:
    """Put one row back, or have it wait with what it needs where that lies in the bin."""
    row = doubles.followed_row(session, part.table_name, json.loads(part.row))
    if rows.exists(session, rows.place_of(part.table_name, row)):
        return
    for link, parent in rows.missing_parents(session, part.table_name, row):
        if parent in back:
            continue
        other = _lies_in(session, parent)
        if not link.can_be_empty:
            if other is not None:
                part.item = other
            return
        if other is not None:
            place = Place(part.table_name, tuple(json.loads(part.key)))
            _add_part(session, other, place, {link.column: row[link.column]}, None, link.column)
        row[link.column] = None
    rows.insert(session, part.table_name, row, part.content)


def _tie(session: Session, part: BinPartRow) -> None:
    """Have a row point to what is back again, unless it points elsewhere by now.

    A row that lies in the bin itself gets its link when it comes back.
    """
    place = Place(part.table_name, tuple(json.loads(part.key)))
    now = rows.fetch(session, place)
    if now is None:
        part.item = _lies_in(session, place) or part.item
    elif now.get(part.loosened) is None:
        rows.change(session, place, now, now | json.loads(part.row))


def _lies_in(session: Session, place: Place) -> BinId | None:
    found = session.scalar(
        select(BinPartRow.item).where(
            BinPartRow.table_name == place.table,
            BinPartRow.key == place.key_text,
            BinPartRow.loosened == "",
        )
    )
    return None if found is None else BinId(found)


def _item(row: BinItemRow, vault: Vault) -> BinItem:
    return BinItem(
        id=BinId(row.id),
        kind=BinKind.of(row.kind),
        subject=row.subject,
        title=vault.open(COLUMN, row.sealed),
        thrown_by=AccountId(row.thrown_by),
        thrown_at=row.thrown_at,
        gone_on=row.gone_on,
        owner=AccountId(row.owner) if row.owner else None,
    )
