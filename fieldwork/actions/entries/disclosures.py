"""What went out to whom, on the line of time."""

from fieldwork.actions.people import People
from fieldwork.actions.seat import Seat
from fieldwork.domain.access import Right
from fieldwork.domain.handover import Disclosure
from fieldwork.domain.ids import PersonId
from fieldwork.domain.timeline import Entry, EntryKind

KIND = EntryKind("shared", "Gedeeld", "Gedeeld", 40)
NEEDS = (Right.READ_PEOPLE, Right.MAKE_REQUESTS)


def entries(seat: Seat, person_id: PersonId) -> list[Entry]:
    """Return every time that somebody's data went out."""
    page = People(seat).page(person_id)
    return [_entry(one, page.names.get(one.by, "")) for one in page.disclosures]


def _entry(one: Disclosure, by: str) -> Entry:
    return Entry(
        at=one.at,
        kind=KIND,
        line=f"Gedeeld met {one.recipient}, lijst {one.list_number}",
        subject=f"{one.request}-{one.list_number}",
        screen="hulpvraag",
        identity=one.request,
        by=by,
        beside=f"Op grond van: {one.ground.label.lower()}. Waarvoor: {one.purpose}. "
        f"Wat: {', '.join(one.sent_fields)}.",
    )
