"""Each person on the list as a ``zaak`` for the gemeente's own system (ZGW Zaken API 1.5).

A file with, per person, the bodies to POST in their order: to ``/zaken``, then (with the address
that came back in ``zaak``) to ``/rollen`` and ``/statussen``. Only what was agreed to share is in
it, and never a BSN: the gemeente finds the person itself. Locked with the list's password.
"""

from datetime import date
from typing import Any, Final

from fieldwork.domain.dates import local
from fieldwork.domain.exchange import BadExchange, ZaakSettings
from fieldwork.domain.handover import HandoverDocument, HandoverRow
from fieldwork.exports import _wording as wording
from fieldwork.exports._cleaning import shorten
from fieldwork.exports._sealing import about, seal
from fieldwork.exports.formats import Format

FORMAT: Final = Format("zaak", "Zaak", "zaak.json", "application/json", asks="zaak")
# The longest that the standard takes, in characters.
MOST: Final = {
    "identificatie": 40,
    "omschrijving": 80,
    "toelichting": 1_000,
    "roltoelichting": 1_000,
    "statustoelichting": 1_000,
    "geslachtsnaam": 200,
    "naam": 200,
    "telefoonnummer": 20,
    "anpIdentificatie": 17,
}
_REST: Final = "(meer staat in de lijst)"
_TOLD: Final = ("help_wanted", "basic_needs", "why", "contact_how", "contact_not", "phone")

Body = dict[str, Any]


def write(document: HandoverDocument, password: str) -> bytes:
    """Return the zaken of ``document`` in a JWE; refuses what is not set or a weak password."""
    header = {"typ": "JWE", "lijst": about(document)}
    return seal(contents(document), password, header)


def contents(document: HandoverDocument) -> Body:
    """Return the bodies per person, with what the list says of itself."""
    settings = document.exchange.zaak
    settings.must_hold()
    if not settings.is_ready:
        raise BadExchange(
            "gegevens",
            "RSIN en zaaktype van de gemeente zijn nog niet ingevuld.",
            "Vraag ze bij de functioneel beheerder en vul ze in bij Ontvangers.",
        )
    rows = wording.in_order(document)
    return {
        "standaard": "ZGW Zaken API 1.5",
        "lijst": about(document),
        "zaken": [bodies(document, row, settings) for row in rows],
    }


def bodies(document: HandoverDocument, row: HandoverRow, settings: ZaakSettings) -> Body:
    """Return what is posted for one person: the zaak, its rol, and its first status."""
    found: Body = {"zaak": _zaak(document, row, settings)}
    if settings.roltype:
        found["rol"] = _rol(row, settings)
    if settings.statustype:
        found["status"] = {
            "statustype": settings.statustype,
            "datumStatusGezet": document.made_at.isoformat(),
            "statustoelichting": _cut("statustoelichting", f"Ontvangen als {row.reference}."),
        }
    return found


def _zaak(document: HandoverDocument, row: HandoverRow, settings: ZaakSettings) -> Body:
    """Return the body of ``POST /zaken``."""
    sent = local(document.made_at).date()
    due = max(local(row.contact_before).date(), sent)
    return {
        "identificatie": identification(row),
        "bronorganisatie": settings.rsin,
        "verantwoordelijkeOrganisatie": settings.rsin,
        "zaaktype": settings.zaaktype,
        "omschrijving": _cut("omschrijving", f"Hulpvraag {row.reference}: {row.urgency.label}"),
        "toelichting": _toelichting(document, row),
        "registratiedatum": sent.isoformat(),
        "startdatum": sent.isoformat(),
        "einddatumGepland": None,
        "uiterlijkeEinddatumAfdoening": _day(due),
        "vertrouwelijkheidaanduiding": "vertrouwelijk",
        "betalingsindicatie": "nvt",
        "archiefstatus": "nog_te_archiveren",
    }


def identification(row: HandoverRow) -> str:
    """Return by which number the zaak is called, the same at each try: "WD-2026-014-02"."""
    return _cut("identificatie", f"WD-{wording.one_line(row.reference)}")


def _toelichting(document: HandoverDocument, row: HandoverRow) -> str:
    """Return the need in at most a thousand characters, and what the list says of itself."""
    makers = " en ".join(filter(None, (document.sender, document.checked_by)))
    end = (
        f" | Lijst {document.number}, {makers}, controlecode {wording.say_control(document)}. "
        f"{wording.say_keeping(document)}."
    )
    end = f" {_plain(end)}"
    told = [
        f"{wording.BY_NAME[name].heading}: {text.rstrip('.')}"
        for name in _TOLD
        if (text := _plain(wording.BY_NAME[name].of(row)))
    ]
    room = MOST["toelichting"] - len(end) - len(_REST) - 3
    return f"{shorten('. '.join(told), room, _REST)}{end}"[: MOST["toelichting"]]


def _rol(row: HandoverRow, settings: ZaakSettings) -> Body:
    """Return the body of ``POST /rollen``: the person whom it is about, without a BSN."""
    name = _plain(row.name)
    known: Body = {
        "anpIdentificatie": _cut("anpIdentificatie", row.reference),
        "geslachtsnaam": name[: MOST["geslachtsnaam"]],
    }
    # A year alone is a day of birth that is partly unknown: four digits, then zeros (StUF).
    if row.birth_year:
        known["geboortedatum"] = f"{row.birth_year}0000"
    rol: Body = {
        "betrokkeneType": "natuurlijk_persoon",
        "roltype": settings.roltype,
        "roltoelichting": "Wie hulp vraagt",
        "indicatieMachtiging": "",
        "betrokkeneIdentificatie": known,
    }
    phone = _plain(row.phone)
    if phone and len(phone) <= MOST["telefoonnummer"]:
        rol["contactpersoonRol"] = {"naam": name[: MOST["naam"]], "telefoonnummer": phone}
    return rol


def _cut(name: str, text: str) -> str:
    line = _plain(text)
    return line if len(line) <= MOST[name] else line[: MOST[name] - 1] + "…"


def _plain(text: str) -> str:
    """Return ``text`` on one line, with only what is to be seen: other systems store it as is."""
    return "".join(sign for sign in wording.one_line(text) if sign.isprintable()).strip()


def _day(day: date) -> str:
    return day.isoformat()
