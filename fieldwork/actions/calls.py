"""Bellen: whom was called for somebody in danger, and what was agreed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from fieldwork.actions.seat import Capability
from fieldwork.domain.access import Right
from fieldwork.domain.aftercare import Call, CallId, CallTo
from fieldwork.domain.ids import PersonId, RequestId, new_id
from fieldwork.domain.refusals import BadDate, NotAllowed
from fieldwork.store import accounts, aftercare, handover, people

UNDO_WITHIN: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class NewCall:
    """A call as filled in; without ``called_at`` it was just now."""

    person: PersonId
    whom: CallTo
    reached: bool = True
    called_at: datetime | None = None
    request: RequestId | None = None
    with_whom: str = ""
    agreed: str = ""


@dataclass(frozen=True, slots=True)
class CallCard:
    """A call, with the first name of who wrote it down."""

    call: Call
    made_by: str = ""


class Calls(Capability):
    """The calls made for people in danger."""

    def add(self, new: NewCall) -> Call:
        """Keep a call; raises :class:`BadDate` for one that is still to come."""
        with self._work(Right.MAKE_REQUESTS) as work:
            at = new.called_at or work.at
            if at > work.at + timedelta(minutes=1):
                raise BadDate("Dit tijdstip komt nog.", "Kies het tijdstip waarop er gebeld is.")
            people.person(work.session, work.vault, new.person)
            if new.request is not None:
                handover.request(work.session, work.vault, new.request)
            made = Call(
                id=CallId(new_id()),
                person=new.person,
                whom=new.whom,
                reached=new.reached,
                called_at=at,
                made_by=self._me.id,
                made_at=work.at,
                request=new.request,
                with_whom=new.with_whom.strip(),
                agreed=new.agreed.strip(),
            )
            aftercare.add_call(work.session, work.vault, made)
            work.record("telefoongesprek vastgelegd", new.request or new.person, new.whom.value)
        return made

    def drop(self, call_id: CallId) -> None:
        """Take away what I wrote down by mistake in the last hour."""
        with self._work(Right.MAKE_REQUESTS) as work:
            one = aftercare.call(work.session, work.vault, call_id)
            if one.made_by != self._me.id or work.at - one.made_at > UNDO_WITHIN:
                raise NotAllowed("dit telefoongesprek nog weghalen")
            aftercare.drop_call(work.session, call_id)
            work.record("telefoongesprek weggehaald", one.request or one.person)

    def of_request(self, request_id: RequestId) -> list[CallCard]:
        """Return the calls made for a request, the last first."""
        with self._read(Right.MAKE_REQUESTS) as work:
            found = aftercare.calls_for(work.session, work.vault, [request_id])
            names = {one.id: one.call_name for one in accounts.accounts(work.session)}
        return [CallCard(one, names.get(one.made_by, "")) for one in found.get(request_id, [])]

    def of_person(self, person_id: PersonId) -> list[CallCard]:
        """Return the calls made for somebody, the last first."""
        with self._read(Right.MAKE_REQUESTS) as work:
            found = aftercare.calls_about(work.session, work.vault, person_id)
            names = {one.id: one.call_name for one in accounts.accounts(work.session)}
        return [CallCard(one, names.get(one.made_by, "")) for one in found]
