"""The screens: one module in ``pages/`` each, found here and nowhere listed.

A screen module has ``TITLE`` (Dutch), ``ICON`` (":material/…:"), ``NEEDS`` (the right it takes, or
several of which one is enough), ``ORDER`` (its place in the menu) and ``render(desk)``. With
``UNDER = "gesprekken"`` it is no entry of its own but belongs to that one.
"""

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from types import ModuleType

import streamlit as st

from fieldwork.actions.desk import Desk
from fieldwork.domain.access import Right
from fieldwork.domain.refusals import NotAllowed
from fieldwork.ui.refusals import show_refusals

FOLDER = "pages"
_IDENTITY = re.compile(r"^[A-Za-z0-9_-]{1,64}$")
_PAGES = "wijkduik-pages"


class BrokenScreen(Exception):
    """A module in ``pages/`` that is no screen; the server does not start with one."""


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen. ``name`` is its module and its address; ``under`` its entry in the menu."""

    name: str
    title: str
    icon: str
    needs: tuple[Right, ...]
    order: int
    render: Callable[[Desk], None]
    under: str = ""

    def is_for(self, desk: Desk) -> bool:
        """Return whether the person at ``desk`` may see this."""
        return any(desk.may(right) for right in self.needs)

    def show(self, desk: Desk) -> None:
        """Draw it, or say why not."""
        with show_refusals():
            if not self.is_for(desk):
                raise NotAllowed(self.needs[0].label)
            self.render(desk)


@lru_cache(maxsize=1)
def find_screens() -> tuple[Screen, ...]:
    """Return every screen, in the order of the menu; raise :class:`BrokenScreen`."""
    folder = importlib.import_module(FOLDER)
    names = sorted(found.name for found in pkgutil.iter_modules(folder.__path__))
    screens = [_read(name) for name in names if not name.startswith("_")]
    known = {screen.name for screen in screens}
    for screen in screens:
        if screen.under and screen.under not in known:
            raise BrokenScreen(f"pages/{screen.name}.py: UNDER names no screen: {screen.under!r}")
    return tuple(sorted(screens, key=lambda screen: (screen.order, screen.name)))


def _read(name: str) -> Screen:
    try:
        module = importlib.import_module(f"{FOLDER}.{name}")
    except Exception as trouble:
        raise BrokenScreen(f"pages/{name}.py cannot be imported: {trouble}") from trouble
    return make_screen(name, module)


def make_screen(name: str, module: ModuleType) -> Screen:
    """Return the screen that ``module`` describes; raise :class:`BrokenScreen`."""
    missing = [
        attribute
        for attribute in ("TITLE", "ICON", "NEEDS", "ORDER", "render")
        if not hasattr(module, attribute)
    ]
    if missing:
        raise BrokenScreen(f"pages/{name}.py lacks {', '.join(missing)}")
    needs = (module.NEEDS,) if isinstance(module.NEEDS, Right) else tuple(module.NEEDS)
    if not needs or not all(isinstance(right, Right) for right in needs):
        raise BrokenScreen(f"pages/{name}.py: NEEDS must be a Right or several, not {needs!r}")
    if not callable(module.render):
        raise BrokenScreen(f"pages/{name}.py: render must be a function")
    return Screen(
        name,
        str(module.TITLE),
        str(module.ICON),
        needs,
        int(module.ORDER),
        module.render,
        str(getattr(module, "UNDER", "")),
    )


def menu(screens: Iterable[Screen], desk: Desk) -> list[Screen]:
    """Return the entries of the menu for the person at ``desk``."""
    return [screen for screen in screens if not screen.under and screen.is_for(desk)]


@dataclass(frozen=True, slots=True)
class Opened:
    """The screen that is open, and how to draw it."""

    screen: Screen
    draw: Callable[[], None]


def open_screen(desk: Desk) -> Opened:
    """Register the screens with Streamlit and return the one that the address asks for.

    All are registered, also those this person may not see: these then say so themselves.
    """
    screens = find_screens()
    first = next(iter(menu(screens, desk)), screens[0])
    pages = {
        screen.name: st.Page(
            _drawing(screen, desk),
            title=f"{screen.title} · Wijkduik",
            url_path=screen.name,
            default=screen is first,
        )
        for screen in screens
    }
    st.session_state[_PAGES] = pages
    chosen = st.navigation(list(pages.values()), position="hidden")
    name = next((name for name, page in pages.items() if page == chosen), first.name)
    return Opened(next(screen for screen in screens if screen.name == name), chosen.run)


def _drawing(screen: Screen, desk: Desk) -> Callable[[], None]:
    def draw() -> None:
        screen.show(desk)

    return draw


def page_of(name: str) -> st.Page:
    """Return Streamlit's page of the screen ``name``, for a link; ``KeyError`` when unknown."""
    page: st.Page = st.session_state[_PAGES][name]
    return page


def go(name: str, **identities: str) -> None:
    """Go to the screen ``name`` and hand it identities (of a note, a theme), never a name or text.

    They stand in the address, so that a reload and the browser's way back keep them.
    """
    st.switch_page(page_of(name), query_params=checked_identities(identities))


def checked_identities(identities: dict[str, str]) -> dict[str, str]:
    """Return ``identities``; raise ``ValueError`` for what does not look like one."""
    for key, value in identities.items():
        if not _IDENTITY.match(value):
            raise ValueError(f"{key} must be an identity of letters, digits, - and _")
    return identities


def asked(key: str) -> str | None:
    """Return the identity that this screen was handed as ``key``, or None."""
    value = st.query_params.get(key, "")
    return value if _IDENTITY.match(value) else None
