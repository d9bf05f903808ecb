"""Vandaag: what somebody should know before going out of the door."""

from dataclasses import dataclass

from fieldwork.actions.cards import RequestCard
from fieldwork.actions.handover import Handover
from fieldwork.actions.notes import NoteFilter, NotePage, Notes
from fieldwork.actions.people import People, PersonOnList
from fieldwork.actions.seat import Capability, kept_until_changed
from fieldwork.domain.notes import Need

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
        return not (self.late or self.to_check or self.checked or self.unread or self.long_ago)


class Today(Capability):
    """The first screen."""

    @kept_until_changed
    def day(self) -> Day:
        """Return what waits today."""
        board = Handover(self._seat).board()
        notes = Notes(self._seat)
        unread = notes.find(NoteFilter(unreviewed=True, limit=100))
        return Day(
            late=board.late,
            to_check=board.concept,
            checked=board.checked,
            urgent=tuple(
                page for page in unread if page.note.need is Need.VANDAAG and not page.requests
            ),
            unread=tuple(unread[:SHOWN]),
            unread_count=notes.count(unreviewed=True),
            long_ago=tuple(People(self._seat).long_ago()),
        )
