"""Reading back by keyboard: what is done quicker than the server answers is all kept."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from running import Server

pytestmark = pytest.mark.browser

Enter = Callable[[str], Page]
Shoot = Callable[..., None]


def open_board(page: Page, server: Server) -> None:
    """Open the board, with a talk on it."""
    page.goto(f"{server.url}/nalezen")
    page.wait_for_selector(".wd-r-mark.wd-r-current, .wd-r-what")


def all_kept(page: Page) -> None:
    """Return when the server has everything that was done."""
    expect(page.locator(".wd-r")).to_have_attribute("data-pending", "0")


def said(page: Page) -> list[str]:
    """Return how each thing on the list was answered, in order."""
    return page.locator(".wd-r-row").evaluate_all("rows => rows.map(row => row.className)")


@pytest.mark.parametrize("size", ["desk"], indirect=True)
def test_answers_are_given_by_key_and_are_there_after_a_reload(
    server: Server, page: Page, enter: Enter, shoot: Shoot
) -> None:
    """Answer, undo, mark by hand and finish, faster than the server answers; then look again."""
    enter("sara")
    open_board(page, server)
    by_keyboard(page)
    shoot("nalezen-bord", dark_too=False)
    before = said(page)
    all_kept(page)
    expect(page.locator(".wd-r-state")).to_contain_text("opgeslagen")
    page.reload()
    page.wait_for_selector(".wd-r-row", state="attached")
    assert said(page) == before


def by_keyboard(page: Page) -> None:
    """Say no, take it back, say yes, and mark the second and third word as a theme."""
    for key in ("n", "z", "j", "m"):
        page.keyboard.press(key)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    page.keyboard.type("won")
    page.keyboard.press("Enter")
    classes = said(page)
    assert sum("wd-r-row-yes" in one for one in classes) == 2
    assert not any("wd-r-row-no" in one for one in classes)
    expect(page.locator(".wd-r-list")).to_contain_text("Wonen")
