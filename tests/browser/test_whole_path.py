"""The main job, as people do it: from a talk at the kitchen table to what the gemeente reads."""

import io
import re
import uuid
from collections.abc import Callable
from pathlib import Path

import msoffcrypto
import openpyxl
import pikepdf
import pypdf
import pytest
from playwright.sync_api import Browser, Page, expect
from running import ARTEFACTS, Server, open_window, wait_for_run

pytestmark = pytest.mark.browser

PASSWORD = "geel fietspad negen"
Shoot = Callable[..., None]
Enter = Callable[[str], Page]


def settle(page: Page) -> None:
    """Return when the screen is finished after whatever was last done."""
    page.wait_for_timeout(250)
    wait_for_run(page)
    page.wait_for_timeout(250)


def fill(page: Page, label: str, words: str) -> None:
    """Type in the field ``label`` and leave it, as a person does."""
    field = page.get_by_label(label, exact=True).first
    field.fill(words)
    field.press("Tab")
    settle(page)


def press(page: Page, name: str) -> None:
    """Press the button ``name``."""
    page.get_by_role("button", name=name).first.click()
    settle(page)


def choose(page: Page, words: str) -> None:
    """Choose the chip or round that says ``words``."""
    page.get_by_text(words, exact=True).first.click()
    settle(page)


def go_in_as(browser: Browser, server: Server, size: str, who: str) -> Page:
    """Open a window of one's own for ``who`` in the example study."""
    page = open_window(browser, size).new_page()
    page.goto(f"{server.url}/start")
    page.click(f"button[value={who}]")
    page.wait_for_selector(".st-key-wd-bar")
    settle(page)
    return page


def log_a_talk(page: Page, server: Server, text: str) -> None:
    """Log a talk with somebody new, and end on its screen."""
    page.goto(f"{server.url}/nieuw_gesprek")
    page.wait_for_selector("textarea.wd-draft")
    settle(page)
    page.locator("textarea.wd-draft").type(text)
    expect(page.locator(".wd-draft-state")).to_contain_text("concept opgeslagen in het onderzoek")


def test_a_talk_becomes_help_that_the_gemeente_can_give(
    browser: Browser,
    server: Server,
    size: str,
    page: Page,
    enter: Enter,
    shoot: Shoot,
    tmp_path: Path,
) -> None:
    """Start, log, confirm, see it on the map, hand over, open both files, and the reader's side."""
    name = f"Roza {uuid.uuid4().hex[:6]}"
    enter("sara")
    log_a_talk(page, server, f"Bij {name}. De koelkast is leeg. Ze durft geen hulp te vragen.")
    say_who_and_where(page, name)
    choose(page, "Ja, vandaag")
    shoot("nieuw-gesprek")
    press(page, "Bewaren")
    confirm_the_signal(page)
    shoot("gesprek")
    talk = page.url
    look_at_the_map(page, server)
    shoot("kaart")
    page.goto(talk)
    ask_for_help(page)
    shoot("hulpvraag")

    coordinator = go_in_as(browser, server, size, "joke")
    files = send(coordinator, page, page.url, name, tmp_path)
    coordinator.screenshot(path=ARTEFACTS / f"lijst-{size}.png")
    coordinator.context.close()
    for words in (name, "Waalstraat 12", "Vandaag boodschappen voor drie dagen"):
        assert words in sheet_text(files["xlsx"])
        assert words in pdf_text(files["pdf"])

    reader = go_in_as(browser, server, size, "willem")
    expect(reader.locator("body")).to_contain_text(name)
    reader.screenshot(path=ARTEFACTS / f"ontvangen-{size}.png")
    reader.goto(talk)
    settle(reader)
    expect(reader.locator("body")).to_contain_text("Met uw rol kunt u")
    expect(reader.locator("body")).not_to_contain_text("koelkast")
    reader.context.close()


def add_somebody_new(page: Page, name: str) -> None:
    """Type a name that nobody has, and take the last option: somebody new."""
    page.get_by_role("combobox", name="Met wie?").click()
    page.keyboard.insert_text(name)
    page.get_by_role("option").last.click()
    settle(page)
    page.keyboard.press("Escape")


def say_who_and_where(page: Page, name: str) -> None:
    """Add somebody new, with the address, where the talk is logged."""
    add_somebody_new(page, name)
    page.get_by_text("Meer invullen mag").click()
    settle(page)
    page.get_by_role("combobox", name="Woont in de straat").click()
    page.keyboard.type("Waalstr")
    page.get_by_role("option", name="Waalstraat").click()
    settle(page)
    fill(page, "Huisnummer", "12")


def confirm_the_signal(page: Page) -> None:
    """Say yes to what the machine reads, which is a suggestion until then."""
    page.wait_for_selector(".wd-text")
    settle(page)
    expect(page.locator("mark.wd-suggestion").first).to_be_visible()
    danger = page.locator('[class*="st-key-wd-card-open-"]', has_text="Geen eten").first
    expect(danger).to_contain_text("lijkt op")
    danger.get_by_role("button", name="Ja").click()
    settle(page)
    expect(page.locator("mark.wd-finding").first).to_be_visible()


def look_at_the_map(page: Page, server: Server) -> None:
    """See the area drawn, and the talk counted in its buurt."""
    page.goto(f"{server.url}/kaart")
    frame = page.frame_locator("iframe").first
    frame.locator(".leaflet-container canvas").first.wait_for()
    settle(page)
    expect(page.locator(".wd-buurten")).to_contain_text("Kadebuurt")


