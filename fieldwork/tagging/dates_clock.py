"""The hour in a note: "14.30", "10u", "om half tien", "tien over half 3", "kwart voor 4"."""

import re
from datetime import time
from typing import Final

_WORDS: Final = {
    "een": 1,
    "twee": 2,
    "drie": 3,
    "vier": 4,
    "vijf": 5,
    "zes": 6,
    "zeven": 7,
    "acht": 8,
    "negen": 9,
    "tien": 10,
    "elf": 11,
    "twaalf": 12,
}
_HOUR: Final = rf"(?:{'|'.join(_WORDS)}|[01]?\d|2[0-3])"
_MINUTES: Final = r"(?:vijf|tien|kwart|5|10|15|20|twintig)"
_ABOUT: Final = r"(?:om|rond|tegen|vanaf|tussen|ca\.?|circa|omstreeks|uiterlijk om|voor)"
PART: Final = r"(?:ochtend|morgen|namiddag|middag|avond|nacht)"
_IN_PART: Final = r"(?:'s |in de |einde? |begin |eind van de )?"
_CLOCK: Final = (
    r"(?:(?P<h1>[01]?\d|2[0-4])[:.](?P<m1>[0-5]\d)(?: ?(?:uur|u|h))?(?![\w]|[.,:]\d)"
    r"|(?P<h2>[01]?\d|2[0-4]) ?[uh] ?(?P<m2>[0-5]\d)?(?!\w)"
    rf"|(?P<h3>{_HOUR}) ?uur(?!\w)"
    rf"|(?:(?P<past>{_MINUTES})(?: min(?:uten)?)? (?P<way>voor|over) )?"
    rf"(?P<half>half )(?P<h4>{_HOUR})(?: uur)?(?!\w)"
    rf"|(?P<past2>{_MINUTES})(?: min(?:uten)?)? (?P<way2>voor|over) (?P<h5>{_HOUR})(?: uur)?(?!\w)"
    rf"|(?:(?<=om )|(?<=rond )|(?<=vanaf )|(?<=tussen ))(?P<h6>{_HOUR})"
    r"(?![\w.:/-]| (?:jaar|mensen|euro)))"
)
_BEHIND: Final = re.compile(
    rf"(?:,? ?\(?,? ?(?:{_IN_PART}(?P<part>{PART})s?,? )?(?:{_ABOUT} )?{_CLOCK}"
    rf"(?: (?:'s )?(?P<part2>{PART})s?)?|,? {_IN_PART}(?P<part3>{PART})s?(?!\w))"
)
_LATER: Final = re.compile(rf"(?<!\w)(?:{_ABOUT} )?{_CLOCK}(?: 's (?P<part>{PART})s?)?")
_BEFORE: Final = re.compile(
    rf"(?<!\w)(?:{_ABOUT} )?{_CLOCK}(?: 's (?P<part>{PART})s?)?,? (?:op )?$"
)


def clock_behind(text: str, start: int, end: int, part: str = "") -> tuple[time | None, int]:
    """Return the hour that stands right behind a day, and where it ends (``start`` for none).

    ``text`` is in small letters; nothing from ``end`` on is looked at.
    """
    found = _BEHIND.match(text, start, min(end, start + 60))
    if not found:
        return None, start
    part = part or found["part"] or found["part2"] or found["part3"] or ""
    return _time(found, part), found.end()


def clock_near(text: str, start: int, end: int, part: str = "") -> time | None:
    """Return the first hour between ``start`` and ``end``, which is the sentence after a day."""
    found = _LATER.search(text, start, min(end, start + 80))
    return _time(found, part or found["part"] or "") if found else None


def clock_before(text: str, start: int, end: int, part: str = "") -> tuple[time | None, int]:
    """Return the hour right before a day that begins at ``end``, and where it begins."""
    low = max(start, end - 36)
    found = _BEFORE.search(text[low:end])
    if not found:
        return None, end
    return _time(found, part or found["part"] or ""), low + found.start()


def _time(found: "re.Match[str]", part: str) -> time | None:
    groups = found.groupdict()
    if groups["h1"] is not None or groups["h2"] is not None:
        written = groups["h1"] or groups["h2"]
        hour, minutes = int(written), int(groups["m1"] or groups["m2"] or 0)
        # "08.30" and "14.30" say which half of the day it is, "3.30" does not.
        return _at(hour * 60 + minutes, part, sure=written.startswith("0") or hour > 12)
    for name in ("h3", "h6"):
        if groups[name] is not None:
            hour = _number(groups[name])
            return _at(hour * 60, part, sure=hour > 12 or groups[name].startswith("0"))
    if groups["h4"] is not None:
        minutes = _number(groups["h4"]) * 60 - 30
        return _at(minutes + _shift(groups["past"], groups["way"]), part)
    if groups["h5"] is not None:
        return _at(_number(groups["h5"]) * 60 + _shift(groups["past2"], groups["way2"]), part)
    return None


def _shift(minutes: str | None, way: str | None) -> int:
    if not minutes:
        return 0
    words = {"vijf": 5, "tien": 10, "kwart": 15, "twintig": 20}
    count = words.get(minutes) or int(minutes)
    return count if way == "over" else -count


def _number(word: str) -> int:
    return _WORDS.get(word) or int(word)


def _at(minutes: int, part: str, *, sure: bool = False) -> time:
    """Return the time of day. Somebody who works by day means 14:00 by two, and 10:00 by ten."""
    minutes %= 24 * 60
    if not sure:
        early = part in ("ochtend", "morgen", "nacht")
        latest = 12 * 60 if part == "avond" else 0 if early else 7 * 60 + 30
        if minutes < latest:
            minutes += 12 * 60
    minutes %= 24 * 60
    return time(minutes // 60, minutes % 60)
