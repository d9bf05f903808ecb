"""Calls, what is called back, and introductions in person; their words are sealed."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from fieldwork.domain.aftercare import (
    Call,
    CallId,
    CallTo,
    Introduction,
    IntroductionId,
    IntroductionState,
    Recall,
    RecallId,
)
from fieldwork.domain.ids import AccountId, ListId, PersonId, RequestId
from fieldwork.domain.refusals import NotFound
from fieldwork.store.records import Records
from fieldwork.store.tables import CallRow, IntroductionRow, RecallRow
from fieldwork.store.vault import Vault

CALLS: Final = "calls.sealed"
RECALLS: Final = "recalls.sealed"
INTRODUCTIONS: Final = "introductions.sealed"


# --- Calls -------------------------------------------------------------------------------------


def add_call(session: Session, vault: Vault, one: Call) -> Call:
    """Keep a call; returns it."""
    session.add(
        CallRow(
            id=one.id,
            person=one.person,
            request=one.request,
            whom=one.whom.value,
            reached=one.reached,
            called_at=one.called_at,
            sealed=vault.seal_record(CALLS, {"with": one.with_whom, "agreed": one.agreed}),
            made_by=one.made_by,
            made_at=one.made_at,
        )
    )
    session.flush()
    return one


def call(session: Session, vault: Vault, call_id: CallId) -> Call:
    """Return one call; raises :class:`NotFound`."""
    row = session.get(CallRow, call_id)
    if row is None:
        raise NotFound("Dit telefoongesprek")
    return _call(row, vault)


def drop_call(session: Session, call_id: CallId) -> None:
    """Take away a call that was written down by mistake."""
    session.execute(delete(CallRow).where(CallRow.id == call_id))


def calls_for(
    session: Session, vault: Vault, ids: Iterable[RequestId]
) -> dict[RequestId, list[Call]]:
    """Return the calls made for these requests, the last first."""
    found: dict[RequestId, list[Call]] = defaultdict(list)
    query = select(CallRow).where(CallRow.request.in_(list(ids)))
    for row in session.scalars(query.order_by(CallRow.called_at.desc())):
        found[RequestId(row.request or "")].append(_call(row, vault))
    return dict(found)


def calls_about(session: Session, vault: Vault, person: PersonId) -> list[Call]:
    """Return the calls made for somebody, the last first."""
    query = select(CallRow).where(CallRow.person == person).order_by(CallRow.called_at.desc())
    return [_call(row, vault) for row in session.scalars(query)]


def _call(row: CallRow, vault: Vault) -> Call:
    kept = vault.open_record(CALLS, row.sealed)
    return Call(
        id=CallId(row.id),
        person=PersonId(row.person),
        whom=CallTo.of(row.whom),
        reached=row.reached,
        called_at=row.called_at,
        made_by=AccountId(row.made_by),
        made_at=row.made_at,
        request=RequestId(row.request) if row.request else None,
        with_whom=kept["with"],
        agreed=kept["agreed"],
    )


# --- What is called back ------------------------------------------------------------------------


def recalls(
    session: Session,
    vault: Vault,
    *,
    request: RequestId | None = None,
    person: PersonId | None = None,
    only_open: bool = False,
) -> list[Recall]:
    """Return what is called back, the oldest first, narrowed by what is given."""
    query: Select[RecallRow] = select(RecallRow).order_by(RecallRow.asked_at, RecallRow.list_number)
    if request is not None:
        query = query.where(RecallRow.request == request)
    if person is not None:
        query = query.where(RecallRow.person == person)
    if only_open:
        query = query.where(RecallRow.wiped_at.is_(None))
    return _RECALLS.found(session, vault, query)


def _new_recall(one: Recall) -> RecallRow:
    return RecallRow(
        id=one.id,
        request=one.request,
        person=one.person,
        list_id=one.list_id,
        list_number=one.list_number,
        recipient=one.recipient,
        fields=list(one.fields),
        asked_by=one.asked_by,
        asked_at=one.asked_at,
    )


def _fill_recall(row: RecallRow, vault: Vault, one: Recall) -> None:
    row.told_by, row.told_at = one.told_by, one.told_at
    row.wiped_by, row.wiped_at = one.wiped_by, one.wiped_at
    row.sealed = vault.seal(RECALLS, one.told_how)


def _recall(row: RecallRow, vault: Vault) -> Recall:
    return Recall(
        id=RecallId(row.id),
        request=RequestId(row.request),
        person=PersonId(row.person),
        list_number=row.list_number,
        recipient=row.recipient,
        fields=tuple(row.fields),
        asked_by=AccountId(row.asked_by),
        asked_at=row.asked_at,
        list_id=ListId(row.list_id) if row.list_id else None,
        told_by=AccountId(row.told_by) if row.told_by else None,
        told_at=row.told_at,
        told_how=vault.open(RECALLS, row.sealed),
        wiped_by=AccountId(row.wiped_by) if row.wiped_by else None,
        wiped_at=row.wiped_at,
        version=row.version,
    )


_RECALLS: Final = Records(
    RecallRow, "Terugroepen", "Wat teruggeroepen wordt", _new_recall, _fill_recall, _recall
)
add_recall = _RECALLS.add
change_recall = _RECALLS.change
recall = _RECALLS.one


# --- Introductions ------------------------------------------------------------------------------


def introductions(
    session: Session,
    vault: Vault,
    *,
    request: RequestId | None = None,
    person: PersonId | None = None,
    state: IntroductionState | None = None,
) -> list[Introduction]:
    """Return introductions by the moment they are planned, narrowed by what is given."""
    query: Select[IntroductionRow] = select(IntroductionRow).order_by(IntroductionRow.planned_at)
    if request is not None:
        query = query.where(IntroductionRow.request == request)
    if person is not None:
        query = query.where(IntroductionRow.person == person)
    if state is not None:
        query = query.where(IntroductionRow.state == state.value)
    return _INTRODUCTIONS.found(session, vault, query)


def _new_introduction(one: Introduction) -> IntroductionRow:
    return IntroductionRow(
        id=one.id, person=one.person, request=one.request, made_by=one.made_by, made_at=one.made_at
    )


def _fill_introduction(row: IntroductionRow, vault: Vault, one: Introduction) -> None:
    row.state, row.planned_at = one.state.value, one.planned_at
    kept = {"with": one.with_whom, "place": one.place, "said": one.said}
    row.sealed = vault.seal_record(INTRODUCTIONS, kept)


def _introduction(row: IntroductionRow, vault: Vault) -> Introduction:
    kept = vault.open_record(INTRODUCTIONS, row.sealed)
    return Introduction(
        id=IntroductionId(row.id),
        person=PersonId(row.person),
        planned_at=row.planned_at,
        made_by=AccountId(row.made_by),
        made_at=row.made_at,
        request=RequestId(row.request) if row.request else None,
        state=IntroductionState.of(row.state),
        with_whom=kept["with"],
        place=kept["place"],
        said=kept["said"],
        version=row.version,
    )


_INTRODUCTIONS: Final = Records(
    IntroductionRow,
    "Kennismaken",
    "Deze kennismaking",
    _new_introduction,
    _fill_introduction,
    _introduction,
)
add_introduction = _INTRODUCTIONS.add
change_introduction = _INTRODUCTIONS.change
introduction = _INTRODUCTIONS.one
