"""Starting the real application and opening windows on it, for the browser tests."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

ROOT = Path(__file__).parents[2]
ARTEFACTS = ROOT / "artefacts"
SIZES = {"desk": (1280, 800), "phone": (390, 844)}
HEALTHY_WITHIN = 120
# A slow machine is no failure; what is not there after so many milliseconds is not coming.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)
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
    # A microphone that hears a tone, and nobody to be asked whether it may.
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
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


def find_chromium() -> str | None:
    named = os.environ.get("WIJKDUIK_CHROMIUM")
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return named or next(filter(None, map(shutil.which, names)), None)


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
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale="nl-NL",
        timezone_id="Europe/Amsterdam",
        color_scheme="dark" if dark else "light",
        has_touch=size == "phone",
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    return context


def wait_for_run(page: Page) -> None:
    """Return when Streamlit has finished drawing."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
