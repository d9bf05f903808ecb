"""A table is looked at first; then its good rows become talks, each once, whatever happens."""

import io
import struct
from datetime import date, timedelta

import openpyxl
import pytest

from fieldwork.actions.attachment_cleaning import clean
from fieldwork.actions.importing import Checked
from fieldwork.actions.notes import NewNote, NoteFilter
from fieldwork.actions.people import NewPerson
from fieldwork.domain.attachments import AttachmentKind, AttachmentRefused
from fieldwork.domain.bin import BinKind
from fieldwork.domain.dates import today
from fieldwork.domain.imports import ColumnMapping, ImportField
from fieldwork.domain.notes import ConsentState, Need
from fieldwork.domain.refusals import Incomplete, NotAllowed, UnreadableFile
from fieldwork.store.versions import versions
from tests.unit.actions.test_attachments import photo
from tests.unit.imports.files import comma, zipped

ROWS = [
    ["Nr", "Datum", "Verslag", "Wie", "Akkoord", "Urgentie", "Thema's"],
    ["1", "13-3-2026", "De huur is te hoog.", "Fatma Aydın", "ja", "spoed", "Geld en schulden"],
    ["2", "14-3-2026", "Mooi weer op het plein.", "", "nee", "nee", ""],
]


def table(rows) -> bytes:
    return "\r\n".join(";".join(f'"{cell}"' for cell in row) for row in rows).encode()


def looked_at(desk, rows, name="a.csv", **changes) -> Checked:
    book = desk.importing.read(name, table(rows))
    sheet = book.sheets[0]
    mapping = desk.importing.suggest(book, sheet).mapping
    for key, value in changes.items():
        mapping = ColumnMapping(
            **{
                "columns": mapping.columns,
                "day_first": mapping.day_first,
                "words": mapping.words,
                "day": mapping.day,
                key: value,
            }
        )
    return desk.importing.check(name, sheet, mapping)


def test_a_table_becomes_talks_with_all_that_it_tells(desks):
    done = desks.sara.importing.take(looked_at(desks.sara, ROWS))
    assert (len(done.added), done.known, done.failed) == (2, 0, ())
    first = desks.sara.notes.page(done.added[0])
    assert first.note.happened_on == date(2026, 3, 13)
    assert (first.note.consent, first.note.need) == (ConsentState.GEGEVEN, Need.VANDAAG)
    assert [person.name for person in first.people] == ["Fatma Aydın"]
    assert [one.suggestion.code for one in first.reading.findings] == ["geld"]


def test_nothing_is_kept_by_looking(desks):
    looked_at(desks.sara, ROWS)
    assert desks.sara.notes.count() == 0
    assert desks.sara.people.everybody() == []


def test_the_same_file_under_another_name_or_with_more_rows_adds_only_what_is_new(desks):
    desks.sara.importing.take(looked_at(desks.sara, ROWS))
    again = looked_at(desks.sara, ROWS, "anders.csv")
    assert (len(again.talks), again.known) == (0, 2)
    more = looked_at(desks.omar, [*ROWS, ["3", "15-3-2026", "Nog een.", "", "", "", ""]])
    assert (len(more.talks), more.known) == (1, 2)
    desks.omar.importing.take(more)
    assert desks.sara.notes.count() == 3


def test_without_a_number_of_its_own_a_row_is_known_by_what_it_says(desks):
    rows = [row[1:] for row in ROWS]
    desks.sara.importing.take(looked_at(desks.sara, [*rows, rows[1]]))
    assert desks.sara.notes.count() == 2
    assert looked_at(desks.sara, list(rows)).known == 2


def test_a_row_that_changed_since_is_named_and_not_taken_over(desks):
    desks.sara.importing.take(looked_at(desks.sara, ROWS))
    changed = [ROWS[0], [*ROWS[1][:2], "De huur is nu betaald.", *ROWS[1][3:]]]
    again = looked_at(desks.sara, changed)
    assert (len(again.talks), again.known, again.changed) == (0, 0, 1)
    assert "dit eigen nummer is er al" in again.rejected[0].what


