"""What tests of sharing share: a basis without a yes, and a deliberation filled in."""

from dataclasses import replace
from datetime import timedelta

from fieldwork.actions.desk import Desk
from fieldwork.domain.dates import today
from fieldwork.domain.deliberations import CodeStep, Deliberation, SafetyQuestion, YesNo
from fieldwork.domain.handover import LegalBasis, LegalGround
from fieldwork.domain.ids import PersonId, RequestId
from tests.unit.actions.handover_cases import RECIPIENT

VITAL = LegalBasis(
    LegalGround.VITAAL_BELANG,
    "Leven redden",
    "Het kan niet wachten",
    without_consent_reason="Zij is niet aanspreekbaar",
    recipient=RECIPIENT,
)


def weighed_through(
    desk: Desk, person: PersonId, request: RequestId | None = None, **changes
) -> Deliberation:
    """Return a deliberation that only waits for its second person."""
    told = {
        "steps": {step: f"Bij {step.value} stond dit" for step in CodeStep},
        "safety": dict.fromkeys(SafetyQuestion, YesNo.NEE),
        "report_needed": YesNo.NEE,
        "report_reason": "Het is geen geweld",
        "help_possible": YesNo.JA,
        "help_reason": "De huisarts komt",
        "sharing": YesNo.JA,
        "review_on": today() + timedelta(weeks=2),
    }
    begun = desk.deliberations.begin(person, request)
    return desk.deliberations.change(replace(begun, **(told | changes)))
