"""A reading of a talk that somebody made without seeing another's, and what the two agreed on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import NewType

from fieldwork.domain.agreement import Seen
from fieldwork.domain.ids import AccountId, NoteId
from fieldwork.domain.labels import Labelled
from fieldwork.domain.notes import Span
from fieldwork.domain.themes import SignalStatus, ThemeStatus

CodingId = NewType("CodingId", str)
MarkId = NewType("MarkId", str)


class CoderRole(Labelled):
    """Whose reading it is.

    The first reader's is kept as it was when it was first laid beside another's, so that what is
    agreed afterwards does not make the two look more alike than they were.
    """

    EERSTE = "eerste", "Eerste lezer"
    TWEEDE = "tweede", "Tweede lezer"
    SAMEN = "samen", "Samen besproken"


@dataclass(frozen=True, slots=True)
class CodingMark:
    """A theme or signal that a reader saw; without ``span`` in the talk as a whole.

    ``quote`` is the words it rests on. Without a ``status`` (only in what was agreed) it was
    decided that it does not stand there.
    """

    id: MarkId
    code: str
    status: ThemeStatus | SignalStatus | None
    span: Span | None = None
    quote: str = ""

    @property
    def seen(self) -> Seen:
        """This mark as it is compared."""
        return Seen(self.code, self.status.value if self.status else "", self.span)


@dataclass(frozen=True, slots=True)
class Coding:
    """Somebody's own reading of one talk. ``sample`` is the draw that it came from, if any."""

    id: CodingId
    note: NoteId
    account: AccountId
    begun_at: datetime
    role: CoderRole = CoderRole.TWEEDE
    done_at: datetime | None = None
    sample: str = ""
    marks: tuple[CodingMark, ...] = ()


def draw_sample(strata: Mapping[int, Sequence[NoteId]], count: int, seed: int) -> list[NoteId]:
    """Return ``count`` talks, from each week as many as is its share; all when there are fewer.

    The same talks, ``count`` and ``seed`` give the same draw, so that it can be done over. What is
    left after whole shares goes to the weeks that came nearest to one more.
    """
    # For a draw that others can check, not for a secret.
    random = Random(seed)  # noqa: S311
    pools = {
        week: random.sample(sorted(ids), len(ids)) for week, ids in sorted(strata.items()) if ids
    }
    total = sum(map(len, pools.values()))
    count = min(count, total)
    shares = {week: count * len(pool) / total for week, pool in pools.items()}
    taken = {week: int(share) for week, share in shares.items()}
    by_rest = sorted(shares, key=lambda week: (taken[week] - shares[week], week))
    for week in by_rest[: count - sum(taken.values())]:
        taken[week] += 1
    return [note for week, pool in pools.items() for note in pool[: taken[week]]]
