"""The start screens over a real shelf with a real, encrypted study."""

from datetime import date

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from fieldwork.actions.shelf import Shelf
from fieldwork.store.study import KEYS
from fieldwork.ui import paper
from fieldwork.ui.beginning import Beginning
from fieldwork.ui.doors import Doors
from fieldwork.ui.gate import Gate, OpenTabs
from fieldwork.ui.index import read_index
from fieldwork.ui.preparation import Preparation
from fieldwork.ui.throttle import MOST_PER_NAME, Throttle

BASE = "http://127.0.0.1"
ORIGIN = {"origin": BASE}
PASSWORD = "een lang wachtwoord"
PASSPHRASE = "vier natte zwanen zingen"
AREA = (
    '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"naam": "Dal"},'
    '"geometry": {"type": "Polygon", "coordinates": [[[4.9, 52.4], [4.91, 52.4], [4.91, 52.41],'
    "[4.9, 52.41], [4.9, 52.4]]]}}]}"
)


def house_over(shelf: Shelf) -> Doors:
    return Doors(shelf, OpenTabs(), Preparation(shelf, slow=()), Throttle())


def client_of(doors: Doors, host: str = "127.0.0.1", base: str = BASE) -> TestClient:
    gate = Middleware(
        Gate,  # type: ignore[arg-type]
        sessions=doors.shelf,
        index=read_index(paper.ASSETS),
        screens=frozenset(),
        tabs=doors.tabs,
        not_found=paper.not_found,
    )
    app = Starlette(routes=[*doors.routes(), *Beginning(doors).routes()], middleware=[gate])
    return TestClient(app, base_url=base, client=(host, 4000), follow_redirects=False)


def filled(**changes: str) -> dict[str, str]:
    form = {
        "naam": "Het Dal",
        "gemeente": "Dalen aan Zee",
        "start": "2026-03-02",
        "persoon": "Joke van Dam",
        "login": "joke",
        "wachtwoord": PASSWORD,
        "wachtzin": PASSPHRASE,
        "nogmaals": PASSPHRASE,
    }
    return form | changes


def begin(client: TestClient, area: str = AREA, **changes: str):
    files = {"gebied": ("dal.geojson", area, "application/geo+json")}
    return client.post("/nieuw", data=filled(**changes), files=files, headers=ORIGIN)


@pytest.fixture
def doors(shelf: Shelf) -> Doors:
    """Return the start screens over the study "Het Dal", open."""
    return house_over(shelf)


def sign_in(client: TestClient, login: str = "sara", password: str = PASSWORD, **more: str):
    form = {"login": login, "wachtwoord": password, **more}
    return client.post("/inloggen/het-dal", data=form, headers=ORIGIN)


def test_the_start_offers_the_example_a_new_study_and_the_studies_on_this_computer(doors) -> None:
    page = client_of(doors).get("/start").text
    for words in ("Rondkijken in het voorbeeld", "Zelf een onderzoek beginnen", "Het Dal"):
        assert words in page
    assert "verzonnen" in page
    assert 'href="/inloggen/het-dal"' in page


def test_the_right_password_lets_in_with_a_cookie_that_no_script_can_read(doors) -> None:
    client = client_of(doors)
    answer = sign_in(client)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookies = answer.headers.get_list("set-cookie")
    assert all("HttpOnly" in cookie and "SameSite=strict" in cookie for cookie in cookies)
    assert client.get("/").status_code == 200


def test_a_wrong_password_is_told_in_place_and_the_name_stays_and_the_password_does_not(
    doors,
) -> None:
    answer = sign_in(client_of(doors), password="mis poes mis")
    assert answer.status_code == 401
    assert 'role="alert"' in answer.text
    assert 'value="sara"' in answer.text
    assert "mis poes mis" not in answer.text


def test_an_unknown_name_gets_the_same_answer_as_a_wrong_password(doors) -> None:
    client = client_of(doors)
    unknown = sign_in(client, login="niemand").text.replace("niemand", "sara")
    assert unknown == sign_in(client, password="mis poes mis").text


def test_after_five_misses_even_the_right_password_waits(doors) -> None:
    client = client_of(doors)
    for _ in range(MOST_PER_NAME):
        sign_in(client, password="mis poes mis")
    answer = sign_in(client)
    assert answer.status_code == 429
    assert "Wacht" in answer.text
    assert sign_in(client, login="omar").status_code == 303


def test_a_locked_study_asks_for_the_passphrase_and_takes_the_recovery_key_as_well(
    shelf, template
) -> None:
    client = client_of(house_over(Shelf(shelf.home)))
    assert 'name="sleutel"' in client.get("/inloggen/het-dal").text
    assert sign_in(client, sleutel="verkeerd verkeerd").status_code == 401
    assert 'name="sleutel"' in client.get("/inloggen/het-dal").text
    assert sign_in(client, sleutel=template.recovery).status_code == 303
    assert 'name="sleutel"' not in client.get("/inloggen/het-dal").text


