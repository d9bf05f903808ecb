"""A study in one file: its database and its key ring, both as unreadable as they were."""

import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import Final

from fieldwork.domain.refusals import NameTaken, UnreadableFile
from fieldwork.store.keys import KeyRing
from fieldwork.store.study import DATABASE, KEYS, StudyStore

# A study of sixteen weeks is some 10 MB; what claims more than this is no study.
LARGEST: Final = 4 * 1024**3
CHUNK: Final = 1024**2


def pack(store: StudyStore, target: Path) -> None:
    """Write the study of ``store`` to ``target``, whole or not at all."""
    beside = target.with_name(target.name + ".new")
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        copy = Path(folder) / DATABASE
        store.backup(copy)
        # Encrypted bytes do not shrink, so they are stored as they are.
        with zipfile.ZipFile(beside, "w", zipfile.ZIP_STORED) as file:
            file.write(copy, DATABASE)
            file.write(store.path.with_name(KEYS), KEYS)
    beside.replace(target)


def unpack(source: Path, folder: Path) -> KeyRing:
    """Put the study of ``source`` in the new ``folder``; raises a refusal and leaves nothing."""
    if folder.exists():
        raise NameTaken("Terugzetten", folder.name)
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".terug-", dir=folder.parent))
    try:
        _take_out(source, beside)
        ring = KeyRing.load(beside / KEYS)
        beside.rename(folder)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return ring


def _take_out(source: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(source) as file:
            for name in (DATABASE, KEYS):
                _copy(file, name, folder / name)
    except (zipfile.BadZipFile, KeyError, OSError) as error:
        raise UnreadableFile(
            source.name,
            "Dit is geen (hele) reservekopie van Wijkduik.",
            "Kies een bestand dat eindigt op .wijkduik.",
        ) from error


def _copy(file: zipfile.ZipFile, name: str, target: Path) -> None:
    """Unpack one member, counting what really comes out rather than what the zip claims."""
    taken = 0
    with file.open(name) as source, target.open("xb") as out:
        while chunk := source.read(CHUNK):
            taken += len(chunk)
            if taken > LARGEST:
                raise zipfile.BadZipFile(f"{name} is larger than {LARGEST} bytes")
            out.write(chunk)
