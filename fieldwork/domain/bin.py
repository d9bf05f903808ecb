"""What lies in the bin: for a month, seen on no other screen, and then gone."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, NewType

from fieldwork.domain.dates import local
from fieldwork.domain.ids import AccountId
from fieldwork.domain.labels import Labelled

BinId = NewType("BinId", str)
KEPT_FOR: Final = timedelta(days=30)


class BinKind(Labelled):
    """What can be thrown away."""

    GESPREK = "gesprek", "Gesprek"
    PERSOON = "persoon", "Persoon"
    HULPVRAAG = "hulpvraag", "Hulpvraag"
    AFSPRAAK = "afspraak", "Afspraak"


@dataclass(frozen=True, slots=True)
class BinItem:
    """One thing in the bin, with all that hung on it; ``owner`` is who made it, where known.

    On the day ``gone_on`` it is no longer there.
    """

    id: BinId
    kind: BinKind
    subject: str
    title: str
    thrown_by: AccountId
    thrown_at: datetime
    gone_on: date
    owner: AccountId | None = None


def day_gone(thrown_at: datetime) -> date:
    """Return on which Dutch day something thrown away at this moment is gone."""
    return local(thrown_at).date() + KEPT_FOR
