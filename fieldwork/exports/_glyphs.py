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

FAMILIES: Final = ("Source Sans Pro", "Noto Sans", "IBM Plex Sans Arabic")
STAND_IN: Final = "�"
REMARK: Final = "Op de plaats van � staat een teken dat hier niet te drukken is."
# Per family the package and the files with the weights that the document uses. In Plex the dots of
# Arabic letters are not glyphs of their own, so that its words can be copied and read aloud.
_FONTS: Final = (
    ("font_source_sans_pro", ("SourceSansPro-Regular.otf", "SourceSansPro-Semibold.otf")),
    ("fontpkg_noto_sans", ("NotoSans[wdth,wght].ttf",)),
    (
        "fontpkg_ibm_plex_sans_arabic",
        ("IBMPlexSansArabic-Regular.ttf", "IBMPlexSansArabic-SemiBold.ttf"),
    ),
)
# A byte order mark may not be in PDF/UA text, and private use has no meaning that is shared.
_NEVER: Final = frozenset({"\0", "\ufeff"})
_INVISIBLE: Final = frozenset({"Cf", "Cc"})


def font_folders() -> list[Path]:
    """Return the folders of the font packages; ``ModuleNotFoundError`` where one is missing."""
    return [_folder(package) for package, _ in _FONTS]


def printable(text: str) -> str:
    """Return ``text`` cleaned and composed (NFC), with � for what no font here can show.

    Letters that only look special (bold letters from social media) become plain ones; invisible
    characters that no font knows go. The order and number of words stay the same.
    """
    text = unicodedata.normalize("NFC", clean(text)).replace("\t", " ")
    if text.isascii():
        return text
    return "".join(_shown(cluster) for cluster in _clusters(text))


def is_visible(text: str) -> bool:
    """Whether anything of a cleaned ``text`` would be seen on paper."""
    return not all(char.isspace() or _is_invisible(char) for char in text)


def breakable(text: str, longest: int) -> str:
    """Return ``text`` with break points (U+200B) in words of more than ``longest`` characters."""
    if len(text) <= longest:
        return text
    words = text.split(" ")
    return " ".join(
        word if len(word) <= longest else "\u200b".join(_clusters(word)) for word in words
    )


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
    """Return per family the characters that each of its weights has."""
    return tuple(
        frozenset.intersection(*(_characters(_folder(package) / name) for name in names))
        for package, names in _FONTS
    )


def _characters(path: Path) -> frozenset[str]:
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped, unused-ignore]

    with TTFont(path, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"the PDF needs the font package {package!r}", name=package)
    return Path(next(iter(spec.submodule_search_locations))) / "files"
