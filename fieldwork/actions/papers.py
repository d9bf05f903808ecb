"""A handover list put into the words that its reader sees, before any file format."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from fieldwork.domain.answers import answers_of
from fieldwork.domain.dates import say_day, today
from fieldwork.domain.exchange import Exchange
from fieldwork.domain.handover import (
    HandoverDocument,
    HandoverRow,
    HelpRequest,
    LegalBasis,
    VisitingRisk,
)
from fieldwork.domain.notes import ConsentState
from fieldwork.domain.people import Person
from fieldwork.domain.sending import HandedOver, SentList, filled_fields, outgoing
from fieldwork.domain.studies import Study
from fieldwork.domain.themes import Codebook

if TYPE_CHECKING:
    from fieldwork.actions.cards import RequestCard

# Without 0 and o, 1, l and i, c (k, s), e (heard as i or a), and q, v and y, which are misheard.
_SAYABLE: Final = "abdfghjkmnprstuwxz23456789"


def sent_fields(request: HelpRequest, person: Person) -> tuple[str, ...]:
    """Return the names, in Dutch, of what goes out about somebody: what is filled in, no more."""
    return filled_fields(outgoing(request, person, request.withheld))


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One person as a document tells of them: what went out, and how it stands."""

    card: "RequestCard"
    handed: HandedOver
    reference: str
    changed: tuple[str, ...] = ()


def as_document(
    sent: SentList,
    rows: Sequence[PaperRow],
    study: Study,
    codebook: Codebook,
    names: Mapping[str, str],
    exchange: Exchange,
    email: str = "",
) -> HandoverDocument:
    """Return a sent list as a document, with what went out then; ``names`` are by account."""
    return HandoverDocument(
        number=sent.number,
        study=study.name,
        gemeente=study.gemeente,
        recipient=sent.recipient,
        sender=names.get(sent.made_by, ""),
        sender_contact=f"team {study.name}",
        made_at=sent.at,
        keep_until=sent.keep_until,
        control=sent.control,
        invented=study.invented,
        rows=tuple(_row(one, codebook) for one in rows),
        checked_by=names.get(sent.checked_by or "", ""),
        exchange=exchange,
        recipient_email=email,
    )


def suggest_password() -> str:
    """Return a password that is easily said over the telephone: five times three signs.

    Without signs that look or sound alike it holds 73 bits, which no computer guesses.
    """
    groups = ("".join(secrets.choice(_SAYABLE) for _ in range(3)) for _ in range(5))
    return "-".join(groups)


def _row(one: PaperRow, codebook: Codebook) -> HandoverRow:
    card, request, person = one.card, one.handed.request, one.handed.person
    basis = request.basis
    if basis is None:
        raise TypeError("a sent request always has a basis")
    return HandoverRow(
        name=person.name,
        address=str(person.home),
        phone=person.phone,
        birth_year=str(person.birth_year or ""),
        language=person.language,
        urgency=request.urgency,
        why=request.why,
        basic_needs=tuple(need.label for need in request.basic_needs),
        in_own_words=request.in_own_words,
        help_wanted=request.help_wanted,
        life_areas=tuple(codebook.label(code) for code in request.life_areas),
        done_already=say_help_given(request),
        helpers_now=request.helpers_now,
        did_not_work=request.did_not_work,
        confidant=say_confidant(request),
        contact_how=request.contact_how,
        contact_not=request.contact_not,
        visiting_risk=say_risk(request),
        minors=request.minors,
        interpreter=request.interpreter,
        ground=basis.ground.label,
        purpose=basis.purpose,
        necessity=basis.necessity,
        consent=say_consent(basis),
        made_by=card.made_by,
        made_at=request.made_at,
        checked_by=card.checked_by,
        confirm_before=_must(card.confirm_before),
        contact_before=_must(card.contact_before),
        reference=one.reference,
        answers=answers_of(card.course),
        changed=one.changed,
        contact_when=request.contact_when,
        household=request.household,
        network_plan=request.network_plan,
        director=request.director,
    )


def say_risk(request: HelpRequest, on: date | None = None) -> str:
    """Return the visiting risk: the label, the observed facts behind it, and what to do.

    ``on`` is the day it is said, today without it: a warning past its day is none any more.
    """
    risk = request.risk_on(on or today())
    facts = request.visiting_risk_facts.strip()
    if risk is VisitingRisk.GROEN or not facts:
        return risk.label
    measure = request.visiting_risk_measure.strip()
    until = request.visiting_risk_until
    parts = [
        f"{risk.label}: {facts.rstrip('.')}.",
        f"{measure.rstrip('.')}." if measure else "",
        f"Geldt tot en met {say_day(until)}." if until else "",
    ]
    return " ".join(part for part in parts if part)


def say_help_given(request: HelpRequest) -> str:
    """Return what was done already, a line each, and what was written about it."""
    return "\n".join([*map(str, request.help_given), request.done_already]).strip()


def say_confidant(request: HelpRequest) -> str:
    """Return the confidant, who that is to them, and whether they agree that they are named."""
    said = {
        ConsentState.GEGEVEN: "vindt het goed",
        ConsentState.NIET_GEVRAAGD: "nog niet gevraagd",
    }.get(request.confidant_agrees, "")
    told = (request.confidant, request.confidant_relation, request.confidant_phone)
    named = ", ".join(part.strip().rstrip(".") for part in told if part.strip())
    return f"{named} ({said})" if named and said else named


def say_consent(basis: LegalBasis) -> str:
    """Return how consent stands, when and how it was given, or why it is shared without."""
    if basis.consent is ConsentState.GEGEVEN:
        when = f" op {say_day(basis.consent_on)}" if basis.consent_on else ""
        how = f", {basis.consent_how}" if basis.consent_how else ""
        return f"Toestemming gegeven{when}{how}"
    words = {
        ConsentState.GEWEIGERD: "Geen toestemming",
        ConsentState.INGETROKKEN: "Toestemming ingetrokken",
    }.get(basis.consent, "Toestemming niet gevraagd")
    reason = basis.without_consent_reason.strip()
    return f"{words}. {reason}" if reason else words


def _must(moment: datetime | None) -> datetime:
    if moment is None:
        raise TypeError("a sent request always has its terms")
    return moment
