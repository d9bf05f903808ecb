"""Nalezen: what the machine reads in a talk, to confirm or refuse, and to add by hand."""

import re

from fieldwork.actions.lesson_making import Teacher, teacher_of, teacher_of_answer
from fieldwork.actions.seat import Capability, Work, kept_until_changed
from fieldwork.domain.access import Right
from fieldwork.domain.ids import NoteId, SuggestionId, new_id
from fieldwork.domain.notes import Finding, Note, Origin, Reading, Span, Suggestion
from fieldwork.domain.refusals import Incomplete, NotFound
from fieldwork.domain.themes import Concerns, SignalStatus, ThemeStatus
from fieldwork.store import accounts, notes, search_rows
from fieldwork.store.search_rows import Narrowing


class Review(Capability):
    """What a person makes of what the machine reads."""

    def suggest(self, note: Note) -> Reading:
        """Read a note and keep the suggestions; what a person decided before stays as it is.

        What was decided on already is not suggested again. A text that is no longer the talk's
        leaves no suggestions: their places would be those of other words.
        """
        self._me.must(Right.WRITE_NOTES)
        # Reading takes a while, so it happens before the store is taken.
        opened = self._seat.open
        read = opened.tagger.suggest(note.id, note.text, opened.learned)
        with self._work(Right.WRITE_NOTES) as work:
            before = self._reading(work, note.id)
            if notes.note(work.session, work.vault, note.id).text != note.text:
                # Whoever changed it meanwhile reads what stands there now.
                return before
            decided = {(one.suggestion.code, one.suggestion.status) for one in before.decisions}
            notes.drop_open_suggestions(work.session, note.id)
            fresh = [one for one in read if (one.code, one.status) not in decided]
            notes.add_suggestions(work.session, fresh)
            return self._reading(work, note.id)

    @kept_until_changed
    def further(self, note: Note, reading: Reading) -> tuple[str, ...]:
        """Return themes that may play as well, the likeliest first, without those answered."""
        self._me.must(Right.READ_NOTES)
        known = {one.code for one in reading.open}
        known |= {one.suggestion.code for one in reading.decisions}
        suggested = self._seat.open.tagged(note.text).suggested
        return tuple(code for code in suggested if code not in known)

    @kept_until_changed
    def is_dutch(self, note: Note) -> bool:
        """Return whether the machine could read the note: it knows Dutch only."""
        self._me.must(Right.READ_NOTES)
        return self._seat.open.tagger.is_dutch(note.text)

    def confirm(self, suggestion_id: SuggestionId) -> Finding:
        """Say yes to one suggestion; it is a lesson for the next talk."""
        teacher = self._teacher_of(suggestion_id)
        with self._work(Right.WRITE_NOTES) as work:
            finding = notes.suggestion(work.session, suggestion_id).confirm(self._me.id, work.at)
            notes.decide(work.session, finding)
            teacher.keep(work, [finding])
            work.record("bevestigd", finding.suggestion.note, finding.suggestion.code)
        return finding

    def refuse(self, suggestion_id: SuggestionId) -> None:
        """Say no to one suggestion; it is a lesson for the next talk."""
        teacher = self._teacher_of(suggestion_id)
        with self._work(Right.WRITE_NOTES) as work:
            rejection = notes.suggestion(work.session, suggestion_id).refuse(self._me.id, work.at)
            notes.decide(work.session, rejection)
            teacher.keep(work, [rejection])
            work.record("afgewezen", rejection.suggestion.note, rejection.suggestion.code)

    def who_said_otherwise(self, suggestion_id: SuggestionId, *, is_yes: bool) -> str:
        """Return who, other than me, said the opposite of a suggestion; "" when nobody did."""
        with self._read(Right.WRITE_NOTES) as work:
            note_id = notes.suggestion(work.session, suggestion_id).note
            reading = self._reading(work, note_id)
            against = reading.rejections if is_yes else reading.findings
            by = [one.by for one in against if one.suggestion.id == suggestion_id]
            names = {one.id: one.call_name for one in accounts.accounts(work.session) if by}
        return next((names.get(one, "") for one in by if one != self._me.id), "")

    def undo(self, suggestion_id: SuggestionId) -> None:
        """Take a yes or no back, and with it what was learned of it."""
        with self._work(Right.WRITE_NOTES) as work:
            note_id = notes.suggestion(work.session, suggestion_id).note
            notes.reopen(work.session, suggestion_id)
            work.record("teruggedraaid", note_id)

    def confirm_all(self, note_id: NoteId) -> int:
        """Say yes to everything still open, but for a signal in doubt: that wants its own look.

        Returns how many were confirmed.
        """
        teacher = self._teacher(note_id)
        with self._work(Right.WRITE_NOTES) as work:
            sure = [
                one
                for one in self._reading(work, note_id).open
                if one.status is not SignalStatus.CONTROLEER
            ]
            findings = [one.confirm(self._me.id, work.at) for one in sure]
            for finding in findings:
                notes.decide(work.session, finding)
            teacher.keep(work, findings)
            work.record("alles bevestigd", note_id, str(len(sure)))
        return len(sure)

    def refuse_all(self, note_id: NoteId) -> int:
        """Say no to every theme still open; signals are only refused one by one."""
        teacher = self._teacher(note_id)
        with self._work(Right.WRITE_NOTES) as work:
            themes = [one for one in self._reading(work, note_id).open if not one.is_signal]
            rejections = [one.refuse(self._me.id, work.at) for one in themes]
            for rejection in rejections:
                notes.decide(work.session, rejection)
            teacher.keep(work, rejections)
            work.record("thema's afgewezen", note_id, str(len(themes)))
        return len(themes)

    def mark(
        self,
        note_id: NoteId,
        code: str,
        status: ThemeStatus | SignalStatus,
        words: str = "",
        concerns: Concerns = Concerns.ZELF,
        *,
        at: int | None = None,
        mark_id: SuggestionId | None = None,
    ) -> Finding:
        """Add a finding by hand; ``words`` are the stretch of the note it rests on, if any.

        ``at`` is where they stood, in code points, when they were chosen. With a ``mark_id`` of
        one's own, the same mark sent twice is one mark.
        """
        teacher = self._teacher(note_id)
        with self._work(Right.WRITE_NOTES) as work:
            note = notes.note(work.session, work.vault, note_id)
            finding = Suggestion(
                id=mark_id or SuggestionId(new_id()),
                note=note_id,
                code=self._known(code, status),
                status=status,
                span=find_words(note.text, words, at),
                concerns=concerns,
                origin=Origin.MENS,
            ).confirm(self._me.id, work.at)
            notes.decide(work.session, finding)
            teacher.keep(work, [finding])
            work.record("zelf gemarkeerd", note_id, code)
        return finding

    def finish(self, note_id: NoteId) -> None:
        """Say that a note was read back. Signals must be answered first; themes may stay open."""
        with self._work(Right.WRITE_NOTES) as work:
            reading = self._reading(work, note_id)
            if any(one.is_signal for one in reading.open):
                raise Incomplete("Nalezen", "Een signaal dat nog op antwoord wacht")
            notes.mark_reviewed(work.session, note_id, work.at)
            work.record("nagelezen", note_id)

    def reopen(self, note_id: NoteId) -> None:
        """Say that a note is to be read back again."""
        with self._work(Right.WRITE_NOTES) as work:
            notes.mark_reviewed(work.session, note_id, None)
            work.record("opnieuw na te lezen", note_id)

    def unread(self) -> list[NoteId]:
        """Return every talk that waits to be read back, the last talk first."""
        with self._read(Right.READ_NOTES) as work:
            return search_rows.narrowed(work.session, Narrowing(unreviewed=True))

    def next_unread(self, after: NoteId) -> NoteId | None:
        """Return the next talk that waits to be read back."""
        with self._read(Right.READ_NOTES) as work:
            waiting = search_rows.narrowed(work.session, Narrowing(unreviewed=True), 2)
        return next((one for one in waiting if one != after), None)

    def _teacher(self, note_id: NoteId) -> Teacher:
        """Return who learns from answers about this talk; read before the store is taken."""
        self._me.must(Right.WRITE_NOTES)
        return teacher_of(self._seat.open, note_id)

    def _teacher_of(self, suggestion_id: SuggestionId) -> Teacher:
        self._me.must(Right.WRITE_NOTES)
        return teacher_of_answer(self._seat.open, suggestion_id)

    def _known(self, code: str, status: ThemeStatus | SignalStatus) -> str:
        codebook = self._seat.open.codebook
        if codebook.is_signal(code) != isinstance(status, SignalStatus):
            raise ValueError(f"{status!r} is no status of {code!r}")
        if all(entry.id != code for entry in codebook):
            raise NotFound("Dit thema")
        return code

    @staticmethod
    def _reading(work: Work, note_id: NoteId) -> Reading:
        return notes.readings(work.session, [note_id]).get(note_id, Reading())


def find_words(text: str, words: str, at: int | None = None) -> Span | None:
    """Return where ``words`` stand in ``text``, however they are spaced; None for no words.

    Where they stand more than once, the place nearest to ``at`` is taken; without it, the first.
    Raises :class:`NotFound` when they are not there.
    """
    if not words.strip():
        return None
    if at is not None:
        places = [found.start() for found in re.finditer(re.escape(words), text)]
        if places:
            start = min(places, key=lambda place: abs(place - at))
            return Span(start, start + len(words))
    # Words may have been copied from a screen that folds white space.
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    found = re.search(pattern, text) or re.search(pattern, text, re.IGNORECASE)
    if found is None:
        raise NotFound("Dit stukje tekst")
    return Span(found.start(), found.end())
