"""Which file formats there are: every module of this package that has a ``FORMAT`` and a ``write``.

A new format is one new module; nothing here changes. Modules whose name begins with an underscore
are shared parts, not formats. A module that cannot be imported or lacks a part stops the start.
"""

import importlib
import pkgutil
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import ModuleType
from typing import Final

from fieldwork.domain.exchange import Exchange
from fieldwork.domain.handover import HandoverDocument
from fieldwork.domain.refusals import SecretTooLong, WeakSecret

Write = Callable[[HandoverDocument, str], bytes]
PASSWORD: Final = "Wachtwoord van het bestand"  # noqa: S105 - what it is called, not one itself
LEAST_PASSWORD: Final = 8
# A PDF reader looks at 127 bytes only (ISO 32000-2, 7.6.4.3.3); some then fail to open the file.
MOST_PASSWORD_BYTES: Final = 127
# Modules that hold no format of a handover document.
_NO_FORMATS: Final = frozenset({"calendar", "formats", "meeting"})


@dataclass(frozen=True, slots=True)
class Format:
    """What a file format is called: a stored ``code``, a Dutch ``label``, extension and MIME type.

    ``extension`` has no dot in front. ``is_open`` is for a file without a word about anybody, which
    has no password. ``asks`` names what of :class:`Exchange` must be ready before it can be made.
    """

    code: str
    label: str
    extension: str
    mime: str
    is_open: bool = False
    asks: str = ""

    def is_possible(self, exchange: Exchange) -> bool:
        """Return whether all is set that this format asks."""
        return not self.asks or bool(getattr(exchange, self.asks).is_ready)


@dataclass(frozen=True, slots=True)
class Export:
    """One format with the function that writes a handover document in it, under a password."""

    format: Format
    write: Write


def find_formats(package: str = "fieldwork.exports") -> dict[str, Export]:
    """Return every format of ``package`` by its code, in the order of their labels.

    Raises what importing a broken module raises; ``TypeError`` where a module lacks ``FORMAT`` or
    ``write``; ``ValueError`` where two modules claim one code.
    """
    folder = importlib.import_module(package)
    names = sorted(found.name for found in pkgutil.iter_modules(folder.__path__))
    exports = [_export(module) for module in _modules(package, names)]
    by_code: dict[str, Export] = {}
    for export in sorted(exports, key=lambda one: one.format.label):
        if export.format.code in by_code:
            raise ValueError(f"two export formats have the code {export.format.code!r}")
        by_code[export.format.code] = export
    return by_code


def must_be_strong(password: str) -> str:
    """Return ``password`` as the file takes it, or refuse one that is too short or too long.

    It is brought to one Unicode form (NFC): an e with an accent typed on another keyboard is the
    same password. Spaces around it do not count towards its length.
    """
    if len(password.strip()) < LEAST_PASSWORD:
        raise WeakSecret(PASSWORD, LEAST_PASSWORD)
    if len(unicodedata.normalize("NFKC", password).encode()) > MOST_PASSWORD_BYTES:
        raise SecretTooLong(PASSWORD, 60)
    return unicodedata.normalize("NFC", password)


def _modules(package: str, names: Iterable[str]) -> Iterable[ModuleType]:
    for name in names:
        if not name.startswith("_") and name not in _NO_FORMATS:
            yield importlib.import_module(f"{package}.{name}")


def _export(module: ModuleType) -> Export:
    what = getattr(module, "FORMAT", None)
    write = getattr(module, "write", None)
    if not isinstance(what, Format) or not callable(write):
        raise TypeError(f"{module.__name__} needs FORMAT (a Format) and write(document, password)")
    return Export(what, write)
