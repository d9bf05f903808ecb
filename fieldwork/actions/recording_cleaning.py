"""A recording as it is kept: the sound alone, in a WAV written anew.

RIFF WAVE: "RIFF", the size, "WAVE", then chunks of a name, a size and that many bytes, padded to
an even number. Only "fmt " and "data" are kept; LIST/INFO, bext, id3 and the like may hold names,
places and times.
"""

import struct
from collections.abc import Iterator
from typing import Final

from fieldwork.domain.attachments import (
    GRACE,
    LARGEST_RECORDING,
    LONGEST_RECORDING,
    MEGABYTE,
    AttachmentKind,
    AttachmentRefused,
)

PCM: Final = 1
_FORMAT: Final = struct.Struct("<HHIIHH")


def clean_recording(content: bytes) -> tuple[bytes, float]:
    """Return a WAV of the sound alone, and how many seconds it takes.

    Raises :class:`AttachmentRefused` for what is too large, too long, or no such recording.
    """
    check_size(content)
    chunks = dict(_chunks(content))
    head, sound = chunks.get(b"fmt ", b""), chunks.get(b"data", b"")
    if len(head) < _FORMAT.size or not sound:
        raise _unreadable()
    kind, channels, rate, _, frame, bits = _FORMAT.unpack(head[: _FORMAT.size])
    is_sound = kind == PCM and channels in (1, 2) and bits in (8, 16, 24, 32)
    if not is_sound or not 4000 <= rate <= 192_000 or frame != channels * bits // 8:
        raise _unreadable()
    sound = sound[: len(sound) // frame * frame]
    seconds = len(sound) / frame / rate
    check_length(seconds)
    head = _FORMAT.pack(PCM, channels, rate, rate * frame, frame, bits)
    return _written(head, sound), seconds


def check_size(content: bytes) -> None:
    """Raise :class:`AttachmentRefused` for a recording of too many bytes."""
    if len(content) > LARGEST_RECORDING:
        most = LARGEST_RECORDING // MEGABYTE
        raise _refused(f"Deze opname is groter dan {most} MB.", "Neem een korter stuk op.")


def check_length(seconds: float) -> None:
    """Raise :class:`AttachmentRefused` for a recording that takes too long."""
    if seconds > LONGEST_RECORDING + GRACE:
        raise _refused(
            f"Deze opname is langer dan {LONGEST_RECORDING / 60:.0f} minuten.",
            "Neem in stukken op.",
        )


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the chunks of a WAV by name; a size beyond the end takes what there is."""
    if content[:4] != b"RIFF" or content[8:12] != b"WAVE":
        raise _unreadable()
    at = 12
    while at + 8 <= len(content):
        name, size = struct.unpack("<4sI", content[at : at + 8])
        yield name, content[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def _written(head: bytes, sound: bytes) -> bytes:
    pad = b"\0" * (len(sound) % 2)
    body = b"".join(
        (
            b"WAVEfmt ",
            struct.pack("<I", len(head)),
            head,
            b"data",
            struct.pack("<I", len(sound)),
            sound,
            pad,
        )
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _unreadable() -> AttachmentRefused:
    return _refused("Dit is geen opname die we kunnen lezen.", "Neem het opnieuw op.")


def _refused(what: str, what_now: str) -> AttachmentRefused:
    return AttachmentRefused(AttachmentKind.RECORDING, what, what_now)
