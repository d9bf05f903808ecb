"""What was spent out of the "kas"; what for is sealed once more."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from fieldwork.domain.expenses import Expense, ExpenseId, ExpenseKind
from fieldwork.domain.ids import AccountId, NoteId, PersonId
from fieldwork.store.records import Records
from fieldwork.store.tables import ExpenseRow
from fieldwork.store.vault import Vault

COLUMN: Final = "expenses.sealed"


def expenses(session: Session, vault: Vault, person: PersonId | None = None) -> list[Expense]:
    """Return all expenses, or those for one person, the last first."""
    query = select(ExpenseRow).order_by(ExpenseRow.spent_on.desc(), ExpenseRow.made_at.desc())
    if person is not None:
        query = query.where(ExpenseRow.person == person)
    return _RECORDS.found(session, vault, query)


def _new(one: Expense) -> ExpenseRow:
    return ExpenseRow(id=one.id, made_by=one.made_by, made_at=one.made_at)


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


_RECORDS: Final = Records(ExpenseRow, "Uitgave", "Deze uitgave", _new, _fill, _expense)
add = _RECORDS.add
change = _RECORDS.change
drop = _RECORDS.drop
expense = _RECORDS.one
