"""The hidden sheet of the workbook: what the answer columns held when the file was made.

When the file comes back, it tells what the gemeente filled in, and what was changed in Wijkduik
meanwhile. ``fieldwork.imports.answer_file`` reads it.
"""

from typing import Any

from fieldwork.domain.answers import BASE_SHEET, BASE_VERSION, NAMES, Answers, as_cell
from fieldwork.domain.handover import HandoverDocument
from fieldwork.exports._cleaning import clean, starts_like_formula


def write_base(book: Any, document: HandoverDocument) -> None:
    """Add the sheet: a line with version and number, one with names, then a line per person."""
    sheet = book.add_worksheet(BASE_SHEET)
    sheet.very_hidden()
    marked = book.add_format({"quote_prefix": True})
    lines: list[tuple[str, ...]] = [(BASE_VERSION, document.number), ("reference", *NAMES)]
    for row in document.rows:
        known = row.answers or Answers()
        lines.append((row.reference, *(as_cell(getattr(known, name)) for name in NAMES)))
    for line, cells in enumerate(lines):
        for at, text in enumerate(map(clean, cells)):
            sheet.write_string(line, at, text, marked if starts_like_formula(text) else None)
