"""Vectors belong to one text of one note, and come with an upgrade of an older study."""

from dataclasses import replace

import numpy as np
import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import text

from fieldwork.store import notes, search_rows, vectors
from fieldwork.store.migrations.versions import s0002_note_vectors
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
        assert vectors.versions(session, "a") == {note.id: (note.version, True)}


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
        assert search_rows.narrowed(session, code=refused.code) == []
        assert search_rows.narrowed(session, code=rest[0].code) == [note.id]


def test_notes_outside_the_buurten_are_asked_for_by_the_codes_of_these(desks, store):
    note = logged(desks.sara)
    with store.work() as session:
        other = replace(note, id="anders", imported_as="x", place=replace(note.place, buurt="BU1"))
        notes.add_note(session, store.vault, other)
    with store.read() as session:
        assert search_rows.narrowed(session, outside=["BU1", "BU2"]) == [note.id]
        assert search_rows.narrowed(session, buurt="BU1") == ["anders"]
        assert len(search_rows.narrowed(session)) == 2
