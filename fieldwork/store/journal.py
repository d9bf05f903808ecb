"""The journal: every row that a deed of the last hour changed, as it was before and after.

Triggers write the rows, whoever makes the change and however. A work on the study then says which
rows were its own, so that a deed can be taken back whole, or not at all where somebody went on
from it.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, delete, func, inspect, or_, select, text, update
from sqlalchemy.orm import Session

from fieldwork.store import doubles, rows
from fieldwork.store.rows import Place, Row
from fieldwork.store.tables import DeedChangeRow, DeedRow

KEPT: Final = timedelta(hours=1)
# What people made. Every other table is below, with why it is none of these.
JOURNALLED: Final = (
    "study",
    "accounts",
    "areas",
    "streets",
    "people",
    "ties",
    "agreements",
    "expenses",
    "consents",
    "notes",
    "note_people",
    "note_versions",
    "attachments",
    "suggestions",
    "codings",
    "coding_marks",
    "learning",
    "lesson_imports",
    "lessons",
    "study_words",
    "follow_ups",
    "follow_up_people",
    "offer_refusals",
    "requests",
    "deliberations",
    "calls",
    "recalls",
    "introductions",
    "class_terms",
    "recipients",
    "recipient_readers",
    "buurt_figures",
    "sites",
    "map_settings",
    "bin_items",
    "bin_rows",
)
OUTSIDE: Final = {
    "sessions": "a sign-in is no deed on the study",
    "stamp": "a count of changes, made by triggers",
    "audit": "written once",
    "request_events": "written once; a deed taken back is one more event",
    "follow_up_events": "written once; a deed taken back is one more event",
    "disclosures": "written once: what went out",
    "lists": "what goes out; one that is not sent lapses",
    "list_requests": "what is on a list that is not sent yet; such a list lapses",
    "handover_settings": "a template may be large; it is set anew",
    "note_vectors": "made anew by the machine",
    "import_mappings": "what is remembered of a file's columns, to guess better",
    "drafts": "what is still being written; each key press would be a deed",
    "houses": "read in from a public file; another one is read in instead",
    "map_choices": "how somebody left the map is no deed on the study",
    "map_releases": "written once: what went out",
    "deeds": "the journal itself",
    "deed_rows": "the journal itself",
}
# Of accounts only what a coordinator changes: a new one may be worked with at once.
_ONLY_CHANGES: Final = frozenset({"accounts"})


@dataclass
class Writing:
    """What a work tells the journal of itself while it is under way."""

    deed: str = ""
    subject: str = ""
    detail: str = ""
    undoes: int | None = None
    sealed: bytes = b""


@dataclass(frozen=True, slots=True)
class Entry:
    """A deed in the journal; see :class:`DeedRow`."""

    id: int
    at: datetime
    by: str
    needs: str
    deed: str
    subject: str
    detail: str
    sealed: bytes
    undoes: int | None
    undone_by: int | None
    first: int | None
    last: int | None
    is_spent: bool


@dataclass(frozen=True, slots=True)
class Change:
    """What a deed did to one row, all its changes together."""

    place: Place
    before: Row | None
    after: Row | None
    content: bytes | None = None


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A row that stands in the way of taking a deed back, and the deed that made it so, if known.

    ``is_missing`` is for something that the row needs and that is there no more.
    """

    place: Place
    later: Entry | None
    is_missing: bool = False


@dataclass
class Plan:
    """How a deed is taken back: its changes, and what is in the way."""

    changes: dict[Place, Change] = field(default_factory=dict)
    obstacles: list[Obstacle] = field(default_factory=list)

    def gone(self) -> list[Place]:
        """Return the rows that taking it back takes away."""
        return [one.place for one in self.changes.values() if one.before is None]


# --- Triggers ---------------------------------------------------------------------------------


