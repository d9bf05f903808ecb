"""Photos and recordings with a talk, or with a draft that is not a talk yet."""

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session, defer

from fieldwork.domain.attachments import Attachment, AttachmentKind
from fieldwork.domain.ids import AccountId, NoteId
from fieldwork.domain.refusals import NotFound
from fieldwork.store.tables import AttachmentRow


def add_attachment(session: Session, attachment: Attachment, content: bytes) -> None:
    """Keep an attachment with its bytes."""
    session.add(
        AttachmentRow(
            id=attachment.id,
            note=attachment.note or None,
            draft=attachment.draft,
            kind=attachment.kind.value,
            media_type=attachment.media_type,
            size=len(content),
            seconds=attachment.seconds,
            position=attachment.position,
            content=content,
            made_by=attachment.made_by,
            made_at=attachment.made_at,
        )
    )
    session.flush()


def of_note(session: Session, note: NoteId) -> list[Attachment]:
    """Return what is with a talk, in order, without the bytes."""
    return _found(session, select(AttachmentRow).where(AttachmentRow.note == note))


def of_draft(session: Session, account: AccountId, draft: str) -> list[Attachment]:
    """Return what is with somebody's draft, in order, without the bytes."""
    query = select(AttachmentRow).where(
        AttachmentRow.draft == draft,
        AttachmentRow.made_by == account,
        AttachmentRow.note.is_(None),
    )
    return _found(session, query)


def attachment(session: Session, attachment_id: str) -> Attachment:
    """Return one attachment without its bytes; raises :class:`NotFound`."""
    found = _found(session, select(AttachmentRow).where(AttachmentRow.id == attachment_id))
    if not found:
        raise NotFound("Deze bijlage")
    return found[0]


def content_of(session: Session, attachment_id: str) -> bytes:
    """Return the bytes of an attachment; raises :class:`NotFound`."""
    query = select(AttachmentRow.content).where(AttachmentRow.id == attachment_id)
    content = session.scalar(query)
    if content is None:
        raise NotFound("Deze bijlage")
    return content


def drop_attachment(session: Session, attachment_id: str) -> None:
    """Take an attachment away."""
    session.execute(delete(AttachmentRow).where(AttachmentRow.id == attachment_id))


def drop_of_draft(session: Session, account: AccountId, draft: str) -> None:
    """Take away what is with a draft that is thrown away."""
    session.execute(
        delete(AttachmentRow).where(
            AttachmentRow.draft == draft,
            AttachmentRow.made_by == account,
            AttachmentRow.note.is_(None),
        )
    )


def move_to_note(session: Session, account: AccountId, draft: str, note: NoteId) -> None:
    """Give the talk that a draft became what was with the draft."""
    session.execute(
        update(AttachmentRow)
        .where(
            AttachmentRow.draft == draft,
            AttachmentRow.made_by == account,
            AttachmentRow.note.is_(None),
        )
        .values(note=note)
    )


def _found(session: Session, query: Select[AttachmentRow]) -> list[Attachment]:
    # A photo is half a megabyte: the bytes come only when they are to be shown.
    query = query.options(defer(AttachmentRow.content))
    rows = session.scalars(query.order_by(AttachmentRow.position, AttachmentRow.made_at))
    return [
        Attachment(
            id=row.id,
            kind=AttachmentKind.of(row.kind),
            media_type=row.media_type,
            size=row.size,
            made_by=AccountId(row.made_by),
            made_at=row.made_at,
            seconds=row.seconds,
            position=row.position,
            note=row.note or "",
            draft=row.draft,
        )
        for row in rows
    ]
