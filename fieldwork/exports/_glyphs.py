"""Which characters the PDF's fonts can show, and what stands in for the others.

A PDF for everybody (PDF/UA) may not hold a character without a glyph. Latin, Greek, Cyrillic and
Arabic script are covered by fonts that are installed as packages; emoji, for one, are not.
"""

import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from fieldwork.exports._cleaning import clean

FAMILIES: Final = ("Source Sans Pro", "Noto Sans", "Noto Sans Arabic")
STAND_IN: Final = "�"
REMARK: Final = "Op de plaats van � staat een teken dat hier niet te drukken is."
_PACKAGES: Final = ("font_source_sans_pro", "fontpkg_noto_sans", "fontpkg_noto_sans_arabic")
_WEIGHTS: Final = (
    ("font_source_sans_pro", "SourceSansPro-Regular.otf"),
    ("font_source_sans_pro", "SourceSansPro-Semibold.otf"),
    ("fontpkg_noto_sans", "NotoSans[[]wdth,wght].ttf"),
    ("fontpkg_noto_sans_arabic", "NotoSansArabic*.ttf"),
)
# A byte order mark may not be in PDF/UA text, and private use has no meaning that is shared.
_NEVER: Final = frozenset({"\0", "\ufeff"})
_INVISIBLE: Final = frozenset({"Cf", "Cc"})


def font_folders() -> list[Path]:
    """Return the folders of the font packages; ``ModuleNotFoundError`` where one is missing."""
    return [_folder(package) for package in _PACKAGES]


def printable(text: str) -> str:
    """Return ``text`` cleaned and composed (NFC), with � for what no font here can show.

    Letters that only look special (bold letters from social media) become plain ones; invisible
    characters that no font knows go. The order and number of words stay the same.
    """
    text = unicodedata.normalize("NFC", clean(text)).replace("\t", " ")
    if text.isascii():
        return text
    return "".join(_shown(cluster) for cluster in _clusters(text))


def breakable(text: str, longest: int) -> str:
    """Return ``text`` with invisible break points in every word of over ``longest`` characters."""
    if len(text) <= longest:
        return text
    words = text.split(" ")
    return " ".join(word if len(word) <= longest else _broken(word, longest) for word in words)


def _broken(word: str, longest: int) -> str:
    parts: list[str] = []
    length = 0
    for cluster in _clusters(word):
        if length >= longest:
            parts.append("\u200b")
            length = 0
        parts.append(cluster)
        length = 0 if cluster == "\n" else length + 1
    return "".join(parts)


def _clusters(text: str) -> list[str]:
    """Return each character with the marks and joiners that belong to it."""
    clusters: list[str] = []
    for char in text:
        if clusters and _joins(char):
            clusters[-1] += char
        else:
            clusters.append(char)
    return clusters


@cache
def _joins(char: str) -> bool:
    return char in "\u200c\u200d" or unicodedata.category(char).startswith("M")


@cache
def _shown(cluster: str) -> str:
    if cluster in {"\n", " "} or _fits(cluster):
        return cluster
    plain = unicodedata.normalize("NFKC", cluster)
    if plain != cluster and all(_fits(char) for char in plain):
        return plain
    if all(_is_invisible(char) for char in cluster):
        return ""
    base = cluster[0]
    return base if _fits(base) and all(map(_is_invisible, cluster[1:])) else STAND_IN


def _is_invisible(char: str) -> bool:
    return unicodedata.category(char) in _INVISIBLE or "\ufe00" <= char <= "\ufe0f"


def _fits(cluster: str) -> bool:
    """Whether one font has all of ``cluster``: a letter and its marks must come from one font."""
    if any(char in _NEVER or unicodedata.category(char) == "Co" for char in cluster):
        return False
    return any(known.issuperset(cluster) for known in _known())


@cache
def _known() -> tuple[frozenset[str], ...]:
    """Return the characters of each font that the document uses."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped, unused-ignore]

    known: list[frozenset[str]] = []
    for package, pattern in _WEIGHTS:
        (path,) = _folder(package).glob(pattern)
        with TTFont(path, lazy=True) as font:
            known.append(frozenset(map(chr, font.getBestCmap())))
    regular, semibold, *others = known
    return (regular & semibold, *others)


def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"the PDF needs the font package {package!r}", name=package)
    return Path(next(iter(spec.submodule_search_locations))) / "files"
