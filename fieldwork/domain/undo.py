"""What was done in the last hour, as people read it, and what of it cannot be taken back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from fieldwork.domain.dates import say_time
from fieldwork.domain.ids import AccountId

UNDO_TIME: Final = timedelta(hours=1)
UNDONE: Final = "ongedaan gemaakt"
REDONE: Final = "opnieuw gedaan"
_MADE: Final = "Het bestand is al gemaakt en kan al ergens anders staan. Haal het daar weg."
_SECRET: Final = "Een oud wachtwoord komt niet terug. Kies zo nodig een nieuw."  # noqa: S105
# Deeds that stay done, each with why and what can be done instead.
_LIST: Final = "Laat de lijst vervallen, of haal iemand eraf. Er is nog niets verstuurd."
_SET: Final = "Stel het opnieuw in bij Ontvangers."
FOR_GOOD: Final[Mapping[str, str]] = {
    "lijst verzonden": "Deze lijst is al bij de ontvanger. Trek een hulpvraag in als die niet "
    "klopt.",
    "lijst gemaakt": _LIST,
    "lijst nagekeken": _LIST,
    "van de lijst gehaald": _LIST,
    "lijst vervallen": "Deze lijst blijft vervallen. Maak een nieuwe.",
    "zaken verstuurd": "Dit staat al in het systeem van de gemeente.",
    "zaken ingesteld": _SET,
    "sjabloon ingesteld": _SET,
    "cijfers afgedrukt": _MADE,
    "bestand gemaakt": _MADE,
    "reservekopie gemaakt": _MADE,
    "geleerde meegenomen": _MADE,
    "gepseudonimiseerd": _MADE,
    "kaart naar buiten": _MADE,
    "precieze kaart naar buiten": _MADE,
    "adressen ingelezen": "Adressen staan in een openbare lijst. Lees zo nodig een andere in.",
    "account gemaakt": "Met dit account kan al gewerkt zijn. Zet het uit bij Team.",
    "wachtwoord vernieuwd": _SECRET,
    "wachtzin vernieuwd": _SECRET,
    "voorgoed verwijderd": "Wat voorgoed weg is, komt niet terug.",
}


@dataclass(frozen=True, slots=True)
class RecentDeed:
    """One deed of the last hour: what was done, about what, by whom, and why it stays if it does.

    ``number`` is how the journal knows it. ``is_undo`` is for taking something back, which can
    itself be taken back: done again.
    """

    number: int
    at: datetime
    by: AccountId
    who: str
    what: str
    about: str = ""
    why_not: str = ""
    is_undo: bool = False
    is_mine: bool = True

    @property
    def words(self) -> str:
        """What was done, about what: "Gesprek vastgelegd: Fatma, Waalstraat"."""
        return f"{self.what}: {self.about}" if self.about else self.what

    def __str__(self) -> str:
        return f"{say_time(self.at)} {self.words}"


def say_deed(deed: str, original: str = "") -> str:
    """Return a deed of the trail as a line begins: "Ongedaan gemaakt: gesprek vastgelegd"."""
    words = f"{deed}: {original}" if original and original != deed else deed
    return words[:1].upper() + words[1:]
