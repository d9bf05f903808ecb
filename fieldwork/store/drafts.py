"""What people are still writing: theirs only, gone once the talk is kept or thrown away."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from fieldwork.domain.ids import AccountId
from fieldwork.domain.notes import Draft
from fieldwork.store.tables import DraftRow


def draft(session: Session, account: AccountId, draft_id: str) -> Draft:
    """Return somebody's draft; an empty one when there is none."""
    row = session.get(DraftRow, (draft_id, account))
    return Draft(draft_id) if row is None else _draft(row)


def drafts(session: Session, account: AccountId) -> list[Draft]:
    """Return somebody's drafts that have words in them, the last first."""
    query = select(DraftRow).where(DraftRow.account == account, DraftRow.text != "")
    return [_draft(row) for row in session.scalars(query.order_by(DraftRow.kept_at.desc()))]


def keep_draft(session: Session, account: AccountId, draft: Draft, at: datetime) -> Draft:
    """Keep a draft unless a later one is there already; returns the one that is there then."""
    row = session.get(DraftRow, (draft.id, account))
    if row is None:
        row = DraftRow(id=draft.id, account=account, text="", typed_at=0, kept_at=at)
        session.add(row)
    if draft.typed_at > row.typed_at:
        row.text, row.typed_at, row.kept_at = draft.text, draft.typed_at, at
    session.flush()
    return _draft(row)


def drop_draft(session: Session, account: AccountId, draft_id: str) -> None:
    """Throw somebody's draft away."""
    session.execute(delete(DraftRow).where(DraftRow.id == draft_id, DraftRow.account == account))


def _draft(row: DraftRow) -> Draft:
    return Draft(row.id, row.text, row.typed_at, row.kept_at)
