"""What ``app.py`` is made of: the gate, the start screens, our own files, and the start-up."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from fieldwork.actions.shelf import shelf
from fieldwork.ui import belongings, paper
from fieldwork.ui.beginning import Beginning
from fieldwork.ui.doors import Doors
from fieldwork.ui.gate import Gate, OpenTabs
from fieldwork.ui.index import read_index
from fieldwork.ui.paper import ASSETS
from fieldwork.ui.preparation import Preparation
from fieldwork.ui.refusals import on_script_error, silence_streamlit
from fieldwork.ui.screens import find_screens
from fieldwork.ui.settings import keep_theme
from fieldwork.ui.throttle import Throttle

FIRST_PAGE_SECONDS = 1.0

__all__ = ["lifespan", "middleware", "on_script_error", "routes"]


@lru_cache(maxsize=1)
def _doors() -> Doors:
    """Return the start screens of this process."""
    return Doors(shelf(), OpenTabs(), Preparation(shelf()), Throttle())


async def _mark(request: Request) -> Response:
    """Serve our mark where a browser, or Streamlit, asks for an icon by its usual name."""
    return FileResponse(ASSETS / "mark.svg", media_type="image/svg+xml")


async def _map_part(request: Request) -> Response:
    """Serve a file that a map needs in the browser, from an installed package."""
    from fieldwork.mapping.assets import find_asset

    path = find_asset(request.url.path)
    return FileResponse(path) if path else paper.not_found()


async def _font(request: Request) -> Response:
    """Serve the typeface that Streamlit brings along, so that all pages read alike."""
    from streamlit import file_util

    media = Path(file_util.get_static_dir()) / "static" / "media"
    return FileResponse(next(media.glob("SourceSansVF-Upright*.woff2")), media_type="font/woff2")


def routes() -> list[BaseRoute]:
    """Return the addresses beside Streamlit's own."""
    doors = _doors()
    return [
        *doors.routes(),
        *Beginning(doors).routes(),
        Route("/favicon.ico", _mark),
        Route("/favicon.png", _mark),
        Route("/static-map/{name:path}", _map_part),
        Route("/assets/text.woff2", _font),
        Mount("/assets", StaticFiles(directory=ASSETS)),
    ]


def middleware() -> list[Middleware]:
    """Return the gate. A screen that cannot be imported stops the start here."""
    gate: Any = Gate
    return [
        Middleware(
            gate,
            sessions=shelf(),
            index=read_index(ASSETS),
            screens=frozenset(screen.name for screen in find_screens()),
            tabs=_doors().tabs,
            not_found=paper.not_found,
        )
    ]


def _address() -> str:
    """Return where a browser on this computer finds the start screen."""
    from streamlit import config

    host, port = config.get_option("server.address"), config.get_option("server.port")
    # "Every address" is no address to open.
    return f"http://{'127.0.0.1' if host in (None, '', '0.0.0.0', '::') else host}:{port}"  # noqa: S104


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[None]:
    """Be healthy at once; what is slow goes on behind the first page."""
    silence_streamlit()
    keep_theme()
    sys.stdout.write(f"Wijkduik staat klaar. Open in uw browser: {_address()}\n")
    sys.stdout.flush()
    belongings.remember_files()
    # A second later, so that the first page need not share the processor with what comes after it.
    later = asyncio.get_running_loop().call_later(FIRST_PAGE_SECONDS, _doors().preparation.begin)
    yield
    later.cancel()
