"""The trail of what was done: each entry sealed with the one before it."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

FIRST_SEAL: Final = "0" * 64


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One deed: who, what, on which thing, when. Never a name or a note's text.

    ``subject`` is the identity of the thing; ``detail`` says what kind of change it was.
    """

    number: int
    at: datetime
    by: str
    deed: str
    subject: str
    detail: str
    seal: str

    def follows(self, previous: str) -> bool:
        """Return whether this entry's seal is right behind the seal ``previous``."""
        return self.seal == seal(previous, self.at, self.by, self.deed, self.subject, self.detail)


def seal(previous: str, at: datetime, by: str, deed: str, subject: str, detail: str) -> str:
    """Return the SHA-256, in hexadecimal, over an entry and the seal before it."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    body = json.dumps([previous, moment, by, deed, subject, detail], ensure_ascii=False)
    return hashlib.sha256(body.encode()).hexdigest()


def first_broken(entries: list[AuditEntry]) -> AuditEntry | None:
    """Return the first of ``entries`` (in order) that does not follow, or None."""
    previous = FIRST_SEAL
    for entry in entries:
        if not entry.follows(previous):
            return entry
        previous = entry.seal
    return None
