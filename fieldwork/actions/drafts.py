"""Concepten: what somebody is still writing, seen by nobody else."""

from typing import Final

from fieldwork.actions.seat import Capability
from fieldwork.domain.access import Right
from fieldwork.domain.drafts import DraftDetails, DraftVersion, OpenDraft
from fieldwork.domain.notes import LONGEST_NOTE, Draft
from fieldwork.domain.refusals import NoteTooLong
from fieldwork.domain.versions import read_change_draft_id
from fieldwork.store import attachments, drafts

# Somebody who pastes too much must still find it back; beyond this it is no typing any more.
LONGEST_DRAFT: Final = 10 * LONGEST_NOTE


class Drafts(Capability):
    """Unfinished texts of the person at the desk."""

    def draft(self, draft_id: str) -> Draft:
        """Return my draft; an empty one when there is none."""
        with self._read(Right.WRITE_NOTES) as work:
            return drafts.draft(work.session, self._me.id, draft_id)

    def opened(self, draft_id: str) -> OpenDraft:
        """Return my draft with what was filled in and what another window wrote beside it."""
        with self._read(Right.WRITE_NOTES) as work:
            return drafts.open_draft(work.session, self._me.id, draft_id)

    def unfinished(self) -> list[Draft]:
        """Return my drafts of new talks that have something in them, the last first."""
        with self._read(Right.WRITE_NOTES) as work:
            kept = drafts.drafts(work.session, self._me.id)
        # A change of a talk that is there already goes on with that talk.
        return [one for one in kept if not read_change_draft_id(one.id)]

    def ended(self) -> dict[str, int]:
        """Return until when (ms) my drafts that are over were typed in, by their id.

        A device forgets what it holds of these.
        """
        with self._read(Right.WRITE_NOTES) as work:
            return {one.id: one.typed_at for one in drafts.ended_drafts(work.session, self._me.id)}

    def keep(self, draft: Draft) -> Draft:
        """Keep my draft unless a later one is there; returns the one that is there then."""
        self._me.must(Right.WRITE_NOTES)
        _check_length(draft.text)
        with self._work(Right.WRITE_NOTES) as work:
            return drafts.keep_draft(work.session, self._me.id, draft, work.at)

    def write(self, draft_id: str, words: DraftVersion) -> OpenDraft:
        """Keep what one window wrote; nothing that another one wrote is lost."""
        self._me.must(Right.WRITE_NOTES)
        _check_length(words.text)
        with self._work(Right.WRITE_NOTES) as work:
            return drafts.write_draft(work.session, self._me.id, draft_id, words, work.at)

    def choose(self, draft_id: str, text: str) -> OpenDraft:
        """Keep ``text`` as the only version, where several windows wrote their own."""
        self._me.must(Right.WRITE_NOTES)
        _check_length(text)
        with self._work(Right.WRITE_NOTES) as work:
            # By the server's clock, and past all versions: that of a device may be hours ahead.
            before = drafts.open_draft(work.session, self._me.id, draft_id)
            latest = max(one.typed_at for one in before.versions)
            words = DraftVersion(text, max(latest + 1, int(work.at.timestamp() * 1000)))
            return drafts.choose_words(work.session, self._me.id, draft_id, words, work.at)

    def fill_in(self, draft_id: str, details: DraftDetails) -> None:
        """Keep with whom, where and when my draft's talk was, as far as filled in."""
        with self._work(Right.WRITE_NOTES) as work:
            drafts.keep_details(work.session, self._me.id, draft_id, details, work.at)

    def drop(self, draft_id: str) -> None:
        """Throw my draft away, with its photos and recordings."""
        with self._work(Right.WRITE_NOTES) as work:
            drafts.end_draft(work.session, self._me.id, draft_id, work.at)
            attachments.drop_of_draft(work.session, self._me.id, draft_id)

    def device_key(self) -> bytes:
        """Return the 32-byte key with which my drafts are locked on a device.

        Only a signed-in session gets it, and nobody else's opens what it locked.
        """
        self._me.must(Right.WRITE_NOTES)
        return self._seat.open.store.vault.key_for(f"device {self._me.id}")


def _check_length(text: str) -> None:
    if len(text) > LONGEST_DRAFT:
        raise NoteTooLong(len(text), LONGEST_NOTE)
