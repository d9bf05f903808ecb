"""Files made by code, as teams and tools make them."""

import csv
import io
import zipfile

import openpyxl

ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
 <table:table table:name="Blad1">%s</table:table></office:spreadsheet></office:body>
</office:document-content>"""
WORD = """<?xml version="1.0"?><w:document
 xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s</w:body>
</w:document>"""


def xlsx(*rows, sheets=(), change=None) -> bytes:
    """Return a workbook with these rows, and more sheets by (name, rows)."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    for name, more in sheets:
        page = book.create_sheet(name)
        for row in more:
            page.append(list(row))
    if change:
        change(book.active)
    return saved(book)


def saved(book) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def zipped(parts: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def ods(rows: str) -> bytes:
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": ODS % rows,
        }
    )


def ods_row(*cells: str, times: int = 1) -> str:
    repeat = f' table:number-rows-repeated="{times}"' if times > 1 else ""
    return f"<table:table-row{repeat}>{''.join(cells)}</table:table-row>"


def ods_text(words: str, attributes: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="string" {attributes}>'
        f"<text:p>{words}</text:p></table:table-cell>"
    )


def word(body: str) -> bytes:
    return zipped({"word/document.xml": WORD % body, "[Content_Types].xml": "<x/>"})


def paragraph(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def comma(*rows, delimiter=",", quoting=csv.QUOTE_MINIMAL) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, quoting=quoting, lineterminator="\r\n").writerows(rows)
    return stream.getvalue().encode()