def make_triggers(connection: Connection) -> None:
    """Make the triggers of all tables anew, as a step that changes a table must do as well.

    Rows in the journal from before then no longer fit, so these are dropped. A table that only a
    later step makes is left to that step.
    """
    there = inspect(connection).get_table_names()
    for name in (one for one in JOURNALLED if one in there):
        for deed in ("insert", "update", "delete"):
            connection.execute(text(f"DROP TRIGGER IF EXISTS {name}_journal_{deed}"))
        for statement in triggers(name):
            connection.exec_driver_sql(statement)
    connection.execute(text("UPDATE deeds SET is_spent = 1"))
    connection.execute(text("DELETE FROM deed_rows"))


def triggers(name: str) -> list[str]:
    """Return the SQL of a table's triggers."""
    large = rows.LARGE.get(name)
    content = f'old."{large}"' if large else "NULL"
    changed = f'CASE WHEN old."{large}" IS NOT new."{large}" THEN {content} END'
    made = [
        _trigger(name, "update", "old", ("old", "new"), changed if large else "NULL"),
    ]
    if name not in _ONLY_CHANGES:
        made.append(_trigger(name, "insert", "new", ("", "new"), "NULL"))
        made.append(_trigger(name, "delete", "old", ("old", ""), content))
    return made


def _trigger(name: str, deed: str, of: str, sides: tuple[str, str], content: str) -> str:
    before, after = (rows.row_sql(name, side) if side else "NULL" for side in sides)
    only = ""
    if deed == "update" and name in rows.SECRET:
        only = " OF " + ", ".join(f'"{one.name}"' for one in rows.columns(name))
    return (
        f'CREATE TRIGGER {name}_journal_{deed} AFTER {deed.upper()}{only} ON "{name}" BEGIN '  # noqa: S608 - names of ours
        'INSERT INTO deed_rows (table_name, "key", before, after, content) VALUES '
        f"('{name}', {rows.key_sql(name, of)}, {before}, {after}, {content}); END"
    )


# --- Writing ----------------------------------------------------------------------------------


def begin(session: Session) -> int:
    """Return where the journal stands, to hand to :func:`close` at the end of the work."""
    return session.scalar(select(func.max(DeedChangeRow.id))) or 0


def close(
    session: Session, since: int, writing: Writing, at: datetime, by: str, needs: str
) -> None:
    """Enter a work that began at ``since``, and drop what is older than an hour.

    A work that changed nothing and says nothing is not entered.
    """
    session.flush()
    last = begin(session)
    has_rows = last > since
    if not has_rows and not writing.deed:
        return
    made = DeedRow(
        at=at,
        by=by,
        needs=needs,
        deed=writing.deed,
        subject=writing.subject,
        detail=writing.detail,
        sealed=writing.sealed,
        undoes=writing.undoes,
        follows=None if writing.deed else _followed(session, since),
        first_row=since + 1 if has_rows else None,
        last_row=last if has_rows else None,
        is_spent=False,
    )
    session.add(made)
    session.flush()
    if writing.undoes is not None:
        session.execute(
            update(DeedRow).where(DeedRow.id == writing.undoes).values(undone_by=made.id)
        )
    if is_old(session, at):
        clean(session, at)


def is_old(session: Session, at: datetime) -> bool:
    """Return whether there is anything for :func:`clean` to drop."""
    old = select(DeedRow.id).where(DeedRow.at < at - KEPT).limit(1)
    return session.scalar(old) is not None


def clean(session: Session, at: datetime) -> None:
    """Drop what is older than an hour at the moment ``at``."""
    young = select(DeedRow.first_row).where(DeedRow.at >= at - KEPT, DeedRow.first_row.is_not(None))
    first = session.scalar(young.order_by(DeedRow.id).limit(1))
    if first is None:
        session.execute(delete(DeedChangeRow))
    else:
        session.execute(delete(DeedChangeRow).where(DeedChangeRow.id < first))
    session.execute(delete(DeedRow).where(DeedRow.at < at - KEPT))


