"""What two people of a study are to each other: kin, neighbours, who helps whom."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, NewType

from fieldwork.domain.ids import AccountId, PersonId
from fieldwork.domain.labels import Labelled
from fieldwork.domain.people import holds_bsn
from fieldwork.domain.refusals import BadDate, BsnNoticed, SamePerson

TieId = NewType("TieId", str)
LONGEST_WORD: Final = 80


class TieKind(Labelled):
    """What the first of two people is to the second; as in "buur van Nel"."""

    FAMILIE = "familie", "familie van"
    BUUR = "buur", "buur van"
    VRIEND = "vriend", "bevriend met"
    COLLEGA = "collega", "collega van"
    BEKENDE = "bekende", "bekende van"
    HELPT = "helpt", "helper van"
    VERTROUWENSPERSOON = "vertrouwenspersoon", "vertrouwenspersoon van"

    @property
    def back(self) -> str:
        """What the second is to the first, in the same way."""
        return _BACK.get(self, self.label)


_BACK: Final = {
    TieKind.HELPT: "geholpen door",
    TieKind.VERTROUWENSPERSOON: "vertrouwt op",
}


@dataclass(frozen=True, slots=True)
class Tie:
    """What ``person`` is to ``other``, with ``word`` as people say it themselves ("tante Sjaan").

    ``is_dormant`` is for somebody who is not in touch now but could be ("slapend netwerk"). A tie
    that ended stays, with the day.
    """

    id: TieId
    person: PersonId
    other: PersonId
    kind: TieKind
    made_by: AccountId
    made_at: datetime
    word: str = ""
    is_dormant: bool = False
    ended_on: date | None = None
    version: int = 0

    def __post_init__(self) -> None:
        if self.person == self.other:
            raise SamePerson("Band", "Kies met wie deze band is.")
        if len(self.word) > LONGEST_WORD:
            raise ValueError(f"word has at most {LONGEST_WORD} characters, not {len(self.word)}")
        if holds_bsn(self.word):
            raise BsnNoticed("Band")
        if self.ended_on is not None and not 1900 <= self.ended_on.year <= 2100:
            raise BadDate("Deze dag kan niet kloppen.", "Kies de dag waarop het ophield.")

    @property
    def is_over(self) -> bool:
        """Whether it ended."""
        return self.ended_on is not None

    def seen_from(self, person: PersonId) -> tuple[str, PersonId]:
        """Return what ``person`` is, and to whom; ``ValueError`` for whom it is not about."""
        if person not in (self.person, self.other):
            raise ValueError(f"this tie is between {self.person!r} and {self.other!r}")
        if person == self.person:
            return self.kind.label, self.other
        return self.kind.back, self.person

    def ended(self, on: date | None) -> "Tie":
        """Return this as ended on that day, or going on again for None."""
        return replace(self, ended_on=on)
