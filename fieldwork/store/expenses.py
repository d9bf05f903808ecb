"""What was spent out of the "kas"; what for is sealed once more."""

from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from fieldwork.domain.expenses import Expense, ExpenseId, ExpenseKind
from fieldwork.domain.ids import AccountId, NoteId, PersonId
from fieldwork.domain.refusals import NotFound, StaleEdit
from fieldwork.store.tables import ExpenseRow
from fieldwork.store.vault import Vault

COLUMN: Final = "expenses.sealed"


def add(session: Session, vault: Vault, one: Expense) -> Expense:
    """Keep a new expense; returns it as kept."""
    row = ExpenseRow(id=one.id, made_by=one.made_by, made_at=one.made_at)
    _fill(row, vault, one)
    session.add(row)
    session.flush()
    return _expense(row, vault)


def change(session: Session, vault: Vault, one: Expense) -> Expense:
    """Keep a changed expense; raises :class:`StaleEdit` when a colleague was first."""
    row = session.get(ExpenseRow, one.id)
    if row is None:
        raise NotFound("Deze uitgave")
    if row.version != one.version:
        raise StaleEdit("Uitgave")
    _fill(row, vault, one)
    session.flush()
    return _expense(row, vault)


def drop(session: Session, expense_id: ExpenseId) -> None:
    """Take an expense away that was written down by mistake."""
    session.execute(delete(ExpenseRow).where(ExpenseRow.id == expense_id))


def expense(session: Session, vault: Vault, expense_id: ExpenseId) -> Expense:
    """Return one expense; raises :class:`NotFound`."""
    row = session.get(ExpenseRow, expense_id)
    if row is None:
        raise NotFound("Deze uitgave")
    return _expense(row, vault)


def expenses(session: Session, vault: Vault, person: PersonId | None = None) -> list[Expense]:
    """Return all expenses, or those for one person, the last first."""
    query = select(ExpenseRow).order_by(ExpenseRow.spent_on.desc(), ExpenseRow.made_at.desc())
    if person is not None:
        query = query.where(ExpenseRow.person == person)
    return [_expense(row, vault) for row in session.scalars(query)]


def _fill(row: ExpenseRow, vault: Vault, one: Expense) -> None:
    row.person, row.note, row.cents, row.spent_on = one.person, one.note, one.cents, one.spent_on
    kept = {"kind": one.kind.value, "purpose": one.purpose}
    row.sealed = vault.seal_record(COLUMN, kept)


def _expense(row: ExpenseRow, vault: Vault) -> Expense:
    kept = vault.open_record(COLUMN, row.sealed)
    return Expense(
        id=ExpenseId(row.id),
        cents=row.cents,
        kind=ExpenseKind.of(kept["kind"]),
        purpose=kept["purpose"],
        spent_on=row.spent_on,
        made_by=AccountId(row.made_by),
        made_at=row.made_at,
        person=PersonId(row.person) if row.person else None,
        note=NoteId(row.note) if row.note else None,
        version=row.version,
    )
