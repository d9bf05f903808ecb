"""The draft of a talk that is taken back is a draft again; with the talk it is over once more."""

from dataclasses import dataclass

from fieldwork.actions.seat import Work
from fieldwork.domain.drafts import DraftDetails, DraftNewcomer
from fieldwork.domain.ids import NoteId
from fieldwork.domain.notes import Note
from fieldwork.domain.people import Person
from fieldwork.store import attachments, drafts, journal, notes, people, rows
from fieldwork.store.journal import Plan
from fieldwork.store.rows import Place


@dataclass(frozen=True, slots=True)
class Written:
    """A talk that is about to go, with whom it was."""

    note: Note
    people: tuple[Person, ...]


def written_before(work: Work, plan: Plan) -> list[Written]:
    """Return the talks that ``plan`` takes away; ask before it does."""
    gone = [one for one in journal.find_places(plan, ("notes",)) if one.before is None]
    ids = [NoteId(one.place.key[0]) for one in gone]
    found = notes.notes(work.session, work.vault, ids=ids) if ids else []
    return [
        Written(one, tuple(people.people(work.session, work.vault, one.people))) for one in found
    ]


def give_draft_back(work: Work, talk: Written) -> None:
    """Let whoever wrote a talk that was taken back go on with it as a draft."""
    note, place = talk.note, talk.note.place
    known = [one for one in talk.people if rows.exists(work.session, Place("people", (one.id,)))]
    details = DraftDetails(
        people=tuple(one.id for one in known),
        newcomers=tuple(_newcomer(one, note) for one in talk.people if one not in known),
        street=place.address.street if place.address else "",
        number=place.address.number if place.address else "",
        spot=(place.point.lat, place.point.lon) if place.point else None,
        day=note.happened_on,
        clock=note.happened_at,
        consent=note.consent,
        need=note.need,
    )
    drafts.give_back(work.session, note.id, note.text, details, work.at)


def rejoin_draft(work: Work, note_id: NoteId) -> None:
    """End the draft of a talk that is there again, and give the talk what was with the draft."""
    found = notes.notes(work.session, work.vault, ids=[note_id])
    for note in found:
        owner, draft = drafts.end_again(work.session, note.id, note.text, work.at)
        if draft:
            attachments.move_to_note(work.session, owner, draft, note.id)


def _newcomer(person: Person, note: Note) -> DraftNewcomer:
    home = person.home.address
    return DraftNewcomer(
        person.name,
        note.source,
        person.key_figure.role if person.key_figure else "",
        home.street if home else "",
        home.number if home else "",
        person.phone,
    )
