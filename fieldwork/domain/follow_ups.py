"""What somebody said they would do after a talk, on which day, and what is offered to put there."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Final, NewType

from fieldwork.domain.ids import AccountId, NoteId, PersonId
from fieldwork.domain.labels import Labelled
from fieldwork.domain.notes import Span
from fieldwork.domain.refusals import BadDate, Incomplete

FollowUpId = NewType("FollowUpId", str)
LONGEST_WHAT: Final = 200


class FollowUpKind(Labelled):
    """Whether it is for us to do, or happens to somebody when nobody acts."""

    AFSPRAAK = "afspraak", "Afspraak"
    DREIGT = "dreigt", "Dreigt"


class FollowUpState(Labelled):
    """How it stands with a follow-up."""

    OPEN = "open", "Te doen"
    GEDAAN = "gedaan", "Gedaan"
    VERVALLEN = "vervallen", "Hoeft niet meer"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Something to do after a talk: ``what`` in a few words, for whom, on which day.

    ``sentence`` is where it stood in the talk, "" for one that was written by hand. ``is_vague``
    is for about that day. ``mark`` tells which offer it was made of, so that it is not made twice.
    """

    id: FollowUpId
    what: str
    on: date
    for_whom: AccountId
    made_by: AccountId
    made_at: datetime
    at: time | None = None
    sentence: str = ""
    is_vague: bool = False
    kind: FollowUpKind = FollowUpKind.AFSPRAAK
    note: NoteId | None = None
    people: tuple[PersonId, ...] = ()
    state: FollowUpState = FollowUpState.OPEN
    mark: str = ""
    version: int = 0

    def __post_init__(self) -> None:
        if not self.what.strip():
            raise Incomplete("Afspraak", "Wat gaat u doen?")
        if len(self.what) > LONGEST_WHAT:
            raise ValueError(f"what has at most {LONGEST_WHAT} characters, not {len(self.what)}")
        if not 2000 <= self.on.year <= 2100:
            raise BadDate(
                f"De dag {self.on.isoformat()} kan niet kloppen.", "Kies een dag die nog komt."
            )

    @property
    def code(self) -> str:
        """How it is called where no name may stand, as in somebody's own calendar: "W-3F9A2C"."""
        return f"W-{self.id[:6].upper()}"

    @property
    def is_open(self) -> bool:
        """Whether it is still to do."""
        return self.state is FollowUpState.OPEN

    def is_late(self, today: date) -> bool:
        """Return whether its day is over and it is still to do."""
        return self.is_open and self.on < today

    def in_state(self, state: FollowUpState) -> "FollowUp":
        """Return this in another state."""
        return replace(self, state=state)

    def moved(self, on: date, at: time | None = None) -> "FollowUp":
        """Return this on another day, which is then meant exactly, and to do again."""
        return replace(self, on=on, at=at, is_vague=False, state=FollowUpState.OPEN)


@dataclass(frozen=True, slots=True)
class OfferedDay:
    """A day that a talk names, offered as a follow-up; ``on`` is None where a person must choose.

    ``mark`` is the same for the same offer in the same talk, whoever looks and whenever.
    """

    mark: str
    span: Span
    what: str
    sentence: str
    on: date | None
    at: time | None = None
    is_vague: bool = False
    kind: FollowUpKind = FollowUpKind.AFSPRAAK


@dataclass(frozen=True, slots=True)
class OfferedPerson:
    """Somebody of the study whom a talk seems to name; several where it may be one of them."""

    span: Span
    words: str
    people: tuple[PersonId, ...]


@dataclass(frozen=True, slots=True)
class OfferedPlace:
    """An address or street that a talk names, offered as the place it is about."""

    mark: str
    span: Span
    street: str
    number: str = ""

    def __str__(self) -> str:
        return f"{self.street} {self.number}".strip()
