"""One talk in one file, with who says what."""

import pytest

from fieldwork.domain.notes import LONGEST_NOTE
from fieldwork.domain.refusals import UnreadableFile
from fieldwork.imports.files import read_book
from fieldwork.imports.transcripts import join_transcripts
from tests.unit.imports.files import paragraph, word


def talk(filename: str, content: bytes) -> tuple:
    return read_book(filename, content).sheets[0].rows[0].cells


def test_speakers_are_kept_before_their_words():
    content = b"Sara: Hoe gaat het?\r\nFatma: Niet goed.\r\n"
    assert talk("a.txt", content)[0] == "Sara: Hoe gaat het?\nFatma: Niet goed."


def test_a_name_with_a_clock_joins_the_words_below_it():
    content = b"Sara Timmers   0:03\nDag.\n\n[00:00:07] Fatma: Hallo.\nOmar 1:02:03\nIk ook."
    assert talk("a.txt", content)[0].split("\n") == [
        "Sara Timmers: Dag.",
        "",
        "Fatma: Hallo.",
        "Omar: Ik ook.",
    ]


@pytest.mark.parametrize(
    ("filename", "head", "day"),
    [
        ("2026-03-13 Fatma.txt", "", "2026-03-13"),
        ("20260313_opname.txt", "", "2026-03-13"),
        ("a.txt", "Datum: 13-3-2026\n", "13-3-2026"),
        ("a.txt", "", ""),
    ],
)
def test_the_day_is_in_the_name_or_the_first_lines(filename, head, day):
    assert talk(filename, f"{head}Sara: Dag.".encode())[1] == day


def test_a_word_document_gives_paragraphs_and_tables_without_what_was_struck_out():
    table = ("<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>").format(
        paragraph("Fatma"), paragraph("Niet goed.")
    )
    struck = "<w:p><w:del><w:r><w:t>weg</w:t></w:r></w:del><w:r><w:t>Sara: Dag.</w:t></w:r></w:p>"
    broken = "<w:p><w:r><w:t>een</w:t><w:br/><w:t>twee</w:t></w:r></w:p>"
    text = talk("a.docx", word(struck + broken + table))[0]
    assert text.split("\n") == ["Sara: Dag.", "een", "twee", "Fatma: Niet goed."]


def test_a_long_talk_is_cut_at_a_line_and_loses_nothing():
    lines = [f"Sara: zin nummer {at} van dit lange gesprek." for at in range(2_000)]
    sheet = read_book("a.txt", "\n".join(lines).encode()).sheets[0]
    assert len(sheet.rows) > 1
    assert all(len(str(row.cells[0])) <= LONGEST_NOTE for row in sheet.rows)
    assert "\n".join(str(row.cells[0]) for row in sheet.rows).split("\n") == lines
    assert len({row.cells[2] for row in sheet.rows}) == len(sheet.rows)


def test_the_same_talk_has_the_same_mark_whatever_the_file_is_called():
    assert talk("a.txt", b"Sara: Dag.")[2] == talk("b.txt", b"Sara: Dag.\r\n")[2]


def test_several_talks_are_numbered_on():
    books = [read_book(f"{name}.txt", f"Sara: {name}".encode()) for name in "abc"]
    joined = join_transcripts(books)
    assert [row.number for row in joined.sheets[0].rows] == [1, 2, 3]


def test_a_document_without_words_is_refused():
    with pytest.raises(UnreadableFile, match="geen tekst"):
        read_book("a.docx", word(paragraph(" ")))