def ask_for_help(page: Page) -> None:
    """Make a help request from the confirmed signal, with its ground."""
    page.wait_for_selector(".wd-text")
    settle(page)
    press(page, "Hulp vragen")
    page.wait_for_url("**/hulpvraag**")
    settle(page)
    fill(page, "Wat is nodig", "Vandaag boodschappen voor drie dagen")
    fill(page, "Waarom deze haast", "Er is niets te eten in huis")
    choose(page, "Toestemming")
    choose(page, "Ja")
    fill(page, "Waarvoor", "Boodschappen en een gesprek over geld")
    fill(page, "Waarom kan het niet met minder", "Zonder naam en adres komt er niemand")
    press(page, "Alles wat is ingevuld")


def send(page: Page, second: Page, request: str, name: str, folder: Path) -> dict[str, bytes]:
    """Check the request, put it on a list, send that when ``second`` looked, and make its files."""
    page.goto(request)
    settle(page)
    press(page, "Toetsen")
    press(page, "Naar de nieuwe lijst")
    page.wait_for_url("**/lijst**")
    settle(page)
    expect(page.locator("body")).to_contain_text(name)
    press(page, "Klaarzetten")
    page.wait_for_url(re.compile(r"lijst=\w+"))
    settle(page)
    second.goto(page.url)
    settle(second)
    press(second, "Nagekeken, klopt")
    expect(second.locator("body")).to_contain_text("De coördinator verstuurt hem")
    page.reload()
    settle(page)
    press(page, "Versturen")
    expect(page.get_by_label("Wachtwoord voor de bestanden")).to_be_visible()
    fill(page, "Wachtwoord voor de bestanden", PASSWORD)
    press(page, "Maak de bestanden")
    return download_all(page, folder)


def download_all(page: Page, folder: Path) -> dict[str, bytes]:
    """Return what each download button gives, by its extension."""
    found = {}
    buttons = page.get_by_test_id("stDownloadButton").locator("button")
    expect(buttons.first).to_be_visible()
    for at in range(buttons.count()):
        with page.expect_download() as waiting:
            buttons.nth(at).click()
        file = folder / waiting.value.suggested_filename
        waiting.value.save_as(file)
        found[file.suffix.removeprefix(".")] = file.read_bytes()
        settle(page)
    return found


def sheet_text(content: bytes) -> str:
    """Return every cell of a locked workbook; no cell may be a formula."""
    assert content[:4] != b"PK\x03\x04", "the workbook is not locked"
    plain = io.BytesIO()
    locked = msoffcrypto.OfficeFile(io.BytesIO(content))
    locked.load_key(password=PASSWORD)
    locked.decrypt(plain)
    book = openpyxl.load_workbook(plain)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    return "\n".join(str(cell.value) for cell in cells if cell.value is not None)


def pdf_text(content: bytes) -> str:
    """Return the words of a locked PDF; without its password it must stay shut."""
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(content))
    reader = pypdf.PdfReader(io.BytesIO(content), password=PASSWORD)
    return "\n".join(page.extract_text() for page in reader.pages)


HOSTILE = (
    "{{7*7}} {% x <img src=x onerror=\"document.title='gehackt'\"> `tik` ${1+1} "
    "<script>document.title='gehackt'</script> **vet** :red[rood] $x$"
)


def test_hostile_words_run_nowhere_on_any_screen(
    page: Page, server: Server, enter: Enter, shoot: Shoot
) -> None:
    """A name, a note and a street that look like code are shown as text on every screen."""
    enter("joke")
    log_a_talk(page, server, HOSTILE)
    add_somebody_new(page, HOSTILE)
    choose(page, "Weet ik niet")
    press(page, "Bewaren")
    page.wait_for_selector(".wd-text")
    settle(page)
    expect(page.locator(".wd-text")).to_contain_text("{{7*7}} {% x <img src=x")
    shoot("vreemde-tekens", dark_too=False)
    screens = ("", "gesprekken", "mensen", "kaart", "themas", "overdracht", "onderzoek")
    for screen in (page.url.removeprefix(server.url + "/"), "hulpvraag", *screens):
        page.goto(f"{server.url}/{screen}")
        page.wait_for_selector(".st-key-wd-bar")
        settle(page)
        assert page.title() != "gehackt", screen
        assert page.locator("img[src=x]").count() == 0, screen
        body = page.inner_text("body")
        assert "{49" not in body and " 49 " not in body, screen


def test_what_was_typed_survives_a_reload_and_a_lost_connection(
    page: Page, server: Server, enter: Enter
) -> None:
    """Words typed just before the page goes away are there when it comes back."""
    enter("sara")
    log_a_talk(page, server, "Eerst dit.")
    page.context.set_offline(True)
    page.locator("textarea.wd-draft").press("End")
    page.locator("textarea.wd-draft").type(" En dit zonder verbinding.")
    expect(page.locator(".wd-draft-state")).to_contain_text("bewaard op dit toestel")
    page.context.set_offline(False)
    page.reload()
    page.wait_for_selector("textarea.wd-draft")
    expect(page.locator("textarea.wd-draft")).to_have_value("Eerst dit. En dit zonder verbinding.")
    expect(page.locator(".wd-draft-state")).to_contain_text("concept opgeslagen in het onderzoek")
