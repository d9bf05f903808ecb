"""Vectors belong to one text of one note, and come with an upgrade of an older study."""

from dataclasses import replace

import numpy as np
import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import text

from fieldwork.actions.people import NewPerson
from fieldwork.store import notes, search_rows, vectors
from fieldwork.store.migrations.versions import s0002_note_vectors
from fieldwork.store.search_rows import Narrowing
from tests.conftest import logged

ROWS = np.eye(2, 4, dtype=np.float32)


@pytest.fixture
def store(desks, shelf, template):
    return shelf.opened(template.slug).store


def make(store, maker: str = "a") -> bool:
    with store.work() as session:
        (note,) = vectors.missing(session, maker, 5)
        return vectors.keep(session, note, maker, ROWS)


def test_vectors_come_back_as_they_were_kept(desks, store):
    note = logged(desks.sara)
    assert make(store)
    with store.read() as session:
        found = vectors.vectors(session, "a", [note.id])
        assert np.array_equal(found[note.id], ROWS)
        assert vectors.missing(session, "a", 5) == []
        assert vectors.count_missing(session, "a") == 0
        assert vectors.have_vectors(session, "a") == {note.id}


def test_vectors_of_another_maker_are_of_no_use(desks, store):
    note = logged(desks.sara)
    make(store)
    with store.read() as session:
        assert vectors.vectors(session, "b", [note.id]) == {}
        assert vectors.count_missing(session, "b") == 1
    assert make(store, "b")
    with store.read() as session:
        assert vectors.vectors(session, "a", [note.id]) == {}


def test_a_changed_text_loses_its_vectors_and_nothing_else_does(desks, store):
    note = logged(desks.sara)
    make(store)
    answered = desks.sara.notes.answer(note.id, note.need)
    with store.read() as session:
        assert vectors.count_missing(session, "a") == 0
    desks.sara.notes.change(answered, "Een heel ander verhaal.")
    with store.read() as session:
        assert vectors.count_missing(session, "a") == 1


def test_vectors_of_an_overtaken_text_are_not_taken_in(desks, store):
    note = logged(desks.sara)
    with store.read() as session:
        (read,) = vectors.missing(session, "a", 5)
    desks.sara.notes.change(note, "Een heel ander verhaal.")
    with store.work() as session:
        assert not vectors.keep(session, read, "a", ROWS)
    with store.read() as session:
        assert vectors.count_missing(session, "a") == 1


def test_making_vectors_leaves_kept_answers_as_they_are(desks, store):
    logged(desks.sara)
    before = store.stamp()
    make(store)
    assert store.stamp() == before


def test_words_lie_beside_the_vectors_and_neither_is_lost_for_the_other(desks, store):
    note = logged(desks.sara)
    with store.work() as session:
        (read,) = vectors.unread(session, "1", 5)
        assert vectors.keep_words(session, read, "1", b"gelezen")
    assert make(store)
    with store.read() as session:
        found = vectors.kept(session, "a", "1", [note.id])[note.id]
        assert np.array_equal(found.vectors, ROWS) and found.words == b"gelezen"
        assert vectors.count_unread(session, "1") == vectors.count_missing(session, "a") == 0
        assert vectors.have_words(session, "1") == vectors.have_vectors(session, "a") == {note.id}
    with store.work() as session:
        (read,) = vectors.unread(session, "2", 5)
        assert vectors.keep_words(session, read, "2", b"anders gelezen")
        assert vectors.kept(session, "a", "1", [note.id])[note.id].words is None
        assert np.array_equal(vectors.vectors(session, "a", [note.id])[note.id], ROWS)


def test_words_are_kept_where_nobody_makes_vectors(desks, store):
    note = logged(desks.sara)
    with store.work() as session:
        (read,) = vectors.unread(session, "1", 5)
        vectors.keep_words(session, read, "1", b"")
        assert vectors.kept(session, "", "1", [note.id])[note.id] == vectors.Kept(None, b"")
        assert vectors.count_missing(session, "a") == 1
        assert vectors.unread(session, "1", 5) == []
    desks.sara.notes.change(note, "Een heel ander verhaal.")
    with store.work() as session:
        assert not vectors.keep_words(session, read, "1", b"")
        assert vectors.count_unread(session, "1") == 1


def test_the_journal_tells_which_notes_changed_unless_rows_were_dropped(desks, store):
    note, other = logged(desks.sara), logged(desks.sara)
    with store.read() as session:
        since = search_rows.journal_end(session)
    desks.sara.review.suggest(note)
    desks.sara.people.add(NewPerson("Wim"))
    with store.read() as session:
        end = search_rows.journal_end(session)
        assert search_rows.changed_between(session, since, end) == {note.id}
        assert search_rows.changed_between(session, end, end) == frozenset()
    desks.sara.notes.change(other, "Een heel ander verhaal.")
    with store.work() as session:
        assert search_rows.changed_between(session, since, search_rows.journal_end(session)) == {
            note.id,
            other.id,
        }
        session.execute(text("DELETE FROM deed_rows WHERE id = :end"), {"end": end})
        end = search_rows.journal_end(session)
        assert search_rows.changed_between(session, since, end) is None


def test_a_study_of_before_gets_the_table_and_its_trigger(desks, store):
    note = logged(desks.sara)
    with store.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER note_vectors_changed"))
        connection.execute(text("DROP TABLE note_vectors"))
        with Operations.context(MigrationContext.configure(connection)):
            s0002_note_vectors.upgrade()
    assert make(store)
    desks.sara.notes.change(desks.sara.notes.page(note.id).note, "Anders.")
    with store.read() as session:
        assert vectors.count_missing(session, "a") == 1


def test_a_refused_code_is_not_what_a_note_is_about(desks, store):
    note = logged(desks.sara)
    (refused, *rest) = desks.sara.review.suggest(note).open
    desks.sara.review.refuse(refused.id)
    with store.read() as session:
        assert search_rows.codes(session)[note.id] == {one.code for one in rest}
        assert search_rows.narrowed(session, Narrowing(code=refused.code)) == []
        assert search_rows.narrowed(session, Narrowing(code=rest[0].code)) == [note.id]


def test_notes_outside_the_buurten_are_asked_for_by_the_codes_of_these(desks, store):
    note = logged(desks.sara)
    with store.work() as session:
        other = replace(note, id="anders", imported_as="x", place=replace(note.place, buurt="BU1"))
        notes.add_note(session, store.vault, other)
    with store.read() as session:
        assert search_rows.narrowed(session, Narrowing(outside=["BU1", "BU2"])) == [note.id]
        assert search_rows.narrowed(session, Narrowing(buurt="BU1")) == ["anders"]
        assert len(search_rows.narrowed(session, Narrowing())) == 2
        assert len(search_rows.narrowed(session, Narrowing(), 1)) == 1
        assert search_rows.count(session, Narrowing(buurt="BU1")) == 1
