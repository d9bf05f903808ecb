"""Every table is kept in the journal or has a reason, and every column of it comes back."""

import pytest
from sqlalchemy import text

from fieldwork.store import journal, rows
from fieldwork.store.rows import Place
from fieldwork.store.study import DATABASE, StudyStore
from fieldwork.store.tables import Base
from fieldwork.store.upgrade import upgrade

KEY = b"k" * 32


@pytest.fixture
def store(tmp_path) -> StudyStore:
    made = StudyStore(tmp_path / DATABASE, KEY)
    upgrade(made.engine)
    return made


def test_every_table_is_journalled_or_has_a_reason():
    known = {*journal.JOURNALLED, *journal.OUTSIDE}
    assert known == set(Base.metadata.tables)
    assert not set(journal.JOURNALLED) & journal.OUTSIDE.keys()
    assert all(len(reason.split()) > 1 for reason in journal.OUTSIDE.values())


@pytest.mark.parametrize("name", journal.JOURNALLED)
def test_the_triggers_of_a_store_are_those_of_its_tables(store, name):
    with store.read() as session:
        kept = session.execute(
            text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :name"),
            {"name": name},
        ).scalars()
        found = set(kept.all())
    assert set(journal.triggers(name)) <= found


def test_no_password_is_ever_in_the_journal(store):
    assert "password" not in " ".join(journal.triggers("accounts"))


def test_a_row_with_every_sign_bytes_and_fractions_comes_back_as_it_was(store):
    row = {
        "id": "a",
        "kind": "bewoner \x00\U0001f600 '\"\\\u2028",
        "is_key_figure": 1,
        "sealed": "00FF10",
        "phone_index": "",
        "name_index": "é",
        "lat": "52.123456789012344",
        "lon": "0.30000000000000004",
        "buurt": "",
        "imported_as": None,
        "merged_into": None,
        "version": 3,
    }
    with store.work() as session:
        rows.insert(session, "people", row, None)
        place = Place("people", ("a",))
        assert rows.fetch(session, place) == row
        kept = session.execute(text("SELECT lat, lon, sealed FROM people")).one()
    assert tuple(kept) == (52.123456789012344, 0.1 + 0.2, b"\x00\xff\x10")


def test_an_older_store_keeps_its_events_and_lets_a_request_go(tmp_path):
    store = StudyStore(tmp_path / DATABASE, KEY)
    upgrade(store.engine)
    with store.engine.begin() as connection:
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        connection.execute(
            text("INSERT INTO accounts VALUES ('joke', 'joke', 'Joke', 'coordinator', '', 1, NULL)")
        )
        connection.execute(
            text(
                "INSERT INTO people "
                "VALUES ('p', 'bewoner', 0, x'', '', '', 1, 1, '', NULL, NULL, 1)"
            )
        )
        connection.execute(
            text(
                "INSERT INTO requests VALUES ('r', 'p', NULL, '', 'joke', '', 'P3', 'concept', "
                "NULL, x'', NULL, NULL, '', 1)"
            )
        )
        _back_to_0005(connection)
    upgrade(store.engine)
    with store.work() as session:
        session.execute(text("DELETE FROM requests"))
        assert session.execute(text("SELECT request FROM request_events")).scalar() == "r"
        with pytest.raises(Exception, match="written once"), session.begin_nested():
            session.execute(text("DELETE FROM request_events"))
    assert store.faults() == []


def _back_to_0005(connection) -> None:
    """Give the events their foreign key of before, and take this step's tables away."""
    for name in journal.JOURNALLED:
        for deed in ("insert", "update", "delete"):
            connection.execute(text(f"DROP TRIGGER IF EXISTS {name}_journal_{deed}"))
    for name in ("bin_rows", "bin_items", "deed_rows", "deeds"):
        connection.execute(text(f"DROP TABLE {name}"))
    kept = connection.execute(
        text("SELECT sql FROM sqlite_master WHERE tbl_name = 'request_events' AND sql NOT NULL")
    ).scalars()
    table, *others = kept.all()
    held = table.replace(
        "\n)",
        ", \n\tCONSTRAINT fk_request_events_request FOREIGN KEY(request) "
        "REFERENCES requests (id)\n)",
    )
    assert held != table
    connection.execute(text("DROP TABLE request_events"))
    for statement in (held, *others):
        connection.exec_driver_sql(statement)
    connection.execute(
        text(
            'INSERT INTO request_events (id, request, state, "by", at, detail) '
            "VALUES (1, 'r', 'concept', 'joke', '', '')"
        )
    )
    connection.execute(text("UPDATE alembic_version SET version_num = '0005'"))
