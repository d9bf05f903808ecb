"""The real application on a port of its own, and a real Chromium in front of it.

``server`` starts ``streamlit run app.py`` once, with the example study on its shelf. ``page`` is a
fresh window at desk and at phone size; when a test is done it also checks that nothing outside the
server was asked for, and that the browser had nothing to complain about.
"""

import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, sync_playwright
from running import (
    ARTEFACTS,
    QUIET,
    SIZES,
    Heard,
    Server,
    find_chromium,
    open_window,
    start_server,
    stop_server,
    wait_for_run,
)

from fieldwork.actions.shelf import DEMO, Shelf


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Tell with a failed journey what its windows showed at that moment."""
    report = yield
    if report.failed and call.when == "call" and isinstance(item, pytest.Function):
        browsers = [one for one in item.funcargs.values() if isinstance(one, Browser)]
        windows = [context for browser in browsers for context in browser.contexts]
        report.sections += [_told(page) for context in windows for page in context.pages]
    return report


def _told(page: Page) -> tuple[str, str]:
    """Return where a window is and the words on it, as a part of a report."""
    try:
        return f"window at {page.url}", page.inner_text("body", timeout=5000)
    except Error as trouble:
        return f"window at {page.url}", f"says nothing: {trouble}"


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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return a headless Chromium; skips without one, unless ``WIJKDUIK_BROWSER=required``.

    For each file anew: Playwright's loop runs in this thread for as long as it is open, and a later
    test of this process could not start one of its own.
    """
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(QUIET))
        except Error as trouble:
            if os.environ.get("WIJKDUIK_BROWSER") == "required":
                raise
            pytest.skip(f"no Chromium here: {str(trouble).splitlines()[0]}")
        yield browser
        browser.close()


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
