"""Every screen for everybody: axe-core, type and target sizes, and the keyboard.

axe-core comes with a test package and is handed to the page by the browser's own debugging channel,
past the Content-Security-Policy, which stays as it is. One server and one browser see every screen.
"""

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect
from running import ARTEFACTS, SIZES, Server, open_window, wait_for_run

from fieldwork.actions.shelf import DEMO, Shelf

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("screens")]

AXE: Final = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
GRAVE: Final = ("serious", "critical")
SMALLEST_TYPE: Final = 14
SMALLEST_TARGET: Final = 44
# What is Streamlit's own and neither our style nor our small script can mend:
# the rule, a piece of the element's markup, and why it stays.
STREAMLITS_OWN: Final[tuple[tuple[str, str, str], ...]] = ()
# What the eye reads that is smaller than it should be: the element, its size and its words.
SMALL_TYPE: Final = """smallest => {
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, box = node.parentElement;
    if (!node.data.trim() || box.closest("style, script, iframe, [aria-hidden=true]")) continue;
    const style = getComputedStyle(box), at = box.getBoundingClientRect();
    if (style.visibility === "hidden" || at.width < 2 || at.height < 2) continue;
    if (parseFloat(style.fontSize) < smallest)
      found.add(`${style.fontSize} ${box.className} ${node.data.trim().slice(0, 40)}`);
  }
  return [...found];
}"""
# What a thumb presses that is smaller than it should be. A link within a sentence may be as tall
# as its line (WCAG 2.2, 2.5.8), and what is no more than a line of a larger target counts as that.
SMALL_TARGETS: Final = """smallest => {
  const ours = "button, a[href], summary, [role=tab], [role=radio], input, textarea, select";
  const found = new Set();
  for (const one of document.querySelectorAll(".stApp :is(" + ours + ")")) {
    const style = getComputedStyle(one), at = one.getBoundingClientRect();
    if (style.visibility === "hidden" || at.width < 2 || at.height < 2 || one.disabled) continue;
    if (one.tabIndex < 0 || one.closest("[aria-hidden=true]")) continue;
    const whole = one.closest(
      "label, [data-testid=stTextInputRootElement], [data-testid=stNumberInputContainer]," +
      "[data-testid=stDateInputField], [data-testid=stTimeInputTimeDisplay]," +
      ".react-aria-ComboBox > div, [data-baseweb=select], [data-testid=stFileUploaderDropzone]"
    ) || one;
    const height = Math.max(whole.getBoundingClientRect().height, at.height);
    if (height < smallest - 0.5)
      found.add(`${Math.round(height)} ${one.outerHTML.slice(0, 160)}`);
  }
  return [...found];
}"""
GROUND: Final = "getComputedStyle(document.querySelector('.stApp')).backgroundColor"
FOCUSED: Final = """() => {
  const host = document.activeElement;
  if (!host || host === document.body) return null;
  let one = host;
  while (one.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
  const all = [...document.querySelectorAll("*")];
  const shows = box => {
    const style = getComputedStyle(box);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  let box = one, visible = false;
  for (let step = 0; box && step < 4; step++, box = box.parentElement) visible ||= shows(box);
  return {at: all.indexOf(host), visible, ring: one.tabIndex, html: one.outerHTML.slice(0, 200)};
}"""


@pytest.fixture(scope="module")
def addresses(example: Path) -> dict[str, str]:
    """Return every screen that a coordinator can open, each with something to show."""
    shelf = Shelf(example)
    shelf.ensure_demo()
    desk = shelf.desk_of(DEMO, "joke")
    fatma = next(one for one in desk.people.everybody() if one.person.name.startswith("Fatma"))
    talk = next(one for one in desk.people.page(fatma.person.id).talks)
    request = desk.handover.of_person(fatma.person.id)[0].request
    sent = desk.handover.lists()[0].sent
    menu = ("vandaag", "gesprekken", "mensen", "kaart", "themas", "overdracht", "onderzoek")
    return {name: name for name in menu} | {
        "nieuw_gesprek": "nieuw_gesprek",
        "persoon": f"persoon?persoon={fatma.person.id}",
        "gesprek": f"gesprek?gesprek={talk.id}",
        "hulpvraag": f"hulpvraag?hulpvraag={request.id}",
        "lijst": f"lijst?lijst={sent.id}",
    }


