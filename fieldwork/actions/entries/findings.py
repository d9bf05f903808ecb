"""What was confirmed in talks, on the line of time: one line for each talk."""

from fieldwork.actions.entries import at_day
from fieldwork.actions.entries.talks import talks_with
from fieldwork.actions.notes import NotePage
from fieldwork.actions.seat import Seat
from fieldwork.domain.access import Right
from fieldwork.domain.ids import PersonId
from fieldwork.domain.notes import Finding
from fieldwork.domain.themes import Codebook
from fieldwork.domain.timeline import Entry, EntryKind

KIND = EntryKind("finding", "Bevindingen", "Bevinding", 20)
NEEDS = (Right.READ_NOTES,)


def entries(seat: Seat, person_id: PersonId) -> list[Entry]:
    """Return what people confirmed in the talks with somebody; only what plays now."""
    codebook = seat.open.codebook
    found = [_entry(page, codebook) for page in talks_with(seat, person_id)]
    return [one for one in found if one is not None]


def _entry(page: NotePage, codebook: Codebook) -> Entry | None:
    current = [one for one in page.reading.findings if one.suggestion.is_current]
    if not current:
        return None
    ordered = sorted(current, key=lambda one: not one.suggestion.is_signal)
    labels = dict.fromkeys(codebook.label(one.suggestion.code) for one in ordered)
    note = page.note
    return Entry(
        at=at_day(note.happened_on, note.happened_at),
        kind=KIND,
        line=" · ".join(labels),
        subject=note.id,
        screen="gesprek",
        identity=note.id,
        beside=_say_last(ordered),
        has_clock=note.happened_at is not None,
    )


def _say_last(found: list[Finding]) -> str:
    signals = sum(one.suggestion.is_signal for one in found)
    if not signals:
        return ""
    return "Met een signaal" if signals == 1 else f"Met {signals} signalen"
