"""The front door, in a real browser and over raw websockets: who gets in, and who does not."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, build_opener, urlopen

import pytest
from playwright.sync_api import Browser, Page, expect
from running import ROOT, Heard, Server, open_window, start_server, stop_server, wait_for_run
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

pytestmark = pytest.mark.browser
# What does not depend on how wide a window is, is tried in one.
ONE_SIZE = pytest.mark.parametrize("size", ["phone"], indirect=True)
SCREENS = sorted(path.stem for path in (ROOT / "pages").glob("[!_]*.py"))
AREA = ROOT / "tests" / "data" / "two_buurten.geojson"
PASSWORD = "een lang wachtwoord"
PASSPHRASE = "vier natte zwanen zingen"
PROBE = """
import streamlit as st
from fieldwork.domain.access import Right
from fieldwork.domain.refusals import EmptyNote
from fieldwork.ui.screens import asked, go
from fieldwork.ui.widgets import heading

TITLE, ICON, ORDER = "{title}", ":material/science:", {order}
NEEDS = Right.{needs}


def break_down():
    raise ValueError("Fatma heeft schulden")


@st.fragment
def part():
    if st.button("Deel stuk"):
        break_down()


def render(desk):
    heading("Dit is {title}")
    st.write(f"Gekregen: {{asked('note')}}")
    if st.button("Stuk"):
        break_down()
    if st.button("Weigeren"):
        raise EmptyNote
    st.button("Terugroep stuk", on_click=break_down)
    part()
    if st.button("Verder"):
        go("proef_twee", note="abc123")
    st.download_button("Ophalen", f"geheim van {{desk.account.login}}", "geheim.txt")
    taken = st.file_uploader("Bestand", type=["csv"])
    st.write(taken.read().decode() if taken else "niets")
    st.text_area("Tekst", key="tekst")