def forget(session: Session, places: Iterable[Place]) -> None:
    """Leave nothing of these rows; a deed that changed one can no longer be taken back."""
    for place in places:
        these = (DeedChangeRow.table_name == place.table, DeedChangeRow.key == place.key_text)
        for number in session.scalars(select(DeedChangeRow.id).where(*these)).all():
            session.execute(
                update(DeedRow)
                .where(DeedRow.first_row <= number, DeedRow.last_row >= number)
                .values(is_spent=True, sealed=b"")
            )
        session.execute(delete(DeedChangeRow).where(*these))


def _followed(session: Session, since: int) -> int | None:
    """Return the last deed about something that the rows after ``since`` belong to."""
    changed = select(DeedChangeRow.key, DeedChangeRow.before, DeedChangeRow.after)
    subjects: set[str] = set()
    for key, before, after in session.execute(changed.where(DeedChangeRow.id > since).limit(200)):
        row = json.loads(after or before or "{}")
        subjects |= {value for value in json.loads(key) if isinstance(value, str)}
        named = (row.get(name) for name in ("note", "person", "request", "follow_up", "suggestion"))
        subjects |= {value for value in named if value}
    return session.scalar(
        select(func.max(DeedRow.id)).where(DeedRow.subject.in_(subjects), DeedRow.deed != "")
    )


# --- Reading ----------------------------------------------------------------------------------


def recent(session: Session, since: datetime, by: str | None, limit: int) -> list[Entry]:
    """Return the deeds since a moment that were not taken back, of ``by`` or all; newest first."""
    query = select(DeedRow).where(
        DeedRow.at >= since, DeedRow.deed != "", DeedRow.undone_by.is_(None)
    )
    if by is not None:
        query = query.where(DeedRow.by == by)
    return [_entry(row) for row in session.scalars(query.order_by(DeedRow.id.desc()).limit(limit))]


def entry(session: Session, number: int) -> Entry | None:
    """Return a deed, or None when it is over an hour old."""
    row = session.get(DeedRow, number)
    return None if row is None else _entry(row)


def original(session: Session, one: Entry) -> Entry:
    """Return the deed that a chain of taking back and doing again began with, as far as kept."""
    while one.undoes is not None:
        earlier = entry(session, one.undoes)
        if earlier is None:
            break
        one = earlier
    return one


# --- Taking back ------------------------------------------------------------------------------


def plan(session: Session, one: Entry) -> Plan:
    """Return how a deed is taken back, with what the machine did after it."""
    made = Plan()
    for row in session.scalars(_rows_of(session, one)):
        _add_change(session, made, row)
    for change in list(made.changes.values()):
        if not rows.same(rows.fetch(session, change.place), change.after):
            _object(session, made, change.place)
    _take_along(session, made)
    _look_for_parents(session, made)
    made.changes = {
        place: one for place, one in made.changes.items() if not rows.same(one.before, one.after)
    }
    return made


def change_back(session: Session, made: Plan) -> None:
    """Have every row of a plan that stays say what it said before.

    To be done first: a photo goes back to its draft before the talk that it was given to goes,
    which would take it along; and a changed answer drops its lesson, which comes back after that.
    """
    session.execute(text("PRAGMA defer_foreign_keys = ON"))
    for one in made.changes.values():
        now = rows.fetch(session, one.place)
        if one.before is not None and now is not None:
            rows.change(session, one.place, now, one.before, one.content)


def put_back(session: Session, made: Plan) -> None:
    """Put every row of a plan back as it was before; for a plan without obstacles."""
    change_back(session, made)
    changes = list(made.changes.values())
    ranks = {name: rank for rank, name in enumerate(rows.order())}
    changes.sort(key=lambda one: ranks[one.place.table])
    for one in reversed(changes):
        if one.before is None:
            rows.delete(session, one.place)
    for one in changes:
        if one.before is not None and not rows.exists(session, one.place):
            rows.insert(session, one.place.table, one.before, one.content)
    session.expire_all()


