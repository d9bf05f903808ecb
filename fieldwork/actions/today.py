"""Vandaag: what somebody should know before going out of the door."""

from dataclasses import dataclass

from fieldwork.actions.cards import Board, RequestCard
from fieldwork.actions.handover import Handover
from fieldwork.actions.notes import NoteFilter, NotePage, Notes
from fieldwork.actions.people import People, PersonOnList
from fieldwork.actions.seat import Capability, kept_for_a_minute
from fieldwork.domain.access import Right
from fieldwork.domain.dates import local
from fieldwork.domain.ids import NoteId
from fieldwork.domain.notes import Need
from fieldwork.store import search_rows
from fieldwork.store.search_rows import Narrowing

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Day:
    """What waits: late handovers, requests to check, talks to read back, people to look up."""

    late: tuple[RequestCard, ...]
    to_check: tuple[RequestCard, ...]
    checked: tuple[RequestCard, ...]
    urgent: tuple[NotePage, ...]
    unread: tuple[NotePage, ...]
    unread_count: int
    long_ago: tuple[PersonOnList, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits."""
        requests = self.late or self.to_check or self.checked
        return not (requests or self.urgent or self.unread or self.long_ago)


class Today(Capability):
    """The first screen."""

    @kept_for_a_minute
    def day(self) -> Day:
        """Return what waits today."""
        board = Handover(self._seat).board()
        notes = Notes(self._seat)
        unread = notes.find(NoteFilter(unreviewed=True, limit=SHOWN))
        return Day(
            late=board.late,
            to_check=board.concept,
            checked=board.checked,
            urgent=_nobody_asked(notes.several(self._urgent()), board),
            unread=tuple(unread),
            unread_count=notes.count(unreviewed=True),
            long_ago=tuple(People(self._seat).long_ago()),
        )

    def _urgent(self) -> list[NoteId]:
        """Return the talks in which help was needed that day, found without reading the others."""
        with self._read(Right.READ_NOTES) as work:
            return search_rows.narrowed(work.session, Narrowing(need=Need.VANDAAG))


def _nobody_asked(urgent: list[NotePage], board: Board) -> tuple[NotePage, ...]:
    """Return the talks that call for help today and for which no request was made since.

    Also those that were read back, and from long ago: only a request, or a person who says that
    it is settled, takes one away.
    """
    groups = (board.concept, board.checked, board.waiting, board.running, board.closed)
    requests = [card.request for group in groups for card in group]
    asked_in = {request.note for request in requests}
    asked_for = [(request.person, local(request.made_at).date()) for request in requests]
    return tuple(
        page
        for page in urgent
        if page.note.id not in asked_in
        and not any(
            person in page.note.people and day >= page.note.happened_on for person, day in asked_for
        )
    )
