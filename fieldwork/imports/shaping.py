"""From a grid of cells to a table: which row holds the headings, and what is left of the rest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from fieldwork.domain.dates import say_count, say_number
from fieldwork.domain.imports import Cell, Sheet, SheetRow
from fieldwork.imports.files import unreadable

MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 300
# Titles and explanations stand above the headings of many a table.
_LOOK_AT: Final = 12
_LONGEST_HEADING: Final = 80


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a file as it came: its number there, from 1, and its cells."""

    number: int
    cells: Sequence[Cell]


def shape_sheet(
    filename: str, name: str, lines: Iterable[Line], remarks: Sequence[str] = ()
) -> Sheet | None:
    """Return the table in ``lines``; None when nothing is in them.

    Empty rows and columns are left out. A heading that is empty becomes "Kolom C", and one that
    comes twice gets a number; the remarks say so. Raises :class:`UnreadableFile` when there are
    more rows or columns than can be read.
    """
    kept = _filled(filename, lines)
    if not kept:
        return None
    top = _heading_row(kept)
    width = max(len(line.cells) for line in kept[top:])
    body = kept[top + 1 :]
    headings = [_heading(cell) for cell in kept[top].cells]
    headings += [""] * (width - len(headings))
    used = [at for at in range(width) if headings[at] or _is_used(body, at)]
    names, said = _name(headings, used)
    beyond = len(kept[top].cells)
    # Where most rows go on beyond the headings, a heading is lacking; where few do, they shifted.
    too_wide = [line.number for line in body if len(line.cells) > beyond]
    shifted = frozenset(too_wide) if len(too_wide) * 2 < len(body) else frozenset()
    rows = tuple(_row(line, used, shifted) for line in body)
    return Sheet(name, names, rows, (*remarks, *said))


def column_letters(at: int) -> str:
    """Return "A" for 0, "Z" for 25, "AA" for 26, as a spreadsheet calls its columns."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def is_blank(cell: Cell) -> bool:
    """Return whether nothing is in a cell."""
    return isinstance(cell, str) and not cell.strip()


def _filled(filename: str, lines: Iterable[Line]) -> list[Line]:
    kept: list[Line] = []
    for line in lines:
        width = max((at for at, cell in enumerate(line.cells, 1) if not is_blank(cell)), default=0)
        if not width:
            continue
        if width > MOST_COLUMNS:
            raise unreadable(
                filename,
                f"Rij {line.number} heeft meer dan {MOST_COLUMNS} kolommen.",
                "Haal de kolommen weg die niet over gesprekken gaan.",
            )
        if len(kept) > MOST_ROWS:
            raise unreadable(
                filename,
                f"Er staan meer dan {say_number(MOST_ROWS)} rijen in.",
                "Verdeel de tabel over meer bestanden.",
            )
        kept.append(Line(line.number, tuple(line.cells[:width])))
    return kept


def _heading_row(kept: Sequence[Line]) -> int:
    """Return which line holds the headings: the first that is at least half as wide as the rest."""
    first = kept[:_LOOK_AT]
    counts = [sum(not is_blank(cell) for cell in line.cells) for line in first]
    wide = max(counts)
    return next(at for at, count in enumerate(counts) if count * 2 >= wide)


def _heading(cell: Cell) -> str:
    return " ".join(str(cell).split())[:_LONGEST_HEADING]


def _is_used(body: Sequence[Line], at: int) -> bool:
    return any(at < len(line.cells) and not is_blank(line.cells[at]) for line in body)


def _name(headings: Sequence[str], used: Sequence[int]) -> tuple[tuple[str, ...], list[str]]:
    names: list[str] = []
    empty, double = 0, 0
    taken: set[str] = set()
    for at in used:
        plain = headings[at] or f"Kolom {column_letters(at)}"
        empty += not headings[at]
        name, count = plain, 1
        while name.casefold() in taken:
            count += 1
            name = f"{plain} ({count})"
        double += count > 1
        taken.add(name.casefold())
        names.append(name)
    said = []
    if empty:
        said.append(f"{say_count(empty, 'kolom heeft', 'kolommen hebben')} geen kop.")
    if double:
        said.append(f"{say_count(double, 'kop komt', 'koppen komen')} vaker voor.")
    if len(names) == 1:
        said.append("Er is maar één kolom. Klopt dat niet, bewaar het bestand dan als XLSX.")
    return tuple(names), said


def _row(line: Line, used: Sequence[int], shifted: frozenset[int]) -> SheetRow:
    cells = tuple(_tidy(line.cells[at]) if at < len(line.cells) else "" for at in used)
    trouble = "meer kolommen dan er koppen zijn" if line.number in shifted else ""
    return SheetRow(line.number, cells, trouble)


def _tidy(cell: Cell) -> Cell:
    return cell.strip() if isinstance(cell, str) else cell
