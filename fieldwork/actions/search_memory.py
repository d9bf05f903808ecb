"""What searching keeps at hand for one open study, and the thread that makes its vectors.

A note is read once, however often is searched; a change in the study makes only what changed be
read again. Vectors take a moment each, so they are made after the save, by one thread that gives
way to whoever is at work, and kept in the store. What is not made yet is found by its words.
"""

import logging
import os
import threading
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary, ref

from sqlalchemy import Engine, event

from fieldwork.domain.ids import NoteId
from fieldwork.domain.refusals import Refusal
from fieldwork.store import search_rows, vectors
from fieldwork.store.study import StudyStore

if TYPE_CHECKING:
    from fieldwork.store.vectors import Matrix, NoteText
    from fieldwork.tagging.similar import Index, Question, Searched
    from fieldwork.tagging.vectors import Vectors

# Seconds without a new call before vectors are made: a row of saves is not to be slowed down.
QUIET: Final = 2.0
# How much the thread gives way: 19 is the most, and would wait for ever on a busy machine.
GIVES_WAY: Final = 5
# Who looked at a study this many seconds ago is at work; then the thread takes this share of a
# core, and nothing where all that the process does takes more than BUSY of one.
AT_WORK: Final = 5.0
SHARE: Final = 0.15
BUSY: Final = 0.25
_AT_ONCE: Final = 8
_MOST_ASKED: Final = 64
_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Readiness:
    """How many of the talks can be found by meaning already; 0 of 0 without a maker."""

    made: int
    every: int

    @property
    def is_whole(self) -> bool:
        """Whether nothing is still to be made."""
        return self.made >= self.every


