"""The trail in the store: written in the same transaction as the deed."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from fieldwork.domain.audit import FIRST_SEAL, AuditEntry, seal
from fieldwork.store.tables import AuditRow


def record(
    session: Session, at: datetime, by: str, deed: str, subject: str, detail: str = ""
) -> None:
    """Add one sealed entry behind the last. Never hand a name or a note's text to it."""
    sealed = seal(head(session), at, by, deed, subject, detail)
    session.add(AuditRow(at=at, by=by, deed=deed, subject=subject, detail=detail, seal=sealed))
    session.flush()


def head(session: Session) -> str:
    """Return the last entry's seal."""
    last = session.scalars(select(AuditRow.seal).order_by(AuditRow.number.desc()).limit(1))
    return last.first() or FIRST_SEAL


def entries(session: Session, subject: str | None = None) -> list[AuditEntry]:
    """Return the trail in order, whole or of one ``subject``."""
    query = select(AuditRow).order_by(AuditRow.number)
    if subject is not None:
        query = query.where(AuditRow.subject == subject)
    return [
        AuditEntry(row.number, row.at, row.by, row.deed, row.subject, row.detail, row.seal)
        for row in session.scalars(query)
    ]