"""


@pytest.fixture(scope="module")
def cold(tmp_path_factory: pytest.TempPathFactory, example: Path) -> Iterator[Server]:
    """A server that nobody has signed in to since it started."""
    server, process = start_server(tmp_path_factory.mktemp("cold"), example=example)
    yield server
    stop_server(process)


@pytest.fixture(scope="module")
def probe(tmp_path_factory: pytest.TempPathFactory, example: Path) -> Iterator[Server]:
    """The application with three screens that go wrong on purpose."""
    project = tmp_path_factory.mktemp("project")
    for name in ("fieldwork", "data"):
        (project / name).symlink_to(ROOT / name)
    for name in ("app.py", ".streamlit"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, project / name)
    (project / "pages").mkdir()
    for order, (name, needs) in enumerate(
        {"proef": "READ_NOTES", "proef_twee": "READ_NOTES", "beheer": "MANAGE_STUDY"}.items()
    ):
        text = PROBE.format(title=name, order=order, needs=needs)
        (project / "pages" / f"{name}.py").write_text(text)
    server, process = start_server(tmp_path_factory.mktemp("probe"), project, example)
    server.wait_for_example()
    yield server
    stop_server(process)


def go_in(page: Page, server: Server, who: str) -> None:
    page.goto(f"{server.url}/start")
    page.click(f"button[value={who}]")
    page.wait_for_selector(".st-key-wd-bar")
    wait_for_run(page)


def cookie_of(page: Page) -> str:
    return next(c["value"] for c in page.context.cookies() if c["name"] == "wijkduik")


def rerun() -> bytes:
    message = BackMsg()
    message.rerun_script.query_string = ""
    return message.SerializeToString()


# Signed out ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["", *SCREENS, "pages/vandaag.py", "fieldwork/ui/main"])
def test_no_address_on_a_cold_server_shows_anything_to_who_is_not_signed_in(
    browser: Browser, cold: Server, address: str
) -> None:
    context = open_window(browser, "desk")
    page = context.new_page()
    sockets: list[str] = []
    page.on("websocket", lambda websocket: sockets.append(websocket.url))
    page.goto(f"{cold.url}/{address}")
    assert page.url == f"{cold.url}/start"
    assert page.locator(".stApp").count() == 0
    assert sockets == []
    context.close()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Cookie": "wijkduik=voorbeeld.geraden"},
        {"X-Wijkduik-Study": "voorbeeld", "X-Wijkduik-Session": "0" * 64},
    ],
)
@pytest.mark.parametrize("origin", [None, "own", "http://evil.test"])
def test_a_raw_websocket_of_who_is_not_signed_in_is_refused(
    cold: Server, headers: dict[str, str], origin: str | None
) -> None:
    origin = cold.url if origin == "own" else origin
    with (
        pytest.raises(InvalidStatus) as refused,
        connect(
            f"ws://{cold.host}/_stcore/stream",
            subprotocols=["streamlit"],
            origin=origin,
            additional_headers=headers,
        ),
    ):
        pass
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize(
    "path",
    ["/", "/vandaag", "/_stcore/host-config", "/_stcore/metrics", "/_stcore/agent/openapi.json"],
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE"])
def test_a_plain_request_of_who_is_not_signed_in_is_refused(
    cold: Server, path: str, method: str
) -> None:
    headers = {"Origin": cold.url}
    with pytest.raises(HTTPError) as refused:
        urlopen(Request(f"{cold.url}{path}", method=method, headers=headers))
    assert refused.value.code == 401


def test_a_guest_whose_session_is_over_is_sent_to_the_start_and_told_why(server: Server) -> None:
    server.wait_for_example()
    cookies = "wijkduik=voorbeeld.oud; wijkduik-onderzoek=voorbeeld"
    ask = Request(f"{server.url}/mensen", headers={"Cookie": cookies, "Accept": "text/html"})
    with urlopen(ask) as answer:
        assert answer.url == f"{server.url}/start?reden=verlopen"
        assert "U bent uitgelogd" in answer.read().decode()


def test_the_start_works_without_any_script(browser: Browser, server: Server) -> None:
    server.wait_for_example()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.url}/start")
    page.click("button[value=sara]")
    assert page.url == f"{server.url}/"
    page.goto(f"{server.url}/uitloggen")
    page.click("text=Uitloggen >> nth=-1")
    assert page.url == f"{server.url}/start"
    context.close()


def test_the_start_screens_look_right_and_everything_can_be_hit_with_a_thumb(
    page: Page, server: Server, shoot: Callable[..., None]
) -> None:
    for name, address in {"begin": "/start", "nieuw": "/nieuw"}.items():
        page.goto(f"{server.url}{address}")
        shoot(name)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        for target in page.locator("main :is(a, button, input)").all():
            box = target.bounding_box()
            kind = target.get_attribute("type")
            assert box and (box["height"] >= 44 or kind == "checkbox"), target


def test_who_asks_for_the_example_too_soon_sees_how_far_it_is(
    browser: Browser, tmp_path: Path
) -> None:
    server, process = start_server(tmp_path)
    context = open_window(browser, "phone")
    page = context.new_page()
    page.goto(f"{server.url}/start")
    page.click("button[value=willem]")
    expect(page.locator("progress")).to_be_visible()
    page.screenshot(path=ROOT / "artefacts" / "voorbeeld-maken-phone.png")
    page.get_by_role("button", name="Verder als Willem").click(timeout=240_000)
    page.wait_for_selector(".st-key-wd-bar")
    context.close()
    stop_server(process)


# In the example -----------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["sara", "joke", "willem"])
def test_a_guest_sees_the_study_the_week_and_that_everybody_is_invented(
    enter: Callable[[str], Page], shoot: Callable[..., None], who: str
) -> None:
    page = enter(who)
    bar = page.locator(".st-key-wd-bar")
    expect(bar).to_contain_text("De Waterkant")
    expect(bar).to_contain_text(re.compile(r"week \d+ van 16"))
    expect(page.locator(".wd-example")).to_have_text("Voorbeeld: iedereen hierin is verzonnen.")
    assert page.evaluate("document.documentElement.lang") == "nl"
    assert page.title().endswith("· Wijkduik")
    shoot(f"kader-{who}")


@ONE_SIZE
def test_a_sign_out_in_one_tab_empties_the_other(
    enter: Callable[[str], Page], server: Server, heard: Heard
) -> None:
    page = enter("sara")
    other = page.context.new_page()
    other.goto(f"{server.url}/")
    other.wait_for_selector(".st-key-wd-bar")
    page.locator(".st-key-wd-person button").first.click()
    page.get_by_role("link", name="Uitloggen").click()
    page.get_by_role("button", name="Uitloggen").click()
    expect(page).to_have_url(f"{server.url}/start")
    expect(other).to_have_url(f"{server.url}/start")
    # The tab that was cut off tells its console so.
    heard.complaints.clear()


@ONE_SIZE
def test_a_stolen_cookie_is_worth_nothing_after_the_sign_out(
    enter: Callable[[str], Page], server: Server
) -> None:
    page = enter("sara")
    cookie = cookie_of(page)
    ask = Request(f"{server.url}/_stcore/host-config", headers={"Cookie": f"wijkduik={cookie}"})
    assert urlopen(ask).status == 200
    page.goto(f"{server.url}/uitloggen")
    page.get_by_role("button", name="Uitloggen").click()
    expect(page).to_have_url(f"{server.url}/start")
    with pytest.raises(HTTPError) as refused:
        build_opener().open(ask)
    assert refused.value.code == 401


@ONE_SIZE
def test_a_signed_in_websocket_gets_the_screen_and_a_foreign_page_with_its_cookie_does_not(
    enter: Callable[[str], Page], server: Server
) -> None:
    address, cookie = f"ws://{server.host}/_stcore/stream", cookie_of(enter("joke"))
    headers = {"Cookie": f"wijkduik={cookie}"}
    with connect(
        address,
        subprotocols=["streamlit"],
        origin=server.url,
        additional_headers=headers,
        max_size=None,
    ) as websocket:
        websocket.send(rerun())
        seen = b""
        while ForwardMsg.FromString(message := websocket.recv(30)).WhichOneof("type") != (
            "script_finished"
        ):
            seen += message
        assert b"De Waterkant" in seen
    with (
        pytest.raises(InvalidStatus),
        connect(address, origin="http://evil.test", additional_headers=headers),
    ):
        pass


@ONE_SIZE
def test_nothing_outside_this_computer_is_called_by_the_server(
    enter: Callable[[str], Page], server: Server
) -> None:
    enter("joke")
    heard = server.calls.read_text().splitlines()
    assert any(line.startswith("socket.bind") for line in heard), "the listener heard nothing"
    calls = [line for line in heard if not line.startswith("socket.bind")]
    own = re.compile(r"socket\.\w+ \(.*('127\.0\.0\.1'|'localhost'|'::1'|None,)")
    assert [call for call in calls if not own.match(call)] == []


# When something goes wrong ------------------------------------------------------------------------


@pytest.fixture
def trial(browser: Browser, probe: Server, size: str, heard: Heard) -> Iterator[Page]:
    """A window in the example study of the server with the trial screens, as Sara."""
    context = open_window(browser, size)
    page = context.new_page()
    heard.listen(page, probe)
    go_in(page, probe, "sara")
    yield page
    context.close()
    assert heard.outside == []
    assert heard.complaints == []


@ONE_SIZE
@pytest.mark.parametrize("button", ["Stuk", "Terugroep stuk", "Deel stuk"])
def test_a_breakdown_shows_an_id_that_the_log_has_too_and_no_word_of_the_work(
    trial: Page, probe: Server, button: str
) -> None:
    trial.get_by_role("button", name=button, exact=True).click()
    alert = trial.get_by_test_id("stAlert")
    expect(alert).to_contain_text("Er ging iets mis")
    number = re.search(r"\d{4}-\d{4}", alert.inner_text())
    assert number
    log = probe.log.read_text()
    assert f"{number.group()} ValueError" in log
    assert "Fatma" not in log
    assert "Fatma" not in trial.content()


def test_a_refusal_says_where_what_and_what_now(trial: Page) -> None:
    trial.get_by_role("button", name="Weigeren").click()
    alert = trial.get_by_test_id("stAlert")
    expect(alert).to_contain_text("Gesprek. Er staat nog niets in het tekstvak.")
    expect(alert).to_contain_text("Schrijf op wat u hoorde.")


@ONE_SIZE
def test_a_screen_without_the_right_is_not_in_the_menu_and_says_so_at_its_address(
    trial: Page, probe: Server
) -> None:
    assert trial.get_by_role("link", name="beheer").count() == 0
    trial.goto(f"{probe.url}/beheer")
    expect(trial.get_by_test_id("stAlert")).to_contain_text("Met uw rol kunt u het onderzoek")
    expect(trial.locator(".wd-heading")).to_have_count(0)


@ONE_SIZE
def test_an_identity_handed_on_survives_a_reload(trial: Page, probe: Server) -> None:
    trial.get_by_role("button", name="Verder").click()
    expect(trial.get_by_text("Gekregen: abc123")).to_be_visible()
    assert trial.url == f"{probe.url}/proef_twee?note=abc123"
    trial.reload()
    expect(trial.get_by_text("Gekregen: abc123")).to_be_visible()
    expect(trial.locator(".wd-heading")).to_have_text("Dit is proef_twee")


@ONE_SIZE
def test_a_download_reaches_its_own_sign_in_and_no_other(
    trial: Page, browser: Browser, probe: Server
) -> None:
    addresses: list[str] = []
    trial.on("request", lambda r: "/media/" in r.url and addresses.append(r.url))
    with trial.expect_download() as download:
        trial.get_by_role("button", name="Ophalen").click()
    assert Path(download.value.path()).read_text() == "geheim van sara"
    address = addresses[0] if addresses else download.value.url
    assert trial.request.get(address).status == 200
    context = open_window(browser, "desk")
    joke = context.new_page()
    go_in(joke, probe, "joke")
    assert joke.request.get(address).status == 404
    context.close()


@ONE_SIZE
def test_a_file_goes_up_and_nobody_else_can_put_one_in_its_place(
    trial: Page, browser: Browser, probe: Server
) -> None:
    addresses: list[str] = []
    trial.on("request", lambda r: "/upload_file/" in r.url and addresses.append(r.url))
    trial.locator("input[type=file]").set_input_files(
        {"name": "a.csv", "mimeType": "text/csv", "buffer": b"van sara"}
    )
    expect(trial.get_by_text("van sara")).to_be_visible()
    context = open_window(browser, "desk")
    joke = context.new_page()
    go_in(joke, probe, "joke")
    answer = joke.request.delete(addresses[0], headers={"Origin": probe.url})
    assert answer.status == 404
    context.close()


@ONE_SIZE
def test_streamlits_own_words_are_dutch_and_somebodys_own_are_left_alone(trial: Page) -> None:
    shown = trial.locator("[data-testid=stFileUploader]").inner_text()
    assert "Kies bestand" in shown
    for english in ("Drag", "Limit", "Browse", "per file", "Upload\n"):
        assert english not in shown
    box = trial.get_by_label("Tekst")
    box.fill("Stop. Open. Search")
    assert box.input_value() == "Stop. Open. Search"


# A study of one's own -----------------------------------------------------------------------------


def test_somebody_begins_a_study_keeps_the_key_and_comes_back_in(
    page: Page, server: Server, size: str, shoot: Callable[..., None]
) -> None:
    name = f"Het Dal {size}"
    page.goto(f"{server.url}/start")
    page.get_by_role("link", name="Onderzoek beginnen").click()
    for label, value in {
        "Naam van het onderzoek": name,
        "Gemeente": "Dalen aan Zee",
        "Uw naam": "Joke van Dam",
        "Naam om in te loggen": "joke",
        "Wachtwoord": PASSWORD,
        "Wachtzin": PASSPHRASE,
        "Nog een keer": "vier natte zwanen",
    }.items():
        page.get_by_label(label, exact=True).fill(value)
    page.locator("input[type=file]").set_input_files(AREA)
    page.get_by_role("button", name="Onderzoek beginnen").click()
    expect(page.locator("#nogmaals-problem")).to_contain_text("niet dezelfde wachtzin")
    shoot("nieuw-fout")
    assert page.get_by_label("Gemeente").input_value() == "Dalen aan Zee"
    assert page.get_by_label("Wachtwoord").input_value() == ""
    for label, value in {
        "Wachtwoord": PASSWORD,
        "Wachtzin": PASSPHRASE,
        "Nog een keer": PASSPHRASE,
    }.items():
        page.get_by_label(label, exact=True).fill(value)
    page.locator("input[type=file]").set_input_files(AREA)
    page.get_by_role("button", name="Onderzoek beginnen").click()
    expect(page.locator(".key code")).to_be_visible()
    shoot("herstelsleutel")
    page.get_by_label("Ik heb de herstelsleutel bewaard").check()
    page.get_by_role("button", name="Naar het onderzoek").click()
    expect(page.locator(".wd-title")).to_contain_text(name)
    assert page.locator(".wd-example").count() == 0
    page.goto(f"{server.url}/uitloggen")
    page.get_by_role("button", name="Uitloggen").click()
    page.get_by_role("link", name=name).click()
    page.get_by_label("Naam om in te loggen").fill("joke")
    page.get_by_label("Wachtwoord").fill("mis poes mis")
    page.get_by_role("button", name="Inloggen").click()
    expect(page.get_by_role("alert")).to_contain_text("Inloggen lukte niet")
    shoot("inloggen-fout")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen").click()
    expect(page.locator(".wd-title")).to_contain_text(name)
