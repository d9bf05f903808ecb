"""The ways in which notes name a day that is to come, and which day each means.

Each :class:`Phrase` is a pattern over a text in small letters without accents, and a function from
the match and the day of the talk to a :class:`Meant` (or None: no day that is to come). All
patterns run in linear time: they begin at the edge of a word and repeat nothing without a bound.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from fieldwork.tagging import dates_calendar as cal
from fieldwork.tagging.dates_clock import PART

WEEKDAYS: Final = (
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
)
_SHORT_DAYS: Final = ("ma", "di", "wo", "do", "vr", "za", "zo")
_MONTHS: Final = (
    "jan",
    "feb",
    "maa",
    "apr",
    "mei",
    "jun",
    "jul",
    "aug",
    "sep",
    "okt",
    "nov",
    "dec",
)
_NUMBERS: Final = {
    "een": 1,
    "'n": 1,
    "twee": 2,
    "drie": 3,
    "vier": 4,
    "vijf": 5,
    "zes": 6,
    "zeven": 7,
    "acht": 8,
    "negen": 9,
    "tien": 10,
    "twaalf": 12,
    "veertien": 14,
    "eerste": 1,
    "tweede": 2,
    "derde": 3,
    "vierde": 4,
    "laatste": -1,
    "paar": 3,
}
DAY: Final = rf"(?P<wd>{'|'.join(WEEKDAYS)})(?: ?(?P<part>{PART})(?!\w))?"
ANY_DAY: Final = rf"(?:{DAY}|(?P<wds>{'|'.join(_SHORT_DAYS)})\.?(?![\w'-]))"
MONTH: Final = (
    r"(?P<month>jan(?:uari)?|feb(?:r(?:uari)?)?|maart|mrt|apr(?:il)?|mei|juni?|juli?|aug(?:ustus)?"
    r"|sept?(?:ember)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?(?!\w)"
)
_WEEK: Final = r"(?:week|wk|weekje)"
_NEXT: Final = (
    r"(?:(?:(?:eerst)?volgende?|vol?gd?|vlgnde?|vlgd?|(?:aan)?komende?|aanst(?:aande)?)\.?"
    r"|kom(?:\.|(?= w)))"
)
_COUNTS: Final = r"\d{1,2}|een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|twaalf|veertien"
_NUMBER: Final = rf"(?P<n>{_COUNTS})"
_YEAR: Final = r"(?P<year>20\d\d|'\d\d)"
_NTH: Final = r"(?P<nth>1e|2e|3e|4e|1ste|2de|eerste|tweede|derde|vierde|laatste)"
_NO_NOUN: Final = (
    r"(?! (?:keer|verdieping|etage|kind|klas|hand|rij|jaar|groep|week|wk|weken|maand|dag|dagen|man"
    r"|vrouw|huis|poging|brief|lijn|gesprek|van|lijst|eeuw|plaats|instantie|hulp|les|stap|kamer))"
)


@dataclass(frozen=True, slots=True)
class Meant:
    """The day that a phrase means, None when it is left open; ``is_vague`` for about that day."""

    on: date | None
    is_vague: bool = False


Resolve = Callable[["re.Match[str]", date], Meant | None]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A way to name a day. ``may_be_past``: the words alone do not say that it is to come."""

    pattern: "re.Pattern[str]"
    resolve: Resolve
    may_be_past: bool = False


def _phrase(pattern: str, resolve: Resolve, *, may_be_past: bool = False) -> Phrase:
    return Phrase(re.compile(rf"(?<![\w-])(?:{pattern})"), resolve, may_be_past)


def _weekday(found: "re.Match[str]") -> int:
    if found["wd"]:
        return WEEKDAYS.index(found["wd"])
    return _SHORT_DAYS.index(found["wds"])


def _count(found: "re.Match[str]", name: str = "n") -> int:
    word = found[name]
    digits = re.match(r"\d+", word)
    return int(digits.group()) if digits else _NUMBERS[word]


