"""The text that is never lost: 800 words, whatever happens to the window, the line or the server.

One server of its own, since it is killed with -9 here. Each test types, breaks something, and
reads back both what stands in the field and what the study holds.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from running import ARTEFACTS, ROOT, Server, open_window, start_server, stop_server, wait_for_run
from sqlalchemy import update

from fieldwork.actions.notes import NoteFilter
from fieldwork.actions.shelf import DEMO, DEMO_PASSPHRASE, Shelf
from fieldwork.domain.dates import today
from fieldwork.store.tables import SessionRow

pytestmark = pytest.mark.browser

STATE, FIELD = ".wd-draft-state", "textarea.wd-draft"
# While a page changes, the last one's field without a name is still there for a moment.
LABEL = "Wat hebt u gehoord?"
DEVICE, STUDY = "bewaard op dit toestel", "concept opgeslagen in het onderzoek"
WORDS = [f"woord{number}" for number in range(1, 801)]
TEXT = " ".join(WORDS)


class Running:
    """A server that can be killed and started again at the same address."""

    def __init__(self, server: Server, process: subprocess.Popen[bytes]) -> None:
        self.server, self.process = server, process

    def kill(self) -> None:
        """Kill it with -9, as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def start_again(self) -> None:
        """Start it on its old port and folder."""
        port = self.server.host.split(":")[1]
        log = self.server.log.open("ab")
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", port]
        env = {**os.environ, "WIJKDUIK_HOME": str(self.server.home)}
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT, env=env
        )
        log.close()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, example: Path) -> Iterator[Running]:
    """Return a server of this module's own."""
    server, process = start_server(tmp_path_factory.mktemp("draft"), example=example)
    running = Running(server, process)
    server.wait_for_example()
    yield running
    stop_server(running.process)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Return a fresh phone."""
    context = open_window(browser, "phone")
    yield context
    context.close()


def enter(context: BrowserContext, server: Server, who: str) -> Page:
    """Sign in and return a window, on the first screen."""
    page = context.new_page()
    page.goto(f"{server.url}/start")
    page.click(f"button[value={who}]")
    page.wait_for_selector(".st-key-wd-bar")
    return page


def begin(page: Page, server: Server, draft: str) -> None:
    """Open the draft ``draft``."""
    page.goto(f"{server.url}/nieuw_gesprek?concept={draft}")
    page.wait_for_selector(FIELD)
    page.wait_for_selector(".st-key-talk-keep button")
    wait_for_run(page)


def type_words(page: Page, words: str) -> None:
    """Type at the end of the field, key by key as far as the page can tell."""
    field = page.get_by_role("textbox", name=LABEL)
    field.focus()
    field.evaluate("(area) => area.setSelectionRange(area.value.length, area.value.length)")
    # insertText fires the input events of typing, without 4,000 round trips.
    for at in range(0, len(words), 400):
        page.keyboard.insert_text(words[at : at + 400])


def says(page: Page, words: str) -> None:
    """Wait until the line under the field says ``words``."""
    expect(page.locator(STATE)).to_contain_text(words)


def holds(page: Page, text: str) -> None:
    """Wait until the field holds exactly ``text``."""
    page.wait_for_selector(FIELD)
    expect(page.get_by_role("textbox", name=LABEL)).to_have_value(text)


def test_800_words_survive_a_cut_line_a_reload_and_a_closed_tab(
    context: BrowserContext, running: Running
) -> None:
    """Half the words online, half with the line cut in mid-sentence; then everything breaks."""
    server = running.server
    page = enter(context, server, "sara")
    begin(page, server, "alles")
    type_words(page, " ".join(WORDS[:400]))
    says(page, STUDY)
    says(page, DEVICE)
    context.set_offline(True)
    type_words(page, " " + " ".join(WORDS[400:600]))
    says(page, DEVICE)
    context.set_offline(False)
    page.reload()
    holds(page, " ".join(WORDS[:600]))
    says(page, STUDY)

    context.set_offline(True)
    type_words(page, " " + " ".join(WORDS[600:]))
    says(page, f"{DEVICE} · 800 woorden")
    page.close()
    context.set_offline(False)
    # The address is gone with the tab: another talk offers what this device still holds.
    page = context.new_page()
    begin(page, server, "een-ander")
    page.get_by_role("button", name="(800 woorden)").click()
    holds(page, TEXT)
    says(page, STUDY)
    assert TEXT in drafts_on_disk(running, "sara")


def test_a_tap_on_save_right_after_the_last_key_keeps_the_last_words(
    context: BrowserContext, running: Running
) -> None:
    """Leaving the field and the tap come within milliseconds; neither may swallow the other."""
    page = enter(context, running.server, "sara")
    begin(page, running.server, "meteen")
    choose(page, "Nee", within=".st-key-talk-need")
    type_words(page, "Het laatste woord was vlierbes.")
    page.locator(".st-key-talk-keep button").click()
    page.get_by_role("button", name="Tekst wijzigen").click()
    field = page.get_by_role("textbox", name="Tekst van het gesprek")
    field.wait_for()
    wait_for_run(page)
    field.press("Control+End")
    page.keyboard.type(" Nee: duindoorn.")
    page.get_by_role("button", name="Tekst bewaren").click()
    page.get_by_role("button", name="Versies (2)").wait_for()
    assert "Het laatste woord was vlierbes. Nee: duindoorn." in talks_on_disk(running)


def test_a_server_killed_during_the_save_keeps_the_talk_once(
    context: BrowserContext, running: Running
) -> None:
    """The save is there whole or not at all, and saving again does not make it two talks."""
    page = enter(context, running.server, "sara")
    begin(page, running.server, "tijdens")
    type_words(page, f"Tijdens het bewaren. {TEXT}")
    says(page, STUDY)
    choose(page, "Nee", within=".st-key-talk-need")
    page.locator(".st-key-talk-keep button").click()
    running.kill()
    running.start_again()
    running.server.wait_for_example()
    page.goto(f"{running.server.url}/nieuw_gesprek?concept=tijdens")
    again = page.locator(".st-key-draft-to-note button, .st-key-talk-keep button").first
    again.wait_for()
    wait_for_run(page)
    assert len(talks_on_disk(running)) + len(drafts_on_disk(running, "sara")) >= 1
    if not page.locator(".st-key-wd-card-draft-over").count():
        answer_need(page)
    again.click()
    page.wait_for_url("**/gesprek?**")
    page.wait_for_selector(".wd-text")
    assert talks_on_disk(running).count(f"Tijdens het bewaren. {TEXT}") == 1
    expect(page.locator(".wd-text")).to_contain_text("woord800")
    page.wait_for_function("() => !Object.keys(localStorage).some((k) => k.includes(':tijdens:'))")


def test_an_expired_session_loses_nothing_and_shows_nothing_to_the_next(
    context: BrowserContext, running: Running
) -> None:
    """Words typed while signed out come back to their writer; a colleague on the phone has none."""
    server = running.server
    page = enter(context, server, "sara")
    begin(page, server, "verlopen")
    type_words(page, "Alleen van Sara.")
    says(page, STUDY)
    end_sessions(running)
    type_words(page, f" {TEXT}")
    page.wait_for_url("**/start?reden=verlopen")
    assert "woord1" not in page.evaluate("() => JSON.stringify(localStorage)")

    page.click("button[value=joke]")
    page.wait_for_selector(".st-key-wd-bar")
    begin(page, server, "verlopen")
    holds(page, "")
    assert "woord1" not in page.content()
    assert page.get_by_role("button", name="Verder met uw concept").count() == 0
    assert drafts_on_disk(running, "joke") == []

    page.goto(f"{server.url}/start")
    page.click("button[value=sara]")
    page.wait_for_selector(".st-key-wd-bar")
    begin(page, server, "verlopen")
    holds(page, f"Alleen van Sara. {TEXT}")
    says(page, STUDY)


def test_two_windows_with_one_draft_lose_nothing(context: BrowserContext, running: Running) -> None:
    """The later window says so; what both typed is offered, the newest first, and put together."""
    server = running.server
    first = enter(context, server, "sara")
    begin(first, server, "samen")
    type_words(first, "Samen begonnen.")
    says(first, STUDY)
    second = context.new_page()
    begin(second, server, "samen")
    holds(second, "Samen begonnen.")
    expect(second.locator(".wd-draft-elsewhere")).to_be_visible()
    expect(first.locator(".wd-draft-elsewhere")).to_be_hidden()
    type_words(first, " In het eerste.")
    says(first, STUDY)
    type_words(second, " In het tweede.")
    expect(second.locator(".st-key-wd-card-draft-versions")).to_contain_text("de nieuwste")
    second.screenshot(path=ARTEFACTS / "concept-twee-vensters-phone.png", full_page=True)
    second.get_by_role("button", name="Alles onder elkaar").click()
    both = "Samen begonnen. In het eerste.\n\nSamen begonnen. In het tweede."
    holds(second, both)
    says(second, STUDY)
    # The first window follows at its next breath: it has nothing of its own to lose.
    first.close()
    expect(second.locator(".wd-draft-elsewhere")).to_be_hidden()
    assert both in drafts_on_disk(running, "sara")


FORBIDDEN = """
Object.defineProperty(globalThis, "localStorage", {
  get() { throw new DOMException("The operation is insecure.", "SecurityError"); },
});
"""
FULL = """() => { for (let size = 1 << 22; size; size >>= 1) {
  try { localStorage.setItem(`vol${size}`, "x".repeat(size)); } catch { /* the next half */ }
} }"""


@pytest.mark.parametrize("how", ["forbidden", "full"])
def test_a_device_that_keeps_nothing_says_so_and_the_study_keeps_it(
    context: BrowserContext, running: Running, how: str
) -> None:
    """Without storage the study's copy goes on, and the screen says what that means."""
    if how == "forbidden":
        context.add_init_script(FORBIDDEN)
    page = enter(context, running.server, "sara")
    if how == "full":
        page.evaluate(FULL)
    begin(page, running.server, f"zonder-{how}")
    type_words(page, f"Zonder toestel, {how}. {TEXT}")
    says(page, "dit toestel kan niets bewaren")
    says(page, STUDY)
    assert DEVICE not in page.locator(STATE).inner_text()
    page.reload()
    holds(page, f"Zonder toestel, {how}. {TEXT}")


