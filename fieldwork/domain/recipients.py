"""To whom lists go: a team of the gemeente or another organisation, and whom to call there."""

from dataclasses import dataclass
from typing import Final, NewType

from fieldwork.domain.bsn import holds_bsn
from fieldwork.domain.refusals import BsnNoticed, NameMissing, Refusal
from fieldwork.domain.sharing import same_recipient

RecipientId = NewType("RecipientId", str)
LONGEST: Final = 200


class BadRecipient(Refusal):
    """Something of a recipient that cannot be right."""

    def __init__(self, what: str, what_now: str) -> None:
        super().__init__("Ontvanger", what, what_now)


@dataclass(frozen=True, slots=True)
class Recipient:
    """A team or organisation that gets lists: ``contact`` is whom to call when it is late."""

    id: RecipientId
    name: str
    contact: str = ""
    phone: str = ""
    email: str = ""
    active: bool = True
    version: int = 0

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise NameMissing("Ontvanger")
        for text in (self.name, self.contact, self.phone, self.email):
            if len(text) > LONGEST:
                raise BadRecipient("Dit is te lang.", f"Neem hooguit {LONGEST} tekens.")
            if holds_bsn(text):
                raise BsnNoticed("Ontvanger")
        if self.email and not _is_email(self.email):
            raise BadRecipient("Dit mailadres klopt niet.", "Schrijf het als naam@gemeente.nl.")

    @property
    def call(self) -> str:
        """Whom to call, with the number: "Team Toegang, Karin Blom, 0600 12 34 56"."""
        return ", ".join(part for part in (self.name, self.contact, self.phone) if part)

    def is_called(self, name: str) -> bool:
        """Return whether this is the recipient ``name``, whatever its capitals and spaces."""
        return same_recipient(self.name, name)


def _is_email(text: str) -> bool:
    name, at, host = text.partition("@")
    plain = text.isascii() and text.isprintable() and not set(text) & set(' ,;:<>()[]\\"')
    return bool(plain and name and at and "." in host.strip(".") and "@" not in host)
