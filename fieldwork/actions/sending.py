"""A list made, checked by a second person, and sent: whole or not at all, and nothing twice.

Each step looks once more at every request: at its ground, at whom it was weighed for, and whether
somebody changed it since. All of it is one change of the store, so that a list that was cut off
halfway never was.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from fieldwork.actions.seat import Work
from fieldwork.actions.weighing import checked_now
from fieldwork.domain.answers import SENT_AGAIN
from fieldwork.domain.dates import local
from fieldwork.domain.handover import (
    OPEN_AT_GEMEENTE,
    CheckedRequest,
    Disclosure,
    HelpRequest,
    RequestEvent,
    RequestState,
)
from fieldwork.domain.ids import ListId, RequestId, new_id
from fieldwork.domain.people import Person
from fieldwork.domain.refusals import Incomplete, NothingToSend, Refusal, WrongStep
from fieldwork.domain.sending import (
    DisclosureKind,
    HandedOver,
    ListChanged,
    ListMoved,
    ListState,
    NothingNew,
    OnAnotherList,
    SentList,
    changed_fields,
    filled_fields,
    outgoing,
)
from fieldwork.store import audit, handover, handover_lists, people, recipients
from fieldwork.store.handover_lists import WentOut

# How long the recipient may keep the list itself; what they take into their own case file falls
# under their own law.
KEEP: Final = timedelta(days=90)
AT_ONCE: Final = "Gemaakt, nagekeken en verstuurd in één keer."


class NotChecked(Refusal):
    """What was changed after sending, and nobody has looked at it yet."""

    def __init__(self, who: str) -> None:
        super().__init__(
            "Lijst",
            f"De hulpvraag van {who} is gewijzigd en nog niet getoetst.",
            "Laat een collega hem toetsen; daarna kan hij op de lijst.",
        )


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A request that can go out: checked, as what, and what of it the gemeente gets."""

    checked: CheckedRequest
    person: Person
    kind: DisclosureKind
    handed: HandedOver
    changed: tuple[str, ...] = ()

    @property
    def request(self) -> HelpRequest:
        """The request itself."""
        return self.checked.request


def ready(work: Work, request_id: RequestId, recipient: str) -> Outgoing:
    """Return a request as it would go out to ``recipient``, or refuse with why it cannot."""
    request = handover.request(work.session, work.vault, request_id)
    person = people.person(work.session, work.vault, request.person)
    again = request.state in OPEN_AT_GEMEENTE
    if request.state is not RequestState.GETOETST and not again:
        raise WrongStep(request.state.label, RequestState.VERZONDEN.label)
    check = handover.checks(work.session, [request_id]).get(request_id)
    if check is None:
        raise NotChecked(person.known_as)
    if request.basis is not None:
        request.basis.must_be_for(recipient, person.known_as)
    checked = checked_now(work, request, check.by, check.on, check.alone_reason)
    now = outgoing(checked.request, person, request.withheld)
    if not again:
        return Outgoing(checked, person, DisclosureKind.NIEUW, now)
    changed = what_changed(work, request, person)
    if not changed:
        raise NothingNew(person.known_as)
    return Outgoing(checked, person, DisclosureKind.GEWIJZIGD, now, changed)


def what_changed(work: Work, request: HelpRequest, person: Person) -> tuple[str, ...]:
    """Return the names of what is new in a request since it last went out; empty for nothing."""
    went = handover_lists.last_out(work.session, [request.id]).get(request.id)
    return _changed(work, went, request, person)


def changed_since(work: Work, requests: Sequence[HelpRequest]) -> dict[RequestId, tuple[str, ...]]:
    """Return what is new in each of these since it last went out, for those the gemeente has."""
    there = [one for one in requests if one.state in OPEN_AT_GEMEENTE]
    went = handover_lists.last_out(work.session, [one.id for one in there])
    who = {one.person for one in there}
    known = {one.id: one for one in people.people(work.session, work.vault, who)}
    return {one.id: _changed(work, went.get(one.id), one, known[one.person]) for one in there}


def _changed(
    work: Work, went: WentOut | None, request: HelpRequest, person: Person
) -> tuple[str, ...]:
    before = handover_lists.opened(work.vault, went, request, person) if went else None
    if before is None:
        return ()
    compared = ("changed", before, request, person)
    return work.vault.remember(
        compared, lambda: changed_fields(before, outgoing(request, person, request.withheld))
    )


