"""Ties between two people; the words are sealed once more."""

from typing import Final

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from fieldwork.domain.ids import AccountId, PersonId
from fieldwork.domain.refusals import NotFound, StaleEdit
from fieldwork.domain.ties import Tie, TieId, TieKind
from fieldwork.store.tables import TieRow
from fieldwork.store.vault import Vault

COLUMN: Final = "ties.sealed"


def add(session: Session, vault: Vault, one: Tie) -> Tie:
    """Keep a new tie; returns it as kept."""
    row = TieRow(
        id=one.id, person=one.person, other=one.other, made_by=one.made_by, made_at=one.made_at
    )
    _fill(row, vault, one)
    session.add(row)
    session.flush()
    return _tie(row, vault)


def change(session: Session, vault: Vault, one: Tie) -> Tie:
    """Keep a changed tie; raises :class:`StaleEdit` when a colleague was first."""
    row = session.get(TieRow, one.id)
    if row is None:
        raise NotFound("Deze band")
    if row.version != one.version:
        raise StaleEdit("Band")
    _fill(row, vault, one)
    session.flush()
    return _tie(row, vault)


def drop(session: Session, tie_id: TieId) -> None:
    """Take a tie away that was made by mistake."""
    session.execute(delete(TieRow).where(TieRow.id == tie_id))


def tie(session: Session, vault: Vault, tie_id: TieId) -> Tie:
    """Return one tie; raises :class:`NotFound`."""
    row = session.get(TieRow, tie_id)
    if row is None:
        raise NotFound("Deze band")
    return _tie(row, vault)


def ties(session: Session, vault: Vault, person: PersonId | None = None) -> list[Tie]:
    """Return all ties, or those of one person from either side, the last made first."""
    query = select(TieRow).order_by(TieRow.made_at.desc(), TieRow.id)
    if person is not None:
        query = query.where(or_(TieRow.person == person, TieRow.other == person))
    return [_tie(row, vault) for row in session.scalars(query)]


def _fill(row: TieRow, vault: Vault, one: Tie) -> None:
    row.kind, row.ended_on = one.kind.value, one.ended_on
    row.sealed = vault.seal_record(COLUMN, {"word": one.word, "is_dormant": one.is_dormant})


def _tie(row: TieRow, vault: Vault) -> Tie:
    kept = vault.open_record(COLUMN, row.sealed)
    return Tie(
        id=TieId(row.id),
        person=PersonId(row.person),
        other=PersonId(row.other),
        kind=TieKind.of(row.kind),
        made_by=AccountId(row.made_by),
        made_at=row.made_at,
        word=kept["word"],
        is_dormant=kept["is_dormant"],
        ended_on=row.ended_on,
        version=row.version,
    )