def _month(found: "re.Match[str]") -> int:
    short = found["month"][:3]
    return _MONTHS.index("maa" if short == "mrt" else short) + 1


def _day_this_week(found: "re.Match[str]", day: date) -> Meant | None:
    on = cal.in_week(day, _weekday(found), 0)
    return Meant(on) if on >= day else None


def _day_next_week(found: "re.Match[str]", day: date) -> Meant | None:
    return Meant(cal.in_week(day, _weekday(found), 1))


def _day_in_weeks(found: "re.Match[str]", day: date) -> Meant | None:
    return Meant(cal.in_week(day, _weekday(found), _count(found)))


def _day_and_weeks(found: "re.Match[str]", day: date) -> Meant | None:
    """Return "dinsdag over een week": a week after the first Tuesday to come."""
    weeks = 2 if found["days"] in ("14", "veertien") else 1 if found["days"] else _count(found)
    return Meant(cal.next_weekday(day, _weekday(found)) + timedelta(weeks=weeks))


def _coming_day(found: "re.Match[str]", day: date) -> Meant | None:
    return Meant(cal.next_weekday(day, _weekday(found)))


def _day_of_date(found: "re.Match[str]", day: date) -> Meant | None:
    """Return "dinsdag 24 november"; a weekday that does not fit makes it vague."""
    on = _date_of(found, day)
    return Meant(on, on.weekday() != _weekday(found)) if on else None


def _only_date(found: "re.Match[str]", day: date) -> Meant | None:
    on = _date_of(found, day)
    return Meant(on) if on else None


def _date_of(found: "re.Match[str]", day: date) -> date | None:
    year = found["year"]
    number = int(found["d"])
    if year is not None:
        full = 2000 + int(year.lstrip("'")) if len(year) < 4 else int(year)
        return cal.plan(day, number, _month_of(found), full)
    return cal.plan(day, number, _month_of(found))


def _month_of(found: "re.Match[str]") -> int:
    groups = found.groupdict()
    return int(groups["m"]) if groups.get("m") else _month(found)


def _number_of_month(found: "re.Match[str]", day: date) -> Meant | None:
    on = cal.day_of_month(day, int(found["d"]))
    return Meant(on) if on else None


def _day_and_number(found: "re.Match[str]", day: date) -> Meant | None:
    on = cal.day_of_month(day, int(found["d"]))
    return Meant(on, on.weekday() != _weekday(found)) if on else None


def _in_days(found: "re.Match[str]", day: date) -> Meant | None:
    words, unit = found["n"], found["unit"]
    loose = (
        found["loose"] is not None or words in ("paar", "anderhalve") or unit[:2] in ("ma", "jaa")
    )
    if words == "anderhalve":
        return Meant(day + timedelta(days=11 if unit[0] == "w" else 45), True)
    count = _count(found, "loose") if found["loose"] else _count(found)
    if unit[0] == "d":
        return Meant(day + timedelta(days=count), loose)
    if unit[0] == "w":
        return Meant(day + timedelta(weeks=count), loose)
    if unit[0] == "m":
        return Meant(cal.add_months(day, count), True)
    return Meant(cal.add_months(day, 12 * count), True)


def _half_year(found: "re.Match[str]", day: date) -> Meant | None:
    return Meant(cal.add_months(day, 6), True)


def _tomorrow(days: int) -> Resolve:
    return lambda found, day: Meant(day + timedelta(days=days))


def _edge_of_week(found: "re.Match[str]", day: date) -> Meant | None:
    weeks = 0 if (found["which"] or "deze") in ("deze", "de") else 1
    weekday = {"b": 0, "m": 2, "h": 2}.get(found["edge"][0], 4)
    on = cal.in_week(day, weekday, weeks)
    if on < day:
        return None
    return Meant(on, True)


