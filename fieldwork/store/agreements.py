"""Agreements with people; the words are sealed once more."""

from datetime import date
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from fieldwork.domain.agreements import Agreement, AgreementId, AgreementState
from fieldwork.domain.ids import AccountId, NoteId, PersonId
from fieldwork.domain.refusals import NotFound, StaleEdit
from fieldwork.store.tables import AgreementRow
from fieldwork.store.vault import Vault

COLUMN: Final = "agreements.sealed"


def add(session: Session, vault: Vault, one: Agreement) -> Agreement:
    """Keep a new agreement; returns it as kept."""
    row = AgreementRow(id=one.id, person=one.person, made_by=one.made_by, made_at=one.made_at)
    _fill(row, vault, one)
    session.add(row)
    session.flush()
    return _agreement(row, vault)


def change(session: Session, vault: Vault, one: Agreement) -> Agreement:
    """Keep a changed agreement; raises :class:`StaleEdit` when a colleague was first."""
    row = session.get(AgreementRow, one.id)
    if row is None:
        raise NotFound("Deze afspraak")
    if row.version != one.version:
        raise StaleEdit("Afspraak")
    _fill(row, vault, one)
    session.flush()
    return _agreement(row, vault)


def drop(session: Session, agreement_id: AgreementId) -> None:
    """Take an agreement away that was written down by mistake."""
    session.execute(delete(AgreementRow).where(AgreementRow.id == agreement_id))


def agreement(session: Session, vault: Vault, agreement_id: AgreementId) -> Agreement:
    """Return one agreement; raises :class:`NotFound`."""
    row = session.get(AgreementRow, agreement_id)
    if row is None:
        raise NotFound("Deze afspraak")
    return _agreement(row, vault)


def agreements(
    session: Session,
    vault: Vault,
    *,
    person: PersonId | None = None,
    is_open: bool = False,
    until: date | None = None,
) -> list[Agreement]:
    """Return agreements by their day, narrowed by what is given; ``until`` is the last day."""
    query = select(AgreementRow).order_by(
        AgreementRow.due_on.is_(None), AgreementRow.due_on, AgreementRow.made_at
    )
    if person is not None:
        query = query.where(AgreementRow.person == person)
    if is_open:
        query = query.where(AgreementRow.state == AgreementState.OPEN.value)
    if until is not None:
        query = query.where(AgreementRow.due_on <= until)
    return [_agreement(row, vault) for row in session.scalars(query)]


def _fill(row: AgreementRow, vault: Vault, one: Agreement) -> None:
    row.note, row.agreed_on, row.due_on = one.note, one.agreed_on, one.due_on
    row.state = one.state.value
    kept = {"who": one.who, "what": one.what, "signal": one.signal}
    row.sealed = vault.seal_record(COLUMN, kept)


def _agreement(row: AgreementRow, vault: Vault) -> Agreement:
    kept = vault.open_record(COLUMN, row.sealed)
    return Agreement(
        id=AgreementId(row.id),
        person=PersonId(row.person),
        who=kept["who"],
        what=kept["what"],
        agreed_on=row.agreed_on,
        made_by=AccountId(row.made_by),
        made_at=row.made_at,
        due_on=row.due_on,
        signal=kept["signal"],
        note=NoteId(row.note) if row.note else None,
        state=AgreementState.of(row.state),
        version=row.version,
    )
