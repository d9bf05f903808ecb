"""The machine reads what it did not read yet: a few at a time, beside whoever is at work.

Five thousand talks from a file take minutes. They are kept first, so nothing waits for it. A talk
that was kept just before the server was cut off is read as soon as somebody signs in. What is not
read yet is found again by the store itself, also after a restart.
"""

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary, ref

from fieldwork.actions.by_the_way import Worker
from fieldwork.domain.ids import NoteId
from fieldwork.domain.notes import Note, Reading, Suggestion
from fieldwork.domain.refusals import Refusal
from fieldwork.store import notes
from fieldwork.store.study import StudyStore

if TYPE_CHECKING:
    from fieldwork.actions.seat import OpenStudy

Progress = Callable[[int, int], object]
_AT_ONCE: Final = 20
# How much the thread gives way: 19 is the most.
_GIVES_WAY: Final = 15
_LOG: Final = logging.getLogger(__name__)


class LateReader:
    """Reads what is left unread in one open study. Safe to use from many threads."""

    def __init__(self, opened: "OpenStudy") -> None:
        """Begin with nothing read."""
        # A weak one: what is kept for a study may not keep the study itself.
        self._ref = ref(opened)
        # In these nothing was found, so the store cannot tell that they were read.
        self._empty: set[NoteId] = set()
        self._reading = threading.Lock()
        self._worker = Worker(opened.store.engine, "read later", _GIVES_WAY)

    def left(self) -> int:
        """Return how many are still to be read."""
        with self._opened().store.read() as session:
            return sum(one not in self._empty for one in notes.unread_by_machine(session))

    def read(self, progress: Progress | None = None, *, in_haste: bool = False) -> int:
        """Read all that is left; ``progress`` gets how many of how many. Returns how many.

        ``in_haste`` takes every core, for whoever waits for it and shares the machine with nobody.
        """
        with self._reading:
            opened = self._opened()
            with opened.store.read() as session:
                waiting = [
                    one for one in notes.unread_by_machine(session) if one not in self._empty
                ]
            for start in range(0, len(waiting), _AT_ONCE):
                if self._worker.closed:
                    return start
                self._read_some(opened, waiting[start : start + _AT_ONCE], in_haste)
                if progress:
                    progress(min(start + _AT_ONCE, len(waiting)), len(waiting))
            return len(waiting)

    def wake(self) -> None:
        """Have what is left read by a thread; returns at once."""
        self._worker.wake(self._run)

    def wait(self, seconds: float) -> bool:
        """Wait until the thread is done; returns whether it is."""
        return self._worker.wait(seconds)

    def _run(self) -> None:
        try:
            while not self._worker.closed and self.read():
                pass
        except (Refusal, ReferenceError) as stopped:
            # A full disk or a closed study: the next look at the screen begins again.
            _LOG.warning("reading by the way stopped: %s", type(stopped).__name__)

    def _read_some(self, opened: "OpenStudy", ids: list[NoteId], in_haste: bool) -> None:
        store = opened.store
        with store.read() as session:
            found = notes.notes(session, store.vault, ids=ids)
        texts = (one.text for one in found)
        for_tagger = opened.tagger.ahead(texts) if in_haste else texts
        read = [
            (one, opened.tagger.suggest(one.id, text, opened.learned))
            for one, text in zip(found, for_tagger, strict=True)
        ]
        with store.work() as session:
            fresh = {one.id: one for one in notes.notes(session, store.vault, ids=ids)}
            before = notes.readings(session, ids)
            for note, suggestions in read:
                if note.id in fresh and fresh[note.id].text == note.text:
                    kept = _new_ones(note, suggestions, before.get(note.id, Reading()))
                    notes.add_suggestions(session, kept)
        self._empty.update(ids)

    def _opened(self) -> "OpenStudy":
        opened = self._ref()
        if opened is None:
            raise ReferenceError("the study of this reader is gone")
        return opened


def _new_ones(note: Note, read: tuple[Suggestion, ...], before: Reading) -> list[Suggestion]:
    """Return what is not known of a note yet: nobody is asked what somebody ticked."""
    known = {one.suggestion.code for one in before.decisions} | {one.code for one in before.open}
    return [one for one in read if one.code not in known]


_READERS: "WeakKeyDictionary[StudyStore, LateReader]" = WeakKeyDictionary()
_MAKING: Final = threading.Lock()


def reader_of(opened: "OpenStudy") -> LateReader:
    """Return the reader of an open study, the same one each time."""
    with _MAKING:
        reader = _READERS.get(opened.store)
        if reader is None:
            reader = _READERS[opened.store] = LateReader(opened)
        return reader
