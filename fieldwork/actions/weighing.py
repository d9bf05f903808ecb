"""Whether a request may be checked or sent at this moment, on all that is known at this moment."""

from datetime import date, datetime

from fieldwork.actions.seat import Work
from fieldwork.domain.consents import ConsentPurpose, holding
from fieldwork.domain.deliberations import Deliberation
from fieldwork.domain.handover import (
    CheckedRequest,
    HelpRequest,
    LegalBasis,
    LegalGround,
    VisitingRisk,
)
from fieldwork.domain.ids import AccountId
from fieldwork.domain.notes import ConsentState
from fieldwork.domain.refusals import NoConsent
from fieldwork.store import consents, deliberations, people


def weighed(work: Work, request: HelpRequest) -> Deliberation | None:
    """Return what was weighed last for a request, if anything."""
    found = deliberations.of_request(work.session, work.vault, request.id)
    return found[0] if found else None


def checked_now(
    work: Work, request: HelpRequest, by: AccountId, on: datetime, alone_reason: str = ""
) -> CheckedRequest:
    """Return a request as checked, or refuse with what does not hold at this moment.

    Called at the check and once more at sending, within the work that sends: what was withdrawn in
    between keeps the request here. A no that the person said to sharing counts as well, unless
    the yes on the request was said later.
    """
    whose = people.person(work.session, work.vault, request.person).known_as
    if was_denied_since(work, request):
        raise NoConsent(whose)
    return request.check(whose, by, on, alone_reason, weighed(work, request))


def was_denied_since(work: Work, request: HelpRequest) -> bool:
    """Return whether the person said no to sharing on or after the day of the request's yes."""
    basis = request.basis
    if basis is None or basis.consent is not ConsentState.GEGEVEN:
        return False
    said = consents.consents(work.session, work.vault, request.person)
    last = holding(said).get(ConsentPurpose.DELEN)
    if last is None or not last.is_denied:
        return False
    return (basis.consent_on or date.min) <= last.said_on


def still_missing(work: Work, request: HelpRequest) -> list[str]:
    """Return what a request lacks before it can be checked, as short Dutch phrases.

    Empty exactly when :func:`checked_now` refuses nothing but a lone checker's reason.
    """
    missing = []
    if not request.help_wanted.strip():
        missing.append("wat er nodig is")
    if not request.why.strip():
        missing.append("waarom deze haast")
    if request.visiting_risk is not VisitingRisk.GROEN and request.visiting_risk_until is None:
        missing.append("tot wanneer de waarschuwing voor bezoek geldt")
    if request.basis is None:
        return [*missing, "een grondslag bij ‘Mag dit?’"]
    return missing + _missing_basis(work, request, request.basis)


def _missing_basis(work: Work, request: HelpRequest, basis: LegalBasis) -> list[str]:
    given = basis.consent is ConsentState.GEGEVEN
    on_consent = basis.ground is LegalGround.TOESTEMMING
    wanted = [
        ("voor wie dit is", basis.recipient.strip()),
        ("de toestemming zelf, of een andere grondslag", given or not on_consent),
        (
            "waarom het zonder toestemming gaat",
            given or on_consent or basis.without_consent_reason.strip(),
        ),
        ("waarvoor de gemeente dit krijgt", basis.purpose.strip()),
        ("waarom het niet met minder kan", basis.necessity.strip()),
        ("wat de gemeente mag weten", basis.fields != ()),
    ]
    missing = [words for words, is_there in wanted if not is_there]
    if was_denied_since(work, request):
        missing.append("een ja van na de dag waarop delen is geweigerd")
    if basis.needs_deliberation and (given or not on_consent):
        one = weighed(work, request)
        lacks = one.lacks() if one else []
        missing += [f"de afweging: {lacks[0]}"] if lacks else []
        missing += [] if one else ["een afweging, want er is geen ja op alles"]
    return missing
