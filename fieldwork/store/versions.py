"""The texts that a talk had. They are added and read; only the talk's own removal takes them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fieldwork.domain.ids import AccountId, NoteId
from fieldwork.domain.notes import Span
from fieldwork.domain.versions import TextVersion
from fieldwork.store.tables import CodingMarkRow, CodingRow, DraftRow, NoteRow, NoteVersionRow


def versions(session: Session, note_id: NoteId) -> list[TextVersion]:
    """Return every text of a talk, the first first; empty when there is no such talk.

    A talk from before versions were kept has one: what stands there, by who made it.
    """
    query = select(NoteVersionRow).where(NoteVersionRow.note == note_id)
    kept = [
        TextVersion(row.number, row.text, AccountId(row.by), row.at)
        for row in session.scalars(query.order_by(NoteVersionRow.number))
    ]
    row = None if kept else session.get(NoteRow, note_id)
    return kept or ([_first(row)] if row else [])


def add_version(
    session: Session, note_id: NoteId, text: str, by: AccountId, at: datetime
) -> TextVersion:
    """Keep that a talk has this text from now on; returns the version, numbered."""
    last = session.scalar(
        select(func.max(NoteVersionRow.number)).where(NoteVersionRow.note == note_id)
    )
    made = TextVersion((last or 0) + 1, text, by, at)
    session.add(_row(note_id, made))
    session.flush()
    return made


def keep_first(session: Session, row: NoteRow) -> None:
    """Keep the text of a talk from before versions were kept, before it is changed."""
    if session.get(NoteVersionRow, (row.id, 1)) is None:
        session.add(_row(NoteId(row.id), _first(row)))
        session.flush()


def keep_taken_back(
    session: Session, gone: Iterable[Mapping[str, Any]], by: AccountId, at: datetime
) -> None:
    """Keep the versions (rows of the table) that taking a deed back took away.

    What stands there again is the next version: also a change that was taken back was made. A
    talk that is gone itself has no versions.
    """
    touched = set()
    for row in gone:
        if session.get(NoteRow, row["note"]) is not None:
            made_at = datetime.fromisoformat(row["at"])
            kept = TextVersion(row["number"], row["text"], AccountId(row["by"]), made_at)
            session.add(_row(row["note"], kept))
            touched.add(row["note"])
    session.flush()
    for note_id in touched:
        text = session.get_one(NoteRow, note_id).text
        if versions(session, note_id)[-1].text != text:
            add_version(session, note_id, text, by, at)


def _first(row: NoteRow) -> TextVersion:
    return TextVersion(1, row.text, AccountId(row.made_by), row.made_at)


def _row(note_id: NoteId, made: TextVersion) -> NoteVersionRow:
    return NoteVersionRow(note=note_id, number=made.number, text=made.text, by=made.by, at=made.at)


def change_drafts(session: Session, account: AccountId, prefix: str) -> list[str]:
    """Return the ids of somebody's drafts that begin with ``prefix``, the last first."""
    query = select(DraftRow.id).where(DraftRow.account == account)
    query = query.where(DraftRow.id.startswith(prefix, autoescape=True))
    return list(session.scalars(query.order_by(DraftRow.kept_at.desc(), DraftRow.id.desc())))


def coding_marks(session: Session, note_id: NoteId) -> list[tuple[str, Span | None, str]]:
    """Return the marks of second readers in a talk: id, place, and words that are gone."""
    query = select(CodingMarkRow).join(CodingRow, CodingRow.id == CodingMarkRow.coding)
    return [
        (row.id, _span(row.start, row.end), row.quote)
        for row in session.scalars(query.where(CodingRow.note == note_id))
    ]


def move_coding_mark(session: Session, mark_id: str, span: Span | None, quote: str) -> None:
    """Keep where a second reader's mark stands now, or the words that are nowhere any more."""
    row = session.get_one(CodingMarkRow, mark_id)
    row.start, row.end = (span.start, span.end) if span else (None, None)
    row.quote = "" if span else quote
    session.flush()


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else Span(start, end)
