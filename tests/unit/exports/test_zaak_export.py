"""Zaken: what the standard asks, in a file and at a small server that checks it."""

import base64
import hashlib
import hmac
import json
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from fieldwork.domain.exchange import BadExchange, Exchange, ZaakSettings, is_address, is_rsin
from fieldwork.domain.handover import HandoverDocument
from fieldwork.domain.refusals import WrongSecret
from fieldwork.exports import zaak
from fieldwork.exports._sealing import unseal
from fieldwork.exports._zaak_posting import PostingFailed, post

PASSWORD = "fiets dijk lepel wolk"
SECRET = "een geheim van de gemeente"
# The standard's rules, by resource: required fields, and the longest text.
REQUIRED = {
    "zaken": {"bronorganisatie", "zaaktype", "verantwoordelijkeOrganisatie", "startdatum"},
    "rollen": {"zaak", "betrokkeneType", "roltype", "roltoelichting"},
    "statussen": {"zaak", "statustype", "datumStatusGezet"},
}
LONGEST = {
    "identificatie": 40,
    "omschrijving": 80,
    "toelichting": 1000,
    "roltoelichting": 1000,
    "statustoelichting": 1000,
    "geslachtsnaam": 200,
    "anpIdentificatie": 17,
    "geboortedatum": 18,
    "naam": 200,
    "telefoonnummer": 20,
}
KNOWN = {
    "zaken": {
        *REQUIRED["zaken"],
        "identificatie",
        "omschrijving",
        "toelichting",
        "registratiedatum",
        "einddatumGepland",
        "uiterlijkeEinddatumAfdoening",
        "vertrouwelijkheidaanduiding",
        "betalingsindicatie",
        "archiefstatus",
    },
    "rollen": {
        *REQUIRED["rollen"],
        "betrokkeneIdentificatie",
        "indicatieMachtiging",
        "contactpersoonRol",
    },
    "statussen": {*REQUIRED["statussen"], "statustoelichting"},
}


@dataclass
class ZaakServer:
    """A Zaken API as small as can be, that refuses what the standard refuses."""

    root: str = ""
    kept: dict[str, list[dict[str, Any]]] = field(
        default_factory=lambda: {"zaken": [], "rollen": [], "statussen": []}
    )
    asked: list[str] = field(default_factory=list)
    fails_at: int = 10_000

    def faults(self, kind: str, body: dict[str, Any]) -> list[str]:
        """Return what the standard has against a body."""
        found = [f"required {name}" for name in REQUIRED[kind] - body.keys()]
        found += [f"unknown {name}" for name in body.keys() - KNOWN[kind]]
        flat = dict(body)
        for name in ("betrokkeneIdentificatie", "contactpersoonRol"):
            flat |= body.get(name, {})
        found += [
            f"long {name}" for name, most in LONGEST.items() if len(flat.get(name, "")) > most
        ]
        if "inpBsn" in flat:
            found.append("a BSN")
        if kind == "zaken":
            for name in ("bronorganisatie", "verantwoordelijkeOrganisatie"):
                if not is_rsin(body.get(name, "")):
                    found.append(f"rsin {name}")
            date.fromisoformat(body["startdatum"])
            if body.get("vertrouwelijkheidaanduiding") != "vertrouwelijk":
                found.append("vertrouwelijkheidaanduiding")
            if any(one["identificatie"] == body.get("identificatie") for one in self.kept[kind]):
                found.append("identificatie-niet-uniek")
        elif not any(one["url"] == body.get("zaak") for one in self.kept["zaken"]):
            found.append("zaak bestaat niet")
        if kind == "statussen" and datetime.fromisoformat(body["datumStatusGezet"]).tzinfo is None:
            found.append("datumStatusGezet without a zone")
        return found


def handler_for(server: ZaakServer) -> type[BaseHTTPRequestHandler]:  # noqa: C901
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            kind, asked = parts.path.rsplit("/", 1)[1], dict(parse_qsl(parts.query))
            if self.let_in():
                found = [
                    one
                    for one in server.kept[kind]
                    if all(one.get(name) == value for name, value in asked.items())
                ]
                self.answer(200, {"count": len(found), "results": found})

        def do_POST(self) -> None:
            kind = self.path.rsplit("/", 1)[1]
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if not self.let_in():
                return
            faults = server.faults(kind, body)
            if self.headers.get("Content-Crs") != "EPSG:4326":
                faults.append("Content-Crs")
            if faults:
                self.answer(400, {"invalidParams": faults})
                server.asked.append(f"faults {faults}")
                return
            made = {**body, "url": f"{server.root}{kind}/{len(server.kept[kind]) + 1}"}
            server.kept[kind].append(made)
            self.answer(201, made)

        def let_in(self) -> bool:
            server.asked.append(f"{self.command} {self.path}")
            head, claims, signed = self.headers["Authorization"].removeprefix("Bearer ").split(".")
            right = hmac.new(SECRET.encode(), f"{head}.{claims}".encode(), hashlib.sha256).digest()
            told = json.loads(base64.urlsafe_b64decode(claims + "=="))
            good = base64.urlsafe_b64decode(signed + "==") == right and {
                "iss",
                "iat",
                "client_id",
                "user_id",
                "user_representation",
            } <= set(told)
            if len(server.asked) >= server.fails_at:
                self.answer(503, {})
            elif not good or self.headers.get("Accept-Crs") != "EPSG:4326":
                self.answer(403, {})
            else:
                return True
            return False

        def answer(self, code: int, body: object) -> None:
            content = json.dumps(body).encode()
            self.send_response(code)
            if code == 302:
                self.send_header("Location", "https://elders.test/")
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    return Handler