def test_answers_come_back_and_throwing_away_clears_both(
    context: BrowserContext, running: Running
) -> None:
    """With whom, where and whether help is needed survive a reload; then all of it is gone."""
    page = enter(context, running.server, "sara")
    begin(page, running.server, "antwoorden")
    page.get_by_role("combobox", name="Met wie?").click()
    page.keyboard.type("Roza Test")
    page.get_by_role("option", name="Roza Test").click()
    wait_for_run(page)
    page.keyboard.press("Escape")
    choose(page, "Ja, deze week", within=".st-key-talk-need")
    choose(page, "Nog niet gevraagd", within=".st-key-talk-consent")
    choose(page, "Geen plek", within=".st-key-talk-where")
    type_words(page, "Met antwoorden.")
    says(page, STUDY)
    page.reload()
    holds(page, "Met antwoorden.")
    expect(page.locator(".st-key-talk-who")).to_contain_text("Roza Test")
    for words in ("Ja, deze week", "Nog niet gevraagd", "Geen plek"):
        expect(page.get_by_role("radio", name=words)).to_be_checked()
    assert "Roza" not in page.url
    page.get_by_role("button", name="Weggooien").click()
    page.get_by_role("button", name="Ja, gooi weg").click()
    holds(page, "")
    expect(page.locator(".st-key-talk-who")).not_to_contain_text("Roza Test")
    page.wait_for_function(
        "() => !Object.keys(localStorage).some((k) => k.includes(':antwoorden'))"
    )
    assert "Met antwoorden." not in drafts_on_disk(running, "sara")


