"""Our form is a valid one, and what comes back from each tool is the same talk."""

import json
import random
from datetime import datetime
from io import BytesIO

import openpyxl
import pytest

from fieldwork.domain.imports import ImportField
from fieldwork.domain.refusals import UnreadableFile
from fieldwork.imports.files import read_book
from fieldwork.imports.media import MediaBox, MediaMissing, is_media
from fieldwork.imports.rounds import QUESTIONS, SIGNAL, with_archives
from fieldwork.imports.xlsform import write_form
from fieldwork.tagging.codebook import load_codebook
from tests.unit.imports.files import comma, xlsx, zipped

UUID = "2f3a5c0e-0000-4000-8000-000000000001"
TAIL = ["_id", "_uuid", "_submission_time", "_status", "_submitted_by", "_tags", "meta/rootUuid"]
ANSWERS = {
    "start": "2026-03-13T14:32:05.000+01:00",
    "username": "omar",
    "intro/respondent_type": "ondernemer",
    "intro/consent": "gegeven",
    "gesprek/notes": 'Hij zei: "de huur\nis te hoog"; meer niet.',
    "gesprek/happened_on": "2026-03-12",
    "gesprek/location": "52.1 5.1 0 350",
    "gesprek/themes": "geld wonen",
    "gesprek/urgency": "vandaag",
    "gesprek/help_contact": "Ali",
    "gesprek/photo": "1.jpg",
}


def form() -> bytes:
    return write_form(load_codebook(), datetime(2026, 11, 22, 7, 30))


def held(book) -> list[dict[str, object]]:
    sheet = book.sheets[0]
    columns = book.ready.columns
    return [
        {column.value: cell for column, cell in zip(columns, row.cells, strict=True) if cell != ""}
        for row in sheet.rows
    ]


EXPECTED = {
    "dag": "2026-03-12",
    "tijd": "2026-03-13T14:32:05.000+01:00",
    "soort": "ondernemer",
    "naam": "Ali",
    "punt": "52.1 5.1 0 350",
    "toestemming": "gegeven",
    "hulp": "vandaag",
    "themas": "geld wonen",
    "tekst": ANSWERS["gesprek/notes"],
    "gemaakt_door": "omar",
    "kenmerk": UUID,
}
WITH_SIGNAL = {**EXPECTED, "tekst": f"{EXPECTED['tekst']}\nSignaal: Lekkage"}


def test_the_form_is_a_valid_one_without_warnings():
    from pyxform.xls2xform import convert

    made = convert(xlsform=BytesIO(form()), validate=False, file_type=".xlsx")
    assert made.warnings == []
    assert 'version="202611220730"' in made.xform
    for theme in load_codebook().themes:
        assert theme.label.replace("&", "&amp;") in made.xform


def test_the_form_asks_what_comes_back():
    book = openpyxl.load_workbook(BytesIO(form()))
    rows = [[cell.value for cell in row] for row in book["survey"].iter_rows()]
    names = {row[1] for row in rows}
    assert set(QUESTIONS) - {"happened_at"} | {SIGNAL, "photo", "recording"} <= names
    kinds = {row[0] for row in rows}
    assert {"geopoint", "image", "audio", "begin_repeat", "audit", "select_multiple theme"} <= kinds
    assert "label::Nederlands (nl)" in rows[0]
    assert [cell.value for cell in book["settings"][1]][:3] == ["form_title", "form_id", "version"]


def kobo_row(answers, root=UUID) -> list[object]:
    return [*answers.values(), 7, "another", "2026-03-13", "", "omar", "", root]


def test_kobos_csv_is_known_by_itself():
    content = comma([*ANSWERS, *TAIL, "_index"], [*kobo_row(ANSWERS), 1], delimiter=";", quoting=1)
    book = read_book("a.csv", content)
    assert (book.kind, held(book)) == ("kobo", [EXPECTED])
    assert any("foto" in said for said in book.remarks)


