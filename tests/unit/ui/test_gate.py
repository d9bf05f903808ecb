"""The gate, spoken to in raw ASGI: what it lets through, to whom, and with which headers."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest

from fieldwork.actions.shelf import Visit
from fieldwork.domain.access import Account, Role
from fieldwork.domain.ids import AccountId
from fieldwork.ui import paper
from fieldwork.ui.gate import Gate, OpenTabs
from fieldwork.ui.index import Index

SARA = Visit("de-spil", Account(AccountId("a1"), "sara", "Sara Bos", Role.VELDWERKER), "5e55")
HOST = ("host", "wijk.test")
HERE = ("origin", "http://wijk.test")
COOKIE = ("cookie", "wijkduik=good")
PAGE = ("accept", "text/html,*/*")
INDEX = Index(b"<html lang=nl>the index</html>", ("'sha256-abc'",))
CLOSED = (
    "/",
    "/gesprekken",
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/_stcore/script-health-check",
    "/_stcore/agent/interact",
    "/_stcore/agent/openapi.json",
    "/_stcore/upload_file/tab/file",
    "/_stcore/bidi-components/part/index.js",
    "/media/abc.png",
    "/app/static/x.js",
    "/auth/login",
    "/oauth2callback",
    "/manifest.json",
    "/index.html",
    "/start/gesprekken",
    "/inloggen/",
    "/inloggen/a/b",
    "/staticx",
    "/startgeheim",
)


@dataclass
class Sessions:
    """Two tokens: one that holds, and one that can be ended."""

    good: set[str] = field(default_factory=lambda: {"good"})

    def who(self, token: str) -> Visit | None:
        """Return Sara for a token that holds."""
        return SARA if token in self.good else None


@dataclass
class Inner:
    """An ASGI application that remembers what reached it and answers with its path."""

    scopes: list[dict[str, Any]] = field(default_factory=list)
    messages: list[dict[str, Any]] = field(default_factory=list)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer a request, or read a websocket until it hangs up."""
        self.scopes.append(scope)
        if scope["type"] == "websocket":
            await send({"type": "websocket.accept"})
            while True:
                self.messages.append(await receive())
                if self.messages[-1]["type"] == "websocket.disconnect":
                    return
        body = b'{"blockErrorDialogs": false, "kept": 1}'
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [
                    (b"content-length", str(len(body)).encode()),
                    (b"X-Content-Type-Options", b"other"),
                ],
            }
        )
        await send({"type": "http.response.body", "body": body})


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str:
        """Return the one header of this name, or an empty string."""
        found = [value for key, value in self.headers if key.lower() == name]
        assert len(found) <= 1, f"{name} stands there {len(found)} times"
        return found[0] if found else ""


@dataclass
class House:
    """A gate with something behind it."""

    inner: Inner = field(default_factory=Inner)
    sessions: Sessions = field(default_factory=Sessions)
    tabs: OpenTabs = field(default_factory=OpenTabs)

    def __post_init__(self) -> None:
        self.gate = Gate(
            self.inner,
            sessions=self.sessions,
            index=INDEX,
            screens=frozenset({"gesprekken"}),
            tabs=self.tabs,
            not_found=paper.not_found,
        )

    def ask(self, path: str, *headers: tuple[str, str], method: str = "GET") -> Answer:
        """Send one request and return the answer."""
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b""}

        async def send(message: Any) -> None:
            sent.append(message)

        scope = {**_scope("http", path, headers), "method": method}
        asyncio.run(self.gate(scope, receive, send))
        start, *bodies = sent
        pairs = [(k.decode(), v.decode()) for k, v in start["headers"]]
        return Answer(start["status"], pairs, b"".join(b.get("body", b"") for b in bodies))

    def dial(
        self, path: str, *headers: tuple[str, str], messages: Iterable[dict[str, Any]] = ()
    ) -> list[dict[str, Any]]:
        """Open a websocket, send ``messages`` over it and return what was sent back."""
        sent: list[dict[str, Any]] = []
        coming = iter([{"type": "websocket.connect"}, *messages])

        async def receive() -> dict[str, Any]:
            message = next(coming, None)
            if message is None:
                return {"type": "websocket.disconnect", "code": 1000}
            if "end" in message:
                self.sessions.good.clear()
            return message

        async def send(message: Any) -> None:
            sent.append(message)

        asyncio.run(self.gate(_scope("websocket", path, headers), receive, send))
        return sent


def _scope(kind: str, path: str, headers: Iterable[tuple[str, str]]) -> dict[str, Any]:
    return {
        "type": kind,
        "path": path,
        "scheme": "http" if kind == "http" else "ws",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in (HOST, *headers)],
        "client": ("127.0.0.1", 5000),
    }


