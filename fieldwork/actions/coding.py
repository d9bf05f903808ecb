"""Tweede lezer: the same talk read by somebody who does not see the first reading.

What a second reader is handed holds the talk's words and their own marks, and nothing of what the
machine or a colleague made of it. The two are laid side by side when both are done.
"""

from dataclasses import dataclass, replace
from secrets import randbelow
from typing import Final

from fieldwork.actions.coding_compare import (
    Comparison,
    Report,
    Touches,
    compare_talk,
    first_reading,
    report,
)
from fieldwork.actions.notes import NotePage, Notes, account_names
from fieldwork.actions.review import Review, find_words
from fieldwork.actions.seat import Capability, Work
from fieldwork.domain.access import Right
from fieldwork.domain.coding import (
    CoderRole,
    Coding,
    CodingId,
    CodingMark,
    MarkId,
    draw_sample,
)
from fieldwork.domain.ids import AccountId, NoteId, new_id
from fieldwork.domain.notes import ConsentState, Note, Origin, Reading
from fieldwork.domain.refusals import NotFound, Refusal
from fieldwork.domain.themes import SignalStatus, ThemeStatus
from fieldwork.store import accounts, codings, notes

MOST_DRAWN: Final = 200
_NOT_KEPT: Final = (ConsentState.GEWEIGERD, ConsentState.INGETROKKEN)
Status = ThemeStatus | SignalStatus


class KnownReader(Refusal):
    """Somebody wants to be the second reader of a talk that they read back themselves."""

    def __init__(self) -> None:
        super().__init__(
            "Tweede lezer",
            "Dit gesprek hebt u zelf al nagelezen.",
            "Vraag een collega om het als tweede te lezen.",
        )


class AlreadyCompared(Refusal):
    """A second reading that was laid beside the first is changed."""

    def __init__(self) -> None:
        super().__init__(
            "Tweede lezer",
            "Deze lezing is al naast de eerste gelegd, dus hij blijft zoals hij is.",
            "Bespreek samen wat het wordt.",
        )


class NothingToDraw(Refusal):
    """There is no talk that this colleague could read as the second."""

    def __init__(self) -> None:
        super().__init__(
            "Tweede lezer",
            "Er is geen nagelezen gesprek dat deze collega nog als tweede kan lezen.",
            "Lees eerst gesprekken na, of kies een andere collega.",
        )


@dataclass(frozen=True, slots=True)
class Drawn:
    """A draw: how many talks of how many, for whom, with the ``seed`` that repeats it."""

    sample: str
    count: int
    of: int
    seed: int
    account: AccountId


