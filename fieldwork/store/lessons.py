"""What a team taught, kept per study: lessons without text, words typed by hand, and imports."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from fieldwork.domain.ids import AccountId, NoteId, SuggestionId
from fieldwork.domain.lessons import (
    ImportId,
    Lesson,
    LessonId,
    LessonImport,
    StudyWord,
    WordId,
)
from fieldwork.domain.refusals import NotFound
from fieldwork.domain.themes import SignalStatus, ThemeStatus
from fieldwork.store.notes import NO, YES
from fieldwork.store.tables import (
    LearningRow,
    LessonImportRow,
    LessonRow,
    StudyWordRow,
    SuggestionRow,
)

# Answers that say whether it is there now; "Speelt niet" and "Voorbij" teach nothing about that.
TELLING: Final = (
    ThemeStatus.AANWEZIG.value,
    SignalStatus.ACTUEEL.value,
    SignalStatus.CONTROLEER.value,
)


def is_on(session: Session) -> bool:
    """Return whether this study learns; it does until somebody switches it off."""
    row = session.get(LearningRow, 1)
    return row is None or row.is_on


def switch(session: Session, on: bool) -> None:
    """Have this study learn, or not. What it learned before stays."""
    row = session.get(LearningRow, 1) or LearningRow(id=1)
    row.is_on = on
    session.add(row)
    session.flush()


def add_lessons(session: Session, lessons: Iterable[Lesson]) -> None:
    """Keep lessons."""
    session.add_all(
        LessonRow(
            id=one.id,
            code=one.code,
            is_yes=one.is_yes,
            numbers=one.numbers,
            maker=one.maker,
            by=one.by,
            at=one.at,
            suggestion=one.suggestion,
            imported=one.imported,
            counts=one.counts,
        )
        for one in lessons
    )
    session.flush()


def lessons(session: Session) -> list[Lesson]:
    """Return all lessons, also those that do not count, the newest first."""
    query = (
        select(LessonRow, SuggestionRow.note)
        .outerjoin(SuggestionRow, SuggestionRow.id == LessonRow.suggestion)
        .order_by(LessonRow.at.desc(), LessonRow.id)
    )
    return [_lesson(row, note) for row, note in session.execute(query)]


def counting(session: Session, maker: str) -> list[tuple[str, bool, bytes]]:
    """Return what the lessons of ``maker`` that count come down to: theme, yes or no, numbers."""
    query = select(LessonRow.code, LessonRow.is_yes, LessonRow.numbers).where(
        LessonRow.counts, LessonRow.maker == maker
    )
    return [(code, yes, numbers) for code, yes, numbers in session.execute(query)]


def count_lesson(session: Session, lesson_id: LessonId, counts: bool) -> Lesson:
    """Take a lesson back, or put it back; raises :class:`NotFound`."""
    row = session.get(LessonRow, lesson_id)
    if row is None:
        raise NotFound("Deze les")
    row.counts = counts
    session.flush()
    return _lesson(row, None)


def count_theme(session: Session, code: str, counts: bool) -> int:
    """Take all one's own lessons of a theme back, or put them back; returns how many changed.

    What came with a file is undone with that file.
    """
    changed = session.execute(
        update(LessonRow)
        .where(
            LessonRow.code == code,
            LessonRow.imported.is_(None),
            LessonRow.counts.is_not(counts),
        )
        .values(counts=counts)
        .returning(LessonRow.id)
    )
    return len(changed.all())


def unlearned(session: Session, maker: str, limit: int) -> dict[SuggestionId, NoteId]:
    """Return answers of which there is no lesson of ``maker``, with their note, newest first."""
    made = select(LessonRow.suggestion).where(
        LessonRow.suggestion.is_not(None), LessonRow.maker == maker
    )
    query = (
        select(SuggestionRow.id, SuggestionRow.note)
        .where(
            SuggestionRow.decision.in_((YES, NO)),
            SuggestionRow.status.in_(TELLING),
            SuggestionRow.id.not_in(made),
        )
        .order_by(SuggestionRow.decided_at.desc())
        .limit(limit)
    )
    return {SuggestionId(one): NoteId(note) for one, note in session.execute(query)}


def drop_lessons(session: Session, suggestions: Iterable[SuggestionId]) -> None:
    """Take away the lessons of these answers, to make room for new ones."""
    session.execute(delete(LessonRow).where(LessonRow.suggestion.in_(list(suggestions))))


def add_words(session: Session, words: Iterable[StudyWord]) -> None:
    """Keep words."""
    session.add_all(
        StudyWordRow(
            id=one.id,
            code=one.code,
            pattern=one.pattern,
            blocks=one.blocks,
            by=one.by,
            at=one.at,
            imported=one.imported,
            counts=one.counts,
        )
        for one in words
    )
    session.flush()


def words(session: Session) -> list[StudyWord]:
    """Return all words, also those that do not count, by theme and then as they are spelled."""
    query = select(StudyWordRow).order_by(StudyWordRow.code, StudyWordRow.pattern, StudyWordRow.id)
    return [_word(row) for row in session.scalars(query)]


def count_word(session: Session, word_id: WordId, counts: bool) -> StudyWord:
    """Take a word back, or put it back; raises :class:`NotFound`."""
    row = session.get(StudyWordRow, word_id)
    if row is None:
        raise NotFound("Dit woord")
    row.counts = counts
    session.flush()
    return _word(row)


def drop_word(session: Session, word_id: WordId) -> None:
    """Take a word away for good; raises :class:`NotFound`."""
    row = session.get(StudyWordRow, word_id)
    if row is None:
        raise NotFound("Dit woord")
    session.delete(row)
    session.flush()


def add_import(session: Session, made: LessonImport) -> None:
    """Keep that a file was taken over."""
    session.add(LessonImportRow(id=made.id, name=made.name, by=made.by, at=made.at))
    session.flush()


def imports(session: Session) -> list[LessonImport]:
    """Return the files that were taken over, the last first."""
    query = select(LessonImportRow).order_by(LessonImportRow.at.desc())
    return [
        LessonImport(ImportId(row.id), row.name, AccountId(row.by), row.at)
        for row in session.scalars(query)
    ]


def drop_import(session: Session, import_id: ImportId) -> None:
    """Undo a file as a whole: its lessons and words go with it; raises :class:`NotFound`."""
    row = session.get(LessonImportRow, import_id)
    if row is None:
        raise NotFound("Dit bestand")
    session.delete(row)
    session.flush()


def _lesson(row: LessonRow, note: str | None) -> Lesson:
    return Lesson(
        id=LessonId(row.id),
        code=row.code,
        is_yes=row.is_yes,
        numbers=row.numbers,
        maker=row.maker,
        by=AccountId(row.by),
        at=row.at,
        suggestion=SuggestionId(row.suggestion) if row.suggestion else None,
        note=NoteId(note) if note else None,
        imported=ImportId(row.imported) if row.imported else None,
        counts=row.counts,
    )


def _word(row: StudyWordRow) -> StudyWord:
    return StudyWord(
        id=WordId(row.id),
        code=row.code,
        pattern=row.pattern,
        blocks=row.blocks,
        by=AccountId(row.by),
        at=row.at,
        imported=ImportId(row.imported) if row.imported else None,
        counts=row.counts,
    )
