"""The handover list as an Excel workbook: to sort, to assign and to answer in.

Three sheets: "Overdracht" with a row per person and columns for the answer, "Per persoon" with
everything that is handed over, "Toelichting"; and a hidden one that tells, when the file comes
back, what was in the answer columns when it was made. Every cell with words of a person is text and
stays text; nothing is a formula. The file is encrypted (ECMA-376 agile encryption, AES-256).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from textwrap import wrap
from typing import Any, Final

from fieldwork.domain.answers import ANSWERS, LABELS, Answers
from fieldwork.domain.dates import local
from fieldwork.domain.handover import HandoverDocument, HandoverRow, RefusalReason
from fieldwork.exports import _wording as wording
from fieldwork.exports._answer_base import write_base
from fieldwork.exports._cleaning import clean, shorten, starts_like_formula
from fieldwork.exports._explanation import explain
from fieldwork.exports.formats import Format, must_be_strong

FORMAT: Final = Format(
    "xlsx",
    "Excel",
    "xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)
# A row in Excel is at most 409 points high: 26 lines of text. What is longer takes a next row, so
# that all of it can be read on screen and on paper, far below the 32,767 characters of one cell.
PIECE_LINES: Final = 22
LINE_CHARACTERS: Final = 90
LINE_POINTS: Final = 15
MOST_POINTS: Final = 409
BRIEF_CHARACTERS: Final = 220
BRIEF_REMARK: Final = "(lees verder op het blad 'Per persoon')"
MOST_ANSWER: Final = 2_000
HEADER_ROW: Final = 6
SUBJECT_HEADINGS: Final = ("Nummer", "Naam", "Onderwerp", "Tekst")
SUBJECT_WIDTHS: Final = (12, 22, 28, 100)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the sheet "Overdracht": heading, width in characters, meaning, what is in it.

    ``fill`` gives the cell; a column without it is for the gemeente's answer, called ``answer`` in
    :class:`Answers`.
    """

    heading: str
    width: int
    meaning: str
    fill: Callable[[HandoverRow], str | datetime] | None = None
    answer: str = ""

    @property
    def asks_day(self) -> bool:
        """Whether the gemeente fills in a day here."""
        return self.answer.endswith("_on")


def _entry(name: str, width: int) -> Column:
    entry = wording.BY_NAME[name]
    return Column(entry.heading, width, entry.meaning, entry.of)


def _answer(name: str, width: int, meaning: str) -> Column:
    return Column(LABELS[name], width, meaning, answer=name)


def _moment(heading: str, name: str, when: Callable[[HandoverRow], datetime]) -> Column:
    return Column(heading, 16, wording.BY_NAME[name].meaning, lambda row: _clock(when(row)))


def _clock(moment: datetime) -> datetime:
    """Return the Dutch clock time without a zone: Excel knows none."""
    return local(moment).replace(tzinfo=None)


COLUMNS: Final = (
    Column("Nummer", 12, "Het nummer van de hulpvraag. Noem dit in mail.", lambda r: r.reference),
    _entry("urgency", 12),
    Column("Naam", 14, "Naam of roepnaam.", lambda r: r.name),
    _entry("address", 16),
    _entry("phone", 12),
    _entry("basic_needs", 17),
    _entry("help_wanted", 25),
    _entry("why", 20),
    Column(
        "Let op",
        18,
        "Wat u beter niet doet, en wat er bij een bezoek is gezien.",
        wording.say_beware,
    ),
    _moment("Bevestigen voor", "confirm_before", lambda row: row.confirm_before),
    _moment("Eerste contact voor", "contact_before", lambda row: row.contact_before),
    _answer("confirmed_on", 11, "De dag waarop u laat weten dat u de vraag hebt."),
    _answer("answer", 13, "Geaccepteerd, geweigerd of doorgezet. Kies uit de lijst."),
    _answer("reason", 13, "Alleen als u weigert. Kies uit de lijst."),
    _answer("handler", 13, "Wie het doet, met telefoonnummer."),
    _answer("contact_on", 10, "De dag waarop u de persoon sprak."),
    _answer("started_on", 10, "De dag waarop de hulp begon."),
    _answer("ended_on", 10, "De dag waarop de hulp klaar was."),
    _answer("result", 15, "Wat de hulp opleverde, in één zin."),
    _answer("remark", 17, "Wat wij verder moeten weten. Bij doorgezet: naar wie."),
)


