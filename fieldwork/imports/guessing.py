"""A first guess of what each column holds, from its heading and from what stands in it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from fieldwork.domain.imports import (
    SEVERAL,
    WORDED,
    Cell,
    ColumnMapping,
    ImportField,
    Sheet,
)
from fieldwork.imports.values import (
    BadCell,
    day_orders,
    read_day,
    read_number,
    read_point,
    read_postcode,
    tells_order,
)
from fieldwork.imports.words import Dictionary, fold, load_headings

_SAMPLE: Final = 60
_MOST: Final = 0.8
_TALK_LENGTH: Final = 60
_PHONE: Final = re.compile(r"(?:\+31|0031|0)[\d\s-]{8,13}")
EXACT, WITHIN = 2, 1


def guess_mapping(sheet: Sheet) -> ColumnMapping:
    """Return which column probably holds what; a person confirms it.

    Headings that are known say most; a column whose heading says nothing is known by its cells. The
    order of day and month is settled where the column tells it.
    """
    columns: list[ImportField | None] = [None] * len(sheet.headings)
    taken: set[ImportField] = set()
    offers = [
        (-score, at, held)
        for at, heading in enumerate(sheet.headings)
        for held, score in [_by_heading(heading)]
        if held is not None and _can_be(held, sheet.column(at)[:_SAMPLE])
    ]
    for _, at, held in sorted(offers, key=lambda offer: offer[:2]):
        if held not in taken or held in SEVERAL:
            columns[at] = held
            taken.add(held)
    for at in range(len(columns)):
        if columns[at] is None:
            seen = _by_cells(sheet.column(at)[:_SAMPLE])
            if seen and seen not in taken:
                columns[at] = seen
                taken.add(seen)
    return settle_order(sheet, ColumnMapping(tuple(columns)))


def settle_order(sheet: Sheet, mapping: ColumnMapping) -> ColumnMapping:
    """Return ``mapping`` with the order of day and month as the whole column tells it.

    It stays None where nothing tells, or where cells contradict each other.
    """
    order = mapping.day_first
    for at in mapping.at(ImportField.DAY):
        cells = sheet.column(at)
        day_first, month_first = day_orders(cells)
        if day_first != month_first:
            order = day_first
        elif not tells_order(cells):
            order = True
        elif order is not None and not day_first:
            order = None
    return replace(mapping, day_first=order)


def unknown_words(
    sheet: Sheet, mapping: ColumnMapping, dictionary: Dictionary
) -> dict[ImportField, list[str]]:
    """Return, per field with a closed set of answers, what is written there and not known."""
    asked: dict[ImportField, list[str]] = {}
    for held in WORDED:
        written: dict[str, str] = {}
        for at in mapping.at(held):
            for cell in set(sheet.column(at)):
                for word in dictionary.split(held, cell):
                    written.setdefault(fold(word), word)
        unknown = [word for word in written.values() if not dictionary.knows(held, word)]
        if unknown:
            asked[held] = sorted(unknown)
    return asked


def _by_heading(heading: str) -> tuple[ImportField | None, int]:
    known = load_headings()
    whole = fold(heading)
    if whole in known:
        return known[whole], EXACT
    tail = fold(re.split(r"[/.:]", heading)[-1])
    if tail in known:
        return known[tail], EXACT
    padded = f" {whole} "
    within = [phrase for phrase in known if len(phrase) > 2 and f" {phrase} " in padded]
    if within:
        return known[max(within, key=len)], WITHIN
    return None, 0


def _can_be(held: ImportField, cells: Sequence[Cell]) -> bool:
    """Return whether what stands in a column does not speak against what its heading says."""
    check = _CHECKS.get(held)
    return not cells or check is None or _share(cells, check) >= 0.5


def _by_cells(cells: Sequence[Cell]) -> ImportField | None:
    if len(cells) < 2 or all(isinstance(cell, int | float) for cell in cells):
        return None
    for held in (ImportField.DAY, ImportField.POSTCODE, ImportField.PHONE, ImportField.POINT):
        if _share(cells, _CHECKS[held]) >= _MOST:
            return held
    lengths = [len(cell) for cell in cells if isinstance(cell, str)]
    if lengths and sum(lengths) / len(cells) >= _TALK_LENGTH:
        return ImportField.TEXT
    return None


def _share(cells: Sequence[Cell], check: Callable[[Cell], bool]) -> float:
    return sum(check(cell) for cell in cells) / len(cells)


def _is_day(cell: Cell) -> bool:
    return _says(lambda: read_day(cell, True)) or _says(lambda: read_day(cell, False))


def _is_point(cell: Cell) -> bool:
    return isinstance(cell, str) and _says(lambda: read_point(cell))


def _is_degree_or_rd(cell: Cell) -> bool:
    return _says(lambda: read_number(cell))


def _says(read: Callable[[], object]) -> bool:
    try:
        read()
    except BadCell:
        return False
    return True


_CHECKS: Final[dict[ImportField, Callable[[Cell], bool]]] = {
    ImportField.DAY: _is_day,
    ImportField.POSTCODE: lambda cell: bool(read_postcode(cell)),
    ImportField.PHONE: lambda cell: bool(_PHONE.fullmatch(str(cell).strip())),
    ImportField.POINT: _is_point,
    ImportField.LAT: _is_degree_or_rd,
    ImportField.LON: _is_degree_or_rd,
    ImportField.ACCURACY: _is_degree_or_rd,
}
