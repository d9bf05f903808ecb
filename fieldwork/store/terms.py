"""What classes mean in this gemeente and their terms: each change is a line of its own."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from fieldwork.domain.ids import AccountId
from fieldwork.domain.terms import ClassTerms, Term, Terms, UrgencyClass
from fieldwork.store.tables import ClassTermRow


def history(session: Session) -> list[ClassTerms]:
    """Return everything that was ever set, the oldest first."""
    return [_terms(row) for row in session.scalars(select(ClassTermRow).order_by(ClassTermRow.id))]


def add(session: Session, one: ClassTerms) -> None:
    """Keep what was set; ``since`` and ``set_by`` are needed."""
    confirm, contact = one.terms.confirm, one.terms.contact
    session.add(
        ClassTermRow(
            urgency=one.urgency.value,
            in_use=one.in_use,
            meaning=one.meaning,
            whom_to_call=one.whom_to_call,
            confirm_hours=confirm.hours,
            confirm_days=confirm.working_days,
            confirm_weeks=confirm.weeks,
            contact_hours=contact.hours,
            contact_days=contact.working_days,
            contact_weeks=contact.weeks,
            made_by=one.set_by,
            made_at=one.since,
        )
    )
    session.flush()


def _terms(row: ClassTermRow) -> ClassTerms:
    confirm = Term(row.confirm_hours, row.confirm_days, row.confirm_weeks)
    contact = Term(row.contact_hours, row.contact_days, row.contact_weeks)
    return ClassTerms(
        urgency=UrgencyClass.of(row.urgency),
        terms=Terms(confirm, contact),
        in_use=row.in_use,
        meaning=row.meaning,
        whom_to_call=row.whom_to_call,
        since=row.made_at,
        set_by=AccountId(row.made_by),
    )
