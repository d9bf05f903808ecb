"""ODK Central's zip: a table of submissions, and one for each question that is repeated."""

import csv
import zipfile
from collections.abc import Mapping
from io import StringIO
from typing import Final

from fieldwork.domain.dates import say_number
from fieldwork.domain.imports import Cell, ImportBook
from fieldwork.imports.archives import opened, part_names
from fieldwork.imports.csv_table import decode
from fieldwork.imports.files import FileKind, unreadable
from fieldwork.imports.rounds import Submission, round_book
from fieldwork.imports.shaping import MOST_ROWS

KIND: Final = FileKind("odk", "Zip van ODK Central", ("zip",), 35)
Table = list[dict[str, Cell]]


def fits(content: bytes, filename: str) -> bool:
    """Return whether this is a zip file with tables in it, and no document of an office program."""
    names = part_names(content)
    return "[Content_Types].xml" not in names and any(name.endswith(".csv") for name in names)


def read(filename: str, content: bytes) -> ImportBook:
    """Return the submissions in a zip file of ODK Central."""
    with opened(filename, content) as archive:
        tables = {
            name: _table(filename, archive, name)
            for name in archive.namelist()
            if name.endswith(".csv") and "/" not in name
        }
    main = [name for name, rows in tables.items() if rows and "SubmissionDate" in rows[0]]
    if not main:
        raise unreadable(
            filename,
            "Hier zit geen tabel met inzendingen in.",
            "Kies bij ODK Central 'Download all data' en lees die zip in.",
        )
    ours = next((one for one in main if _is_ours(tables[one])), "")
    if not ours:
        raise unreadable(
            filename,
            "Deze inzendingen komen niet van het formulier van Wijkduik.",
            "Haal de CSV uit de zip en lees die in; dan kunt u zelf de kolommen aanwijzen.",
        )
    repeats: dict[str, list[Mapping[str, Cell]]] = {}
    for name, rows in tables.items():
        if name not in main:
            for row in rows:
                repeats.setdefault(str(row.get("PARENT_KEY", "")), []).append(row)
    submissions = [
        Submission(at, row, tuple(repeats.get(str(row.get("KEY", "")), ())))
        for at, row in enumerate(tables[ours], 2)
    ]
    has_media = any(name.startswith("media/") for name in part_names(content))
    return round_book(filename, "odk", submissions, archives=(content,) if has_media else ())


def _is_ours(rows: Table) -> bool:
    return any(path.rpartition("/")[2] == "notes" for path in rows[0])


def _table(filename: str, archive: zipfile.ZipFile, name: str) -> Table:
    text = decode(filename, archive.read(name) or b" ")
    rows: Table = []
    try:
        for row in csv.DictReader(StringIO(text, newline=""), restval="", restkey=None):
            # Groups are joined with "-" here, and a name of ours never holds one.
            rows.append({str(key).replace("-", "/"): _one(value) for key, value in row.items()})
            if len(rows) > MOST_ROWS:
                raise unreadable(
                    filename,
                    f"In '{name}' staan meer dan {say_number(MOST_ROWS)} rijen.",
                    "Kies bij ODK Central een kortere periode.",
                )
    except csv.Error as error:
        raise unreadable(
            filename, f"'{name}' is niet als tabel te lezen.", "Download de zip opnieuw."
        ) from error
    return rows


def _one(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
