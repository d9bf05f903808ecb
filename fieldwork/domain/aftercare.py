"""What goes with handing somebody over: calls in danger, calling back, meeting in person."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import NewType

from fieldwork.domain.bsn import refuse_bsn
from fieldwork.domain.ids import AccountId, ListId, PersonId, RequestId
from fieldwork.domain.labels import Labelled
from fieldwork.domain.refusals import Incomplete, WrongStep

CallId = NewType("CallId", str)
RecallId = NewType("RecallId", str)
IntroductionId = NewType("IntroductionId", str)


class CallTo(Labelled):
    """Whom to call when a life is in danger; ``number`` is how it is written."""

    ALARM = "112", "112"
    VEILIG_THUIS = "veilig_thuis", "Veilig Thuis"
    ZELFDODING = "113", "113 Zelfmoordpreventie"
    GEMEENTE = "gemeente", "De gemeente"
    ANDERS = "anders", "Iemand anders"


@dataclass(frozen=True, slots=True)
class Call:
    """A call for somebody in danger: whom, when, whether anybody answered, what was agreed."""

    id: CallId
    person: PersonId
    whom: CallTo
    reached: bool
    called_at: datetime
    made_by: AccountId
    made_at: datetime
    request: RequestId | None = None
    with_whom: str = ""
    agreed: str = ""

    def __post_init__(self) -> None:
        refuse_bsn("Bellen", self.with_whom, self.agreed)
        if self.whom is CallTo.ANDERS and not self.with_whom.strip():
            raise Incomplete("Bellen", "Met wie")


@dataclass(frozen=True, slots=True)
class Recall:
    """What had gone out when consent was withdrawn, to be called back from one recipient.

    Open until it was told to the recipient, and then until they said that it is gone.
    """

    id: RecallId
    request: RequestId
    person: PersonId
    list_number: str
    recipient: str
    fields: tuple[str, ...]
    asked_by: AccountId
    asked_at: datetime
    list_id: ListId | None = None
    told_by: AccountId | None = None
    told_at: datetime | None = None
    told_how: str = ""
    wiped_by: AccountId | None = None
    wiped_at: datetime | None = None
    version: int = 0

    def __post_init__(self) -> None:
        refuse_bsn("Terugroepen", self.told_how)

    @property
    def is_open(self) -> bool:
        """Whether the recipient did not yet say that it is gone."""
        return self.wiped_at is None


class IntroductionState(Labelled):
    """How an introduction in person stands."""

    GEPLAND = "gepland", "Gepland"
    GEHOUDEN = "gehouden", "Geweest"
    AFGEZEGD = "afgezegd", "Ging niet door"


@dataclass(frozen=True, slots=True)
class Introduction:
    """A warm handover: who of the team brings somebody and who takes over together, in person."""

    id: IntroductionId
    person: PersonId
    planned_at: datetime
    made_by: AccountId
    made_at: datetime
    request: RequestId | None = None
    state: IntroductionState = IntroductionState.GEPLAND
    with_whom: str = ""
    place: str = ""
    said: str = ""
    version: int = 0

    def __post_init__(self) -> None:
        refuse_bsn("Kennismaken", self.with_whom, self.place, self.said)
        if not self.with_whom.strip():
            raise Incomplete("Kennismaken", "Met wie")

    def ended(self, state: IntroductionState, said: str) -> "Introduction":
        """Return this as held or called off, with what was said; refused when it ended before."""
        if self.state is not IntroductionState.GEPLAND:
            raise WrongStep(self.state.label, state.label)
        if state is IntroductionState.GEPLAND:
            raise ValueError("an introduction ends as held or called off")
        if not said.strip():
            held = state is IntroductionState.GEHOUDEN
            raise Incomplete("Kennismaken", "Wat is er gezegd" if held else "Waarom niet")
        return replace(self, state=state, said=said.strip())
