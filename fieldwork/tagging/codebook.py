"""The codebook and its lexicon, read from one TOML file per theme and per signal.

A new theme is a new file in ``data/themes``; nothing else has to change. The files are checked
when they are read: what is missing, unknown or unreadable is refused with the file's name.
"""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeVar

from fieldwork.domain.labels import Labelled
from fieldwork.domain.refusals import UnreadableFile
from fieldwork.domain.themes import Codebook, Concerns, Signal, Theme, Urgency
from fieldwork.tagging.lexicon import Entry
from fieldwork.tagging.patterns import BadPattern, read_pattern

Code = TypeVar("Code", bound=Labelled)
DATA: Final = Path(__file__).parents[2] / "data"
SURE: Final = 0.75
WEAK: Final = 0.35
_LISTS: Final = ("zrm", "patterns", "weak", "blockers")
_THEME_FIELDS: Final = frozenset(
    ("id", "label", "order", "colour", "covers", "excludes", "concerns", "deniable", *_LISTS)
)
_SIGNAL_FIELDS: Final = frozenset(
    ("id", "label", "order", "urgency", "covers", "patterns", "weak", "blockers")
)


@dataclass(frozen=True, slots=True)
class CodeFile:
    """One file of the codebook: the theme or signal, and the entries that point to it.

    ``concerns`` is whom the theme is about where the note does not say. ``deniable`` is false where
    a "geen" or "niet" belongs to the matter itself: "geen tolk", "geen plek".
    """

    code: Theme | Signal
    entries: tuple[Entry, ...]
    concerns: Concerns = Concerns.ZELF
    deniable: bool = True


@lru_cache(maxsize=4)
def load_codebook(folder: Path | None = None) -> Codebook:
    """Return the codebook in ``folder`` (with ``themes`` and ``signals``; default ``data``).

    Raises :class:`UnreadableFile` for a file that is not as ``data/themes/README.md`` asks.
    """
    codes = [file.code for file in read_files(folder)]
    themes = tuple(code for code in codes if isinstance(code, Theme))
    signals = tuple(code for code in codes if isinstance(code, Signal))
    return Codebook(themes, signals)


def read_files(folder: Path | None = None) -> tuple[CodeFile, ...]:
    """Return all files of the codebook in ``folder``: themes first, each kind in its order."""
    return _read_folder(folder or DATA)


@lru_cache(maxsize=4)
def _read_folder(root: Path) -> tuple[CodeFile, ...]:
    lists = frozenset(load_lists())
    themes = [_theme(path, lists) for path in sorted((root / "themes").glob("*.toml"))]
    signals = [_signal(path, lists) for path in sorted((root / "signals").glob("*.toml"))]
    if not themes:
        raise UnreadableFile(
            str(root / "themes"), "Er staat geen enkel thema in.", "Zet er een themabestand in."
        )
    files = sorted(themes, key=_order) + sorted(signals, key=_order)
    _refuse_doubles(files)
    return tuple(files)


@lru_cache(maxsize=1)
def load_default_concerns() -> dict[str, Concerns]:
    """Return for each theme whom it is about where the note does not say."""
    return {file.code.id: file.concerns for file in read_files()}


@lru_cache(maxsize=1)
def load_undeniable() -> frozenset[str]:
    """Return the themes that a "geen" or "niet" in the same clause does not deny."""
    return frozenset(file.code.id for file in read_files() if not file.deniable)


@lru_cache(maxsize=1)
def load_lists() -> dict[str, tuple[str, ...]]:
    """Return the word lists that patterns call with ``@``, from ``data/lexicon/words.toml``."""
    table = _read(DATA / "lexicon" / "words.toml")
    return {name: tuple(words) for name, words in table.items()}


def _theme(path: Path, lists: frozenset[str]) -> CodeFile:
    table = _checked(path, _THEME_FIELDS, ("id", "label", "order", "colour", "covers"))
    theme = Theme(
        id=table["id"],
        label=table["label"],
        covers=table["covers"],
        excludes=table.get("excludes", ""),
        zrm=tuple(table.get("zrm", ())),
        colour=table["colour"],
        order=table["order"],
    )
    concerns = _chosen(path, "concerns", table.get("concerns", "zelf"), Concerns)
    return CodeFile(theme, _entries(path, table, lists), concerns, table.get("deniable", True))


def _signal(path: Path, lists: frozenset[str]) -> CodeFile:
    table = _checked(path, _SIGNAL_FIELDS, ("id", "label", "order", "urgency", "covers"))
    urgency = _chosen(path, "urgency", table["urgency"], Urgency)
    signal = Signal(table["id"], table["label"], urgency, table["covers"], table["order"])
    return CodeFile(signal, _entries(path, table, lists))


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableFile(
            path.name, f"Dit is geen geldig TOML ({error}).", "Verbeter het bestand."
        ) from error


def _checked(path: Path, allowed: frozenset[str], needed: tuple[str, ...]) -> dict[str, Any]:
    """Read ``path`` and refuse a field that is unknown, missing or of the wrong kind."""
    table = _read(path)
    for name in needed:
        if table.get(name) in (None, ""):
            raise UnreadableFile(path.name, f"Het veld '{name}' ontbreekt.", "Vul het in.")
    for name, value in table.items():
        if name not in allowed:
            raise UnreadableFile(path.name, f"Het veld '{name}' is onbekend.", "Haal het weg.")
        if not _is_right_kind(name, value):
            raise UnreadableFile(
                path.name, f"Het veld '{name}' heeft de verkeerde vorm.", "Kijk in de uitleg."
            )
    if table["id"] != path.stem:
        raise UnreadableFile(
            path.name, f"De id '{table['id']}' past niet bij de naam.", "Maak ze gelijk."
        )
    return table


def _is_right_kind(name: str, value: object) -> bool:
    if name in _LISTS:
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if name == "deniable":
        return isinstance(value, bool)
    if name == "order":
        return isinstance(value, int)
    if name == "colour":
        digits = value[1:] if isinstance(value, str) and value.startswith("#") else ""
        return len(digits) == 6 and all(digit in "0123456789abcdefABCDEF" for digit in digits)
    return isinstance(value, str)


def _chosen(path: Path, name: str, value: str, kind: type[Code]) -> Code:
    members = {member.value: member for member in kind}
    if value not in members:
        raise UnreadableFile(
            path.name, f"'{value}' kan niet bij '{name}'.", f"Kies uit: {', '.join(members)}."
        )
    return members[value]


def _entries(path: Path, table: dict[str, Any], lists: frozenset[str]) -> tuple[Entry, ...]:
    found: list[Entry] = []
    kinds = (("patterns", SURE, False), ("weak", WEAK, False), ("blockers", 0.0, True))
    for name, weight, blocks in kinds:
        for source in table.get(name, ()):
            try:
                pattern = read_pattern(source, lists)
            except BadPattern as error:
                raise UnreadableFile(
                    path.name, f"Een patroon klopt niet: {error}.", "Verbeter het patroon."
                ) from error
            found.append(Entry(table["id"], pattern, weight, blocks))
    return tuple(found)


def _order(file: CodeFile) -> tuple[int, str]:
    return file.code.order, file.code.id


def _refuse_doubles(files: list[CodeFile]) -> None:
    seen: set[str] = set()
    for file in files:
        if file.code.id in seen:
            raise UnreadableFile(
                f"{file.code.id}.toml",
                "Deze id bestaat al bij een ander thema of signaal.",
                "Kies een andere id.",
            )
        seen.add(file.code.id)
