"""Versies: every text that a talk had, changing it without loss, and findings that keep to it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from fieldwork.actions.review import Review, find_words
from fieldwork.actions.search_memory import memory_of
from fieldwork.actions.seat import Capability, Work
from fieldwork.domain.access import Right
from fieldwork.domain.anchors import find_again, find_quote
from fieldwork.domain.bsn import refuse_bsn
from fieldwork.domain.ids import NoteId, SuggestionId
from fieldwork.domain.notes import Draft, Note, Origin, Reading, Span
from fieldwork.domain.refusals import Incomplete, NotFound, StaleEdit
from fieldwork.domain.versions import (
    Change,
    TextVersion,
    change_draft_id,
    count_words,
    difference,
    merge,
    read_change_draft_id,
)
from fieldwork.store import accounts, drafts, notes, versions

# A draft that the server begins is older than whatever is typed in it, by any clock.
BEGUN: Final = 1
_SENTENCE: Final = re.compile(r"[^.!?\n]+[.!?]*")


@dataclass(frozen=True, slots=True)
class VersionOnList:
    """A text that a talk had, by whom, and how many words it has more and less than before."""

    version: TextVersion
    made_by: str
    added: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True)
class TextEdit:
    """My change of a talk's text, not saved yet: what it began from, and what stands there now."""

    note: NoteId
    draft: str
    mine: str
    base: TextVersion
    latest: TextVersion
    latest_by: str

    @property
    def is_stale(self) -> bool:
        """Whether a colleague changed the text since."""
        return self.base.text != self.latest.text

    @property
    def is_changed(self) -> bool:
        """Whether I changed anything."""
        return self.mine != self.base.text

    @property
    def together(self) -> str | None:
        """Both changes in one text; None where they touch each other, or when it is no news."""
        if not self.is_stale or not self.is_changed:
            return None
        merged = merge(self.base.text, self.mine, self.latest.text)
        return None if merged in (self.mine, self.latest.text) else merged


class Versions(Capability):
    """The texts of a talk, and changing them."""

    def of(self, note_id: NoteId) -> list[VersionOnList]:
        """Return every text that a talk had, the last first; raises :class:`NotFound`."""
        with self._read(Right.READ_NOTES) as work:
            kept = _kept(work, note_id)
            names = _names(work)
        listed = [VersionOnList(kept[0], names.get(kept[0].by, ""))]
        for before, after in pairwise(kept):
            pieces = difference(before.text, after.text)
            added, removed = (count_words(pieces, one) for one in (Change.ERBIJ, Change.ERUIT))
            listed.append(VersionOnList(after, names.get(after.by, ""), added, removed))
        return listed[::-1]

    def latest(self, note_id: NoteId) -> VersionOnList:
        """Return the text that a talk has now, without its counts; numbers begin at 1."""
        with self._read(Right.READ_NOTES) as work:
            last = _kept(work, note_id)[-1]
            return VersionOnList(last, _names(work).get(last.by, ""))

    def edit(self, note_id: NoteId) -> TextEdit | None:
        """Return my change of a talk that is not saved yet, the last one first, or None."""
        with self._read(Right.WRITE_NOTES) as work:
            return self._edit(work, note_id)

    def begin(self, note_id: NoteId) -> TextEdit:
        """Begin to change a talk's text, or go on where I was."""
        with self._work(Right.WRITE_NOTES) as work:
            return self._edit(work, note_id) or self._begin(work, note_id)

    def stop(self, draft_id: str) -> None:
        """Throw my change away."""
        with self._work(Right.WRITE_NOTES) as work:
            drafts.end_draft(work.session, self._me.id, draft_id, work.at)

    def take(self, edit: TextEdit, text: str) -> TextEdit:
        """Go on with ``text``, on what stands there now; it is not saved yet."""
        with self._work(Right.WRITE_NOTES) as work:
            drafts.end_draft(work.session, self._me.id, edit.draft, work.at)
            return self._begin(work, edit.note, text)

    def save(self, edit: TextEdit) -> Note:
        """Keep what I typed as the talk's next text, and read it anew.

        What is typed is taken from the draft as it is now. Raises :class:`StaleEdit` when a text
        came in that ``edit`` did not show yet; the draft stays then.
        """
        with self._work(Right.WRITE_NOTES) as work:
            opened = drafts.open_draft(work.session, self._me.id, edit.draft)
            note = notes.note(work.session, work.vault, edit.note)
            if opened.over:
                return note
            if opened.beside:
                raise Incomplete("Gesprek", "Met welke tekst u verder gaat")
            if note.text != edit.latest.text:
                raise StaleEdit("Gesprek")
            before = _open_codes(work, note.id)
            changed = rewrite_text(work, note, opened.main.text)
            drafts.end_draft(work.session, self._me.id, edit.draft, work.at, note.id)
        self._read_anew(changed, before)
        return changed

    def restore(self, note_id: NoteId, number: int) -> Note:
        """Put an earlier text back: it becomes the next version, and all others stay."""
        with self._work(Right.WRITE_NOTES) as work:
            kept = {one.number: one for one in _kept(work, note_id)}
            if number not in kept:
                raise NotFound("Deze versie")
            note = notes.note(work.session, work.vault, note_id)
            before = _open_codes(work, note_id)
            changed = rewrite_text(work, note, kept[number].text)
            work.record("eerdere tekst teruggezet", note_id, str(number))
        self._read_anew(changed, before)
        return changed

    def place(self, suggestion_id: SuggestionId, words: str) -> None:
        """Put a finding whose words were gone on these words of its talk."""
        with self._work(Right.WRITE_NOTES) as work:
            read = notes.suggestion(work.session, suggestion_id)
            note = notes.note(work.session, work.vault, read.note)
            span = find_words(note.text, words)
            if span is None:
                raise Incomplete("Markering", "Welke woorden")
            notes.move(work.session, suggestion_id, span)
            work.record("bevinding opnieuw geplaatst", read.note, read.code)

    def keep_whole(self, suggestion_id: SuggestionId) -> None:
        """Say that a finding whose words are gone is about the whole talk."""
        with self._work(Right.WRITE_NOTES) as work:
            read = notes.suggestion(work.session, suggestion_id)
            notes.move(work.session, suggestion_id, None)
            work.record("bevinding over het hele gesprek", read.note, read.code)

    def take_back(self, suggestion_id: SuggestionId) -> None:
        """Take back a finding whose words are gone; the machine then reads the talk again."""
        with self._read(Right.WRITE_NOTES) as work:
            read = notes.suggestion(work.session, suggestion_id)
            note = notes.note(work.session, work.vault, read.note)
        review = Review(self._seat)
        review.undo(suggestion_id)
        if read.origin is Origin.MACHINE:
            review.suggest(note)

    def _edit(self, work: Work, note_id: NoteId) -> TextEdit | None:
        kept = {one.number: one for one in _kept(work, note_id)}
        latest = kept[max(kept)]
        for draft_id in versions.change_drafts(work.session, self._me.id, change_draft_id(note_id)):
            opened = drafts.open_draft(work.session, self._me.id, draft_id)
            base = kept.get(read_change_draft_id(draft_id))
            if opened.over or base is None:
                continue
            name = _names(work).get(latest.by, "")
            edit = TextEdit(note_id, draft_id, opened.main.text, base, latest, name)
            # A field that was opened and left as it was has nothing that could be lost.
            if edit.is_changed or opened.beside or not edit.is_stale:
                return edit
        return None

    def _begin(self, work: Work, note_id: NoteId, text: str | None = None) -> TextEdit:
        latest = _kept(work, note_id)[-1]
        mine = latest.text if text is None else text
        before = versions.change_drafts(work.session, self._me.id, change_draft_id(note_id))
        draft_id = change_draft_id(note_id, latest.number, len(before) + 1)
        drafts.keep_draft(work.session, self._me.id, Draft(draft_id, mine, BEGUN), work.at)
        name = _names(work).get(latest.by, "")
        return TextEdit(note_id, draft_id, mine, latest, latest, name)

    def _read_anew(self, note: Note, before: frozenset[str]) -> None:
        """Read a changed text; what was read back before is to be again when it says more."""
        memory_of(self._seat.open.store).wake()
        review = Review(self._seat)
        said = {one.code for one in review.suggest(note).open}
        if note.reviewed_at and said - before:
            # No deed of its own: it belongs to the change, and is taken back with it.
            with self._work(Right.WRITE_NOTES) as work:
                notes.mark_reviewed(work.session, note.id, None)


