"""Ways to a screen as plain HTML: as many as a list needs, in the one element that the list is.

Each element of Streamlit's own is a message from the server and a part for the browser to draw at
every click: some two and a half milliseconds on two slow cores. A link in HTML costs nothing, can
be opened in another tab, and leads there without loading the page anew: ``assets/chrome.js`` sees
to that.
"""

from html import escape
from urllib.parse import urlencode

from fieldwork.ui.screens import checked_identities, page_of

# The class that chrome.js looks for.
WAY = "wd-way"


def way_html(screen: str, label: str, css: str = "", **identities: str) -> str:
    """Return a link to ``screen`` with ``label`` as its text; ``css`` are further classes."""
    return way_around(screen, escape(label), css, **identities)


def way_around(screen: str, inner: str, css: str = "", **identities: str) -> str:
    """Return a link to ``screen`` around HTML; identities as for ``screens.go``."""
    classes = f"{WAY} {css}".strip()
    return f'<a class="{classes}" href="{escape(address(screen, **identities))}">{inner}</a>'


def told_html(screen: str, label: str, icon: str = "", **identities: str) -> str:
    """Return a link that is a line of its own, as tall as its words need, with a sign before it."""
    before = icon_html(icon) if icon else ""
    return way_around(screen, f"{before}<span>{escape(label)}</span>", "wd-told", **identities)


def address(screen: str, **identities: str) -> str:
    """Return where ``screen`` is: "/gesprek?gesprek=…"."""
    query = urlencode(checked_identities(identities))
    path = f"/{page_of(screen).url_path}"
    return f"{path}?{query}" if query else path


def icon_html(icon: str) -> str:
    """Return one of Streamlit's signs (":material/add:"), which a screen reader passes over."""
    name = icon.removeprefix(":material/").removesuffix(":")
    return f'<span class="wd-icon" aria-hidden="true" translate="no">{escape(name)}</span>'
