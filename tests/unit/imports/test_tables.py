"""Tables of every kind are read as what they show; what cannot be read is refused in Dutch."""

import zipfile
from datetime import date, datetime, time
from io import BytesIO

import pytest

from fieldwork.domain.refusals import UnreadableFile
from fieldwork.imports.files import find_kinds, read_book, suffixes
from tests.unit.imports.files import comma, ods, ods_row, ods_text, xlsx, zipped

TABLE = [["Datum", "Verslag"], ["13-3-2026", "Café dicht, €5"]]


def cells(filename: str, content: bytes):
    return [row.cells for row in read_book(filename, content).sheets[0].rows]


def test_every_kind_of_file_is_found_by_itself():
    assert {"csv", "xlsx", "ods", "docx", "txt", "json", "zip"} <= set(suffixes())
    assert len({kind.KIND.code for kind in find_kinds()}) == len(find_kinds())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_a_csv_is_read_in_any_usual_encoding_and_sign(encoding, delimiter):
    content = comma(*TABLE, delimiter=delimiter).decode().encode(encoding)
    assert cells("a.csv", content) == [("13-3-2026", "Café dicht, €5")]


def test_a_line_end_within_a_cell_and_the_row_number_of_a_spreadsheet_are_kept():
    sheet = read_book("a.csv", b'a;b\r\n"een\r\ntwee";x\r\n\r\ndrie;y\r\n').sheets[0]
    assert [(row.number, row.cells[0]) for row in sheet.rows] == [(2, "een\r\ntwee"), (4, "drie")]


def test_excels_own_first_line_is_no_heading():
    assert read_book("a.csv", b"sep=;\na;b\n1;2\n").sheets[0].headings == ("a", "b")


def test_a_title_above_the_headings_is_skipped():
    sheet = read_book("a.csv", b"Gesprekken 2026;;\n;;\nNr;Dag;Tekst\n1;x;y\n").sheets[0]
    assert sheet.headings == ("Nr", "Dag", "Tekst")
    assert sheet.rows[0].number == 4


def test_empty_and_double_headings_get_a_name_and_are_said():
    sheet = read_book("a.csv", b"a;a;;leeg\n1;2;3;\n").sheets[0]
    assert sheet.headings == ("a", "a (2)", "Kolom C", "leeg")
    assert any("geen kop" in said for said in sheet.remarks)
    assert any("vaker" in said for said in sheet.remarks)


def test_a_row_wider_than_its_headings_is_not_taken_for_another():
    sheet = read_book("a.csv", b"a;b\n1;2\n1;2;3\n1;2\n").sheets[0]
    assert [bool(row.trouble) for row in sheet.rows] == [False, True, False]


def test_one_column_is_read_and_said():
    sheet = read_book("a.csv", b"verhaal\neen\ntwee\n").sheets[0]
    assert sheet.headings == ("verhaal",)
    assert "maar één kolom" in sheet.remarks[0]


def test_an_xlsx_shows_days_clocks_numbers_and_yes_or_no():
    row = [date(2026, 3, 13), time(14, 32), datetime(2026, 3, 13, 9, 5), 12, 1.5, True, "ja"]
    found = cells("a.xlsx", xlsx(["a", "b", "c", "d", "e", "f", "g"], row))[0]
    assert found == (*row,)


def test_a_formula_is_its_outcome_and_one_without_outcome_is_empty_and_said():
    content = xlsx(["a", "b"], ["x", "=1+1"], ["y", "z"])
    sheet = read_book("a.xlsx", content).sheets[0]
    assert sheet.rows[0].cells == ("x", "")
    assert "formule zonder uitkomst" in sheet.remarks[0]
    parts = dict(_parts(content))
    parts["xl/worksheets/sheet1.xml"] = (
        parts["xl/worksheets/sheet1.xml"]
        .replace(b"<f>1+1</f><v/>", b"<f>1+1</f><v>2</v>")
        .replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>")
    )
    assert cells("a.xlsx", zipped(parts))[0] == ("x", 2)


def test_a_cell_merged_over_rows_counts_for_each_of_them():
    def merge(page):
        page.merge_cells("A2:A4")

    content = xlsx(["dag", "t"], ["13-3", "a"], [None, "b"], [None, "c"], [None, "d"], change=merge)
    assert [row[0] for row in cells("a.xlsx", content)] == ["13-3", "13-3", "13-3", ""]