def rewrite_text(work: Work, note: Note, text: str) -> Note:
    """Keep another text of ``note`` as its next version; marks move along with their words.

    What a person decided on and whose words are gone keeps these as its quote. What nobody looked
    at goes where its words are gone: the machine is to read the new text. Raises
    :class:`StaleEdit` when ``note`` is not what stands there.
    """
    if text == note.text:
        return note
    refuse_bsn("Gesprek", text)
    replace(note, text=text)
    for read in _reading(work, note.id).open:
        span = find_again(read.span, note.text, text) if read.span else None
        if span:
            notes.move(work.session, read.id, span)
        else:
            notes.drop_suggestion(work.session, read.id)
    for decision in _reading(work, note.id).decisions:
        one = decision.suggestion
        if one.span or one.quote:
            span, quote = _follow(one.span, one.quote, note.text, text)
            notes.move(work.session, one.id, span, quote)
    for mark_id, where, words in versions.coding_marks(work.session, note.id):
        if where or words:
            span, quote = _follow(where, words, note.text, text)
            versions.move_coding_mark(work.session, mark_id, span, quote)
    changed = notes.rewrite(work.session, note, text, work.account.id, work.at)
    work.record("gesprek gewijzigd", note.id)
    return changed


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, to choose from."""
    found = (" ".join(one.group().split()) for one in _SENTENCE.finditer(text))
    return list(dict.fromkeys(one for one in found if len(one) > 1))


def _follow(span: Span | None, quote: str, before: str, after: str) -> tuple[Span | None, str]:
    """Return where words stand after a change, or the words themselves when nowhere."""
    if span is None:
        found = find_quote(quote, after)
        return found, "" if found else quote
    moved = find_again(span, before, after)
    return moved, "" if moved else span.of(before)


def _kept(work: Work, note_id: NoteId) -> Sequence[TextVersion]:
    kept = versions.versions(work.session, note_id)
    if not kept:
        raise NotFound("Dit gesprek")
    return kept


def _names(work: Work) -> dict[str, str]:
    return {account.id: account.call_name for account in accounts.accounts(work.session)}


def _reading(work: Work, note_id: NoteId) -> Reading:
    return notes.readings(work.session, [note_id]).get(note_id, Reading())


def _open_codes(work: Work, note_id: NoteId) -> frozenset[str]:
    return frozenset(one.code for one in _reading(work, note_id).open)
