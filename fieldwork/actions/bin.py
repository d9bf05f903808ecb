"""Prullenbak: what was thrown away, seen nowhere else, and put back within thirty days."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.exc import IntegrityError

from fieldwork.actions.deed_titles import titles_of
from fieldwork.actions.draft_return import rejoin_draft
from fieldwork.actions.search_memory import memory_of
from fieldwork.actions.seat import Capability, Work
from fieldwork.domain.access import Right
from fieldwork.domain.bin import BinId, BinItem, BinKind, day_gone
from fieldwork.domain.dates import local, say_day
from fieldwork.domain.handover import HelpRequest
from fieldwork.domain.ids import AccountId, NoteId, PersonId, RequestId, new_id
from fieldwork.domain.refusals import NotAllowed, Refusal
from fieldwork.store import accounts, audit, bin, handover, journal, notes, rows, taken_back
from fieldwork.store.rows import Place
from fieldwork.store.study import StudyStore

WHERE: Final = "Prullenbak"
THROWN: Final = "naar de prullenbak"
RESTORED: Final = "teruggezet"
REMOVED: Final = "voorgoed verwijderd"
# Who tidies up: no account, as nobody is signed in when a study opens.
BY_ITSELF: Final = "wijkduik"
RIGHTS: Final = {
    BinKind.GESPREK: Right.WRITE_NOTES,
    BinKind.PERSOON: Right.WRITE_PEOPLE,
    BinKind.HULPVRAAG: Right.MAKE_REQUESTS,
    BinKind.AFSPRAAK: Right.WRITE_NOTES,
}


class HandedOver(Refusal):
    """What the gemeente was given cannot be thrown away: others work with it."""

    def __init__(self, what: str, what_now: str) -> None:
        super().__init__(WHERE, what, what_now)


class NotYours(Refusal):
    """A talk of somebody else, thrown by who is no coordinator."""

    def __init__(self, whose: str) -> None:
        super().__init__(
            WHERE,
            f"Dit gesprek is van {whose or 'een collega'}.",
            "Vraag het aan wie het opschreef, of aan uw coördinator.",
        )


class PutBackFirst(Refusal):
    """Something in the bin belongs to something else there, or to what is gone."""

    def __init__(self, title: str) -> None:
        what_now = f"Zet eerst '{title}' terug." if title else "Het kan niet meer terug."
        super().__init__(WHERE, "Het hoort bij iets dat er nu niet is.", what_now)


@dataclass(frozen=True, slots=True)
class InBin:
    """A thing in the bin with the first name of who threw it, and what this person may do."""

    item: BinItem
    thrown_by: str
    may_restore: bool
    may_remove: bool


class Bin(Capability):
    """What was thrown away in the last thirty days."""

    def throw(self, kind: BinKind, subject: str) -> BinId:
        """Throw something away with all that hangs on it; returns what it is in the bin.

        Raises :class:`HandedOver`, :class:`NotYours`, or ``NotFound``.
        """
        with self._work(RIGHTS[kind]) as work:
            heap = bin.gather(work.session, kind, subject)
            self._must_be_free(work, kind, subject, heap)
            title = titles_of(work, [subject]).get(subject) or kind.label
            item = BinItem(
                id=BinId(new_id()),
                kind=kind,
                subject=subject,
                title=title,
                thrown_by=self._me.id,
                thrown_at=work.at,
                gone_on=day_gone(work.at),
                owner=self._owner(work, kind, subject),
            )
            self._tell(work, heap.places, is_gone=True)
            bin.put(work.session, work.vault, item, heap)
            work.record(THROWN, subject, kind.value)
            work.writing.sealed = work.vault.seal("deeds.sealed", title)
        memory_of(self._seat.open.store).wake()
        return item.id

    def is_there(self, kind: BinKind, subject: str) -> bool:
        """Return whether there is something of this kind, so not in the bin."""
        with self._read(RIGHTS[kind]) as work:
            return rows.exists(work.session, Place(bin.TABLES[kind], (subject,)))

    def why_not(self, kind: BinKind, subject: str) -> str:
        """Return why something cannot be thrown away, or "" when it can."""
        with self._read(RIGHTS[kind]) as work:
            try:
                heap = bin.gather(work.session, kind, subject)
                self._must_be_free(work, kind, subject, heap)
            except Refusal as refused:
                return f"{refused.what} {refused.what_now}"
        return ""

    def items(self) -> list[InBin]:
        """Return what lies in the bin, the last thrown first."""
        with self._read(Right.READ_NOTES) as work:
            names = {one.id: one.call_name for one in accounts.accounts(work.session)}
            return [
                InBin(
                    one,
                    names.get(one.thrown_by, ""),
                    self._may_restore(one),
                    self._me.may(Right.MANAGE_STUDY),
                )
                for one in bin.items(work.session, work.vault)
                if one.gone_on > self._seat.today
            ]

    def restore(self, item_id: BinId) -> BinItem:
        """Put something back with all that hung on it; returns what it was.

        Raises :class:`PutBackFirst` for what belongs to something that is in the bin as well.
        """
        with self._read(Right.READ_NOTES) as work:
            kind = bin.item(work.session, work.vault, item_id).kind
        try:
            with self._work(RIGHTS[kind]) as work:
                item = bin.item(work.session, work.vault, item_id)
                if not self._may_restore(item):
                    raise NotAllowed("terugzetten wat een collega weggooide")
                lacks = bin.missing(work.session, item_id)
                if lacks is not None:
                    raise PutBackFirst(_title(work, lacks.item))
                places = bin.places(work.session, item_id)
                bin.restore(work.session, item_id)
                if kind is BinKind.GESPREK:
                    rejoin_draft(work, NoteId(item.subject))
                self._tell(work, places, is_gone=False)
                work.record(RESTORED, item.subject, item.kind.value)
        except IntegrityError as error:
            raise PutBackFirst("") from error
        memory_of(self._seat.open.store).wake()
        return item

    def remove_for_good(self, item_id: BinId) -> None:
        """Take something in the bin away for good; a coordinator's, and nothing brings it back."""
        with self._work(Right.MANAGE_STUDY) as work:
            item = bin.item(work.session, work.vault, item_id)
            bin.remove(work.session, item_id)
            work.record(REMOVED, item.subject, item.kind.value)

    def _may_restore(self, item: BinItem) -> bool:
        if not self._me.may(RIGHTS[item.kind]):
            return False
        is_mine = self._me.id in (item.thrown_by, item.owner)
        return is_mine or item.kind is not BinKind.GESPREK or self._me.may(Right.MANAGE_STUDY)

    def _owner(self, work: Work, kind: BinKind, subject: str) -> AccountId | None:
        row = rows.fetch(work.session, Place(bin.TABLES[kind], (subject,))) or {}
        return AccountId(row["made_by"]) if row.get("made_by") else None

    def _must_be_free(self, work: Work, kind: BinKind, subject: str, heap: bin.Heap) -> None:
        """Raise why this may not be thrown, if it may not."""
        if kind is BinKind.GESPREK:
            self._must_be_mine(work, NoteId(subject))
        if kind is BinKind.HULPVRAAG:
            request = handover.request(work.session, work.vault, RequestId(subject))
            gone_out = request.handed_in is not None
        else:
            asked = _requests_of(work, kind, subject)
            gone_out = any(one.handed_in is not None for one in asked)
        if gone_out or heap.held_by:
            raise _handed_over(kind)

    def _must_be_mine(self, work: Work, note_id: NoteId) -> None:
        made_by = notes.note(work.session, work.vault, note_id).made_by
        if made_by != self._me.id and not self._me.may(Right.MANAGE_STUDY):
            names = {one.id: one.call_name for one in accounts.accounts(work.session)}
            raise NotYours(names.get(made_by, ""))

    def _tell(self, work: Work, places: list[Place], *, is_gone: bool) -> None:
        """Put on each course that a request or follow-up went to the bin, or came back."""
        words = taken_back.BINNED if is_gone else taken_back.RESTORED
        for place in places:
            row = rows.fetch(work.session, place)
            if row is not None and place.table == "requests":
                taken_back.tell_request(work.session, row, self._me.id, work.at, words)
            if row is not None and place.table == "follow_ups":
                taken_back.tell_follow_up(work.session, row, self._me.id, work.at, is_gone=is_gone)