def test_without_its_groups_and_with_only_parts_of_the_point_it_is_the_same():
    answers = {key.rpartition("/")[2]: value for key, value in ANSWERS.items()}
    del answers["location"], answers["themes"]
    answers |= {"gesprek/_location_latitude": "52.1", "gesprek/_location_longitude": "5.1"}
    answers |= {"gesprek/_location_precision": "350"}
    answers |= {"themes/geld": "1", "themes/wonen": "1.0", "themes/gezin": "0"}
    (found,) = held(read_book("a.csv", comma([*answers, *TAIL], kobo_row(answers), delimiter=";")))
    assert found == EXPECTED


def test_an_edited_submission_keeps_its_first_identity_and_else_its_own():
    first, second = kobo_row(ANSWERS), kobo_row(ANSWERS, root="")
    book = read_book("a.csv", comma([*ANSWERS, *TAIL], first, second, delimiter=";"))
    assert [row["kenmerk"] for row in held(book)] == [UUID, "another"]


def test_kobos_xlsx_has_its_signals_on_a_sheet_of_their_own():
    signals = [[SIGNAL, "_index", "_parent_table_name", "_parent_index"], ["Lekkage", 1, "x", 1]]
    content = xlsx(
        [*ANSWERS, *TAIL, "_index"], [*kobo_row(ANSWERS), 1], sheets=[("signal", signals)]
    )
    assert held(read_book("a.xlsx", content)) == [WITH_SIGNAL]


@pytest.mark.parametrize("wrap", [lambda rows: {"count": 1, "results": rows}, lambda rows: rows])
def test_kobos_json_has_lists_of_signals(wrap):
    told = {**ANSWERS, "_id": 7, "_uuid": "another", "meta/rootUuid": UUID}
    told |= {"gesprek/signal": [{"gesprek/signal/signal_text": "Lekkage"}], "_tags": []}
    content = json.dumps(wrap([told])).encode()
    assert held(read_book("a.json", content)) == [WITH_SIGNAL]


def test_kobos_json_can_give_the_place_apart():
    told = {**ANSWERS, "_uuid": UUID, "_geolocation": [52.1, 5.1]}
    del told["gesprek/location"]
    (found,) = held(read_book("a.json", json.dumps([told]).encode()))
    assert found["punt"] == "52.1 5.1 0 0"


def odk(*rows: dict[str, object], **tables: bytes) -> bytes:
    headings = list(rows[0])
    main = comma(headings, *([row.get(one, "") for one in headings] for row in rows))
    return zipped({"wijkduik_gesprek.csv": main, **tables})


def odk_row(**changes) -> dict[str, object]:
    row = {"SubmissionDate": "2026-03-13T15:00:00Z"}
    row |= {key.replace("/", "-"): value for key, value in ANSWERS.items()}
    del row["gesprek-location"]
    row |= {"gesprek-location-Latitude": "52.1", "gesprek-location-Longitude": "5.1"}
    row |= {"gesprek-location-Altitude": "0", "gesprek-location-Accuracy": "350"}
    row |= {"meta-instanceID": f"uuid:{UUID}", "KEY": f"uuid:{UUID}", "Status": "", "Edits": "0"}
    return row | changes


def test_odk_centrals_zip_joins_its_signals_by_key():
    signals = comma(
        ["gesprek-signal-signal_text", "PARENT_KEY", "KEY"],
        ["Lekkage", f"uuid:{UUID}", f"uuid:{UUID}/signal[1]"],
    )
    content = odk(odk_row(), **{"wijkduik_gesprek-signal.csv": signals})
    assert held(read_book("a.zip", content)) == [WITH_SIGNAL]


def test_a_submission_that_is_still_encrypted_is_said_and_not_read_as_empty():
    locked = dict.fromkeys(odk_row(), "") | {"KEY": "uuid:x", "Status": "not decrypted"}
    rows = read_book("a.zip", odk(odk_row(), locked)).sheets[0].rows
    assert not rows[0].trouble
    assert "niet ontsleuteld" in rows[1].trouble


def test_a_refusal_of_consent_is_said_and_brings_no_talk():
    answers = {**ANSWERS, "intro/consent": "geweigerd", "gesprek/notes": ""}
    book = read_book("a.csv", comma([*ANSWERS, *TAIL], kobo_row(answers), delimiter=";"))
    assert "geen toestemming" in book.sheets[0].rows[0].trouble


