"""A list on its way: made, checked by a second person, sent; and what exactly went out."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any, Final

from fieldwork.domain.handover import HelpRequest, VisitingRisk
from fieldwork.domain.ids import AccountId, ListId
from fieldwork.domain.labels import Labelled
from fieldwork.domain.people import Person
from fieldwork.domain.places import Place
from fieldwork.domain.recipients import RecipientId
from fieldwork.domain.refusals import NoReason, Refusal
from fieldwork.domain.sharing import FIELD_WORDS, GOES_WITH, OF_PERSON


class ListState(Labelled):
    """Where a list stands."""

    GEMAAKT = "gemaakt", "Klaar om na te kijken"
    NAGEKEKEN = "nagekeken", "Nagekeken"
    VERZONDEN = "verzonden", "Verzonden"
    VERVALLEN = "vervallen", "Vervallen"


class DisclosureKind(Labelled):
    """Why a request is on a list: it is new there, or it changed since it went out."""

    NIEUW = "nieuw", "Nieuw"
    GEWIJZIGD = "gewijzigd", "Gewijzigd"


class ListMoved(Refusal):
    """A list that is not where a step would begin."""

    def __init__(self, state: ListState) -> None:
        super().__init__(
            "Lijst",
            f"Deze lijst staat op '{state.label.lower()}'.",
            "Kijk wat er al gebeurde; misschien deed een collega het net.",
        )


class ListChanged(Refusal):
    """Somebody on the list was changed after it was checked."""

    def __init__(self, who: str) -> None:
        super().__init__(
            "Lijst",
            f"De hulpvraag van {who} is gewijzigd nadat de lijst is nagekeken.",
            "Kijk de lijst opnieuw na. Er is niets verstuurd.",
        )


class OnAnotherList(Refusal):
    """A request that lies on another list, which is not sent yet."""

    def __init__(self, who: str, number: str) -> None:
        super().__init__(
            "Lijst",
            f"{who} staat al op lijst {number}, die nog niet is verstuurd.",
            "Verstuur die lijst, of laat haar vervallen.",
        )


class NothingNew(Refusal):
    """A request that went out already, with nothing in it that is new."""

    def __init__(self, who: str) -> None:
        super().__init__(
            "Lijst",
            f"De hulpvraag van {who} is al verstuurd, en er is niets aan veranderd.",
            "Haal deze persoon van de lijst.",
        )


@dataclass(frozen=True, slots=True)
class SentList:
    """A handover list as it stands on record; ``control`` is empty until it is sent."""

    id: ListId
    number: str
    recipient: str
    made_by: AccountId
    made_at: datetime
    keep_until: date
    control: str
    state: ListState = ListState.VERZONDEN
    recipient_id: RecipientId | None = None
    checked_by: AccountId | None = None
    checked_at: datetime | None = None
    alone_reason: str = ""
    sent_by: AccountId | None = None
    sent_at: datetime | None = None

    @property
    def at(self) -> datetime:
        """When it was sent; when it was made as long as it is not."""
        return self.sent_at or self.made_at

    def checked(self, by: AccountId, on: datetime, alone_reason: str) -> "SentList":
        """Return this list as looked at by ``by``; who made it says why nobody else did."""
        if self.state not in (ListState.GEMAAKT, ListState.NAGEKEKEN):
            raise ListMoved(self.state)
        reason = alone_reason.strip()
        if by == self.made_by and not reason:
            raise NoReason("waarom geen tweede persoon de lijst nakijkt")
        return replace(
            self, state=ListState.NAGEKEKEN, checked_by=by, checked_at=on, alone_reason=reason
        )

    def sent(self, by: AccountId, on: datetime, control: str, keep_until: date) -> "SentList":
        """Return this list as sent; it must have been checked."""
        if self.state is not ListState.NAGEKEKEN:
            raise ListMoved(self.state)
        return replace(
            self,
            state=ListState.VERZONDEN,
            sent_by=by,
            sent_at=on,
            control=control,
            keep_until=keep_until,
        )


_EMPTY: Final[Mapping[str, Any]] = {"home": Place(), "birth_year": None}


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What exactly goes out, or went out, of one person with one request."""

    request: HelpRequest
    person: Person

    def without(self, withheld: frozenset[str]) -> "HandedOver":
        """Return this without the fields that somebody did not agree to share."""
        return HandedOver(_blank(self.request, withheld), _blank_person(self.person, withheld))


def outgoing(request: HelpRequest, person: Person, withheld: frozenset[str]) -> HandedOver:
    """Return what may go out: nothing of notes, of what the team says of somebody, or withheld."""
    shown = Person(
        person.id,
        person.name,
        home=Place(person.home.address) if person.home.address else Place(),
        birth_year=person.birth_year,
        phone=person.phone,
        language=person.language,
    )
    told = replace(request, note=None, signal="")
    return HandedOver(told, shown).without(withheld)


def _blank(request: HelpRequest, withheld: frozenset[str]) -> HelpRequest:
    names = {part for name in withheld for part in parts_of(name)} - set(OF_PERSON)
    empty: dict[str, Any] = {
        entry.name: entry.default for entry in fields(HelpRequest) if entry.name in names
    }
    return replace(request, **empty) if empty else request


def _blank_person(person: Person, withheld: frozenset[str]) -> Person:
    empty: dict[str, Any] = {
        name: _EMPTY.get(name, "") for name in OF_PERSON if name in withheld and name != "name"
    }
    if "name" in withheld:
        empty["name"] = "Naam niet gedeeld"
    return replace(person, **empty) if empty else person


def filled_fields(handed: HandedOver) -> tuple[str, ...]:
    """Return the names, in Dutch, of what goes out: what is filled in, no more."""
    return tuple(
        word for name, word in FIELD_WORDS.items() if any(map(says_anything, _of(handed, name)))
    )


def changed_fields(before: HandedOver, now: HandedOver) -> tuple[str, ...]:
    """Return the names, in Dutch, of what would go out now and is not what went out."""
    found = [word for name, word in FIELD_WORDS.items() if _of(before, name) != _of(now, name)]
    if before.request.urgency is not now.request.urgency:
        found.insert(0, "hoe snel")
    return tuple(found)


def parts_of(name: str) -> tuple[str, ...]:
    """Return the attributes that a field of :data:`FIELD_WORDS` is made of."""
    return (name, *GOES_WITH.get(name, ()))


def _of(handed: HandedOver, name: str) -> tuple[object, ...]:
    whose = handed.person if name in OF_PERSON else handed.request
    return tuple(getattr(whose, part) for part in parts_of(name))


def says_anything(value: object) -> bool:
    """Return whether a part of a field says anything; green is no visiting risk."""
    return value is not VisitingRisk.GROEN and bool(str(value or "").strip())
