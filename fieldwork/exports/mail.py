"""A draft of the mail that goes with a list: where the list is, and not a word about anybody.

The files themselves are not in it: whoever sends it adds them, along a way that is safe.
"""

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final

from fieldwork.domain.dates import say_count, say_moment
from fieldwork.domain.handover import HandoverDocument
from fieldwork.exports import _wording as wording
from fieldwork.exports._cleaning import clean
from fieldwork.exports.formats import Format

FORMAT: Final = Format("eml", "Mailconcept", "eml", "message/rfc822", is_open=True)


def write(document: HandoverDocument, password: str) -> bytes:
    """Return the draft; the password is neither asked nor in it."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = wording.one_line(f"{wording.say_title(document)}: graag uw antwoord")
    if document.recipient_email:
        message["To"] = wording.one_line(document.recipient_email)
    message["Date"] = format_datetime(document.made_at)
    message["X-Unsent"] = "1"  # Outlook then opens it as a draft
    message.set_content(_body(document), charset="utf-8")
    return message.as_bytes()


def _body(document: HandoverDocument) -> str:
    count = say_count(len(document.rows), "persoon", "personen")
    verb = "staat" if len(document.rows) == 1 else "staan"
    first = min((row.confirm_before for row in document.rows), default=None)
    lines = [
        "Beste collega,",
        "",
        f"Op lijst {clean(document.number)} {verb} {count}.",
        *([f"Vandaag nodig: {len(document.today)}."] if document.today else []),
        *([f"Bevestig de eerste voor {say_moment(first)}."] if first else []),
        "",
        "U vindt de lijst in Wijkduik, of in het bestand dat u apart krijgt. Het wachtwoord hoort "
        "u per telefoon. Zet geen namen, adressen of verhalen in uw antwoord op deze mail.",
        "",
        f"{wording.say_keeping(document)}.",
        f"Controlecode {wording.say_control(document)}, {say_moment(document.made_at, year=True)}.",
        "",
        "Met groet,",
        ", ".join(filter(None, (wording.one_line(document.sender), clean(document.study)))),
    ]
    if document.checked_by:
        lines.append(f"Nagekeken door {wording.one_line(document.checked_by)}")
    return "\n".join(lines)
