"""The real application on a port of its own, and a real Chromium in front of it.

``server`` starts ``streamlit run app.py`` once, with the example study on its shelf. ``page`` is a
fresh window at desk and at phone size; when a test is done it also checks that nothing outside the
server was asked for, and that the browser had nothing to complain about.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

from fieldwork.actions.shelf import DEMO, Shelf

ROOT = Path(__file__).parents[2]
ARTEFACTS = ROOT / "artefacts"
SIZES = {"desk": (1280, 800), "phone": (390, 844)}
HEALTHY_WITHIN = 60
EXAMPLE_WITHIN = 240
# Every address that the server process looks up or connects to, written down by Python itself.
LISTENER = """
import sys
def hear(event, details):
    if event.startswith("socket.") and event != "socket.__new__":
        with open({log!r}, "a") as log:
            log.write(f"{{event}} {{details}}\\n")
sys.addaudithook(hear)
"""
# Chromium's own errands, which have nothing to do with a page.
QUIET = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


@dataclass(frozen=True)
class Server:
    """The running application: its address, its folder, what it logged and whom it called."""

    url: str
    home: Path
    log: Path
    calls: Path

    @property
    def host(self) -> str:
        """The host and port, as in an Origin."""
        return self.url.removeprefix("http://")

    def wait_for_example(self) -> None:
        """Return when the example study stands."""
        _until(lambda: "staat klaar" in _text(f"{self.url}/voorbeeld"), EXAMPLE_WITHIN, self.log)


def _text(url: str) -> str:
    try:
        with urlopen(url, timeout=5) as answer:
            return answer.read().decode()
    except OSError:
        return ""


def _until(there: Callable[[], bool], seconds: float, log: Path) -> None:
    end = time.monotonic() + seconds
    while not there():
        if time.monotonic() > end:
            pytest.fail(f"not there after {seconds} s; the server's log:\n{log.read_text()}")
        time.sleep(0.2)


def start_server(
    folder: Path, project: Path = ROOT, example: Path | None = None
) -> tuple[Server, subprocess.Popen[bytes]]:
    """Start the application with its studies in ``folder`` and wait until it is healthy.

    ``project`` is where ``app.py`` and ``pages/`` are. With ``example``, a shelf to copy, the
    example study need not be made first.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Server(f"http://127.0.0.1:{port}", folder / "home", folder / "log", folder / "calls")
    if example is not None:
        shutil.copytree(example, server.home)
    listener = folder / "listener"
    listener.mkdir()
    server.calls.touch()
    (listener / "sitecustomize.py").write_text(LISTENER.format(log=str(server.calls)))
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with server.log.open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=project,
            stdout=log,
            stderr=subprocess.STDOUT,
            env={**os.environ, "WIJKDUIK_HOME": str(server.home), "PYTHONPATH": str(listener)},
        )
    _until(
        lambda: process.poll() is not None or _text(f"{server.url}/_stcore/health") == "ok",
        HEALTHY_WITHIN,
        server.log,
    )
    if process.poll() is not None:
        pytest.fail(f"the server stopped:\n{server.log.read_text()}")
    return server, process


def stop_server(process: subprocess.Popen[bytes]) -> None:
    """Stop the application."""
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(10)


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a shelf with the example study on it, closed, to be copied."""
    shelf = Shelf(tmp_path_factory.mktemp("example"))
    shelf.ensure_demo()
    shelf.opened(DEMO).store.close()
    return shelf.home


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, example: Path) -> Iterator[Server]:
    """Return the running application, with nothing but the example study."""
    server, process = start_server(tmp_path_factory.mktemp("server"), example=example)
    yield server
    stop_server(process)


def _chromium() -> str | None:
    named = os.environ.get("WIJKDUIK_CHROMIUM")
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return named or next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a headless Chromium; skips without one, unless ``WIJKDUIK_BROWSER=required``."""
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=_chromium(), args=list(QUIET))
        except Error as trouble:
            if os.environ.get("WIJKDUIK_BROWSER") == "required":
                raise
            pytest.skip(f"no Chromium here: {str(trouble).splitlines()[0]}")
        yield browser
        browser.close()


@dataclass
class Heard:
    """What a window asked of anybody but the server, and what its console complained of."""

    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def listen(self, page: Page, server: Server) -> None:
        """Keep what ``page`` does from now on."""
        own = (f"{server.url}/", f"ws://{server.host}/", "data:", "blob:", "about:")

        def asked(url: str) -> None:
            if not url.startswith(own):
                self.outside.append(url)

        page.on("request", lambda request: asked(request.url))
        page.on("websocket", lambda websocket: asked(websocket.url))
        page.on("console", lambda message: self._said(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _said(self, kind: str, text: str) -> None:
        # A refused address is told in the console as well; tests ask for such on purpose.
        if kind == "error" and "Failed to load resource" not in text:
            self.complaints.append(text)


def open_window(browser: Browser, size: str, *, dark: bool = False) -> BrowserContext:
    """Return a fresh window, Dutch, at the size of a desk or a phone."""
    width, height = SIZES[size]
    return browser.new_context(
        viewport={"width": width, "height": height},
        locale="nl-NL",
        timezone_id="Europe/Amsterdam",
        color_scheme="dark" if dark else "light",
        has_touch=size == "phone",
        reduced_motion="reduce",
    )


@pytest.fixture(params=SIZES)
def size(request: pytest.FixtureRequest) -> str:
    """Return "desk" and "phone" in turn."""
    return str(request.param)


@pytest.fixture
def heard() -> Heard:
    """Return what the test's window did; a test may look, and may forgive."""
    return Heard()


@pytest.fixture
def page(browser: Browser, server: Server, size: str, heard: Heard) -> Iterator[Page]:
    """Return a fresh window at ``size``, with nobody signed in."""
    context = open_window(browser, size)
    page = context.new_page()
    page.set_default_timeout(20_000)
    heard.listen(page, server)
    yield page
    context.close()
    assert heard.outside == []
    assert heard.complaints == []


@pytest.fixture
def shoot(page: Page, size: str, request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Return a function that saves the window as ``artefacts/<name>-<size>[-donker].png``."""

    def save(name: str, *, dark_too: bool = True) -> None:
        ARTEFACTS.mkdir(exist_ok=True)
        page.wait_for_timeout(300)
        page.screenshot(path=ARTEFACTS / f"{name}-{size}.png")
        if dark_too:
            page.emulate_media(color_scheme="dark")
            page.wait_for_timeout(300)
            page.screenshot(path=ARTEFACTS / f"{name}-{size}-donker.png")
            page.emulate_media(color_scheme="light")

    return save


@pytest.fixture
def enter(page: Page, server: Server) -> Callable[[str], Page]:
    """Return a function that goes into the example study as "sara", "joke" or "willem"."""

    def go_in(who: str) -> Page:
        server.wait_for_example()
        page.goto(f"{server.url}/start")
        page.click(f"button[value={who}]")
        page.wait_for_selector(".st-key-wd-bar")
        wait_for_run(page)
        return page

    return go_in


def wait_for_run(page: Page) -> None:
    """Return when Streamlit has finished drawing."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
