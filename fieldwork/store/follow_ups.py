"""Follow-ups: what is to be done after a talk; their words are sealed once more."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from fieldwork.domain.follow_ups import FollowUp, FollowUpId, FollowUpKind, FollowUpState
from fieldwork.domain.ids import AccountId, NoteId, PersonId
from fieldwork.domain.refusals import NotFound, StaleEdit
from fieldwork.store import doubles
from fieldwork.store.tables import (
    FollowUpEventRow,
    FollowUpPersonRow,
    FollowUpRow,
    OfferRefusalRow,
)
from fieldwork.store.vault import Vault

COLUMN: Final = "follow_ups.sealed"


def add(session: Session, vault: Vault, one: FollowUp) -> FollowUp:
    """Keep a new follow-up; returns it as kept."""
    row = FollowUpRow(id=one.id, made_by=one.made_by, made_at=one.made_at)
    _fill(row, vault, one)
    session.add(row)
    session.flush()
    _fill_people(session, one)
    _write_down(session, one, one.made_by, one.made_at)
    return _follow_up(row, vault, one.people)


def change(session: Session, vault: Vault, one: FollowUp, by: AccountId, at: datetime) -> FollowUp:
    """Keep a changed follow-up, and what it is from now on in its history.

    Raises :class:`StaleEdit` when a colleague was first.
    """
    row = session.get(FollowUpRow, one.id)
    if row is None:
        raise NotFound("Deze afspraak")
    if row.version != one.version:
        raise StaleEdit("Afspraak")
    _fill(row, vault, one)
    session.flush()
    _write_down(session, one, by, at)
    return _follow_up(row, vault, one.people)


def follow_up(session: Session, vault: Vault, follow_up_id: FollowUpId) -> FollowUp:
    """Return one follow-up; raises :class:`NotFound`."""
    row = session.get(FollowUpRow, follow_up_id)
    if row is None:
        raise NotFound("Deze afspraak")
    return _follow_up(row, vault, _people(session, [row.id])[row.id])


def follow_ups(
    session: Session,
    vault: Vault,
    *,
    note: NoteId | None = None,
    person: PersonId | None = None,
    is_open: bool = False,
    until: date | None = None,
) -> list[FollowUp]:
    """Return follow-ups by day and hour, narrowed by what is given; ``until`` is the last day."""
    query = select(FollowUpRow).order_by(
        FollowUpRow.due_on, FollowUpRow.due_at.is_(None), FollowUpRow.due_at, FollowUpRow.made_at
    )
    if note is not None:
        query = query.where(FollowUpRow.note == note)
    if person is not None:
        query = query.join(FollowUpPersonRow, FollowUpPersonRow.follow_up == FollowUpRow.id)
        query = query.where(FollowUpPersonRow.person == person)
    if is_open:
        query = query.where(FollowUpRow.state == FollowUpState.OPEN.value)
    if until is not None:
        query = query.where(FollowUpRow.due_on <= until)
    rows = session.scalars(query).all()
    who = _people(session, [row.id for row in rows])
    return [_follow_up(row, vault, who[row.id]) for row in rows]


def history(session: Session, one: FollowUp) -> list[FollowUp]:
    """Return how a follow-up stood, from the first moment to now."""
    query = select(FollowUpEventRow).where(FollowUpEventRow.follow_up == one.id)
    return [_as_then(one, row) for row in session.scalars(query.order_by(FollowUpEventRow.id))]


def refuse(session: Session, note: NoteId, mark: str, by: AccountId, at: datetime) -> None:
    """Keep that an offer with a talk was refused; refusing it twice changes nothing."""
    if session.get(OfferRefusalRow, (note, mark)) is None:
        session.add(OfferRefusalRow(note=note, mark=mark, by=by, at=at))
        session.flush()


def offer_again(session: Session, note: NoteId, mark: str) -> None:
    """Take a refusal back."""
    session.execute(
        delete(OfferRefusalRow).where(OfferRefusalRow.note == note, OfferRefusalRow.mark == mark)
    )


def answered(session: Session, note: NoteId) -> frozenset[str]:
    """Return the marks of what was offered with a talk and is answered: taken or refused."""
    taken = session.scalars(select(FollowUpRow.mark).where(FollowUpRow.note == note))
    refused = session.scalars(select(OfferRefusalRow.mark).where(OfferRefusalRow.note == note))
    return frozenset(mark for mark in (*taken, *refused) if mark)


def _fill(row: FollowUpRow, vault: Vault, one: FollowUp) -> None:
    row.for_whom, row.note, row.mark = one.for_whom, one.note, one.mark
    row.due_on, row.due_at, row.is_vague = one.on, one.at, one.is_vague
    row.kind, row.state = one.kind.value, one.state.value
    row.sealed = vault.seal_record(COLUMN, {"what": one.what, "sentence": one.sentence})


def _fill_people(session: Session, one: FollowUp) -> None:
    session.add_all(
        FollowUpPersonRow(follow_up=one.id, person=person, position=position)
        for position, person in enumerate(doubles.followed(session, one.people))
    )
    session.flush()


def _write_down(session: Session, one: FollowUp, by: AccountId, at: datetime) -> None:
    session.add(
        FollowUpEventRow(
            follow_up=one.id,
            state=one.state.value,
            due_on=one.on,
            due_at=one.at,
            is_vague=one.is_vague,
            by=by,
            at=at,
        )
    )
    session.flush()


def _people(session: Session, ids: Iterable[str]) -> dict[str, tuple[PersonId, ...]]:
    who: dict[str, tuple[PersonId, ...]] = defaultdict(tuple)
    query = select(FollowUpPersonRow).where(FollowUpPersonRow.follow_up.in_(list(ids)))
    for link in session.scalars(query.order_by(FollowUpPersonRow.position)):
        who[link.follow_up] = (*who[link.follow_up], PersonId(link.person))
    return who


def _as_then(one: FollowUp, row: FollowUpEventRow) -> FollowUp:
    moved = one.moved(row.due_on, row.due_at).in_state(FollowUpState.of(row.state))
    return replace(moved, is_vague=row.is_vague)


def _follow_up(row: FollowUpRow, vault: Vault, people: tuple[PersonId, ...]) -> FollowUp:
    kept = vault.open_record(COLUMN, row.sealed)
    return FollowUp(
        id=FollowUpId(row.id),
        what=kept["what"],
        on=row.due_on,
        for_whom=AccountId(row.for_whom),
        made_by=AccountId(row.made_by),
        made_at=row.made_at,
        at=row.due_at,
        sentence=kept["sentence"],
        is_vague=row.is_vague,
        kind=FollowUpKind.of(row.kind),
        note=NoteId(row.note) if row.note else None,
        people=people,
        state=FollowUpState.of(row.state),
        mark=row.mark,
        version=row.version,
    )
