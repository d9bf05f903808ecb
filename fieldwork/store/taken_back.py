"""Events that tell that a step was taken back: a course is added to, never rewritten."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Final

from sqlalchemy.orm import Session

from fieldwork.domain.follow_ups import FollowUpState
from fieldwork.store.journal import Change
from fieldwork.store.rows import Row
from fieldwork.store.tables import FollowUpEventRow, RequestEventRow

TAKEN_BACK: Final = "teruggenomen"
AGAIN: Final = "opnieuw"
BINNED: Final = "naar de prullenbak"
RESTORED: Final = "terug uit de prullenbak"


def write_down(
    session: Session, changes: Iterable[Change], by: str, at: datetime, *, again: bool
) -> None:
    """Add an event for each request and follow-up whose step is put back (or done ``again``)."""
    for one in changes:
        if one.place.table == "requests":
            _tell_request(session, one, by, at, again)
        elif one.place.table == "follow_ups":
            row = one.before or one.after
            if row is not None:
                tell_follow_up(session, row, by, at, is_gone=one.before is None)
    session.flush()


def tell_request(session: Session, row: Row, by: str, at: datetime, words: str) -> None:
    """Add an event in the state of ``row`` with these words."""
    session.add(RequestEventRow(request=row["id"], state=row["state"], by=by, at=at, detail=words))


def tell_follow_up(session: Session, row: Row, by: str, at: datetime, *, is_gone: bool) -> None:
    """Add how a follow-up stands from now on; one that is gone need not be done."""
    session.add(
        FollowUpEventRow(
            follow_up=row["id"],
            state=FollowUpState.VERVALLEN.value if is_gone else row["state"],
            due_on=date.fromisoformat(row["due_on"]),
            due_at=time.fromisoformat(row["due_at"]) if row["due_at"] else None,
            is_vague=bool(row["is_vague"]),
            by=by,
            at=at,
        )
    )


def _tell_request(session: Session, one: Change, by: str, at: datetime, again: bool) -> None:
    """Name the step itself, never the state that it goes back to.

    A term begins at the last event "verzonden", and taking a later step back must not begin it
    anew. Sending is never taken back, so no deed leads there.
    """
    before, after = one.before, one.after
    if before is not None and after is not None and before["state"] == after["state"]:
        return
    step = before if again else after
    tell_request(session, step or before or after or {}, by, at, AGAIN if again else TAKEN_BACK)
