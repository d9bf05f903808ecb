"""Rows that could not be taken, as a workbook to mend and read in again."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import PurePath
from typing import Any, Final

from fieldwork.domain.imports import Cell, RowProblem, Sheet
from fieldwork.imports.values import read_words

REASON: Final = "Waarom niet ingelezen"
ROW: Final = "Rij in het bestand"
_LONGEST_CELL: Final = 32_767


def write_rejects(filename: str, sheet: Sheet, problems: Sequence[RowProblem]) -> tuple[str, bytes]:
    """Return a name and a workbook: each rejected row with its number and the reasons.

    Every cell is text, days as 24-3-2026. What a spreadsheet could take for a formula (= + - @ in
    front) is marked as text, so that nobody runs what somebody else typed.
    """
    from xlsxwriter import Workbook

    reasons: dict[int, list[str]] = {}
    for problem in problems:
        reasons.setdefault(problem.row, []).append(problem.what)
    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
    page = book.add_worksheet("Niet ingelezen")
    looks = {False: book.add_format({"num_format": "@"})}
    looks[True] = book.add_format({"num_format": "@", "quote_prefix": True})
    bold = book.add_format({"bold": True, "num_format": "@"})
    page.freeze_panes(1, 0)
    page.set_column(0, 0, 18)
    page.set_column(1, len(sheet.headings), 24)
    for at, heading in enumerate((ROW, *sheet.headings, REASON)):
        page.write_string(0, at, heading, bold)
    rejected = [row for row in sheet.rows if row.number in reasons]
    for line, row in enumerate(rejected, 1):
        why = "; ".join(reasons[row.number])
        _write(page, line, (str(row.number), *map(_words, row.cells), why), looks)
    book.close()
    return f"niet-ingelezen-{PurePath(filename).stem[:60]}.xlsx", stream.getvalue()


def _write(page: Any, line: int, cells: Sequence[str], looks: dict[bool, Any]) -> None:
    from fieldwork.exports._cleaning import clean, starts_like_formula

    for at, cell in enumerate(cells):
        text = clean(cell)[:_LONGEST_CELL]
        page.write_string(line, at, text, looks[starts_like_formula(text) if text else False])


def _words(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return f"{cell.day}-{cell.month}-{cell.year} {cell:%H:%M}"
    return read_words(cell)
