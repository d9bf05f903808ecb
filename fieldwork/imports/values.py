"""What a cell says: a day, a clock, a point. Raises :class:`BadCell` where it does not say it."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, Final

from fieldwork.domain.dates import AMSTERDAM, MONTHS
from fieldwork.domain.imports import Cell
from fieldwork.domain.places import EAST, NORTH, POSTCODE, SOUTH, WEST, Point

# In metres; a point that is farther off than this may be another street.
FAR_OFF: Final = 200.0
_ISO: Final = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_NUMBERS: Final = re.compile(r"(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)")
_WORDS: Final = re.compile(r"(?<!\d)(\d{1,2})\.?\s+([a-z]{3,9})\.?,?\s+'?(\d{4}|\d{2})(?!\d)")
_ENGLISH: Final = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})(?!\d)")
_CLOCK: Final = re.compile(r"(?<![\d:])(\d{1,2})(?:[:.u]|\s?u(?:ur)?\s?)(\d{2})?(?::\d{2})?(?!\d)")
_STAMP: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*")
_MONTHS: Final = {name[:3]: at for at, name in enumerate(MONTHS, 1)} | {
    **{"mrt": 3, "mar": 3, "may": 5, "oct": 10, "okt": 10, "maa": 3}
}
_NUMBER: Final = re.compile(r"-?\d+(?:[.,]\d+)?")
_WKT: Final = re.compile(r"POINT ?Z? ?\(", re.IGNORECASE)
# Days as a spreadsheet counts them, from 30 December 1899; these are 2000 up to 2100.
_SERIAL_ZERO: Final = date(1899, 12, 30)
_SERIALS: Final = (36526, 73415)
# The Rijksdriehoek (EPSG:28992) in metres, a little wide.
_RD_X: Final = (-10_000, 300_000)
_RD_Y: Final = (290_000, 640_000)


class BadCell(ValueError):
    """A cell that does not say what it should; the message is Dutch and ends a sentence."""


def read_day(cell: Cell, day_first: bool | None) -> date:
    """Return the day in a cell; ``day_first`` says how to read 3-4-2026, None that nobody knows.

    Words before it ("man 12-3-2026") and a clock behind it do not matter.
    """
    if isinstance(cell, datetime):
        return _dutch(cell).date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _from_serial(float(cell))
    text = str(cell).strip().lower()
    if _STAMP.fullmatch(text.upper()):
        return _from_stamp(text.upper()).date()
    iso, numbers = _ISO.search(text), _NUMBERS.search(text)
    if iso:
        return _make_day(int(iso[1]), int(iso[2]), int(iso[3]), text)
    if numbers:
        first, second = int(numbers[1]), int(numbers[2])
        if day_first is None and first != second and max(first, second) <= 12:
            raise BadCell(f"bij '{_short(text)}' is niet duidelijk wat de dag en wat de maand is")
        is_first = day_first if day_first is not None else second <= 12
        day, month = (first, second) if is_first else (second, first)
        return _make_day(_year(numbers[3]), month, day, text)
    return _from_words(text)


def day_orders(cells: Iterable[Cell]) -> tuple[bool, bool]:
    """Return whether a column of days can be read day first, and whether month first.

    Both when nothing tells; neither when cells contradict each other.
    """
    day_first = month_first = True
    for cell in cells:
        found = None
        if isinstance(cell, str) and not _ISO.search(cell):
            found = _NUMBERS.search(cell)
        if found:
            first, second = int(found[1]), int(found[2])
            day_first = day_first and second <= 12
            month_first = month_first and first <= 12
    return day_first, month_first


def tells_order(cells: Iterable[Cell]) -> bool:
    """Return whether the order of day and month matters anywhere in a column."""
    for cell in cells:
        found = _NUMBERS.search(cell) if isinstance(cell, str) else None
        if found and found[1].lstrip("0") != found[2].lstrip("0") and not _ISO.search(str(cell)):
            return True
    return False


def read_clock(cell: Cell) -> time:
    """Return the clock in a cell: 14:32, 14.32, "14u30", "14 uur", or that of a moment."""
    if isinstance(cell, datetime):
        return _dutch(cell).time().replace(second=0, microsecond=0, tzinfo=None)
    if isinstance(cell, time):
        return cell.replace(second=0, microsecond=0)
    if isinstance(cell, float) and 0 <= cell < 1:
        minutes = round(cell * 24 * 60) % (24 * 60)
        return time(minutes // 60, minutes % 60)
    text = str(cell).strip().lower()
    if _STAMP.fullmatch(text.upper()):
        return _from_stamp(text.upper()).time().replace(second=0, microsecond=0)
    found = _CLOCK.search(text) or re.fullmatch(r"(\d{1,2})()", text)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
    if hour > 23 or minute > 59:
        raise BadCell(f"'{_short(text)}' is geen tijd")
    return time(hour, minute)


def read_point(cell: Cell) -> tuple[Point, float]:
    """Return the point in one cell, with how far it may be off in metres (0 when not said).

    "52.37 4.89 0 12" as Kobo has it (latitude first), "52,37; 4,89", "POINT(4.89 52.37)", or x and
    y of the Rijksdriehoek.
    """
    text = str(cell)
    numbers = [read_number(one) for one in _NUMBER.findall(_parted(text))]
    if len(numbers) < 2:
        raise BadCell(f"'{_short(text)}' is geen punt op de kaart")
    first, second = numbers[:2]
    if _WKT.search(text):
        first, second = second, first
    return make_point(first, second), numbers[3] if len(numbers) > 3 else 0.0


def make_point(lat: float, lon: float) -> Point:
    """Return a point of two numbers: degrees, latitude first, or y and x of the Rijksdriehoek.

    Degrees the other way round are told apart without doubt here: the Netherlands lie between 50
    and 54 north and 3 and 8 east. Raises :class:`BadCell` outside them.
    """
    for y, x in ((lat, lon), (lon, lat)):
        if SOUTH <= y <= NORTH and WEST <= x <= EAST:
            return Point(round(y, 6), round(x, 6))
        if _RD_Y[0] <= y <= _RD_Y[1] and _RD_X[0] <= x <= _RD_X[1] and abs(x) > 180:
            return _from_rd(x, y)
    raise BadCell(f"het punt {lat:g} {lon:g} ligt buiten Nederland")


def read_number(cell: Cell) -> float:
    """Return a number, with a point or a comma before its decimals."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell)
    text = str(cell).strip().replace(",", ".")
    try:
        return float(text)
    except ValueError as error:
        raise BadCell(f"'{_short(text)}' is geen getal") from error


