"""Afweging: sharing or reporting without a yes is weighed in steps, with a second person.

The software asks and keeps; it never decides. What was weighed stays to be read, also when the
outcome was not to share.
"""

from dataclasses import dataclass, replace
from typing import Any, Final

from fieldwork.actions.seat import Capability, Work, kept_for_a_minute
from fieldwork.domain.access import Right
from fieldwork.domain.deliberations import Deliberation, DeliberationId
from fieldwork.domain.ids import PersonId, RequestId, new_id
from fieldwork.domain.refusals import AlreadySettled, BadDate, NoReason, StaleEdit
from fieldwork.store import accounts, deliberations, handover, people

ASKED: Final = (
    "steps",
    "safety",
    "report_needed",
    "report_reason",
    "help_possible",
    "help_reason",
    "sharing",
    "review_on",
)


@dataclass(frozen=True, slots=True)
class DeliberationCard:
    """A deliberation, about whom, and the first names of who had a part in it."""

    deliberation: Deliberation
    who: str
    made_by: str = ""
    second: str = ""
    reviewed_by: str = ""


class Deliberations(Capability):
    """What was weighed, by whom, and when it is looked at again."""

    def begin(self, person_id: PersonId, request_id: RequestId | None = None) -> Deliberation:
        """Begin to weigh something about somebody, for a request or apart from one."""
        with self._work(Right.MAKE_REQUESTS) as work:
            people.person(work.session, work.vault, person_id)
            if request_id is not None:
                handover.request(work.session, work.vault, request_id)
            made = Deliberation(
                DeliberationId(new_id()), person_id, self._me.id, work.at, request=request_id
            )
            kept = deliberations.add(work.session, work.vault, made)
            work.record("afweging begonnen", request_id or person_id)
        return kept

    def change(self, one: Deliberation) -> Deliberation:
        """Keep what was filled in; refused once a second person looked along."""
        self._me.must(Right.MAKE_REQUESTS)
        if one.review_on is not None and one.review_on < self._seat.today:
            raise BadDate("Deze dag is voorbij.", "Kies een dag waarop u dit opnieuw bekijkt.")
        with self._work(Right.MAKE_REQUESTS) as work:
            known = deliberations.deliberation(work.session, work.vault, one.id)
            words: dict[str, Any] = {name: getattr(one, name) for name in ASKED}
            if known.version != one.version:
                raise AlreadySettled if known.is_settled else StaleEdit("Afweging")
            kept = deliberations.change(work.session, work.vault, known.changed(**words))
            work.record("afweging gewijzigd", one.request or one.person)
        return kept

    def second(self, one: Deliberation, words: str = "", outside: str = "") -> Deliberation:
        """Keep that a second person looked along: me, or who I called ``outside`` the team.

        Whoever began it names somebody outside, or has a colleague do this.
        """
        with self._work(Right.CHECK_REQUESTS) as work:
            known = deliberations.deliberation(work.session, work.vault, one.id)
            if known.version != one.version:
                raise StaleEdit("Afweging")
            seconded = known.seconded(self._me.id, work.at, words, outside)
            kept = deliberations.change(work.session, work.vault, seconded)
            work.record("afweging met tweede persoon", one.request or one.person)
        return kept

    def review(self, one: Deliberation, words: str) -> Deliberation:
        """Keep that it was looked at again, with what came of it."""
        self._me.must(Right.CHECK_REQUESTS)
        if not words.strip():
            raise NoReason("wat er bij het herzien uitkwam")
        with self._work(Right.CHECK_REQUESTS) as work:
            seen = replace(
                one, reviewed_by=self._me.id, reviewed_at=work.at, reviewed_words=words.strip()
            )
            kept = deliberations.change(work.session, work.vault, seen)
            work.record("afweging herzien", one.request or one.person)
        return kept

    def of_request(self, request_id: RequestId) -> list[DeliberationCard]:
        """Return what was weighed for a request, the last first."""
        with self._read(Right.MAKE_REQUESTS) as work:
            return self._cards(work, deliberations.of_request(work.session, work.vault, request_id))

    def of_person(self, person_id: PersonId) -> list[DeliberationCard]:
        """Return what was weighed about somebody, the last first."""
        with self._read(Right.MAKE_REQUESTS) as work:
            return self._cards(work, deliberations.of_person(work.session, work.vault, person_id))

    def card(self, deliberation_id: DeliberationId) -> DeliberationCard:
        """Return one; raises :class:`NotFound`."""
        with self._read(Right.MAKE_REQUESTS) as work:
            one = deliberations.deliberation(work.session, work.vault, deliberation_id)
            return self._cards(work, [one])[0]

    @kept_for_a_minute
    def due(self) -> list[DeliberationCard]:
        """Return what is to be looked at again today or before, the longest waiting first."""
        with self._read(Right.MAKE_REQUESTS) as work:
            return self._cards(work, deliberations.due(work.session, work.vault, self._seat.today))

    def _cards(self, work: Work, found: list[Deliberation]) -> list[DeliberationCard]:
        names = {one.id: one.call_name for one in accounts.accounts(work.session)}
        who = {one.person for one in found}
        known = {one.id: one.known_as for one in people.people(work.session, work.vault, who)}
        return [
            DeliberationCard(
                one,
                known.get(one.person, ""),
                names.get(one.made_by, ""),
                names.get(one.second_by, "") if one.second_by else one.second_outside,
                names.get(one.reviewed_by, "") if one.reviewed_by else "",
            )
            for one in found
        ]