def test_two_who_read_the_same_file_in_at_once_make_no_doubles(desks):
    sara, omar = looked_at(desks.sara, ROWS), looked_at(desks.omar, ROWS)
    desks.sara.importing.take(sara)
    done = desks.omar.importing.take(omar)
    assert (done.added, done.known) == ((), 2)
    assert desks.sara.notes.count() == 2


def test_every_problem_is_named_by_its_row_and_the_good_rows_are_taken(desks):
    rows = [
        *ROWS,
        ["3", "", "Zonder dag.", "", "", "", ""],
        ["4", "31-2-2026", "Op een dag die niet bestaat.", "", "", "", ""],
        ["5", "15-3-2026", "", "", "", "", ""],
        ["6", "15-3-2026", "Vreemd antwoord.", "", "paars", "", ""],
        ["7", "15-3-2099", "In de toekomst.", "", "", "", ""],
    ]
    checked = looked_at(desks.sara, rows)
    assert {one.row: one.what.split(" is ")[0] for one in checked.rejected} == {
        4: "geen datum",
        5: "'31-2-2026'",
        6: "geen tekst",
        7: "'paars' bij 'Mag dit bewaard worden?'",
        8: "de dag 15-3-2099 moet nog komen",
    }
    assert len(desks.sara.importing.take(checked).added) == 2


def test_a_day_can_be_given_for_rows_that_name_none(desks):
    rows = [["Verslag"], ["Een gesprek."], ["Nog een gesprek."]]
    assert looked_at(desks.sara, rows).rejected_rows == 2
    assert len(looked_at(desks.sara, rows, day=today()).talks) == 2


def test_days_that_can_be_read_two_ways_are_asked_about(desks):
    rows = [["Datum", "Verslag"], ["3-4-2026", "Een."], ["5-6-2026", "Twee."]]
    sheet = desks.sara.importing.read("a.csv", table(rows)).sheets[0]
    mapping = ColumnMapping((ImportField.DAY, ImportField.TEXT))
    asked = desks.sara.importing.ask(sheet, mapping)
    assert asked.needs_order and not asked.are_answered
    assert "niet duidelijk wat de dag" in looked_at(desks.sara, rows).rejected[0].what
    read = looked_at(desks.sara, rows, day_first=False)
    assert [talk.day for talk in read.talks] == [date(2026, 3, 4), date(2026, 5, 6)]


def test_one_cell_settles_the_order_for_the_whole_column(desks):
    rows = [["Datum", "Verslag"], ["3/4/2026", "Een."], ["3/14/2026", "Twee."]]
    assert [talk.day.month for talk in looked_at(desks.sara, rows).talks] == [3, 3]


def test_days_that_contradict_each_other_are_said_to(desks):
    rows = [["Datum", "Verslag"], ["13-4-2026", "Een."], ["4-13-2026", "Twee."]]
    sheet = desks.sara.importing.read("a.csv", table(rows)).sheets[0]
    asked = desks.sara.importing.ask(sheet, ColumnMapping((ImportField.DAY, ImportField.TEXT)))
    assert asked.is_torn and not asked.are_answered


def test_a_mapping_is_remembered_by_its_headings_in_any_order(desks):
    book = desks.sara.importing.read("a.csv", table(ROWS))
    mapping = desks.sara.importing.suggest(book, book.sheets[0]).mapping
    mapping = desks.sara.importing.answer_words(
        mapping.with_column(3, None), ImportField.CONSENT, {"Paars": "geweigerd"}
    )
    desks.sara.importing.take(desks.sara.importing.check("a.csv", book.sheets[0], mapping))
    turned = [[*row[::-1]] for row in ROWS]
    other = desks.omar.importing.read("b.csv", table(turned))
    suggested = desks.omar.importing.suggest(other, other.sheets[0])
    assert suggested.is_remembered
    assert suggested.mapping.columns == mapping.columns[::-1]
    assert suggested.mapping.words == {ImportField.CONSENT: {"paars": "geweigerd"}}


