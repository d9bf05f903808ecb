"""Geleerd: what the reader of notes learned from the team, to see, undo, add to and hand on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from fieldwork.actions.lesson_file import (
    LessonFile,
    read_file,
    shared_lessons,
    shared_words,
    write_file,
)
from fieldwork.actions.lesson_making import catch_up, count_unlearned
from fieldwork.actions.notes import account_names
from fieldwork.actions.seat import Capability, kept_until_changed
from fieldwork.domain.access import Right
from fieldwork.domain.ids import new_id
from fieldwork.domain.lessons import (
    ImportId,
    Lesson,
    LessonId,
    LessonImport,
    StudyWord,
    WordId,
)
from fieldwork.domain.notes import Note
from fieldwork.domain.refusals import NotFound, Refusal
from fieldwork.store import lessons

SUBJECT: Final = "leren"


class AlreadyTaught(Refusal):
    """A word that the team taught before for the same theme."""

    def __init__(self, pattern: str) -> None:
        super().__init__(
            "Woord leren", f"'{pattern}' staat al in de lijst.", "Zet het daar zo nodig terug."
        )


class NoBlockedDanger(Refusal):
    """Somebody wants a word never to mean danger."""

    def __init__(self) -> None:
        super().__init__(
            "Woord leren",
            "Een signaal kan nooit met een woord worden uitgezet.",
            "Zeg bij een gesprek 'Nee' als het niet klopt. Wijkduik vraagt dan om te controleren.",
        )


class NothingToShare(Refusal):
    """An export with nothing in it."""

    def __init__(self) -> None:
        super().__init__(
            "Meenemen",
            "Er is nog niets om mee te nemen.",
            "Leer Wijkduik eerst een woord, of lees meer gesprekken na.",
        )


@dataclass(frozen=True, slots=True)
class ShownLesson:
    """A lesson with the first name of who gave it."""

    lesson: Lesson
    who: str


@dataclass(frozen=True, slots=True)
class ThemeLessons:
    """What was learned of one theme or signal; ``lessons`` are the team's own, newest first.

    ``yes`` and ``no`` count what counts, also from files; ``who`` and ``since`` are of the team.
    """

    code: str
    yes: int
    no: int
    who: tuple[str, ...]
    since: datetime | None
    lessons: tuple[ShownLesson, ...]
    from_files: int = 0

    @property
    def taken_back(self) -> int:
        """How many of the team's lessons do not count."""
        return sum(not one.lesson.counts for one in self.lessons)


@dataclass(frozen=True, slots=True)
class ShownWord:
    """A word with the first name of who typed it."""

    word: StudyWord
    who: str


@dataclass(frozen=True, slots=True)
class ShownImport:
    """A file that was taken over, with by whom, and how much it brought."""

    made: LessonImport
    who: str
    words: int
    lessons: int


@dataclass(frozen=True, slots=True)
class LearningPage:
    """Everything that was learned. ``unlearned`` are answers of which nothing was, yet."""

    is_on: bool
    has_model: bool
    themes: tuple[ThemeLessons, ...]
    words: tuple[ShownWord, ...]
    imports: tuple[ShownImport, ...]
    unlearned: int = 0