def test_sign_out_is_by_post_and_ends_the_session_for_every_copy_of_the_cookie(doors) -> None:
    client, thief = client_of(doors), client_of(doors)
    sign_in(client)
    thief.cookies.update(client.cookies)
    assert "Uitloggen, Sara?" in client.get("/uitloggen").text
    assert thief.get("/").status_code == 200
    answer = client.post("/uitloggen", headers=ORIGIN)
    assert answer.headers["location"] == "/start"
    assert answer.headers["clear-site-data"] == '"storage"'
    assert thief.get("/").status_code == 401


def test_signing_in_again_ends_the_session_before_it(doors) -> None:
    client, other = client_of(doors), client_of(doors)
    sign_in(client)
    other.cookies.update(client.cookies)
    sign_in(client, login="omar")
    assert other.get("/").status_code == 401


def test_a_session_that_is_over_is_told_why_at_the_sign_in(doors) -> None:
    client = client_of(doors)
    sign_in(client)
    doors.shelf.sign_out(client.cookies["wijkduik"])
    answer = client.get("/", headers={"accept": "text/html"})
    assert answer.headers["location"] == "/inloggen/het-dal?reden=verlopen"
    assert "U bent uitgelogd" in client.get(answer.headers["location"]).text


def test_a_study_that_is_not_there_is_told_calmly(doors) -> None:
    answer = client_of(doors).get("/inloggen/het-bos")
    assert answer.status_code == 404
    assert "is er niet (meer)" in answer.text


def test_a_sign_in_form_that_is_too_large_is_not_read_to_the_end(doors) -> None:
    assert sign_in(client_of(doors), password="x" * 100_000).status_code == 413


def test_what_is_typed_is_shown_as_text_and_never_as_markup(doors) -> None:
    page = sign_in(client_of(doors), login='"><script>alert(1)</script>').text
    assert "<script" not in page


def test_a_new_study_shows_its_recovery_key_once_and_signs_its_coordinator_in(tmp_path) -> None:
    doors = house_over(Shelf(tmp_path))
    client = client_of(doors)
    answer = begin(client)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    key = answer.text.split("<code>")[1].split("</code>")[0]
    assert client.get("/").status_code == 200
    visit = doors.shelf.who(client.cookies["wijkduik"])
    assert visit is not None and visit.account.name == "Joke van Dam"
    assert doors.shelf.desk(visit.slug, visit.session).study.starts_on == date(2026, 3, 2)
    fresh = Shelf(tmp_path)
    fresh.unlock("het-dal", key)
    fresh.opened("het-dal").store.close()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"nogmaals": "vier natte zwanen"}, "niet dezelfde wachtzin"),
        ({"wachtwoord": "kort"}, "te kort"),
        ({"wachtzin": "kort", "nogmaals": "kort"}, "te kort"),
        ({"wachtzin": PASSWORD, "nogmaals": PASSWORD}, "iets anders dan uw wachtwoord"),
        ({"start": "morgen"}, "jaar-maand-dag"),
        ({"naam": "  "}, "Hoe heet het onderzoek?"),
    ],
)
def test_a_form_that_is_not_right_says_so_at_the_field_and_keeps_what_was_typed(
    tmp_path, changes: dict[str, str], sentence: str
) -> None:
    answer = begin(client_of(house_over(Shelf(tmp_path))), **changes)
    assert answer.status_code == 400
    assert sentence in answer.text
    assert 'value="Dalen aan Zee"' in answer.text
    assert PASSWORD not in answer.text
    assert list(tmp_path.iterdir()) == []


def test_an_area_file_that_cannot_be_read_leaves_nothing_behind(tmp_path) -> None:
    answer = begin(client_of(house_over(Shelf(tmp_path))), area="geen kaart")
    assert answer.status_code == 400
    assert "dal.geojson" in answer.text or 'id="gebied-problem"' in answer.text
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("host", "base", "headers"),
    [
        ("192.168.1.20", BASE, {}),
        ("127.0.0.1", BASE, {"x-forwarded-for": "127.0.0.1"}),
        ("127.0.0.1", BASE, {"forwarded": "for=127.0.0.1"}),
        ("127.0.0.1", "http://evil.test", {}),
    ],
)
def test_a_study_is_begun_on_the_computer_itself_only(
    tmp_path, host: str, base: str, headers: dict[str, str]
) -> None:
    client = client_of(house_over(Shelf(tmp_path)), host, base)
    assert client.get("/nieuw", headers=headers).status_code == 403
    sent = client.post("/nieuw", data=filled(), headers={"origin": base, **headers})
    assert sent.status_code == 403
    assert list(tmp_path.iterdir()) == []
    assert 'href="/nieuw"' not in client.get("/start", headers=headers).text


def test_a_broken_file_gets_a_calm_page_and_none_of_its_words(doors) -> None:
    (doors.shelf.home / "het-dal" / KEYS).write_text("Fatma heeft schulden")
    answer = client_of(doors).get("/start")
    assert answer.status_code in (400, 500)
    assert "<h1>" in answer.text
    assert "Fatma" not in answer.text