def make(work: Work, recipient: str, ids: Iterable[RequestId]) -> SentList:
    """Make a list with a number, for a second person to look at."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        raise NothingToSend
    if not recipient.strip():
        raise Incomplete("Overdracht", "Aan wie")
    found = [ready(work, one, recipient) for one in wanted]
    _must_be_free(work, found)
    to = recipients.called(work.session, work.vault, recipient)
    today = local(work.at).date()
    made = SentList(
        id=ListId(new_id()),
        number=handover_lists.next_number(work.session, today.year),
        recipient=to.name,
        made_by=work.account.id,
        made_at=work.at,
        keep_until=today + KEEP,
        control="",
        state=ListState.GEMAAKT,
        recipient_id=to.id,
    )
    handover_lists.keep_list(work.session, made)
    _put_on(work, made, found)
    work.record("lijst gemaakt", made.id, f"{made.number}, {len(found)}")
    return made


def check(work: Work, list_id: ListId, alone_reason: str = "") -> SentList:
    """Keep that somebody looked at a list, as everything on it stands now."""
    kept = handover_lists.one_list(work.session, list_id)
    looked = kept.checked(work.account.id, work.at, alone_reason)
    found = [ready(work, one, kept.recipient) for one in lying(work, kept)]
    _put_on(work, kept, found)
    handover_lists.keep_list(work.session, looked)
    work.record("lijst nagekeken", kept.id, kept.number)
    return looked


def send(work: Work, list_id: ListId) -> SentList:
    """Send a list that was checked: all of it, or none. What goes out is put on record."""
    kept = handover_lists.one_list(work.session, list_id)
    if kept.state is not ListState.NAGEKEKEN:
        raise ListMoved(kept.state)
    versions = lying(work, kept)
    found = [ready(work, one, kept.recipient) for one in versions]
    for one in found:
        if one.request.version != versions[one.request.id]:
            raise ListChanged(one.person.known_as)
    found.sort(key=lambda one: (one.request.urgency, one.request.made_at))
    work.record("lijst verzonden", kept.id, f"{kept.number}, {len(found)}")
    today = local(work.at).date()
    sent = kept.sent(work.account.id, work.at, audit.head(work.session), today + KEEP)
    handover_lists.keep_list(work.session, sent)
    handover_lists.put_on(work.session, sent.id, [])
    gone = [(_disclosure(sent, one), one.kind, one.handed) for one in found]
    for one in found:
        _move(work, sent, one)
    handover_lists.add_went_out(work.session, work.vault, sent.id, gone)
    return sent


def remove(work: Work, list_id: ListId, request_id: RequestId) -> SentList:
    """Take somebody off a list that is not sent yet; it is then looked at once more."""
    kept = _unsent(work, list_id)
    left = {one: version for one, version in lying(work, kept).items() if one != request_id}
    if not left:
        raise NothingToSend
    handover_lists.put_on(work.session, kept.id, left.items())
    kept = replace(kept, state=ListState.GEMAAKT, checked_by=None, checked_at=None, alone_reason="")
    handover_lists.keep_list(work.session, kept)
    work.record("van de lijst gehaald", kept.id, kept.number)
    return kept


def drop(work: Work, list_id: ListId) -> SentList:
    """Have a list lapse that is not sent; its number stays used."""
    kept = replace(_unsent(work, list_id), state=ListState.VERVALLEN)
    handover_lists.put_on(work.session, kept.id, [])
    handover_lists.keep_list(work.session, kept)
    work.record("lijst vervallen", kept.id, kept.number)
    return kept


def lying(work: Work, kept: SentList) -> dict[RequestId, int]:
    """Return what lies on a list that is not sent yet; refuses one with nothing on it."""
    found = handover_lists.lying_on(work.session, kept.id)
    if not found:
        raise NothingToSend
    return found


def _unsent(work: Work, list_id: ListId) -> SentList:
    kept = handover_lists.one_list(work.session, list_id)
    if kept.state not in (ListState.GEMAAKT, ListState.NAGEKEKEN):
        raise ListMoved(kept.state)
    return kept


def _must_be_free(work: Work, found: Sequence[Outgoing]) -> None:
    taken = handover_lists.on_lists(work.session)
    for one in found:
        if one.request.id in taken:
            other = handover_lists.one_list(work.session, taken[one.request.id])
            raise OnAnotherList(one.person.known_as, other.number)


def _put_on(work: Work, kept: SentList, found: Sequence[Outgoing]) -> None:
    on_it = [(one.request.id, one.request.version) for one in found]
    handover_lists.put_on(work.session, kept.id, on_it)


def _move(work: Work, sent: SentList, one: Outgoing) -> None:
    """Put in the course of a request that it went out, for the first time or changed."""
    if one.kind is DisclosureKind.GEWIJZIGD:
        told = f"Lijst {sent.number}, nieuw: {', '.join(one.changed)}"
        event = RequestEvent(
            one.request.id, one.request.state, work.account.id, work.at, told, SENT_AGAIN
        )
    else:
        gone = replace(one.request.moved(RequestState.VERZONDEN), handed_in=sent.id)
        handover.change_request(work.session, work.vault, gone)
        event = RequestEvent(gone.id, gone.state, work.account.id, work.at, sent.number)
    handover.add_event(work.session, event)


def _disclosure(sent: SentList, one: Outgoing) -> Disclosure:
    basis = one.request.basis
    if basis is None:
        raise TypeError("a CheckedRequest always has a basis")
    return Disclosure(
        sent.number,
        one.request.id,
        one.request.person,
        sent.recipient,
        basis.ground,
        basis.purpose,
        basis.necessity,
        filled_fields(one.handed),
        sent.sent_by or sent.made_by,
        sent.at,
    )
