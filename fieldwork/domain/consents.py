"""What somebody said to a purpose: yes, no, not any more. One answer for each purpose holds.

Consent to share (AVG, article 6 and 7), to break a professional's silence, and to be helped are
three separate questions; a yes to one is never a yes to another.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, NewType

from fieldwork.domain.ids import AccountId, NoteId, PersonId
from fieldwork.domain.labels import Labelled
from fieldwork.domain.notes import ConsentState
from fieldwork.domain.people import holds_bsn
from fieldwork.domain.refusals import BadDate, BsnNoticed, ConsentWasDenied

ConsentId = NewType("ConsentId", str)
LONGEST_HOW: Final = 300


class ConsentPurpose(Labelled):
    """What somebody is asked to agree with; the label completes "Mogen wij …?"."""

    BEWAREN = "bewaren", "Het gesprek bewaren"
    DELEN = "delen", "Delen met de gemeente"
    ZWIJGPLICHT = "zwijgplicht", "Met een hulpverlener praten (zwijgplicht)"
    HULP = "hulp", "Hulp krijgen"
    TERUGBELLEN = "terugbellen", "Teruggebeld worden"
    NETWERK = "netwerk", "Het netwerk overdragen"
    OPNAME = "opname", "Foto of opname"


@dataclass(frozen=True, slots=True)
class Consent:
    """What somebody said to one purpose, on a day, and how it was said.

    ``about`` narrows it, in words: which details, which photo. Never changed: who says something
    else later gets a new one, and the last for a purpose holds.
    """

    id: ConsentId
    person: PersonId
    purpose: ConsentPurpose
    state: ConsentState
    said_on: date
    made_by: AccountId
    made_at: datetime
    how: str = ""
    about: str = ""
    note: NoteId | None = None

    def __post_init__(self) -> None:
        for text in (self.how, self.about):
            if len(text) > LONGEST_HOW:
                raise ValueError(f"at most {LONGEST_HOW} characters, not {len(text)}")
            if holds_bsn(text):
                raise BsnNoticed("Toestemming")
        if not 2000 <= self.said_on.year <= 2100:
            raise BadDate("Deze dag kan niet kloppen.", "Kies de dag waarop het gezegd is.")

    @property
    def is_denied(self) -> bool:
        """Whether somebody said no, or not any more."""
        return self.state in (ConsentState.GEWEIGERD, ConsentState.INGETROKKEN)

    def follows(self, before: "Consent | None", *, knowing: bool) -> None:
        """Raise :class:`ConsentWasDenied` where this would overrule a no without knowing it.

        A yes after a no asks two things: that who writes it down was shown the no, and how it was
        said this time.
        """
        overrules = before is not None and before.is_denied and not self.is_denied
        if before is not None and overrules and not (knowing and self.how.strip()):
            raise ConsentWasDenied(before.state.label.lower())


def holding(said: Iterable[Consent]) -> dict[ConsentPurpose, Consent]:
    """Return the answer that holds for each purpose: the last one said, then written down."""
    found: dict[ConsentPurpose, Consent] = {}
    for one in sorted(said, key=lambda one: (one.said_on, one.made_at)):
        found[one.purpose] = one
    return found