class Learning(Capability):
    """What the team taught, and what is done with it."""

    @kept_until_changed
    def page(self) -> LearningPage:
        """Return what was learned, from whom and since when, the most taught theme first."""
        from fieldwork.tagging.lessons import find_maker

        maker = find_maker()
        with self._read(Right.READ_NOTES) as work:
            names = account_names(work)
            known = [one for one in lessons.lessons(work.session) if one.maker == maker]
            words = lessons.words(work.session)
            return LearningPage(
                lessons.is_on(work.session),
                bool(maker),
                _by_theme(known, names),
                tuple(ShownWord(one, names.get(one.by, "")) for one in words),
                _imports(lessons.imports(work.session), known, words, names),
                count_unlearned(work),
            )

    def taught(self, note: Note) -> frozenset[str]:
        """Return the themes and signals that are read in a note only by what the team taught."""
        self._me.must(Right.READ_NOTES)
        opened = self._seat.open
        return opened.tagged(note.text).taught if opened.learned else frozenset()

    def take_back(self, lesson_id: LessonId) -> None:
        """Have a lesson no longer count."""
        self._count(lesson_id, False)

    def put_back(self, lesson_id: LessonId) -> None:
        """Have a lesson count again."""
        self._count(lesson_id, True)

    def take_back_theme(self, code: str) -> int:
        """Have no lesson of a theme count any more; returns how many were taken back."""
        return self._count_theme(code, False)

    def put_back_theme(self, code: str) -> int:
        """Have every lesson of a theme count again; returns how many were put back."""
        return self._count_theme(code, True)

    def add_word(self, code: str, pattern: str, *, blocks: bool = False) -> StudyWord:
        """Teach a word for a theme or signal; or, when it ``blocks``, that it never means it here.

        Raises a refusal for a word that cannot be looked for, or is there already.
        """
        from fieldwork.tagging.taught_words import check_word

        self._me.must(Right.WRITE_NOTES)
        codebook = self._seat.open.codebook
        if all(entry.id != code for entry in codebook):
            raise NotFound("Dit thema")
        if blocks and codebook.is_signal(code):
            raise NoBlockedDanger
        typed = " ".join(pattern.split())
        check_word(typed)
        with self._work(Right.WRITE_NOTES) as work:
            word = StudyWord(WordId(new_id()), code, typed, blocks, self._me.id, work.at)
            if _key(word) in {_key(one) for one in lessons.words(work.session)}:
                raise AlreadyTaught(typed)
            lessons.add_words(work.session, [word])
            # Never the word itself: the trail holds no words.
            work.record("woord geleerd", SUBJECT, code)
        return word

    def take_back_word(self, word_id: WordId) -> None:
        """Have a word no longer count."""
        with self._work(Right.WRITE_NOTES) as work:
            word = lessons.count_word(work.session, word_id, False)
            work.record("woord teruggenomen", SUBJECT, word.code)

    def put_back_word(self, word_id: WordId) -> None:
        """Have a word count again."""
        with self._work(Right.WRITE_NOTES) as work:
            word = lessons.count_word(work.session, word_id, True)
            work.record("woord teruggezet", SUBJECT, word.code)

    def drop_word(self, word_id: WordId) -> None:
        """Take a word away for good, as when a name was typed."""
        with self._work(Right.WRITE_NOTES) as work:
            lessons.drop_word(work.session, word_id)
            work.record("woord weggehaald", SUBJECT)

    def switch(self, on: bool) -> None:
        """Have this study learn, or not; what it learned stays, and counts again when it does."""
        with self._work(Right.MANAGE_STUDY) as work:
            lessons.switch(work.session, on)
            work.record("leren aan" if on else "leren uit", SUBJECT)

    def catch_up(self) -> int:
        """Learn from answers of before, up to some hundreds; returns how many lessons there are.

        Takes a moment for each talk.
        """
        self._me.must(Right.WRITE_NOTES)
        waiting = catch_up(self._seat.open)
        with self._work(Right.WRITE_NOTES) as work:
            made = sum(teacher.keep(work, decisions) for teacher, decisions in waiting)
            work.record("alsnog geleerd", SUBJECT, str(made))
        return made

    def words_to_read(self) -> list[StudyWord]:
        """Return the words that an export takes along, for somebody to read through first."""
        with self._read(Right.MANAGE_STUDY) as work:
            return shared_words(lessons.words(work.session))

    def shared(self) -> int:
        """Return how many lessons an export takes along."""
        from fieldwork.tagging.lessons import find_maker

        with self._read(Right.MANAGE_STUDY) as work:
            found = shared_lessons(lessons.lessons(work.session), find_maker())
        return sum(len(one.numbers) for one in found)

    def export(self) -> tuple[str, bytes]:
        """Return what was learned as a file to download, with its name."""
        from fieldwork.tagging.lessons import find_maker

        seat, maker = self._seat, find_maker()
        with self._work(Right.MANAGE_STUDY) as work:
            words = shared_words(lessons.words(work.session))
            found = shared_lessons(lessons.lessons(work.session), maker)
            if not words and not found:
                raise NothingToShare
            counts = f"{len(words)}/{sum(len(one.numbers) for one in found)}"
            work.record("geleerde meegenomen", SUBJECT, counts)
        day = seat.today.isoformat()
        content = write_file(seat.open.study.name, day, maker, words, found)
        return f"geleerd-{seat.open.slug}-{day}.json", content

    def preview(self, filename: str, content: bytes) -> LessonFile:
        """Return what a file would bring; changes nothing. Raises :class:`UnreadableFile`."""
        from fieldwork.tagging.lessons import find_maker

        self._me.must(Right.MANAGE_STUDY)
        return read_file(filename, content, self._seat.open.codebook, find_maker())

    def take_over(self, filename: str, content: bytes) -> LessonImport:
        """Take over what a file brings, as a whole; words that are there already are left out."""
        from fieldwork.tagging.lessons import find_maker

        found = self.preview(filename, content)
        with self._work(Right.MANAGE_STUDY) as work:
            me, at = self._me.id, work.at
            made = LessonImport(ImportId(new_id()), found.name, me, at)
            lessons.add_import(work.session, made)
            known = {_key(one) for one in lessons.words(work.session)}
            words = [
                StudyWord(WordId(new_id()), one.code, one.pattern, one.blocks, me, at, made.id)
                for one in dict.fromkeys(found.words)
            ]
            lessons.add_words(work.session, [one for one in words if _key(one) not in known])
            taught = [
                Lesson(
                    LessonId(new_id()),
                    group.code,
                    group.is_yes,
                    numbers,
                    find_maker(),
                    me,
                    at,
                    imported=made.id,
                )
                for group in found.lessons
                for numbers in group.numbers
            ]
            lessons.add_lessons(work.session, taught)
            work.record("geleerde ingelezen", SUBJECT, f"{len(words)}/{len(taught)}")
        return made

    def undo_import(self, import_id: ImportId) -> None:
        """Undo a file as a whole: every word and lesson that it brought."""
        with self._work(Right.MANAGE_STUDY) as work:
            lessons.drop_import(work.session, import_id)
            work.record("geleerde teruggedraaid", SUBJECT)

    def _count(self, lesson_id: LessonId, counts: bool) -> None:
        with self._work(Right.WRITE_NOTES) as work:
            lesson = lessons.count_lesson(work.session, lesson_id, counts)
            deed = "les teruggezet" if counts else "les teruggenomen"
            work.record(deed, lesson.note or SUBJECT, lesson.code)

    def _count_theme(self, code: str, counts: bool) -> int:
        with self._work(Right.WRITE_NOTES) as work:
            changed = lessons.count_theme(work.session, code, counts)
            deed = "lessen teruggezet" if counts else "lessen teruggenomen"
            work.record(deed, SUBJECT, code)
        return changed


