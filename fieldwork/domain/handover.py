"""Handing a person in need over to the gemeente: what is asked, whether it may, what became of it.

``HelpRequest -> CheckedRequest -> HandoverList``: a list takes checked requests only, and a request
is checked only with a ground. The software asks and records; a person decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from fieldwork.domain.bsn import holds_bsn, refuse_bsn
from fieldwork.domain.exchange import Exchange
from fieldwork.domain.help_given import HelpGiven
from fieldwork.domain.ids import AccountId, ListId, NoteId, PersonId, RequestId
from fieldwork.domain.labels import Labelled
from fieldwork.domain.notes import ConsentState, Finding
from fieldwork.domain.refusals import (
    BsnNoticed,
    Incomplete,
    NoGround,
    NoReason,
    NothingToSend,
    WrongStep,
)
from fieldwork.domain.sharing import DENIED
from fieldwork.domain.sharing import LegalBasis as LegalBasis
from fieldwork.domain.sharing import LegalGround as LegalGround
from fieldwork.domain.terms import UrgencyClass as UrgencyClass

if TYPE_CHECKING:
    from fieldwork.domain.answers import Answers
    from fieldwork.domain.deliberations import Deliberation


class BasicNeed(Labelled):
    """What stands first: without these nothing else can be worked on."""

    ETEN = "eten", "Eten"
    ONDERDAK = "onderdak", "Onderdak"
    ENERGIE = "energie", "Gas, water of licht"
    MEDICATIE = "medicatie", "Medicijnen"
    VEILIGHEID = "veiligheid", "Veiligheid"
    GELD = "geld", "Geld om van te leven"
    ID_BEWIJS = "id_bewijs", "Een identiteitsbewijs"


class VisitingRisk(Labelled):
    """What a visitor should know; anything but green rests on observed facts."""

    GROEN = "groen", "Geen bijzonderheden"
    ORANJE = "oranje", "Let op"
    ROOD = "rood", "Niet alleen gaan"


class RequestState(Labelled):
    """Where a help request stands."""

    CONCEPT = "concept", "Concept"
    GETOETST = "getoetst", "Getoetst"
    VERZONDEN = "verzonden", "Verzonden"
    ONTVANGST_BEVESTIGD = "ontvangst_bevestigd", "Ontvangst bevestigd"
    GEACCEPTEERD = "geaccepteerd", "Geaccepteerd"
    GEWEIGERD = "geweigerd", "Geweigerd"
    DOORGEZET = "doorgezet", "Doorgezet"
    EERSTE_CONTACT = "eerste_contact", "Eerste contact"
    HULP_GESTART = "hulp_gestart", "Hulp gestart"
    AFGEROND = "afgerond", "Afgerond"
    TERUGGEKOPPELD = "teruggekoppeld", "Teruggekoppeld"
    GEESCALEERD = "geescaleerd", "Geëscaleerd"
    INGETROKKEN = "ingetrokken", "Ingetrokken"
    HEROPEND = "heropend", "Heropend"


class RefusalReason(Labelled):
    """Why the gemeente refuses a request."""

    TE_DRUK = "te_druk", "Te druk"
    AGENDA = "agenda", "Past niet in de agenda"
    GEEN_MANDAAT = "geen_mandaat", "Geen mandaat"
    HOORT_BIJ_AANBIEDER = "hoort_bij_aanbieder", "Hoort bij een aanbieder"
    NIET_BEREIKBAAR = "niet_bereikbaar", "Niet bereikbaar"
    ANDERS = "anders", "Anders"


_S = RequestState
NEXT_STATES: Final[Mapping[RequestState, frozenset[RequestState]]] = {
    _S.CONCEPT: frozenset({_S.GETOETST, _S.INGETROKKEN}),
    _S.GETOETST: frozenset({_S.CONCEPT, _S.VERZONDEN, _S.INGETROKKEN}),
    _S.VERZONDEN: frozenset(
        {_S.ONTVANGST_BEVESTIGD, _S.GEACCEPTEERD, _S.GEWEIGERD, _S.GEESCALEERD, _S.INGETROKKEN}
    ),
    _S.ONTVANGST_BEVESTIGD: frozenset(
        {_S.GEACCEPTEERD, _S.GEWEIGERD, _S.DOORGEZET, _S.GEESCALEERD, _S.INGETROKKEN}
    ),
    _S.GEESCALEERD: frozenset(
        {_S.ONTVANGST_BEVESTIGD, _S.GEACCEPTEERD, _S.GEWEIGERD, _S.INGETROKKEN}
    ),
    _S.GEWEIGERD: frozenset({_S.HEROPEND, _S.GEESCALEERD, _S.TERUGGEKOPPELD}),
    _S.DOORGEZET: frozenset({_S.GEACCEPTEERD, _S.GEWEIGERD, _S.GEESCALEERD, _S.INGETROKKEN}),
    _S.GEACCEPTEERD: frozenset({_S.EERSTE_CONTACT, _S.DOORGEZET, _S.GEESCALEERD}),
    _S.EERSTE_CONTACT: frozenset({_S.HULP_GESTART, _S.AFGEROND, _S.GEESCALEERD}),
    _S.HULP_GESTART: frozenset({_S.AFGEROND, _S.GEESCALEERD}),
    _S.AFGEROND: frozenset({_S.TERUGGEKOPPELD, _S.HEROPEND}),
    _S.TERUGGEKOPPELD: frozenset({_S.HEROPEND}),
    _S.INGETROKKEN: frozenset({_S.HEROPEND}),
    _S.HEROPEND: frozenset({_S.GETOETST, _S.CONCEPT, _S.INGETROKKEN}),
}
# Until one of these the team that sent the request stays responsible for the person.
HANDED_OVER: Final = frozenset(
    {_S.GEACCEPTEERD, _S.EERSTE_CONTACT, _S.HULP_GESTART, _S.AFGEROND, _S.TERUGGEKOPPELD}
)
# Sent and not at its end: what changes in it goes out on a next list.
OPEN_AT_GEMEENTE: Final = frozenset(
    {
        _S.VERZONDEN,
        _S.ONTVANGST_BEVESTIGD,
        _S.DOORGEZET,
        _S.GEESCALEERD,
        _S.GEACCEPTEERD,
        _S.EERSTE_CONTACT,
        _S.HULP_GESTART,
    }
)
CLOSED: Final = frozenset({_S.AFGEROND, _S.TERUGGEKOPPELD, _S.INGETROKKEN})
# What the gemeente's side may report of a request that was sent to it.
REPORTED_BY_GEMEENTE: Final = frozenset(
    {
        _S.ONTVANGST_BEVESTIGD,
        _S.GEACCEPTEERD,
        _S.GEWEIGERD,
        _S.DOORGEZET,
        _S.EERSTE_CONTACT,
        _S.HULP_GESTART,
        _S.AFGEROND,
    }
)


IDENTITIES: Final = frozenset({"id", "person", "made_by", "note", "handed_in"})


@dataclass(frozen=True, slots=True)
class HelpRequest:
    """One person's need, in their own words, with how soon and why. Never with a BSN.

    Only the areas of life that matter here are named: asking for all of them always was found
    unlawful (Autoriteit Persoonsgegevens on the Zelfredzaamheid-Matrix, 2018).
    """

    id: RequestId
    person: PersonId
    made_by: AccountId
    made_at: datetime
    urgency: UrgencyClass
    why: str = ""
    in_own_words: str = ""
    help_wanted: str = ""
    basic_needs: tuple[BasicNeed, ...] = ()
    life_areas: tuple[str, ...] = ()
    done_already: str = ""
    help_given: tuple[HelpGiven, ...] = ()
    helpers_now: str = ""
    did_not_work: str = ""
    confidant: str = ""
    confidant_relation: str = ""
    confidant_phone: str = ""
    confidant_agrees: ConsentState = ConsentState.NIET_GEVRAAGD
    network_plan: str = ""
    director: str = ""
    contact_how: str = ""
    contact_when: str = ""
    contact_not: str = ""
    visiting_risk: VisitingRisk = VisitingRisk.GROEN
    visiting_risk_facts: str = ""
    visiting_risk_measure: str = ""
    visiting_risk_until: date | None = None
    household: str = ""
    minors: int = 0
    interpreter: str = ""
    note: NoteId | None = None
    signal: str = ""
    basis: LegalBasis | None = None
    state: RequestState = RequestState.CONCEPT
    handed_in: ListId | None = None
    version: int = 0

    def __post_init__(self) -> None:
        for text in self._texts():
            if holds_bsn(text):
                raise BsnNoticed("Hulpvraag")
        if self.minors < 0:
            raise ValueError(f"minors must be 0 or more, not {self.minors}")
        if self.visiting_risk is not VisitingRisk.GROEN and not self.visiting_risk_facts.strip():
            raise Incomplete("Hulpvraag", "Wat is er gezien")

    def _texts(self) -> list[str]:
        # An identity is random letters and digits, and may pass the eleven-test by chance.
        plain = [
            getattr(self, entry.name) for entry in fields(self) if entry.name not in IDENTITIES
        ]
        if self.basis:
            plain += [getattr(self.basis, entry.name) for entry in fields(self.basis)]
        return [value for value in plain if type(value) is str]

    @staticmethod
    def from_finding(
        finding: Finding,
        person: PersonId,
        urgency: UrgencyClass,
        *,
        new_id: RequestId,
        by: AccountId,
        on: datetime,
    ) -> "HelpRequest":
        """Return a concept that grows from what a person confirmed in a note."""
        found = finding.suggestion
        signal = found.code if found.is_signal else ""
        return HelpRequest(new_id, person, by, on, urgency, note=found.note, signal=signal)

    @property
    def withheld(self) -> frozenset[str]:
        """The fields that do not go out, named as in :data:`~fieldwork.domain.sharing.FIELD_WORDS`.

        A confidant who does not want to be named is not named.
        """
        withheld = self.basis.withheld if self.basis else frozenset()
        return withheld | {"confidant"} if self.confidant_agrees in DENIED else withheld

    @property
    def is_recalled(self) -> bool:
        """Whether it rested on consent that is not there any more: nothing of it is to be seen."""
        return self.basis is not None and self.basis.is_recalled

    def risk_on(self, day: date) -> VisitingRisk:
        """Return the visiting risk as it stands on ``day``: what is past its day is no risk now."""
        until = self.visiting_risk_until
        return VisitingRisk.GROEN if until is not None and until < day else self.visiting_risk

    @property
    def is_handed_over(self) -> bool:
        """Whether the gemeente took it over; until then the sender stays responsible."""
        return self.state in HANDED_OVER

    def moved(self, state: RequestState) -> "HelpRequest":
        """Return this request in ``state``; raises :class:`WrongStep` where that cannot be."""
        if state not in NEXT_STATES[self.state]:
            raise WrongStep(self.state.label, state.label)
        return replace(self, state=state)

    def check(
        self,
        whose: str,
        by: AccountId,
        on: datetime,
        alone_reason: str = "",
        weighed: "Deliberation | None" = None,
    ) -> "CheckedRequest":
        """Return this request as checked by ``by``, or refuse with what is missing.

        A second person checks. Who is alone says why, and that stays on record. What was changed
        while the gemeente has it is checked as well, and keeps its state.
        """
        if self.basis is None:
            raise NoGround(whose)
        self.basis.must_hold(whose, weighed)
        if not self.help_wanted.strip():
            raise Incomplete("Hulpvraag", "Wat is nodig")
        if not self.why.strip():
            raise Incomplete("Hulpvraag", "Waarom deze haast")
        if self.visiting_risk is not VisitingRisk.GROEN and self.visiting_risk_until is None:
            raise Incomplete("Op bezoek", "Geldt tot")
        if by == self.made_by and not alone_reason.strip():
            raise NoReason("waarom geen tweede persoon meekijkt")
        stays = self.state is RequestState.GETOETST or self.state in OPEN_AT_GEMEENTE
        checked = self if stays else self.moved(RequestState.GETOETST)
        return CheckedRequest(checked, by, on, alone_reason, _seal=_SEAL)


_SEAL: Final = object()


@dataclass(frozen=True, slots=True)
class CheckedRequest:
    """A help request that somebody checked for a ground; made by :meth:`HelpRequest.check` only."""

    request: HelpRequest
    by: AccountId
    on: datetime
    alone_reason: str = ""
    _seal: object = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self._seal is not _SEAL:
            raise TypeError("a CheckedRequest is made by HelpRequest.check(...) only")


@dataclass(frozen=True, slots=True)
class HandoverList:
    """What goes to one recipient at one moment, numbered within the year: "2026-014"."""

    id: ListId
    number: str
    recipient: str
    made_by: AccountId
    made_at: datetime
    requests: tuple[CheckedRequest, ...]
    keep_until: date

    def __post_init__(self) -> None:
        if not self.requests:
            raise NothingToSend
        if not self.recipient.strip():
            raise Incomplete("Overdracht", "Aan wie")


@dataclass(frozen=True, slots=True)
class RequestEvent:
    """One step in a request's course, by whom and when; ``detail`` is a reason or remark.

    ``reason`` and ``verdict`` are stored codes; ``happened_on`` is the day of the step itself where
    it was told later; ``handler`` is who does it, with a telephone number.
    """

    request: RequestId
    state: RequestState
    by: AccountId
    at: datetime
    detail: str = ""
    reason: str = ""
    happened_on: date | None = None
    handler: str = ""
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Disclosure:
    """The record that one person's data went out: to whom, on what ground, which fields."""

    list_number: str
    request: RequestId
    person: PersonId
    recipient: str
    ground: LegalGround
    purpose: str
    necessity: str
    sent_fields: tuple[str, ...]
    by: AccountId
    at: datetime


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """One person on a handover document, in the words that the reader sees. No ids, no codes."""

    name: str
    address: str
    phone: str
    birth_year: str
    language: str
    urgency: UrgencyClass
    why: str
    basic_needs: tuple[str, ...]
    in_own_words: str
    help_wanted: str
    life_areas: tuple[str, ...]
    done_already: str
    helpers_now: str
    did_not_work: str
    confidant: str
    contact_how: str
    contact_not: str
    visiting_risk: str
    minors: int
    interpreter: str
    ground: str
    purpose: str
    necessity: str
    consent: str
    made_by: str
    made_at: datetime
    checked_by: str
    confirm_before: datetime
    contact_before: datetime
    reference: str
    # What the gemeente answered before this file was made, and what is new since it last went out.
    answers: "Answers | None" = None
    changed: tuple[str, ...] = ()
    contact_when: str = ""
    household: str = ""
    network_plan: str = ""
    director: str = ""

    def __post_init__(self) -> None:
        # The last gate: a name or an address may have come in another way than a request's words.
        texts = [getattr(self, entry.name) for entry in fields(self) if entry.name != "reference"]
        refuse_bsn(
            f"Overdracht van {self.reference}", *(one for one in texts if isinstance(one, str))
        )


@dataclass(frozen=True, slots=True)
class HandoverDocument:
    """A handover list as it leaves the team, before any file format.

    ``control`` is the head of the audit trail at the moment of making (64 hexadecimal characters).
    ``exchange`` is what the gemeente agreed on for files of its own: its template, its zaken.
    """

    number: str
    study: str
    gemeente: str
    recipient: str
    sender: str
    sender_contact: str
    made_at: datetime
    keep_until: date
    control: str
    invented: bool
    rows: tuple[HandoverRow, ...]
    checked_by: str = ""
    recipient_email: str = ""
    exchange: Exchange = field(default_factory=Exchange)

    @property
    def today(self) -> tuple[HandoverRow, ...]:
        """The people for whom somebody must act today."""
        return tuple(row for row in self.rows if row.urgency in (UrgencyClass.P0, UrgencyClass.P1))
