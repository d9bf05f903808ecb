"""A calendar file (RFC 5545) that tells when and under which code, and never who or what.

It ends up in somebody's own calendar, on a phone or at a company that stores it: a name or a word
of a talk may not stand there. Whoever sees a code looks it up in Wijkduik.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

MIME: Final = "text/calendar"
FILE_NAME: Final = "wijkduik.ics"
_ZONE: Final = "Europe/Amsterdam"
_LONGEST_LINE: Final = 75
_HOLDS: Final = timedelta(minutes=30)
# The clock of the Netherlands, by the rule of directive 2000/84/EC.
_CLOCK: Final = (
    "BEGIN:VTIMEZONE",
    f"TZID:{_ZONE}",
    "BEGIN:DAYLIGHT",
    "DTSTART:19700329T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "TZNAME:CEST",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "DTSTART:19701025T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "TZNAME:CET",
    "END:STANDARD",
    "END:VTIMEZONE",
)


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One line in a calendar: an opaque ``uid``, a ``code``, what kind it is, and when.

    Without ``at`` it holds the whole day. ``version`` counts up with each change.
    """

    uid: str
    code: str
    kind: str
    on: date
    at: time | None = None
    version: int = 0


def write_calendar(
    entries: Iterable[CalendarEntry], made_at: datetime, *, about: str = ""
) -> bytes:
    """Return the file: UTF-8, lines that end in CRLF and are folded at 75 bytes.

    ``about`` says what it is of, as the calendar's own description.
    """
    stamp = f"{made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Wijkduik//Afspraken//NL",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Wijkduik",
        *([f"X-WR-CALDESC:{_text(about)}"] if about else []),
        *_CLOCK,
        *(line for entry in entries for line in _event(entry, stamp)),
        "END:VCALENDAR",
    ]
    return "".join(f"{fold_line(line)}\r\n" for line in lines).encode()


def fold_line(line: str) -> str:
    """Return ``line`` cut into pieces of at most 75 bytes, never within a letter (section 3.1)."""
    pieces: list[str] = []
    piece = ""
    size = 0
    for sign in line:
        length = len(sign.encode())
        if size + length > _LONGEST_LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece += sign
        size += length
    return "\r\n".join([*pieces, piece])


def _event(entry: CalendarEntry, stamp: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(entry.uid)}@wijkduik"
    yield f"DTSTAMP:{stamp}"
    yield f"SEQUENCE:{entry.version}"
    if entry.at is None:
        yield f"DTSTART;VALUE=DATE:{entry.on:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{entry.on + timedelta(days=1):%Y%m%d}"
        yield "TRANSP:TRANSPARENT"
    else:
        begins = datetime.combine(entry.on, entry.at)
        yield f"DTSTART;TZID={_ZONE}:{begins:%Y%m%dT%H%M%S}"
        yield f"DTEND;TZID={_ZONE}:{begins + _HOLDS:%Y%m%dT%H%M%S}"
    yield f"SUMMARY:{_text(f'Wijkduik: {entry.kind} {entry.code}')}"
    yield f"DESCRIPTION:{_text('Wie en wat staat in Wijkduik, onder deze code.')}"
    yield "CLASS:PRIVATE"
    yield "END:VEVENT"


def _text(words: str) -> str:
    """Return ``words`` as a value of type TEXT (section 3.3.11)."""
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        words = words.replace(sign, written)
    return words.replace("\r", "")
