"""CSV: in any usual encoding, with any usual sign between the columns."""

import codecs
import csv
from collections.abc import Iterator
from io import StringIO
from typing import Final

from fieldwork.domain.imports import ImportBook
from fieldwork.imports.files import FileKind, unreadable
from fieldwork.imports.rounds import recognise
from fieldwork.imports.shaping import Line, shape_sheet

KIND: Final = FileKind("csv", "CSV", ("csv", "tsv"), 50)
SIGNS: Final = (";", ",", "\t", "|")
_SAMPLE_ROWS: Final = 60
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# A whole transcript may stand in one cell; the module's own limit is 131,072.
_LONGEST_CELL: Final = 2_000_000


def fits(content: bytes, filename: str) -> bool:
    """Return whether the name says that this is a table in plain text."""
    return filename.lower().endswith((".csv", ".tsv"))


def read(filename: str, content: bytes) -> ImportBook:
    """Return the table in a CSV file."""
    text = decode(filename, content)
    sheet = shape_sheet(filename, "", _lines(filename, text))
    if sheet is None or not sheet.rows:
        raise unreadable(
            filename, "Er staat geen enkele rij onder de koppen.", "Kijk of het bestand klopt."
        )
    return recognise(ImportBook(filename, KIND.code, (sheet,)))


def decode(filename: str, content: bytes) -> str:
    """Return the text of a file: UTF-8 or UTF-16 by its mark or its looks, else Windows-1252."""
    try:
        text = content.decode(_encoding(content))
    except UnicodeDecodeError:
        # What Windows-1252 leaves open (five signs) is not worth refusing a file for.
        text = content.decode("cp1252", errors="replace")
    if "\x00" in text or _is_noise(text):
        raise unreadable(
            filename,
            "Dit bestand is geen gewone tekst.",
            "Open het in Excel of Word en bewaar het als XLSX, CSV of DOCX.",
        )
    return text


def find_sign(text: str) -> str:
    """Return which sign stands between the columns: the one that parts most rows alike."""
    sample = "".join(_first_lines(text))

    def score(sign: str) -> tuple[float, int]:
        rows = csv.reader(StringIO(sample, newline=""), delimiter=sign)
        try:
            widths = [len(row) for row in rows if row]
        except csv.Error:  # a sign that makes no table of it
            return (0.0, 0)
        most = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        return (widths.count(most) / len(widths) if most > 1 else 0.0, most)

    csv.field_size_limit(_LONGEST_CELL)
    return max(SIGNS, key=score)


def _encoding(content: bytes) -> str:
    for mark, name in _MARKS:
        if content.startswith(mark):
            return name
    head = content[:4000]
    if head[1::2].count(0) * 4 > len(head):
        return "utf-16-le"
    if head[0::2].count(0) * 4 > len(head):
        return "utf-16-be"
    return "utf-8"


def _is_noise(text: str) -> bool:
    head = text[:4000]
    odd = sum(char < " " and char not in "\t\r\n\x0b\x0c" for char in head)
    return odd * 50 > len(head)


def _first_lines(text: str) -> Iterator[str]:
    for at, line in enumerate(StringIO(text, newline="")):
        if at >= _SAMPLE_ROWS * 3:
            return
        yield line


def _lines(filename: str, text: str) -> Iterator[Line]:
    sign, skip = find_sign(text), 0
    first = text[:6].lower()
    if first.startswith("sep=") and len(first) > 4:
        # Excel's own first line: "sep=;".
        sign, skip = text[4], 1
    csv.field_size_limit(_LONGEST_CELL)
    number = 0
    rows = csv.reader(StringIO(text, newline=""), delimiter=sign)
    try:
        for number, row in enumerate(rows, 1):
            if number > skip:
                yield Line(number, row)
    except csv.Error as error:
        raise unreadable(
            filename,
            f"Na rij {number} is het bestand niet meer als tabel te lezen.",
            "Kijk daar of een aanhalingsteken ontbreekt, of bewaar de tabel als XLSX.",
        ) from error
    _refuse_open_quote(filename, text, sign)


def _refuse_open_quote(filename: str, text: str, sign: str) -> None:
    """Refuse a file in which a quotation mark opens and never closes: it swallows all rows."""
    number = 0
    try:
        for _ in csv.reader(StringIO(text, newline=""), delimiter=sign, strict=True):
            number += 1
    except csv.Error as error:
        if "end of data" not in str(error):
            return
        raise unreadable(
            filename,
            f"In rij {number + 1} begint een cel met een aanhalingsteken dat nergens sluit.",
            "Zet het tweede aanhalingsteken erbij, of bewaar de tabel als XLSX.",
        ) from error