def _key(word: StudyWord) -> tuple[str, str, bool]:
    return word.code, word.pattern.casefold(), word.blocks


def _by_theme(found: Iterable[Lesson], names: Mapping[str, str]) -> tuple[ThemeLessons, ...]:
    grouped: dict[str, list[Lesson]] = {}
    for one in found:
        grouped.setdefault(one.code, []).append(one)
    themes = [_theme(code, group, names) for code, group in grouped.items()]
    return tuple(sorted(themes, key=lambda one: (-one.yes - one.no, one.code)))


def _theme(code: str, found: list[Lesson], names: Mapping[str, str]) -> ThemeLessons:
    counting = [one for one in found if one.counts]
    own = [one for one in found if one.imported is None]
    who = tuple(dict.fromkeys(names.get(one.by, "") for one in reversed(own)))
    return ThemeLessons(
        code,
        sum(one.is_yes for one in counting),
        sum(not one.is_yes for one in counting),
        tuple(name for name in who if name),
        min((one.at for one in own), default=None),
        tuple(ShownLesson(one, names.get(one.by, "")) for one in own),
        len(found) - len(own),
    )


def _imports(
    made: Iterable[LessonImport],
    found: Iterable[Lesson],
    words: Iterable[StudyWord],
    names: Mapping[str, str],
) -> tuple[ShownImport, ...]:
    brought, typed = [one.imported for one in found], [one.imported for one in words]
    return tuple(
        ShownImport(one, names.get(one.by, ""), typed.count(one.id), brought.count(one.id))
        for one in made
    )
