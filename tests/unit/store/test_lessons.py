"""What a team taught is kept without text, and goes with the answer it came from."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from fieldwork.domain.dates import now
from fieldwork.domain.ids import AccountId, new_id
from fieldwork.domain.lessons import (
    LONGEST_WORD,
    ImportId,
    Lesson,
    LessonId,
    LessonImport,
    StudyWord,
    WordId,
)
from fieldwork.domain.refusals import Incomplete, NotFound
from fieldwork.store import lessons
from fieldwork.store.upgrade import upgrade
from tests.conftest import logged

MAKER = "model-a"


@pytest.fixture
def store(desks, shelf, template):
    return shelf.opened(template.slug).store


@pytest.fixture
def answer(desks):
    """A confirmed suggestion."""
    note = logged(desks.sara)
    (first, *_) = desks.sara.review.suggest(note).open
    return desks.sara.review.confirm(first.id).suggestion


def lesson(answer=None, **changes) -> Lesson:
    made = {
        "id": LessonId(new_id()),
        "code": "wonen",
        "is_yes": True,
        "numbers": b"\x01\x02" * 192,
        "maker": MAKER,
        "by": AccountId("x"),
        "at": now(),
        "suggestion": answer.id if answer else None,
        "note": answer.note if answer else None,
    }
    return Lesson(**(made | changes))


def keep(store, desks, *several: Lesson) -> None:
    with store.work() as session:
        lessons.add_lessons(session, [replace(one, by=desks.sara.account.id) for one in several])


def kept(store) -> list[Lesson]:
    with store.read() as session:
        return [one for one in lessons.lessons(session) if one.maker == MAKER]


def test_a_lesson_comes_back_as_it_was_kept(desks, store, answer):
    made = replace(lesson(answer), by=desks.sara.account.id)
    keep(store, desks, made)
    assert kept(store) == [made]


def test_taking_an_answer_back_takes_its_lesson_back(desks, store, answer):
    keep(store, desks, lesson(answer))
    desks.sara.review.undo(answer.id)
    assert kept(store) == []


def test_an_answer_turned_around_takes_the_earlier_lesson_back(desks, store, answer):
    keep(store, desks, lesson(answer))
    desks.sara.review.refuse(answer.id)
    assert kept(store) == []


def test_another_answer_leaves_a_lesson_alone(desks, store, answer):
    keep(store, desks, lesson(answer))
    note = logged(desks.sara, "De verwarming is stuk en de huur is te hoog.")
    for one in desks.sara.review.suggest(note).open:
        desks.sara.review.refuse(one.id)
    assert len(kept(store)) == 1


def test_a_lesson_goes_with_its_suggestion(desks, store, answer):
    keep(store, desks, lesson(answer))
    with store.work() as session:
        session.execute(text("DELETE FROM suggestions WHERE id = :id"), {"id": answer.id})
    assert kept(store) == []


def test_a_lesson_taken_back_does_not_count_and_put_back_does(desks, store, answer):
    keep(store, desks, lesson(answer))
    (one,) = kept(store)
    for counts in (False, True):
        with store.work() as session:
            lessons.count_lesson(session, one.id, counts)
        with store.read() as session:
            assert bool(lessons.counting(session, MAKER)) is counts
            assert lessons.counting(session, "model-b") == []


def test_a_whole_theme_is_taken_back_but_for_what_came_with_a_file(desks, store, answer):
    made = LessonImport(ImportId("i1"), "De Kade", desks.joke.account.id, now())
    with store.work() as session:
        lessons.add_import(session, made)
    keep(store, desks, lesson(answer), lesson(code="geld"), lesson(imported=made.id))
    with store.work() as session:
        assert lessons.count_theme(session, "wonen", False) == 1
        assert lessons.count_theme(session, "wonen", False) == 0
    assert {(one.code, one.imported) for one in kept(store) if one.counts} == {
        ("geld", None),
        ("wonen", "i1"),
    }


def test_a_file_is_undone_as_a_whole_and_leaves_the_rest(desks, store, answer):
    made = LessonImport(ImportId("i1"), "De Kade", desks.joke.account.id, now())
    mine = StudyWord(WordId("w1"), "eten", "bakkes", False, desks.sara.account.id, now())
    with store.work() as session:
        lessons.add_import(session, made)
        lessons.add_words(session, [mine, replace(mine, id=WordId("w2"), imported=made.id)])
    keep(store, desks, lesson(answer), lesson(imported=made.id), lesson(imported=made.id))
    with store.read() as session:
        assert lessons.imports(session) == [made]
    with store.work() as session:
        lessons.drop_import(session, made.id)
    assert [one.imported for one in kept(store)] == [None]
    with store.read() as session:
        assert lessons.words(session) == [mine]
        assert lessons.imports(session) == []


def test_what_is_not_there_is_refused(store):
    with store.work() as session:
        for ask in (
            lambda: lessons.count_lesson(session, LessonId("x"), True),
            lambda: lessons.count_word(session, WordId("x"), True),
            lambda: lessons.drop_word(session, WordId("x")),
            lambda: lessons.drop_import(session, ImportId("x")),
        ):
            with pytest.raises(NotFound):
                ask()


def test_every_change_is_seen_by_what_was_worked_out_before(desks, store):
    me = desks.sara.account.id
    stamps = [store.stamp()]
    word = StudyWord(WordId("w1"), "eten", "bakkes", False, me, now())
    for change in (
        lambda session: lessons.add_words(session, [word]),
        lambda session: lessons.count_word(session, word.id, False),
        lambda session: lessons.drop_word(session, word.id),
        lambda session: lessons.switch(session, False),
        lambda session: lessons.add_lessons(session, [lesson(by=me)]),
    ):
        with store.work() as session:
            change(session)
        stamps.append(store.stamp())
    assert len(set(stamps)) == len(stamps)


def test_a_study_learns_until_it_is_switched_off(store):
    for on in (True, False, True):
        with store.work() as session:
            if not (on and lessons.is_on(session)):
                lessons.switch(session, on)
            assert lessons.is_on(session) is on


def test_a_study_of_before_is_brought_up_to_date(desks, store, answer):
    with store.work() as session:
        session.execute(text("DROP TRIGGER lessons_undone"))
        for table in ("lessons", "study_words", "lesson_imports", "learning"):
            session.execute(text(f"DROP TABLE {table}"))
        session.execute(text("UPDATE alembic_version SET version_num = '0003'"))
    upgrade(store.engine)
    keep(store, desks, lesson(answer))
    desks.sara.review.undo(answer.id)
    assert kept(store) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(
    st.text(min_size=1, max_size=LONGEST_WORD).filter(str.strip).filter(str.isprintable),
    st.booleans(),
    st.booleans(),
)
def test_words_come_back_as_they_were_typed(desks, store, typed, blocks, counts):
    word = StudyWord(
        WordId(new_id()), "eten", typed, blocks, desks.sara.account.id, now(), None, counts
    )
    with store.work() as session:
        lessons.add_words(session, [word])
        assert word in lessons.words(session)


def test_a_word_that_is_none_or_a_whole_sentence_is_no_word():
    with pytest.raises(Incomplete):
        StudyWord(WordId("w"), "eten", "  ", False, AccountId("x"), now())
    with pytest.raises(ValueError, match="60"):
        StudyWord(WordId("w"), "eten", "a" * 61, False, AccountId("x"), now())


def test_a_lesson_without_numbers_is_none():
    with pytest.raises(ValueError, match="numbers"):
        lesson(numbers=b"")