@pytest.fixture
def server() -> Iterator[ZaakServer]:
    made = ZaakServer()
    http = ThreadingHTTPServer(("127.0.0.1", 0), handler_for(made))
    made.root = f"http://127.0.0.1:{http.server_port}/zaken/api/v1/"
    running = threading.Thread(target=http.serve_forever, daemon=True)
    running.start()
    yield made
    http.shutdown()
    http.server_close()


def aimed(document: HandoverDocument, server: ZaakServer, **changes: Any) -> HandoverDocument:
    settings = replace(
        document.exchange.zaak,
        address=server.root,
        client_id="wijkduik",
        secret=SECRET,
        is_on=True,
        **changes,
    )
    return replace(document, exchange=Exchange(settings))


def test_an_rsin_passes_the_eleven_test():
    assert is_rsin("002220647")
    for bad in (
        "002220648",
        "000000000",
        "12345678",
        "1234567890",
        "００２２２０６４７",
        "abcdefghi",
        "",
    ):
        assert not is_rsin(bad)


def test_only_whole_addresses_over_https_are_taken():
    assert is_address("https://zaken.gemeente.test/api/v1/")
    for bad in (
        "http://zaken.gemeente.test/",
        "ftp://x.test",
        "https://",
        "https://a@b.test/",
        "x",
    ):
        assert not is_address(bad)
    with pytest.raises(BadExchange):
        ZaakSettings(rsin="123456789").must_hold()
    with pytest.raises(BadExchange):
        ZaakSettings(rsin="002220647", zaaktype="niet/volledig").must_hold()
    with pytest.raises(BadExchange):
        ZaakSettings(is_on=True).must_hold()


def test_the_file_opens_with_its_password_and_tells_its_list_without(document: HandoverDocument):
    content = zaak.write(document, PASSWORD)
    told = json.loads(base64.urlsafe_b64decode(json.loads(content)["protected"] + "=="))
    assert told["lijst"]["nummer"] == "2026-014"
    assert told["lijst"]["controle"] == document.control
    assert b"Vries" not in content
    opened = unseal(content, PASSWORD)
    assert len(opened["zaken"]) == 3
    with pytest.raises(WrongSecret):
        unseal(content, "een ander wachtwoord")


def test_what_the_gemeente_did_not_set_is_asked_for(document: HandoverDocument):
    with pytest.raises(BadExchange, match="RSIN en zaaktype"):
        zaak.contents(replace(document, exchange=Exchange()))


def test_each_body_keeps_to_the_standard_whatever_people_wrote(document: HandoverDocument):
    odd = "=1+1 \u200b\x00 " + "heel lang verhaal 😀 " * 300
    rows = [
        replace(row, help_wanted=odd, why=odd, name=odd, phone=odd, reference="2026-014-01")
        for row in document.rows
    ]
    for row in (*document.rows, *rows):
        parts = zaak.bodies(document, row, document.exchange.zaak)
        server = ZaakServer(kept={"zaken": [], "rollen": [], "statussen": []})
        assert server.faults("zaken", parts["zaak"]) == []
        server.kept["zaken"].append({"url": "x", "identificatie": "y"})
        assert server.faults("rollen", {"zaak": "x", **parts["rol"]}) == []
        assert server.faults("statussen", {"zaak": "x", **parts["status"]}) == []
        assert parts["zaak"]["toelichting"].isprintable()
        assert "3f9a1c7be05d2468" in parts["zaak"]["toelichting"]


def test_posting_makes_zaak_rol_and_status_and_a_second_time_nothing(document, server):
    aim = aimed(document, server)
    done = post(aim, "joke")
    assert [one.is_new for one in done] == [True] * 3
    assert [len(kept) for kept in server.kept.values()] == [3, 3, 3]
    assert [one.is_new for one in post(aim, "joke")] == [False] * 3
    assert [len(kept) for kept in server.kept.values()] == [3, 3, 3]
    assert not [line for line in server.asked if re.search("faults|Vries|Fatma|1234", line)]


@pytest.mark.parametrize("at", range(1, 13))
def test_posting_that_is_cut_off_goes_on_where_it_stopped(document, server, at):
    aim = aimed(document, server)
    server.fails_at = at
    with pytest.raises(PostingFailed, match="niet nog eens gemaakt"):
        post(aim, "joke")
    server.fails_at = 10_000
    post(aim, "joke")
    assert [len(kept) for kept in server.kept.values()] == [3, 3, 3]


def test_nothing_is_posted_while_it_is_off_or_with_another_key(document, server):
    aim = aimed(document, server)
    off = replace(aim.exchange.zaak, is_on=False)
    with pytest.raises(PostingFailed, match="staat uit"):
        post(replace(aim, exchange=Exchange(off)), "joke")
    assert server.asked == []
    wrong = replace(aim.exchange.zaak, secret="iets anders")
    with pytest.raises(PostingFailed, match="403"):
        post(replace(aim, exchange=Exchange(wrong)), "joke")
    assert server.kept["zaken"] == []
