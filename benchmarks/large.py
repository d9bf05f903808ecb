"""How long one waits in a study of 10,000 talks: opening, searching, reading back, keeping.

Each round goes from the list to a question, to a talk that was found, to a confirmation in it and
to the first screen; so every wait but that for the talk comes right after a change, when nothing
that was worked out before still holds. ``--keep FOLDER`` keeps the study for the next time, as
making it takes minutes.
"""

import shutil
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from playwright.sync_api import Locator, Page

from benchmarks.browser import (
    Goal,
    open_window,
    rest,
    run_browser,
    time_click,
    wait_until_finished,
)
from benchmarks.large_store import fill
from benchmarks.results import Result, calibrate
from benchmarks.screens import NEW_TALK, click_empty_pages
from benchmarks.server import APP, NotThere, Server, run_empty_app, run_server
from benchmarks.workshop import Workshop
from fieldwork.actions.search_memory import memory_of
from fieldwork.actions.shelf import DEMO, Shelf

NAME: Final = "large"
TARGET: Final = 0.6
SAVING: Final = 1.0
FIRST, SEARCH, OPEN = "the first search after the start", "searching", "opening a talk"
CONFIRM, TODAY, SAVE = "confirming a suggestion", "Vandaag after a change", "keeping a talk"
QUESTIONS: Final = (
    "huur",
    "te klein wonen",
    "bang voor de buren",
    "geen eten in huis",
    "werk gevonden",
)
READ_WITHIN: Final = 1800
_GUEST: Final = "button[name=als][value=joke]"
_HEADING: Final = "h1.wd-heading"
_MENU: Final = ".wd-menu"
_CARD: Final = "a.wd-open"
_TEXT: Final = ".wd-text"
Times = dict[str, list[float]]


def measure(workshop: Workshop) -> list[Result]:
    """Return the times of each deed, beside those of an empty page in the same run."""
    plan = workshop.plan
    home = _home(workshop, plan.many)
    with run_browser() as browser:
        with run_empty_app(workshop.empty_home("large-empty")) as server:
            empty = tuple(click_empty_pages(browser, server, plan.rounds))
        with run_server(APP, home) as server, open_window(browser) as page:
            visitor = _Visitor(page, server)
            visitor.sign_in()
            visitor.search(QUESTIONS[0], FIRST)
            for number in range(plan.rounds + 1):
                visitor.go_round(number)
            for number in range(plan.saves + 1):
                visitor.keep_talk(number)
    found = visitor.times
    speed = f"a million empty rounds {calibrate() * 1000:.0f} ms"
    return [
        Result(NAME, "an empty Streamlit page", empty, remark=speed),
        Result(NAME, f"{FIRST}, {plan.many} talks", tuple(found.pop(FIRST)), empty=empty),
        # The first of each is not counted.
        *(
            Result(
                NAME,
                f"{deed}, {plan.many} talks",
                tuple(seconds[1:]),
                SAVING if deed == SAVE else TARGET,
                empty,
                f"{visitor.spent[deed]:.2f} s of processor in the middle",
            )
            for deed, seconds in found.items()
        ),
    ]


def _home(workshop: Workshop, many: int) -> Path:
    """Return a copy of a study of ``many`` talks, which is made when it is not there."""
    folder = workshop.kept or workshop.folder
    built = folder / f"large-{many}"
    if not built.exists():
        folder.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix="large-", dir=folder)) / "home"
        shutil.copytree(workshop.example_home("large-example"), beside)
        _make(beside, many)
        beside.rename(built)
        beside.parent.rmdir()
    else:
        # Another edition of the word lists reads the talks anew.
        _make(built, many)
    return Path(shutil.copytree(built, workshop.folder / "large"))


def _make(home: Path, many: int) -> None:
    """Fill the study, and read the words of all talks as the server does by the way."""
    shelf = Shelf(home)
    shelf.ensure_demo()
    store = shelf.opened(DEMO).store
    fill(shelf.desk_of(DEMO), many)
    memory = memory_of(store)
    memory.hurry()
    if not memory.wait(READ_WITHIN):
        raise NotThere("the talks were not read for searching in half an hour")
    store.close()


@dataclass
class _Visitor:
    """Somebody who clicks; ``times`` are the seconds of each click, by deed.

    ``processor`` are the seconds that the server's processor worked meanwhile.
    """

    page: Page
    server: Server
    times: Times = field(default_factory=lambda: defaultdict(list))
    processor: Times = field(default_factory=lambda: defaultdict(list))
    asked: int = 0

    @property
    def spent(self) -> dict[str, float]:
        """The median of the processor's seconds of each deed."""
        return {deed: sorted(found)[len(found) // 2] for deed, found in self.processor.items()}

    def sign_in(self) -> None:
        """Enter the study as coordinator and wait until the server is at rest."""
        self.server.wait_for_example()
        self.server.wait_for_rest()
        self.page.goto(f"{self.server.url}/start")
        self.page.click(_GUEST)
        wait_until_finished(self.page, _HEADING)

    def go_round(self, number: int) -> None:
        """Search, open a talk that was found, confirm something in it, look at Vandaag."""
        self.search(QUESTIONS[number % len(QUESTIONS)], SEARCH)
        self._time(OPEN, self.page.locator(_CARD).nth(number % 10), Goal(_TEXT))
        yes = self.page.locator("[class*=st-key-yes-] button").first
        if yes.is_visible():
            self._time(CONFIRM, yes, Goal(_TEXT, anew=True))
        self._time(TODAY, self._entry("Vandaag"), Goal(f"{_MENU} .wd-here", "Vandaag"))

    def search(self, question: str, deed: str) -> None:
        """Ask a question in the list of talks; it is sent by a click beside the box."""
        self._open_list()
        box = self.page.get_by_label("Zoeken in alle gesprekken")
        # Never the same question twice: an answer that is at hand is no measurement.
        self.asked += 1
        box.fill(f"{question} {self.asked}")
        self._time(deed, self.page.locator(_HEADING), Goal(_CARD, anew=True))

    def keep_talk(self, number: int) -> None:
        """Write a talk and keep it: until its own screen is there, with what was read in it."""
        self._open_list()
        time_click(
            self.page,
            self.page.locator(".st-key-wd-action button"),
            Goal(_HEADING, NEW_TALK),
        )
        text = "Mevrouw eet al drie dagen niets en de huur is niet betaald."
        self.page.locator("textarea.wd-draft").fill(f"{text} Gesprek {number}.")
        self.page.wait_for_selector(".wd-draft-state[data-where=server]")
        self.page.locator(".st-key-talk-need").get_by_text("Nee", exact=True).click()
        rest(self.page)
        self._time(SAVE, self.page.locator(".st-key-talk-keep button"), Goal(_TEXT))

    def _open_list(self) -> None:
        if self.page.locator(f"{_MENU} .wd-here").all_inner_texts() != ["Gesprekken"]:
            time_click(
                self.page, self._entry("Gesprekken"), Goal(f"{_MENU} .wd-here", "Gesprekken")
            )

    def _entry(self, title: str) -> Locator:
        return self.page.locator(_MENU).get_by_role("link", name=title, exact=True)

    def _time(self, deed: str, what: Locator, goal: Goal) -> None:
        before = self.server.seconds_spent() or 0.0
        self.times[deed].append(time_click(self.page, what, goal))
        self.processor[deed].append((self.server.seconds_spent() or 0.0) - before)
