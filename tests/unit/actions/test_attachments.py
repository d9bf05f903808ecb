"""Photos and recordings: cleaned, kept with draft and talk, seen by the team, never handed over."""

import io
import struct
import zipfile
import zlib

import msoffcrypto
import pikepdf
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from fieldwork.actions.photo_cleaning import LONGEST_SIDE, clean_photo
from fieldwork.actions.recording_cleaning import clean_recording
from fieldwork.domain.attachments import AttachmentKind, AttachmentRefused
from fieldwork.domain.notes import Draft
from fieldwork.domain.refusals import NotAllowed, NotFound
from fieldwork.store.backup import pack
from tests.conftest import PASSPHRASE, TEXT, logged
from tests.unit.actions.handover_cases import RECIPIENT, filled, somebody

SECRET = b"Waalstraat 12, Fatma"


def photo(size=(80, 40), kind="JPEG", **saving) -> bytes:
    """Return a picture, red on the left and blue on the right."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    made = io.BytesIO()
    picture.save(made, kind, **saving)
    return made.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    """Return EXIF with a place, a maker and a description, as a phone writes it."""
    made = Image.Exif()
    made[0x0112], made[0x010E], made[0x010F] = orientation, SECRET.decode(), "Telefoon"
    gps = made.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", (51.0, 55.0, 1.0), "E", (4.0, 28.0, 2.0)
    return made


def sound(seconds: float = 1.0, rate: int = 8000, extra: bytes = b"", size: int | None = None):
    """Return a WAV of 16 bits, with more chunks before the sound."""
    data = b"\1\0" * int(seconds * rate)
    head = struct.pack("<HHIIHH", 1, 1, rate, rate * 2, 2, 16)
    length = len(data) if size is None else size
    body = b"WAVEfmt " + struct.pack("<I", 16) + head + extra + b"data"
    body += struct.pack("<I", length) + data
    return b"RIFF" + struct.pack("<I", len(body)) + body


def chunk(name: bytes, words: bytes) -> bytes:
    """Return a chunk of a WAV."""
    return name + struct.pack("<I", len(words)) + words + b"\0" * (len(words) % 2)


def test_a_photo_loses_its_place_its_comment_and_its_maker():
    sent = photo(exif=exif(), comment=SECRET, xmp=b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>")
    assert SECRET in sent
    kept = clean_photo(sent)
    assert SECRET not in kept and b"Telefoon" not in kept and b"xmpmeta" not in kept
    with Image.open(io.BytesIO(kept)) as picture:
        assert not picture.getexif()
        assert not {"exif", "comment", "xmp", "icc_profile"} & picture.info.keys()


def test_a_png_loses_its_words_and_what_is_see_through_becomes_white():
    words = PngInfo()
    words.add_text("Description", SECRET.decode())
    made = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(made, "PNG", pnginfo=words)
    assert SECRET in made.getvalue()
    kept = clean_photo(made.getvalue())
    assert SECRET not in kept
    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.getpixel((5, 5)) == (255, 255, 255)


def test_a_photo_stands_upright_before_its_exif_goes():
    with Image.open(io.BytesIO(clean_photo(photo(exif=exif(orientation=6))))) as picture:
        assert picture.size == (40, 80)
        red, _, blue = picture.getpixel((20, 10))
        assert red > 200 and blue < 60, "turned a quarter to the right, the left side is on top"


def test_a_large_photo_is_made_smaller_and_a_small_one_is_not_made_larger():
    with Image.open(io.BytesIO(clean_photo(photo((4000, 1000))))) as picture:
        assert picture.size == (LONGEST_SIDE, 512)
    with Image.open(io.BytesIO(clean_photo(photo((80, 40))))) as picture:
        assert picture.size == (80, 40)


def bomb() -> bytes:
    """Return a PNG of a few bytes that claims to be 60,000 pixels square."""
    made = bytearray(photo((1, 1), "PNG"))
    made[16:24] = struct.pack(">II", 60_000, 60_000)
    made[29:33] = struct.pack(">I", zlib.crc32(bytes(made[12:29])))
    return bytes(made)


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"Dit is een tekst met de naam foto.jpg",
        photo()[:100],
        photo(kind="GIF"),
        photo(kind="BMP"),
        b"%PDF-1.4",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        bomb(),
        b"\xff\xd8" + b"0" * (20 * 1024 * 1024),
    ],
    ids=["nothing", "text", "half", "gif", "bmp", "pdf", "svg", "bomb", "too large"],
)
def test_what_is_no_photo_or_too_large_is_refused_in_dutch(sent):
    with pytest.raises(AttachmentRefused) as refused:
        clean_photo(sent)
    assert refused.value.where == "Foto"


def test_a_recording_keeps_its_sound_and_loses_the_rest():
    extra = chunk(b"LIST", b"INFOIART" + SECRET) + chunk(b"bext", SECRET) + chunk(b"id3 ", b"x")
    sent = sound(extra=extra)
    kept, seconds = clean_recording(sent)
    assert SECRET in sent and SECRET not in kept and b"bext" not in kept
    assert seconds == pytest.approx(1.0)
    assert kept == clean_recording(kept)[0] == sound()


def test_the_browsers_own_wav_with_an_unknown_length_is_read_to_its_end():
    assert clean_recording(sound(size=0xFFFFFFFF))[1] == pytest.approx(1.0)


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"RIFF",
        b"RIFF\0\0\0\0WAVE",
        b"ID3 een mp3",
        sound(seconds=0),
        sound().replace(struct.pack("<HH", 1, 1), struct.pack("<HH", 85, 1), 1),
        sound(seconds=661),
        b"RIFF" + bytes(25 * 1024 * 1024),
    ],
    ids=["nothing", "short", "empty", "mp3", "no sound", "mp3 in wav", "too long", "too large"],
)
def test_what_is_no_recording_or_too_long_is_refused_in_dutch(sent):
    with pytest.raises(AttachmentRefused) as refused:
        clean_recording(sent)
    assert refused.value.where == "Opname"


def test_what_was_with_a_draft_is_with_the_talk_that_it_becomes(desks):
    desks.sara.drafts.keep(Draft("d1", TEXT, 1))
    first = desks.sara.attachments.add_photo(photo(), draft="d1")
    second = desks.sara.attachments.add_recording(sound(65), draft="d1")
    assert desks.omar.attachments.of_draft("d1") == []
    with pytest.raises(NotFound):
        desks.omar.attachments.content(first.id)
    note = logged(desks.sara, draft="d1")
    found = desks.omar.attachments.of_note(note.id)
    assert [one.id for one in found] == [first.id, second.id]
    assert (found[1].kind, found[1].length) == (AttachmentKind.RECORDING, "1:05")
    assert desks.omar.attachments.content(first.id)[:2] == b"\xff\xd8"
    assert desks.sara.attachments.of_draft("d1") == []


def test_a_photo_that_arrives_after_the_save_goes_with_the_talk(desks):
    desks.sara.drafts.keep(Draft("d1", TEXT, 1))
    note = logged(desks.sara, draft="d1")
    desks.sara.attachments.add_photo(photo(), draft="d1")
    assert len(desks.sara.attachments.of_note(note.id)) == 1


def test_a_draft_with_only_a_photo_is_offered_again_and_thrown_away_whole(desks):
    made = desks.sara.attachments.add_photo(photo(), draft="d1")
    assert [one.id for one in desks.sara.drafts.unfinished()] == ["d1"]
    desks.sara.drafts.drop("d1")
    with pytest.raises(NotFound):
        desks.sara.attachments.content(made.id)


def test_the_ninth_is_refused(desks):
    for _ in range(8):
        desks.sara.attachments.add_photo(photo(), draft="d1")
    with pytest.raises(AttachmentRefused):
        desks.sara.attachments.add_photo(photo(), draft="d1")


def test_its_maker_or_a_coordinator_takes_it_away_and_a_colleague_does_not(desks):
    note = logged(desks.sara)
    first = desks.sara.attachments.add_photo(photo(), note=note.id)
    second = desks.sara.attachments.add_photo(photo(), note=note.id)
    with pytest.raises(NotAllowed):
        desks.omar.attachments.remove(first.id)
    desks.sara.attachments.remove(first.id)
    desks.joke.attachments.remove(second.id)
    assert desks.sara.attachments.of_note(note.id) == []


def test_a_reader_of_the_gemeente_sees_none(desks):
    note = logged(desks.sara)
    made = desks.sara.attachments.add_photo(photo(), note=note.id)
    for ask in (
        lambda: desks.willem.attachments.of_note(note.id),
        lambda: desks.willem.attachments.content(made.id),
        lambda: desks.willem.attachments.add_photo(photo(), note=note.id),
    ):
        with pytest.raises(NotAllowed):
            ask()


def test_bytes_on_disk_are_encrypted_and_a_backup_carries_them(desks, shelf, template, tmp_path):
    note = logged(desks.sara)
    made = desks.sara.attachments.add_photo(photo((300, 300)), note=note.id)
    content = desks.sara.attachments.content(made.id)
    packed = tmp_path / "kopie.wijkduik"
    pack(shelf.opened(template.slug).store, packed)
    assert content not in packed.read_bytes()
    assert not any(content in path.read_bytes() for path in shelf.home.rglob("*") if path.is_file())
    slug = shelf.restore(packed, "terug")
    shelf.unlock(slug, PASSPHRASE)
    back = shelf.desk_of(slug, "sara").attachments
    assert back.content(back.of_note(note.id)[0].id) == content


def test_a_handover_never_carries_them(desks):
    person = somebody(desks.sara, "Roza")
    note = logged(desks.sara, people=(person.id,))
    desks.sara.attachments.add_photo(photo(), note=note.id)
    request = filled(desks.sara, name="Fatma Aydın", note=note.id)
    desks.omar.handover.check(request.id)
    sent = desks.joke.handover.send(RECIPIENT, [request.id])
    password = "vier natte zwanen zingen"
    locked = msoffcrypto.OfficeFile(
        io.BytesIO(desks.joke.handover.file(sent.id, "xlsx", password)[1])
    )
    locked.load_key(password=password)
    plain = io.BytesIO()
    locked.decrypt(plain)
    with zipfile.ZipFile(plain) as book:
        assert not [name for name in book.namelist() if "media" in name]
    with pikepdf.open(
        io.BytesIO(desks.joke.handover.file(sent.id, "pdf", password)[1]), password=password
    ) as paper:
        assert not [name for page in paper.pages for name in page.images]


def test_a_save_that_is_undone_is_a_draft_again_and_with_the_talk_it_is_over(desks, fatma):
    desks.sara.drafts.keep(Draft("d1", TEXT, 1))
    photo_id = desks.sara.attachments.add_photo(photo(), draft="d1").id
    note = logged(desks.sara, TEXT, draft="d1", people=(fatma.id,))
    deed = desks.sara.undo.recent(1)[0]
    again = desks.sara.undo.undo(deed.number)
    opened = desks.sara.drafts.opened("d1")
    assert (opened.main.text, opened.details.people, opened.over) == (TEXT, (fatma.id,), False)
    assert desks.sara.drafts.ended() == {}
    assert [one.id for one in desks.sara.attachments.of_draft("d1")] == [photo_id]
    desks.sara.undo.undo(again.number)
    assert [one.id for one in desks.sara.attachments.of_note(note.id)] == [photo_id]
    assert desks.sara.drafts.unfinished() == []
    # Taken back once more, and put back from the bin this time.
    desks.sara.undo.undo(desks.sara.undo.recent(1)[0].number)
    desks.sara.bin.restore(desks.sara.bin.items()[0].item.id)
    assert [one.id for one in desks.sara.attachments.of_note(note.id)] == [photo_id]
    assert desks.sara.drafts.unfinished() == []


def test_a_draft_that_went_on_after_the_undo_keeps_its_words_and_photos(desks):
    desks.sara.drafts.keep(Draft("d1", TEXT, 1))
    photo_id = desks.sara.attachments.add_photo(photo(), draft="d1").id
    logged(desks.sara, TEXT, draft="d1")
    desks.sara.undo.undo(desks.sara.undo.recent(1)[0].number)
    desks.sara.drafts.keep(Draft("d1", f"{TEXT} En meer.", 10))
    desks.sara.bin.restore(desks.sara.bin.items()[0].item.id)
    assert desks.sara.drafts.draft("d1").text == f"{TEXT} En meer."
    assert [one.id for one in desks.sara.attachments.of_draft("d1")] == [photo_id]
