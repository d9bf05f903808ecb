"""The real server on a free port with a home of its own, and the sign-in by the start screen."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

ROOT: Final = Path(__file__).parents[1]
APP: Final = ROOT / "app.py"
EMPTY_APP: Final = ROOT / "benchmarks" / "empty_app.py"
HEALTHY_WITHIN: Final = 60
EXAMPLE_WITHIN: Final = 300
IDLE_WITHIN: Final = 90
# Half a second with less work than this, three times in a row, is a server at rest.
IDLE_SHARE: Final = 0.05
LOOK_EVERY: Final = 0.02


class NotThere(Exception):
    """The server did not come to where it should be; holds the end of what it logged."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server. ``started`` is the moment its process began (``time.perf_counter``)."""

    port: int
    process: "subprocess.Popen[bytes]"
    log: Path
    started: float

    @property
    def url(self) -> str:
        """Its address, which is the Origin of its pages too."""
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str) -> tuple[int, str]:
        """Return the status and text at ``path``; 0 where nobody listens yet."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except OSError:
            return 0, ""
        finally:
            connection.close()

    def wait_for_example(self) -> None:
        """Return when the example study stands."""
        self._until(lambda: "staat klaar" in self.get("/voorbeeld")[1], EXAMPLE_WITHIN, every=0.5)

    def wait_for_rest(self) -> None:
        """Return when the server has nothing to do: what it loads in the background is loaded."""
        spent = self.seconds_spent()
        if spent is None:
            time.sleep(IDLE_WITHIN / 3)
            return
        calm, end = 0, time.monotonic() + IDLE_WITHIN
        while calm < 3 and time.monotonic() < end:
            time.sleep(0.5)
            before, spent = spent, self.seconds_spent() or 0.0
            calm = calm + 1 if spent - before < 0.5 * IDLE_SHARE else 0

    def seconds_spent(self) -> float | None:
        """Return the processor time that it used so far; None where that cannot be read."""
        if sys.platform != "linux":
            return None
        # What clock_getcpuclockid(3) gives for another process: in nanoseconds, and threads that
        # have ended count.
        return time.clock_gettime((~self.process.pid << 3) | 2)

    def sign_in(self, who: str) -> str:
        """Enter the example study as "sara", "joke" or "willem"; return the session's cookie."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Origin": self.url, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", "/voorbeeld", urlencode({"als": who}), headers)
        answer = connection.getresponse()
        answer.read()
        cookies = [value.split(";")[0] for value in answer.headers.get_all("Set-Cookie", [])]
        connection.close()
        if not cookies:
            raise NotThere(f"no session for {who}: status {answer.status}")
        return "; ".join(cookies)

    def _until(self, there: Callable[[], bool], seconds: float, every: float = LOOK_EVERY) -> None:
        end = time.monotonic() + seconds
        while not there():
            if self.process.poll() is not None or time.monotonic() > end:
                raise NotThere(self.log.read_text("utf-8", "replace")[-4000:])
            time.sleep(every)

    def wait_for_health(self) -> None:
        """Return when the server answers."""
        self._until(lambda: self.get("/_stcore/health")[0] == 200, HEALTHY_WITHIN)


@contextmanager
def run_server(script: Path, home: Path) -> Iterator[Server]:
    """Start ``script`` with its studies in ``home``, yield it when healthy, stop it at the end."""
    port = _find_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script.relative_to(ROOT))]
    command += ["--server.port", str(port)]
    home.mkdir(parents=True, exist_ok=True)
    log = home.parent / f"{home.name}-{port}.log"
    with log.open("wb") as written:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment(home), stdout=written, stderr=subprocess.STDOUT
        )
    try:
        server = Server(port, process, log, started)
        server.wait_for_health()
        yield server
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)


@contextmanager
def run_empty_app(home: Path) -> Iterator[Server]:
    """Start the app of two empty pages on the same version of Streamlit, with the same settings.

    The menu between its pages is Streamlit's own.
    """
    with run_server(EMPTY_APP, home) as server:
        yield server


def environment(home: Path, **more: str) -> dict[str, str]:
    """Return the environment of a process whose studies lie in ``home``."""
    return {**os.environ, "WIJKDUIK_HOME": str(home), **more}


def _find_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
