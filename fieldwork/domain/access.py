"""Who may do what: an account has one role, a role has rights."""

from dataclasses import dataclass
from datetime import datetime

from fieldwork.domain.ids import AccountId
from fieldwork.domain.labels import Labelled
from fieldwork.domain.refusals import NameMissing, NotAllowed


class Role(Labelled):
    """What somebody is in a study."""

    VELDWERKER = "veldwerker", "Veldwerker"
    COORDINATOR = "coordinator", "Coördinator"
    LEZER = "lezer", "Lezer van de gemeente"


class Right(Labelled):
    """One thing that can be allowed; the label completes "U kunt … niet"."""

    READ_NOTES = "notities_lezen", "gesprekken lezen"
    WRITE_NOTES = "notities_schrijven", "gesprekken vastleggen"
    READ_PEOPLE = "mensen_zien", "mensen bekijken"
    WRITE_PEOPLE = "mensen_wijzigen", "mensen wijzigen"
    SEE_OVERVIEW = "overzicht", "de kaart en de thema's bekijken"
    MAKE_REQUESTS = "hulpvragen", "een hulpvraag maken"
    CHECK_REQUESTS = "toetsen", "een hulpvraag toetsen"
    SEND_HANDOVER = "versturen", "een overdracht versturen"
    RECEIVE_HANDOVER = "ontvangen", "een overdracht ontvangen"
    MANAGE_STUDY = "beheren", "het onderzoek beheren"


_TEAM = frozenset(
    {
        Right.READ_NOTES,
        Right.WRITE_NOTES,
        Right.READ_PEOPLE,
        Right.WRITE_PEOPLE,
        Right.SEE_OVERVIEW,
        Right.MAKE_REQUESTS,
        Right.CHECK_REQUESTS,
    }
)
RIGHTS: dict[Role, frozenset[Right]] = {
    Role.VELDWERKER: _TEAM,
    Role.COORDINATOR: _TEAM | {Right.SEND_HANDOVER, Right.MANAGE_STUDY},
    Role.LEZER: frozenset({Right.RECEIVE_HANDOVER}),
}


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who signs in: a field worker, a coordinator, or the gemeente's reader."""

    id: AccountId
    login: str
    name: str
    role: Role
    active: bool = True
    last_seen: datetime | None = None

    def __post_init__(self) -> None:
        if not self.name.strip() or not self.login.strip():
            raise NameMissing("Account")

    @property
    def call_name(self) -> str:
        """The first name, as the team says it."""
        return self.name.split()[0]

    def may(self, right: Right) -> bool:
        """Return whether this account has ``right``."""
        return self.active and right in RIGHTS[self.role]

    def must(self, right: Right) -> None:
        """Raise :class:`NotAllowed` unless this account has ``right``."""
        if not self.may(right):
            raise NotAllowed(right.label)
