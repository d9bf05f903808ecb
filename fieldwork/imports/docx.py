"""DOCX: a transcript in Word. Its paragraphs and tables, without what was struck out."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from fieldwork.domain.imports import ImportBook
from fieldwork.imports.archives import opened, part_names
from fieldwork.imports.files import FileKind
from fieldwork.imports.markup import elements, plain_name
from fieldwork.imports.transcripts import transcript_book

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

KIND: Final = FileKind("docx", "DOCX (transcript in Word)", ("docx",), 30)
# Struck out by a reviewer; the older copy of a text box; codes behind a field.
_BESIDE: Final = frozenset({"del", "moveFrom", "Fallback", "instrText"})
_SIGNS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def fits(content: bytes, filename: str) -> bool:
    """Return whether this is a zip file with a Word document in it."""
    return "word/document.xml" in part_names(content)


def read(filename: str, content: bytes) -> ImportBook:
    """Return the talk in a Word document."""
    with (
        opened(filename, content) as archive,
        elements(filename, archive, "word/document.xml") as found,
    ):
        bodies = (one for event, one in found if event == "end" and _name(one) == "body")
        lines = [line for body in bodies for line in _lines(body)]
    return transcript_book(filename, KIND.code, lines)


def _lines(body: "Element") -> Iterator[str]:
    for element in body:
        name = _name(element)
        if name == "p":
            yield from _text(element).split("\n")
        elif name == "tbl":
            yield from _table(element)
        elif name not in _BESIDE:
            yield from _lines(element)


def _table(table: "Element") -> Iterator[str]:
    """Yield a line per row: "Naam: wat er gezegd is" where the first cell is a short name."""
    for row in table:
        if _name(row) != "tr":
            continue
        cells = ["\n".join(_lines(cell)).strip() for cell in row if _name(cell) == "tc"]
        filled = [cell for cell in cells if cell]
        if len(filled) > 1 and len(filled[0]) <= 40 and not filled[0].endswith(":"):
            yield f"{filled[0]}: {' '.join(filled[1:])}"
        elif filled:
            yield " ".join(filled)


def _text(element: "Element") -> str:
    parts = []
    for child in element:
        name = _name(child)
        if name == "t":
            parts.append(child.text or "")
        elif name in _SIGNS:
            parts.append(_SIGNS[name])
        elif name not in _BESIDE:
            parts.append(_text(child))
    return "".join(parts)


def _name(element: "Element") -> str:
    return plain_name(element.tag)
