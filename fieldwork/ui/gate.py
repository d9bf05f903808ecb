"""The gate before the whole server: who has no session gets nothing but the start screens.

Pure ASGI, in front of Streamlit and of our own routes alike, websockets included. What it lets
through carries who is there in headers that a client cannot set itself.
"""

import asyncio
import json
import re
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlsplit

from anyio import to_thread
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fieldwork.actions.shelf import Visit
from fieldwork.ui import belongings
from fieldwork.ui.cookies import header, last_study_of, token_of
from fieldwork.ui.index import Index
from fieldwork.ui.policy import Headers, Kind, headers_for

STUDY_HEADER = b"x-wijkduik-study"
SESSION_HEADER = b"x-wijkduik-session"
_OUR_HEADERS = b"x-wijkduik-"
_STREAM = "/_stcore/stream"
_HEALTH = "/_stcore/health"
_HOST_CONFIG = "/_stcore/host-config"
_UPLOAD = "/_stcore/upload_file/"
_PARTS = "/_stcore/bidi-components/"
_MEDIA = "/media/"
_FRAMES = "/component/"
# Code that is the same for everybody, and never data.
_CODE = ("/static/", "/static-map/", "/assets/", "/favicon.", _FRAMES)
_DOOR = re.compile(r"/(start|voorbeeld|nieuw|uitloggen|inloggen/[a-z0-9-]{1,80})")
# Two dots, two slashes or a backslash could name another place than they seem to.
_CROOKED = re.compile(r"//|\\|/\.{1,2}(/|$)")
_SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
EXPIRED = "verlopen"


class Sessions(Protocol):
    """What the gate asks of the shelf."""

    def who(self, token: str) -> Visit | None:
        """Return who holds ``token``, or None when it is not (or no longer) good."""


@dataclass
class OpenTabs:
    """The websockets that are open now, per session, so that a sign-out can close them."""

    _ends: dict[str, set[asyncio.Event]] = field(default_factory=lambda: defaultdict(set))

    @contextmanager
    def one_of(self, session: str) -> Iterator[asyncio.Event]:
        """Count one websocket of ``session`` in; what is yielded is set when it must close."""
        end = asyncio.Event()
        self._ends[session].add(end)
        try:
            yield end
        finally:
            self._ends[session].discard(end)
            if not self._ends[session]:
                del self._ends[session]

    def close(self, session: str) -> None:
        """Close every websocket of ``session``."""
        for end in list(self._ends.get(session, ())):
            end.set()


def comes_from_here(scope: Scope) -> bool:
    """Return whether a request was sent by a page of this very server (Origin is the Host)."""
    origin = header(scope, b"origin")
    return bool(origin) and urlsplit(origin).netloc == header(scope, b"host")


def is_door(path: str) -> bool:
    """Return whether ``path`` is one of the start screens, which are open to everybody."""
    return _DOOR.fullmatch(path) is not None


