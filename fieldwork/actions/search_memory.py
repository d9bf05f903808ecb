"""What searching keeps at hand for one open study.

A talk is read once, however often is searched. A change in the study makes only what changed be
looked at again: the journal tells what that was. What a talk says is read by the way and kept in
the store; what is not read yet is found by the full-text index, and what has no vectors by its
words.
"""

import threading
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from sqlalchemy.orm import Session

from fieldwork.actions.search_making import AT_WORK, QUIET, Making, load_maker
from fieldwork.domain.ids import NoteId
from fieldwork.store import search_rows, vectors
from fieldwork.store.search_rows import NoteState
from fieldwork.store.study import StudyStore
from fieldwork.store.vectors import Kept

if TYPE_CHECKING:
    from fieldwork.store.vectors import Matrix
    from fieldwork.tagging.similar import Index, Question, Searched
    from fieldwork.tagging.vectors import Vectors

# So many talks are read while somebody waits, at some milliseconds each; the thread reads the rest.
AT_HAND: Final = 100
_MOST_ASKED: Final = 64


@dataclass(frozen=True, slots=True)
class Readiness:
    """How many of the talks can be found by meaning already; 0 of 0 without a maker."""

    made: int
    every: int

    @property
    def is_whole(self) -> bool:
        """Whether nothing is still to be made."""
        return self.made >= self.every


@dataclass(frozen=True, slots=True)
class _Known:
    """A talk as it is searched, how it stood then, and whether its words were read."""

    state: NoteState
    note: "Searched"
    is_read: bool