def test_somebody_known_is_found_by_name_or_phone_and_else_made(desks):
    known = desks.sara.people.add(NewPerson("Fatma Aydın", call_name="Fatma", phone="06-00120001"))
    rows = [
        ["Datum", "Verslag", "Wie", "Telefoon", "Rol"],
        ["13-3-2026", "Een.", "fatma", "", ""],
        ["13-3-2026", "Twee.", "Fatma", "+31600120001", ""],
        ["13-3-2026", "Drie.", "Fatma", "06 99999999", ""],
        ["13-3-2026", "Vier.", "Omar", "", "buurtvader"],
        ["13-3-2026", "Vijf.", "Omar", "", ""],
    ]
    done = desks.sara.importing.take(looked_at(desks.sara, rows))
    pages = [desks.sara.notes.page(one) for one in done.added]
    assert [page.people[0].id == known.id for page in pages] == [True, True, False, False, False]
    assert pages[3].people == pages[4].people
    assert pages[3].people[0].key_figure is not None
    assert len(desks.sara.people.everybody()) == 3


def test_a_row_that_fails_leaves_the_others_alone(desks):
    checked = looked_at(desks.sara, [*ROWS, ["3", "15-3-2026", "Derde.", "", "", "", ""]])
    clashing = desks.sara.importing.take(
        Checked(
            checked.filename,
            checked.sheet,
            checked.mapping,
            # A street of spaces only cannot become an address.
            (checked.talks[0], _with_street(checked.talks[1]), checked.talks[2]),
            (),
            0,
            0,
        )
    )
    assert len(clashing.added) == 2
    assert [one.row for one in clashing.failed] == [3]
    assert desks.sara.notes.count() == 2


def _with_street(talk):
    from dataclasses import replace

    return replace(talk, street=" ", number="1")


def test_stopping_half_way_leaves_whole_talks_and_the_rest_for_later(desks):
    rows = [["Datum", "Verslag"], *(["13-3-2026", f"Gesprek {at}."] for at in range(250))]
    checked = looked_at(desks.sara, rows)

    def stop(done: int, of: int) -> None:
        assert of == 250
        raise InterruptedError

    with pytest.raises(InterruptedError):
        desks.sara.importing.take(checked, stop)
    assert desks.sara.notes.count() == 100
    rest = looked_at(desks.sara, rows)
    assert (len(rest.talks), rest.known) == (150, 100)
    desks.sara.importing.take(rest)
    assert desks.sara.notes.count() == 250


def test_the_machine_reads_afterwards_and_asks_nothing_twice(desks):
    desks.sara.importing.take(looked_at(desks.sara, ROWS))
    assert desks.sara.importing.unread() == 2
    seen = []
    assert desks.sara.importing.read_now(lambda done, of: seen.append((done, of))) == 2
    assert (desks.sara.importing.unread(), seen) == (0, [(2, 2)])
    page = next(one for one in desks.sara.notes.find(NoteFilter()) if one.people)
    assert "geld" not in {one.code for one in page.reading.open}


def test_rejected_rows_come_along_with_their_reason_and_without_formulas(desks):
    rows = [*ROWS, ["3", "", '=HYPERLINK(""http://x"")', "@Ali", "", "", ""]]
    name, content = desks.sara.importing.rejects(looked_at(desks.sara, rows))
    page = openpyxl.load_workbook(io.BytesIO(content)).active
    assert name == "niet-ingelezen-a.xlsx"
    assert [cell.value for cell in page[1]][-1] == "Waarom niet ingelezen"
    row = page[2]
    assert (row[0].value, row[-1].value) == ("4", "geen datum")
    assert row[3].value.startswith("=HYPER")
    assert all(cell.data_type == "s" for cell in row if cell.value)
    assert row[3].quotePrefix and row[4].quotePrefix and not row[0].quotePrefix


def test_mended_rejects_are_read_in_by_the_same_mapping(desks):
    rows = [*ROWS, ["3", "", "Later ingevuld.", "", "", "", ""]]
    first = looked_at(desks.sara, rows)
    desks.sara.importing.take(first)
    name, content = desks.sara.importing.rejects(first)
    book = openpyxl.load_workbook(io.BytesIO(content))
    book.active["C2"] = "15-3-2026"
    stream = io.BytesIO()
    book.save(stream)
    mended = desks.sara.importing.read(name, stream.getvalue())
    mapping = desks.sara.importing.suggest(mended, mended.sheets[0]).mapping
    assert len(desks.sara.importing.check(name, mended.sheets[0], mapping).talks) == 1


