"""What Streamlit's AppTest runs: one screen, drawn for one desk, as the frame would draw it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

import streamlit as st
from streamlit.testing.v1 import AppTest

from fieldwork.actions.desk import Desk
from fieldwork.ui import screens


@dataclass
class Stage:
    """Which screen is drawn for whom, and where a click led."""

    desk: Desk | None = None
    screen: str = ""
    went: list[tuple[str, dict[str, str]]] = field(default_factory=list)


STAGE = Stage()


def draw() -> None:
    """Draw the screen on the stage; another one that is gone to is only written down."""
    found = {screen.name: screen for screen in screens.find_screens()}
    pages = {
        name: st.Page(_drawing(screen), url_path=name, default=name == STAGE.screen)
        for name, screen in found.items()
    }
    st.session_state["wijkduik-pages"] = pages
    st.navigation(list(pages.values()), position="hidden").run()


def _drawing(screen: screens.Screen):
    def drawing() -> None:
        if screen.name == STAGE.screen:
            screen.show(STAGE.desk)
        else:
            STAGE.went.append((screen.name, st.query_params.to_dict()))

    return drawing


def _script() -> None:
    from tests.screens.stage import draw

    draw()


def play(desk: Desk, name: str, **address: str) -> AppTest:
    """Return the screen ``name`` as drawn for the person at ``desk``, with this in its address."""
    STAGE.desk, STAGE.screen, STAGE.went = desk, name, []
    app = AppTest.from_function(_script, default_timeout=120)
    for key, value in address.items():
        app.query_params[key] = value
    return app.run()


def went() -> list[tuple[str, dict[str, str]]]:
    """Return the screens that were gone to since the last :func:`play`, with their identities."""
    return STAGE.went


def button(app: AppTest, label: str):
    """Return the first button with exactly this label."""
    return next(one for one in app.button if one.label == label)


def words(app: AppTest) -> str:
    """Return everything that is on the screen, as the browser is handed it."""
    nodes = [node for block in (app.main, app.sidebar) for node in block]
    return "\n".join(text for node in nodes for text in _texts(node))


def _texts(node) -> list[str]:
    proto = getattr(node, "proto", None)
    names = ("label", "body", "placeholder", "help", "value", "text", "options")
    found = [getattr(proto, name) for name in names if hasattr(proto, name)]
    flat = [part for one in found for part in ([one] if isinstance(one, str) else _several(one))]
    return [part for part in flat if part]


def _several(value) -> list[str]:
    try:
        return [str(getattr(part, "content", part)) for part in value]
    except TypeError:
        return []


def html(app: AppTest) -> str:
    """Return all HTML on the screen."""
    return "\n".join(node.proto.body for node in app.get("html"))


def links(app: AppTest) -> list[tuple[str, str]]:
    """Return the links on the screen: their words, with "**" around bold ones, and page?query."""
    ways = re.findall(r'<a class="wd-way[^"]*" href="/([^"]*)">(.*?)</a>', html(app), re.DOTALL)
    return [(_as_words(inner), unescape(where)) for where, inner in ways]


def _as_words(inner: str) -> str:
    without_signs = re.sub(r'<span class="wd-icon".*?</span>', "", inner)
    stressed = without_signs.replace("<b>", "**").replace("</b>", "**")
    return unescape(re.sub(r"<[^>]+>", "", stressed))
