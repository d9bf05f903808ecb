"""The PDF as the gemeente opens it: a page per person, for every reader, and no word evaluated."""

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import pikepdf
import pypdf
import pytest

from fieldwork.domain.handover import HandoverDocument, HandoverRow, UrgencyClass
from fieldwork.exports import document as pdf_format
from fieldwork.exports._glyphs import REMARK, printable

PASSWORD = "fiets dijk lepel wolk"
Edit = Callable[..., HandoverDocument]


def read_pages(document: HandoverDocument) -> list[str]:
    """Return the text of every page, without the places where a line or word was broken."""
    reader = pypdf.PdfReader(BytesIO(pdf_format.write(document, PASSWORD)), password=PASSWORD)
    return [squeeze(page.extract_text()) for page in reader.pages]


def squeeze(text: str) -> str:
    return re.sub(r"[\s\u200b\u00ad]+", "", text)


def open_pdf(document: HandoverDocument) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(pdf_format.write(document, PASSWORD)), password=PASSWORD)


@pytest.fixture
def with_row(document: HandoverDocument) -> Edit:
    """Return a function that gives a list of one person with these fields."""

    def make(**fields: Any) -> HandoverDocument:
        return replace(document, rows=(replace(document.rows[0], **fields),))

    return make


def test_a_wrong_password_opens_nothing(document: HandoverDocument) -> None:
    sealed = pdf_format.write(document, PASSWORD)
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(sealed), password="fiets dijk lepel wolf")
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(sealed))


@pytest.mark.parametrize("typed", ["12 m² aan de Waal", "12 m2 aan de Waal"])
def test_readers_that_fold_a_password_and_those_that_do_not_open_it(
    document: HandoverDocument, typed: str
) -> None:
    sealed = pdf_format.write(document, "12 m² aan de Waal")
    with pikepdf.open(BytesIO(sealed), password=typed) as pdf:
        assert len(pdf.pages) == 4


def test_the_file_is_locked_with_aes_256_and_screen_readers_may_read_it(
    document: HandoverDocument,
) -> None:
    with open_pdf(document) as pdf:
        assert (pdf.encryption.R, pdf.encryption.bits) == (6, 256)
        assert pdf.encryption.stream_method is pikepdf.models.encryption.EncryptionMethod.aesv3
        assert pdf.allow.accessibility


def test_the_file_is_tagged_dutch_and_has_a_title(document: HandoverDocument) -> None:
    with open_pdf(document) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang).startswith("nl")
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == "Overdracht 2026-014"
            assert metadata["pdfuaid:part"] == "1"


def test_the_table_on_page_one_has_tagged_headings(document: HandoverDocument) -> None:
    with open_pdf(document) as pdf:
        kinds = [str(item.get("/S", "")) for item in pdf.objects if _is_dictionary(item)]
        names = [str(item.title) for item in pdf.open_outline().root]
    assert kinds.count("/TH") == 5
    assert kinds.count("/H1") == 3
    assert names == ["Mw. G. de Vries", "Fatma A.", "Johan"]


def _is_dictionary(item: Any) -> bool:
    return isinstance(item, pikepdf.Dictionary)


def test_page_one_serves_the_reader_in_a_hurry(document: HandoverDocument) -> None:
    first = read_pages(document)[0]
    for text in (
        "Voorbeeld: alle personen zijn verzonnen",
        "3 personen hebben nu hulp nodig, 1 vandaag",
        "Wijkteam Zuid, t.a.v. Karin Blom, Waterstad",
        "Wijkduik De Waterkant",
        "Sanne Bakker, 06 1234 0000",
        "vr 20 maart 2026 14:05",
        "P1 Acuut, vandaag",
        "Telefoon niet bekend",
        "Waalstraat 18, 3513 AB Waterstad",
        "ma 23 maart 17:00",
    ):
        assert squeeze(text) in first


def test_everybody_has_a_page_of_their_own_with_everything(document: HandoverDocument) -> None:
    pages = read_pages(document)
    assert len(pages) == 4
    by_urgency = sorted(document.rows, key=lambda row: row.urgency)
    for row, page in zip(by_urgency, pages[1:], strict=True):
        for text in _texts(row):
            assert squeeze(text) in page
        others = [other for other in document.rows if other is not row]
        assert not any(squeeze(other.in_own_words) in page for other in others)
        assert not any(squeeze(other.name) in page for other in others)


def _texts(row: HandoverRow) -> list[str]:
    skipped = {"urgency", "minors"}
    values = [getattr(row, name) for name in row.__dataclass_fields__ if name not in skipped]
    return [value for value in values if isinstance(value, str) and value]


def test_the_story_comes_before_the_needs_and_the_answer_comes_last(
    document: HandoverDocument,
) -> None:
    page = read_pages(document)[1]
    order = [
        "In eigen woorden",
        "Eerst nodig",
        "Wat is nodig",
        "Wat is al gedaan",
        "Wie helpt nu",
        "Wat niet werkte",
        "Beter niet doen",
        "Vertrouwenspersoon",
        "Bij een bezoek",
        "Grondslag",
        "Toestemming",
        "Uw antwoord",
    ]
    places = [page.index(squeeze(heading)) for heading in order]
    assert places == sorted(places)


