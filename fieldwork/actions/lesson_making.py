"""From an answer to a lesson: kept in the same work as the answer, gone when that is taken back."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fieldwork.actions.seat import OpenStudy, Work
from fieldwork.domain.ids import NoteId, SuggestionId, new_id
from fieldwork.domain.lessons import Lesson, LessonId
from fieldwork.domain.notes import Finding, Reading, Rejection
from fieldwork.store import lessons, notes
from fieldwork.store.lessons import TELLING

if TYPE_CHECKING:
    from fieldwork.tagging.model import ModelReading

Decision = Finding | Rejection
# Reading a talk takes a moment, so as many are caught up on at one press.
MOST_AT_ONCE: Final = 400


@dataclass(frozen=True)
class Teacher:
    """What it takes to learn from answers about one talk.

    The talk is read before the store is taken, since that takes a while. Without a model, or
    in a study that does not learn, there is nothing to keep.
    """

    reading: "ModelReading | None"
    maker: str

    def keep(self, work: Work, decisions: Iterable[Decision]) -> int:
        """Keep a lesson of each of ``decisions`` that says anything; returns how many."""
        if self.reading is None:
            return 0
        made = [one for one in (self._lesson(decision) for decision in decisions) if one]
        answered = [one.suggestion for one in made if one.suggestion]
        lessons.drop_lessons(work.session, answered)
        lessons.add_lessons(work.session, made)
        return len(made)

    def _lesson(self, decision: Decision) -> Lesson | None:
        from fieldwork.tagging.lessons import direction_in, pack

        read = decision.suggestion
        # "Speelt niet" or "Voorbij" does not tell whether the theme stands in such a sentence.
        if self.reading is None or read.status.value not in TELLING:
            return None
        direction = direction_in(self.reading, read.code, read.span)
        if direction is None:
            return None
        return Lesson(
            id=LessonId(new_id()),
            code=read.code,
            is_yes=isinstance(decision, Finding),
            numbers=pack(direction),
            maker=self.maker,
            by=decision.by,
            at=decision.on,
            suggestion=read.id,
            note=read.note,
        )


NOBODY: Final = Teacher(None, "")


def teacher_of(opened: OpenStudy, note_id: NoteId) -> Teacher:
    """Return who learns from answers about the talk ``note_id``; raises :class:`NotFound`."""
    from fieldwork.tagging.lessons import find_maker

    if not find_maker():
        return NOBODY
    with opened.store.read() as session:
        text = notes.note(session, opened.store.vault, note_id).text
        if not lessons.is_on(session):
            return NOBODY
    return _teacher(text)


def teacher_of_answer(opened: OpenStudy, suggestion_id: SuggestionId) -> Teacher:
    """Return who learns from an answer to this suggestion; raises :class:`NotFound`."""
    with opened.store.read() as session:
        note_id = notes.suggestion(session, suggestion_id).note
    return teacher_of(opened, note_id)


def count_unlearned(work: Work) -> int:
    """Return of how many answers nothing was learned yet, up to what is caught up on at once."""
    from fieldwork.tagging.lessons import find_maker

    maker = find_maker()
    return len(lessons.unlearned(work.session, maker, MOST_AT_ONCE)) if maker else 0


def catch_up(opened: OpenStudy, most: int = MOST_AT_ONCE) -> list[tuple[Teacher, list[Decision]]]:
    """Return the answers of which nothing was learned yet, each with who learns from it."""
    from fieldwork.tagging.lessons import find_maker

    if not find_maker():
        return []
    with opened.store.read() as session:
        wanted = lessons.unlearned(session, find_maker(), most)
        talks = notes.notes(session, opened.store.vault, ids=set(wanted.values()))
        readings = notes.readings(session, set(wanted.values()))
    return [
        (
            _teacher(talk.text),
            [
                one
                for one in readings.get(talk.id, Reading()).decisions
                if one.suggestion.id in wanted
            ],
        )
        for talk in talks
    ]


def _teacher(text: str) -> Teacher:
    from fieldwork.tagging.lessons import find_maker, read_note

    return Teacher(read_note(text), find_maker())
