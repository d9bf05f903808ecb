"""Recording in the page: it stops by itself in time, and what was said is with the draft."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from running import Server, wait_for_run

pytestmark = pytest.mark.browser

# The ten minutes are over after two seconds; every other wait is as long as it is.
QUICK_LIMIT = """
const wait = globalThis.setTimeout;
globalThis.setTimeout = (then, ms, ...rest) => wait(then, ms > 500000 ? 2000 : ms, ...rest);
"""


@pytest.mark.parametrize("size", ["phone"], indirect=True)
def test_a_recording_stops_in_time_and_is_kept_with_the_draft_and_not_on_the_device(
    server: Server, page: Page, enter: Callable[[str], Page], shoot: Callable[[str], None]
) -> None:
    """Record with the browser's own tone until the limit; hear it back; nothing stays behind."""
    page.add_init_script(QUICK_LIMIT)
    enter("sara")
    page.goto(f"{server.url}/nieuw_gesprek?concept=opname")
    expect(page.locator("textarea.wd-draft")).to_be_visible()
    page.get_by_text("Foto of opname toevoegen").click()
    record = page.get_by_role("button", name="Opnemen", exact=True)
    box = record.bounding_box()
    assert box and min(box["width"], box["height"]) >= 44
    record.click()
    expect(page.get_by_role("button", name="Stoppen met opnemen")).to_be_visible()
    expect(
        page.get_by_role("button", name=re.compile(r"Opname 1 \(0:0[1-9]\) weghalen"))
    ).to_be_visible()
    wait_for_run(page)
    kept = page.get_by_test_id("stAudio").get_attribute("src") or ""
    answer = page.request.get(f"{server.url}{kept}" if kept.startswith("/") else kept)
    assert answer.body()[:4] == b"RIFF" and "no-store" in answer.headers["cache-control"]
    held = page.evaluate("Object.keys(localStorage).filter(one => !one.startsWith('stActive'))")
    assert [one for one in held if "opname" in one] == []
    shoot("opname")
