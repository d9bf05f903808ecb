"""Money spent at once because it was needed ("uitgave uit de kas")."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, NewType

from fieldwork.domain.dates import say_number
from fieldwork.domain.ids import AccountId, NoteId, PersonId
from fieldwork.domain.labels import Labelled
from fieldwork.domain.people import holds_bsn
from fieldwork.domain.refusals import BadAmount, BadDate, BsnNoticed, Incomplete

ExpenseId = NewType("ExpenseId", str)
MOST_CENTS: Final = 10_000_00
LONGEST_PURPOSE: Final = 200
_EUROS: Final = re.compile(
    r"^€?\s*([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,([0-9]{1,2})|\.([0-9]{2}))?(?:,-)?$"
)


class ExpenseKind(Labelled):
    """What money went to, in words that point to nobody; a total shows these and no others."""

    ETEN = "eten", "Eten en drinken"
    ENERGIE = "energie", "Gas, water, licht"
    VERVOER = "vervoer", "Vervoer"
    SPULLEN = "spullen", "Spullen in huis"
    PAPIEREN = "papieren", "Papieren en leges"
    ZORG = "zorg", "Zorg en medicijnen"
    LEREN = "leren", "Leren en werken"
    SAMENKOMEN = "samenkomen", "Samenkomen"
    ANDERS = "anders", "Iets anders"


@dataclass(frozen=True, slots=True)
class Expense:
    """An amount in cents, of what kind, what it was for, for whom, on which day.

    ``purpose`` may point to somebody, so it stands on that person's own page only.
    """

    id: ExpenseId
    cents: int
    kind: ExpenseKind
    purpose: str
    spent_on: date
    made_by: AccountId
    made_at: datetime
    person: PersonId | None = None
    note: NoteId | None = None
    version: int = 0

    def __post_init__(self) -> None:
        if not 0 < self.cents <= MOST_CENTS:
            raise BadAmount
        if not self.purpose.strip():
            raise Incomplete("Uitgave", "Waarvoor?")
        if len(self.purpose) > LONGEST_PURPOSE:
            raise ValueError(f"purpose has at most {LONGEST_PURPOSE} characters")
        if holds_bsn(self.purpose):
            raise BsnNoticed("Uitgave")
        if not 2000 <= self.spent_on.year <= 2100:
            raise BadDate("Deze dag kan niet kloppen.", "Kies de dag van de uitgave.")


def read_cents(typed: str) -> int:
    """Return the cents of an amount as people type it: "12", "12,5", "€ 1.012,50", "12.50".

    Raises :class:`BadAmount` for what is no amount above zero, or more than 10.000 euro.
    """
    match = _EUROS.match(typed.strip())
    if match is None:
        raise BadAmount
    euros = int(match[1].replace(".", ""))
    cents = euros * 100 + int((match[2] or match[3] or "0").ljust(2, "0"))
    if not 0 < cents <= MOST_CENTS:
        raise BadAmount
    return cents


def say_euros(cents: int) -> str:
    """Return "€ 1.012,50"."""
    return f"€ {say_number(cents / 100, 2)}"
