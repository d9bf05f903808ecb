"""Kennismaken: a warm handover in person is planned, held or called off, and noted."""

from dataclasses import dataclass, replace
from datetime import datetime

from fieldwork.actions.seat import Capability, Work, kept_for_a_minute
from fieldwork.domain.access import Right
from fieldwork.domain.aftercare import Introduction, IntroductionId, IntroductionState
from fieldwork.domain.dates import local
from fieldwork.domain.ids import PersonId, RequestId, new_id
from fieldwork.domain.refusals import WrongStep
from fieldwork.store import accounts, aftercare, handover, people


@dataclass(frozen=True, slots=True)
class NewIntroduction:
    """An introduction as filled in: when, with whom, where."""

    request: RequestId
    planned_at: datetime
    with_whom: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class IntroductionCard:
    """An introduction with whom it is about, who planned it, and how it stands with its moment."""

    introduction: Introduction
    who: str
    made_by: str
    is_today: bool = False
    is_past: bool = False


class Introductions(Capability):
    """People who are brought together with who takes over."""

    def plan(self, new: NewIntroduction) -> Introduction:
        """Keep that an introduction is planned."""
        with self._work(Right.MAKE_REQUESTS) as work:
            request = handover.request(work.session, work.vault, new.request)
            made = Introduction(
                id=IntroductionId(new_id()),
                person=request.person,
                planned_at=new.planned_at,
                made_by=self._me.id,
                made_at=work.at,
                request=request.id,
                with_whom=new.with_whom.strip(),
                place=new.place.strip(),
            )
            kept = aftercare.add_introduction(work.session, work.vault, made)
            work.record("kennismaking gepland", request.id)
        return kept

    def move(
        self, one: Introduction, planned_at: datetime, place: str | None = None
    ) -> Introduction:
        """Keep another moment for what is still planned; the version guards against a colleague."""
        self._me.must(Right.MAKE_REQUESTS)
        if one.state is not IntroductionState.GEPLAND:
            raise WrongStep(one.state.label, "verzetten")
        with self._work(Right.MAKE_REQUESTS) as work:
            moved = replace(one, planned_at=planned_at, place=one.place if place is None else place)
            kept = aftercare.change_introduction(work.session, work.vault, moved)
            work.record("kennismaking verzet", one.request or one.person)
        return kept

    def end(self, one: Introduction, state: IntroductionState, said: str) -> Introduction:
        """Keep that it was held or called off, with what was said or why."""
        with self._work(Right.MAKE_REQUESTS) as work:
            kept = aftercare.change_introduction(work.session, work.vault, one.ended(state, said))
            work.record("kennismaking afgesloten", one.request or one.person, state.value)
        return kept

    def of_request(self, request_id: RequestId) -> list[IntroductionCard]:
        """Return the introductions for a request, by their moment."""
        with self._read(Right.MAKE_REQUESTS) as work:
            found = aftercare.introductions(work.session, work.vault, request=request_id)
            return self._cards(work, found)

    def of_person(self, person_id: PersonId) -> list[IntroductionCard]:
        """Return somebody's introductions, by their moment."""
        with self._read(Right.MAKE_REQUESTS) as work:
            found = aftercare.introductions(work.session, work.vault, person=person_id)
            return self._cards(work, found)

    @kept_for_a_minute
    def due(self) -> list[IntroductionCard]:
        """Return what is planned for today or went by without a word, by its moment."""
        with self._read(Right.MAKE_REQUESTS) as work:
            planned = aftercare.introductions(
                work.session, work.vault, state=IntroductionState.GEPLAND
            )
            return [one for one in self._cards(work, planned) if one.is_today or one.is_past]

    def _cards(self, work: Work, found: list[Introduction]) -> list[IntroductionCard]:
        names = {one.id: one.call_name for one in accounts.accounts(work.session)}
        who = {one.person for one in found}
        known = {one.id: one.known_as for one in people.people(work.session, work.vault, who)}
        today = self._seat.today
        return [
            IntroductionCard(
                one,
                known.get(one.person, ""),
                names.get(one.made_by, ""),
                is_today=local(one.planned_at).date() == today,
                is_past=one.state is IntroductionState.GEPLAND and one.planned_at < work.at,
            )
            for one in found
        ]