def write(document: HandoverDocument, password: str) -> bytes:
    """Return ``document`` as an encrypted workbook; refuses a password under eight characters."""
    secret = must_be_strong(password)
    return _encrypt(_build(document), secret)


def _build(document: HandoverDocument) -> bytes:
    from xlsxwriter import Workbook

    plain = BytesIO()
    settings = {
        "in_memory": True,
        "constant_memory": False,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": "Calibri", "font_size": 11},
    }
    with Workbook(plain, settings) as book:
        book.set_properties(
            {"title": wording.say_title(document), "author": clean(document.sender)[:255]}
        )
        styles = Styles(book)
        _write_overview(book.add_worksheet("Overdracht"), document, styles)
        _write_people(book.add_worksheet("Per persoon"), document, styles)
        _write_explanation(book.add_worksheet("Toelichting"), document, styles)
        write_base(book, document)
    return plain.getvalue()


def _encrypt(plain: bytes, secret: str) -> bytes:
    from msoffcrypto.format.ooxml import OOXMLFile

    sealed = BytesIO()
    OOXMLFile(BytesIO(plain)).encrypt(secret, sealed)
    return sealed.getvalue()


class Styles:
    """The cell formats of one workbook, each made once."""

    _BASE: Final = {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#BFBFBF"}
    _KINDS: Final[dict[str, dict[str, object]]] = {
        "title": {"bold": True, "font_size": 18},
        "headline": {"bold": True, "font_size": 13},
        "invented": {"bold": True, "font_color": "#8A5A00"},
        "line": {},
        "text": _BASE,
        "today": {**_BASE, "bold": True, "font_color": "#B3341F"},
        "strong": {**_BASE, "bold": True},
        "moment": {**_BASE, "num_format": "[$-413]ddd d mmm hh:mm", "align": "left"},
        "head": {**_BASE, "bold": True, "bg_color": "#0B5D5E", "font_color": "#FFFFFF"},
        "answer_head": {**_BASE, "bold": True, "bg_color": "#FFF3D6"},
        "answer": {**_BASE, "bg_color": "#FFFBF0"},
        "day": {
            **_BASE,
            "bg_color": "#FFFBF0",
            "num_format": "[$-413]ddd d mmm",
            "align": "left",
        },
    }

    def __init__(self, book: Any) -> None:
        """Start with no formats in ``book``."""
        self._book = book
        self._made: dict[tuple[str, bool], Any] = {}

    def of(self, kind: str, text: str = "") -> Any:
        """Return the format for ``kind``; where ``text`` looks like a formula, with a text mark.

        The mark (Excel's quote prefix) keeps such a cell text when somebody edits it.
        """
        marked = starts_like_formula(text)
        key = (kind, marked)
        if key not in self._made:
            properties = {**self._KINDS[kind], **({"quote_prefix": True} if marked else {})}
            self._made[key] = self._book.add_format(properties)
        return self._made[key]


def _put(sheet: Any, row: int, column: int, value: str | datetime, style: Any) -> None:
    """Write one cell: a moment as a date, anything else as text, whatever it begins with."""
    if isinstance(value, datetime):
        sheet.write_datetime(row, column, value, style)
    elif not value:
        sheet.write_blank(row, column, None, style)
    elif sheet.write_string(row, column, value, style) != 0:
        raise ValueError(f"a text of {len(value)} characters does not fit in one cell")


def _set_height(sheet: Any, row: int, cells: Iterable[tuple[str, int]]) -> None:
    """Make ``row`` as high as the longest of ``cells`` (text, width in characters) takes.

    Not every program does that by itself on opening. The count is on the safe side.
    """
    lines = max((_count_lines(text, width) for text, width in cells), default=1)
    sheet.set_row(row, min(LINE_POINTS * lines + 2, MOST_POINTS))


def _count_lines(text: str, width: int) -> int:
    return sum(max(1, len(wrap(line, max(width - 1, 1)))) for line in text.split("\n"))


def _brief(text: str, most: int = BRIEF_CHARACTERS) -> str:
    return shorten(clean(text), most, BRIEF_REMARK)


def _write_overview(sheet: Any, document: HandoverDocument, styles: Styles) -> None:
    rows = wording.in_order(document)
    urgent = frozenset(document.today)
    last = HEADER_ROW + max(len(rows), 1)
    _write_top(sheet, document, styles)
    for at, column in enumerate(COLUMNS):
        sheet.set_column(at, at, column.width)
        kind = "head" if column.fill else "answer_head"
        _put(sheet, HEADER_ROW, at, column.heading, styles.of(kind))
    _set_height(sheet, HEADER_ROW, ((column.heading, column.width - 2) for column in COLUMNS))
    for at, row in enumerate(rows, start=HEADER_ROW + 1):
        _write_person(sheet, at, row, row in urgent, styles)
    _ask_answers(sheet, HEADER_ROW + 1, last, document)
    sheet.autofilter(HEADER_ROW, 0, last, len(COLUMNS) - 1)
    sheet.freeze_panes(HEADER_ROW + 1, 3)
    sheet.repeat_rows(HEADER_ROW)
    sheet.print_area(0, 0, last, len(COLUMNS) - 1)
    _set_page(sheet, document)


def _write_top(sheet: Any, document: HandoverDocument, styles: Styles) -> None:
    """Write what a reader in a hurry needs; lines run on over the empty cells beside them."""
    _put(sheet, 0, 0, _brief(wording.say_title(document)), styles.of("title"))
    _put(
        sheet, 1, 0, ", ".join(filter(None, wording.say_headline(document))), styles.of("headline")
    )
    if document.invented:
        _put(sheet, 0, 7, wording.INVENTED, styles.of("invented"))
    lines = [f"{label}: {text}" for label, text in wording.say_parties(document)]
    lines.append(f"Controlecode: {wording.say_control(document)}")
    for at, line in enumerate(lines):
        row, column = 2 + at % 3, 7 * (at // 3)
        _put(sheet, row, column, _brief(line, 120), styles.of("line"))
    sheet.set_row(HEADER_ROW - 1, 6)


def _write_person(sheet: Any, at: int, row: HandoverRow, today: bool, styles: Styles) -> None:
    texts: list[tuple[str, int]] = []
    for column, what in enumerate(COLUMNS):
        if what.fill is None:
            _write_answer(sheet, at, column, what, row.answers or Answers(), styles)
            continue
        value = what.fill(row)
        if isinstance(value, datetime):
            _put(sheet, at, column, value, styles.of("moment"))
            continue
        text = _brief(value)
        kind = "today" if today and column == 1 else "strong" if column == 2 else "text"
        _put(sheet, at, column, text, styles.of(kind, text))
        texts.append((text, what.width))
    _set_height(sheet, at, texts)


def _write_answer(
    sheet: Any, at: int, column: int, what: Column, known: Answers, styles: Styles
) -> None:
    """Write what was answered before, so that nobody fills it in twice."""
    told = getattr(known, what.answer)
    if what.asks_day:
        if told is None:
            sheet.write_blank(at, column, None, styles.of("day"))
        else:
            sheet.write_datetime(at, column, told, styles.of("day"))
        return
    text = _brief(getattr(told, "label", told) or "", MOST_ANSWER)
    _put(sheet, at, column, text, styles.of("answer", text))


def _ask_answers(sheet: Any, first: int, last: int, document: HandoverDocument) -> None:
    """Let the answer columns take a choice from a list, or a day since the list was made."""
    choices = {
        "answer": [answer.label for answer in ANSWERS],
        "reason": [reason.label for reason in RefusalReason],
    }
    for at, column in enumerate(COLUMNS):
        if column.answer in choices:
            asked: dict[str, object] = {
                "validate": "list",
                "source": choices[column.answer],
                "error_message": "Kies een van de antwoorden uit de lijst.",
            }
        elif column.asks_day:
            asked = {
                "validate": "date",
                "criteria": ">=",
                "value": _clock(document.made_at).date(),
                "error_message": "Vul een dag in na het maken van deze lijst, zoals 24-3-2026.",
            }
        else:
            continue
        sheet.data_validation(first, at, last, at, {**asked, "error_title": column.heading})


def _write_people(sheet: Any, document: HandoverDocument, styles: Styles) -> None:
    """Write everything that is handed over, one row per subject, longer texts over more rows."""
    for at, (heading, width) in enumerate(zip(SUBJECT_HEADINGS, SUBJECT_WIDTHS, strict=True)):
        sheet.set_column(at, at, width)
        _put(sheet, 0, at, heading, styles.of("head"))
    line = 0
    for row in wording.in_order(document):
        reference, name = _brief(row.reference), _brief(row.name)
        for heading, text in _subjects(row):
            line += 1
            _put(sheet, line, 0, reference, styles.of("text", reference))
            _put(sheet, line, 1, name, styles.of("text", name))
            _put(sheet, line, 2, heading, styles.of("strong"))
            _put(sheet, line, 3, text, styles.of("text", text))
            cells = (reference, name, heading, text)
            _set_height(sheet, line, zip(cells, SUBJECT_WIDTHS, strict=True))
    sheet.autofilter(0, 0, max(line, 1), len(SUBJECT_WIDTHS) - 1)
    sheet.freeze_panes(1, 2)
    sheet.repeat_rows(0)
    _set_page(sheet, document)


def _subjects(row: HandoverRow) -> Iterator[tuple[str, str]]:
    for entry in wording.ENTRIES:
        pieces = split_text(entry.of(row))
        for number, piece in enumerate(pieces, start=1):
            part = f" (deel {number} van {len(pieces)})" if len(pieces) > 1 else ""
            yield entry.heading + part, piece


def split_text(text: str) -> list[str]:
    """Return ``text`` in pieces that each fit in one visible row; joined they are ``text`` again.

    A piece ends after a space or line end where it can; a word over 90 characters is cut.
    """
    lines = re.findall(
        rf"[^\n]{{1,{LINE_CHARACTERS}}}(?:\s|$)|[^\n]{{1,{LINE_CHARACTERS}}}|\n", text
    )
    return ["".join(lines[at : at + PIECE_LINES]) for at in range(0, len(lines), PIECE_LINES)]


def _write_explanation(sheet: Any, document: HandoverDocument, styles: Styles) -> None:
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 100)
    _put(sheet, 0, 0, f"Toelichting bij {_brief(wording.say_title(document))}", styles.of("title"))
    line = 1
    columns = tuple((column.heading, column.meaning) for column in COLUMNS)
    for heading, pairs in explain(document, columns):
        line += 1
        _put(sheet, line, 0, heading, styles.of("headline"))
        for left, right in pairs:
            line += 1
            _put(sheet, line, 0, left, styles.of("strong"))
            _put(sheet, line, 1, right, styles.of("text", right))
            _set_height(sheet, line, ((left, 34), (right, 100)))
        line += 1
    _set_page(sheet, document)


def _set_page(sheet: Any, document: HandoverDocument) -> None:
    """Print on A4, landscape, as wide as the paper; header and footer as in the PDF."""
    number = shorten(wording.say_title(document), 60, "").replace("&", "&&")
    control = wording.say_control(document).replace("&", "&&")
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.7)
    sheet.hide_gridlines(2)
    sheet.set_header(f'&L&"Calibri,Bold"Vertrouwelijk&R{wording.say_keeping(document)}')
    sheet.set_footer(f"&L{number}&CBladzijde &P van &N&RControlecode {control}")