def test_every_sheet_with_rows_is_offered():
    content = xlsx(["a"], ["1"], sheets=[("Leeg", []), ("Twee", [["b", "c"], ["2", "3"]])])
    assert [sheet.name for sheet in read_book("a.xlsx", content).sheets] == ["Sheet", "Twee"]


def test_an_ods_has_days_spaces_and_breaks():
    day = '<table:table-cell office:value-type="date" office:date-value="2026-03-13"/>'
    number = '<table:table-cell office:value-type="float" office:value="12"/>'
    note = ods_text('een<text:s text:c="2"/>twee<text:line-break/>drie')
    content = ods(ods_row(*map(ods_text, "abc")) + ods_row(day, number, note))
    assert cells("a.ods", content) == [(date(2026, 3, 13), 12, "een  twee\ndrie")]


def test_repeats_in_an_ods_are_counted_and_not_written_out():
    empty = '<table:table-cell table:number-columns-repeated="16384"/>'
    content = ods(
        ods_row(ods_text("a"), ods_text("b"))
        + ods_row(ods_text("x"), ods_text("y"), times=3)
        + ods_row(empty, times=1_000_000)
        + ods_row(ods_text("z"), ods_text("z"))
    )
    sheet = read_book("a.ods", content).sheets[0]
    assert [row.number for row in sheet.rows] == [2, 3, 4, 1_000_005]


@pytest.mark.parametrize(
    "row",
    [
        ods_row(ods_text("x", 'table:number-columns-repeated="16000"')),
        ods_row(ods_text("x"), times=1_000_000),
    ],
)
def test_an_ods_that_repeats_what_is_filled_is_refused(row):
    refuse("a.ods", ods(ods_row(ods_text("a")) + row), "kolommen|rijen")


def refuse(filename: str, content: bytes, match: str) -> None:
    with pytest.raises(UnreadableFile, match=match) as refused:
        read_book(filename, content)
    assert filename in refused.value.where
    assert "Er is niets ingelezen" in refused.value.what_now


def _parts(content: bytes):
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.ods", "a.docx", "a.txt", "a.json", "a.zip"])
def test_an_empty_file_is_refused(name):
    refuse(name, b"  \r\n", "leeg")


def test_a_picture_with_another_name_is_refused():
    refuse("a.xlsx", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "foto")


def test_a_password_and_an_old_office_file_are_told_apart():
    head = bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 100
    refuse("a.xlsx", head + "EncryptedPackage".encode("utf-16-le"), "wachtwoord")
    refuse("a.xls", head, "voor 2007")
    locked = {"content.xml": "x", "META-INF/manifest.xml": "<m:encryption-data/>"}
    refuse("a.ods", zipped({"mimetype": "x", **locked}), "wachtwoord")


def test_a_zip_bomb_is_not_unpacked():
    parts = dict(_parts(xlsx(["a"], ["1"])))
    parts["xl/worksheets/sheet1.xml"] = b"<x>" + b"0" * 60_000_000 + b"</x>"
    refuse("a.xlsx", zipped(parts), "Uitgepakt")


def test_entities_of_its_own_make_a_file_refused():
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    parts = dict(_parts(xlsx(["a"], ["1"])))
    refuse("a.xlsx", zipped({**parts, "xl/worksheets/sheet1.xml": bomb}), "beschadigd")
    refuse("a.ods", zipped({"mimetype": "x", "content.xml": bomb}), "beschadigd")


def test_a_broken_archive_is_refused():
    content = xlsx(["a"], ["1"])
    refuse("a.xlsx", content[: len(content) // 2], "soort bestand|beschadigd")
    parts = dict(_parts(content))
    refuse("a.xlsx", zipped({**parts, "xl/worksheets/sheet1.xml": b"<x"}), "beschadigd")


def test_too_many_rows_or_columns_are_refused_with_their_row():
    refuse("a.csv", b"a;b\n" + b"1;2\n" * 20_100, "20.000 rijen")
    refuse("a.csv", b"a;b\n" + b";" * 400 + b"x\n", "Rij 2 heeft meer dan 300 kolommen")


def test_a_quotation_mark_that_never_closes_is_named_by_its_row():
    refuse("a.csv", b'a;b\n1;2\n3;"vier\n5;6\n', "rij 3")


def test_noise_and_what_is_no_table_are_refused():
    refuse("a.csv", b"\x01\x02\x03\x04" * 50, "gewone tekst")
    refuse("a.csv", b"alleen;koppen\n", "geen enkele rij")
    refuse("a.exe", b"MZ" + b"x" * 100, "kent dit soort bestand niet")
    refuse("a.pdf", b"%PDF-1.7 ...", "PDF")