def choose(page: Page, words: str, within: str) -> None:
    """Choose a chip and wait until the server drew it as chosen."""
    chip = page.locator(within).get_by_text(words, exact=True)
    chip.click()
    expect(page.locator(within).get_by_role("radio", name=words)).to_be_checked()
    wait_for_run(page)


def answer_need(page: Page) -> None:
    """Answer "is er nu hulp nodig?" where that answer, the last tap before a crash, was not heard.

    The screen asks it again then; words are what must never be lost.
    """
    need = page.locator(".st-key-talk-need")
    need.get_by_role("radio", name="Nee").wait_for()
    if not need.get_by_role("radio", checked=True).count():
        choose(page, "Nee", within=".st-key-talk-need")


def end_sessions(running: Running) -> None:
    """Let every sign-in run out, as two hours of silence would."""
    with opened(running) as shelf, shelf.opened(DEMO).store.work() as session:
        session.execute(update(SessionRow).values(ended=True))


def talks_on_disk(running: Running) -> list[str]:
    """Return the texts of Sara's talks in the study's file."""
    with opened(running) as shelf:
        found = shelf.desk_of(DEMO, "sara").notes.find(NoteFilter(since=today(), limit=500))
        return [page.note.text for page in found]


def drafts_on_disk(running: Running, who: str) -> list[str]:
    """Return the drafts in the study's file, as the desk of ``who`` sees them."""
    with opened(running) as shelf:
        return [draft.text for draft in shelf.desk_of(DEMO, who).drafts.unfinished()]


@contextmanager
def opened(running: Running) -> Iterator[Shelf]:
    """Open the study's file beside the server."""
    shelf = Shelf(running.server.home)
    shelf.unlock(DEMO, DEMO_PASSPHRASE)
    try:
        yield shelf
    finally:
        shelf.opened(DEMO).store.close()