def test_every_page_says_confidential_how_long_and_which_list(document: HandoverDocument) -> None:
    for number, page in enumerate(read_pages(document), start=1):
        assert "Vertrouwelijk" in page
        assert squeeze("Bewaren tot en met zo 20 september 2026, daarna vernietigen") in page
        assert squeeze(f"Overdracht 2026-014 bladzijde {number} van 4") in page
        assert squeeze("controlecode 3f9a1c7be05d2468") in page
        assert "3f9a1c7be05d24680" not in page


def test_an_empty_field_is_left_out(document: HandoverDocument) -> None:
    johan = read_pages(document)[3]
    for heading in ("Vertrouwenspersoon", "Wie helpt nu", "Geboortejaar", "Kinderen", "Telefoon0"):
        assert squeeze(heading) not in johan
    assert squeeze("Toestemming Niet gevraagd") in johan
    assert "None" not in johan


def test_the_example_remark_is_for_examples_only(document: HandoverDocument) -> None:
    assert not any("verzonnen" in page for page in read_pages(replace(document, invented=False)))


@pytest.mark.parametrize(
    "text",
    [
        '#import "x.typ": *',
        '#read("/etc/passwd") #sys.inputs',
        "$x^2$ en $ x $",
        "*vet* _schuin_ `code` ```blok```",
        "= Kop\n== Kop\n- lijst\n+ lijst\n/ Term: uitleg",
        "{{7*7}} {% raw %} ${7*7} #{7*7} #(7*7)",
        "<script>alert(1)</script> <label> @verwijzing",
        "\\u{1F600} \\ // geen commentaar /* ook niet */",
        "aanhaling \" en ' en ~ en -- en ---",
        "https://voorbeeld.test/a?b=c&d=e",
    ],
)
def test_text_is_shown_and_never_evaluated(with_row: Edit, text: str) -> None:
    pages = read_pages(with_row(name=text, in_own_words=text, help_wanted=text, address=text))
    assert pages[0].count(squeeze(text)) >= 2
    assert pages[1].count(squeeze(text)) >= 3


def test_arabic_and_cyrillic_come_out_as_text(with_row: Edit) -> None:
    text = "Привет, сосед. Καλημέρα. Nguyễn Thị"
    page = read_pages(with_row(in_own_words=text, help_wanted="مرحبا عندي رقم 06 1234 0001"))[1]
    assert squeeze(text) in page
    assert any(word in page for word in ("مرحبا", "مرحبا"[::-1]))
    assert squeeze("06 1234 0001") in page


def test_a_sign_without_a_glyph_is_marked_and_said(with_row: Edit) -> None:
    page = read_pages(with_row(in_own_words="Blij 😀 en ሰላም", name="👨‍👩‍👧 Bos"))[1]
    assert squeeze("Blij � en ���") in page
    assert squeeze(REMARK) in page
    assert printable("𝓕𝓪𝓽𝓶𝓪 ❤️\ufeff") == "Fatma �"


def test_a_very_long_word_stays_on_the_paper(with_row: Edit) -> None:
    word = "W" * 900
    sealed = pdf_format.write(with_row(name=word, in_own_words=word, address=word), PASSWORD)
    with pikepdf.open(BytesIO(sealed), password=PASSWORD) as pdf:
        plain = BytesIO()
        pdf.save(plain)
    import pdfplumber

    with pdfplumber.open(plain) as pages:
        assert all(char["x1"] <= 546 for page in pages.pages for char in page.chars)
        drawn = sum(char["text"] == "W" for page in pages.pages[1:] for char in page.chars)
    assert drawn >= 2_700


def test_five_thousand_characters_come_out_whole(with_row: Edit) -> None:
    story = " ".join(f"woord{number}" for number in range(500))[:5_000]
    joined = "".join(read_pages(with_row(in_own_words=story))[1:])
    for word in story.split():
        assert word in joined


def test_who_is_in_danger_today_is_counted_and_marked(document: HandoverDocument) -> None:
    rows = tuple(replace(row, urgency=UrgencyClass.P0) for row in document.rows)
    first, second, *_ = read_pages(replace(document, rows=rows))
    assert squeeze("3 personen hebben nu hulp nodig, vandaag nog") in first
    assert squeeze("P0 Levensgevaar: nu bellen, vandaag") in second


def test_a_list_without_people_is_one_page(document: HandoverDocument) -> None:
    pages = read_pages(replace(document, rows=()))
    assert len(pages) == 1
    assert squeeze("Er staat niemand op deze lijst") in pages[0]


def test_a_row_with_nothing_in_it_still_has_a_page(document: HandoverDocument) -> None:
    row = document.rows[0]
    empty = {name: "" for name in row.__dataclass_fields__ if type(getattr(row, name)) is str}
    blank = replace(row, **empty, basic_needs=(), life_areas=())
    pages = read_pages(replace(document, rows=(blank,), sender_contact="", control=""))
    assert len(pages) == 2
    assert squeeze("Naam niet bekend") in pages[1]
    assert squeeze("Niet gevraagd") in pages[1]