class SearchMemory:
    """The talks of one open study, ready to be searched. Safe to use from many threads."""

    def __init__(self, store: StudyStore, quiet: float = QUIET) -> None:
        """Begin empty; what is missing is made from the first :meth:`wake`."""
        self._making = Making(store, quiet, self._warm, _somebody_works)
        self._known: dict[NoteId, _Known] = {}
        self._asked: dict[tuple[str, str], Question] = {}
        self._index: Index | None = None
        self._seen: object = None
        # Where the journal stood when the talks were last looked at.
        self._end = 0
        self._readiness = Readiness(0, 0)
        self._refreshing = threading.Lock()

    @property
    def made(self) -> int:
        """How many talks got their vectors since the study was opened."""
        return self._making.made

    def wake(self) -> None:
        """Have made what is missing, once it is quiet; returns at once."""
        self._making.wake()

    def hurry(self) -> None:
        """Do so without waiting until it is quiet, and without giving way."""
        self._making.hurry()

    def wait(self, seconds: float) -> bool:
        """Wait until all is made; returns whether it is."""
        return self._making.wait(seconds)

    def index(self) -> "tuple[Index, Readiness]":
        """Return the talks as they are now, and how far their vectors are."""
        store = self._making.store()
        return self._as_at(store, store.stamp())

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

    def _warm(self) -> None:
        """Bring the index up to date, without passing for somebody who is at work."""
        store = self._making.store()
        with store.read() as session:
            stamp = search_rows.stamp(session)
        self._as_at(store, stamp)

    def _as_at(self, store: StudyStore, stamp: int) -> "tuple[Index, Readiness]":
        """Return the talks as they are at ``stamp`` or later."""
        from fieldwork.tagging.similar_kept import edition

        maker = load_maker()
        name = maker.name if maker else ""
        with self._refreshing:
            with store.read() as session:
                without = vectors.count_missing(session, name) if name else 0
                seen = (stamp, without, vectors.count_unread(session, edition()))
                if self._index is None or self._seen != seen:
                    self._refresh(session, name, without)
                    self._seen = seen
            assert self._index is not None  # noqa: S101  just made
            return self._index, self._readiness

    def _refresh(self, session: Session, maker: str, without: int) -> None:
        """Take in what changed since the last time; everything where the journal does not tell."""
        from fieldwork.tagging.similar import Index

        end = search_rows.journal_end(session)
        begins = self._index is None
        changed = None if begins else search_rows.changed_between(session, self._end, end)
        states = search_rows.states(session, changed)
        gone = (self._known.keys() if changed is None else changed) - {one.id for one in states}
        is_other = bool(gone & self._known.keys())
        for one in gone & self._known.keys():
            del self._known[one]
        is_other |= self._read(session, maker, states, without)
        is_other |= self._mark(states, search_rows.codes(session, changed))
        if begins or is_other:
            last_first = sorted(self._known.values(), key=lambda one: one.state.order, reverse=True)
            self._index = Index([one.note for one in last_first], self._index)
        every = len(self._known) if maker else 0
        self._readiness, self._end = Readiness(max(0, every - without), every), end

    def _read(
        self, session: Session, maker: str, states: Collection[NoteState], without: int
    ) -> bool:
        """Read what is new, and take up what was made since; returns whether there was any."""
        from fieldwork.tagging.similar_kept import edition

        bodies = search_rows.texts(session, [one.id for one in states if self._is_other(one)])
        bodies = {one: body for one, body in bodies.items() if self._text(one) != body}
        found = vectors.kept(session, maker, edition(), bodies)
        by_id = {one.id: one for one in states}
        room = AT_HAND
        for one, body in bodies.items():
            kept = found.get(one, Kept())
            is_read = kept.words is not None or room > 0
            room -= kept.words is None and is_read
            self._known[one] = _Known(by_id[one], _searched(one, body, kept, is_read), is_read)
        late = self._late(session, maker, without)
        found = vectors.kept(session, maker, edition(), late)
        for one in late:
            self._known[one] = _take_up(self._known[one], found.get(one, Kept()))
        return bool(bodies or late)

    def _late(self, session: Session, maker: str, without: int) -> set[NoteId]:
        """Return the talks of which words or vectors were made since they were looked at."""
        from fieldwork.tagging.similar_kept import edition

        unread = {one for one, known in self._known.items() if not known.is_read}
        lacking = {one for one, known in self._known.items() if known.note.vectors is None}
        if unread:
            unread &= vectors.have_words(session, edition())
        lacking &= (
            vectors.have_vectors(session, maker) if maker and len(lacking) != without else set()
        )
        return unread | lacking

    def _mark(self, states: Collection[NoteState], codes: Mapping[NoteId, frozenset[str]]) -> bool:
        """Keep how these talks stand and what they are about; returns whether that is other."""
        is_other = False
        for state in states:
            known = self._known[state.id]
            about = dict.fromkeys(codes.get(state.id, ()), 1.0)
            note = known.note if known.note.codes == about else replace(known.note, codes=about)
            is_other |= note is not known.note or state.order != known.state.order
            self._known[state.id] = _Known(state, note, known.is_read)
        return is_other

    def _is_other(self, state: NoteState) -> bool:
        known = self._known.get(state.id)
        return known is None or known.state.version != state.version

    def _text(self, note_id: NoteId) -> str | None:
        known = self._known.get(note_id)
        return known.note.text if known else None


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


def _searched(note_id: NoteId, body: str, kept: Kept, is_read: bool) -> "Searched":
    """Return a talk as it is searched; of one that may not be read now, its text alone."""
    from fieldwork.tagging.similar import Searched, ready
    from fieldwork.tagging.similar_kept import NOTHING, unpack

    if kept.words is None and is_read:
        return ready(note_id, body, vectors=kept.vectors)
    words, concepts = unpack(kept.words or NOTHING)
    return Searched(note_id, body, words, concepts, {}, kept.vectors)


def _take_up(known: _Known, kept: Kept) -> _Known:
    """Return a talk with what was made of it since; what is at hand already stays."""
    from fieldwork.tagging.similar_kept import unpack

    note = known.note
    if kept.vectors is not None and note.vectors is None:
        note = replace(note, vectors=kept.vectors)
    if kept.words is not None and not known.is_read:
        words, concepts = unpack(kept.words)
        note = replace(note, words=words, concepts=concepts)
    return _Known(known.state, note, known.is_read or kept.words is not None)


def _read_question(text: str, maker: "Vectors | None") -> "Question":
    from fieldwork.tagging.pipeline import load_tagger
    from fieldwork.tagging.similar import ask
    from fieldwork.tagging.similar_lines import codes_in

    return ask(text, maker, codes_in(load_tagger().tag(text)))
