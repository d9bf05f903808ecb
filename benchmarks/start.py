"""How long it takes from the start of the server to the first page, and to the first screen."""

import time
from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmarks.browser import open_window, run_browser, wait_until_finished
from benchmarks.results import Result
from benchmarks.server import APP, NotThere, Server, run_server
from benchmarks.workshop import Workshop

NAME = "start"
TARGET = 3
_HEADING = "h1.wd-heading"
_GUEST = "button[name=als][value=joke]"


def measure(workshop: Workshop) -> list[Result]:
    """Return the times of a home where nothing is yet, and of one where the example stands.

    Each run has a server process of its own and a browser that has nothing in its cache.
    """
    plan = workshop.plan
    with run_browser() as browser:
        cold = [
            _first_time(browser, workshop.empty_home(f"cold-{run}"))
            for run in range(plan.cold_starts)
        ]
        warm = [
            _next_time(browser, workshop.example_home(f"warm-{run}"))
            for run in range(plan.warm_starts)
        ]
    pages = [[times[at] for times in cold] for at in range(3)]
    screens = [[times[at] for times in warm] for at in range(3)]
    return [
        Result(NAME, "empty home: start screen", tuple(pages[0]), TARGET),
        Result(NAME, "empty home: example study built", tuple(pages[1])),
        Result(NAME, "empty home: first screen, from signing in", tuple(pages[2])),
        Result(NAME, "example built: start screen", tuple(screens[0]), TARGET),
        Result(NAME, "example built: first screen", tuple(screens[1])),
        Result(NAME, "example built: first screen, from signing in", tuple(screens[2])),
    ]


def _first_time(browser: Browser, home: Path) -> tuple[float, float, float]:
    """Return the seconds to the start screen, to the example, and from signing in to a screen."""
    with run_server(APP, home) as server, open_window(browser) as page:
        shown = _open_start(page, server)
        page.click(_GUEST)
        # The page about the waiting refreshes itself until it can offer the way in.
        page.wait_for_selector("text=/staat klaar|kon niet worden gemaakt/", timeout=300_000)
        built = time.perf_counter() - server.started
        if "staat klaar" not in page.inner_text("main"):
            raise NotThere(page.inner_text("main"))
        entered = _enter(page)
    return shown, built, entered


def _next_time(browser: Browser, home: Path) -> tuple[float, float, float]:
    """Return the seconds to the start screen and the first screen, and from signing in to it."""
    with run_server(APP, home) as server, open_window(browser) as page:
        shown = _open_start(page, server)
        # Whoever is quicker than the server opening the example would see the page of the waiting.
        server.wait_for_example()
        entered = _enter(page)
        ready = time.perf_counter() - server.started
    return shown, ready, entered


def _open_start(page: Page, server: Server) -> float:
    page.goto(f"{server.url}/start", wait_until="load")
    return time.perf_counter() - server.started


def _enter(page: Page) -> float:
    clicked = time.perf_counter()
    page.click(_GUEST)
    wait_until_finished(page, _HEADING)
    return time.perf_counter() - clicked
