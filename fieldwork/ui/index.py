"""Streamlit's index page, made ours: Dutch, our title and mark, our words and style."""

import hashlib
import re
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path

_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
_NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
_SERVICE_LINK = re.compile(r"<!--(?:(?!-->).)*-->\s*<link rel=\"service-desc\"[^>]*>", re.DOTALL)
_HEAD = """<title>Wijkduik</title>
    <meta name="robots" content="noindex" />
    <meta name="color-scheme" content="light dark" />
    <meta name="theme-color" content="#FBF9F5" media="(prefers-color-scheme: light)" />
    <meta name="theme-color" content="#14181A" media="(prefers-color-scheme: dark)" />
    <link rel="stylesheet" href="/assets/screens.css?{version}" />
    <script src="/assets/chrome.js?{version}"></script>"""
_WITHOUT_SCRIPT = (
    "<noscript><p>Wijkduik heeft JavaScript nodig. Zet het aan in uw browser en open deze "
    "bladzijde opnieuw.</p></noscript>"
)


@dataclass(frozen=True, slots=True)
class Index:
    """The page that carries every screen, and the CSP hashes of its inline scripts."""

    page: bytes
    script_hashes: tuple[str, ...]


def _replaced(page: str, old: str, new: str) -> str:
    if old not in page:
        raise ValueError(
            f"Streamlit's index page no longer holds {old!r}; adapt fieldwork.ui.index"
        )
    return page.replace(old, new, 1)


def make_index(page: str, version: str) -> Index:
    """Return our version of Streamlit's index ``page``.

    ``version`` makes a browser fetch our style and words anew when they changed. Raises
    ``ValueError`` when the page is not as expected, so that an upgrade of Streamlit shows at start.
    """
    ours = _replaced(page, '<html lang="en">', '<html lang="nl" translate="no">')
    ours = _replaced(ours, "<title>Streamlit</title>", _HEAD.format(version=version))
    ours = _replaced(ours, 'href="./favicon.png"', 'type="image/svg+xml" href="/assets/mark.svg"')
    ours = _NOSCRIPT.sub(_WITHOUT_SCRIPT, _SERVICE_LINK.sub("", ours))
    hashes = tuple(
        f"'sha256-{b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in _INLINE_SCRIPT.findall(ours)
    )
    return Index(ours.encode(), hashes)


def read_index(assets: Path) -> Index:
    """Return the index page of the installed Streamlit, made ours; ``assets`` is our own folder."""
    from streamlit import file_util

    page = (Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8")
    return make_index(page, version_of(assets))


def version_of(assets: Path) -> str:
    """Return a short mark that changes when a file in ``assets`` does."""
    digest = hashlib.sha256()
    for path in sorted(assets.iterdir()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:10]
