"""An "afweging": why somebody shared, reported, or did not, without a yes of the person.

The five steps are those of the reporting code (Besluit verplichte meldcode huiselijk geweld en
kindermishandeling, article 2); the two decisions of its fifth step are kept apart: is a report
needed, and can help be given. Nothing here decides: a step that is open is named, and what was
chosen is on record with its reason and its second person.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final, NewType

from fieldwork.domain.bsn import refuse_bsn
from fieldwork.domain.ids import AccountId, PersonId, RequestId
from fieldwork.domain.labels import Labelled
from fieldwork.domain.refusals import AlreadySettled, Incomplete, SecondPersonNeeded

DeliberationId = NewType("DeliberationId", str)


class CodeStep(Labelled):
    """The five steps; the label is the question that is asked."""

    SIGNALEN = "signalen", "1. Wat is er gezien en gehoord?"
    OVERLEG = "overleg", "2. Met wie is overlegd, en wat kwam eruit?"
    GESPREK = "gesprek", "3. Wat zei wie het aangaat? Of waarom kon dat gesprek niet?"
    WEGEN = "wegen", "4. Hoe erg is het, en wat als er niets gebeurt?"
    BESLISSEN = "beslissen", "5. Wat is besloten over delen, en waarom?"


class SafetyQuestion(Labelled):
    """What is asked about safety; a yes to one of the first three counts as danger."""

    ACUUT = "acuut", "Is er nu gevaar voor iemand?"
    STRUCTUREEL = "structureel", "Keert het gevaar steeds terug, of houdt het niet op?"
    ZELF_VERTELD = "zelf_verteld", "Vertelde iemand zelf over geweld of mishandeling?"
    AFHANKELIJK = "afhankelijk", "Is er iemand bij die niet voor zichzelf kan opkomen?"


class YesNo(Labelled):
    """An answer; "weet ik niet" is one as well."""

    JA = "ja", "Ja"
    NEE = "nee", "Nee"
    ONBEKEND = "onbekend", "Weet ik niet"


# Acute danger, danger that returns, and a disclosure call for a report (afwegingskaders of the
# reporting code; a disclosure counts as acute).
DANGER: Final = (SafetyQuestion.ACUUT, SafetyQuestion.STRUCTUREEL, SafetyQuestion.ZELF_VERTELD)


@dataclass(frozen=True, slots=True)
class Deliberation:
    """One weighing: steps, safety, the decisions with reasons, who looked along, when again.

    ``second_by`` is a colleague, ``second_outside`` somebody elsewhere who was called; one of both
    is enough. ``report_needed`` and ``help_possible`` are two decisions, ``sharing`` is whether
    the data go to the gemeente without a yes.
    """

    id: DeliberationId
    person: PersonId
    made_by: AccountId
    made_at: datetime
    request: RequestId | None = None
    steps: Mapping[CodeStep, str] = field(default_factory=dict)
    safety: Mapping[SafetyQuestion, YesNo] = field(default_factory=dict)
    report_needed: YesNo | None = None
    report_reason: str = ""
    help_possible: YesNo | None = None
    help_reason: str = ""
    sharing: YesNo | None = None
    review_on: date | None = None
    second_by: AccountId | None = None
    second_outside: str = ""
    second_at: datetime | None = None
    second_words: str = ""
    reviewed_by: AccountId | None = None
    reviewed_at: datetime | None = None
    reviewed_words: str = ""
    version: int = 0

    def __post_init__(self) -> None:
        refuse_bsn(
            "Afweging",
            *self.steps.values(),
            self.report_reason,
            self.help_reason,
            self.second_outside,
            self.second_words,
            self.reviewed_words,
        )
        if self.second_by is not None and self.second_by == self.made_by:
            raise SecondPersonNeeded

    @property
    def shows_danger(self) -> bool:
        """Whether an answer about safety calls for a report, which a person then decides on."""
        return any(self.safety.get(one) is YesNo.JA for one in DANGER)

    @property
    def is_settled(self) -> bool:
        """Whether a second person looked along."""
        return self.second_at is not None

    def to_fill_in(self) -> list[str]:
        """Return what is open before a second person can look along, as short Dutch phrases."""
        steps = [f"stap {one.label[0]}" for one in CodeStep if not self.steps.get(one, "").strip()]
        asked = [one for one in SafetyQuestion if one not in self.safety]
        said = [
            ("of melden nodig is", self.report_needed),
            ("waarom wel of niet melden", self.report_reason.strip()),
            ("of hulp mogelijk is", self.help_possible),
            ("waarom hulp wel of niet kan", self.help_reason.strip()),
            ("of er gedeeld wordt", self.sharing),
            ("wanneer dit opnieuw wordt bekeken", self.review_on),
        ]
        safety = ["de vragen over veiligheid"] if asked else []
        return steps + safety + [words for words, answer in said if not answer]

    def lacks(self) -> list[str]:
        """Return why nothing may be shared on this yet, as short Dutch phrases; empty if it may."""
        lacking = self.to_fill_in()
        if not self.is_settled:
            lacking.append("een tweede persoon keek nog niet mee")
        if self.sharing is not None and self.sharing is not YesNo.JA:
            lacking.append("er is niet besloten om te delen")
        return lacking

    def changed(self, **words: object) -> "Deliberation":
        """Return this with other words; refused once a second person agreed with them."""
        if self.is_settled:
            raise AlreadySettled
        return replace(self, **words)  # type: ignore[arg-type]

    def seconded(
        self, by: AccountId, at: datetime, words: str, outside: str = ""
    ) -> "Deliberation":
        """Return this with the second person: a colleague, or who was called ``outside``."""
        lacking = self.to_fill_in()
        if lacking:
            raise Incomplete("Afweging", lacking[0])
        if self.is_settled:
            raise AlreadySettled
        if outside.strip():
            return replace(
                self, second_outside=outside.strip(), second_at=at, second_words=words.strip()
            )
        return replace(self, second_by=by, second_at=at, second_words=words.strip())

    def is_due(self, day: date) -> bool:
        """Whether it is to be looked at again by ``day``."""
        settled = self.is_settled and self.reviewed_at is None
        return settled and self.review_on is not None and self.review_on <= day
