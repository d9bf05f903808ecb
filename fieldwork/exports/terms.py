"""The terms of a list as a calendar file: when something is due and under which number."""

from datetime import datetime
from typing import Final

from fieldwork.domain.dates import local
from fieldwork.domain.handover import HandoverDocument
from fieldwork.exports._cleaning import clean
from fieldwork.exports.calendar import MIME, CalendarEntry, write_calendar
from fieldwork.exports.formats import Format

FORMAT: Final = Format("ics", "Agenda", "ics", MIME, is_open=True)


def write(document: HandoverDocument, password: str) -> bytes:
    """Return a line for each confirmation and each first contact; no name, no password."""
    entries = []
    for row in document.rows:
        reference = clean(row.reference)
        entries.append(_entry(reference, "bevestigen voor", row.confirm_before))
        entries.append(_entry(reference, "eerste contact voor", row.contact_before))
    return write_calendar(entries, document.made_at, about=_about(document))


def _entry(reference: str, kind: str, when: datetime) -> CalendarEntry:
    here = local(when)
    uid = f"{reference}-{kind.replace(' ', '-')}"
    return CalendarEntry(uid, reference, kind, here.date(), here.time().replace(second=0))


def _about(document: HandoverDocument) -> str:
    makers = " en ".join(filter(None, (clean(document.sender), clean(document.checked_by))))
    return (
        f"Lijst {clean(document.number)}, gemaakt door {makers}. "
        f"Controlecode {clean(document.control)[:16]}. "
        f"Bewaren tot en met {document.keep_until:%d-%m-%Y}."
    )
