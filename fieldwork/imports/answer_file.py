"""The workbook of a list as it comes back from the gemeente: what was filled in, row by row.

Columns may have been moved, rows sorted, left out or filtered; headings and numbers tell what is
what. Nothing is taken on trust: a cell that says something else than it may is trouble of its row.
"""

import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Final, TypeVar
from xml.parsers.expat import ExpatError

from fieldwork.domain.answers import (
    ANSWERS,
    BASE_SHEET,
    LABELS,
    LONGEST,
    AnswerFile,
    AnswerRow,
    Answers,
    from_cells,
)
from fieldwork.domain.handover import RefusalReason
from fieldwork.domain.imports import Cell
from fieldwork.domain.labels import Labelled
from fieldwork.domain.people import holds_bsn
from fieldwork.domain.refusals import WrongSecret
from fieldwork.imports.archives import opened
from fieldwork.imports.files import OLE, unreadable
from fieldwork.imports.values import BadCell, read_day
from fieldwork.imports.xlsx_parts import Forbidden, SheetState, read_rows, read_workbook

MOST_BYTES: Final = 20 * 1024 * 1024
MOST_ROWS: Final = 5_000
NUMBER: Final = "Nummer"
_SHOWN: Final = frozenset("\n\u200c\u200d")
Option = TypeVar("Option", bound=Labelled)
Rows = list[tuple[int, list[Cell]]]


def read_answers(filename: str, content: bytes, password: str) -> AnswerFile:
    """Return what a workbook says; raises :class:`UnreadableFile` or :class:`WrongSecret`."""
    if len(content) > MOST_BYTES:
        raise unreadable(filename, "Dit bestand is te groot.", "Kies de lijst die terugkwam.")
    sheets = _sheets(filename, _unlocked(filename, content, password))
    base = _base(sheets.pop(BASE_SHEET, []))
    for rows in sheets.values():
        head = _heading(rows)
        if head is not None:
            return AnswerFile(filename, tuple(_rows(rows, head, base)))
    raise unreadable(
        filename,
        "Hier staan geen antwoorden in: er is geen tabel met 'Nummer' en 'Antwoord'.",
        "Kies het Excel-bestand van de lijst, zoals het terugkwam.",
    )


def _unlocked(filename: str, content: bytes, password: str) -> bytes:
    """Return the workbook itself; one without a password was locked off by the gemeente."""
    if not content.startswith(OLE):
        return content
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError
    from msoffcrypto.format.ooxml import OOXMLFile

    plain = BytesIO()
    try:
        office = OOXMLFile(BytesIO(content))
        office.load_key(password=password, verify_password=True)
        office.decrypt(plain)
    except (InvalidKeyError, DecryptionError) as error:
        raise WrongSecret("Wachtwoord van het bestand") from error
    except (FileFormatError, OSError, ValueError, KeyError) as error:
        raise unreadable(
            filename, "Dit is geen Excel-bestand van nu.", "Bewaar het opnieuw als .xlsx."
        ) from error
    return plain.getvalue()


def _sheets(filename: str, content: bytes) -> dict[str, Rows]:
    with opened(filename, content) as archive:
        try:
            book = read_workbook(archive)
            return {
                name: _limited(filename, read_rows(archive, part, book, SheetState()))
                for name, part in book.sheets
            }
        except (
            KeyError,
            ValueError,
            IndexError,
            ExpatError,
            Forbidden,
            zipfile.BadZipFile,
        ) as error:
            raise unreadable(
                filename, "Dit bestand is beschadigd.", "Open het in Excel en bewaar het opnieuw."
            ) from error


def _limited(filename: str, rows: Iterator[tuple[int, list[Cell]]]) -> Rows:
    kept: Rows = []
    for row in rows:
        if len(kept) >= MOST_ROWS * 30:
            raise unreadable(filename, "Er staan te veel rijen in.", "Kies de lijst zelf.")
        kept.append(row)
    return kept


