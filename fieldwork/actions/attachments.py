"""Foto's en opnamen: cleaned, kept with a draft or talk, shown, and taken away."""

from collections.abc import Sequence

from fieldwork.actions.attachment_cleaning import Cleaned, clean
from fieldwork.actions.seat import Capability, Work
from fieldwork.domain.access import Right
from fieldwork.domain.attachments import (
    MOST_ATTACHMENTS,
    Attachment,
    AttachmentKind,
    AttachmentRefused,
)
from fieldwork.domain.ids import AccountId, NoteId, new_id
from fieldwork.domain.refusals import NotAllowed, NotFound
from fieldwork.store import attachments, drafts, notes


class Attachments(Capability):
    """Photos and recordings of the team's talks, and of one's own drafts."""

    def of_note(self, note: NoteId) -> list[Attachment]:
        """Return what is with a talk, in order."""
        with self._read(Right.READ_NOTES) as work:
            return attachments.of_note(work.session, note)

    def of_draft(self, draft: str) -> list[Attachment]:
        """Return what is with my draft, in order."""
        with self._read(Right.WRITE_NOTES) as work:
            return attachments.of_draft(work.session, self._me.id, draft)

    def content(self, attachment_id: str) -> bytes:
        """Return the bytes of an attachment that I may see; raises :class:`NotFound`."""
        with self._read(Right.READ_NOTES) as work:
            self._seen(work, attachment_id)
            return attachments.content_of(work.session, attachment_id)

    def add_photo(self, content: bytes, *, draft: str = "", note: str = "") -> Attachment:
        """Keep a photo, without what it tells of where and with what it was made.

        Raises :class:`AttachmentRefused`.
        """
        self._me.must(Right.WRITE_NOTES)
        return self._add(clean(AttachmentKind.PHOTO, content), draft, note)

    def add_recording(self, content: bytes, *, draft: str = "", note: str = "") -> Attachment:
        """Keep a recording (WAV or M4A), without what was written in it beside the sound.

        Raises :class:`AttachmentRefused`.
        """
        self._me.must(Right.WRITE_NOTES)
        return self._add(clean(AttachmentKind.RECORDING, content), draft, note)

    def remove(self, attachment_id: str) -> None:
        """Take an attachment away: whoever put it there may, and a coordinator."""
        with self._work(Right.WRITE_NOTES) as work:
            found = self._seen(work, attachment_id)
            if not self.may_remove(found):
                raise NotAllowed("een bijlage van een collega weghalen")
            attachments.drop_attachment(work.session, attachment_id)
            work.record("bijlage weggehaald", found.note or attachment_id, found.kind.value)

    def may_remove(self, attachment: Attachment) -> bool:
        """Return whether I may take this away."""
        is_mine = attachment.made_by == self._me.id and self._me.may(Right.WRITE_NOTES)
        return is_mine or self._me.may(Right.MANAGE_STUDY)

    def _add(self, cleaned: Cleaned, draft: str, note: str) -> Attachment:
        with self._work(Right.WRITE_NOTES) as work:
            session, me = work.session, self._me.id
            # The talk may have been kept between the tap and the upload's end.
            note = note or drafts.begin_draft(session, me, draft, work.at).note
            if note:
                notes.note(session, work.vault, NoteId(note))
                there = attachments.of_note(session, NoteId(note))
            else:
                there = attachments.of_draft(session, me, draft)
            _check_room(cleaned.kind, there)
            place = max((one.position for one in there), default=0) + 1
            made = attach(work, me, cleaned, place, note=note, draft=draft)
            work.record("bijlage bewaard", note or made.id, cleaned.kind.value)
        return made

    def _seen(self, work: Work, attachment_id: str) -> Attachment:
        """Return an attachment; one with a colleague's draft is not there for me."""
        found = attachments.attachment(work.session, attachment_id)
        if not found.note and found.made_by != self._me.id:
            raise NotFound("Deze bijlage")
        return found


def attach(
    work: Work, by: AccountId, cleaned: Cleaned, place: int, *, note: str = "", draft: str = ""
) -> Attachment:
    """Keep what was cleaned with a talk or a draft, at its ``place`` among the others."""
    made = Attachment(
        id=new_id(),
        kind=cleaned.kind,
        media_type=cleaned.media_type,
        size=len(cleaned.content),
        made_by=by,
        made_at=work.at,
        seconds=cleaned.seconds,
        position=place,
        note=note,
        draft=draft,
    )
    attachments.add_attachment(work.session, made, cleaned.content)
    return made


def _check_room(kind: AttachmentKind, there: Sequence[Attachment]) -> None:
    if len(there) >= MOST_ATTACHMENTS:
        raise AttachmentRefused(
            kind,
            f"Er zijn al {MOST_ATTACHMENTS} bijlagen bij dit gesprek.",
            "Haal er eerst een weg.",
        )
