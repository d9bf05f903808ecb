"""What the themes of all talks together are worked out from, without making a note of each."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from fieldwork.domain.ids import NoteId
from fieldwork.domain.people import Source
from fieldwork.domain.themes import ThemeStatus
from fieldwork.store.notes import COLUMN, NO, YES
from fieldwork.store.tables import NoteRow, SuggestionRow
from fieldwork.store.vault import Vault


class TalkRow(NamedTuple):
    """A talk: its words, who told it, in which buurt (a code) and on which day."""

    id: NoteId
    text: str
    source: Source
    buurt: str
    day: date


class ThemeRow(NamedTuple):
    """A theme that was read in a talk and not refused; it rests on ``start`` to ``end``, if any."""

    code: str
    status: ThemeStatus
    start: int | None
    end: int | None
    is_confirmed: bool


def talks(session: Session) -> list[TalkRow]:
    """Return all talks, the last first."""
    rows = session.execute(
        select(
            NoteRow.id, NoteRow.text, NoteRow.source, NoteRow.buurt, NoteRow.happened_on
        ).order_by(NoteRow.happened_on.desc(), NoteRow.happened_at.desc(), NoteRow.made_at.desc())
    )
    sources = {source.value: source for source in Source}
    return [
        TalkRow(NoteId(note), body, sources.get(source) or Source.of(source), buurt, day)
        for note, body, source, buurt, day in rows
    ]


def themes(session: Session) -> dict[NoteId, list[ThemeRow]]:
    """Return for each talk its themes: those that a person confirmed first, then by place."""
    row = SuggestionRow
    asked = select(row.note, row.code, row.status, row.start, row.end, row.decision).where(
        row.is_signal.is_(False), row.decision != NO
    )
    statuses = {status.value: status for status in ThemeStatus}
    found: dict[NoteId, list[ThemeRow]] = {}
    for note, code, status, start, end, decision in session.execute(asked):
        known = statuses.get(status) or ThemeStatus.of(status)
        found.setdefault(NoteId(note), []).append(
            ThemeRow(code, known, start, end, decision == YES)
        )
    for told in found.values():
        told.sort(key=_in_order)
    return found


def streets(session: Session, vault: Vault) -> Iterator[str]:
    """Yield the street of each talk that has an address."""
    for sealed in session.scalars(select(NoteRow.address)):
        kept = vault.open_record(COLUMN, sealed)
        if kept:
            yield str(kept["address"][0])


def _in_order(one: ThemeRow) -> tuple[bool, int, str]:
    return not one.is_confirmed, -1 if one.start is None else one.start, one.code