def _heading(rows: Rows) -> int | None:
    """Return where the row with the headings is, or None."""
    for at, (_, cells) in enumerate(rows[:20]):
        words = {_text(cell) for cell in cells}
        if NUMBER in words and LABELS["answer"] in words:
            return at
    return None


def _base(rows: Rows) -> Mapping[str, Answers]:
    """Return what stood in the answer columns when the file was made, by number."""
    if len(rows) < 2:
        return {}
    names = [_text(cell) for cell in rows[1][1]]
    found = {}
    for _, cells in rows[2:]:
        told = dict(zip(names, map(_text, cells), strict=False))
        try:
            found[told.get("reference", "")] = from_cells(told)
        except ValueError:
            continue
    return found


def _rows(rows: Rows, head: int, base: Mapping[str, Answers]) -> Iterator[AnswerRow]:
    words = [_text(cell) for cell in rows[head][1]]
    columns = {name: words.index(label) for name, label in LABELS.items() if label in words}
    at = words.index(NUMBER)
    used = (at, *columns.values())
    body = [
        (line, cells)
        for line, cells in rows[head + 1 :]
        if any(_text(_cell(cells, one)) for one in used)
    ]
    seen = Counter(_text(_cell(cells, at)) for _, cells in body)
    for line, cells in body[:MOST_ROWS]:
        reference = _text(_cell(cells, at))
        troubles: list[str] = []
        told = {name: _cell(cells, column) for name, column in columns.items()}
        theirs = _answers(told, troubles)
        if not reference:
            troubles.append(f"Regel {line} heeft geen nummer.")
        elif seen[reference] > 1:
            troubles.append("Dit nummer staat er meer dan één keer in.")
        was = base.get(reference)
        # A column that is gone says nothing.
        for name in LABELS.keys() - columns.keys():
            theirs = replace(theirs, **{name: getattr(was or Answers(), name)})
        yield AnswerRow(line, reference, theirs, was, tuple(troubles))


def _answers(told: Mapping[str, Cell], troubles: list[str]) -> Answers:
    def day(name: str) -> date | None:
        return _day(told.get(name, ""), LABELS[name], troubles)

    def words(name: str) -> str:
        return _words(told.get(name, ""), LABELS[name], troubles)

    return Answers(
        confirmed_on=day("confirmed_on"),
        answer=_choice(told.get("answer", ""), ANSWERS, LABELS["answer"], troubles),
        reason=_choice(told.get("reason", ""), tuple(RefusalReason), LABELS["reason"], troubles),
        handler=words("handler"),
        contact_on=day("contact_on"),
        started_on=day("started_on"),
        ended_on=day("ended_on"),
        result=words("result"),
        remark=words("remark"),
    )


def _day(cell: Cell, label: str, troubles: list[str]) -> date | None:
    if not isinstance(cell, date) and not _text(cell):
        return None
    try:
        return read_day(cell, True)
    except BadCell:
        troubles.append(f"Bij '{label}' staat geen dag.")
        return None


def _choice(
    cell: Cell, options: Sequence[Option], label: str, troubles: list[str]
) -> Option | None:
    word = _text(cell).casefold()
    if not word:
        return None
    for one in options:
        if word in (one.label.casefold(), one.value):
            return one
    troubles.append(f"Bij '{label}' staat iets dat niet in de lijst staat.")
    return None


def _words(cell: Cell, label: str, troubles: list[str]) -> str:
    text = _text(cell)
    if len(text) > LONGEST:
        troubles.append(f"Bij '{label}' staat te veel tekst.")
        return ""
    if holds_bsn(text):
        troubles.append(f"Bij '{label}' lijkt een burgerservicenummer te staan.")
        return ""
    return text


def _cell(cells: Sequence[Cell], at: int) -> Cell:
    return cells[at] if at < len(cells) else ""


def _text(cell: Cell) -> str:
    """Return a cell as plain words: no control characters, no signs that turn text round."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "".join(one for one in str(cell) if one.isprintable() or one in _SHOWN).strip()
