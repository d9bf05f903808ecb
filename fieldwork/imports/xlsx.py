"""XLSX: what cells show, never the formula behind it."""

import re
import zipfile
from collections.abc import Iterator
from typing import Final
from xml.parsers.expat import ExpatError

from fieldwork.domain.dates import say_count
from fieldwork.domain.imports import Cell, ImportBook, Sheet
from fieldwork.imports.archives import opened, part_names
from fieldwork.imports.files import FileKind, unreadable
from fieldwork.imports.rounds import recognise
from fieldwork.imports.shaping import MOST_ROWS, Line, shape_sheet
from fieldwork.imports.xlsx_parts import (
    Forbidden,
    SheetState,
    Workbook,
    column_at,
    read_rows,
    read_workbook,
)

KIND: Final = FileKind("xlsx", "XLSX (Excel)", ("xlsx", "xlsm"), 10)
_MERGED: Final = re.compile(r"[A-Z]{1,3}(\d{1,7}):[A-Z]{1,3}(\d{1,7})")


def fits(content: bytes, filename: str) -> bool:
    """Return whether this is a zip file with a workbook in it."""
    return "xl/workbook.xml" in part_names(content)


def read(filename: str, content: bytes) -> ImportBook:
    """Return the sheets of a workbook that have rows in them."""
    with opened(filename, content) as archive:
        try:
            book = read_workbook(archive)
            found = [_sheet(filename, archive, book, name, part) for name, part in book.sheets]
        except (KeyError, ValueError, IndexError, ExpatError, Forbidden) as error:
            raise unreadable(
                filename, "Dit bestand is beschadigd.", "Open het in Excel en bewaar het opnieuw."
            ) from error
    sheets = tuple(sheet for sheet in found if sheet and sheet.rows)
    if not sheets:
        raise unreadable(filename, "Er staat geen tabel in.", "Kies een bestand met rijen erin.")
    return recognise(ImportBook(filename, KIND.code, sheets))


def _sheet(
    filename: str, archive: zipfile.ZipFile, book: Workbook, name: str, part: str
) -> Sheet | None:
    state = SheetState()
    # Where cells are merged stands behind the cells themselves, so all rows are read first.
    rows: dict[int, list[Cell]] = {}
    for number, cells in read_rows(archive, part, book, state):
        rows[number] = cells
        if len(rows) > MOST_ROWS * 2:
            raise unreadable(
                filename, "Er staan te veel rijen in.", "Verdeel de tabel over meer bestanden."
            )
    _fill_merged(rows, state.merged)
    remarks = []
    if state.without_outcome:
        where = say_count(state.without_outcome, "cel staat", "cellen staan")
        remarks.append(
            f"In {where} een formule zonder uitkomst; die is leeg gelezen. Open het bestand in "
            "Excel en bewaar het opnieuw."
        )
    return shape_sheet(filename, name, _lines(rows), remarks)


def _lines(rows: dict[int, list[Cell]]) -> Iterator[Line]:
    for number in sorted(rows):
        yield Line(number, rows[number])


def _fill_merged(rows: dict[int, list[Cell]], merged: list[str]) -> None:
    """Give each row of cells that are merged downwards their value; sideways it stands once."""
    for reference in merged:
        found = _MERGED.fullmatch(reference)
        if not found:
            continue
        top, bottom = int(found[1]), min(int(found[2]), max(rows, default=0))
        at = column_at(reference.partition(":")[0])
        value = rows[top][at] if top in rows and at < len(rows[top]) else ""
        if value == "":
            continue
        for number in range(top + 1, bottom + 1):
            if number in rows:
                cells = rows[number]
                cells.extend([""] * (at + 1 - len(cells)))
                cells[at] = value
