"""What a gemeente agreed on for files of its own: its template for a letter, its zaken."""

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from fieldwork.domain.refusals import Refusal

_WEIGHTS: Final = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_HERE: Final = frozenset({"localhost", "127.0.0.1", "::1"})


class BadExchange(Refusal):
    """Something of the gemeente's own zaken that cannot be right."""

    def __init__(self, field_name: str, what: str, what_now: str) -> None:
        super().__init__(f"Zaken: {field_name}", what, what_now)


def is_rsin(number: str) -> bool:
    """Return whether ``number`` is an RSIN: nine digits that pass the eleven-test.

    9a + 8b + 7c + 6d + 5e + 4f + 3g + 2h - i is a multiple of eleven (Handelsregister).
    """
    if len(number) != 9 or not number.isascii() or not number.isdigit() or not int(number):
        return False
    return sum(one * int(digit) for one, digit in zip(_WEIGHTS, number, strict=True)) % 11 == 0


def is_address(text: str, *, here: bool = True) -> bool:
    """Return whether ``text`` is an address over HTTPS, or of this computer itself (``here``)."""
    parts = urlsplit(text)
    if not parts.hostname or parts.username or parts.query or parts.fragment:
        return False
    return parts.scheme == "https" or (here and parts.scheme == "http" and parts.hostname in _HERE)


@dataclass(frozen=True, slots=True)
class ZaakSettings:
    """How a handover becomes a ``zaak`` (ZGW Zaken API 1.5) at this gemeente.

    ``rsin`` is that of the gemeente; ``zaaktype``, ``roltype`` and ``statustype`` are addresses in
    its Catalogi API. ``address`` is the root of its Zaken API; empty, nothing is ever posted.
    ``client_id`` and ``secret`` sign the token.
    """

    rsin: str = ""
    zaaktype: str = ""
    roltype: str = ""
    statustype: str = ""
    address: str = ""
    client_id: str = ""
    secret: str = field(default="", repr=False)
    is_on: bool = False

    def must_hold(self) -> None:
        """Raise :class:`BadExchange` where what is filled in cannot be right."""
        if self.rsin and not is_rsin(self.rsin):
            raise BadExchange(
                "RSIN", "Dit nummer klopt niet.", "Een RSIN heeft negen cijfers; kijk het na."
            )
        named = {"zaaktype": self.zaaktype, "roltype": self.roltype, "statustype": self.statustype}
        for name, text in (*named.items(), ("adres", self.address)):
            if text and not is_address(text):
                raise BadExchange(
                    name,
                    "Dit is geen volledig webadres.",
                    "Het begint met https:// en heeft geen ? of # erin.",
                )
        if self.is_on and not self.can_post:
            raise BadExchange(
                "versturen",
                "Om te versturen zijn RSIN, zaaktype, adres, naam en sleutel nodig.",
                "Vul ze in, of zet versturen uit.",
            )

    @property
    def is_ready(self) -> bool:
        """Whether a zaak can be written, to a file at least."""
        return bool(self.rsin and self.zaaktype)

    @property
    def can_post(self) -> bool:
        """Whether all is known that posting takes."""
        return bool(self.is_ready and self.address and self.client_id and self.secret)


@dataclass(frozen=True, slots=True)
class Exchange:
    """What this gemeente agreed on: its zaken, and its own DOCX template, empty for ours."""

    zaak: ZaakSettings = field(default_factory=ZaakSettings)
    template: bytes = field(default=b"", repr=False)
