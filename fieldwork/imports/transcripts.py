"""Transcripts: one talk in one file, with who says what kept as "Naam: …"."""

import hashlib
import re
from collections.abc import Iterable
from typing import Final

from fieldwork.domain.imports import (
    Cell,
    ColumnMapping,
    ImportBook,
    ImportField,
    Sheet,
    SheetRow,
)
from fieldwork.domain.notes import LONGEST_NOTE
from fieldwork.imports.files import unreadable

HEADINGS: Final = ("Tekst", "Dag", "Kenmerk", "Bestand")
MAPPING: Final = ColumnMapping((ImportField.TEXT, ImportField.DAY, ImportField.OWN_ID, None))
_CLOCK: Final = r"(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d+)?"
# "Sara Timmers   0:03" on a line of its own, as programs that write speech down do it.
_SPEAKER: Final = re.compile(rf"(?P<name>[^\W\d_][\w .'’-]{{0,40}}?):?\s+\(?\[?{_CLOCK}\]?\)?")
_STAMP: Final = re.compile(rf"^[\[(]?{_CLOCK}(?:\s*-->?\s*{_CLOCK})?[\])]?\s*")
_DAY: Final = re.compile(
    r"(?<!\d)(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[-/]\d{1,2}[-/]\d{4}|20\d{6})(?!\d)"
)
_HEAD_LINES: Final = 6


def transcript_book(filename: str, kind: str, lines: Iterable[str]) -> ImportBook:
    """Return a table of one row: the talk in ``lines``, with the day that the file names.

    A long talk is cut at a line's end into as many rows as it takes, since a note holds 50,000
    characters; a remark says so.
    """
    told = speak(lines)
    text = "\n".join(told).strip()
    if not text:
        raise unreadable(filename, "Er staat geen tekst in.", "Kies een bestand met een gesprek.")
    day = _find_day(filename, told)
    mark = hashlib.sha256(text.encode()).hexdigest()
    parts = _parts(text)
    rows = tuple(
        SheetRow(at, (part, day, f"{mark}-{at}", filename)) for at, part in enumerate(parts, 1)
    )
    remarks: tuple[str, ...] = ()
    if len(parts) > 1:
        remarks = (f"'{filename}' is te lang voor één notitie en wordt er {len(parts)}.",)
    return ImportBook(filename, kind, (Sheet("", HEADINGS, rows, remarks),), MAPPING)


def join_transcripts(books: Iterable[ImportBook]) -> ImportBook:
    """Return several transcripts as one table, a row for each talk."""
    several = list(books)
    sheets = [book.sheets[0] for book in several]
    cells: list[tuple[Cell, ...]] = [row.cells for sheet in sheets for row in sheet.rows]
    rows = tuple(SheetRow(at, row) for at, row in enumerate(cells, 1))
    said = tuple(remark for sheet in sheets for remark in sheet.remarks)
    name = several[0].filename if len(several) == 1 else f"{len(several)} bestanden"
    return ImportBook(name, "transcript", (Sheet("", HEADINGS, rows, said),), MAPPING)


def is_transcript(book: ImportBook) -> bool:
    """Return whether a file is one talk, so that several may be read in together."""
    return book.sheets[0].headings == HEADINGS


def speak(lines: Iterable[str]) -> list[str]:
    """Return lines with each speaker before the words: a name on its own line joins the next."""
    told: list[str] = []
    waiting = ""
    for raw in lines:
        line = _STAMP.sub("", raw.rstrip()).strip()
        speaker = _SPEAKER.fullmatch(line)
        if speaker:
            waiting = speaker["name"].strip()
        elif line and waiting:
            told.append(f"{waiting}: {line}")
            waiting = ""
        elif line or (told and told[-1]):
            told.append(line)
    return told


def _find_day(filename: str, lines: list[str]) -> str:
    """Return the day as written in the name of the file or its first lines; "" when in neither."""
    for place in (filename, *lines[:_HEAD_LINES]):
        found = _DAY.search(place)
        if found:
            written = found.group()
            whole = len(written) == 8 and written.isdigit()
            return f"{written[:4]}-{written[4:6]}-{written[6:]}" if whole else written
    return ""


def _parts(text: str) -> list[str]:
    parts = []
    while len(text) > LONGEST_NOTE:
        cut = text.rfind("\n", LONGEST_NOTE // 2, LONGEST_NOTE)
        cut = cut if cut > 0 else text.rfind(" ", LONGEST_NOTE // 2, LONGEST_NOTE)
        cut = cut if cut > 0 else LONGEST_NOTE
        parts.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*parts, text]