def tidy(store: StudyStore, at: datetime) -> int:
    """Take away for good what lay in the bin for its time; returns how much went.

    For when a study opens: the trail gets each deed, without a name. The journal of undoing loses
    what is over an hour old as well.
    """
    day = local(at).date()
    with store.read() as session:
        # An open study must not wait for a disk that is full, so nothing is written for nothing.
        if not bin.due(session, day) and not journal.is_old(session, at):
            return 0
    with store.work() as session:
        gone = bin.due(session, day)
        for item_id, subject in gone:
            bin.remove(session, item_id)
            audit.record(session, at, BY_ITSELF, REMOVED, subject, "na 30 dagen")
        journal.clean(session, at)
    return len(gone)


def say_gone(item: BinItem) -> str:
    """Return until when something can be put back: "tot di 24 maart"."""
    return f"tot {say_day(item.gone_on)}"


def _requests_of(work: Work, kind: BinKind, subject: str) -> list[HelpRequest]:
    if kind is BinKind.PERSOON:
        return handover.requests(work.session, work.vault, person=PersonId(subject))
    if kind is BinKind.GESPREK:
        return handover.requests(work.session, work.vault, note=NoteId(subject))
    return []


def _handed_over(kind: BinKind) -> HandedOver:
    if kind is BinKind.PERSOON:
        return HandedOver(
            "Voor deze persoon is een hulpvraag overgedragen, en dat moet terug te vinden zijn.",
            "Trek de hulpvraag in als die niet klopt. Verbeter gegevens bij 'Wijzigen'.",
        )
    if kind is BinKind.GESPREK:
        return HandedOver(
            "Op dit gesprek rust een hulpvraag die is overgedragen.",
            "Trek de hulpvraag in als die niet klopt. De tekst kunt u wijzigen.",
        )
    return HandedOver(
        "Deze hulpvraag is overgedragen, en dat moet terug te vinden zijn.",
        "Trek de hulpvraag in als die niet klopt.",
    )


def _title(work: Work, item_id: BinId | None) -> str:
    return "" if item_id is None else bin.item(work.session, work.vault, item_id).title