class SearchMemory:
    """The notes of one open study, ready to be searched. Safe to use from many threads."""

    def __init__(self, store: StudyStore, quiet: float = QUIET) -> None:
        """Begin empty; vectors are made from the first :meth:`wake`, ``quiet`` seconds later.

        ``made`` counts the notes that got their vectors since then.
        """
        # A weak one: what is kept for a study may not keep the study itself.
        self._ref = ref(store)
        self._quiet = quiet
        self._read: dict[NoteId, tuple[int, Searched]] = {}
        self._asked: dict[tuple[str, str], Question] = {}
        self._index: Index | None = None
        self._known: object = None
        self._readiness = Readiness(0, 0)
        self._refreshing = threading.Lock()
        # Held whenever the thread touches the store, so that a study is closed between two notes.
        self._using = threading.Lock()
        self._closed = False
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()
        self._called = 0.0
        self.made = 0
        event.listen(store.engine, "engine_disposed", self._close)

    def index(self) -> "tuple[Index, Readiness]":
        """Return the notes as they are now, and how far their vectors are."""
        maker, store = load_maker(), self._store()
        with self._refreshing:
            stamp = store.stamp()
            with store.read() as session:
                still = vectors.count_missing(session, maker.name) if maker else 0
            if self._index is None or self._known != (stamp, still):
                self._refresh(store, maker.name if maker else "")
                self._known = (stamp, still)
            assert self._index is not None  # noqa: S101  just made
            return self._index, self._readiness

    def ask(self, text: str) -> "tuple[Question, Matrix | None]":
        """Return a question ready to be asked, and what questions are like where that is known.

        While no note has vectors, or nobody makes them, it is asked by its words. A question is
        kept for a while, as a screen is drawn anew at every click.
        """
        from fieldwork.tagging.vectors import known_average

        maker = load_maker() if self._readiness.made else None
        key = (text, maker.name if maker else "")
        known = self._asked.get(key)
        if known is None:
            if len(self._asked) >= _MOST_ASKED:
                self._asked.clear()
            known = self._asked[key] = _read_question(text, maker)
        return known, known_average(maker) if maker else None

    def wake(self) -> None:
        """Have missing vectors made, once it is quiet; returns at once."""
        with self._starting:
            self._called = time.monotonic()
            if self._closed or (self._thread is not None and self._thread.is_alive()):
                return
            self._thread = threading.Thread(target=self._run, name="vectors", daemon=True)
            self._thread.start()

    def hurry(self) -> None:
        """Do so without waiting until it is quiet, and without giving way."""
        self._quiet = 0.0
        self.wake()

    def wait(self, seconds: float) -> bool:
        """Wait until the thread is done; returns whether it is."""
        thread = self._thread
        if thread is not None:
            thread.join(seconds)
        return thread is None or not thread.is_alive()

    def _store(self) -> StudyStore:
        store = self._ref()
        if store is None:
            raise ReferenceError("the store of this memory is gone")
        return store

    def _refresh(self, store: StudyStore, maker: str) -> None:
        from fieldwork.tagging.similar import Index, ready

        with store.read() as session:
            now = vectors.versions(session, maker)
            read = search_rows.codes(session)
            stale = [one for one, (version, _) in now.items() if self._version(one) != version]
            bodies = search_rows.texts(session, stale)
            late = [one for one, (_, made) in now.items() if made and self._lacks(one, stale)]
            made = vectors.vectors(session, maker, late)
        fresh: dict[NoteId, tuple[int, Searched]] = {}
        for one, (version, has) in now.items():
            body = bodies.get(one)
            note = ready(one, body) if body is not None else self._read[one][1]
            rows = made.get(one, note.vectors) if has else None
            codes = dict.fromkeys(read.get(one, ()), 1.0)
            if rows is not note.vectors or codes != note.codes:
                note = replace(note, codes=codes, vectors=rows)
            fresh[one] = (version, note)
        self._read = fresh
        self._index = Index([note for _, note in fresh.values()], self._index)
        has_vectors = sum(note.vectors is not None for _, note in fresh.values())
        self._readiness = Readiness(has_vectors, len(fresh) if maker else 0)

    def _version(self, note_id: NoteId) -> int | None:
        kept = self._read.get(note_id)
        return kept[0] if kept else None

    def _lacks(self, note_id: NoteId, stale: list[NoteId]) -> bool:
        kept = self._read.get(note_id)
        return kept is None or kept[1].vectors is None or note_id in stale

    def _run(self) -> None:
        """Make what is missing, until nothing is or the study is closed. Never raises."""
        from fieldwork.tagging.vectors import average_question

        _give_way()
        try:
            while not self._closed and self._wait_for_quiet():
                maker = load_maker()
                if maker is None:
                    return
                average_question(maker)
                todo = self._missing(maker.name)
                if not todo:
                    return
                for note in todo:
                    began = time.thread_time()
                    self._make(maker, note)
                    self._step_aside(time.thread_time() - began)
        except (Refusal, ReferenceError):
            # The disk is full, the store is taken or let go of: the next call tries again.
            return
        except Exception as error:  # noqa: BLE001  a thread has nobody to raise it to
            _LOG.warning("vectors are not made: %s", type(error).__name__)

    def _wait_for_quiet(self) -> bool:
        while (left := self._called + self._quiet - time.monotonic()) > 0 and not self._closed:
            time.sleep(min(left, 0.2))
        return not self._closed

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
        return self._quiet > 0 and not self._closed and _somebody_works()

    def _missing(self, maker: str) -> "list[NoteText]":
        with self._using:
            if self._closed:
                return []
            with self._store().read() as session:
                return vectors.missing(session, maker, _AT_ONCE)

    def _make(self, maker: "Vectors", note: "NoteText") -> None:
        from fieldwork.tagging.similar import make_vectors

        if self._closed:
            return
        matrix: Matrix = make_vectors(maker, note.text)
        with self._using:
            if self._closed:
                return
            with self._store().work() as session:
                self.made += vectors.keep(session, note, maker.name, matrix)

    def _close(self, engine: Engine) -> None:
        """Let go of a store that is being closed: after this the thread never touches it."""
        self._closed = True
        with self._using:
            engine.pool.dispose()


_MEMORIES: Final[WeakKeyDictionary[StudyStore, SearchMemory]] = WeakKeyDictionary()
_MAKING: Final = threading.Lock()


def memory_of(store: StudyStore) -> SearchMemory:
    """Return what searching keeps for this store, for as long as the store is open."""
    with _MAKING:
        known = _MEMORIES.get(store)
        if known is None:
            known = _MEMORIES[store] = SearchMemory(store)
        return known


def _somebody_works() -> bool:
    """Return whether anybody looked at an open study just now."""
    with _MAKING:
        last = max((store.looked_at for store in _MEMORIES), default=0.0)
    return time.monotonic() - last < AT_WORK


def load_maker() -> "Vectors | None":
    """Return who makes vectors here, if anybody does."""
    from fieldwork.tagging.vectors import load_vectors

    return load_vectors()


def _read_question(text: str, maker: "Vectors | None") -> "Question":
    from fieldwork.tagging.pipeline import load_tagger
    from fieldwork.tagging.similar import ask
    from fieldwork.tagging.similar_lines import codes_in

    return ask(text, maker, codes_in(load_tagger().tag(text)))


def _give_way() -> None:
    """Let this thread have the processor only when nobody else wants it, where that can be said."""
    try:
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), GIVES_WAY)
    except (AttributeError, OSError):
        return
