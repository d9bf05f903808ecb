"""Any text that a person can type comes out of a file as it went in, but for stated cleaning."""

import re
from dataclasses import fields
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import msoffcrypto
import openpyxl
import pypdf
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from fieldwork.domain.answers import Answers
from fieldwork.domain.handover import HandoverDocument, HandoverRow, UrgencyClass
from fieldwork.exports import document as pdf_format
from fieldwork.exports import excel
from fieldwork.exports._cleaning import clean, shorten, starts_like_formula
from fieldwork.exports._glyphs import breakable, printable

PASSWORD = "fiets dijk lepel wolk"
MOMENT = datetime(2026, 3, 20, 13, 5, tzinfo=UTC)
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=300)
AS_MANY_AS_FIT = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def make_document(text: str) -> HandoverDocument:
    """Return a list of one person with ``text`` in every field."""
    kinds: dict[Any, Any] = {str: text, datetime: MOMENT, int: 0, tuple[str, ...]: (text,)}
    kinds[UrgencyClass] = UrgencyClass.P2
    kinds["Answers | None"] = Answers(handler=text, result=text, remark=text)
    row = HandoverRow(**{field.name: kinds[field.type] for field in fields(HandoverRow)})
    return HandoverDocument(
        text, text, text, text, text, text, MOMENT, date(2026, 9, 20), text, False, (row,)
    )


def unescape(text: str) -> str:
    """Undo how a workbook writes a literal "_x0041_": openpyxl leaves that to its reader."""
    return re.sub(r"_x005F(?=_x[0-9A-Fa-f]{4}_)", "", text)


@given(ANY_TEXT)
@example("=1+1\u202e\ufeff")
@example("_x0041_ letterlijk")
@example("\ud800\udfff\U0001ffff")
@AS_MANY_AS_FIT
def test_a_workbook_gives_back_any_text(text: str) -> None:
    file = msoffcrypto.OfficeFile(BytesIO(excel.write(make_document(text), PASSWORD)))
    file.load_key(password=PASSWORD)
    plain = BytesIO()
    file.decrypt(plain)
    sheet = openpyxl.load_workbook(plain)["Per persoon"]
    lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    own_words = "".join(line[3] for line in lines if line[2].startswith("In eigen woorden"))
    assert unescape(own_words) == clean(text).strip()
    assert not any(cell.data_type == "f" for row in sheet for cell in row)


@given(ANY_TEXT)
@example("\u0301\u0300a")
@example("ا\u0654\u064bb\u064b")
@example("\u200d\u200c\u00ad\u2028")
@AS_MANY_AS_FIT
def test_any_text_makes_a_pdf_that_opens(text: str) -> None:
    sealed = pdf_format.write(make_document(text), PASSWORD)
    assert len(pypdf.PdfReader(BytesIO(sealed), password=PASSWORD).pages) >= 2


@given(st.text(st.characters(max_codepoint=0x17F, categories=["L", "N", "P", "S", "Zs"])))
@AS_MANY_AS_FIT
def test_a_pdf_gives_back_any_western_text(text: str) -> None:
    sealed = pdf_format.write(make_document(f"begin {text} einde"), PASSWORD)
    reader = pypdf.PdfReader(BytesIO(sealed), password=PASSWORD)
    pages = "".join(page.extract_text() for page in reader.pages[1:])
    assert squeeze(f"begin {printable(text)} einde") in squeeze(pages)


def squeeze(text: str) -> str:
    return re.sub(r"[\s\u200b\u00ad]+", "", text)


@given(ANY_TEXT)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    clean(text).encode()


@given(ANY_TEXT)
def test_what_is_printable_stays_printable(text: str) -> None:
    assert printable(printable(text)) == printable(text)


@given(ANY_TEXT, st.integers(1, 40))
def test_break_points_change_no_letter(text: str, longest: int) -> None:
    shown = printable(text).replace("\u200b", "")
    assert breakable(shown, longest).replace("\u200b", "") == shown


@given(ANY_TEXT)
def test_pieces_of_a_text_are_that_text(text: str) -> None:
    pieces = excel.split_text(clean(text) * 40)
    assert "".join(pieces) == clean(text) * 40


@given(ANY_TEXT, st.integers(5, 60))
def test_shortening_always_says_so(text: str, most: int) -> None:
    short = shorten(text, most, "(verder)")
    assert short == " ".join(text.split()) or short.endswith("… (verder)")


@given(st.sampled_from("=+-@"), st.text("\u200b\ufeff\u2060 \u00a0", max_size=4))
def test_a_formula_behind_invisible_characters_is_noticed(sign: str, invisible: str) -> None:
    assert starts_like_formula(invisible + sign + "1")