def read_phone(cell: Cell) -> str:
    """Return a phone number; the nought that a spreadsheet ate is put back."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        digits = str(int(cell))
        return f"0{digits}" if len(digits) == 9 else digits
    return " ".join(str(cell).split())


def read_postcode(cell: Cell) -> str:
    """Return a postcode as "1234 AB"; "" for what is none."""
    bare = "".join(str(cell).split()).upper()
    written = f"{bare[:4]} {bare[4:]}"
    return written if POSTCODE.match(written) else ""


def read_words(cell: Cell) -> str:
    """Return what a cell says in words: days and clocks as people here write them."""
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    if isinstance(cell, datetime):
        return f"{cell.day}-{cell.month}-{cell.year} {cell:%H:%M}".removesuffix(" 00:00")
    if isinstance(cell, date):
        return f"{cell.day}-{cell.month}-{cell.year}"
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    return str(cell)


def _parted(text: str) -> str:
    """Return a written point with a point for each decimal comma, so that commas only part."""
    if "." not in text:
        text = re.sub(r"(\d),(\d)", r"\1.\2", text)
    return text.replace(",", " ")


def _from_rd(x: float, y: float) -> Point:
    lon, lat = _load_transformer().transform(x, y)
    return Point(round(lat, 6), round(lon, 6))


@cache
def _load_transformer() -> Any:
    from pyproj import Transformer

    return Transformer.from_crs(28992, 4326, always_xy=True)


def _make_day(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise BadCell(f"'{_short(text)}' is geen dag die bestaat") from error


def _year(written: str) -> int:
    return int(written) + 2000 if len(written) == 2 else int(written)


def _from_words(text: str) -> date:
    found = _WORDS.search(text)
    if found and found[2][:3] in _MONTHS:
        return _make_day(_year(found[3]), _MONTHS[found[2][:3]], int(found[1]), text)
    found = _ENGLISH.search(text)
    if found and found[1][:3] in _MONTHS:
        return _make_day(int(found[3]), _MONTHS[found[1][:3]], int(found[2]), text)
    if text.isdigit():
        return _from_serial(float(text))
    raise BadCell(f"'{_short(text)}' is geen dag")


def _from_serial(number: float) -> date:
    if not _SERIALS[0] <= number < _SERIALS[1]:
        raise BadCell(f"'{number:g}' is geen dag")
    return _SERIAL_ZERO + timedelta(days=int(number))


def _from_stamp(text: str) -> datetime:
    try:
        return _dutch(datetime.fromisoformat(text))
    except ValueError as error:
        raise BadCell(f"'{_short(text)}' is geen tijdstip") from error


def _dutch(moment: datetime) -> datetime:
    """Return a moment on the Dutch clock; one without a zone is on it already."""
    return moment.astimezone(AMSTERDAM) if moment.tzinfo else moment


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 30 else f"{line[:29]}…"
