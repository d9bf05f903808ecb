"""What belongs to a draft beside its words, and what becomes of words written in two places.

A *pen* is one window in which a draft is open. Words that a pen sends are a sequel when the pen
wrote the last ones itself, or had seen them; else they stand beside what is there, and the writer
says what is to be kept.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, time
from typing import Any, Final, Self

from fieldwork.domain.notes import ConsentState, Need
from fieldwork.domain.people import Source

# Whoever fills in more than this is not filling in a form.
MOST_PEOPLE: Final = 50
LONGEST_FIELD: Final = 500


@dataclass(frozen=True, slots=True)
class DraftNewcomer:
    """Somebody with whom the talk was and who is not known yet, as far as filled in."""

    name: str
    source: Source = Source.BEWONER
    role: str = ""
    street: str = ""
    number: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class DraftDetails:
    """With whom, where and when a talk was, as far as filled in while it is a draft.

    ``way`` is how the place is told (a code of the screen); ``spot`` is (lat, lon) in degrees
    WGS84, with ``accuracy`` in metres when the phone told it.
    """

    people: tuple[str, ...] = ()
    newcomers: tuple[DraftNewcomer, ...] = ()
    way: str = ""
    street: str = ""
    number: str = ""
    spot: tuple[float, float] | None = None
    accuracy: float | None = None
    day: date | None = None
    clock: time | None = None
    consent: ConsentState | None = None
    need: Need | None = None

    @property
    def says_something(self) -> bool:
        """Whether anything is filled in besides the moment, which fills itself in."""
        told = (self.people, self.newcomers, self.street, self.spot, self.consent, self.need)
        return any(told)

    def record(self) -> dict[str, Any]:
        """Return this as values that JSON can hold."""
        made = asdict(self)
        made["day"] = self.day.isoformat() if self.day else None
        made["clock"] = self.clock.isoformat("minutes") if self.clock else None
        return {key: value for key, value in made.items() if value not in (None, "", (), [])}

    @classmethod
    def of_record(cls, record: object) -> Self:
        """Return what :meth:`record` made; whatever is not as it should be is left out.

        A draft may be older than this version, and a wrong field must not take the rest along.
        """
        read = _Reader(record)
        return cls(
            people=read.texts("people"),
            newcomers=_newcomers(read.items("newcomers")),
            way=read.text("way"),
            street=read.text("street"),
            number=read.text("number"),
            spot=read.spot("spot"),
            accuracy=read.number("accuracy"),
            day=read.made("day", date.fromisoformat),
            clock=read.made("clock", time.fromisoformat),
            consent=read.made("consent", ConsentState.of),
            need=read.made("need", Need.of),
        )


@dataclass(frozen=True, slots=True)
class DraftVersion:
    """The words of a draft as one pen wrote them; ``typed_at`` in milliseconds of its clock.

    ``seen`` is the ``typed_at`` of the words that the pen started from.
    """

    text: str
    typed_at: int
    pen: str = ""
    seen: int = 0

    def follows(self, other: "DraftVersion") -> bool:
        """Return whether this was written by somebody who had ``other`` on the screen."""
        return self.pen == other.pen or self.seen >= other.typed_at


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """A draft with everything about it: the words, those set beside them, and the details.

    ``note`` is the talk that it has become; a draft that is ``over`` takes no words any more.
    """

    id: str
    main: DraftVersion = DraftVersion("", 0)
    beside: tuple[DraftVersion, ...] = ()
    details: DraftDetails = field(default_factory=DraftDetails)
    note: str = ""
    over: bool = False

    @property
    def versions(self) -> tuple[DraftVersion, ...]:
        """All versions, the one typed last first."""
        return tuple(sorted((self.main, *self.beside), key=lambda one: -one.typed_at))


def _newcomers(items: list[object]) -> tuple[DraftNewcomer, ...]:
    found = []
    for item in items[:MOST_PEOPLE]:
        read = _Reader(item)
        if name := read.text("name"):
            source = read.made("source", Source.of) or Source.BEWONER
            texts = [read.text(key) for key in ("role", "street", "number", "phone")]
            found.append(DraftNewcomer(name, source, *texts))
    return tuple(found)


class _Reader:
    """Takes values of the right type out of something that should be a record."""

    def __init__(self, record: object) -> None:
        self._record: Mapping[str, object] = record if isinstance(record, dict) else {}

    def text(self, key: str) -> str:
        value = self._record.get(key)
        return value[:LONGEST_FIELD] if isinstance(value, str) else ""

    def items(self, key: str) -> list[object]:
        value = self._record.get(key)
        return list(value) if isinstance(value, list | tuple) else []

    def texts(self, key: str) -> tuple[str, ...]:
        found = [item for item in self.items(key) if isinstance(item, str)]
        return tuple(found[:MOST_PEOPLE])

    def number(self, key: str) -> float | None:
        value = self._record.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        return float(value) if abs(value) < 1e9 else None

    def spot(self, key: str) -> tuple[float, float] | None:
        pair = _Reader(dict(zip("ab", self.items(key), strict=False)))
        lat, lon = pair.number("a"), pair.number("b")
        return None if lat is None or lon is None else (lat, lon)

    def made(self, key: str, make: Any) -> Any:
        value = self._record.get(key)
        try:
            return make(value) if isinstance(value, str) else None
        except ValueError:
            return None
