"""The parts of a workbook, read as a stream: names of sheets, shared texts, formats, cells.

Read here and not by openpyxl, which takes five times as long for 5,000 rows of 60 columns. The form
is that of ECMA-376 part 1: 18.2 (workbook), 18.3 (sheet), 18.4 (texts), 18.8 (styles).
"""

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import Final
from xml.parsers.expat import ParserCreate

from fieldwork.domain.imports import Cell
from fieldwork.imports.shaping import MOST_COLUMNS

_CHUNK: Final = 1 << 16
# Formats that show a day or a clock by number (18.8.30), those of East Asia among them.
_DAY_FORMATS: Final = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_NOT_SHOWN: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].')
_ZERO: Final = datetime(1899, 12, 30)  # noqa: DTZ001  cells have no zone
_LATER_ZERO: Final = 1462
_LAST_DAY: Final = 2_958_465
Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


class Forbidden(Exception):
    """A part that defines its own entities: no office program writes one."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """What holds for all sheets: their names and parts, the texts, which styles show days."""

    sheets: tuple[tuple[str, str], ...]
    texts: tuple[str, ...]
    day_styles: frozenset[int]
    days_later: int = 0


@dataclass
class SheetState:
    """What was seen of a sheet besides its cells, filled while its rows are read."""

    merged: list[str] = field(default_factory=list)
    without_outcome: int = 0


def read_workbook(archive: zipfile.ZipFile) -> Workbook:
    """Return what holds for all sheets of a workbook; ``KeyError`` when a part is lacking."""
    names: list[tuple[str, str]] = []
    targets: dict[str, str] = {}
    later = [0]

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            link = next((one for key, one in attributes.items() if key.endswith(":id")), "")
            names.append((attributes.get("name", ""), link))
        elif name == "workbookPr" and attributes.get("date1904") in ("1", "true"):
            later[0] = _LATER_ZERO

    def relation(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            target = attributes.get("Target", "")
            targets[attributes.get("Id", "")] = (
                target[1:] if target.startswith("/") else f"xl/{target}"
            )

    _parse(archive, "xl/workbook.xml", sheet)
    _parse(archive, "xl/_rels/workbook.xml.rels", relation)
    parts = set(archive.namelist())
    found = tuple((name, targets[link]) for name, link in names if targets.get(link) in parts)
    tables = tuple((name, part) for name, part in found if "chartsheet" not in part)
    return Workbook(tables, _texts(archive, parts), _day_styles(archive, parts), later[0])


def read_rows(
    archive: zipfile.ZipFile, part: str, book: Workbook, state: SheetState
) -> Iterator[tuple[int, list[Cell]]]:
    """Yield the rows of a sheet that have cells, each with its number from 1."""
    reader = _Cells(book, state)
    parser = _parser(reader.start, reader.end, reader.say)
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk, False)
            yield from reader.ready
            reader.ready.clear()
    parser.Parse(b"", True)
    yield from reader.ready


def column_at(reference: str) -> int:
    """Return the column of "C14", from 0."""
    return _column(reference.rstrip("0123456789"))


class _Cells:
    """Takes the elements of a sheet one by one and puts whole rows in ``ready``."""

    def __init__(self, book: Workbook, state: SheetState) -> None:
        self.ready: list[tuple[int, list[Cell]]] = []
        self._book, self._state = book, state
        self._row = 0
        self._cells: list[Cell] = []
        self._at = 0
        self._kind, self._style = "", 0
        self._words: list[str] = []
        self._listens = self._has_formula = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            reference = attributes.get("r", "")
            self._at = _column(reference.rstrip("0123456789")) if reference else self._at + 1
            self._kind = attributes.get("t", "n")
            self._style = int(attributes.get("s", "0"))
            self._words = []
            self._has_formula = False
        elif name in ("v", "t"):
            self._listens = True
        elif name == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._cells, self._at = [], -1
        elif name == "f":
            self._has_formula = True
        elif name == "mergeCell":
            self._state.merged.append(attributes.get("ref", ""))

    def say(self, words: str) -> None:
        if self._listens:
            self._words.append(words)

    def end(self, name: str) -> None:
        if name in ("v", "t"):
            self._listens = False
        elif name == "c":
            self._close_cell()
        elif name == "row" and self._cells:
            self.ready.append((self._row, self._cells))

    def _close_cell(self) -> None:
        words = "".join(self._words)
        if not words:
            self._state.without_outcome += self._has_formula
            return
        # One past the most that can be taken, so that a table that is too wide is refused.
        at = min(self._at, MOST_COLUMNS)
        cells = self._cells
        if at > len(cells):
            cells.extend([""] * (at - len(cells)))
        value = self._value(words)
        if at < len(cells):
            cells[at] = value
        else:
            cells.append(value)

    def _value(self, words: str) -> Cell:
        kind = self._kind
        if kind == "s":
            return self._book.texts[int(words)]
        if kind == "n":
            if self._style in self._book.day_styles:
                return _day(float(words), self._book.days_later)
            number = float(words)
            return int(number) if number.is_integer() and abs(number) < 1e15 else number
        if kind == "b":
            return words == "1"
        if kind == "d":
            return datetime.fromisoformat(words[:19])
        return "" if kind == "e" else _unescape(words)


@lru_cache(maxsize=4096)
def _day(number: float, later: int) -> Cell:
    """Return the day, the moment or (under 1) the clock that a number shows."""
    if not 0 <= number < _LAST_DAY:
        return number
    moment = _ZERO + timedelta(days=number + later, microseconds=500_000)
    moment = moment.replace(microsecond=0)
    if number < 1:
        return time(moment.hour, moment.minute, moment.second)
    return moment.date() if number.is_integer() else moment


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    at = 0
    for letter in letters:
        at = at * 26 + ord(letter) - 64
    return at - 1


def _texts(archive: zipfile.ZipFile, parts: set[str]) -> tuple[str, ...]:
    if "xl/sharedStrings.xml" not in parts:
        return ()
    texts: list[str] = []
    words: list[str] = []
    listens = [False, False]

    def start(name: str, attributes: dict[str, str]) -> None:
        # A guide to how signs are said ("rPh") is no part of the text.
        listens[0] = name == "t" and not listens[1]
        listens[1] = listens[1] or name == "rPh"

    def say(part: str) -> None:
        if listens[0]:
            words.append(part)

    def end(name: str) -> None:
        listens[0] = False
        if name == "rPh":
            listens[1] = False
        elif name == "si":
            texts.append(_unescape("".join(words)))
            words.clear()

    _parse(archive, "xl/sharedStrings.xml", start, end, say)
    return tuple(texts)


def _day_styles(archive: zipfile.ZipFile, parts: set[str]) -> frozenset[int]:
    """Return which of the cell styles show a day or a clock."""
    if "xl/styles.xml" not in parts:
        return frozenset()
    days = set(_DAY_FORMATS)
    styles: list[int] = []
    within = [False]

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            shown = _NOT_SHOWN.sub("", attributes.get("formatCode", ""))
            if re.search("[dmyhs]", shown, re.IGNORECASE) and "General" not in shown:
                days.add(int(attributes.get("numFmtId", "0")))
        elif name == "cellXfs":
            within[0] = True
        elif name == "xf" and within[0]:
            styles.append(int(attributes.get("numFmtId", "0")))

    def end(name: str) -> None:
        if name == "cellXfs":
            within[0] = False

    _parse(archive, "xl/styles.xml", start, end)
    return frozenset(at for at, style in enumerate(styles) if style in days)


def _parse(
    archive: zipfile.ZipFile,
    part: str,
    start: Start,
    end: End | None = None,
    say: Callable[[str], None] | None = None,
) -> None:
    parser = _parser(start, end, say)
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk, False)
    parser.Parse(b"", True)


def _parser(start: Start, end: End | None, say: Callable[[str], None] | None):  # type: ignore[no-untyped-def]
    """Return a parser that calls with the names of elements without their name space."""
    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: start(
        name.rpartition(":")[2] if ":" in name else name, attributes
    )
    if end is not None:
        parser.EndElementHandler = lambda name: end(
            name.rpartition(":")[2] if ":" in name else name
        )
    if say is not None:
        parser.CharacterDataHandler = say
    parser.StartDoctypeDeclHandler = _forbid
    return parser


def _forbid(*declared: object) -> None:
    raise Forbidden


def _unescape(text: str) -> str:
    """Return text with "_x000D_" and the like as the signs they stand for (22.9.2.19)."""
    if "_x" not in text:
        return text
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)
