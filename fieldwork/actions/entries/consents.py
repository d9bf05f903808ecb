"""What somebody agreed with, on the line of time; also what their help requests went out on."""

from fieldwork.actions.consents import ConsentCard, Consents
from fieldwork.actions.entries import at_day
from fieldwork.actions.handover import Handover
from fieldwork.actions.seat import Seat
from fieldwork.domain.access import Right
from fieldwork.domain.consents import ConsentPurpose
from fieldwork.domain.handover import HelpRequest
from fieldwork.domain.ids import PersonId
from fieldwork.domain.notes import ConsentState
from fieldwork.domain.timeline import Entry, EntryKind

KIND = EntryKind("consent", "Toestemming", "Toestemming", 80)
NEEDS = (Right.READ_PEOPLE,)


def entries(seat: Seat, person_id: PersonId) -> list[Entry]:
    """Return everything somebody said to a purpose, and what stands with their requests."""
    found = [_entry(card) for card in Consents(seat).of_person(person_id)]
    if seat.account.may(Right.MAKE_REQUESTS):
        cards = Handover(seat).of_person(person_id)
        found += [one for card in cards if (one := _of_request(card.request, card.made_by))]
    return found


def _entry(card: ConsentCard) -> Entry:
    one = card.consent
    return Entry(
        at=at_day(one.said_on),
        kind=KIND,
        line=f"{one.purpose.label}: {one.state.label.lower()}",
        subject=one.id,
        screen="gesprek" if one.note else "",
        identity=one.note or "",
        by=card.made_by,
        beside=". ".join(part for part in (one.how, one.about) if part),
        mark="Geldt nu" if card.holds else "Later anders gezegd",
        is_settled=not card.holds,
        has_clock=False,
    )


def _of_request(request: HelpRequest, made_by: str) -> Entry | None:
    basis = request.basis
    if basis is None or basis.consent is ConsentState.NIET_GEVRAAGD:
        return None
    return Entry(
        at=at_day(basis.consent_on) if basis.consent_on else request.made_at,
        kind=KIND,
        line=f"{ConsentPurpose.DELEN.label}: {basis.consent.label.lower()}",
        subject=f"{request.id}-basis",
        screen="hulpvraag",
        identity=request.id,
        by=made_by,
        beside=basis.consent_how,
        mark="Bij deze hulpvraag",
        has_clock=False,
    )
