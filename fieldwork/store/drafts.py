"""What people are still writing: theirs only, gone once the talk is kept or thrown away.

Of a draft that is over a row without words stays behind: it says which talk it became, so that
the same draft is never kept twice, and up to when the device's copy of it is to be forgotten.
"""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from fieldwork.domain.drafts import DraftDetails, DraftVersion, OpenDraft
from fieldwork.domain.ids import AccountId, NoteId
from fieldwork.domain.notes import Draft
from fieldwork.store.tables import AttachmentRow, DraftRow

# In ``DraftRow.details``: what was filled in; the pen that wrote last; the versions beside it; and
# of a draft that is over, which talk it became, a digest of its last words, and how the place was
# told. A draft whose talk was taken back says which one that was.
TALK, PEN, BESIDE, NOTE, OVER, WAY, WAS = "talk", "pen", "beside", "note", "over", "way", "was"
# Answers that make a draft worth offering again, though there are no words yet.
_TELLING: Final = ("people", "newcomers", "need", "consent")
MOST_BESIDE: Final = 5
MOST_OVER: Final = 200
MOST_LATE: Final = 20
# What is typed after the end goes on under this name; a draft's id leaves room for it.
_LATE: Final = "-na"


@dataclass(frozen=True, slots=True)
class EndedDraft:
    """A draft that is over: words typed up to ``typed_at`` are in its talk, or thrown away."""

    id: str
    typed_at: int


def draft(session: Session, account: AccountId, draft_id: str) -> Draft:
    """Return somebody's draft; an empty one when there is none."""
    row = session.get(DraftRow, (draft_id, account))
    return Draft(draft_id) if row is None else _draft(row)


def open_draft(session: Session, account: AccountId, draft_id: str) -> OpenDraft:
    """Return somebody's draft with all that belongs to it; an empty one when there is none."""
    row = session.get(DraftRow, (draft_id, account))
    return OpenDraft(draft_id) if row is None else _open(row)


def drafts(session: Session, account: AccountId) -> list[Draft]:
    """Return somebody's drafts that have words or answers in them, the last first."""
    told = [DraftRow.details.contains(f'"{key}": ') for key in _TELLING]
    query = select(DraftRow).where(
        DraftRow.account == account, or_(DraftRow.text != "", *told, _has_attachments())
    )
    return [_draft(row) for row in session.scalars(query.order_by(DraftRow.kept_at.desc()))]


def _has_attachments() -> ColumnElement[bool]:
    with_it = (AttachmentRow.draft == DraftRow.id, AttachmentRow.made_by == DraftRow.account)
    return exists().where(*with_it, AttachmentRow.note.is_(None))


def ended_drafts(session: Session, account: AccountId) -> list[EndedDraft]:
    """Return the drafts of somebody that are over, the last first, at most ``MOST_OVER``."""
    over = DraftRow.details.contains(f'"{OVER}"')
    query = select(DraftRow).where(DraftRow.account == account, DraftRow.text == "", over)
    rows = session.scalars(query.order_by(DraftRow.kept_at.desc()).limit(MOST_OVER))
    return [EndedDraft(row.id, row.typed_at) for row in rows]


def keep_draft(session: Session, account: AccountId, draft: Draft, at: datetime) -> Draft:
    """Keep a draft unless a later one is there already; returns the one that is there then."""
    seen = draft.typed_at
    kept = write_draft(
        session, account, draft.id, DraftVersion(draft.text, draft.typed_at, "", seen), at
    )
    return Draft(kept.id, kept.main.text, kept.main.typed_at, at)


def write_draft(
    session: Session, account: AccountId, draft_id: str, words: DraftVersion, at: datetime
) -> OpenDraft:
    """Keep what a pen wrote and return the draft as it is then.

    What arrives late (a pen's older words) changes nothing. Words that do not follow on what is
    there are set beside it, and words for a draft that is over begin a new one.
    """
    row = _row(session, account, draft_id, at)
    before = _open(row)
    if before.over:
        _write_late(session, row, words, at)
    elif words.text == before.main.text or words.follows(before.main):
        if words.typed_at > before.main.typed_at:
            row.text, row.typed_at, row.kept_at = words.text, words.typed_at, at
            _set(row, **{PEN: words.pen, BESIDE: _without(row, words.pen)})
    else:
        _set_beside(row, words)
        row.kept_at = at
    session.flush()
    return _open(row)


def choose_words(
    session: Session, account: AccountId, draft_id: str, words: DraftVersion, at: datetime
) -> OpenDraft:
    """Keep ``words`` as the only version: their writer saw the others."""
    row = _row(session, account, draft_id, at)
    row.text, row.typed_at, row.kept_at = words.text, words.typed_at, at
    _set(row, **{PEN: words.pen, BESIDE: []})
    session.flush()
    return _open(row)


def begin_draft(session: Session, account: AccountId, draft_id: str, at: datetime) -> OpenDraft:
    """Return a draft that is there from now on, also without words: a photo may come first."""
    row = _row(session, account, draft_id, at)
    session.flush()
    return _open(row)


