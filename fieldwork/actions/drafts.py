"""Concepten: what somebody is still writing, seen by nobody else."""

from typing import Final

from fieldwork.actions.seat import Capability
from fieldwork.domain.access import Right
from fieldwork.domain.notes import LONGEST_NOTE, Draft
from fieldwork.domain.refusals import NoteTooLong
from fieldwork.store import drafts

# Somebody who pastes too much must still find it back; beyond this it is no typing any more.
LONGEST_DRAFT: Final = 10 * LONGEST_NOTE


class Drafts(Capability):
    """Unfinished texts of the person at the desk."""

    def draft(self, draft_id: str) -> Draft:
        """Return my draft; an empty one when there is none."""
        with self._read(Right.WRITE_NOTES) as work:
            return drafts.draft(work.session, self._me.id, draft_id)

    def unfinished(self) -> list[Draft]:
        """Return my drafts that have words in them, the last first."""
        with self._read(Right.WRITE_NOTES) as work:
            return drafts.drafts(work.session, self._me.id)

    def keep(self, draft: Draft) -> Draft:
        """Keep my draft unless a later one is there; returns the one that is there then."""
        if len(draft.text) > LONGEST_DRAFT:
            raise NoteTooLong(len(draft.text), LONGEST_NOTE)
        with self._work(Right.WRITE_NOTES) as work:
            return drafts.keep_draft(work.session, self._me.id, draft, work.at)

    def drop(self, draft_id: str) -> None:
        """Throw my draft away."""
        with self._work(Right.WRITE_NOTES) as work:
            drafts.drop_draft(work.session, self._me.id, draft_id)

    def device_key(self) -> bytes:
        """Return the 32-byte key with which my drafts are locked on a device.

        Only a signed-in session gets it, and nobody else's opens what it locked.
        """
        self._me.must(Right.WRITE_NOTES)
        return self._seat.open.store.vault.key_for(f"device {self._me.id}")
