"""Ongedaan maken: what was done in the last hour, taken back whole or not at all."""

from dataclasses import replace
from typing import Final

from sqlalchemy.exc import IntegrityError

from fieldwork.actions.deed_titles import titles_of
from fieldwork.actions.draft_return import give_draft_back, rejoin_draft, written_before
from fieldwork.actions.search_memory import memory_of
from fieldwork.actions.seat import Capability, Work
from fieldwork.domain.access import Right
from fieldwork.domain.bin import BinId, BinItem, BinKind, day_gone
from fieldwork.domain.ids import AccountId, NoteId, new_id
from fieldwork.domain.refusals import NotAllowed, Refusal
from fieldwork.domain.undo import FOR_GOOD, REDONE, UNDO_TIME, UNDONE, RecentDeed, say_deed
from fieldwork.store import accounts, area, bin, journal, keys, taken_back, versions
from fieldwork.store.journal import Entry, Obstacle, Plan
from fieldwork.store.rows import Place
from fieldwork.store.study import KEYS

COLUMN: Final = "deeds.sealed"
WHERE: Final = "Ongedaan maken"
_TURNED: Final = frozenset({UNDONE, REDONE})


class TooLate(Refusal):
    """A deed of more than an hour ago, or one that was taken back already."""

    def __init__(self, what: str = "Dit is langer dan een uur geleden.") -> None:
        super().__init__(WHERE, what, "Wijzig het zelf, op het scherm waar het staat.")


class StaysDone(Refusal):
    """A deed that went outside, or cannot be taken back for another reason."""

    def __init__(self, why: str) -> None:
        super().__init__(WHERE, "Dit kan niet terug.", why)


class InTheWay(Refusal):
    """Something was done since with what a deed changed."""

    def __init__(self, who: str, deed: str, is_mine: bool) -> None:
        what = f"{who} heeft hier daarna iets mee gedaan"
        now = "Vraag wat er nu moet staan, en wijzig het zelf."
        if is_mine:
            what, now = "U heeft hier daarna zelf iets mee gedaan", "Maak dat eerst ongedaan."
        super().__init__(WHERE, f"{what}: {deed}." if deed else f"{what}.", now)


class NeedsWhatIsGone(Refusal):
    """What would come back belongs to something that is gone by now."""

    def __init__(self) -> None:
        super().__init__(
            WHERE,
            "Het hoort bij iets dat er niet meer is.",
            "Kijk in de prullenbak, en zet dat eerst terug.",
        )