def keep_details(
    session: Session, account: AccountId, draft_id: str, details: DraftDetails, at: datetime
) -> None:
    """Keep what was filled in beside the words."""
    row = _row(session, account, draft_id, at)
    if not _open(row).over:
        _set(row, **{TALK: details.record()})
        row.kept_at = at
        session.flush()


def end_draft(
    session: Session, account: AccountId, draft_id: str, at: datetime, note: str = ""
) -> None:
    """Take the words of a draft away: it is the talk ``note`` now, or was thrown away.

    With a talk, what stood beside its words becomes a draft of its own.
    """
    if not draft_id:
        return
    row = _row(session, account, draft_id, at)
    before = _open(row)
    newest = max(one.typed_at for one in before.versions)
    row.details = json.dumps({NOTE: note, OVER: _digest(row.text), WAY: before.details.way})
    row.text, row.typed_at, row.kept_at = "", newest, at
    session.flush()
    for words in before.beside if note else ():
        _begin_anew(session, row, words, at)


def give_back(
    session: Session, note: NoteId, text: str, details: DraftDetails, at: datetime
) -> None:
    """Make the draft that became ``note`` a draft again, since the talk was taken back."""
    row = _draft_of(session, note)
    if row is not None and OVER in (record := _record(row)):
        told = replace(details, way=str(record.get(WAY, "")))
        row.details = json.dumps({WAS: note, TALK: told.record()}, ensure_ascii=False)
        row.text, row.typed_at, row.kept_at = text, row.typed_at + 1, at
        session.flush()


def end_again(session: Session, note: NoteId, text: str, at: datetime) -> tuple[AccountId, str]:
    """End the draft that ``note`` was written in, since the talk is there again.

    Returns whose draft it is and its id; "" when there is none, or somebody wrote on in it.
    """
    row = _draft_of(session, note)
    if row is None or (OVER not in _record(row) and row.text.strip() != text.strip()):
        return AccountId(""), ""
    owner = AccountId(row.account)
    if OVER not in _record(row):
        end_draft(session, owner, row.id, at, note)
    return owner, row.id


def _draft_of(session: Session, note: NoteId) -> DraftRow | None:
    told = [DraftRow.details.contains(f'"{key}": "{note}"') for key in (NOTE, WAS)]
    return session.scalars(select(DraftRow).where(or_(*told))).first()


def _row(session: Session, account: AccountId, draft_id: str, at: datetime) -> DraftRow:
    row = session.get(DraftRow, (draft_id, account))
    if row is None:
        row = DraftRow(id=draft_id, account=account, text="", typed_at=0, kept_at=at, details="{}")
        session.add(row)
    return row


def _write_late(session: Session, row: DraftRow, words: DraftVersion, at: datetime) -> None:
    """Begin a new draft with words that came after the end, unless these were its very words."""
    if words.typed_at > row.typed_at and _digest(words.text) != _record(row).get(OVER):
        _begin_anew(session, row, words, at)


def _begin_anew(session: Session, row: DraftRow, words: DraftVersion, at: datetime) -> None:
    """Keep words in a draft named after the one that is over, the first that is not over too."""
    if not words.text.strip():
        return
    name = row.id.split(_LATE)[0][:56]
    for number in range(1, MOST_LATE + 1):
        late = _row(session, AccountId(row.account), f"{name}{_LATE}{number}", at)
        record = _record(late)
        if record.get(OVER) == _digest(words.text):
            return
        if OVER not in record:
            write_draft(session, AccountId(row.account), late.id, words, at)
            return


def _set_beside(row: DraftRow, words: DraftVersion) -> None:
    beside = _without(row, words.pen)
    known = [one for one in _open(row).beside if one.pen == words.pen]
    newest = max([*known, words], key=lambda one: one.typed_at)
    if any(one["text"] == newest.text for one in beside):
        return
    beside.append({"text": newest.text, "at": newest.typed_at, "pen": newest.pen})
    _set(row, **{BESIDE: beside[-MOST_BESIDE:]})


def _without(row: DraftRow, pen: str) -> list[dict[str, Any]]:
    return [
        {"text": one.text, "at": one.typed_at, "pen": one.pen}
        for one in _open(row).beside
        if one.pen != pen
    ]


def _open(row: DraftRow) -> OpenDraft:
    record = _record(row)
    beside = []
    for item in _items(record.get(BESIDE)):
        text, typed_at, pen = item.get("text"), item.get("at"), item.get("pen")
        if isinstance(text, str) and isinstance(typed_at, int) and isinstance(pen, str):
            beside.append(DraftVersion(text, typed_at, pen))
    return OpenDraft(
        row.id,
        DraftVersion(row.text, row.typed_at, str(record.get(PEN, ""))),
        tuple(beside),
        DraftDetails.of_record(record.get(TALK)),
        str(record.get(NOTE, "")),
        OVER in record,
    )


def _items(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _record(row: DraftRow) -> dict[str, Any]:
    try:
        read = json.loads(row.details or "{}")
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _set(row: DraftRow, **values: Any) -> None:
    row.details = json.dumps({**_record(row), **values}, ensure_ascii=False)


def _digest(text: str) -> str:
    return sha256(text.strip().encode()).hexdigest()


def _draft(row: DraftRow) -> Draft:
    return Draft(row.id, row.text, row.typed_at, row.kept_at)