def test_a_place_is_found_by_point_or_address(desks):
    rows = [
        ["Datum", "Verslag", "lat", "lon", "Adres"],
        ["13-3-2026", "In het gebied.", "52,1", "5,1", "Dorpsstraat 12a, 1234 AB"],
        ["13-3-2026", "In zee.", "48,0", "5,1", ""],
    ]
    checked = looked_at(desks.sara, rows)
    assert [(one.row, "buiten Nederland" in one.what) for one in checked.rejected] == [(3, True)]
    done = desks.sara.importing.take(checked)
    place = desks.sara.notes.page(done.added[0]).note.place
    assert (str(place), place.point.lat) == ("Dorpsstraat 12a", 52.1)


def test_who_made_a_talk_is_kept_where_the_team_knows_the_name(desks):
    rows = [
        ["Datum", "Verslag", "Veldwerker"],
        ["13-3-2026", "Een.", "Omar"],
        ["13-3-2026", "Twee.", "iemand anders"],
    ]
    done = desks.sara.importing.take(looked_at(desks.sara, rows))
    assert [desks.sara.notes.page(one).made_by for one in done.added] == ["Omar", "Sara"]


def test_a_table_without_a_column_of_words_is_refused(desks):
    book = desks.sara.importing.read("a.csv", table(ROWS))
    nothing = ColumnMapping((None,) * 7)
    checked = desks.sara.importing.check("a.csv", book.sheets[0], nothing)
    with pytest.raises(Incomplete):
        desks.sara.importing.take(checked)


def test_several_transcripts_are_one_table_and_a_table_never_goes_with_them(desks):
    day = f"{today() - timedelta(days=1):%Y-%m-%d}"
    files = [(f"{day} Fatma.txt", b"Sara: Dag.\nFatma: Hallo."), (f"{day}.txt", b"Nog een.")]
    book = desks.sara.importing.read_all(files)
    assert len(book.sheets[0].rows) == 2
    checked = desks.sara.importing.check(book.filename, book.sheets[0], book.ready)
    assert len(desks.sara.importing.take(checked).added) == 2
    with pytest.raises(UnreadableFile):
        desks.sara.importing.read_all([files[0], ("a.csv", table(ROWS))])


def test_a_reader_of_the_gemeente_reads_nothing_in(desks):
    with pytest.raises(NotAllowed):
        desks.willem.importing.read("a.csv", table(ROWS))
    with pytest.raises(NotAllowed):
        desks.willem.importing.take(looked_at(desks.sara, ROWS))


def test_the_trail_holds_no_words_of_the_file(desks):
    desks.sara.importing.take(looked_at(desks.sara, ROWS))
    trail = repr(desks.joke.management.deeds())
    assert "bestand ingelezen" in trail
    assert "Fatma" not in trail and "huur" not in trail


def test_a_talk_logged_by_hand_is_left_alone(desks):
    desks.sara.notes.save(NewNote("De huur is te hoog.", Need.NEE, date(2026, 3, 13)))
    assert len(looked_at(desks.sara, ROWS).talks) == 2


def test_a_talk_in_the_bin_does_not_come_back_with_the_file(desks):
    done = desks.sara.importing.take(looked_at(desks.sara, ROWS))
    desks.sara.bin.throw(BinKind.GESPREK, done.added[0])
    again = looked_at(desks.sara, ROWS)
    assert (len(again.talks), again.known) == (0, 2)


def test_the_first_text_of_a_talk_from_a_file_is_kept_when_it_changes(desks):
    done = desks.sara.importing.take(looked_at(desks.sara, ROWS))
    note = desks.sara.notes.page(done.added[1]).note
    desks.sara.notes.change(note, "Het regende.")
    assert desks.sara.notes.page(note.id).note.text == "Het regende."
    assert [one.text for one in texts_of(desks.sara, note.id)] == [note.text, "Het regende."]


def texts_of(desk, note_id):
    with desk._seat.open.store.read() as session:
        return versions(session, note_id)


def boxed(name: bytes, *held: bytes) -> bytes:
    inside = b"".join(held)
    return struct.pack(">I4s", len(inside) + 8, name) + inside


