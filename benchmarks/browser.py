"""A real Chromium, and the time from a click to the finished screen in it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Locator, Page, sync_playwright

WATCH: Final = Path(__file__).parent / "watch.js"
# Chromium's own errands, which have nothing to do with a page.
QUIET: Final = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESK: Final = (1280, 800)
# A person looks before clicking on; what a screen still does behind itself is then done.
LOOK: Final = 300
_WAIT: Final = 60_000
_FINISHED: Final = "[data-testid=stApp][data-test-script-state=notRunning]"


@dataclass(frozen=True, slots=True)
class Goal:
    """When a screen is finished: no script runs, and ``selector`` is there with these ``words``.

    Empty words are any. With ``dots`` the map's frame must have drawn its dots as well. ``anew`` is
    for a screen that already looked like this: a script must have run since the click.
    """

    selector: str
    words: str = ""
    dots: bool = False
    anew: bool = False


@contextmanager
def run_browser() -> Iterator[Browser]:
    """Start a headless Chromium of this computer."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found or shutil.which("google-chrome"), args=list(QUIET)
        )
        yield browser
        browser.close()


@contextmanager
def open_window(browser: Browser) -> Iterator[Page]:
    """Open a fresh window at the size of a desk, with an empty cache and nobody signed in."""
    width, height = DESK
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="nl-NL", reduced_motion="reduce"
    )
    context.set_default_timeout(_WAIT)
    context.add_init_script(path=WATCH)
    yield context.new_page()
    context.close()


def time_click(page: Page, what: Locator, goal: Goal) -> float:
    """Click on ``what``; return the seconds until the screen is finished and painted."""
    page.evaluate("wanted => wijkduikWatch(wanted)", asdict(goal))
    what.click()
    seconds = float(page.evaluate("() => wijkduikFinished()"))
    rest(page)
    return seconds


def wait_until_finished(page: Page, selector: str) -> None:
    """Return when ``selector`` is there and no script runs."""
    page.wait_for_selector(selector)
    page.wait_for_selector(_FINISHED)


def rest(page: Page) -> None:
    """Wait as long as somebody looks at a screen before the next click."""
    page.wait_for_timeout(LOOK)
    page.wait_for_selector(_FINISHED)
