"""The thread that reads talks for searching and makes their vectors, after the save, by the way.

A talk's words take some milliseconds and its vectors some tenths of a second, so neither is waited
for: one thread for each open study makes them, gives way to whoever is at work, and keeps them in
the store. The words of all talks come first, since these make every talk be found.
"""

import logging
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final
from weakref import ref

from sqlalchemy import Engine, event

from fieldwork.actions.by_the_way import Worker
from fieldwork.domain.refusals import Refusal
from fieldwork.store import vectors
from fieldwork.store.study import StudyStore

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from fieldwork.store.vectors import Matrix, NoteText
    from fieldwork.tagging.vectors import Vectors

# Seconds without a new call before anything is made: a row of saves is not to be slowed down.
QUIET: Final = 2.0
# How much the thread gives way: 19 is the most, and would wait for ever on a busy machine.
GIVES_WAY: Final = 5
# Who looked at a study this many seconds ago is at work; then the thread takes this share of a
# core, and nothing where all that the process does takes more than BUSY of one.
AT_WORK: Final = 5.0
SHARE: Final = 0.15
BUSY: Final = 0.25
# So many talks are looked up at once to be read; so many are then kept in one work, and so many are
# looked up to get vectors.
_LOOKED_UP: Final = 400
_AT_ONCE: Final = 8
_LOG: Final = logging.getLogger(__name__)


class Making:
    """What is made of the talks of one open study. Safe to use from many threads."""

    def __init__(
        self, store: StudyStore, quiet: float, warm: Callable[[], object], works: Callable[[], bool]
    ) -> None:
        """Begin from the first :meth:`wake`, ``quiet`` seconds later.

        ``warm`` is called before, so that the first search finds all in place; ``works`` tells
        whether somebody is at work. ``made`` counts the notes that got their vectors.
        """
        # A weak one: what is kept for a study may not keep the study itself.
        self._ref = ref(store)
        self._quiet = quiet
        self._warm = warm
        self._works = works
        # Held whenever the thread touches the store, so that a study is closed between two notes.
        self._using = threading.Lock()
        self._worker = Worker(store.engine, "vectors", GIVES_WAY)
        self._called = 0.0
        self.made = 0
        event.listen(store.engine, "engine_disposed", self._close)

    def store(self) -> StudyStore:
        """Return the store; ``ReferenceError`` when it was let go of."""
        store = self._ref()
        if store is None:
            raise ReferenceError("the store of this memory is gone")
        return store

    def wake(self) -> None:
        """Have made what is missing, once it is quiet; returns at once."""
        self._called = time.monotonic()
        self._worker.wake(self._run)

    def hurry(self) -> None:
        """Do so without waiting until it is quiet, and without giving way."""
        self._quiet = 0.0
        self.wake()

    def wait(self, seconds: float) -> bool:
        """Wait until the thread is done; returns whether it is."""
        return self._worker.wait(seconds)

    def _run(self) -> None:
        """Make what is missing, until nothing is or the study is closed. Never raises."""
        try:
            if self._wait_for_quiet():
                with self._using:
                    if not self._worker.closed:
                        self._warm()
            while not self._worker.closed and self._wait_for_quiet():
                if not self._read_words() and not self._make_vectors():
                    return
        except (Refusal, ReferenceError):
            # The disk is full, the store is taken or let go of: the next call tries again.
            return
        except Exception as error:  # noqa: BLE001  a thread has nobody to raise it to
            _LOG.warning("talks are not read for searching: %s", type(error).__name__)

    def _read_words(self) -> bool:
        """Read the words of some talks; returns whether there were any to read."""
        from fieldwork.tagging.similar_kept import edition

        todo = self._look_up(lambda session: vectors.unread(session, edition(), _LOOKED_UP))
        for start in range(0, len(todo), _AT_ONCE):
            began = time.thread_time()
            self._read(todo[start : start + _AT_ONCE])
            self._step_aside(time.thread_time() - began)
        return bool(todo)

    def _read(self, some: "list[NoteText]") -> None:
        """Read some talks and keep their words, in one work."""
        from fieldwork.tagging.similar_kept import edition, read_and_pack

        if self._worker.closed:
            return
        read = [(note, read_and_pack(note.text)) for note in some]
        with self._using:
            if self._worker.closed:
                return
            with self.store().work() as session:
                for note, words in read:
                    vectors.keep_words(session, note, edition(), words)

    def _make_vectors(self) -> bool:
        """Make the vectors of some talks; returns whether there were any to make."""
        from fieldwork.tagging.vectors import average_question

        maker = load_maker()
        if maker is None:
            return False
        average_question(maker)
        todo = self._look_up(lambda session: vectors.missing(session, maker.name, _AT_ONCE))
        for note in todo:
            began = time.thread_time()
            self._make(maker, note)
            self._step_aside(time.thread_time() - began)
        return bool(todo)

    def _make(self, maker: "Vectors", note: "NoteText") -> None:
        from fieldwork.tagging.similar import make_vectors

        if self._worker.closed:
            return
        matrix: Matrix = make_vectors(maker, note.text)
        with self._using:
            if self._worker.closed:
                return
            with self.store().work() as session:
                self.made += vectors.keep(session, note, maker.name, matrix)

    def _look_up(self, ask: "Callable[[Session], list[NoteText]]") -> "list[NoteText]":
        with self._using:
            if self._worker.closed:
                return []
            with self.store().read() as session:
                return ask(session)

    def _wait_for_quiet(self) -> bool:
        while (
            left := self._called + self._quiet - time.monotonic()
        ) > 0 and not self._worker.closed:
            time.sleep(min(left, 0.2))
        return not self._worker.closed

    def _step_aside(self, worked: float) -> None:
        """Rest after having ``worked`` some seconds, for as long as somebody is at work."""
        while self._gives_way():
            began, spent = time.monotonic(), time.process_time()
            rested = began + worked * (1 / SHARE - 1)
            while time.monotonic() < rested and self._gives_way():
                time.sleep(0.1)
            if time.process_time() - spent < BUSY * (time.monotonic() - began):
                return

    def _gives_way(self) -> bool:
        return self._quiet > 0 and not self._worker.closed and self._works()

    def _close(self, engine: Engine) -> None:
        """Let go of a store that is being closed: after this the thread never touches it."""
        self._worker.close()
        with self._using:
            engine.pool.dispose()


def load_maker() -> "Vectors | None":
    """Return who makes vectors here, if anybody does."""
    from fieldwork.tagging.vectors import load_vectors

    return load_vectors()
