"""The handover list as a PDF: a first page for the reader in a hurry, then a page per person.

Typeset by typst from ``data/templates/handover.typ``; the words go in as JSON and are never read
as a template. Tagged for screen readers (PDF/UA-1), in Dutch, then encrypted (AES-256, PDF 2.0).
"""

import json
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from fieldwork.domain.dates import local, say_moment
from fieldwork.domain.handover import HandoverDocument, HandoverRow
from fieldwork.exports import _glyphs as glyphs
from fieldwork.exports import _wording as wording
from fieldwork.exports._cleaning import runs_right_to_left, shorten
from fieldwork.exports.formats import Format, must_be_strong

if TYPE_CHECKING:
    from typst import Fonts

FORMAT: Final = Format("pdf", "PDF", "pdf", "application/pdf")
TEMPLATE: Final = Path(__file__).parents[2] / "data" / "templates" / "handover.typ"
# Longest word before a break is allowed, in characters: a line of running text, a table cell.
LINE_WORD: Final = 40
CELL_WORD: Final = 20
NAME_WORD: Final = 12
BRIEF_CHARACTERS: Final = 240
BRIEF_REMARK: Final = "(lees verder)"
UNKNOWN: Final = "niet bekend"
NAMELESS: Final = "Naam niet bekend"

Text = dict[str, object]


def write(document: HandoverDocument, password: str) -> bytes:
    """Return ``document`` as an encrypted PDF; refuses a password under eight characters."""
    secret = must_be_strong(password)
    return _encrypt(_typeset(_contents(document)), secret)


def _typeset(contents: dict[str, object]) -> bytes:
    import typst

    return typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=fonts(),
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        sys_inputs={"contents": json.dumps(contents)},
    )


@cache
def fonts() -> "Fonts":
    """Return the fonts of the packages and no others, so that a file looks the same everywhere."""
    from typst import Fonts

    folders = [str(folder) for folder in glyphs.font_folders()]
    return Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def _encrypt(plain: bytes, secret: str) -> bytes:
    """Lock the file; copying text out stays allowed, as screen readers need it.

    Some readers bring a typed password to the form NFKC first (ISO 32000-2 asks for it), others do
    not: "m²" opens the file as one of its two passwords or as the other.
    """
    from pikepdf import Encryption, ObjectStreamMode, Pdf, Permissions

    sealed = BytesIO()
    allowed = Permissions(accessibility=True, extract=True)
    with Pdf.open(BytesIO(plain)) as pdf:
        pdf.save(
            sealed,
            object_stream_mode=ObjectStreamMode.generate,
            encryption=Encryption(
                owner=normalize("NFKC", secret), user=secret, R=6, aes=True, allow=allowed
            ),
        )
    return sealed.getvalue()


def _contents(document: HandoverDocument) -> dict[str, object]:
    headline, today = wording.say_headline(document)
    day = local(document.made_at)
    urgent = frozenset(document.today)
    return {
        "fonts": glyphs.FAMILIES,
        "title": glyphs.printable(wording.say_title(document)),
        "day": [day.year, day.month, day.day],
        "invented": wording.INVENTED if document.invented else "",
        "headline": headline,
        "today": today,
        "parties": [[label, _text(text)] for label, text in wording.say_parties(document)],
        "contact": _text(document.sender_contact),
        "keeping": wording.say_keeping(document),
        "control": glyphs.printable(wording.say_control(document)),
        "people": [_person(row, row in urgent) for row in wording.in_order(document)],
    }


def _person(row: HandoverRow, today: bool) -> dict[str, object]:
    return {
        "name": _text(_name(row), CELL_WORD),
        "reference": _text(row.reference),
        "urgency": wording.say_class(row.urgency).split(": ", maxsplit=1),
        "today": today,
        "brief": _brief(row),
        "reason": _entries(row, wording.REASON),
        "facts": _entries(row, wording.FACTS, CELL_WORD),
        "own-words": _entries(row, ("in_own_words",)),
        "subjects": _entries(row, wording.SUBJECTS),
        "basis": _entries(row, wording.BASIS),
    }


def _brief(row: HandoverRow) -> dict[str, object]:
    """Return the person's row in the table on the first page."""

    def cell(text: str, longest_word: int = CELL_WORD) -> Text:
        return _text(shorten(text, BRIEF_CHARACTERS, BRIEF_REMARK), longest_word)

    def entry(name: str) -> str:
        return wording.BY_NAME[name].of(row)

    return {
        "name": cell(_name(row)),
        "address": cell(entry("address") or f"Adres {UNKNOWN}"),
        "phone": cell(entry("phone") or f"Telefoon {UNKNOWN}"),
        "first": cell(entry("basic_needs")),
        "wanted": cell(entry("help_wanted")),
        "beware": cell(wording.say_beware(row)),
        "confirm": say_moment(row.confirm_before),
        "contact": say_moment(row.contact_before),
        "ask": cell(row.made_by, NAME_WORD),
    }


def _entries(
    row: HandoverRow, names: tuple[str, ...], longest_word: int = LINE_WORD
) -> list[list[object]]:
    """Return heading and text for those of ``names`` that are filled in."""
    filled = ((wording.BY_NAME[name], wording.BY_NAME[name].of(row)) for name in names)
    return [
        [entry.heading, _text(text, longest_word)]
        for entry, text in filled
        if glyphs.is_visible(text)
    ]


def _name(row: HandoverRow) -> str:
    name = wording.one_line(row.name)
    return name if glyphs.is_visible(name) else NAMELESS


def _text(text: str, longest_word: int = LINE_WORD) -> Text:
    """Return ``text`` as the template takes it: paragraphs, direction, a remark on lost signs."""
    shown = glyphs.printable(text).strip()
    return {
        "paragraphs": [
            glyphs.breakable(part, longest_word)
            for part in shown.split("\n")
            if glyphs.is_visible(part)
        ],
        "rtl": runs_right_to_left(shown),
        "remark": glyphs.REMARK if glyphs.STAND_IN in shown else "",
    }
