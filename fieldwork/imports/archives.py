"""Zip files from outside (XLSX, ODS, DOCX, ODK), opened with an eye on what they unpack to."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Final

from fieldwork.imports.files import unreadable

# A table of 20,000 rows by 200 columns unpacks to less than this; a bomb to far more.
MOST_UNPACKED: Final = 250 * 1024 * 1024
MOST_RATIO: Final = 200
_TOO_SMALL_TO_MIND: Final = 4 * 1024 * 1024
MOST_PARTS: Final = 5_000
ZIP: Final = b"PK\x03\x04"


def part_names(content: bytes) -> set[str]:
    """Return the names within a zip file; none when it is no zip file."""
    if not content.startswith(ZIP):
        return set()
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return set()


@contextmanager
def opened(filename: str, content: bytes) -> Iterator[zipfile.ZipFile]:
    """Yield a zip file that is safe to unpack; raises :class:`UnreadableFile` when it is not.

    Also for what goes wrong while its parts are read.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check(filename, archive)
            yield archive
    except (zipfile.BadZipFile, NotImplementedError, EOFError, zipfile.LargeZipFile) as error:
        raise unreadable(
            filename, "Dit bestand is beschadigd.", "Bewaar of download het opnieuw."
        ) from error


def _check(filename: str, archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise unreadable(
            filename, "Er zit een wachtwoord op dit bestand.", "Haal het wachtwoord eraf."
        )
    unpacked = sum(part.file_size for part in parts)
    worst = max((_ratio(part) for part in parts), default=0.0)
    if unpacked > MOST_UNPACKED or worst > MOST_RATIO or len(parts) > MOST_PARTS:
        raise unreadable(
            filename,
            "Uitgepakt is dit bestand zo groot dat het niet te vertrouwen is.",
            "Verdeel de tabel over meer bestanden, of bewaar haar als CSV.",
        )


def _ratio(part: zipfile.ZipInfo) -> float:
    if part.file_size < _TOO_SMALL_TO_MIND:
        return 0.0
    return part.file_size / max(part.compress_size, 1)
