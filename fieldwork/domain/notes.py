"""A talk, what the machine reads in it, and what a person makes of that.

``Suggestion.confirm`` is the only way to a :class:`Finding`; the class cannot be made elsewhere.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Final

from fieldwork.domain.ids import AccountId, NoteId, PersonId, SuggestionId
from fieldwork.domain.labels import Labelled
from fieldwork.domain.people import Source
from fieldwork.domain.places import Place
from fieldwork.domain.refusals import BadDate, EmptyNote, NoteTooLong, UnansweredNeed
from fieldwork.domain.themes import Concerns, SignalStatus, ThemeStatus

# A long afternoon's talk is some 20,000 characters; the tagger reads 50,000 within a second.
LONGEST_NOTE: Final = 50_000


class ConsentState(Labelled):
    """Whether the teller agrees that the note is kept."""

    GEGEVEN = "gegeven", "Ja"
    GEWEIGERD = "geweigerd", "Nee"
    NIET_GEVRAAGD = "niet_gevraagd", "Nog niet gevraagd"
    INGETROKKEN = "ingetrokken", "Ingetrokken"


class Need(Labelled):
    """The answer, always a person's, to "Is er nu hulp nodig?"."""

    VANDAAG = "vandaag", "Ja, vandaag"
    DEZE_WEEK = "deze_week", "Ja, deze week"
    NEE = "nee", "Nee"
    WEET_NIET = "weet_niet", "Weet ik niet"


@dataclass(frozen=True, slots=True)
class Note:
    """What was said, where, when, with whom, in the teller's words.

    ``need`` is open (``None``) only in a note that came in by file: ``imported_as`` is then the
    line's identity there, and somebody still has to answer.
    """

    id: NoteId
    text: str
    happened_on: date
    made_by: AccountId
    made_at: datetime
    source: Source = Source.BEWONER
    happened_at: time | None = None
    people: tuple[PersonId, ...] = ()
    place: Place = field(default_factory=Place)
    consent: ConsentState = ConsentState.NIET_GEVRAAGD
    need: Need | None = None
    imported_as: str = ""
    reviewed_at: datetime | None = None
    version: int = 0

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise EmptyNote
        if len(self.text) > LONGEST_NOTE:
            raise NoteTooLong(len(self.text), LONGEST_NOTE)
        if self.need is None and not self.imported_as:
            raise UnansweredNeed
        if not 2000 <= self.happened_on.year <= 2100:
            raise BadDate(
                f"De dag {self.happened_on.isoformat()} kan niet kloppen.",
                "Kies de dag van het gesprek.",
            )

    @property
    def opening(self) -> str:
        """The first words, for a list: one line of at most 90 characters."""
        line = " ".join(self.text.split())
        return line if len(line) <= 90 else f"{line[:88].rsplit(' ', 1)[0]} …"

    def answered(self, need: Need) -> "Note":
        """Return this note with the urgency question answered."""
        return replace(self, need=need)


@dataclass(frozen=True, slots=True)
class Draft:
    """A talk still being written; ``typed_at`` in milliseconds of the writer's clock."""

    id: str
    text: str = ""
    typed_at: int = 0
    kept_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a note: code points from ``start`` up to, not including, ``end``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not {self.start}, {self.end}")

    def of(self, text: str) -> str:
        """Return the words of this span in ``text``."""
        return text[self.start : self.end]

    def lies_in(self, text: str) -> bool:
        """Return whether this span lies within ``text``."""
        return self.end <= len(text)


class Origin(Labelled):
    """Who came up with it."""

    MACHINE = "machine", "Gelezen door Wijkduik"
    MENS = "mens", "Zelf gemarkeerd"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the machine reads in a note, or somebody marks by hand; nothing until confirmed.

    ``code`` is a theme's or signal's id; the type of ``status`` tells which. ``span`` is the
    evidence; without one it is about the whole note, or, with a ``quote``, about words that are
    no longer in the text. ``score`` runs from 0 to 1.
    """

    id: SuggestionId
    note: NoteId
    code: str
    status: ThemeStatus | SignalStatus
    span: Span | None = None
    concerns: Concerns = Concerns.ZELF
    score: float = 1.0
    origin: Origin = Origin.MACHINE
    quote: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.score <= 1:
            raise ValueError(f"score must be 0 to 1, not {self.score}")
        if self.span and self.quote:
            raise ValueError(f"words in the text at {self.span} are not gone: {self.quote!r}")

    @property
    def is_signal(self) -> bool:
        """Whether this is a signal; else it is a theme."""
        return isinstance(self.status, SignalStatus)

    @property
    def is_current(self) -> bool:
        """Whether it is there now, or may be."""
        return self.status in (
            ThemeStatus.AANWEZIG,
            SignalStatus.ACTUEEL,
            SignalStatus.CONTROLEER,
        )

    def confirm(self, by: AccountId, on: datetime) -> "Finding":
        """Return the finding that ``by`` makes of this. A doubt, confirmed, is current."""
        sure = self
        if self.status is SignalStatus.CONTROLEER:
            sure = replace(self, status=SignalStatus.ACTUEEL)
        return Finding(sure, by, on, _seal=_SEAL)

    def refuse(self, by: AccountId, on: datetime) -> "Rejection":
        """Return the record that ``by`` says no to this."""
        return Rejection(self, by, on)


_SEAL: Final = object()


@dataclass(frozen=True, slots=True)
class Finding:
    """What a person confirmed. Made by :meth:`Suggestion.confirm` and nowhere else."""

    suggestion: Suggestion
    by: AccountId
    on: datetime
    _seal: object = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self._seal is not _SEAL:
            raise TypeError("a Finding is made by Suggestion.confirm(by, on) only")


@dataclass(frozen=True, slots=True)
class Rejection:
    """What a person said no to; kept, so that nobody is asked twice."""

    suggestion: Suggestion
    by: AccountId
    on: datetime


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that is known of what one note says: open suggestions, findings, rejections."""

    open: tuple[Suggestion, ...] = ()
    findings: tuple[Finding, ...] = ()
    rejections: tuple[Rejection, ...] = ()

    @property
    def decisions(self) -> tuple[Finding | Rejection, ...]:
        """Everything a person said yes or no to."""
        return (*self.findings, *self.rejections)
