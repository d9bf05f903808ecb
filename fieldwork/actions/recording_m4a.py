"""A recording of a phone (M4A: AAC in an MPEG-4 file) as it is kept: the sound, and no more.

An MPEG-4 file is boxes within boxes: a size, a name, and what is in it (ISO/IEC 14496-12). What is
not needed to play the sound (place, date, device, pictures, titles) is blanked where it stands: the
tables of the sound point to places in the file, so nothing may move.
"""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from fieldwork.domain.attachments import AttachmentKind, AttachmentRefused

# What each box may hold; whatever else is in it is blanked. Names that are no key hold no boxes.
WITHIN: Final[Mapping[bytes, frozenset[bytes]]] = {
    b"": frozenset({b"ftyp", b"moov", b"mdat"}),
    b"moov": frozenset({b"mvhd", b"trak"}),
    b"trak": frozenset({b"tkhd", b"mdia", b"edts"}),
    b"edts": frozenset({b"elst"}),
    b"mdia": frozenset({b"mdhd", b"hdlr", b"minf"}),
    b"minf": frozenset({b"smhd", b"dinf", b"stbl"}),
    b"dinf": frozenset({b"dref"}),
    b"stbl": frozenset({b"stsd", b"stts", b"stsc", b"stsz", b"stz2", b"stco", b"co64"}),
}
_TIMED: Final = frozenset({b"mvhd", b"tkhd", b"mdhd"})
_SOUND, _AAC = b"soun", b"mp4a"


@dataclass(frozen=True, slots=True)
class _Box:
    name: bytes
    start: int
    inside: int
    end: int


def is_m4a(content: bytes) -> bool:
    """Return whether this begins as an MPEG-4 file."""
    return content[4:8] == b"ftyp"


def clean_m4a(content: bytes) -> tuple[bytes, float]:
    """Return the file with all but its sound blanked, and how many seconds it takes.

    Raises :class:`AttachmentRefused` for what has pictures in it or cannot be read.
    """
    made = bytearray(content)
    seen: dict[bytes, list[_Box]] = {}
    try:
        _walk(made, _Box(b"", 0, 0, len(made)), seen)
        sound = [bytes(made[one.inside + 8 : one.inside + 12]) for one in seen.get(b"hdlr", [])]
        coded = [bytes(made[one.inside + 12 : one.inside + 16]) for one in seen.get(b"stsd", [])]
        if sound != [_SOUND] or coded != [_AAC] or b"mdat" not in seen:
            raise _unreadable()
        seconds = _seconds(made, seen[b"mvhd"][0])
        _blank(made, seen[b"hdlr"][0].inside + 24, seen[b"hdlr"][0].end)
        for name in _TIMED:
            for box in seen.get(name, []):
                wide = 16 if made[box.inside] == 1 else 8
                _blank(made, box.inside + 4, box.inside + 4 + wide)
    except (KeyError, IndexError, struct.error, ZeroDivisionError) as error:
        raise _unreadable() from error
    return bytes(made), seconds


def _walk(made: bytearray, within: _Box, seen: dict[bytes, list[_Box]]) -> None:
    """Note each box that may be there, and blank each that may not."""
    for box in _boxes(made, within):
        if box.name not in WITHIN[within.name]:
            made[box.start + 4 : box.start + 8] = b"free"
            _blank(made, box.inside, box.end)
            continue
        seen.setdefault(box.name, []).append(box)
        if box.name in WITHIN:
            _walk(made, box, seen)


def _boxes(made: bytearray, within: _Box) -> Iterator[_Box]:
    at = within.inside
    while at < within.end:
        size, name = struct.unpack(">I4s", made[at : at + 8])
        inside = at + 8
        if size == 1:
            (size,) = struct.unpack(">Q", made[at + 8 : at + 16])
            inside = at + 16
        end = within.end if size == 0 else at + size
        if not inside <= end <= within.end:
            raise _unreadable()
        yield _Box(name, at, inside, end)
        at = end


def _seconds(made: bytearray, head: _Box) -> float:
    shape = ">QQIQ" if made[head.inside] == 1 else ">IIII"
    _, _, scale, length = struct.unpack_from(shape, made, head.inside + 4)
    return float(length / scale)


def _blank(made: bytearray, start: int, end: int) -> None:
    made[start:end] = bytes(max(0, end - start))


def _unreadable() -> AttachmentRefused:
    return AttachmentRefused(
        AttachmentKind.RECORDING,
        "Dit is geen opname die we kunnen lezen.",
        "Kies een opname als WAV of M4A.",
    )
