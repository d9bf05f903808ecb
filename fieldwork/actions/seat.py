"""Where a use case works from: one signed-in person, one open study, one clock."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from fieldwork.domain.access import Account, Right
from fieldwork.domain.dates import local, now
from fieldwork.domain.places import Area, Street
from fieldwork.domain.studies import Study
from fieldwork.domain.themes import Codebook
from fieldwork.store import area, audit
from fieldwork.store.study import StudyStore
from fieldwork.store.vault import Vault

if TYPE_CHECKING:
    from fieldwork.tagging.pipeline import Tagger


@dataclass
class OpenStudy:
    """A study that was unlocked in this process, with what seldom changes kept at hand."""

    slug: str
    store: StudyStore
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _kept: tuple[Study, tuple[Area, ...], tuple[Street, ...]] | None = field(
        default=None, repr=False
    )

    @property
    def study(self) -> Study:
        """The study."""
        return self._at_hand()[0]

    @property
    def areas(self) -> tuple[Area, ...]:
        """Its areas."""
        return self._at_hand()[1]

    @property
    def streets(self) -> tuple[Street, ...]:
        """Its streets; empty when none were read in."""
        return self._at_hand()[2]

    def forget(self) -> None:
        """Read the study, areas and streets anew at the next use."""
        with self._lock:
            self._kept = None

    def _at_hand(self) -> tuple[Study, tuple[Area, ...], tuple[Street, ...]]:
        with self._lock:
            if self._kept is None:
                with self.store.read() as session:
                    self._kept = (
                        area.the_study(session),
                        area.areas(session),
                        area.streets(session),
                    )
            return self._kept

    @property
    def codebook(self) -> Codebook:
        """The themes and signals of this installation."""
        from fieldwork.tagging.codebook import load_codebook

        return load_codebook()

    @property
    def tagger(self) -> "Tagger":
        """The reader of notes; the first use takes some seconds."""
        from fieldwork.tagging.pipeline import load_tagger

        return load_tagger()


@dataclass(frozen=True, slots=True)
class Work:
    """One change to a study: a session, the vault, and who does it when."""

    session: Session
    vault: Vault
    account: Account
    at: datetime

    def record(self, deed: str, subject: str, detail: str = "") -> None:
        """Put a deed on the trail; never a name or a note's text."""
        audit.record(self.session, self.at, self.account.id, deed, subject, detail)


@dataclass(frozen=True, slots=True)
class Seat:
    """One person at work in one open study. ``clock`` returns this moment, aware."""

    account: Account
    open: OpenStudy
    clock: Callable[[], datetime] = now

    @property
    def today(self) -> date:
        """The Dutch day."""
        return local(self.clock()).date()


class Capability:
    """A group of use cases. A module in ``actions`` holds at most one; the Desk finds it."""

    def __init__(self, seat: Seat) -> None:
        """Work from ``seat``."""
        self._seat = seat

    @property
    def _me(self) -> Account:
        return self._seat.account

    @contextmanager
    def _work(self, right: Right) -> Iterator[Work]:
        """Yield a change, for who has ``right``; saved whole or not at all."""
        self._me.must(right)
        store = self._seat.open.store
        with store.work() as session:
            yield Work(session, store.vault, self._me, self._seat.clock())

    @contextmanager
    def _read(self, right: Right) -> Iterator[Work]:
        """Yield a look at the study, for who has ``right``."""
        self._me.must(right)
        store = self._seat.open.store
        with store.read() as session:
            yield Work(session, store.vault, self._me, self._seat.clock())
