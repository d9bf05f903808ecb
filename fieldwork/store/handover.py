"""Help requests, their course, the lists they went out on, and the record of what went out."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from fieldwork.domain.handover import (
    CheckedRequest,
    Disclosure,
    HelpRequest,
    LegalGround,
    RequestEvent,
    RequestState,
)
from fieldwork.domain.ids import AccountId, ListId, NoteId, PersonId, RequestId
from fieldwork.domain.refusals import NotFound, StaleEdit
from fieldwork.domain.sending import SentList
from fieldwork.store.handover_lists import keep_list as add_list
from fieldwork.store.handover_lists import lists, next_number
from fieldwork.store.handover_lists import one_list as sent_list
from fieldwork.store.request_rows import as_request, fill
from fieldwork.store.tables import DisclosureRow, PersonRow, RequestEventRow, RequestRow
from fieldwork.store.vault import Vault

# Lists have a module of their own; these of its functions are asked for everywhere.
__all__ = ["SentList", "add_list", "lists", "next_number", "sent_list"]

_EVENT: Final = (
    RequestEventRow.request,
    RequestEventRow.state,
    RequestEventRow.by,
    RequestEventRow.at,
    RequestEventRow.detail,
    RequestEventRow.reason,
    RequestEventRow.happened_on,
    RequestEventRow.handler,
    RequestEventRow.verdict,
)


@dataclass(frozen=True, slots=True)
class Check:
    """Who checked a request, when, and why alone if so."""

    by: AccountId
    on: datetime
    alone_reason: str = ""


def add_request(session: Session, vault: Vault, request: HelpRequest) -> HelpRequest:
    """Keep a new help request; returns it as kept."""
    row = RequestRow(id=request.id, made_by=request.made_by, made_at=request.made_at)
    row.alone_reason = ""
    fill(row, vault, request)
    session.add(row)
    session.flush()
    return as_request(row, vault)


def change_request(session: Session, vault: Vault, request: HelpRequest) -> HelpRequest:
    """Keep a changed request; raises :class:`StaleEdit` when a colleague was first."""
    row = _row(session, request)
    fill(row, vault, request)
    session.flush()
    return as_request(row, vault)


def keep_check(session: Session, vault: Vault, checked: CheckedRequest) -> HelpRequest:
    """Keep that a request was checked, by whom."""
    row = _row(session, checked.request)
    fill(row, vault, checked.request)
    row.checked_by, row.checked_at = checked.by, checked.on
    row.alone_reason = checked.alone_reason
    session.flush()
    return as_request(row, vault)


def request(session: Session, vault: Vault, request_id: RequestId) -> HelpRequest:
    """Return one request; raises :class:`NotFound`."""
    row = session.get(RequestRow, request_id)
    if row is None:
        raise NotFound("Deze hulpvraag")
    return as_request(row, vault)


def requests(
    session: Session,
    vault: Vault,
    *,
    states: Iterable[RequestState] | None = None,
    person: PersonId | None = None,
    note: NoteId | None = None,
    list_id: ListId | None = None,
    ids: Iterable[RequestId] | None = None,
) -> list[HelpRequest]:
    """Return requests, the most urgent and oldest first, narrowed by what is given."""
    # Columns, not objects, as for the steps.
    query = select(*RequestRow.__table__.columns)
    query = query.order_by(RequestRow.urgency, RequestRow.made_at)
    if states is not None:
        query = query.where(RequestRow.state.in_([state.value for state in states]))
    if person is not None:
        query = query.where(RequestRow.person == person)
    if note is not None:
        query = query.where(RequestRow.note == note)
    if list_id is not None:
        query = query.where(RequestRow.handed_in == list_id)
    if ids is not None:
        query = query.where(RequestRow.id.in_(list(ids)))
    return [as_request(row, vault) for row in session.execute(query)]


def checks(session: Session, ids: Iterable[RequestId]) -> dict[RequestId, Check]:
    """Return by whom these requests were checked, for those that were."""
    columns = (RequestRow.id, RequestRow.checked_by, RequestRow.checked_at, RequestRow.alone_reason)
    query = select(*columns).where(RequestRow.id.in_(list(ids)), RequestRow.checked_by.is_not(None))
    return {
        RequestId(row.id): Check(AccountId(row.checked_by), row.checked_at, row.alone_reason)
        for row in session.execute(query)
        if row.checked_by and row.checked_at
    }


def forget_check(session: Session, request_id: RequestId) -> None:
    """Take away that a request was checked, as it was changed since."""
    row = session.get(RequestRow, request_id)
    if row is None:
        raise NotFound("Deze hulpvraag")
    row.checked_by, row.checked_at, row.alone_reason = None, None, ""
    session.flush()


def add_event(session: Session, event: RequestEvent) -> None:
    """Keep a step in a request's course."""
    session.add(
        RequestEventRow(
            request=event.request,
            state=event.state.value,
            by=event.by,
            at=event.at,
            detail=event.detail,
            reason=event.reason,
            happened_on=event.happened_on,
            handler=event.handler,
            verdict=event.verdict,
        )
    )
    session.flush()


def events(session: Session, ids: Iterable[RequestId]) -> dict[RequestId, list[RequestEvent]]:
    """Return the course of each of these requests, in order."""
    # Columns, not objects: there are a few of these for every request of a study.
    query = select(*_EVENT).where(RequestEventRow.request.in_(list(ids)))
    found: dict[RequestId, list[RequestEvent]] = defaultdict(list)
    for row in session.execute(query.order_by(RequestEventRow.at, RequestEventRow.id)):
        request_id, state = RequestId(row.request), RequestState.of(row.state)
        found[request_id].append(
            RequestEvent(
                request_id,
                state,
                AccountId(row.by),
                row.at,
                row.detail,
                row.reason,
                row.happened_on,
                row.handler,
                row.verdict,
            )
        )
    return dict(found)


def disclosures(session: Session, person: PersonId | None = None) -> list[Disclosure]:
    """Return what went out, of everybody or one person, the last first.

    That is also what went out about them under the name of a double.
    """
    query = select(DisclosureRow).order_by(DisclosureRow.id.desc())
    if person is not None:
        doubles = select(PersonRow.id).where(PersonRow.merged_into == person)
        query = query.where(or_(DisclosureRow.person == person, DisclosureRow.person.in_(doubles)))
    return [
        Disclosure(
            row.list_number,
            RequestId(row.request),
            PersonId(row.person),
            row.recipient,
            LegalGround.of(row.ground),
            row.purpose,
            row.necessity,
            tuple(row.sent_fields),
            AccountId(row.by),
            row.at,
        )
        for row in session.scalars(query)
    ]


def _row(session: Session, request: HelpRequest) -> RequestRow:
    row = session.get(RequestRow, request.id)
    if row is None:
        raise NotFound("Deze hulpvraag")
    if row.version != request.version:
        raise StaleEdit("Hulpvraag")
    return row
