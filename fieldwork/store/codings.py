"""What readers saw in a talk apart from each other, and what they agreed on."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from fieldwork.domain.coding import CoderRole, Coding, CodingId, CodingMark, MarkId
from fieldwork.domain.ids import AccountId, NoteId
from fieldwork.domain.notes import Span
from fieldwork.domain.refusals import NotFound
from fieldwork.domain.themes import SignalStatus, ThemeStatus
from fieldwork.store.tables import CodingMarkRow, CodingRow


def add(session: Session, coding: Coding) -> None:
    """Keep a new reading, with its marks."""
    session.add(
        CodingRow(
            id=coding.id,
            note=coding.note,
            account=coding.account,
            begun_at=coding.begun_at,
            done_at=coding.done_at,
            role=coding.role.value,
            sample=coding.sample,
        )
    )
    session.flush()
    for mark in coding.marks:
        add_mark(session, coding.id, mark)


def codings(
    session: Session,
    *,
    note: NoteId | None = None,
    account: AccountId | None = None,
    role: CoderRole | None = None,
) -> list[Coding]:
    """Return readings in the order in which they were begun, narrowed by what is given."""
    query = select(CodingRow).order_by(CodingRow.begun_at, CodingRow.id)
    if note is not None:
        query = query.where(CodingRow.note == note)
    if account is not None:
        query = query.where(CodingRow.account == account)
    if role is not None:
        query = query.where(CodingRow.role == role.value)
    rows = session.scalars(query).all()
    marks = _marks(session, [row.id for row in rows])
    return [_coding(row, tuple(marks[row.id])) for row in rows]


def finish(session: Session, coding_id: CodingId, at: datetime | None) -> None:
    """Keep that a reading was done at ``at``, or (None) that it goes on."""
    row = session.get(CodingRow, coding_id)
    if row is None:
        raise NotFound("Deze lezing")
    row.done_at = at
    session.flush()


def drop(session: Session, coding_id: CodingId) -> None:
    """Take a reading away, with its marks."""
    session.execute(delete(CodingRow).where(CodingRow.id == coding_id))


def add_mark(session: Session, coding_id: CodingId, mark: CodingMark) -> None:
    """Keep a mark; one that is there already stays as it is."""
    if session.get(CodingMarkRow, mark.id) is not None:
        return
    session.add(
        CodingMarkRow(
            id=mark.id,
            coding=coding_id,
            code=mark.code,
            is_signal=isinstance(mark.status, SignalStatus),
            status=mark.status.value if mark.status else "",
            start=mark.span.start if mark.span else None,
            end=mark.span.end if mark.span else None,
            quote=mark.quote,
        )
    )
    session.flush()


def drop_mark(session: Session, coding_id: CodingId, mark_id: MarkId) -> None:
    """Take a mark away; raises :class:`NotFound` when it is not in this reading."""
    row = session.get(CodingMarkRow, mark_id)
    if row is None or row.coding != coding_id:
        raise NotFound("Deze markering")
    session.delete(row)
    session.flush()


def _marks(session: Session, ids: Iterable[str]) -> dict[str, list[CodingMark]]:
    query = select(CodingMarkRow).where(CodingMarkRow.coding.in_(list(ids)))
    found: dict[str, list[CodingMark]] = defaultdict(list)
    for row in session.scalars(query.order_by(CodingMarkRow.start, CodingMarkRow.id)):
        found[row.coding].append(_mark(row))
    return found


def _mark(row: CodingMarkRow) -> CodingMark:
    status: ThemeStatus | SignalStatus | None = None
    if row.status:
        status = SignalStatus.of(row.status) if row.is_signal else ThemeStatus.of(row.status)
    has_span = row.start is not None and row.end is not None
    return CodingMark(
        MarkId(row.id),
        row.code,
        status,
        Span(row.start, row.end) if has_span else None,  # type: ignore[arg-type]
        row.quote,
    )


def _coding(row: CodingRow, marks: tuple[CodingMark, ...]) -> Coding:
    return Coding(
        CodingId(row.id),
        NoteId(row.note),
        AccountId(row.account),
        row.begun_at,
        CoderRole.of(row.role),
        row.done_at,
        row.sample,
        marks,
    )