@pytest.fixture(scope="module", params=SIZES)
def window(request: pytest.FixtureRequest, browser: Browser, server: Server) -> Iterator[Page]:
    """Return a window in which Joke is at work, at the size of a desk and of a phone."""
    context = open_window(browser, request.param)
    page = context.new_page()
    server.wait_for_example()
    page.goto(f"{server.url}/start")
    page.click("button[value=joke]")
    page.wait_for_selector(".st-key-wd-bar")
    yield page
    context.close()


def test_no_screen_has_a_serious_finding_small_type_or_a_small_target(
    window: Page, server: Server, addresses: dict[str, str]
) -> None:
    """See each screen as axe-core does, light and dark; measure what is read and pressed."""
    found: dict[str, list[str]] = {}
    for name, address in addresses.items():
        show(window, f"{server.url}/{address}")
        window.evaluate(AXE)
        seen = findings(window, {"resultTypes": ["violations"]})
        seen += [f"type: {one}" for one in window.evaluate(SMALL_TYPE, SMALLEST_TYPE)]
        seen += [f"target: {one}" for one in window.evaluate(SMALL_TARGETS, SMALLEST_TARGET)]
        shoot(window, name)
        window.emulate_media(color_scheme="dark")
        # The theme follows a moment after the device.
        window.wait_for_function(f"{GROUND} === 'rgb(20, 24, 26)'")
        window.wait_for_timeout(300)
        # In the dark only colours differ.
        only = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
        seen += [f"dark {one}" for one in findings(window, only)]
        shoot(window, f"{name}-donker")
        window.emulate_media(color_scheme="light")
        if seen:
            found[name] = seen
    assert found == {}, json.dumps(found, indent=1, ensure_ascii=False)


@pytest.mark.parametrize("screen", ["vandaag", "nieuw_gesprek", "persoon"])
def test_the_keyboard_goes_through_a_screen_in_order_and_is_seen(
    window: Page, server: Server, addresses: dict[str, str], screen: str
) -> None:
    """Tab goes where reading goes, and what has the focus has a line around it."""
    show(window, f"{server.url}/{addresses[screen]}")
    # From the top: a field that took the focus by itself would be where Tab goes on from.
    window.evaluate("document.body.tabIndex = -1; document.body.focus()")
    stops = []
    for _ in range(25):
        window.keyboard.press("Tab")
        at = window.evaluate(FOCUSED)
        if at is None or (stops and at["at"] == stops[0]["at"]):
            break
        stops.append(at)
    assert len(stops) >= 8
    assert [stop["html"] for stop in stops if not stop["visible"]] == []
    assert [stop["html"] for stop in stops if stop["ring"] > 0] == []
    places = [stop["at"] for stop in stops]
    assert places == sorted(places), [stop["html"] for stop in stops]


def show(page: Page, address: str) -> None:
    """Open ``address`` and wait until it is drawn."""
    page.goto(address)
    page.wait_for_selector(".st-key-wd-bar")
    page.wait_for_timeout(150)
    wait_for_run(page)
    # The field of a talk is named and shown by its own script, a moment after it is drawn.
    if "nieuw_gesprek" in address:
        expect(page.locator("textarea.wd-draft")).to_be_visible()
    page.wait_for_timeout(150)


def findings(page: Page, options: dict[str, object]) -> list[str]:
    """Return what axe-core finds that is serious or critical and not Streamlit's own."""
    # Frames are components in a sandbox of their own; the map's is checked with the map.
    answer = page.evaluate("options => axe.run(document, options)", options | {"iframes": False})
    return [
        f"{rule['id']}: {node['html'][:200]} {node['failureSummary'][:200]}"
        for rule in answer["violations"]
        if rule["impact"] in GRAVE
        for node in rule["nodes"]
        if not any(rule["id"] == own and part in node["html"] for own, part, _ in STREAMLITS_OWN)
    ]


def shoot(page: Page, name: str) -> None:
    """Save the window, for somebody to look at."""
    ARTEFACTS.mkdir(exist_ok=True)
    width = page.viewport_size["width"] if page.viewport_size else 0
    page.screenshot(path=ARTEFACTS / f"alle-{name}-{width}.png")
