"""Every screen for everybody: axe-core, type and target sizes, and the keyboard.

axe-core comes with a test package and is handed to the page by the browser's own debugging channel,
past the Content-Security-Policy, which stays as it is. One server and one browser see every screen;
the page is loaded once, and goes from screen to screen as the menu does.
"""

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect
from running import ARTEFACTS, SIZES, Server, open_window, wait_for_run

from fieldwork.actions.desk import Desk
from fieldwork.actions.shelf import DEMO, Shelf
from fieldwork.ui.screens import find_screens

pytestmark = pytest.mark.browser

Windows = dict[str, Page]
AXE: Final = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
TITLES: Final = {screen.name: screen.title for screen in find_screens()}
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
      "[data-testid=stSlider], .react-aria-ComboBox > div, [data-baseweb=select]," +
      "[data-testid=stFileUploaderDropzone]"
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


# What its own script draws, a moment after Streamlit is done.
DRAWN_LATER: Final = {
    "nieuw_gesprek": "textarea.wd-draft",
    "nalezen": ".wd-r-now > *",
    "kaart": "iframe",
}
# Go where a link of the menu would go: within the page, without loading it anew.
GO: Final = """address => {
  history.pushState({}, "", address);
  dispatchEvent(new PopStateEvent("popstate"));
}"""
# A run that is short may begin and end unseen, but it has changed the title when it has ended.
DRAWN: Final = """title => document.title.startsWith(title) &&
  document.querySelector("[data-testid=stApp]").dataset.testScriptState === "notRunning\""""
# What changed is on the screen after the second frame.
TWO_FRAMES: Final = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.fixture(scope="module")
def addresses(example: Path) -> dict[str, dict[str, str]]:
    """Return the screens that Joke and Willem can open, each with something to show."""
    shelf = Shelf(example)
    shelf.ensure_demo()
    desk = shelf.desk_of(DEMO, "joke")
    fatma = next(one for one in desk.people.everybody() if one.person.name.startswith("Fatma"))
    talk = next(one for one in desk.people.page(fatma.person.id).talks)
    request = desk.handover.of_person(fatma.person.id)[0].request
    sent = desk.handover.lists()[0].sent
    hers = {
        "persoon": f"persoon?persoon={fatma.person.id}",
        "gesprek": f"gesprek?gesprek={talk.id}",
        "versies": f"versies?gesprek={talk.id}",
        "hulpvraag": f"hulpvraag?hulpvraag={request.id}",
        "lijst": f"lijst?lijst={sent.id}",
    }
    reader = shelf.desk_of(DEMO, "willem")
    seen = {who: _open_to(one) for who, one in (("joke", desk), ("willem", reader))}
    # What both may see is seen as Joke, but for a list, which shows a reader something else.
    seen["willem"] = [one for one in seen["willem"] if one not in seen["joke"] or one == "lijst"]
    return {who: {name: hers.get(name, name) for name in names} for who, names in seen.items()}


def _open_to(desk: Desk) -> list[str]:
    return sorted(screen.name for screen in find_screens() if screen.is_for(desk))


@pytest.fixture(scope="module", params=SIZES)
def windows(request: pytest.FixtureRequest, browser: Browser, server: Server) -> Iterator[Windows]:
    """Return windows in which Joke and Willem are at work, at the size of a desk and a phone."""
    server.wait_for_example()
    opened = {}
    for who in ("joke", "willem"):
        page = open_window(browser, request.param).new_page()
        page.goto(f"{server.url}/start")
        page.click(f"button[value={who}]")
        page.wait_for_selector(".st-key-wd-bar")
        opened[who] = page
    yield opened
    for page in opened.values():
        page.context.close()


def test_no_screen_has_a_serious_finding_small_type_or_a_small_target(
    windows: Windows, server: Server, addresses: dict[str, dict[str, str]]
) -> None:
    """See each screen as axe-core does, light and dark; measure what is read and pressed."""
    found: dict[str, list[str]] = {}
    for scheme, look in (("light", look_well), ("dark", look_at_colours)):
        for who, screens in addresses.items():
            page = windows[who]
            # Loaded anew: a change of theme under way would be drawn between two screens.
            page.emulate_media(color_scheme=scheme)
            page.goto(server.url)
            page.wait_for_selector(".st-key-wd-bar")
            wait_for_run(page)
            page.evaluate(AXE)
            for name, address in screens.items():
                show(page, name, address)
                seen = look(page)
                shoot(page, name if scheme == "light" else f"{name}-donker")
                if seen:
                    found[f"{who}, {name}, {scheme}"] = seen
            page.emulate_media(color_scheme="light")
    assert found == {}, json.dumps(found, indent=1, ensure_ascii=False)


def look_well(page: Page) -> list[str]:
    """Return what is wrong with the screen that is open."""
    seen = findings(page, {"resultTypes": ["violations"]})
    seen += [f"type: {one}" for one in page.evaluate(SMALL_TYPE, SMALLEST_TYPE)]
    return seen + [f"target: {one}" for one in page.evaluate(SMALL_TARGETS, SMALLEST_TARGET)]


def look_at_colours(page: Page) -> list[str]:
    """Return what is wrong with the colours of the screen that is open, in the dark."""
    assert page.evaluate(GROUND) == "rgb(20, 24, 26)"
    return findings(page, {"runOnly": {"type": "rule", "values": ["color-contrast"]}})


@pytest.mark.parametrize("screen", ["vandaag", "nieuw_gesprek", "persoon"])
def test_the_keyboard_goes_through_a_screen_in_order_and_is_seen(
    windows: Windows, addresses: dict[str, dict[str, str]], screen: str
) -> None:
    """Tab goes where reading goes, and what has the focus has a line around it."""
    window = windows["joke"]
    show(window, screen, addresses["joke"][screen])
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


def show(page: Page, name: str, address: str) -> None:
    """Go to the screen ``name`` at ``address`` and wait until it is drawn."""
    page.evaluate(GO, f"/{address}")
    page.wait_for_function(DRAWN, arg=TITLES[name])
    if name in DRAWN_LATER:
        expect(page.locator(DRAWN_LATER[name]).first).to_be_visible()
    page.evaluate(TWO_FRAMES)


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
