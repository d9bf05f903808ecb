"""What deeds and things in the bin are called: "Fatma, Waalstraat" for a talk or a request."""

from collections.abc import Iterable

from fieldwork.actions.seat import Work
from fieldwork.domain.follow_ups import FollowUpId
from fieldwork.domain.ids import NoteId, PersonId, RequestId
from fieldwork.domain.notes import Note
from fieldwork.domain.people import Person
from fieldwork.domain.refusals import NotFound
from fieldwork.store import follow_ups, handover, notes, people


def titles_of(work: Work, subjects: Iterable[str]) -> dict[str, str]:
    """Return a title for each subject that is there: talk, person, request or follow-up."""
    wanted = set(subjects)
    talks = notes.notes(work.session, work.vault, ids=[NoteId(one) for one in wanted])
    who = {PersonId(one) for one in wanted} | {one for talk in talks for one in talk.people}
    known = {one.id: one for one in people.people(work.session, work.vault, who)}
    found: dict[str, str] = {one.id: one.known_as for one in known.values()}
    found |= {talk.id: title_of_talk(talk, known) for talk in talks}
    for subject in wanted - found.keys():
        title = _of_request(work, subject) or _of_follow_up(work, subject)
        if title:
            found[subject] = title
    return found


def title_of_talk(talk: Note, known: dict[PersonId, Person]) -> str:
    """Return with whom a talk was and where: "Fatma en Samir, Waalstraat 12"."""
    names = " en ".join(known[one].known_as for one in talk.people if one in known)
    return ", ".join(part for part in (names, str(talk.place)) if part)


def _of_request(work: Work, subject: str) -> str:
    try:
        request = handover.request(work.session, work.vault, RequestId(subject))
        return people.person(work.session, work.vault, request.person).known_as
    except NotFound:
        return ""


def _of_follow_up(work: Work, subject: str) -> str:
    try:
        return follow_ups.follow_up(work.session, work.vault, FollowUpId(subject)).what
    except NotFound:
        return ""
