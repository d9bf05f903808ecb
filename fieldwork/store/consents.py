"""Consents: added, never changed; how it was said is sealed once more."""

from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from fieldwork.domain.consents import Consent, ConsentId, ConsentPurpose
from fieldwork.domain.ids import AccountId, NoteId, PersonId
from fieldwork.domain.notes import ConsentState
from fieldwork.domain.refusals import NotFound
from fieldwork.store.tables import ConsentRow
from fieldwork.store.vault import Vault

COLUMN: Final = "consents.sealed"


def add(session: Session, vault: Vault, one: Consent) -> Consent:
    """Keep what somebody said; returns it."""
    kept = {"how": one.how, "about": one.about}
    session.add(
        ConsentRow(
            id=one.id,
            person=one.person,
            note=one.note,
            purpose=one.purpose.value,
            state=one.state.value,
            said_on=one.said_on,
            sealed=vault.seal_record(COLUMN, kept),
            made_by=one.made_by,
            made_at=one.made_at,
        )
    )
    session.flush()
    return one


def drop(session: Session, consent_id: ConsentId) -> None:
    """Take away what was written down by mistake."""
    session.execute(delete(ConsentRow).where(ConsentRow.id == consent_id))


def consent(session: Session, vault: Vault, consent_id: ConsentId) -> Consent:
    """Return one consent; raises :class:`NotFound`."""
    row = session.get(ConsentRow, consent_id)
    if row is None:
        raise NotFound("Deze toestemming")
    return _consent(row, vault)


def consents(session: Session, vault: Vault, person: PersonId) -> list[Consent]:
    """Return everything somebody said to any purpose, the last said first."""
    query = select(ConsentRow).where(ConsentRow.person == person)
    query = query.order_by(ConsentRow.said_on.desc(), ConsentRow.made_at.desc())
    return [_consent(row, vault) for row in session.scalars(query)]


def _consent(row: ConsentRow, vault: Vault) -> Consent:
    kept = vault.open_record(COLUMN, row.sealed)
    return Consent(
        id=ConsentId(row.id),
        person=PersonId(row.person),
        purpose=ConsentPurpose.of(row.purpose),
        state=ConsentState.of(row.state),
        said_on=row.said_on,
        made_by=AccountId(row.made_by),
        made_at=row.made_at,
        how=kept["how"],
        about=kept["about"],
        note=NoteId(row.note) if row.note else None,
    )