def _rows_of(session: Session, one: Entry) -> Any:
    """Return the query for a deed's changes and for those of the machine that followed it."""
    followers = session.execute(
        select(DeedRow.first_row, DeedRow.last_row).where(DeedRow.follows == one.id)
    )
    ranges = [(one.first, one.last), *((row[0], row[1]) for row in followers)]
    spans = [
        DeedChangeRow.id.between(first, last)
        for first, last in ranges
        if first is not None and last is not None
    ]
    return select(DeedChangeRow).where(or_(False, *spans)).order_by(DeedChangeRow.id)


def _add_change(session: Session, made: Plan, row: DeedChangeRow) -> None:
    """Add one change to what is known of its row; somebody else's in between is in the way."""
    place = Place(row.table_name, tuple(json.loads(row.key)))
    before = json.loads(row.before) if row.before else None
    after = json.loads(row.after) if row.after else None
    known = made.changes.get(place)
    if known is None:
        made.changes[place] = Change(place, before, after, row.content)
        return
    if not rows.same(known.after, before):
        _object(session, made, place)
    made.changes[place] = Change(place, known.before, after, known.content or row.content)


def _take_along(session: Session, made: Plan) -> None:
    """Find what hangs on rows that go: the machine's goes along, a person's is in the way."""
    gone = made.gone()
    while gone:
        more: list[Place] = []
        for link in rows.links():
            keys = [place.key[0] for place in gone if place.table == link.parent]
            for child in rows.children(session, link, keys):
                if child not in made.changes and child not in more:
                    more += _along(session, made, link, child)
        gone = more


def _along(session: Session, made: Plan, link: rows.Link, child: Place) -> list[Place]:
    if child.table not in JOURNALLED:
        if not link.cascades:
            made.obstacles.append(Obstacle(child, None))
        return []
    later = _last_deed(session, child)
    if later is None or later.deed:
        made.obstacles.append(Obstacle(child, later))
        return []
    made.changes[child] = Change(child, None, rows.fetch(session, child))
    return [child]


def _look_for_parents(session: Session, made: Plan) -> None:
    """Find what rows that come back need and is not there, nor comes back with them."""
    back = {place for place, one in made.changes.items() if one.before is not None}
    for place, one in made.changes.items():
        if one.before is None:
            continue
        for _, parent in rows.missing_parents(session, place.table, one.before):
            if parent not in back:
                later = _last_deed(session, parent)
                made.obstacles.append(Obstacle(parent, later, is_missing=True))
        for double in doubles.pointed_at(session, place.table, one.before):
            if double not in back:
                made.obstacles.append(Obstacle(double, _last_deed(session, double)))


def _object(session: Session, made: Plan, place: Place) -> None:
    if all(known.place != place for known in made.obstacles):
        made.obstacles.append(Obstacle(place, _last_deed(session, place)))


def _last_deed(session: Session, place: Place) -> Entry | None:
    """Return the deed that changed a row last, if the journal knows; the machine's has no words."""
    number = session.scalar(
        select(func.max(DeedChangeRow.id)).where(
            DeedChangeRow.table_name == place.table, DeedChangeRow.key == place.key_text
        )
    )
    if number is None:
        return None
    row = session.scalars(
        select(DeedRow).where(DeedRow.first_row <= number, DeedRow.last_row >= number)
    ).first()
    return None if row is None else _entry(row)


def find_places(made: Plan, tables: Sequence[str]) -> list[Change]:
    """Return the changes of a plan to these tables."""
    return [one for one in made.changes.values() if one.place.table in tables]


def _entry(row: DeedRow) -> Entry:
    return Entry(
        row.id,
        row.at,
        row.by,
        row.needs,
        row.deed,
        row.subject,
        row.detail,
        row.sealed,
        row.undoes,
        row.undone_by,
        row.first_row,
        row.last_row,
        row.is_spent,
    )
