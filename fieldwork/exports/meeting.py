"""How handing over goes, on paper for the weekly meeting: tables of counts, and nobody in them.

Counts under three are not told apart in print: in a small buurt one is a person.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from fieldwork.domain.dates import local, say_day
from fieldwork.exports import _glyphs as glyphs

TEMPLATE: Final = Path(__file__).parents[2] / "data" / "templates" / "meeting.typ"
LEAST: Final = 3
SMALL: Final = "minder dan 3"
REMARK: Final = "Aantallen onder de drie staan er niet precies in: dat kan iemand zijn."
Table = tuple[str, Sequence[str], Sequence[Sequence[str]]]
# Which tables tell of where and what: there a small number points at somebody.
_TELLING: Final = ("Per buurt", "Per onderwerp", "Waarom geweigerd", "Wat bewoners ervan vinden")


def write_meeting(study: str, made_at: datetime, tables: Sequence[Table], headline: str) -> bytes:
    """Return the tables as an accessible PDF (PDF/UA-1); those without a row are left out."""
    import typst

    from fieldwork.exports.document import fonts

    here = local(made_at)
    contents = {
        "fonts": glyphs.FAMILIES,
        "title": glyphs.printable(f"Overdracht: hoe het loopt bij {study}"),
        "day": [here.year, here.month, here.day],
        "headline": glyphs.printable(headline),
        "remark": REMARK,
        "footer": glyphs.printable(f"{study}, {say_day(here.date(), year=True)}"),
        "tables": [_shown(table) for table in tables if table[2]],
    }
    return typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=fonts(),
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        sys_inputs={"contents": json.dumps(contents)},
    )


def _shown(table: Table) -> list[object]:
    title, heads, rows = table
    return [title, list(heads), [[_cell(title, cell) for cell in row] for row in rows]]


def _cell(title: str, cell: str) -> str:
    small = title in _TELLING and cell.isdigit() and int(cell) < LEAST
    return SMALL if small else glyphs.printable(cell)
