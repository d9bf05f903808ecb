"""The workbook as the gemeente opens it: everything is there, and nothing is a formula."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import msoffcrypto
import openpyxl
import pytest

from fieldwork.domain.handover import HandoverDocument, HandoverRow
from fieldwork.exports import _wording as wording
from fieldwork.exports import excel

PASSWORD = "fiets dijk lepel wolk"
Edit = Callable[..., HandoverDocument]


def decrypt(sealed: bytes, password: str = PASSWORD) -> bytes:
    file = msoffcrypto.OfficeFile(BytesIO(sealed))
    file.load_key(password=password, verify_password=True)
    plain = BytesIO()
    file.decrypt(plain, verify_integrity=True)
    return plain.getvalue()


def open_book(document: HandoverDocument) -> Any:
    return openpyxl.load_workbook(BytesIO(decrypt(excel.write(document, PASSWORD))))


def find_header(sheet: Any) -> int:
    return next(row[0].row for row in sheet.iter_rows() if row[0].value == "Nummer")


def read_table(sheet: Any) -> list[dict[str, Any]]:
    header = find_header(sheet)
    names = [cell.value for cell in sheet[header]]
    rows = sheet.iter_rows(min_row=header + 1)
    return [dict(zip(names, (cell.value for cell in row), strict=True)) for row in rows]


def read_subjects(book: Any, reference: str) -> dict[str, str]:
    """Return every subject of one person, with the parts of a long text put together."""
    subjects: dict[str, str] = {}
    for line in read_table(book["Per persoon"]):
        if line["Nummer"] == reference:
            heading = line["Onderwerp"].split(" (deel ")[0]
            subjects[heading] = subjects.get(heading, "") + line["Tekst"]
    return subjects


@pytest.fixture
def with_row(document: HandoverDocument) -> Edit:
    """Return a function that gives a list of one person with these fields."""

    def make(**fields: Any) -> HandoverDocument:
        return replace(document, rows=(replace(document.rows[0], **fields),))

    return make


def test_a_wrong_password_opens_nothing(document: HandoverDocument) -> None:
    sealed = excel.write(document, PASSWORD)
    with pytest.raises(msoffcrypto.exceptions.InvalidKeyError):
        decrypt(sealed, "fiets dijk lepel wolf")
    assert b"Fatma" not in sealed
    assert "Fatma".encode("utf-16-le") not in sealed


def test_an_accent_typed_in_two_ways_is_one_password(document: HandoverDocument) -> None:
    sealed = excel.write(document, "cafe\u0301 op de hoek")
    assert decrypt(sealed, "caf\u00e9 op de hoek").startswith(b"PK")


def test_the_top_tells_a_reader_in_a_hurry_what_this_is(document: HandoverDocument) -> None:
    sheet = open_book(document)["Overdracht"]
    top = [c.value for row in sheet.iter_rows(max_row=find_header(sheet) - 1) for c in row]
    assert {
        "Overdracht 2026-014",
        "Voorbeeld: alle personen zijn verzonnen",
        "3 personen hebben nu hulp nodig, 1 vandaag",
        "Aan: Wijkteam Zuid, t.a.v. Karin Blom, Waterstad",
        "Van: Wijkduik De Waterkant",
        "Vragen: Sanne Bakker, 06 1234 0000, ook in het weekend",
        "Datum: vr 20 maart 2026 14:05",
        "Bewaren tot en met: zo 20 september 2026",
        "Controlecode: 3f9a1c7be05d2468",
    } <= set(top)


def test_every_person_has_one_row_and_the_most_urgent_stands_first(
    document: HandoverDocument,
) -> None:
    rows = read_table(open_book(document)["Overdracht"])
    assert [row["Naam"] for row in rows] == ["Mw. G. de Vries", "Fatma A.", "Johan"]
    fatma = rows[1]
    assert fatma["Hoe snel"] == "P2 Bedreigend: binnen 3 werkdagen"
    assert fatma["Telefoon"] == "06 1234 0003"
    assert fatma["Eerst nodig"] == "Onderdak, geld om van te leven"
    assert fatma["Eerste contact voor"] == datetime(2026, 3, 25, 17, 0)
    assert fatma["Let op"] == "Niet praten over de ontruiming waar de kinderen bij zijn."
    assert rows[2]["Let op"].startswith("Grote hond loopt los")


def test_everything_that_is_known_of_everybody_is_there(document: HandoverDocument) -> None:
    book = open_book(document)
    for row in document.rows:
        subjects = read_subjects(book, row.reference)
        expected = {entry.heading: entry.of(row) for entry in wording.ENTRIES if entry.of(row)}
        assert subjects == expected


def test_no_field_of_a_row_is_forgotten(document: HandoverDocument) -> None:
    row = document.rows[1]
    marked = {
        name: f"kenmerk {name}"
        for name in HandoverRow.__dataclass_fields__
        if isinstance(getattr(row, name), str) and name != "urgency"
    }
    marked_row = replace(
        row, **marked, basic_needs=("kenmerk needs",), life_areas=("kenmerk areas",), minors=7
    )
    sheets = open_book(replace(document, rows=(marked_row,))).worksheets
    said = "\n".join(str(cell.value) for sheet in sheets for row in sheet for cell in row)
    for text in (*marked.values(), "kenmerk needs", "kenmerk areas", "7 kinderen"):
        assert text in said


def test_an_empty_field_is_an_empty_cell_and_consent_says_not_asked(
    document: HandoverDocument,
) -> None:
    book = open_book(document)
    johan = read_table(book["Overdracht"])[2]
    assert johan["Telefoon"] is None
    assert read_subjects(book, "2026-014-03")["Toestemming"] == "Niet gevraagd"
    assert "None" not in str(read_subjects(book, "2026-014-03"))


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t=", "\r=", "\n=", "\u200b=", "\ufeff=", "\u00a0@", "＝", "'="]
)
def test_what_looks_like_a_formula_stays_text(with_row: Edit, start: str) -> None:
    attack = f'{start}cmd|"/c calc"!A1'
    fields = dict.fromkeys(("name", "address", "help_wanted", "in_own_words", "reference"), attack)
    plain = decrypt(excel.write(with_row(**fields), PASSWORD))
    cells = [
        cell
        for sheet in openpyxl.load_workbook(BytesIO(plain)).worksheets
        for row in sheet
        for cell in row
        if "cmd|" in str(cell.value)
    ]
    assert len(cells) >= 5
    assert {cell.data_type for cell in cells} == {"s"}
    if start != "'=":
        assert all(cell.quotePrefix for cell in cells)
    with ZipFile(BytesIO(plain)) as parts:
        sheets = [name for name in parts.namelist() if "worksheets/sheet" in name]
        assert not any(b"<f>" in parts.read(name) for name in sheets)


def test_a_link_stays_text(with_row: Edit) -> None:
    book = open_book(with_row(address="https://voorbeeld.test/x", phone="mailto:a@b.test"))
    assert all(cell.hyperlink is None for sheet in book.worksheets for row in sheet for cell in row)


def test_control_characters_go_and_words_stay(with_row: Edit) -> None:
    book = open_book(with_row(in_own_words="a\x00b\x07c\x1b d\ud800e\ufffff\x0bg\r\nh\u202ei"))
    assert read_subjects(book, "2026-014-03")["In eigen woorden"] == "abc d\ufffdef\ng\nhi"


@pytest.mark.parametrize(
    "text",
    [
        "Woord na woord. " * 3_000,
        "x" * 40_000,
        "😀" * 33_000,
        "Regel\n" * 500 + "einde",
        "\n".join("y" * 95 for _ in range(300)),
    ],
)
def test_a_long_text_goes_on_in_more_rows_and_loses_nothing(with_row: Edit, text: str) -> None:
    book = open_book(with_row(in_own_words=text, help_wanted=text))
    subjects = read_subjects(book, "2026-014-03")
    assert subjects["In eigen woorden"] == text.strip()
    assert subjects["Wat is nodig"] == text.strip()
    parts = [
        line
        for line in read_table(book["Per persoon"])
        if line["Onderwerp"].startswith("In eigen woorden (deel ")
    ]
    assert len(parts) > 1
    assert all(len(line["Tekst"].encode("utf-16-le")) // 2 <= 32_767 for line in parts)
    brief = read_table(book["Overdracht"])[0]["Wat is nodig"]
    assert brief.endswith("… (lees verder op het blad 'Per persoon')")


def test_the_gemeente_answers_from_lists_and_with_days(document: HandoverDocument) -> None:
    sheet = open_book(document)["Overdracht"]
    header = find_header(sheet)
    column = {cell.value: cell.column_letter for cell in sheet[header]}
    asked = {
        str(rule.sqref): (rule.type, rule.formula1)
        for rule in sheet.data_validations.dataValidation
    }
    first, last = header + 1, header + 3

    def rule(name: str) -> tuple[str, str]:
        return asked[f"{column[name]}{first}:{column[name]}{last}"]

    assert rule("Antwoord") == ("list", '"Geaccepteerd,Geweigerd,Doorgezet"')
    assert "Te druk,Past niet in de agenda" in rule("Reden bij weigering")[1]
    assert rule("Ontvangst bevestigd op")[0] == rule("Eerste contact op")[0] == "date"
    assert {"Behandelaar", "Opmerking"} <= set(column)


def test_the_sheet_prints_on_a4_and_says_it_is_confidential(document: HandoverDocument) -> None:
    for sheet in open_book(document).worksheets[:3]:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.oddHeader.left.text == "Vertrouwelijk"
        assert sheet.oddHeader.right.text.startswith("Bewaren tot en met zo 20 september 2026")
        assert sheet.oddFooter.left.text == "Overdracht 2026-014"
        assert sheet.oddFooter.center.text == "Bladzijde &P van &N"


def test_header_stays_in_sight_and_filters(document: HandoverDocument) -> None:
    sheet = open_book(document)["Overdracht"]
    header = find_header(sheet)
    assert sheet.freeze_panes == f"D{header + 1}"
    assert sheet.auto_filter.ref == f"A{header}:T{header + 3}"
    assert sheet.print_title_rows == f"${header}:${header}"


def test_an_ampersand_in_the_number_is_not_a_page_code(document: HandoverDocument) -> None:
    sheet = open_book(replace(document, number="&P&N"))["Overdracht"]
    assert sheet.oddFooter.left.text == "Overdracht &&P&&N"


def test_the_explanation_names_classes_columns_and_whom_to_call(
    document: HandoverDocument,
) -> None:
    book = open_book(document)
    said = {row[0].value: row[1].value for row in book["Toelichting"].iter_rows(max_col=2)}
    assert said["P0 Levensgevaar: nu bellen"].endswith("bel nu.")
    assert set(read_table(book["Overdracht"])[0]) <= set(said)
    assert said["Levensgevaar"] == "112"
    assert "06 1234 0000" in said["Vragen over deze lijst"]
    assert "zo 20 september 2026" in said["Hoe lang"]


def test_a_list_without_people_still_opens(document: HandoverDocument) -> None:
    book = open_book(replace(document, rows=(), invented=False))
    assert book["Overdracht"]["A2"].value == "Er staat niemand op deze lijst"
    said = [str(cell.value) for sheet in book.worksheets for row in sheet for cell in row]
    assert not any("verzonnen" in text for text in said)
