"""How soon help must be there, in classes, with the terms that a gemeente agreed on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from typing import Final

from fieldwork.domain.bsn import refuse_bsn
from fieldwork.domain.dates import IsFree, weeks_after, working_days_after
from fieldwork.domain.ids import AccountId
from fieldwork.domain.labels import Labelled
from fieldwork.domain.refusals import TermsDoNotFit

LONGEST_TERM: Final = 999


class UrgencyClass(Labelled):
    """How soon help must be there."""

    P0 = "P0", "Levensgevaar: nu bellen"
    P1 = "P1", "Acuut: binnen 24 uur"
    P2 = "P2", "Bedreigend: binnen 3 werkdagen"
    P3 = "P3", "Urgent: binnen 5 werkdagen"
    P4 = "P4", "Regulier: binnen 6 weken"


@dataclass(frozen=True, slots=True)
class Term:
    """How long the gemeente has: clock hours, working days or weeks; nothing filled in is now."""

    hours: int = 0
    working_days: int = 0
    weeks: int = 0

    def __post_init__(self) -> None:
        for amount in (self.hours, self.working_days, self.weeks):
            if not 0 <= amount <= LONGEST_TERM:
                raise ValueError(f"a term is 0 to {LONGEST_TERM} long, not {amount}")
        if [self.hours > 0, self.working_days > 0, self.weeks > 0].count(True) > 1:
            raise ValueError(f"a term has one unit: {self}")

    def ends(self, sent_at: datetime, is_free: IsFree) -> datetime:
        """Return the moment this term ends that began at ``sent_at``.

        Hours run on through nights, Sundays and a change of the clock: an hour is sixty minutes.
        """
        return _end(self, sent_at, is_free)

    def __str__(self) -> str:
        """Return the term in Dutch: "3 werkdagen"."""
        if self.working_days:
            return f"{self.working_days} {'werkdag' if self.working_days == 1 else 'werkdagen'}"
        if self.weeks:
            return f"{self.weeks} {'week' if self.weeks == 1 else 'weken'}"
        return f"{self.hours} uur" if self.hours else "meteen"

    @property
    def rough_hours(self) -> int:
        """About how long it is, to compare terms with."""
        return self.hours + 24 * self.working_days + 7 * 24 * self.weeks


@dataclass(frozen=True, slots=True)
class Terms:
    """Within what time receipt is confirmed and somebody is in touch."""

    confirm: Term
    contact: Term

    def __post_init__(self) -> None:
        if self.confirm.rough_hours > self.contact.rough_hours:
            raise TermsDoNotFit


# P1: one hour, 24 hours. P2: the three working days of the Wet gemeentelijke schuldhulpverlening,
# article 4. P4: the six weeks of the Wmo 2015, article 2.3.2. The shorter terms for confirming
# receipt of P2 to P4 are ours; a gemeente can agree on others.
DEFAULT_TERMS: Final[Mapping[UrgencyClass, Terms]] = {
    UrgencyClass.P0: Terms(Term(hours=0), Term(hours=0)),
    UrgencyClass.P1: Terms(Term(hours=1), Term(hours=24)),
    UrgencyClass.P2: Terms(Term(working_days=1), Term(working_days=3)),
    UrgencyClass.P3: Terms(Term(working_days=2), Term(working_days=5)),
    UrgencyClass.P4: Terms(Term(working_days=5), Term(weeks=6)),
}


@dataclass(frozen=True, slots=True)
class ClassTerms:
    """What a class means in this gemeente: its terms, when to choose it, and whom to call.

    A life in danger is always in use and never waits. ``since`` is None for what was never set.
    """

    urgency: UrgencyClass
    terms: Terms
    in_use: bool = True
    meaning: str = ""
    whom_to_call: str = ""
    since: datetime | None = None
    set_by: AccountId | None = None

    def __post_init__(self) -> None:
        refuse_bsn("Klassen en termijnen", self.meaning, self.whom_to_call)
        waits = self.terms != DEFAULT_TERMS[UrgencyClass.P0]
        if self.urgency is UrgencyClass.P0 and (waits or not self.in_use):
            raise ValueError("P0 is always in use and has no term to wait for")

    @property
    def label(self) -> str:
        """The class as it is chosen from: its own words, and within what time."""
        words = self.urgency.label.split(":")[0]
        if self.urgency is UrgencyClass.P0:
            return self.urgency.label
        return f"{words}: binnen {self.terms.contact}"


@lru_cache(maxsize=4096)
def _end(term: Term, sent_at: datetime, is_free: IsFree) -> datetime:
    # What is on one list was sent at one moment, so this is asked again and again.
    if term.working_days:
        return working_days_after(sent_at, term.working_days, is_free)
    if term.weeks:
        return weeks_after(sent_at, term.weeks, is_free)
    # Python adds to a moment in a zone by the hands of the clock, which may be put back.
    return sent_at.astimezone(UTC) + timedelta(hours=term.hours)


@cache
def default_class(urgency: UrgencyClass) -> ClassTerms:
    """Return a class as it is before a gemeente set it."""
    return ClassTerms(urgency, DEFAULT_TERMS[urgency])


def terms_at(history: Iterable[ClassTerms], urgency: UrgencyClass, moment: datetime) -> ClassTerms:
    """Return what held for a class at ``moment``: what is promised does not move afterwards."""
    known = [
        one
        for one in history
        if one.urgency is urgency and one.since is not None and one.since <= moment
    ]
    return max(known, key=lambda one: one.since or moment, default=default_class(urgency))