class Undo(Capability):
    """What was done in the last hour, and taking it back."""

    def recent(self, limit: int = 20, *, everybody: bool = False) -> list[RecentDeed]:
        """Return my deeds of the last hour, the newest first.

        A coordinator may see those of ``everybody``. One that changed nothing is left out.
        """
        all_of_them = everybody and self._me.may(Right.MANAGE_STUDY)
        with self._read(self._reading_right) as work:
            found = journal.recent(
                work.session,
                work.at - UNDO_TIME,
                None if all_of_them else self._me.id,
                limit,
            )
            shown = [one for one in found if one.first is not None or one.deed in FOR_GOOD]
            return self._deeds(work, shown)

    def undo(self, number: int) -> RecentDeed:
        """Take a deed back, or do it again when it was itself a taking back; all or nothing.

        Raises :class:`TooLate`, :class:`StaysDone`, :class:`InTheWay` or
        :class:`NeedsWhatIsGone`, and then changes nothing.
        """
        with self._read(self._reading_right) as work:
            right = Right.of(self._mine(work, number).needs)
        try:
            with self._work(right) as work:
                self._take_back(work, self._mine(work, number))
        except IntegrityError as error:
            raise NeedsWhatIsGone from error
        memory_of(self._seat.open.store).wake()
        return self.recent(1)[0]

    @property
    def _reading_right(self) -> Right:
        """What everybody who does anything has: the team reads talks, a reader gets lists."""
        is_reader = self._me.may(Right.RECEIVE_HANDOVER)
        return Right.RECEIVE_HANDOVER if is_reader else Right.READ_NOTES

    def _mine(self, work: Work, number: int) -> Entry:
        """Return a deed that I may take back now; raises why I may not."""
        one = journal.entry(work.session, number)
        if one is None or work.at - one.at > UNDO_TIME:
            raise TooLate
        if one.by != self._me.id and not self._me.may(Right.MANAGE_STUDY):
            raise NotAllowed("ongedaan maken wat een collega deed")
        self._me.must(Right.of(one.needs))
        if one.undone_by is not None:
            raise TooLate("Dit is al ongedaan gemaakt.")
        if why := _why_not(one):
            raise StaysDone(why)
        return one

    def _take_back(self, work: Work, one: Entry) -> None:
        session, again = work.session, one.deed == UNDONE
        made = journal.plan(session, one)
        if made.obstacles:
            raise self._refusal(work, made.obstacles)
        about = self._deeds(work, [one])[0].about
        written = written_before(work, made)
        journal.change_back(session, made)
        if one.deed not in _TURNED:
            _keep_words(work, made, about)
        journal.put_back(session, made)
        for talk in written:
            give_draft_back(work, talk)
        for place in journal.find_places(made, ("notes",)):
            if place.after is None:
                rejoin_draft(work, NoteId(place.place.key[0]))
        texts = journal.find_places(made, ("note_versions",))
        gone = [one.after for one in texts if one.before is None and one.after]
        versions.keep_taken_back(session, gone, self._me.id, work.at)
        taken_back.write_down(session, made.changes.values(), self._me.id, work.at, again=again)
        if journal.find_places(made, ("accounts",)):
            _must_have_coordinator(work)
        self._name_ring(work, made)
        first = journal.original(session, one)
        work.record(REDONE if again else UNDONE, one.subject, _said(first))
        work.writing.undoes = one.id
        work.writing.sealed = work.vault.seal(COLUMN, about)

    def _refusal(self, work: Work, obstacles: list[Obstacle]) -> Refusal:
        """Return what is in the way: my own deed where there is one, as I can take that back."""
        if all(one.is_missing for one in obstacles):
            return NeedsWhatIsGone()
        later = [one.later for one in obstacles if one.later is not None and one.later.deed]
        later.sort(key=lambda one: (one.by != self._me.id, -one.id))
        if not later:
            return InTheWay("Iemand anders", "", is_mine=False)
        if self._me.may(Right.RECEIVE_HANDOVER) and later[0].by != self._me.id:
            return InTheWay("Het team", "", is_mine=False)
        names = {one.id: one.call_name for one in accounts.accounts(work.session)}
        who = names.get(AccountId(later[0].by), "Iemand anders")
        return InTheWay(who, _said(later[0]), later[0].by == self._me.id)

    def _deeds(self, work: Work, found: list[Entry]) -> list[RecentDeed]:
        is_reader = self._me.may(Right.RECEIVE_HANDOVER)
        titles = {} if is_reader else titles_of(work, {one.subject for one in found})
        names = {one.id: one.call_name for one in accounts.accounts(work.session)}
        return [
            RecentDeed(
                number=one.id,
                at=one.at,
                by=AccountId(one.by),
                who=names.get(AccountId(one.by), ""),
                what=say_deed(one.deed, one.detail if one.deed in _TURNED else ""),
                about=self._about(work, one, titles.get(one.subject, "")),
                why_not=_why_not(one),
                is_undo=one.deed == UNDONE,
                is_mine=one.by == self._me.id,
            )
            for one in found
        ]

    def _about(self, work: Work, one: Entry, title: str) -> str:
        """Return what a deed was about: a theme where it names one, and the talk or person."""
        kept = work.vault.open(COLUMN, one.sealed)
        if kept:
            return kept
        codebook = self._seat.open.codebook
        is_theme = any(entry.id == one.detail for entry in codebook)
        parts = [codebook.label(one.detail) if is_theme else "", title]
        return " · ".join(part for part in parts if part)

    def _name_ring(self, work: Work, made: Plan) -> None:
        """Have the ring say the study's name again: it names the study while it is locked."""
        if journal.find_places(made, ("study",)):
            path = self._seat.open.store.path.with_name(KEYS)
            study = area.the_study(work.session)
            ring = keys.KeyRing.load(path)
            replace(ring, name=study.name, gemeente=study.gemeente).save(path)


def _said(one: Entry) -> str:
    """Return a deed in a few words; of a taking back also what was taken back."""
    return f"{one.deed} ({one.detail})" if one.deed in _TURNED else one.deed


def _why_not(one: Entry) -> str:
    if one.is_spent:
        return "Een deel ervan is voorgoed verwijderd, of Wijkduik is net bijgewerkt."
    return FOR_GOOD.get(one.deed, "")


def _must_have_coordinator(work: Work) -> None:
    """Refuse to leave the study without anybody who looks after it."""
    from fieldwork.actions.management import LastCoordinator

    if not any(one.may(Right.MANAGE_STUDY) for one in accounts.accounts(work.session)):
        raise LastCoordinator


def _keep_words(work: Work, made: Plan, about: str) -> None:
    """Put a talk that taking back takes away in the bin: typed words outlive the hour."""
    talks = [one for one in journal.find_places(made, ("notes",)) if one.before is None]
    if len(talks) != 1 or not talks[0].after or talks[0].after["imported_as"]:
        return
    item = BinItem(
        id=BinId(new_id()),
        kind=BinKind.GESPREK,
        subject=talks[0].place.key[0],
        title=about or BinKind.GESPREK.label,
        thrown_by=work.account.id,
        thrown_at=work.at,
        gone_on=day_gone(work.at),
        owner=AccountId(talks[0].after["made_by"]),
    )
    bin.put(work.session, work.vault, item, bin.Heap(_only_there(made)))


def _only_there(made: Plan) -> list[Place]:
    return [place for place in made.gone() if not place.table.startswith("bin_")]
