"""Where a use case works from: one signed-in person, one open study, one clock."""

import threading
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import Future, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, Final, ParamSpec, TypeVar

from sqlalchemy.orm import Session

from fieldwork.domain.access import Account, Right
from fieldwork.domain.dates import local, now
from fieldwork.domain.places import Area, Street
from fieldwork.domain.studies import Study
from fieldwork.domain.themes import Codebook
from fieldwork.store import area, audit, journal, lessons
from fieldwork.store.study import StudyStore
from fieldwork.store.vault import Vault

if TYPE_CHECKING:
    from fieldwork.tagging.learned import Learned
    from fieldwork.tagging.pipeline import Tagged, Tagger

Answer = TypeVar("Answer")
Arguments = ParamSpec("Arguments")
Self_ = TypeVar("Self_", bound="Capability")

# Seconds to wait for an answer that somebody else is working out. Then one works it out alone:
# who waits may hold the very connection to the store that the other needs.
PATIENCE: Final = 2.0


class KeptAnswers:
    """Answers that were worked out since the last change; safe to use from many threads.

    Who asks what somebody else is just working out waits for that answer: at the minute when
    what is late must be looked up again, twenty open screens would else all do so at once.
    """

    def __init__(self, most: int = 256) -> None:
        """Keep at most ``most`` answers."""
        self._most = most
        self._stamp = -1
        self._answers: dict[Hashable, Future[Any]] = {}
        self._lock = threading.Lock()

    def answer(self, stamp: int, question: Hashable, work_out: Callable[[], Answer]) -> Answer:
        """Return the answer to ``question`` at ``stamp``, worked out unless it is at hand.

        The stamp is taken before the work, so an answer that a change overtook is thrown away
        with the rest at the next question.
        """
        mine: Future[Answer] = Future()
        found = self._put(stamp, question, mine)
        if found is not mine:
            return self._await(found, work_out)
        try:
            mine.set_result(work_out())
        except BaseException as error:
            self._drop(question, mine)
            mine.set_exception(error)
            raise
        return mine.result()

    def _put(self, stamp: int, question: Hashable, mine: "Future[Answer]") -> "Future[Answer]":
        """Return what is at hand or under way for ``question``; ``mine`` when that is nothing."""
        with self._lock:
            if stamp != self._stamp or len(self._answers) >= self._most:
                self._stamp = stamp
                self._answers.clear()
            return self._answers.setdefault(question, mine)

    def _await(self, found: "Future[Answer]", work_out: Callable[[], Answer]) -> Answer:
        """Take somebody else's answer; a failure or a long wait of theirs is not ours."""
        wait([found], PATIENCE)
        if found.done() and found.exception() is None:
            return found.result()
        return work_out()

    def _drop(self, question: Hashable, mine: "Future[Answer]") -> None:
        with self._lock:
            if self._answers.get(question) is mine:
                del self._answers[question]


@dataclass
class OpenStudy:
    """A study that was unlocked in this process, with what was worked out since its last change."""

    slug: str
    store: StudyStore
    kept: KeptAnswers = field(default_factory=KeptAnswers, repr=False)

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

    def _at_hand(self) -> tuple[Study, tuple[Area, ...], tuple[Street, ...]]:
        return self.kept.answer(self.store.stamp(), "the study itself", self._read)

    def _read(self) -> tuple[Study, tuple[Area, ...], tuple[Street, ...]]:
        with self.store.read() as session:
            return area.the_study(session), area.areas(session), area.streets(session)

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

    @property
    def learned(self) -> "Learned":
        """What this study taught the reader of notes."""
        return self.kept.answer(self.store.stamp(), "what was learned", self._read_learned)

    def tagged(self, text: str) -> "Tagged":
        """Return what is read in ``text`` with what was learned; kept until the study changes."""
        question = ("read with what was learned", text)
        return self.kept.answer(
            self.store.stamp(), question, lambda: self.tagger.tag(text, self.learned)
        )

    def _read_learned(self) -> "Learned":
        from fieldwork.tagging.learned import NOTHING, Learned
        from fieldwork.tagging.lessons import Lessons, find_maker
        from fieldwork.tagging.taught_words import TaughtWord

        with self.store.read() as session:
            if not lessons.is_on(session):
                return NOTHING
            taught = lessons.counting(session, find_maker())
            words = [one for one in lessons.words(session) if one.counts]
        return Learned(
            Lessons(taught), tuple(TaughtWord(one.code, one.pattern, one.blocks) for one in words)
        )


@dataclass(frozen=True, slots=True)
class Work:
    """One change to a study: a session, the vault, and who does it when."""

    session: Session
    vault: Vault
    account: Account
    at: datetime
    writing: journal.Writing = field(default_factory=journal.Writing)

    def record(self, deed: str, subject: str, detail: str = "") -> None:
        """Put a deed on the trail; never a name or a note's text.

        The last one of a work is what the whole of it is called in the journal.
        """
        self.writing.deed, self.writing.subject = deed, subject
        self.writing.detail = detail
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


def kept_until_changed(
    ask: Callable[Concatenate[Self_, Arguments], Answer],
) -> Callable[Concatenate[Self_, Arguments], Answer]:
    """Work an answer out once for each role, day and question, until the study changes.

    For questions that many screens ask at every click. The arguments must be hashable and the
    answer made of frozen things; a list is handed out as a copy. A refusal is never kept.
    """
    return _keep(ask, lambda seat: seat.today)


def kept_for_a_minute(
    ask: Callable[Concatenate[Self_, Arguments], Answer],
) -> Callable[Concatenate[Self_, Arguments], Answer]:
    """Do the same for an answer that tells what is late, which changes by itself."""
    return _keep(ask, lambda seat: seat.clock().replace(second=0, microsecond=0))


def _keep(
    ask: Callable[Concatenate[Self_, Arguments], Answer], moment: Callable[[Seat], Hashable]
) -> Callable[Concatenate[Self_, Arguments], Answer]:
    @wraps(ask)
    def answer(self: Self_, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        seat = self._seat
        role = seat.account.role
        question = (ask.__qualname__, role, moment(seat), args, tuple(kwargs.items()))
        found = seat.open.kept.answer(
            seat.open.store.stamp(), question, lambda: ask(self, *args, **kwargs)
        )
        return found.copy() if isinstance(found, list) else found  # type: ignore[return-value]

    return answer


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
            since = journal.begin(session)
            work = Work(session, store.vault, self._me, self._seat.clock())
            yield work
            journal.close(session, since, work.writing, work.at, self._me.id, right.value)

    @contextmanager
    def _read(self, right: Right) -> Iterator[Work]:
        """Yield a look at the study, for who has ``right``."""
        self._me.must(right)
        store = self._seat.open.store
        with store.read() as session:
            yield Work(session, store.vault, self._me, self._seat.clock())
