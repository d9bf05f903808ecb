"""What was agreed with somebody: who does what before when, and what to watch for."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, NewType

from fieldwork.domain.ids import AccountId, NoteId, PersonId
from fieldwork.domain.labels import Labelled
from fieldwork.domain.people import holds_bsn
from fieldwork.domain.refusals import BadDate, BsnNoticed, Incomplete

AgreementId = NewType("AgreementId", str)
LONGEST_AGREEMENT: Final = 300


class AgreementState(Labelled):
    """What became of an agreement."""

    OPEN = "open", "Loopt"
    GEDAAN = "gedaan", "Gedaan"
    NIET_GEDAAN = "niet_gedaan", "Niet gedaan"
    VERVALLEN = "vervallen", "Hoeft niet meer"


@dataclass(frozen=True, slots=True)
class Agreement:
    """Who does what before when, as agreed with ``person``.

    ``who`` is in people's own words: "Fatma zelf", "de buurvrouw", "Omar". A signal agreement
    ("dicht na twee uur: dan belt Wim") has the ``signal``; ``what`` is then what is done about it.
    """

    id: AgreementId
    person: PersonId
    who: str
    what: str
    agreed_on: date
    made_by: AccountId
    made_at: datetime
    due_on: date | None = None
    signal: str = ""
    note: NoteId | None = None
    state: AgreementState = AgreementState.OPEN
    version: int = 0

    def __post_init__(self) -> None:
        if not self.who.strip():
            raise Incomplete("Afspraak", "Wie doet het?")
        if not self.what.strip():
            raise Incomplete("Afspraak", "Wat is afgesproken?")
        for text in (self.who, self.what, self.signal):
            if len(text) > LONGEST_AGREEMENT:
                raise ValueError(f"at most {LONGEST_AGREEMENT} characters, not {len(text)}")
            if holds_bsn(text):
                raise BsnNoticed("Afspraak")
        for day in (self.agreed_on, self.due_on):
            if day is not None and not 2000 <= day.year <= 2100:
                raise BadDate("Deze dag kan niet kloppen.", "Kies een andere dag.")

    def __str__(self) -> str:
        told = f"{self.who.strip()}: {self.what.strip()}"
        return f"Als {self.signal.strip()}, dan {told}" if self.signal.strip() else told

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state is AgreementState.OPEN

    def is_late(self, today: date) -> bool:
        """Return whether its day is over and nobody said what became of it."""
        return self.is_open and self.due_on is not None and self.due_on < today

    def in_state(self, state: AgreementState) -> "Agreement":
        """Return this in another state."""
        return replace(self, state=state)