def m4a(seconds: int = 65, handler: bytes = b"soun") -> bytes:
    """Return a recording as a phone makes it, with a place, a day and a title in it."""
    head = boxed(b"mvhd", struct.pack(">IIIII", 0, 777, 777, 1000, seconds * 1000), bytes(80))
    times = boxed(b"mdhd", struct.pack(">IIIII", 0, 777, 777, 1000, seconds * 1000), bytes(4))
    kind = boxed(b"hdlr", bytes(8), handler, bytes(12), b"Telefoon van Omar\0")
    coded = boxed(b"stsd", struct.pack(">III", 0, 1, 16), b"mp4a", bytes(8))
    track = boxed(b"trak", boxed(b"mdia", times, kind, boxed(b"minf", boxed(b"stbl", coded))))
    place = boxed(b"udta", boxed(b"\xa9xyz", b"+52.1+005.1/"))
    film = boxed(b"moov", head, track, place)
    return boxed(b"ftyp", b"M4A ") + film + boxed(b"uuid", b"xmp thuis") + boxed(b"mdat", b"geluid")


def test_a_phones_recording_keeps_its_sound_and_its_places_and_loses_the_rest():
    sent = m4a()
    kept = clean(AttachmentKind.RECORDING, sent)
    assert (kept.media_type, kept.seconds, len(kept.content)) == ("audio/mp4", 65.0, len(sent))
    assert kept.content.index(b"geluid") == sent.index(b"geluid")
    for secret in (b"+52.1", b"Telefoon", b"thuis", struct.pack(">I", 777)):
        assert secret in sent and secret not in kept.content
    for bad in (m4a(661), m4a(handler=b"vide"), sent[:60], b"\0\0\0\x08ftyp", b"#!AMR\n"):
        with pytest.raises(AttachmentRefused):
            clean(AttachmentKind.RECORDING, bad)


def test_photos_and_recordings_of_a_round_come_with_their_talk_and_what_cannot_is_said(desks):
    head = ["notes", "happened_on", "photo", "recording", "_uuid", "KEY", "SubmissionDate"]
    rows = [
        ["Een verhaal van de markt.", "2026-03-13", "1.jpg", "1.m4a", "a", "a", "x"],
        ["Een ander verhaal.", "2026-03-13", "stuk.jpg", "weg.m4a", "b", "b", "x"],
        ["", "", "3.jpg", "", "c", "c", "x"],
    ]
    parts = {"media/1.jpg": photo(), "media/1.m4a": m4a(), "media/stuk.jpg": b"geen foto"}
    content = zipped({"w.csv": comma(head, *rows), **parts})
    book = desks.sara.importing.read_all([("ronde.zip", content)])
    sheet = book.sheets[0]
    assert book.ready is not None
    checked = desks.sara.importing.check("ronde.zip", sheet, book.ready, media=book.media)
    assert [(one.row, one.what) for one in checked.remarks if "zip" in one.what] == [
        (3, "opname 'weg.m4a' zit niet in de zip; die blijft weg")
    ]
    done = desks.sara.importing.take(checked)
    assert (done.attached, [one.row for one in done.left_out]) == (2, [3, 3])
    assert "foto 'stuk.jpg': dit is geen foto die we kunnen lezen" in done.left_out[0].what
    kept = [desks.omar.attachments.of_note(note) for note in done.added]
    assert [[(one.kind.value, one.length) for one in some] for some in kept] == [
        [("foto", ""), ("opname", "1:05")],
        [],
    ]
    assert desks.omar.attachments.content(kept[0][0].id)[:2] == b"\xff\xd8"


def test_a_zip_of_photos_goes_with_the_round_that_it_is_of_and_with_nothing_else(desks):
    media = zipped({"attachments/a/1.jpg": photo()})
    head = ["notes", "happened_on", "photo", "_uuid"]
    table_of = comma(head, ["Een verhaal.", "2026-03-13", "1.jpg", "a"], delimiter=";")
    book = desks.sara.importing.read_all([("media.zip", media), ("a.csv", table_of)])
    assert (len(book.media.files), book.media.archives, book.remarks) == (1, (media,), ())
    for files in ([("media.zip", media)], [("media.zip", media), ("a.csv", table(ROWS))]):
        with pytest.raises(UnreadableFile, match="zonder de ronde"):
            desks.sara.importing.read_all(files)
