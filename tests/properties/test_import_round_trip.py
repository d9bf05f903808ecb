"""What is written as CSV and read back is what it was, whatever people type."""

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from fieldwork.imports.files import read_book

# What a CSV can hold: no NUL and no lone surrogates. A line end within a cell stays as it is.
SIGNS = st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00")
CELL = st.text(SIGNS, max_size=40).map(str.strip)
ROW = st.tuples(st.integers(1, 9).map(str), CELL, CELL).filter(lambda row: any(row[1:]))


def is_text(cells) -> bool:
    joined = "".join("".join(row) for row in cells)
    return sum(sign < " " and sign not in "\t\r\n\x0b\x0c" for sign in joined) == 0


@settings(deadline=None)  # the first one loads the readers
@given(
    rows=st.lists(ROW, min_size=1, max_size=6).filter(is_text),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    sign=st.sampled_from(";,\t"),
)
def test_export_then_import_loses_nothing(rows, encoding, sign):
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=sign, quoting=csv.QUOTE_ALL)
    writer.writerows([("nummer", "verslag", "opmerking"), *rows])
    sheet = read_book("a.csv", stream.getvalue().encode(encoding)).sheets[0]
    read = [dict(zip(sheet.headings, row.cells, strict=True)) for row in sheet.rows]
    kept = [{key: row.get(key, "") for key in ("nummer", "verslag", "opmerking")} for row in read]
    assert [tuple(row.values()) for row in kept] == rows
