"""Zoeken: a question to all talks, by words and by meaning; and talks that are like one."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from fieldwork.actions.notes import NotePage, Notes
from fieldwork.actions.search_memory import Readiness, memory_of
from fieldwork.actions.seat import Capability, kept_until_changed
from fieldwork.domain.access import Right
from fieldwork.domain.ids import NoteId, PersonId
from fieldwork.domain.notes import Need, Span
from fieldwork.domain.people import Source
from fieldwork.domain.places import AreaKind
from fieldwork.store import search_rows
from fieldwork.store.search_rows import Narrowing

if TYPE_CHECKING:
    from fieldwork.tagging.similar import Match

# Longer than any question; what is beyond is not read.
LONGEST_QUESTION: Final = 300
NOTHING_TO_MAKE: Final = Readiness(0, 0)


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """Which talks to look in; what is empty does not narrow.

    ``buurt`` is a code, or "" for the talks that lie in none of the buurten; ``code`` is a theme or
    a signal.
    """

    code: str = ""
    person: PersonId | None = None
    buurt: str | None = None
    since: date | None = None
    until: date | None = None
    source: Source | None = None
    need: Need | None = None
    unreviewed: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A talk that was found. ``sentence`` answers best, with where the words asked for stand.

    Without a question there is no sentence. ``has_words``: a word asked for stands in the talk.
    """

    page: NotePage
    sentence: str = ""
    marked: tuple[Span, ...] = ()
    has_words: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, the best first (without a question the last talk first).

    ``every`` counts all that answer; ``found`` holds as many as were asked for. ``ready`` tells
    how many talks can be found by meaning already.
    """

    found: tuple[Found, ...]
    every: int
    ready: Readiness = NOTHING_TO_MAKE

    @property
    def has_words(self) -> bool:
        """Whether any talk holds a word that was asked for."""
        return any(one.has_words for one in self.found)


class Search(Capability):
    """Finding talks back."""

    def find(self, question: str = "", which: SearchFilter | None = None, most: int = 20) -> Answer:
        """Return the talks that answer ``question`` among those of ``which``, at most ``most``."""
        self._me.must(Right.READ_NOTES)
        asked = " ".join(question.split())[:LONGEST_QUESTION]
        if not asked:
            return self.latest(which or SearchFilter(), most)
        return self._answer(asked, self._among(which or SearchFilter()), most)

    @kept_until_changed
    def latest(self, which: SearchFilter, most: int = 20) -> Answer:
        """Return the talks of ``which``, the last first, at most ``most``."""
        self._me.must(Right.READ_NOTES)
        asked = self._asked(which)
        with self._read(Right.READ_NOTES) as work:
            ids = search_rows.narrowed(work.session, asked, most)
            every = search_rows.count(work.session, asked)
        pages = Notes(self._seat).several(ids)
        return Answer(tuple(Found(page) for page in pages), every)

    def like(self, note_id: NoteId, most: int = 5) -> tuple[NotePage, ...]:
        """Return the talks that are most like this one, the best first."""
        self._me.must(Right.READ_NOTES)
        memory = memory_of(self._seat.open.store)
        index, ready = memory.index()
        if not ready.is_whole:
            memory.wake()
        found = [NoteId(one) for one in index.like(note_id, most)]
        return tuple(Notes(self._seat).several(found))

    def prepare(self) -> None:
        """Have the vectors made that are missing, later and by the way; returns at once."""
        self._me.must(Right.READ_NOTES)
        memory_of(self._seat.open.store).wake()

    def readiness(self) -> Readiness:
        """Return how many talks can be found by meaning; what is missing is then made."""
        self._me.must(Right.READ_NOTES)
        memory = memory_of(self._seat.open.store)
        _, ready = memory.index()
        if not ready.is_whole:
            memory.wake()
        return ready

    def _asked(self, which: SearchFilter) -> Narrowing:
        areas = self._seat.open.areas
        buurten = [area.code for area in areas if area.kind is AreaKind.BUURT]
        return Narrowing(
            code=which.code,
            person=which.person,
            buurt=which.buurt or None,
            outside=buurten if which.buurt == "" else None,
            since=which.since,
            until=which.until,
            source=which.source,
            need=which.need,
            unreviewed=which.unreviewed,
        )

    def _among(self, which: SearchFilter) -> frozenset[NoteId] | None:
        """Return the talks to look in; None is all."""
        if which == SearchFilter():
            return None
        with self._read(Right.READ_NOTES) as work:
            return frozenset(search_rows.narrowed(work.session, self._asked(which)))

    def _answer(self, asked: str, among: frozenset[NoteId] | None, most: int) -> Answer:
        from fieldwork.tagging.similar_words import telling_words

        memory = memory_of(self._seat.open.store)
        index, ready = memory.index()
        question, average = memory.ask(asked)
        with self._read(Right.READ_NOTES) as work:
            # All words of the question, by the full-text index: these come first.
            first = search_rows.with_words(work.session, telling_words(asked))
        best = index.find(question, among=among, first=first, average=average)
        pages = Notes(self._seat).several([NoteId(one) for one in best[:most]])
        found = [_found(page, index.match(page.note.id, question)) for page in pages]
        return Answer(tuple(found), len(best), ready)


def _found(page: NotePage, match: "Match") -> Found:
    """Return a talk with the sentence that answers on its own, and where the marks stand in it."""
    sentence = match.sentence
    # A colleague may have changed the text since it was read.
    if sentence is None or not sentence.lies_in(page.note.text):
        return Found(page, has_words=match.has_words)
    start = sentence.start
    marked = tuple(Span(one.start - start, one.end - start) for one in match.marked)
    return Found(page, sentence.of(page.note.text), marked, match.has_words)
