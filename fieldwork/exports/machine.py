"""The handover list as JSON, for a program at the gemeente; locked with the list's password."""

from typing import Any, Final

from fieldwork.domain.answers import NAMES, Answers, as_cell
from fieldwork.domain.handover import HandoverDocument, HandoverRow
from fieldwork.exports import _wording as wording
from fieldwork.exports._cleaning import clean
from fieldwork.exports._sealing import about, seal
from fieldwork.exports.formats import Format

FORMAT: Final = Format("json", "JSON", "json", "application/json")
VERSION: Final = 1
_DAY: Final = ("confirm_before", "contact_before", "made_at")


def write(document: HandoverDocument, password: str) -> bytes:
    """Return ``document`` as JSON in a JWE; refuses a password under eight characters."""
    return seal(contents(document), password, {"typ": "JWE", "lijst": about(document)})


def contents(document: HandoverDocument) -> dict[str, Any]:
    """Return what the file holds, by Dutch names; empty fields are left out."""
    return {
        "soort": "wijkduik-overdracht",
        "versie": VERSION,
        "lijst": about(document),
        "onderzoek": clean(document.study),
        "gemeente": clean(document.gemeente),
        "aan": clean(document.recipient),
        "verzonnen": document.invented,
        "personen": [_person(row) for row in wording.in_order(document)],
    }


def _person(row: HandoverRow) -> dict[str, Any]:
    told: dict[str, Any] = {"nummer": clean(row.reference), "naam": clean(row.name)}
    for entry in wording.ENTRIES:
        if entry.name in _DAY:
            told[entry.name] = getattr(row, entry.name).isoformat()
        elif text := entry.of(row):
            told[entry.name] = text
    told["klasse"] = row.urgency.value
    known = row.answers or Answers()
    told["antwoord"] = {
        name: as_cell(getattr(known, name)) for name in NAMES if getattr(known, name)
    }
    return told
