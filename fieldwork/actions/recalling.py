"""A yes that is taken back takes effect at once, wherever a request stands.

What is not sent goes back to be weighed; what the gemeente did not take on yet is withdrawn; and
what went out on that yes is listed, by recipient, to be called back.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from fieldwork.actions.seat import Work
from fieldwork.domain.aftercare import Recall, RecallId
from fieldwork.domain.consents import Consent, ConsentPurpose
from fieldwork.domain.handover import (
    NEXT_STATES,
    HelpRequest,
    LegalBasis,
    LegalGround,
    RequestEvent,
    RequestState,
)
from fieldwork.domain.ids import new_id
from fieldwork.domain.notes import ConsentState
from fieldwork.domain.sharing import FIELD_WORDS
from fieldwork.store import aftercare, handover

_S = RequestState
# Sent, and nobody took it on: with consent gone it is not to be taken on.
NOT_TAKEN_ON: Final = frozenset(
    {_S.VERZONDEN, _S.ONTVANGST_BEVESTIGD, _S.DOORGEZET, _S.GEESCALEERD}
)
_BASIS_FIELD: Final = {
    ConsentPurpose.DELEN: "consent",
    ConsentPurpose.ZWIJGPLICHT: "secrecy",
    ConsentPurpose.HULP: "help",
}


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What somebody took back: all of it, or these ``fields``; when and how it was said."""

    state: ConsentState
    said_on: date
    how: str = ""
    fields: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What stands in the course of the request."""
        what = "toestemming ingetrokken"
        if self.state is ConsentState.GEWEIGERD:
            what = "toestemming geweigerd"
        if self.fields:
            what = f"{what} voor {', '.join(FIELD_WORDS[one] for one in self.fields)}"
        return f"{what}: {self.how}" if self.how else what


def follow_consent(work: Work, said: Consent) -> list[HelpRequest]:
    """Have a no to sharing, secrecy or help count on every request of the person at once.

    A yes changes no request: what goes along is agreed for each by itself.
    """
    name = _BASIS_FIELD.get(said.purpose)
    if name is None or not said.is_denied:
        return []
    taken = Withdrawal(said.state, said.said_on, said.how)
    changed = []
    for request in handover.requests(work.session, work.vault, person=said.person):
        basis = request.basis
        if basis is None or getattr(basis, name) is not ConsentState.GEGEVEN:
            continue
        if (getattr(basis, f"{name}_on") or date.min) <= said.said_on:
            changed.append(take_back(work, request, taken, name))
    return changed


def take_back(
    work: Work, request: HelpRequest, taken: Withdrawal, name: str = "consent"
) -> HelpRequest:
    """Keep that a yes on a request is gone, with all that follows from it; returns the request.

    ``name`` is which of the three: "consent", "secrecy" or "help".
    """
    if request.basis is None:
        return request
    after = replace(request, basis=_basis_after(request.basis, taken, name))
    state = _state_after(after, whole=not taken.fields)
    if state is not request.state:
        after = after.moved(state)
    kept = handover.change_request(work.session, work.vault, after)
    handover.forget_check(work.session, request.id)
    event = RequestEvent(request.id, state, work.account.id, work.at, taken.words)
    handover.add_event(work.session, event)
    if name == "consent" and request.basis.ground is LegalGround.TOESTEMMING:
        for recall in _to_recall(work, request, taken):
            aftercare.add_recall(work.session, work.vault, recall)
    return handover.request(work.session, work.vault, kept.id)


def _basis_after(basis: LegalBasis, taken: Withdrawal, name: str) -> LegalBasis:
    if taken.fields:
        agreed = tuple(FIELD_WORDS) if basis.fields is None else basis.fields
        return replace(basis, fields=tuple(one for one in agreed if one not in taken.fields))
    said = {name: taken.state, f"{name}_on": taken.said_on, f"{name}_how": taken.how}
    return replace(basis, **said)  # type: ignore[arg-type]


def _state_after(request: HelpRequest, *, whole: bool) -> RequestState:
    """Return where a request goes: back to be weighed, withdrawn, or where it was."""
    if request.state is _S.GETOETST:
        return _S.CONCEPT
    if whole and request.is_recalled and request.state in NOT_TAKEN_ON:
        return _S.INGETROKKEN if _S.INGETROKKEN in NEXT_STATES[request.state] else request.state
    return request.state


def _to_recall(work: Work, request: HelpRequest, taken: Withdrawal) -> Iterator[Recall]:
    """Yield what went out about a request, for each list it went out on."""
    lists = {one.number: one.id for one in handover.lists(work.session)}
    known = aftercare.recalls(work.session, work.vault, request=request.id)
    asked = {(one.list_number, field) for one in known for field in one.fields}
    wanted = {FIELD_WORDS[one] for one in taken.fields}
    for gone in handover.disclosures(work.session, request.person):
        if gone.request != request.id:
            continue
        fields = _still_out(gone.sent_fields, wanted, gone.list_number, asked)
        if fields:
            yield Recall(
                id=RecallId(new_id()),
                request=request.id,
                person=request.person,
                list_number=gone.list_number,
                recipient=gone.recipient,
                fields=fields,
                asked_by=work.account.id,
                asked_at=work.at,
                list_id=lists.get(gone.list_number),
            )


def _still_out(
    sent: Iterable[str], wanted: set[str], number: str, asked: set[tuple[str, str]]
) -> tuple[str, ...]:
    """Return which fields are to be called back of one list: those wanted, or all of them."""
    return tuple(
        one for one in sent if (not wanted or one in wanted) and (number, one) not in asked
    )
