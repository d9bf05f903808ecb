"""Our own DOCX template, which a gemeente can take as the beginning of its own.

In a template stand words between double braces, filled in for each list: ``{{ lijst.nummer }}``,
and for each person on it ``{%p for p in personen %}`` up to ``{%p endfor %}``, with
``{{ p.naam }}`` in between.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final

# Whose words can stand in a template: of the list, and of each person.
OF_LIST: Final = (
    "nummer",
    "aan",
    "gemeente",
    "van",
    "nagekeken_door",
    "onderzoek",
    "datum",
    "bewaren",
    "controle",
    "kop",
    "verzonnen",
)
_ON_TOP: Final = (
    ("Aan", "lijst.aan"),
    ("Van", "lijst.van"),
    ("Nagekeken door", "lijst.nagekeken_door"),
    ("Datum", "lijst.datum"),
)
_ANSWERS: Final = (
    "Ontvangst bevestigd op, en door",
    "Geaccepteerd, geweigerd (waarom) of doorgezet (naar)",
    "Behandelaar en telefoon",
    "Eerste contact op",
)


def our_template() -> bytes:
    """Return our template, as a DOCX file."""
    from docx import Document
    from docx.shared import Cm, Pt

    paper = Document()
    paper.styles["Normal"].font.name = "Calibri"
    paper.styles["Normal"].font.size = Pt(10)
    paper.core_properties.title = "Overdracht {{ lijst.nummer }}"
    paper.core_properties.author = "{{ lijst.van }}"
    paper.core_properties.language = "nl-NL"
    for section in paper.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2)
        section.top_margin = section.bottom_margin = Cm(1.8)
        section.header.paragraphs[0].text = "Vertrouwelijk. {{ lijst.bewaren }}."
        section.footer.paragraphs[
            0
        ].text = "Overdracht {{ lijst.nummer }}, controlecode {{ lijst.controle }}"
    _add_top(paper)
    _add_person(paper)
    content = BytesIO()
    paper.save(content)
    return content.getvalue()


def _add_top(paper: Any) -> None:
    paper.add_heading("Overdracht {{ lijst.nummer }}", 0)
    paper.add_paragraph("{%p if lijst.verzonnen %}")
    paper.add_paragraph("{{ lijst.verzonnen }}")
    paper.add_paragraph("{%p endif %}")
    paper.add_paragraph("{{ lijst.kop }}").runs[0].bold = True
    for label, name in _ON_TOP:
        paper.add_paragraph(f"{label}: {{{{ {name} }}}}")
    rows = (("{%tr for p in personen %}",), ("{{ p.nummer }}", "{{ p.naam }}", "{{ p.urgency }}"))
    table = _add_table(
        paper, (("Nummer", "Naam", "Hoe snel"), *rows, ("{%tr endfor %}",)), (3, 6.5, 7.5)
    )
    _repeat_first(table)


def _add_person(paper: Any) -> None:
    paper.add_paragraph("{%p for p in personen %}")
    heading = paper.add_heading("{{ p.naam }}", 1)
    heading.paragraph_format.page_break_before = True
    paper.add_paragraph("Nummer {{ p.nummer }}")
    told = ("{{ onderwerp.kop }}", "{{ onderwerp.tekst }}")
    loop = ("{%tr for onderwerp in p.onderwerpen %}",)
    _add_table(paper, (loop, told, ("{%tr endfor %}",)), (5, 12), bold_first=True)
    paper.add_heading("Uw antwoord", 2)
    _add_table(paper, [(question, "") for question in _ANSWERS], (6, 11), bold_first=True)
    paper.add_paragraph("{%p endfor %}")


def _add_table(
    paper: Any,
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    *,
    bold_first: bool = False,
) -> Any:
    """Add a table, its columns ``widths`` centimetres wide; no row is cut by the end of a page."""
    from docx.oxml import OxmlElement
    from docx.shared import Cm, Pt

    table = paper.add_table(len(rows), len(widths), "Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row, texts in zip(table.rows, rows, strict=True):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = text
        for cell in row.cells:
            space = cell.paragraphs[0].paragraph_format
            space.space_before = space.space_after = Pt(2)
        row.cells[0].paragraphs[0].runs[0].bold = bold_first or None
    return table


def _repeat_first(table: Any) -> None:
    """Make the first row the table's heading, on each of its pages and for a screen reader."""
    from docx.oxml import OxmlElement

    row = table.rows[0]
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell in row.cells:
        cell.paragraphs[0].runs[0].bold = True