def test_another_teams_form_is_asked_about_and_not_guessed_to_be_ours():
    book = read_book("a.csv", b"verhaal;_uuid\nEen gesprek;x\n")
    assert book.ready is None
    assert "niet van het formulier van Wijkduik" in book.remarks[0]


@pytest.mark.parametrize(
    ("name", "content", "match"),
    [
        ("a.json", b"{", "geldige JSON"),
        ("a.json", b'{"a": 1}', "geen JSON van KoboToolbox"),
        ("a.json", b"[[[[1]]]]", "geen JSON van KoboToolbox"),
        ("a.json", b'[{"a": 1}]', "geen enkele inzending"),
        ("a.json", b"[" * 200_000, "geldige JSON"),
        ("a.zip", zipped({"a.csv": b"x,y\n1,2\n"}), "geen tabel met inzendingen"),
        ("a.zip", zipped({"a.csv": b"SubmissionDate,KEY\n1,2\n"}), "niet van het formulier"),
        ("a.zip", zipped({"leeg.csv": b""}), "geen tabel met inzendingen"),
    ],
)
def test_what_is_no_round_is_refused(name, content, match):
    with pytest.raises(UnreadableFile, match=match):
        read_book(name, content)


def test_every_question_stands_for_something_of_a_talk():
    assert set(QUESTIONS.values()) >= {ImportField.TEXT, ImportField.DAY, ImportField.POINT}


def pictured(*names: str, **parts: bytes):
    """Return a round of ODK with a photo for each submission, and what is in its zip."""
    rows = [odk_row(KEY=f"uuid:{at}", **{"gesprek-photo": name}) for at, name in enumerate(names)]
    return read_book("a.zip", odk(*rows, **parts))


def said_of(book) -> list[str]:
    box = MediaBox(book.media.archives)
    said = []
    for one in book.media.files:
        try:
            said.append(str(len(box.content(one))))
        except MediaMissing as missing:
            said.append(str(missing))
    return said


def test_a_photo_is_found_in_odks_own_zip_whatever_its_name_tries():
    book = pictured("1.jpg", "../../etc/2.jpg", "weg.jpg", **{"media/1.jpg": b"x" * 5})
    assert [(one.row, one.submission) for one in book.media.files] == [(2, "0"), (3, "1"), (4, "2")]
    missing = ["foto '2.jpg' zit niet in de zip", "foto 'weg.jpg' zit niet in de zip"]
    assert said_of(book) == ["5", *missing]
    assert book.remarks == ()


def test_without_any_photo_in_the_zip_it_is_said_once_where_they_are():
    book = pictured("1.jpg", "2.jpg")
    (said,) = book.remarks
    assert said.startswith("2 foto’s of opnamen zitten niet in dit bestand")


def test_kobos_own_zip_of_photos_tells_by_its_folders_whose_a_name_is():
    rows = [{**ANSWERS, "gesprek/photo": "mijn foto.jpg"} for _ in range(2)]
    content = comma(
        [*ANSWERS, *TAIL], kobo_row(rows[0], "een"), kobo_row(rows[1], "twee"), delimiter=";"
    )
    folders = {"omar/een/mijn_foto.jpg": b"12", "omar/twee/mijn_foto.jpg": b"123"}
    media = zipped({f"attachments/{name}": held for name, held in folders.items()})
    assert is_media(media) and not is_media(odk(odk_row(), **{"media/1.jpg": b"x"}))
    book = with_archives(read_book("a.csv", content), (media,))
    assert said_of(book) == ["2", "3"]
    unclear = with_archives(
        read_book("a.csv", content), (zipped({"een/x/mijn foto.jpg": b"1", **folders}),)
    )
    assert "meer dan eens" in said_of(unclear)[0]


def test_what_unpacks_to_too_much_is_refused_or_left_out():
    with pytest.raises(UnreadableFile, match="niet te vertrouwen"):
        MediaBox([zipped({"media/1.jpg": bytes(30 * 1024 * 1024)})])
    noise = random.Random(1).randbytes(1024 * 1024) * 21
    book = pictured("1.jpg", **{"media/1.jpg": noise})
    assert said_of(book) == ["foto '1.jpg' is groter dan 20 MB"]