class Codings(Capability):
    """Reading as the second, and comparing."""

    def team(self) -> list[tuple[AccountId, str]]:
        """Return who can be a second reader: the active field workers and coordinators."""
        with self._read(Right.WRITE_NOTES) as work:
            found = accounts.accounts(work.session)
            return [(one.id, one.call_name) for one in found if one.may(Right.WRITE_NOTES)]

    def draw(self, account: AccountId, count: int, seed: int | None = None) -> Drawn:
        """Draw talks for a second reader, by the share of each week; the trail holds the seed.

        Drawn from are the talks that were read back, whose teller did not refuse, and which
        ``account`` has not read back or as the second before.
        """
        self._me.must(Right.WRITE_NOTES)
        if not 1 <= count <= MOST_DRAWN:
            raise ValueError(f"count must be 1 to {MOST_DRAWN}, not {count}")
        seed = randbelow(1_000_000) if seed is None else seed
        study = self._seat.open.study
        with self._work(Right.WRITE_NOTES) as work:
            there = {
                one.id for one in accounts.accounts(work.session) if one.may(Right.WRITE_NOTES)
            }
            if account not in there:
                raise NotFound("Deze collega")
            strata: dict[int, list[NoteId]] = {}
            for note in self._free(work, account):
                strata.setdefault(study.week_of(note.happened_on), []).append(note.id)
            chosen = draw_sample(strata, count, seed)
            if not chosen:
                raise NothingToDraw
            sample, total = new_id(), sum(map(len, strata.values()))
            for note_id in chosen:
                made = Coding(CodingId(new_id()), note_id, account, work.at, sample=sample)
                codings.add(work.session, made)
            work.record("steekproef getrokken", sample, f"{len(chosen)} van {total}, getal {seed}")
        return Drawn(sample, len(chosen), total, seed, account)

    def to_do(self) -> list[NoteId]:
        """Return the talks that I am still to read as the second, in the order I got them."""
        with self._read(Right.WRITE_NOTES) as work:
            mine = codings.codings(work.session, account=self._me.id, role=CoderRole.TWEEDE)
        return [one.note for one in mine if one.done_at is None]

    def begin(self, note_id: NoteId) -> Coding:
        """Return my reading of a talk, begun when there was none; not for who read it back."""
        with self._work(Right.WRITE_NOTES) as work:
            found = self._find(work, note_id)
            if found is not None:
                return found
            notes.note(work.session, work.vault, note_id)
            reading = notes.readings(work.session, [note_id]).get(note_id, Reading())
            if any(one.by == self._me.id for one in reading.decisions):
                raise KnownReader
            made = Coding(CodingId(new_id()), note_id, self._me.id, work.at)
            codings.add(work.session, made)
            work.record("tweede lezing begonnen", note_id)
        return made

    def sheets(self, ids: list[NoteId]) -> list[tuple[NotePage, Coding]]:
        """Return talks with my own marks, and without anything that others read in them."""
        with self._read(Right.WRITE_NOTES) as work:
            mine = codings.codings(work.session, account=self._me.id, role=CoderRole.TWEEDE)
        by_note = {one.note: one for one in mine}
        pages = Notes(self._seat).several([one for one in ids if one in by_note])
        return [
            (replace(page, reading=Reading(), requests=()), by_note[page.note.id]) for page in pages
        ]

    def mark(
        self,
        note_id: NoteId,
        code: str,
        status: Status,
        words: str = "",
        at: int | None = None,
        mark_id: MarkId | None = None,
    ) -> CodingMark:
        """Mark a stretch of a talk that I read as the second; without words the whole talk."""
        with self._work(Right.WRITE_NOTES) as work:
            mine = self._mine(work, note_id)
            text = notes.note(work.session, work.vault, note_id).text
            codebook = self._seat.open.codebook
            if all(entry.id != code for entry in codebook):
                raise NotFound("Dit thema")
            if codebook.is_signal(code) != isinstance(status, SignalStatus):
                raise ValueError(f"{status!r} is no status of {code!r}")
            span = find_words(text, words, at)
            quote = span.of(text) if span else ""
            made = CodingMark(mark_id or MarkId(new_id()), code, status, span, quote)
            codings.add_mark(work.session, mine.id, made)
            work.record("als tweede gemarkeerd", note_id, code)
        return made

    def unmark(self, note_id: NoteId, mark_id: MarkId) -> None:
        """Take a mark of mine away."""
        with self._work(Right.WRITE_NOTES) as work:
            codings.drop_mark(work.session, self._mine(work, note_id).id, mark_id)
            work.record("markering als tweede weggehaald", note_id)

    def finish(self, note_id: NoteId) -> None:
        """Say that I am done with a talk."""
        with self._work(Right.WRITE_NOTES) as work:
            codings.finish(work.session, self._mine(work, note_id).id, work.at)
            work.record("als tweede gelezen", note_id)

    def reopen(self, note_id: NoteId) -> None:
        """Say that I am not done after all; not once the two were laid side by side."""
        with self._work(Right.WRITE_NOTES) as work:
            codings.finish(work.session, self._mine(work, note_id).id, None)
            work.record("tweede lezing heropend", note_id)

    def is_mine_open(self, note_id: NoteId) -> bool:
        """Return whether I am still to read this talk as the second, so must not see more."""
        return note_id in self.to_do()

    def report(self) -> Report:
        """Return how far the readers agree, in all talks that two of them are done with."""
        self._lay_beside()
        with self._read(Right.WRITE_NOTES) as work:
            found = codings.codings(work.session)
            beside = {one.note for one in found if one.role is CoderRole.EERSTE}
            ids = [one for one in beside if not self._is_waiting(found, one)]
            talks = notes.notes(work.session, work.vault, ids=ids) if ids else []
            return report(talks, found, account_names(work), self._seat.open.codebook)

    def compare(self, note_id: NoteId) -> Comparison:
        """Return where the readers of a talk differ; :class:`NotFound` until both are done."""
        self._lay_beside()
        with self._read(Right.WRITE_NOTES) as work:
            found = codings.codings(work.session, note=note_id)
            is_beside = any(one.role is CoderRole.EERSTE for one in found)
            if not is_beside or self._is_waiting(found, note_id):
                raise NotFound("Deze vergelijking")
            note = notes.note(work.session, work.vault, note_id)
            return compare_talk(note, found, account_names(work))

    def agree(self, note_id: NoteId, sentence: int, code: str, status: Status | None) -> None:
        """Keep what the readers decided together on one difference; None when it is not there.

        It becomes a finding, or is none any more, as if it had been read back; what each reader
        saw apart stays as it was.
        """
        comparison = self.compare(note_id)
        found = comparison.difference(sentence, code)
        if found is None:
            raise NotFound("Dit verschil")
        words, at = found.stretch(status)
        self._settle(note_id, code, status, found.touches, words, at)
        span = find_words(comparison.text, words, at)
        with self._work(Right.WRITE_NOTES) as work:
            together = self._together(work, note_id)
            for old in found.decided:
                codings.drop_mark(work.session, together.id, old)
            made = CodingMark(MarkId(new_id()), code, status, span or found.sentence, words)
            codings.add_mark(work.session, together.id, made)
            work.record("samen besproken", note_id, code)

    def _settle(
        self,
        note_id: NoteId,
        code: str,
        status: Status | None,
        touches: Touches,
        words: str,
        at: int | None,
    ) -> None:
        """Make the findings as was decided, through what reading back does."""
        review = Review(self._seat)
        with self._read(Right.WRITE_NOTES) as work:
            reading = notes.readings(work.session, [note_id]).get(note_id, Reading())
        there = [
            one.suggestion
            for one in reading.findings
            if one.suggestion.code == code and touches(one.suggestion.span)
        ]
        for read in there:
            if read.status is not status:
                (review.undo if read.origin is Origin.MENS else review.refuse)(read.id)
        if status is not None and all(read.status is not status for read in there):
            review.mark(note_id, code, status, words, at=at)

    def _lay_beside(self) -> None:
        """Keep the first reading as it is now, of each talk that was just read by two.

        From then on what is agreed cannot change what either saw.
        """
        with self._read(Right.WRITE_NOTES) as work:
            found = codings.codings(work.session)
            there = {one.note for one in found if one.role is CoderRole.EERSTE}
            ready = {one.note for one in found if one.role is CoderRole.TWEEDE and one.done_at}
            if ready <= there:
                return
        with self._work(Right.WRITE_NOTES) as work:
            talks = notes.notes(work.session, work.vault, ids=ready - there)
            readings = notes.readings(work.session, ready - there)
            for talk in talks:
                if talk.reviewed_at is None or self._is_waiting(found, talk.id):
                    continue
                others = {one.account for one in found if one.note == talk.id}
                first = first_reading(talk, readings.get(talk.id, Reading()), others, work.at)
                codings.add(work.session, first)
                work.record("lezingen naast elkaar gelegd", talk.id)

    @staticmethod
    def _is_waiting(found: list[Coding], note_id: NoteId) -> bool:
        second = [one for one in found if one.note == note_id and one.role is CoderRole.TWEEDE]
        return any(one.done_at is None for one in second)

    def _free(self, work: Work, account: AccountId) -> list[Note]:
        known = {one.note for one in codings.codings(work.session, account=account)}
        readings = notes.readings(work.session)
        return [
            note
            for note in notes.notes(work.session, work.vault)
            if note.reviewed_at is not None
            and note.consent not in _NOT_KEPT
            and note.id not in known
            and all(one.by != account for one in readings.get(note.id, Reading()).decisions)
        ]

    def _find(self, work: Work, note_id: NoteId) -> Coding | None:
        mine = codings.codings(
            work.session, note=note_id, account=self._me.id, role=CoderRole.TWEEDE
        )
        return mine[0] if mine else None

    def _mine(self, work: Work, note_id: NoteId) -> Coding:
        """Return my reading, to change it; raises a refusal when there is none or it is fixed."""
        mine = self._find(work, note_id)
        if mine is None:
            raise NotFound("Deze lezing")
        if codings.codings(work.session, note=note_id, role=CoderRole.EERSTE):
            raise AlreadyCompared
        return mine

    def _together(self, work: Work, note_id: NoteId) -> Coding:
        found = codings.codings(work.session, note=note_id, role=CoderRole.SAMEN)
        if found:
            return found[0]
        made = Coding(CodingId(new_id()), note_id, self._me.id, work.at, CoderRole.SAMEN, work.at)
        codings.add(work.session, made)
        return made
