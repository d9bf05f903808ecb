"""Agreements with people; the words are sealed once more."""

from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from fieldwork.domain.agreements import Agreement, AgreementId, AgreementState
from fieldwork.domain.ids import AccountId, NoteId, PersonId
from fieldwork.store.records import Records
from fieldwork.store.tables import AgreementRow
from fieldwork.store.vault import Vault

COLUMN: Final = "agreements.sealed"


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
    return _RECORDS.found(session, vault, query)


def _new(one: Agreement) -> AgreementRow:
    return AgreementRow(id=one.id, person=one.person, made_by=one.made_by, made_at=one.made_at)


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


_RECORDS: Final = Records(AgreementRow, "Afspraak", "Deze afspraak", _new, _fill, _agreement)
add = _RECORDS.add
change = _RECORDS.change
drop = _RECORDS.drop
agreement = _RECORDS.one