def _edge_of_month(found: "re.Match[str]", day: date) -> Meant | None:
    if found["month"]:
        first = cal.month_from(day, _month(found))
    elif found["year_word"]:
        first = date(day.year + 1, 1, 1)
    else:
        first = cal.add_months(
            day.replace(day=1), 0 if found["which"] in ("deze", "de", None) else 1
        )
    edge = found["edge"][0]
    if edge in "mh":
        on = first.replace(day=15)
    elif edge == "b":
        on = cal.workday(first + timedelta(days=first.month == 1))
    else:
        on = cal.workday(
            cal.add_months(first, 12 if found["year_word"] else 1) - timedelta(days=1), -1
        )
    if found["month"] and on < day:
        on = cal.workday(on.replace(year=on.year + 1), -1 if edge == "e" else 1)
    return Meant(on, True) if on >= day else None


def _next_span(found: "re.Match[str]", day: date) -> Meant | None:
    unit = found["unit"][0]
    if unit == "w":
        return Meant(cal.in_week(day, 0, 1), True)
    if unit == "m":
        return Meant(cal.workday(cal.add_months(day.replace(day=1), 1)), True)
    return Meant(cal.workday(date(day.year + 1, 1, 2)), True)


def _this_week(found: "re.Match[str]", day: date) -> Meant | None:
    return Meant(max(cal.in_week(day, 4, 0), day), True)


def _weekend(found: "re.Match[str]", day: date) -> Meant | None:
    which = found["which"]
    if which == "na":
        return Meant(cal.next_weekday(day, 0))
    if which in ("voor", "uiterlijk voor"):
        return Meant(day if day.weekday() == 4 else cal.next_weekday(day, 4))
    weeks = 1 if which.startswith("volgend") and day.weekday() < 5 else 0
    saturday = cal.in_week(day, 5, weeks)
    return Meant(max(saturday, day), True)


def _nth_week(found: "re.Match[str]", day: date) -> Meant | None:
    first = cal.month_from(day, _month(found))
    on = cal.nth_monday(first, _count(found, "nth"))
    if on + timedelta(days=6) < day:
        on = cal.nth_monday(
            cal.month_from(cal.add_months(first, 1), first.month), _count(found, "nth")
        )
    return Meant(max(on, day), True)


def _numbered_week(found: "re.Match[str]", day: date) -> Meant | None:
    on = cal.week_number(day, int(found["n"]))
    return Meant(max(on, day), True) if on else None


def _in_month(found: "re.Match[str]", day: date) -> Meant | None:
    first = cal.month_from(day, _month(found))
    return Meant(max(cal.workday(first), day), True)


def _after_holiday(found: "re.Match[str]", day: date) -> Meant | None:
    if found["whose"] not in ("de", "school", None):
        return Meant(None, True)
    kind = (found["kind"] or "").removesuffix("s")
    name = {"krokus": "voorjaarsvakantie", "voorjaar": "voorjaarsvakantie"}.get(
        kind, f"{kind}vakantie" if kind and kind != "school" else ""
    )
    return Meant(cal.after_holiday(day, name), True)


def _after_feast(found: "re.Match[str]", day: date) -> Meant | None:
    feast = found["feast"]
    name = {"kerstmis": "kerst", "oud en nieuw": "nieuwjaar", "de jaarwisseling": "nieuwjaar"}.get(
        feast, feast.removeprefix("de ")
    )
    return Meant(cal.after_feast(day, name), True)


