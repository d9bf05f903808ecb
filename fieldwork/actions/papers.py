"""A handover list put into the words that its reader sees, before any file format."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from fieldwork.domain.dates import local, say_day
from fieldwork.domain.handover import (
    CheckedRequest,
    Disclosure,
    HandoverDocument,
    HandoverList,
    HandoverRow,
    HelpRequest,
    LegalBasis,
)
from fieldwork.domain.ids import AccountId, ListId, RequestId, new_id
from fieldwork.domain.notes import ConsentState
from fieldwork.domain.people import Person
from fieldwork.domain.studies import Study
from fieldwork.domain.themes import Codebook
from fieldwork.store.handover import SentList

if TYPE_CHECKING:
    from fieldwork.actions.cards import ListPage, RequestCard

# How long the recipient may keep the list itself; what they take into their own case file falls
# under their own law.
KEEP: Final = timedelta(days=90)
# Without 0 and o, 1, l and i, c (k, s), e (heard as i or a), and q, v and y, which are misheard.
_SAYABLE: Final = "abdfghjkmnprstuwxz23456789"

# What of a request and its person goes out, with the words by which the record names it.
_REQUEST_FIELDS = {
    "in_own_words": "in eigen woorden",
    "help_wanted": "wat nodig is",
    "why": "waarom deze haast",
    "basic_needs": "directe nood",
    "life_areas": "leefgebieden",
    "done_already": "wat al is gedaan",
    "helpers_now": "wie nu helpt",
    "did_not_work": "wat niet werkte",
    "confidant": "vertrouwenspersoon",
    "contact_how": "hoe contact te maken",
    "contact_not": "wat niet te doen",
    "visiting_risk_facts": "bezoekrisico",
    "minors": "kinderen in huis",
    "interpreter": "tolk",
}
_PERSON_FIELDS = {
    "name": "naam",
    "home": "adres",
    "phone": "telefoon",
    "birth_year": "geboortejaar",
    "language": "taal",
}


def sent_fields(request: HelpRequest, person: Person) -> tuple[str, ...]:
    """Return the names, in Dutch, of what goes out about somebody: what is filled in, no more."""
    of_person = [words for name, words in _PERSON_FIELDS.items() if _filled(person, name)]
    of_request = [words for name, words in _REQUEST_FIELDS.items() if getattr(request, name)]
    return (*of_person, *of_request)


def new_list(
    number: str,
    recipient: str,
    checked: Sequence[CheckedRequest],
    by: AccountId,
    at: datetime,
) -> SentList:
    """Return the list that goes out, refused without a request or a recipient; no control yet."""
    made = HandoverList(
        id=ListId(new_id()),
        number=number,
        recipient=recipient.strip(),
        made_by=by,
        made_at=at,
        requests=tuple(checked),
        keep_until=local(at).date() + KEEP,
    )
    return SentList(made.id, number, made.recipient, by, at, made.keep_until, control="")


def as_disclosure(sent: SentList, one: CheckedRequest, person: Person) -> Disclosure:
    """Return the record of what goes out about ``person`` with the list ``sent``."""
    basis = one.request.basis
    if basis is None:
        raise TypeError("a CheckedRequest always has a basis")
    return Disclosure(
        sent.number,
        one.request.id,
        one.request.person,
        sent.recipient,
        basis.ground,
        basis.purpose,
        basis.necessity,
        sent_fields(one.request, person),
        sent.made_by,
        sent.made_at,
    )


def as_document(
    page: "ListPage", order: Sequence[RequestId], study: Study, codebook: Codebook
) -> HandoverDocument:
    """Return a sent list as a document.

    ``order`` is that in which the requests went out: a person keeps the reference ("2026-014-02")
    when somebody before them was taken back since.
    """
    sent = page.sent
    return HandoverDocument(
        number=sent.number,
        study=study.name,
        gemeente=study.gemeente,
        recipient=sent.recipient,
        sender=page.made_by,
        sender_contact=f"team {study.name}",
        made_at=sent.made_at,
        keep_until=sent.keep_until,
        control=sent.control,
        invented=study.invented,
        rows=tuple(
            _row(card, codebook, sent.number, order.index(card.request.id) + 1)
            for card in page.cards
        ),
    )


def suggest_password() -> str:
    """Return a password that is easily said over the telephone: five times three signs.

    Without signs that look or sound alike it holds 73 bits, which no computer guesses.
    """
    groups = ("".join(secrets.choice(_SAYABLE) for _ in range(3)) for _ in range(5))
    return "-".join(groups)


def _row(card: "RequestCard", codebook: Codebook, number: str, position: int) -> HandoverRow:
    request, person = card.request, card.person
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
        done_already=request.done_already,
        helpers_now=request.helpers_now,
        did_not_work=request.did_not_work,
        confidant=request.confidant,
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
        reference=f"{number}-{position:02d}",
    )


def say_risk(request: HelpRequest) -> str:
    """Return the visiting risk: the label, and the observed facts behind it."""
    facts = request.visiting_risk_facts.strip()
    until = request.visiting_risk_until
    ends = f" (geldt tot {say_day(until)})" if until else ""
    return f"{request.visiting_risk.label}: {facts}{ends}" if facts else request.visiting_risk.label


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


def _filled(person: Person, name: str) -> bool:
    return bool(str(getattr(person, name) or "").strip())


def _must(moment: datetime | None) -> datetime:
    if moment is None:
        raise TypeError("a sent request always has its terms")
    return moment