@pytest.fixture
def house() -> House:
    """A gate with something behind it."""
    return House()


@pytest.mark.parametrize("path", CLOSED)
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
@pytest.mark.parametrize("cookie", [(), (("cookie", "wijkduik=forged"),)])
def test_nothing_behind_the_gate_is_reached_without_a_session(
    house: House, path: str, method: str, cookie: tuple[tuple[str, str], ...]
) -> None:
    answer = house.ask(path, *cookie, method=method)
    assert answer.status == 401
    assert house.inner.scopes == []


@pytest.mark.parametrize(
    "path", ["//evil.test", "/start/../gesprekken", "/static/../media/x", "/static/..", "/a\\b"]
)
def test_a_crooked_address_leads_nowhere(house: House, path: str) -> None:
    assert house.ask(path, COOKIE).status == 404
    assert house.inner.scopes == []


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE"])
def test_no_method_reaches_what_is_behind_the_gate_without_a_session(
    house: House, method: str
) -> None:
    assert house.ask("/_stcore/upload_file/a/b", HERE, method=method).status == 401
    assert house.inner.scopes == []


def test_a_page_asked_for_without_a_session_leads_to_the_start(house: House) -> None:
    answer = house.ask("/gesprekken", PAGE)
    assert (answer.status, answer.header("location")) == (303, "/start")


def test_a_session_that_is_over_leads_to_the_sign_in_of_its_study_and_says_why(
    house: House,
) -> None:
    cookie = ("cookie", "wijkduik=old; wijkduik-onderzoek=de-spil")
    answer = house.ask("/gesprekken", PAGE, cookie)
    assert answer.header("location") == "/inloggen/de-spil?reden=verlopen"


@pytest.mark.parametrize("slug", ["//evil.test", "a/../b", "a?b", "é", "a%0d%0ab"])
def test_the_remembered_study_can_send_nobody_elsewhere(house: House, slug: str) -> None:
    cookie = ("cookie", f"wijkduik=old; wijkduik-onderzoek={slug}")
    assert house.ask("/", PAGE, cookie).header("location") == "/start?reden=verlopen"


@pytest.mark.parametrize("path", ["/", "/gesprekken"])
def test_a_signed_in_person_gets_the_index_page_uncached(house: House, path: str) -> None:
    answer = house.ask(path, COOKIE, PAGE)
    assert answer.body == INDEX.page
    assert answer.header("cache-control") == "no-store"
    assert "'sha256-abc'" in answer.header("content-security-policy")


@pytest.mark.parametrize(
    "path",
    ["/_stcore/metrics", "/_stcore/agent/mcp", "/app/static/x", "/auth/login", "/anders", "/x/y"],
)
def test_what_is_not_on_the_list_is_not_there_for_a_signed_in_person_either(
    house: House, path: str
) -> None:
    assert house.ask(path, COOKIE).status == 404
    assert house.inner.scopes == []


def test_a_file_of_nobody_is_given_to_nobody(house: House) -> None:
    assert house.ask("/media/abc.png", COOKIE).status == 404
    assert house.ask("/_stcore/upload_file/tab/x", COOKIE, HERE, method="PUT").status == 404
    assert house.inner.scopes == []


@pytest.mark.parametrize("path", ["/static/js/a.js", "/assets/mark.svg", "/static-map/leaflet.js"])
def test_code_is_open_and_without_an_identity(house: House, path: str) -> None:
    assert house.ask(path, COOKIE).status == 200
    assert not _identity(house)


@pytest.mark.parametrize("path", ["/start", "/inloggen/de-spil", "/_stcore/health", "/assets/a"])
@pytest.mark.parametrize("cookie", [(), (COOKIE,)])
def test_an_identity_that_a_client_claims_never_comes_through(
    house: House, path: str, cookie: tuple[tuple[str, str], ...]
) -> None:
    house.ask(path, ("x-wijkduik-session", "stolen"), ("x-wijkduik-study", "x"), *cookie)
    assert b"stolen" not in dict(house.inner.scopes[0]["headers"]).values()


def test_the_identity_comes_from_the_session_and_from_nothing_else(house: House) -> None:
    house.ask("/_stcore/host-config", COOKIE, ("x-wijkduik-session", "stolen"))
    assert _identity(house) == {b"x-wijkduik-study": b"de-spil", b"x-wijkduik-session": b"5e55"}


