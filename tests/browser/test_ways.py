"""A link in our own HTML leads within the page, back again, and into another tab."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from running import Server, wait_for_run

pytestmark = pytest.mark.browser

Enter = Callable[[str], Page]
MAIN = "document.querySelector('[data-testid=stMain]')"


def arrived(page: Page, heading: str) -> None:
    """Return when the screen with this heading is there."""
    expect(page.locator("h1").first).to_have_text(heading)


@pytest.mark.parametrize("size", ["desk"], indirect=True)
def test_a_way_leads_within_the_page_and_back(server: Server, page: Page, enter: Enter) -> None:
    """Go by the menu and by a card, and back as the browser does; the page is never loaded anew."""
    enter("joke")
    page.evaluate("window.still = true")
    page.locator(".wd-menu a", has_text="Gesprekken").click()
    arrived(page, "Gesprekken")
    page.locator("a.wd-open").first.click()
    page.wait_for_url("**/gesprek?gesprek=*")
    expect(page.locator(".wd-menu .wd-within")).to_have_text("Gesprekken")
    page.go_back()
    arrived(page, "Gesprekken")
    page.go_back()
    expect(page.locator(".wd-menu .wd-here")).to_have_text("Vandaag")
    assert page.evaluate("window.still")


@pytest.mark.parametrize("size", ["desk"], indirect=True)
def test_a_way_opens_in_another_tab(server: Server, page: Page, enter: Enter) -> None:
    """With Ctrl held the screen opens beside this one, signed in as it is."""
    enter("joke")
    with page.context.expect_page() as opened:
        page.locator(".wd-menu a", has_text="Mensen").click(modifiers=["ControlOrMeta"])
    arrived(opened.value, "Mensen")
    expect(page.locator(".wd-menu .wd-here")).to_have_text("Vandaag")


@pytest.mark.parametrize("size", ["phone"], indirect=True)
def test_a_thumb_finds_the_rest_behind_more(server: Server, page: Page, enter: Enter) -> None:
    """What has no room at the bottom of a phone is one tap further."""
    enter("joke")
    page.locator(".wd-thumb a", has_text="Mensen").click()
    arrived(page, "Mensen")
    page.get_by_role("button", name="Meer", exact=True).click()
    page.locator(".wd-more a", has_text="Prullenbak").click()
    arrived(page, "Prullenbak")
    expect(page.locator(".wd-more")).to_be_hidden()


@pytest.mark.parametrize("size", ["phone"], indirect=True)
def test_where_a_way_leads_is_seen_from_its_heading(
    server: Server, page: Page, enter: Enter
) -> None:
    """A theme that is far down the list opens at its name, on the same screen of Streamlit's."""
    enter("joke")
    page.goto(f"{server.url}/themas")
    arrived(page, "Thema’s")
    wait_for_run(page)
    last = page.locator(".wd-card > a.wd-told").last
    last.scroll_into_view_if_needed()
    assert page.evaluate(f"{MAIN}.scrollTop") > 0
    last.click()
    page.wait_for_url("**/themas?thema=*")
    expect(page.locator("h1.wd-heading")).to_be_in_viewport()
    assert page.evaluate(f"{MAIN}.scrollTop") == 0
