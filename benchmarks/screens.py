"""How long it takes from a click in the menu to the finished screen, in a real Chromium."""

import json
from collections import defaultdict
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page

from benchmarks.browser import (
    Goal,
    open_window,
    rest,
    run_browser,
    time_click,
    wait_until_finished,
)
from benchmarks.results import Result
from benchmarks.server import APP, ROOT, Server, run_empty_app, run_server
from benchmarks.workshop import Workshop

NAME = "screens"
TARGET = 0.4
MAP_TARGET = 1
SAVE_TARGET = 1
MAP = "Kaart"
TALKS, NEW_TALK, ONE_TALK = "Gesprekken", "Nieuw gesprek", "Gesprek"
SAVED = "a talk kept, with its suggestions"
_HEADING = "h1.wd-heading"
_MENU = ".wd-menu"
_HERE = f"{_MENU} .wd-here"
_GUEST = "button[name=als][value=joke]"
Times = dict[str, list[float]]


def measure(workshop: Workshop) -> list[Result]:
    """Return the times of each screen and of keeping a talk, beside those of an empty page."""
    plan = workshop.plan
    with run_browser() as browser:
        with run_empty_app(workshop.empty_home("screens-empty")) as server:
            empty = tuple(click_empty_pages(browser, server, plan.rounds))
        with run_server(APP, workshop.example_home("screens")) as server:
            times = _use_app(browser, server, plan.rounds, plan.saves)
    results = [Result(NAME, "an empty Streamlit page", empty)]
    for what, seconds in times.items():
        results.append(Result(NAME, what, tuple(seconds), _target(what), empty))
    return results


def _target(what: str) -> float:
    return {MAP: MAP_TARGET, SAVED: SAVE_TARGET}.get(what, TARGET)


def click_empty_pages(browser: Browser, server: Server, rounds: int) -> list[float]:
    """Click to and fro between two pages with a title, ``rounds`` times after a first time."""
    times = []
    with open_window(browser) as page:
        page.goto(server.url)
        wait_until_finished(page, "h1")
        server.wait_for_rest()
        for click in range(rounds + 2):
            title = "Een" if click % 2 else "Twee"
            link = page.get_by_role("link", name=title, exact=True)
            times.append(time_click(page, link, Goal("h1", title)))
    return times[2:]


def _use_app(browser: Browser, server: Server, rounds: int, saves: int) -> Times:
    """Go round the menu and keep talks; the first of each is not counted."""
    server.wait_for_example()
    server.wait_for_rest()
    with open_window(browser) as page:
        page.goto(f"{server.url}/start")
        page.click(_GUEST)
        wait_until_finished(page, _HEADING)
        visitor = _Visitor(page, _read_menu(page))
        texts = _texts()
        visitor.go_round()
        visitor.keep_talk(texts[0])
        server.wait_for_rest()
        visitor.times.clear()
        for _ in range(rounds):
            visitor.go_round()
        for number in range(saves):
            visitor.keep_talk(f"{texts[number % len(texts)]} Dit was gesprek {number + 1}.")
    return visitor.times


def _read_menu(page: Page) -> list[str]:
    others = [title.strip() for title in page.locator(f"{_MENU} a").all_inner_texts()]
    return [*others, page.locator(_HERE).inner_text()]


def _texts() -> list[str]:
    lines = (ROOT / "data" / "demo" / "notes.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines]


@dataclass
class _Visitor:
    """Somebody who clicks; ``times`` are the seconds of each click, by screen.

    ``menu`` has the titles of the screens, the one that is open at first as the last.
    """

    page: Page
    menu: list[str]
    times: Times = field(default_factory=lambda: defaultdict(list))

    def go_round(self) -> None:
        """Open each screen of the menu once; from the talks one of them, and a new one."""
        for title in self.menu:
            self.open_screen(title)
            if title == TALKS:
                self.open_talk()
                self.open_screen(TALKS, counted=False)
                self.open_new_talk()

    def open_screen(self, title: str, *, counted: bool = True) -> None:
        """Click on an entry of the menu."""
        link = self.page.locator(_MENU).get_by_role("link", name=title, exact=True)
        seconds = time_click(self.page, link, Goal(_HERE, title, dots=title == MAP))
        if counted:
            self.times[title].append(seconds)

    def open_talk(self) -> None:
        """Open the first talk in the list."""
        button = self.page.locator("a.wd-open").first
        self.times[ONE_TALK].append(time_click(self.page, button, Goal(".wd-text")))

    def open_new_talk(self) -> None:
        """Open the form for a new talk."""
        button = self.page.locator(".st-key-wd-action button")
        self.times[NEW_TALK].append(time_click(self.page, button, Goal(_HEADING, NEW_TALK)))

    def keep_talk(self, text: str) -> None:
        """Write a talk and keep it; the time is until its own screen is finished.

        The text then stands there with its marks, where the machine found any.
        """
        self.open_screen(TALKS, counted=False)
        time_click(
            self.page, self.page.locator(".st-key-wd-action button"), Goal(_HEADING, NEW_TALK)
        )
        self.page.locator("textarea.wd-draft").fill(text)
        self.page.wait_for_selector(".wd-draft-state[data-where=server]")
        self.page.locator(".st-key-talk-need").get_by_text("Nee", exact=True).click()
        rest(self.page)
        button = self.page.locator(".st-key-talk-keep button")
        self.times[SAVED].append(time_click(self.page, button, Goal(".wd-text")))