@pytest.mark.parametrize(
    "origin", [(), (("origin", "http://evil.test"),), (("origin", "null"),), (("origin", ""),)]
)
@pytest.mark.parametrize("path", ["/uitloggen", "/inloggen/de-spil", "/voorbeeld", "/nieuw"])
def test_a_form_sent_from_another_site_is_refused(
    house: House, path: str, origin: tuple[tuple[str, str], ...]
) -> None:
    assert house.ask(path, COOKIE, *origin, method="POST").status == 403
    assert house.inner.scopes == []


def test_a_form_sent_from_here_comes_through(house: House) -> None:
    assert house.ask("/inloggen/de-spil", HERE, method="POST").status == 200


def test_streamlits_dialogs_are_switched_off_and_the_length_is_right(house: House) -> None:
    answer = house.ask("/_stcore/host-config", COOKIE)
    assert answer.body == b'{"blockErrorDialogs": true, "kept": 1}'
    assert answer.header("content-length") == str(len(answer.body))


@pytest.mark.parametrize("path", ["/start", "/_stcore/health", "/component/a/index.html", "/"])
def test_every_answer_carries_each_security_header_once(house: House, path: str) -> None:
    answer = house.ask(path, COOKIE, PAGE)
    assert answer.header("x-content-type-options") == "nosniff"
    assert answer.header("referrer-policy") == "same-origin"
    assert answer.header("content-security-policy")
    assert "camera=()" in answer.header("permissions-policy")


def test_a_start_screen_may_run_no_script_at_all(house: House) -> None:
    policy = house.ask("/start").header("content-security-policy")
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


def test_a_component_is_boxed_in_and_reaches_no_server(house: House) -> None:
    policy = house.ask("/component/map/index.html").header("content-security-policy")
    assert policy.startswith("sandbox allow-scripts;")
    assert "connect-src 'none'" in policy


@pytest.mark.parametrize(
    "headers",
    [(), (HERE,), (COOKIE,), (HERE, ("cookie", "wijkduik=forged")), (COOKIE, ("origin", "null"))],
)
def test_a_websocket_without_a_session_or_from_elsewhere_is_refused(
    house: House, headers: tuple[tuple[str, str], ...]
) -> None:
    sent = house.dial("/_stcore/stream", *headers)
    assert [message["type"] for message in sent] == ["websocket.close"]
    assert house.inner.scopes == []


def test_only_streamlits_own_websocket_is_open(house: House) -> None:
    assert house.dial("/_stcore/other", COOKIE, HERE)[0]["type"] == "websocket.close"


def test_a_signed_in_websocket_carries_the_identity(house: House) -> None:
    assert house.dial("/_stcore/stream", COOKIE, HERE)[0]["type"] == "websocket.accept"
    assert _identity(house)[b"x-wijkduik-session"] == b"5e55"


def test_a_session_that_ends_hangs_up_at_the_next_message(house: House) -> None:
    first = {"type": "websocket.receive", "bytes": b"1"}
    late = {"type": "websocket.receive", "bytes": b"2", "end": True}
    house.dial("/_stcore/stream", COOKIE, HERE, messages=[first, late])
    assert first in house.inner.messages
    assert late not in house.inner.messages
    assert house.inner.messages[-1]["type"] == "websocket.disconnect"


def test_a_sign_out_hangs_up_every_open_tab_at_once(house: House) -> None:
    async def open_and_sign_out() -> None:
        never = asyncio.Event()

        async def receive() -> dict[str, Any]:
            await never.wait()
            return {}

        async def send(message: Any) -> None:
            return None

        scope = _scope("websocket", "/_stcore/stream", (COOKIE, HERE))
        tabs = [asyncio.ensure_future(house.gate(scope, receive, send)) for _ in range(2)]
        while len(house.inner.scopes) < 2:
            await asyncio.sleep(0)
        house.tabs.close("another")
        assert not any(tab.done() for tab in tabs)
        house.tabs.close(SARA.session)
        await asyncio.wait_for(asyncio.gather(*tabs), 5)

    asyncio.run(open_and_sign_out())
    assert [message["type"] for message in house.inner.messages] == ["websocket.disconnect"] * 2


def test_behind_tls_only_the_cookie_that_other_hosts_cannot_set_counts(house: House) -> None:
    tls = ("x-forwarded-proto", "https")
    assert house.ask("/", COOKIE, tls).status == 401
    assert house.ask("/", ("cookie", "__Host-wijkduik=good"), tls).status == 200


def _identity(house: House) -> dict[bytes, bytes]:
    headers = house.inner.scopes[-1]["headers"]
    return {name: value for name, value in headers if name.startswith(b"x-wijkduik-")}
