"""Mag dit? Why data may go to a recipient, what was agreed with, and which fields go along.

The software asks and records. Three agreements are kept apart, since a yes to one is no yes to the
others: that the gemeente gets the data, that a professional may speak of what is secret, and that
help comes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from fieldwork.domain.labels import Labelled
from fieldwork.domain.notes import ConsentState
from fieldwork.domain.refusals import (
    Incomplete,
    NoConsent,
    NoDeliberation,
    NoReason,
    OtherRecipient,
)

if TYPE_CHECKING:
    from fieldwork.domain.deliberations import Deliberation

DENIED: Final = frozenset({ConsentState.GEWEIGERD, ConsentState.INGETROKKEN})
# What can go out about somebody, by field, in the words that a person is asked with.
FIELD_WORDS: Final[Mapping[str, str]] = {
    "name": "naam",
    "home": "adres",
    "phone": "telefoon",
    "birth_year": "geboortejaar",
    "language": "taal",
    "in_own_words": "in eigen woorden",
    "help_wanted": "wat nodig is",
    "why": "waarom deze haast",
    "basic_needs": "directe nood",
    "life_areas": "leefgebieden",
    "done_already": "wat al is gedaan",
    "helpers_now": "wie nu helpt",
    "did_not_work": "wat niet werkte",
    "confidant": "vertrouwenspersoon",
    "network_plan": "plan met het netwerk",
    "director": "wie de regie heeft",
    "contact_how": "hoe contact te maken",
    "contact_when": "wanneer contact",
    "contact_not": "wat niet te doen",
    "visiting_risk_facts": "bezoekrisico",
    "household": "huishouden",
    "minors": "kinderen in huis",
    "interpreter": "tolk",
}
# What is asked for beside a field, and goes out or stays here with it.
GOES_WITH: Final[Mapping[str, tuple[str, ...]]] = {
    "done_already": ("help_given",),
    "confidant": ("confidant_relation", "confidant_phone"),
    "visiting_risk_facts": ("visiting_risk", "visiting_risk_measure", "visiting_risk_until"),
}
OF_PERSON: Final = ("name", "home", "phone", "birth_year", "language")
# Without these there is nothing to hand over; who says yes says yes to these.
ALWAYS: Final = frozenset({"name", "help_wanted", "why"})


class LegalGround(Labelled):
    """On what ground personal data may be shared (AVG, article 6, first paragraph)."""

    TOESTEMMING = "toestemming", "Toestemming"
    VITAAL_BELANG = "vitaal_belang", "Vitaal belang"
    WETTELIJKE_TAAK = "wettelijke_taak", "Wettelijke taak"
    ALGEMEEN_BELANG = "algemeen_belang", "Algemeen belang"
    GERECHTVAARDIGD_BELANG = "gerechtvaardigd_belang", "Gerechtvaardigd belang"


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """Why these data may go to this recipient: asked of a person, never filled in by itself.

    ``consent`` is to sharing, ``secrecy`` to speaking of what is secret, ``help`` to being helped.
    ``fields`` are those that go along, named as in :data:`FIELD_WORDS`; None is from before fields
    were asked for, when all that was filled in went.
    """

    ground: LegalGround
    purpose: str
    necessity: str
    consent: ConsentState = ConsentState.NIET_GEVRAAGD
    consent_on: date | None = None
    consent_how: str = ""
    without_consent_reason: str = ""
    recipient: str = ""
    fields: tuple[str, ...] | None = None
    secrecy: ConsentState = ConsentState.NIET_GEVRAAGD
    secrecy_on: date | None = None
    secrecy_how: str = ""
    help: ConsentState = ConsentState.NIET_GEVRAAGD
    help_on: date | None = None
    help_how: str = ""

    def __post_init__(self) -> None:
        unknown = set(self.fields or ()) - FIELD_WORDS.keys()
        if unknown:
            raise ValueError(f"unknown fields {sorted(unknown)}; there are {list(FIELD_WORDS)}")

    @property
    def withheld(self) -> frozenset[str]:
        """The fields that do not go along, whatever is filled in there."""
        if self.is_recalled:
            return frozenset(FIELD_WORDS)
        if self.fields is None:
            return frozenset()
        return frozenset(FIELD_WORDS) - ALWAYS - frozenset(self.fields)

    @property
    def is_recalled(self) -> bool:
        """Whether this rested on consent that is not there any more."""
        return self.ground is LegalGround.TOESTEMMING and self.consent in DENIED

    @property
    def needs_deliberation(self) -> bool:
        """Whether somebody did not say yes to one of the three, so that it is to be weighed."""
        said_no = self.secrecy in DENIED or self.help in DENIED
        return self.consent is not ConsentState.GEGEVEN or said_no

    def must_hold(self, whose: str, weighed: "Deliberation | None" = None) -> None:
        """Raise a refusal unless this basis can be defended for the request of ``whose``.

        ``weighed`` is the deliberation that goes with the request, if any.
        """
        given = self.consent is ConsentState.GEGEVEN
        if self.ground is LegalGround.TOESTEMMING and not given:
            raise NoConsent(whose)
        for label, words in (
            ("Waarvoor", self.purpose),
            ("Waarom kan het niet met minder", self.necessity),
            ("Voor wie", self.recipient),
        ):
            if not words.strip():
                raise Incomplete("Mag dit?", label)
        if self.fields == ():
            raise Incomplete("Mag dit?", "Wat de gemeente mag weten")
        if not given and not self.without_consent_reason.strip():
            raise NoReason("waarom er zonder toestemming wordt gedeeld")
        if self.needs_deliberation:
            lacks = weighed.lacks() if weighed else ["er is nog geen afweging"]
            if lacks:
                raise NoDeliberation(whose, lacks[0])

    def must_be_for(self, recipient: str, whose: str) -> None:
        """Raise :class:`OtherRecipient` where this was weighed for somebody else."""
        if self.recipient.strip() and not same_recipient(self.recipient, recipient):
            raise OtherRecipient(whose, self.recipient.strip(), recipient.strip())


def same_recipient(one: str, other: str) -> bool:
    """Return whether two names of a recipient are the same, but for case and spaces."""
    return "".join(one.casefold().split()) == "".join(other.casefold().split())
