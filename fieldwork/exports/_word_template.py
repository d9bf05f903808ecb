"""Our own DOCX template, which a gemeente can take as the beginning of its own.

In a template stand words between double braces, filled in for each list: ``{{ lijst.nummer }}``,
and for each person on it ``{%p for p in personen %}`` up to ``{%p endfor %}``, with
``{{ p.naam }}`` in between.
"""

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


def our_template() -> bytes:
    """Return our template, as a DOCX file."""
    from docx import Document
    from docx.shared import Cm, Pt

    paper = Document()
    paper.styles["Normal"].font.name = "Calibri"
    paper.styles["Normal"].font.size = Pt(11)
    paper.core_properties.title = "Overdracht {{ lijst.nummer }}"
    paper.core_properties.author = "{{ lijst.van }}"
    paper.core_properties.language = "nl-NL"
    for section in paper.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
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


def _add_person(paper: Any) -> None:
    paper.add_paragraph("{%p for p in personen %}")
    heading = paper.add_heading("{{ p.naam }}", 1)
    heading.paragraph_format.page_break_before = True
    paper.add_paragraph("Nummer {{ p.nummer }}")
    paper.add_paragraph("{%p for onderwerp in p.onderwerpen %}")
    paper.add_paragraph("{{ onderwerp.kop }}").runs[0].bold = True
    paper.add_paragraph("{{ onderwerp.tekst }}")
    paper.add_paragraph("{%p endfor %}")
    paper.add_heading("Uw antwoord", 2)
    for line in (
        "Ontvangst bevestigd op: ________________  door: ________________",
        "Geaccepteerd / geweigerd, want / doorgezet naar: ________________",
        "Behandelaar en telefoon: ________________",
        "Eerste contact op: ________________",
    ):
        paper.add_paragraph(line)
    paper.add_paragraph("{%p endfor %}")
