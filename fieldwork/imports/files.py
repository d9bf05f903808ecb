"""Which kind a file is, and reading it. A kind is a module here with ``KIND``, ``fits``, ``read``.

``fits(content, filename)`` looks at the first bytes, never at the name alone; ``read(filename,
content)`` returns an :class:`ImportBook` or raises :class:`UnreadableFile`. The kinds are asked in
the order of ``KIND.order``.
"""

import importlib
import pkgutil
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Final

import fieldwork.imports
from fieldwork.domain.imports import ImportBook
from fieldwork.domain.refusals import UnreadableFile

MOST_BYTES: Final = 50 * 1024 * 1024
# A round in one zip with its photos and recordings; other zips are measured by what they unpack to.
MOST_ZIPPED: Final = 100 * 1024 * 1024
_ZIP: Final = b"PK"
OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"RIFF", b"II*\x00", b"MM\x00*")


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: its code, how people call it, how names end, and when it is asked."""

    code: str
    label: str
    suffixes: tuple[str, ...]
    order: int


@cache
def find_kinds() -> tuple[ModuleType, ...]:
    """Return the modules that read a kind of file, in the order in which they are asked."""
    names = [found.name for found in pkgutil.iter_modules(fieldwork.imports.__path__)]
    modules = [importlib.import_module(f"fieldwork.imports.{name}") for name in names]
    kinds = [module for module in modules if isinstance(getattr(module, "KIND", None), FileKind)]
    return tuple(sorted(kinds, key=lambda module: int(module.KIND.order)))


def suffixes() -> tuple[str, ...]:
    """Return how names of files that can be read end, without the point."""
    return tuple(dict.fromkeys(one for kind in find_kinds() for one in kind.KIND.suffixes))


def read_book(filename: str, content: bytes) -> ImportBook:
    """Return what a file holds; raises :class:`UnreadableFile` with what to do about it."""
    most = MOST_ZIPPED if content.startswith(_ZIP) else MOST_BYTES
    if len(content) > most:
        raise unreadable(
            filename,
            f"Dit bestand is groter dan {most // 1024**2} MB.",
            "Verdeel het over kleinere bestanden.",
        )
    if not content.strip():
        raise unreadable(filename, "Dit bestand is leeg.", "Kies een bestand waar iets in staat.")
    refuse_strangers(filename, content)
    for kind in find_kinds():
        if kind.fits(content, filename):
            book: ImportBook = kind.read(filename, content)
            return book
    raise unreadable(
        filename,
        "Wijkduik kent dit soort bestand niet.",
        f"Kies een bestand dat eindigt op {', '.join(suffixes())}.",
    )


def refuse_strangers(filename: str, content: bytes) -> None:
    """Refuse what is no table or transcript, whatever its name says."""
    if content.startswith(OLE):
        _refuse_old_office(filename, content)
    if content.startswith(_PICTURES):
        raise unreadable(
            filename,
            "Dit is een foto of plaatje, geen tabel of tekst.",
            "Kies het bestand waar de gesprekken in staan.",
        )
    if content.startswith(b"%PDF"):
        raise unreadable(
            filename,
            "Dit is een PDF. Daar kan Wijkduik geen rijen uit halen.",
            "Bewaar het oorspronkelijke document als DOCX of XLSX.",
        )


def unreadable(filename: str, what: str, what_now: str) -> UnreadableFile:
    """Return a refusal that also says that nothing has changed."""
    return UnreadableFile(filename, what, f"Er is niets ingelezen. {what_now}")


def _refuse_old_office(filename: str, content: bytes) -> None:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise unreadable(
            filename,
            "Er zit een wachtwoord op dit bestand.",
            "Haal het wachtwoord eraf, bewaar het opnieuw en kies het dan nog eens.",
        )
    raise unreadable(
        filename,
        "Dit is een bestand van voor 2007 (.xls of .doc).",
        "Open het en bewaar het als .xlsx of .docx.",
    )
