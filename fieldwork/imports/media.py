"""Photos and recordings of a round, found in the zip files in which the tools hand them over.

ODK Central puts them in "media/" beside its tables; KoboToolbox gives a zip of its own, with a
folder for each submission. Nothing is ever unpacked to disk, so no name in a zip leads anywhere.
"""

import zipfile
from collections import defaultdict
from collections.abc import Sequence
from io import BytesIO
from typing import Final

from fieldwork.domain.attachments import (
    LARGEST_PHOTO,
    LARGEST_RECORDING,
    MEGABYTE,
    AttachmentKind,
)
from fieldwork.domain.imports import RoundFile
from fieldwork.imports.archives import opened, part_names

SUFFIXES: Final = (
    *(".jpg", ".jpeg", ".png", ".webp", ".heic", ".gif"),
    *(".wav", ".m4a", ".mp4", ".amr", ".aac", ".mp3", ".ogg", ".3gp", ".webm"),
)
LARGEST: Final = {
    AttachmentKind.PHOTO: LARGEST_PHOTO,
    AttachmentKind.RECORDING: LARGEST_RECORDING,
}
_LONGEST_NAME: Final = 40


class MediaMissing(Exception):
    """A file that a submission names is not there to be had; the words say why, in Dutch."""


def is_media(content: bytes) -> bool:
    """Return whether this is a zip of photos and recordings, without any table."""
    names = [name.lower() for name in part_names(content)]
    is_other = any(name.endswith((".csv", ".xml")) or name == "mimetype" for name in names)
    return not is_other and any(name.endswith(SUFFIXES) for name in names)


class MediaBox:
    """The photos and recordings in some zip files, to be had one by one."""

    def __init__(self, archives: Sequence[bytes]) -> None:
        """Look at what is there; raises :class:`UnreadableFile` for a zip that is not safe."""
        self._archives = archives
        self._places: dict[str, list[tuple[int, zipfile.ZipInfo]]] = defaultdict(list)
        for at, content in enumerate(archives):
            with opened("bijlagen.zip", content) as archive:
                for part in archive.infolist():
                    if not part.is_dir():
                        self._places[_plain(part.filename)].append((at, part))

    def look(self, wanted: RoundFile) -> None:
        """Do nothing when the file is there and not too large, else raise MediaMissing."""
        self._find(wanted)

    def content(self, wanted: RoundFile) -> bytes:
        """Return a file; raises :class:`MediaMissing`."""
        at, part = self._find(wanted)
        most = LARGEST[wanted.kind]
        try:
            with zipfile.ZipFile(BytesIO(self._archives[at])) as archive, archive.open(part) as it:
                # What a zip says about sizes proves nothing.
                content = it.read(most + 1)
        except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, OSError) as error:
            raise MediaMissing(f"{say_file(wanted)} is beschadigd") from error
        if len(content) > most:
            raise _too_large(wanted)
        return content

    def _find(self, wanted: RoundFile) -> tuple[int, zipfile.ZipInfo]:
        found = self._places.get(_plain(wanted.name), [])
        if len(found) > 1 and wanted.submission:
            # Phones give the same name twice; Kobo's folder says whose it is.
            found = [one for one in found if wanted.submission in one[1].filename] or found
        if not found:
            raise MediaMissing(f"{say_file(wanted)} zit niet in de zip")
        if len(found) > 1:
            raise MediaMissing(f"{say_file(wanted)} zit meer dan eens in de zip")
        if found[0][1].file_size > LARGEST[wanted.kind]:
            raise _too_large(wanted)
        return found[0]


def say_file(wanted: RoundFile) -> str:
    """Return "foto '1.jpg'", whatever is in the name."""
    name = "".join(one for one in _plain(wanted.name) if one.isprintable())
    return f"{wanted.kind.label.lower()} '{name[:_LONGEST_NAME]}'"


def _too_large(wanted: RoundFile) -> MediaMissing:
    return MediaMissing(f"{say_file(wanted)} is groter dan {LARGEST[wanted.kind] // MEGABYTE} MB")


def _plain(name: str) -> str:
    """Return the last part of a name; Kobo writes its spaces as underscores."""
    return name.replace("\\", "/").rpartition("/")[2].strip().replace(" ", "_")