_WEEKS_ON: Final = (
    rf"over (?:(?P<days>8|acht|14|veertien) dagen|{_NUMBER} (?:{_WEEK}|weken|wkn))(?!\w)"
)
_PLAIN_BEHIND: Final = (
    r"(?= (?:om |rond )?(?:\d{1,2}(?:[.:]\d\d|(?: ?[uh](?:ur)?)(?!\w))|half |kwart )"
    rf"| (?:{PART}|terug|bel|langs|afspraak|huisbezoek|spreekuur|weer|gesprek|intake|zitting|naar)"
    r"|[,:] ?(?:\d|bel|terug|langs|afspraak))"
)
_NUMERIC: Final = (
    r"(?P<d>[0-3]?\d)[-/](?P<m>1[0-2]|0?[1-9])(?:[-/](?P<year>20\d\d|\d\d))?"
    r"(?![\w/]|[-.,]\d| \d\d \d)"
    r"(?! (?:keer|x|kinderen|weken|dagen|maanden|jaar|uur|mensen|man|per|euro|maal|avonden|van|deel"
    r"|nachten|personen|stuks|pak|liter|kamers))"
)
# "Kadelaan 12-3" is a door, no day.
_NO_ADDRESS: Final = "".join(
    rf"(?<!{ending} )"
    for ending in (
        "straat",
        "str",
        "laan",
        "weg",
        "hof",
        "plein",
        "kade",
        "flat",
        "singel",
        "dijk",
        "pad",
    )
)
_DATE: Final = rf"(?P<d>[0-3]?\d)(?:e|ste|de)? {MONTH}(?: {_YEAR}(?![\w.:]))?"
PHRASES: Final = (
    _phrase(rf"{_NEXT} {_WEEK},? (?:op )?{ANY_DAY}(?!\w)", _day_next_week),
    _phrase(rf"deze {_WEEK},? (?:op |nog )?{ANY_DAY}(?!\w)", _day_this_week, may_be_past=True),
    _phrase(rf"over {_NUMBER} (?:{_WEEK}|weken|wkn),? (?:op )?{ANY_DAY}(?!\w)", _day_in_weeks),
    _phrase(rf"{ANY_DAY},? (?:in )?(?:de )?{_NEXT} {_WEEK}(?!\w)", _day_next_week),
    _phrase(rf"{ANY_DAY},? (?:nog )?deze {_WEEK}(?!\w)", _day_this_week, may_be_past=True),
    _phrase(rf"{ANY_DAY},? {_WEEKS_ON}", _day_and_weeks),
    _phrase(rf"(?:eerst)?volgende? {ANY_DAY}(?!\w)", _day_next_week),
    _phrase(rf"(?:{_NEXT}|a\.?s\.?|eerstkomende|eerstvolgende|deze) {ANY_DAY}(?!\w)", _coming_day),
    _phrase(rf"{ANY_DAY},? (?:aanstaande|a\.?s\.?)(?!\w)", _coming_day),
    _phrase(rf"{ANY_DAY},? (?:de )?{_DATE}", _day_of_date, may_be_past=True),
    _phrase(rf"{ANY_DAY},? {_NUMERIC}", _day_of_date, may_be_past=True),
    _phrase(
        rf"{DAY}(?P<wds>(?!))?,? (?:de )?(?P<d>[12]?\d|3[01])(?:e|ste|de)?"
        rf"(?![\w:./-]| ?(?:u|uur|h)(?!\w)){_NO_NOUN}",
        _day_and_number,
        may_be_past=True,
    ),
    _phrase(_DATE, _only_date, may_be_past=True),
    _phrase(rf"{_NO_ADDRESS}(?<![€$\d.,/'] )(?<![€$.,/']){_NUMERIC}", _only_date, may_be_past=True),
    _phrase(
        rf"(?<=de )(?P<d>[12]?\d|3[01])(?:e|ste|de)(?![\w-]){_NO_NOUN}",
        _number_of_month,
        may_be_past=True,
    ),
    _phrase(rf"{DAY}(?!\w)", _coming_day, may_be_past=True),
    _phrase(rf"(?P<wd>(?!))?(?P<wds>ma|di|wo|do|vr|za)\.?(?!\w){_PLAIN_BEHIND}", _coming_day),
    _phrase(
        r"(?P<wd>(?!))?(?:(?<=op )|(?<=voor )|(?<=uiterlijk )|(?<=tot ))"
        r"(?P<wds>ma|di|wo|do|vr|za)(?![\w'-]| na )",
        _coming_day,
    ),
    _phrase(rf"overmorgen(?P<part>{PART})?(?!\w)", _tomorrow(2)),
    _phrase(
        r"(?<!\bde )(?<!elke )(?<!iedere )(?<!goede )(?<!\been )(?<!\bop )(?<!\bdeze )(?<!'s )"
        r"morgen(?: ?(?P<part>ochtend|middag|avond|vroeg))?(?!\w)",
        _tomorrow(1),
    ),
    _phrase(r"(?:vandaag|van(?P<part>middag|avond)|straks)(?!\w)", _tomorrow(0), may_be_past=True),
    _phrase(
        r"(?:over|binnen|uiterlijk over) (?:een |zo'n |ongeveer |ca\.? )?(?:'n )?"
        rf"(?:(?P<n>{_COUNTS}|paar|anderhalve) (?P<unit>dagen|dag|weken|weekjes|week|weekje|wkn"
        r"|wk|maanden|maand|mnd|jaren|jaar))"
        r"(?: of (?P<loose>\d{1,2}|twee|drie|vier|zes|acht|tien))?(?!\w)",
        _in_days,
    ),
    _phrase(
        r"over (?P<n>een|'n) (?P<unit>week|maand|dag|jaar)(?:tje)?"
        r"(?: of (?P<loose>\d{1,2}|twee|drie|vier|zes|acht|tien))?(?!\w)",
        _in_days,
    ),
    _phrase(r"over (?:een )?half ?jaar(?!\w)", _half_year),
    _phrase(
        r"(?P<edge>begin|midden|halverwege|half|medio|eind|einde|later)(?: van)?"
        rf"(?: v/?d\.?| v\.d\.)?(?: (?P<which>de|deze|(?:de )?{_NEXT}))? {_WEEK}(?!\w)",
        _edge_of_week,
    ),
    _phrase(
        r"(?P<edge>begin|midden|halverwege|half|medio|eind|einde)(?: van)?(?: v/?d\.?| v\.d\.)?"
        rf"(?: (?P<which>de|deze|(?:de |het )?{_NEXT}))?"
        rf" (?:{MONTH}|(?:maand|mnd)(?!\w)|(?P<year_word>jaar)(?!\w))",
        _edge_of_month,
    ),
    _phrase(rf"(?:in )?(?:de |het )?{_NEXT} (?P<unit>week|wk|maand|mnd|jaar)(?!\w)", _next_span),
    _phrase(r"(?:in )?het nieuwe (?P<unit>jaar)(?!\w)", _next_span),
    _phrase(r"(?:de )?(?P<d>1)(?:e|ste) van de (?:volgende )?maand(?!\w)", _number_of_month),
    _phrase(r"(?:nog |ergens |later )?deze (?:week|wk)(?! \w+dag)(?!\w)", _this_week),
    _phrase(
        r"(?P<which>na|voor|in|dit|volgend|komend|aankomend)"
        r"(?: (?:het|'t|dit|komend))? weekend(?!\w)",
        _weekend,
    ),
    _phrase(rf"(?:de )?{_NTH} {_WEEK} (?:van |v/?d |in )?{MONTH}", _nth_week),
    _phrase(rf"(?:in )?{_WEEK} (?P<n>[1-4]?\d|5[0-3])(?!\w| van| v/d)", _numbered_week),
    _phrase(rf"in {MONTH}(?! (?:20|19)\d\d)", _in_month, may_be_past=True),
    _phrase(
        r"na (?:(?P<whose>de|zijn|haar|mijn|hun|onze|ons|school) )?"
        r"(?:(?P<kind>herfst|kerst|voorjaars?|krokus|mei|zomer|school)(?:-| )?)?vakantie(?!\w)",
        _after_holiday,
    ),
    _phrase(r"na (?P<whose>de) (?P<kind>zomer)(?!\w)", _after_holiday),
    _phrase(
        r"na (?P<feast>(?:de )?kerst|kerstmis|nieuwjaar|oud en nieuw|de jaarwisseling"
        r"|(?:de )?feestdagen|pasen|pinksteren|(?:de )?ramadan|(?:het )?suikerfeest"
        r"|(?:het )?offerfeest)(?![\w-])",
        _after_feast,
    ),
)
