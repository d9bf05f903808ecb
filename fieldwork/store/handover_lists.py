"""Lists on their way, what lies on them, and a sealed copy of what went out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from fieldwork.domain.handover import Disclosure, HelpRequest, UrgencyClass
from fieldwork.domain.ids import AccountId, ListId, RequestId
from fieldwork.domain.people import Person
from fieldwork.domain.places import Address, Place
from fieldwork.domain.recipients import RecipientId
from fieldwork.domain.refusals import NotFound
from fieldwork.domain.sending import DisclosureKind, HandedOver, ListState, SentList
from fieldwork.store.request_rows import record, told
from fieldwork.store.tables import DisclosureRow, ListRequestRow, ListRow
from fieldwork.store.vault import Vault

COLUMN: Final = "disclosures.sealed"


@dataclass(frozen=True, slots=True)
class WentOut:
    """That a request went out on a list, as what; ``sealed`` is empty for lists of before 0007."""

    id: int
    list_id: ListId
    request: RequestId
    kind: DisclosureKind
    sealed: bytes


_WENT: Final = (
    DisclosureRow.id,
    DisclosureRow.list_id,
    DisclosureRow.request,
    DisclosureRow.kind,
    DisclosureRow.sealed,
)


def keep_list(session: Session, one: SentList) -> None:
    """Keep a list, new or changed."""
    row = session.get(ListRow, one.id) or ListRow(id=one.id)
    for name in ("number", "recipient", "made_by", "made_at", "keep_until", "control"):
        setattr(row, name, getattr(one, name))
    for name in ("recipient_id", "checked_by", "checked_at", "alone_reason", "sent_by", "sent_at"):
        setattr(row, name, getattr(one, name))
    row.state = one.state.value
    session.add(row)
    session.flush()


def next_number(session: Session, year: int) -> str:
    """Return the number of the next list of ``year``, such as "2026-014"."""
    query = select(ListRow.number).where(ListRow.number.like(f"{year}-%"))
    last = max((int(number.split("-")[1]) for number in session.scalars(query)), default=0)
    return f"{year}-{last + 1:03d}"


def lists(session: Session, states: Iterable[ListState] = (ListState.VERZONDEN,)) -> list[SentList]:
    """Return the lists in ``states``, the last first."""
    query = select(ListRow).where(ListRow.state.in_([state.value for state in states]))
    order = func.coalesce(ListRow.sent_at, ListRow.made_at).desc()
    return [as_list(row) for row in session.scalars(query.order_by(order, ListRow.number.desc()))]


def one_list(session: Session, list_id: ListId) -> SentList:
    """Return one list; raises :class:`NotFound`."""
    row = session.get(ListRow, list_id)
    if row is None:
        raise NotFound("Deze lijst")
    return as_list(row)


def as_list(row: ListRow) -> SentList:
    """Return the list that ``row`` holds."""
    return SentList(
        ListId(row.id),
        row.number,
        row.recipient,
        AccountId(row.made_by),
        row.made_at,
        row.keep_until,
        row.control,
        ListState.of(row.state),
        RecipientId(row.recipient_id) if row.recipient_id else None,
        AccountId(row.checked_by) if row.checked_by else None,
        row.checked_at,
        row.alone_reason,
        AccountId(row.sent_by) if row.sent_by else None,
        row.sent_at,
    )


def put_on(session: Session, list_id: ListId, on_it: Iterable[tuple[RequestId, int]]) -> None:
    """Say which requests lie on a list that is not sent yet, each with its version."""
    session.execute(delete(ListRequestRow).where(ListRequestRow.list_id == list_id))
    session.add_all(
        ListRequestRow(list_id=list_id, request=request, version=version)
        for request, version in on_it
    )
    session.flush()


def lying_on(session: Session, list_id: ListId) -> dict[RequestId, int]:
    """Return what lies on a list that is not sent yet, with the version it was put there in."""
    query = select(ListRequestRow).where(ListRequestRow.list_id == list_id)
    return {RequestId(row.request): row.version for row in session.scalars(query)}


def on_lists(session: Session) -> dict[RequestId, ListId]:
    """Return what lies on any list that is not sent yet."""
    rows = session.scalars(select(ListRequestRow))
    return {RequestId(row.request): ListId(row.list_id) for row in rows}


def add_went_out(
    session: Session,
    vault: Vault,
    list_id: ListId,
    gone: Sequence[tuple[Disclosure, DisclosureKind, HandedOver]],
) -> None:
    """Keep what goes out, with a sealed copy of it."""
    session.add_all(
        DisclosureRow(
            list_id=list_id,
            list_number=one.list_number,
            request=one.request,
            person=one.person,
            recipient=one.recipient,
            ground=one.ground.value,
            purpose=one.purpose,
            necessity=one.necessity,
            sent_fields=list(one.sent_fields),
            by=one.by,
            at=one.at,
            sealed=vault.seal_record(COLUMN, _copy(handed)),
            kind=kind.value,
        )
        for one, kind, handed in gone
    )
    session.flush()


def went_out(session: Session, list_id: ListId | None = None) -> list[WentOut]:
    """Return what went out, on every list or one, in the order in which it did."""
    query = select(*_WENT).order_by(DisclosureRow.id)
    if list_id is not None:
        query = query.where(DisclosureRow.list_id == list_id)
    return [_went(row) for row in session.execute(query)]


def before(session: Session, went: WentOut) -> WentOut | None:
    """Return when the same request went out the time before."""
    query = select(*_WENT).where(DisclosureRow.request == went.request, DisclosureRow.id < went.id)
    row = session.execute(query.order_by(DisclosureRow.id.desc()).limit(1)).first()
    return _went(row) if row else None


def _went(row: Any) -> WentOut:
    number, on, request, kind, sealed = row
    return WentOut(number, ListId(on), RequestId(request), DisclosureKind.of(kind), sealed)


def counts(session: Session) -> dict[ListId, int]:
    """Return how many requests went out on each list."""
    query = select(DisclosureRow.list_id, func.count()).group_by(DisclosureRow.list_id)
    return {ListId(on): count for on, count in session.execute(query)}


def last_out(session: Session, ids: Iterable[RequestId] | None = None) -> dict[RequestId, WentOut]:
    """Return of each of these requests, or of all, when it last went out."""
    newest = select(func.max(DisclosureRow.id)).group_by(DisclosureRow.request)
    if ids is not None:
        newest = newest.where(DisclosureRow.request.in_(list(ids)))
    query = select(*_WENT).where(DisclosureRow.id.in_(newest))
    found = [_went(row) for row in session.execute(query)]
    return {one.request: one for one in found}


def opened(vault: Vault, went: WentOut, request: HelpRequest, person: Person) -> HandedOver | None:
    """Return what went out as it was then, None where no copy was kept.

    ``request`` and ``person`` lend what a copy does not hold: identities, and how it stands now.
    """
    if not went.sealed:
        return None
    read_from = (went.sealed, request.state, request.handed_in, request.version, person.id)
    return vault.remember(read_from, lambda: _open(vault, went, request, person))


def _open(vault: Vault, went: WentOut, request: HelpRequest, person: Person) -> HandedOver:
    kept = vault.open_record(COLUMN, went.sealed)
    known = kept["person"]
    home = known["home"]
    then = Person(
        person.id,
        known["name"],
        home=Place(Address(**home)) if home else Place(),
        birth_year=known["birth_year"],
        phone=known["phone"],
        language=known["language"],
    )
    fields = told(kept["request"]) | {"urgency": UrgencyClass.of(kept["urgency"])}
    return HandedOver(
        HelpRequest(
            id=request.id,
            person=request.person,
            made_by=request.made_by,
            made_at=request.made_at,
            state=request.state,
            handed_in=request.handed_in,
            version=request.version,
            **fields,
        ),
        then,
    )


def _copy(handed: HandedOver) -> dict[str, Any]:
    person, home = handed.person, handed.person.home.address
    return {
        "request": record(handed.request),
        "urgency": handed.request.urgency.value,
        "person": {
            "name": person.name,
            "home": {"street": home.street, "number": home.number, "postcode": home.postcode}
            if home
            else None,
            "birth_year": person.birth_year,
            "phone": person.phone,
            "language": person.language,
        },
    }