class Gate:
    """ASGI middleware; see the module.

    ``screens`` are the addresses of the screens, without the slash; ``not_found`` makes the answer
    for an address that is none.
    """

    def __init__(
        self,
        app: ASGIApp,
        sessions: Sessions,
        index: Index,
        screens: frozenset[str],
        tabs: OpenTabs,
        not_found: Callable[[], Response],
    ) -> None:
        self._app = app
        self._sessions = sessions
        self._index = index
        self._screens = screens
        self._tabs = tabs
        self._not_found = not_found

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _visit(self, scope: Scope) -> Visit | None:
        token = token_of(scope)
        return await to_thread.run_sync(self._sessions.who, token) if token else None

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a websocket through for who is signed in, and ask again at every message."""
        visit = await self._visit(scope) if scope["path"] == _STREAM else None
        if visit is None or not comes_from_here(scope):
            await receive()
            await send({"type": "websocket.close", "code": 4401})
            return
        with self._tabs.one_of(visit.session) as end:
            watched = _watch(receive, end, lambda: self._visit(scope))
            await self._app(_identified(scope, visit), watched, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope["path"]
        if _CROOKED.search(path):
            await self._not_found()(scope, receive, _with(send, headers_for(Kind.DOOR)))
            return
        if path.startswith(_CODE) or path == _HEALTH:
            kind = Kind.FRAME if path.startswith(_FRAMES) else Kind.CODE
            await self._app(_identified(scope, None), receive, _with(send, headers_for(kind)))
            return
        door = _with(send, headers_for(Kind.DOOR))
        if scope["method"] not in _SAFE_METHODS and not comes_from_here(scope):
            answer = PlainTextResponse("Dit verzoek kwam niet van deze site.", 403)
            await answer(scope, receive, door)
            return
        visit = await self._visit(scope)
        if is_door(path):
            await self._app(_identified(scope, visit), receive, door)
        elif visit is None:
            await _turn_away(scope)(scope, receive, door)
        else:
            await self._signed_in(scope, receive, send, visit)

    async def _signed_in(self, scope: Scope, receive: Receive, send: Send, visit: Visit) -> None:
        """Answer who is signed in; what is not on the list of addresses is not there."""
        path: str = scope["path"]
        screen = _with(send, headers_for(Kind.SCREEN, self._index.script_hashes))
        inner = _identified(scope, visit)
        if self._is_screen(scope):
            page = Response(
                self._index.page, media_type="text/html", headers={"cache-control": "no-store"}
            )
            await page(scope, receive, screen)
        elif path == _HOST_CONFIG:
            await self._app(_uncompressed(inner), receive, _quietened(screen))
        elif path.startswith(_MEDIA) and belongings.owns_media(visit.session, path):
            await self._app(inner, receive, _with(send, headers_for(Kind.MEDIA)))
        elif path.startswith(_PARTS) or self._owns_upload(visit, path):
            await self._app(inner, receive, screen)
        else:
            await self._not_found()(scope, receive, _with(send, headers_for(Kind.DOOR)))

    def _is_screen(self, scope: Scope) -> bool:
        name = scope["path"].removeprefix("/")
        return scope["method"] in ("GET", "HEAD") and (not name or name in self._screens)

    @staticmethod
    def _owns_upload(visit: Visit, path: str) -> bool:
        if not path.startswith(_UPLOAD):
            return False
        tab = path.removeprefix(_UPLOAD).split("/")[0]
        return belongings.owns_tab(visit.session, tab)


def _identified(scope: Scope, visit: Visit | None) -> Scope:
    """Return ``scope`` with our headers in place of whatever the client sent under their names."""
    headers = [
        (name, value) for name, value in scope["headers"] if not name.startswith(_OUR_HEADERS)
    ]
    if visit is not None:
        headers.append((STUDY_HEADER, visit.slug.encode()))
        headers.append((SESSION_HEADER, visit.session.encode()))
    return {**scope, "headers": headers, "visit": visit}


def _turn_away(scope: Scope) -> Response:
    """Return the way to a start screen for a page, and a bare 401 for anything else."""
    if scope["method"] not in ("GET", "HEAD") or "text/html" not in header(scope, b"accept"):
        return PlainTextResponse("U bent niet ingelogd.", 401)
    if not token_of(scope):
        return RedirectResponse("/start", 303)
    slug = last_study_of(scope)
    door = f"/inloggen/{slug}" if slug.replace("-", "").isalnum() and slug.isascii() else "/start"
    return RedirectResponse(f"{door}?reden={EXPIRED}", 303)


def _with(send: Send, extra: Headers) -> Send:
    """Return a ``send`` that puts ``extra`` in place of the answer's own headers of those names."""
    names = {name for name, _ in extra}

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = [(name, value) for name, value in message.get("headers", ())]
            kept = [pair for pair in own if pair[0].lower() not in names]
            message = {**message, "headers": [*kept, *extra]}
        await send(message)

    return sending


def _uncompressed(scope: Scope) -> Scope:
    """Return ``scope`` asking for a plain answer, one that can be read and changed."""
    plain = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
    return {**scope, "headers": plain}


def _quietened(send: Send) -> Send:
    """Return a ``send`` for Streamlit's host-config that switches its English dialogs off.

    With the connection lost a dialog would take the focus out of the text somebody is typing.
    """
    start: Message = {}
    body = b""

    async def sending(message: Message) -> None:
        nonlocal start, body
        if message["type"] == "http.response.start":
            start = message
            return
        body += message.get("body", b"")
        if message.get("more_body"):
            return
        settings = json.dumps({**json.loads(body), "blockErrorDialogs": True}).encode()
        kept = [pair for pair in start["headers"] if pair[0].lower() != b"content-length"]
        length = (b"content-length", str(len(settings)).encode())
        await send({**start, "headers": [*kept, length]})
        await send({"type": "http.response.body", "body": settings})

    return sending


def _watch(receive: Receive, end: asyncio.Event, visit: Callable[[], Awaitable[object]]) -> Receive:
    """Return a ``receive`` that hangs up at a sign-out, and on a session that has run out."""

    async def receiving() -> Message:
        ending = asyncio.ensure_future(end.wait())
        message = asyncio.ensure_future(_as_coroutine(receive))
        try:
            await asyncio.wait({ending, message}, return_when=asyncio.FIRST_COMPLETED)
            if ending.done():
                return {"type": "websocket.disconnect", "code": 4401}
            arrived = message.result()
        finally:
            ending.cancel()
            message.cancel()
        if arrived["type"] == "websocket.receive" and await visit() is None:
            return {"type": "websocket.disconnect", "code": 4401}
        return arrived

    return receiving


async def _as_coroutine(receive: Receive) -> Message:
    return await receive()
