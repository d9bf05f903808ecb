"""What a buurt is made of: how many live there, after CBS, and its places where people come."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from fieldwork.domain.ids import AccountId
from fieldwork.domain.labels import Labelled
from fieldwork.domain.places import Point
from fieldwork.domain.refusals import NameMissing

LONGEST_NAME: Final = 80
LONGEST_ABOUT: Final = 300


@dataclass(frozen=True, slots=True)
class BuurtFigures:
    """How many live in a buurt, after CBS's "Wijk- en buurtkaart"; None where CBS tells nothing.

    ``older`` is 65 and over. CBS rounds and leaves out what would tell of somebody; it writes
    values up to -99990 for that.
    """

    code: str
    year: int = 0
    residents: int | None = None
    households: int | None = None
    one_person: int | None = None
    older: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known."""
        return self.residents is None and self.households is None


class SiteKind(Labelled):
    """What a place is there for."""

    ONTMOETING = "ontmoeting", "Ontmoetingsplek"
    VOORZIENING = "voorziening", "Voorziening"


@dataclass(frozen=True, slots=True)
class Site:
    """A place that is there for people: where they meet, or get something. Nobody's home."""

    id: str
    name: str
    kind: SiteKind
    point: Point
    made_by: AccountId
    made_at: datetime
    about: str = ""
    buurt: str = ""

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise NameMissing("Plek")
        if len(self.name) > LONGEST_NAME or len(self.about) > LONGEST_ABOUT:
            raise ValueError(f"a site's name has at most {LONGEST_NAME} characters")
