"""What makes a day in a note an appointment or a promise, or a deadline that threatens somebody.

A weekday alone is no plan: "dinsdags zit ze bij De Spil". With a cue in the same clause it is.
Cues are looked for in small letters without accents; what lies between the parts of a cue ("bel
haar dinsdag terug") is bounded, so that reading takes linear time.
"""

import re
import tomllib
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from fieldwork.tagging.codebook import DATA

# How far from a day a verb still says when it was.
_REACH: Final = 160
_FEW: Final = r"(?: [\w'-]{1,20}){0,6}?"
FILE: Final = DATA / "calendar" / "cues.toml"
_KINDS: Final = ("dreigt", "doen", "is")
# Right before a day: that day is the last one.
LAST_DAY: Final = re.compile(
    r"(?:uiterlijk|deadline|laatste dag|ten laatste|op zijn laatst|niet later dan)"
    r"(?: (?:is|op|voor|tot|de|aan|het))*[: ]*$"
)
BEFORE: Final = re.compile(r"(?<!\w)(?:voor|tot en met|t/m)(?: de)? $")
SINCE: Final = re.compile(
    r"(?<!\w)(?:sinds|al sinds|vanaf vorige?|elke?|iedere?|alle|om de|afgelopen|vorige?|verleden"
    r"|laatste?|jongstleden|eerdere?|van de week|geboren(?: op)?|geb\.?(?: op)?|overleden(?: op)?)"
    r"(?: \w{1,3})?(?: week| weken)?,? $"
)
AGO: Final = re.compile(
    r",? ?(?:jl\b|jongstleden|geleden|vorige week|afgelopen|de hele dag geweest)"
)
_OFF: Final = re.compile(
    r"(?<!\w)(?:van (?:de )?tafel|van de baan|ga(?:at|an) niet door|afgezegd|geannuleerd|vervallen"
    r"|ingetrokken|afgeblazen|niet doorgegaan|was een grap)(?!\w)"
)
_NOT: Final = re.compile(r"(?<!\w)(?:geen(?: \w{1,14})?|niet(?: meer| nog| kunnen)?|nooit) $")
_REMEMBER: Final = re.compile(r"(?:niet vergeten|vergeet niet)")
_PAST_VERB: Final = re.compile(
    r"(?<!\w)(?:was|waren|werd|werden|kwam|kwamen|ging|gingen|belde|belden|kreeg|kregen|stond|stonden"
    r"|had|hadden|zat|zaten|deed|deden|moest|moesten|lag|liep|sprak|spraken|zag|zagen|bracht|brachten"
    r"|haalde|bleek|begon|viel|at|sliep|trof|geweest)(?!\w)"
)
_PERFECT: Final = re.compile(
    r"(?<!\w)(?:heb|hebt|heeft|hebben|ben|is|zijn)(?!\w)(?: [^\s.,;]{1,24}){0,9}? "
    r"(?P<participle>(?:aan|af|bij|door|in|langs|mee|na|om|op|over|terug|toe|uit|vast|voor|weg)?"
    r"ge\w{2,16}(?:d|t|en|an))(?!\w)"
)
# These participles tell what is to come.
_TO_COME: Final = re.compile(
    r"^(?:afgesproken|gepland|ingepland|geboekt|uitgenodigd|opgeroepen|aangekondigd|toegezegd"
    r"|aangezegd|gedagvaard|geregeld|gevraagd|aangevraagd|opgezegd|afgesloten|aangemeld"
    r"|ingeschreven|gereserveerd|opgegeven|gesprekken|gezond|gevoelens|gezinnen|gedachten|gewend"
    r"|geduld|gevecht|gezicht|geluid|gebieden|gezegd|geschreven|aangeschreven|uitgesteld|opgenomen)$"
)
_SUBCLAUSE: Final = re.compile(
    r"(?<!\w)(?:dat|of|omdat|zodat|want|maar|en|om|hoe|wat|waar|wie|wanneer)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that make a day a plan or a threat: what for, in a word, and where they stand.

    ``order`` is lower the more it says: a threat (0), what is to be done, that something is.
    """

    label: str
    order: int
    start: int
    end: int

    @property
    def threatens(self) -> bool:
        """Whether somebody is worse off after that day."""
        return self.order == 0


@dataclass(frozen=True, slots=True)
class _Pattern:
    what: str
    order: int
    words: "re.Pattern[str]"


@lru_cache(maxsize=1)
def load_cues() -> tuple[_Pattern, ...]:
    """Return the cues of ``data/calendar/cues.toml``; ``ValueError`` for a kind unknown here."""
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))["cue"]
    return tuple(
        _Pattern(row["what"], _KINDS.index(row["kind"]), _compiled(row["words"])) for row in table
    )


def _compiled(words: list[str]) -> "re.Pattern[str]":
    either = "|".join(one.replace("~", _FEW) for one in words)
    return re.compile(rf"(?<![\w-])(?:{either})(?!\w)")


class Cues:
    """The cues of one text, to be asked for by stretch."""

    def __init__(self, text: str) -> None:
        """Find them in ``text``, which is in small letters."""
        self._text = text
        found = [
            Cue(one.what, one.order, match.start(), match.end())
            for one in load_cues()
            for match in one.words.finditer(text)
            if not _is_denied(text, match.start())
        ]
        self._cues = sorted(found, key=lambda cue: cue.start)
        self._starts = [cue.start for cue in self._cues]

    def between(self, start: int, end: int) -> list[Cue]:
        """Return the cues that begin from ``start`` up to ``end``; none where it is called off."""
        if _OFF.search(self._text, start, end):
            return []
        low = bisect_left(self._starts, start)
        return self._cues[low : bisect_left(self._starts, end, low)]


def _is_denied(text: str, start: int) -> bool:
    before = text[max(0, start - 24) : start]
    return _NOT.search(before) is not None and _REMEMBER.search(before) is None


def tells_past(text: str, start: int, end: int, low: int, high: int) -> bool:
    """Return whether the part of the clause around ``start`` to ``end`` tells what was.

    The clause runs from ``low`` to ``high``. "Ze zei dat ze dinsdag komt" tells what is to come:
    only the verbs between the joining words count.
    """
    low, high = max(low, start - _REACH), min(high, end + _REACH)
    for joining in _SUBCLAUSE.finditer(text, low, start):
        low = joining.end()
    after = _SUBCLAUSE.search(text, end, high)
    high = after.start() if after else high
    if _PAST_VERB.search(text, low, high):
        return True
    return any(
        not _TO_COME.match(found["participle"]) for found in _PERFECT.finditer(text, low, high)
    )
