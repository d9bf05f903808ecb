"""Ties between two people; the words are sealed once more."""

from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from fieldwork.domain.ids import AccountId, PersonId
from fieldwork.domain.ties import Tie, TieId, TieKind
from fieldwork.store.records import Records
from fieldwork.store.tables import TieRow
from fieldwork.store.vault import Vault

COLUMN: Final = "ties.sealed"


def ties(session: Session, vault: Vault, person: PersonId | None = None) -> list[Tie]:
    """Return all ties, or those of one person from either side, the last made first."""
    query = select(TieRow).order_by(TieRow.made_at.desc(), TieRow.id)
    if person is not None:
        query = query.where(or_(TieRow.person == person, TieRow.other == person))
    return _RECORDS.found(session, vault, query)


def _new(one: Tie) -> TieRow:
    return TieRow(
        id=one.id, person=one.person, other=one.other, made_by=one.made_by, made_at=one.made_at
    )


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


_RECORDS: Final = Records(TieRow, "Band", "Deze band", _new, _fill, _tie)
add = _RECORDS.add
change = _RECORDS.change
drop = _RECORDS.drop
tie = _RECORDS.one
