"""Help requests for the tests of the handover, and a clock that stands where it is put."""

from dataclasses import replace
from datetime import date, datetime

from fieldwork.actions.desk import Desk
from fieldwork.actions.people import NewPerson
from fieldwork.actions.seat import Seat
from fieldwork.domain.dates import AMSTERDAM
from fieldwork.domain.handover import (
    BasicNeed,
    HelpRequest,
    LegalBasis,
    LegalGround,
    RequestState,
    UrgencyClass,
)
from fieldwork.domain.notes import ConsentState

RECIPIENT = "Team Toegang"
CONSENT = LegalBasis(
    ground=LegalGround.TOESTEMMING,
    purpose="Voorkomen dat zij op straat komt",
    necessity="De woningbouw praat alleen met de gemeente",
    consent=ConsentState.GEGEVEN,
    consent_on=date(2026, 3, 20),
    consent_how="mondeling",
    recipient=RECIPIENT,
)


def at_time(desk: Desk, *moment: int) -> Desk:
    """Return the same desk at a moment on the Dutch clock: year, month, day, hour, minute."""
    then = datetime(*moment, tzinfo=AMSTERDAM)
    return Desk(Seat(desk.account, desk._seat.open, lambda: then))


def somebody(desk: Desk, name: str = "Fatma Aydın"):
    """Return somebody new with a telephone number and a year of birth."""
    new = NewPerson(name, call_name=name.split()[0], phone="06-0012 0001", birth_year=1988)
    return desk.people.add(new)


def filled(desk: Desk, *, name: str = "Fatma Aydın", **changes) -> HelpRequest:
    """Return a request with all that a check asks for."""
    request = desk.handover.begin(somebody(desk, name).id, UrgencyClass.P2)
    told = {
        "why": "De ontruiming is over zestien dagen",
        "help_wanted": "Een regeling voor de huur",
        "in_own_words": "Ik wil de huur betalen",
        "basic_needs": (BasicNeed.ONDERDAK,),
        "basis": CONSENT,
    }
    return desk.handover.change(replace(request, **(told | changes)))


# The steps of a request that goes well, as the gemeente reports them.
COURSE = (
    RequestState.ONTVANGST_BEVESTIGD,
    RequestState.GEACCEPTEERD,
    RequestState.EERSTE_CONTACT,
    RequestState.HULP_GESTART,
    RequestState.AFGEROND,
)


def checked(maker: Desk, checker: Desk, **changes) -> HelpRequest:
    """Return a request that a second person checked."""
    return checker.handover.check(filled(maker, **changes).id)


def sent(maker: Desk, sender: Desk, **changes) -> HelpRequest:
    """Return a request that went out on a list of its own."""
    request = checked(maker, sender, **changes)
    sender.handover.send(RECIPIENT, [request.id])
    return sender.handover.card(request.id).request
