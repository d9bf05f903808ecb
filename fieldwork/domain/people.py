"""Whom is talked with."""

from dataclasses import dataclass, field

from fieldwork.domain.bsn import holds_bsn as holds_bsn
from fieldwork.domain.ids import PersonId
from fieldwork.domain.labels import Labelled
from fieldwork.domain.places import Place
from fieldwork.domain.refusals import BsnNoticed, NameMissing


class PersonKind(Labelled):
    """As whom somebody is met."""

    BEWONER = "bewoner", "Bewoner"
    ONDERNEMER = "ondernemer", "Ondernemer"
    PROFESSIONAL = "professional", "Professional"


class Source(Labelled):
    """Who told what a note says: a kind of person, or a key figure."""

    BEWONER = "bewoner", "Bewoner"
    ONDERNEMER = "ondernemer", "Ondernemer"
    SLEUTELFIGUUR = "sleutelfiguur", "Sleutelfiguur"
    PROFESSIONAL = "professional", "Professional"


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """What makes somebody a person others turn to ("sleutelfiguur").

    ``gemeente_link`` says how the gemeente is in touch with this person; empty is still to do.
    """

    role: str
    reach: str = ""
    gemeente_link: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the neighbourhood. Never with a citizen service number."""

    id: PersonId
    name: str
    kind: PersonKind = PersonKind.BEWONER
    call_name: str = ""
    home: Place = field(default_factory=Place)
    birth_year: int | None = None
    phone: str = ""
    language: str = ""
    about: str = ""
    key_figure: KeyFigure | None = None
    version: int = 0

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise NameMissing("Mensen")
        if self.birth_year is not None and not 1900 <= self.birth_year <= 2100:
            raise ValueError(f"birth_year must be 1900 to 2100, not {self.birth_year}")
        if holds_bsn(self.about) or holds_bsn(self.phone):
            raise BsnNoticed("Mensen")

    @property
    def known_as(self) -> str:
        """How the team calls this person."""
        return self.call_name or self.name

    @property
    def source(self) -> Source:
        """As whom this person tells."""
        return Source.SLEUTELFIGUUR if self.key_figure else Source.of(self.kind.value)
