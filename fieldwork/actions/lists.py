"""Lijsten: made by one, checked by a second, sent; and what can go on the next."""

from collections.abc import Sequence
from dataclasses import dataclass

from fieldwork.actions import list_pages, sending
from fieldwork.actions.cards import ListPage, RequestCard, make_cards, team_names
from fieldwork.actions.list_pages import ListLine
from fieldwork.actions.seat import Capability, kept_for_a_minute
from fieldwork.domain.access import Right
from fieldwork.domain.handover import OPEN_AT_GEMEENTE, RequestState
from fieldwork.domain.ids import ListId, RequestId
from fieldwork.domain.sending import ListState, SentList
from fieldwork.domain.sharing import same_recipient
from fieldwork.store import handover, handover_lists

_UNSENT = (ListState.GEMAAKT, ListState.NAGEKEKEN)


@dataclass(frozen=True, slots=True)
class NextOne:
    """A request that can go on the next list; ``changed`` says what is new since it went out.

    ``unchecked`` is for what was changed and nobody looked at yet: it cannot go.
    """

    card: RequestCard
    recipient: str
    changed: tuple[str, ...] = ()
    unchecked: bool = False

    @property
    def is_new(self) -> bool:
        """Whether it never went out."""
        return not self.changed


@dataclass(frozen=True, slots=True)
class NextList:
    """What is new and what changed since, per recipient; the most urgent first."""

    ones: tuple[NextOne, ...]

    @property
    def recipients(self) -> tuple[str, ...]:
        """To whom something can go."""
        return tuple(dict.fromkeys(one.recipient for one in self.ones))

    def of(self, recipient: str) -> tuple[NextOne, ...]:
        """Return what can go to ``recipient``."""
        return tuple(one for one in self.ones if same_recipient(one.recipient, recipient))


class Lists(Capability):
    """Lists on their way, and those that were sent."""

    @kept_for_a_minute
    def next_list(self) -> NextList:
        """Return what is checked and not sent, and what was sent and changed since."""
        with self._read(Right.MAKE_REQUESTS) as work:
            states = {RequestState.GETOETST} | OPEN_AT_GEMEENTE
            found = handover.requests(work.session, work.vault, states=states)
            taken = handover_lists.on_lists(work.session)
            free = [one for one in found if one.id not in taken]
            changed = sending.changed_since(work, free)
            checked = RequestState.GETOETST
            news = [one for one in free if one.state is checked or changed.get(one.id)]
            last = handover_lists.lists(work.session)[:1]
            usual = last[0].recipient if last else f"Gemeente {self._seat.open.study.gemeente}"
            ones = [
                _next(card, changed.get(card.request.id, ()), usual)
                for card in make_cards(work, news)
            ]
        return NextList(tuple(ones))

    def make(self, recipient: str, request_ids: Sequence[RequestId]) -> SentList:
        """Make a list, for a second person to look at; nothing goes out yet."""
        with self._work(Right.SEND_HANDOVER) as work:
            return sending.make(work, recipient, request_ids)

    def check(self, list_id: ListId, alone_reason: str = "") -> SentList:
        """Keep that I looked at the list; who made it says why nobody else did."""
        with self._work(Right.CHECK_REQUESTS) as work:
            return sending.check(work, list_id, alone_reason)

    def send(self, list_id: ListId) -> SentList:
        """Send a list that was checked."""
        with self._work(Right.SEND_HANDOVER) as work:
            return sending.send(work, list_id)

    def remove(self, list_id: ListId, request_id: RequestId) -> SentList:
        """Take somebody off a list that is not sent yet."""
        with self._work(Right.SEND_HANDOVER) as work:
            return sending.remove(work, list_id, request_id)

    def drop(self, list_id: ListId) -> SentList:
        """Have a list lapse that is not sent."""
        with self._work(Right.SEND_HANDOVER) as work:
            return sending.drop(work, list_id)

    @kept_for_a_minute
    def unsent(self) -> list[ListPage]:
        """Return the lists that were made and are not sent, the last first."""
        with self._read(Right.MAKE_REQUESTS) as work:
            found = handover_lists.lists(work.session, _UNSENT)
            return [list_pages.page_of(work, one, reader=False) for one in found]

    @kept_for_a_minute
    def sent(self) -> list[ListLine]:
        """Return the lists that were sent, in short, the last first."""
        with self._read(Right.MAKE_REQUESTS) as work:
            counts = handover_lists.counts(work.session)
            names = team_names(work)
            return [
                ListLine(one, names.get(one.made_by, ""), counts.get(one.id, 0))
                for one in handover_lists.lists(work.session)
            ]

    def changed(self, request_id: RequestId) -> tuple[str, ...]:
        """Return what changed in a request since it went out, by names of fields."""
        with self._read(Right.MAKE_REQUESTS) as work:
            request = handover.request(work.session, work.vault, request_id)
            [card] = make_cards(work, [request])
            return sending.what_changed(work, request, card.person)


def _next(card: RequestCard, changed: tuple[str, ...], usual: str) -> NextOne:
    basis = card.request.basis
    to = basis.recipient.strip() if basis else ""
    return NextOne(card, to or card.recipient or usual, changed, unchecked=card.check is None)
