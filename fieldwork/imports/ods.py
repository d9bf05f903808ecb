"""ODS, the table of LibreOffice: cells and rows that repeat are counted, not written out."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Final

from fieldwork.domain.imports import Cell, ImportBook, Sheet
from fieldwork.imports.archives import opened, part_names
from fieldwork.imports.files import FileKind, unreadable
from fieldwork.imports.markup import elements, plain_name
from fieldwork.imports.rounds import recognise
from fieldwork.imports.shaping import MOST_COLUMNS, MOST_ROWS, Line, shape_sheet

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

KIND: Final = FileKind("ods", "ODS (LibreOffice)", ("ods",), 20)
_SHEET: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_CLOCK: Final = re.compile(r"PT(\d+)H(\d+)M([\d.]+)S")
_BESIDE: Final = {"annotation", "tracked-changes", "table"}


def fits(content: bytes, filename: str) -> bool:
    """Return whether this is a zip file that calls itself a spreadsheet of OpenDocument."""
    return _SHEET in content[:200] or (
        filename.lower().endswith(".ods") and "content.xml" in part_names(content)
    )


def read(filename: str, content: bytes) -> ImportBook:
    """Return the tables in an ODS file that have rows in them."""
    with opened(filename, content) as archive:
        if "META-INF/manifest.xml" in archive.namelist():
            manifest = archive.read("META-INF/manifest.xml")
            if b"encryption-data" in manifest:
                raise unreadable(
                    filename, "Er zit een wachtwoord op dit bestand.", "Haal het wachtwoord eraf."
                )
        with elements(filename, archive, "content.xml") as found:
            sheets = tuple(_sheets(filename, found))
    if not sheets:
        raise unreadable(filename, "Er staat geen tabel in.", "Kies een bestand met rijen erin.")
    return recognise(ImportBook(filename, KIND.code, sheets))


def _sheets(filename: str, found: "Iterator[tuple[str, Element]]") -> Iterator[Sheet]:
    for event, element in found:
        if event == "start" and plain_name(element.tag) == "table":
            name = _attribute(element, "name")
            sheet = shape_sheet(filename, name, _lines(filename, found))
            element.clear()
            if sheet and sheet.rows:
                yield sheet


def _lines(filename: str, found: "Iterator[tuple[str, Element]]") -> Iterator[Line]:
    number, filled = 1, 0
    spans: dict[int, tuple[Cell, int]] = {}
    for event, element in found:
        tag = plain_name(element.tag)
        if event == "end" and tag == "table":
            return
        if event != "end" or tag != "table-row":
            continue
        times = _times(element, "number-rows-repeated")
        cells = _fill_down(_cells(element), spans)
        element.clear()
        if any(cell != "" for cell in cells):
            filled += times
            if filled > MOST_ROWS + 1:
                raise unreadable(
                    filename, "Er staan te veel rijen in.", "Verdeel de tabel over meer bestanden."
                )
            for at in range(times):
                yield Line(number + at, cells)
        number += times


def _cells(row: "Element") -> list[tuple[Cell, int]]:
    """Return the cells of a row, each with how many rows it covers."""
    cells: list[tuple[Cell, int]] = []
    for element in row:
        if plain_name(element.tag) not in ("table-cell", "covered-table-cell"):
            continue
        cell = _value(element)
        rows = _times(element, "number-rows-spanned")
        # One more than can be taken, so that a table that is too wide is still refused.
        times = min(_times(element, "number-columns-repeated"), MOST_COLUMNS + 1)
        cells.extend([(cell, rows)] * times)
        if len(cells) > MOST_COLUMNS * 2:
            break
    return cells


def _fill_down(cells: list[tuple[Cell, int]], spans: dict[int, tuple[Cell, int]]) -> list[Cell]:
    filled = []
    for at, (cell, rows) in enumerate(cells):
        above, left = spans.get(at, ("", 0))
        if cell == "" and left:
            cell = above
            spans[at] = (above, left - 1)
        else:
            spans[at] = (cell, rows - 1)
        filled.append(cell)
    return filled


def _value(element: "Element") -> Cell:
    kind = _attribute(element, "value-type")
    try:
        if kind in ("float", "percentage", "currency"):
            number = float(_attribute(element, "value"))
            return int(number) if number.is_integer() else number
        if kind == "date":
            return _day(_attribute(element, "date-value"))
        if kind == "boolean":
            return _attribute(element, "boolean-value") == "true"
        clock = _CLOCK.fullmatch(_attribute(element, "time-value")) if kind == "time" else None
        if clock:
            return time(int(clock[1]) % 24, int(clock[2]), int(float(clock[3])) % 60)
    except ValueError:
        pass
    paragraphs = (_text(child) for child in element if plain_name(child.tag) == "p")
    return "\n".join(paragraphs).strip()


def _day(written: str) -> date | datetime:
    if "T" in written:
        return datetime.fromisoformat(written[:19])
    return date.fromisoformat(written)


def _text(element: "Element") -> str:
    parts = [element.text or ""]
    for child in element:
        name = plain_name(child.tag)
        if name == "s":
            parts.append(" " * min(_times(child, "c"), 1000))
        elif name == "tab":
            parts.append("\t")
        elif name == "line-break":
            parts.append("\n")
        elif name not in _BESIDE:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _times(element: "Element", name: str) -> int:
    written = _attribute(element, name)
    return max(int(written), 1) if written.isascii() and written.isdigit() else 1


def _attribute(element: "Element", name: str) -> str:
    return next((value for key, value in element.attrib.items() if plain_name(key) == name), "")
