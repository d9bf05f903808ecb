"""Dutch that several screens share: when, how long ago, lists of words."""

from collections.abc import Sequence
from datetime import date, datetime

from fieldwork.domain.dates import local, say_count, say_day, say_time, today

SAVED = "Opgeslagen {time}"
EXAMPLE = "Voorbeeld: iedereen hierin is verzonnen."


def say_saved(moment: datetime) -> str:
    """Return "Opgeslagen 14:32"."""
    return SAVED.format(time=say_time(moment))


def say_when(moment: datetime, *, on: date | None = None) -> str:
    """Return "vandaag 14:32", "gisteren 9:10" or "di 24 maart"; ``on`` is the day it is."""
    here = local(moment)
    days = ((on or today()) - here.date()).days
    if days == 0:
        return f"vandaag {say_time(here)}"
    if days == 1:
        return f"gisteren {say_time(here)}"
    return say_day(here.date(), year=abs(days) > 300)


def say_due(day: date, *, on: date | None = None) -> str:
    """Return "vandaag", "morgen", "2 dagen te laat" or "di 24 maart" for a day to keep to."""
    left = (day - (on or today())).days
    if left < 0:
        return f"{say_count(-left, 'dag', 'dagen')} te laat"
    return {0: "vandaag", 1: "morgen"}.get(left, say_day(day))


def say_ago(day: date, *, on: date | None = None) -> str:
    """Return "vandaag", "gisteren", "5 dagen geleden" or "3 weken geleden"."""
    days = ((on or today()) - day).days
    if days <= 0:
        return "vandaag"
    if days == 1:
        return "gisteren"
    if days < 14:
        return f"{days} dagen geleden"
    return f"{days // 7} weken geleden"


def say_list(words: Sequence[str], last: str = "en") -> str:
    """Return "a, b en c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def quote(text: str) -> str:
    """Return ‘text’, in Dutch single quotes."""
    return f"‘{text}’"
