"""What is saved is saved whole, encrypted, and cannot be unwritten."""

import shutil
import threading

import pytest
from sqlalchemy import text
from sqlcipher3 import dbapi2 as sqlcipher

from fieldwork.domain.dates import now
from fieldwork.domain.refusals import DiskFull, StoreBusy, StoreDamaged, StoreTooNew
from fieldwork.store import audit
from fieldwork.store.study import DATABASE, StudyStore
from fieldwork.store.tables import Base
from fieldwork.store.upgrade import HEAD, SCRIPTS, upgrade

KEY = b"k" * 32


@pytest.fixture
def store(tmp_path) -> StudyStore:
    made = StudyStore(tmp_path / DATABASE, KEY)
    upgrade(made.engine)
    return made


def names(store: StudyStore) -> list[str]:
    with store.read() as session:
        return [entry.subject for entry in audit.entries(session)]


def write(store: StudyStore, subject: str) -> None:
    with store.work() as session:
        audit.record(session, now(), "joke", "proef", subject)


def test_the_file_is_no_plain_database(store):
    write(store, "keukentafel")
    store.close()
    content = store.path.read_bytes()
    assert not content.startswith(b"SQLite format")
    assert b"keukentafel" not in content


def test_another_key_opens_nothing(store):
    write(store, "a")
    store.close()
    with pytest.raises(StoreDamaged):
        upgrade(StudyStore(store.path, b"j" * 32).engine)


def test_a_work_that_breaks_half_way_leaves_nothing(store):
    with pytest.raises(RuntimeError), store.work() as session:
        audit.record(session, now(), "joke", "proef", "half")
        raise RuntimeError("stop")
    assert names(store) == []


@pytest.mark.parametrize("table", ["audit", "request_events", "disclosures"])
@pytest.mark.parametrize("deed", ["UPDATE {} SET at = ''", "DELETE FROM {}"])
def test_what_happened_cannot_be_changed_or_removed(store, table, deed):
    with store.work() as session:
        session.execute(text("PRAGMA ignore_check_constraints = ON"))
        columns = list(Base.metadata.tables[table].columns)
        values = {c.name: 1 if c.name in ("id", "number") else "[]" for c in columns}
        session.execute(text("PRAGMA defer_foreign_keys = ON"))
        listed = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join(f":{name}" for name in values)
        with session.begin_nested() as nested:
            session.execute(text(f"INSERT INTO {table} ({listed}) VALUES ({marks})"), values)
            with pytest.raises(Exception, match="written once"):
                session.execute(text(deed.format(table)))
            nested.rollback()


def test_twenty_writers_at_once_lose_nothing(store):
    threads = [threading.Thread(target=write, args=(store, f"t{n}")) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.read() as session:
        trail = audit.entries(session)
    assert {entry.subject for entry in trail} == {f"t{n}" for n in range(20)}
    assert [entry.number for entry in trail] == list(range(1, 21))


def test_a_full_disk_is_said_in_dutch_and_leaves_what_was_there(store):
    write(store, "eerst")
    with store.read() as session:
        pages = session.execute(text("PRAGMA page_count")).scalar_one()
    with pytest.raises(DiskFull, match="niets bewaard"), store.work() as session:
        # SQLite meets its own page limit as it meets a full disk: SQLITE_FULL.
        session.execute(text(f"PRAGMA max_page_count = {pages}"))
        for number in range(2000):
            audit.record(session, now(), "joke", "proef", f"vol{number}" * 50)
    assert names(store) == ["eerst"]


def test_a_store_that_stays_locked_is_said_in_dutch(store, monkeypatch):
    monkeypatch.setattr("fieldwork.store.study.LOCK_SECONDS", 0.05)
    other = StudyStore(store.path, KEY)
    with other.work() as session:
        audit.record(session, now(), "joke", "proef", "bezig")
        with pytest.raises(StoreBusy):
            write(StudyStore(store.path, KEY), "x")


def test_a_store_from_a_later_version_is_refused_and_left_as_it_is(store):
    with store.work() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreTooNew):
        upgrade(store.engine)
    with store.read() as session:
        assert session.execute(text("SELECT version_num FROM alembic_version")).scalar() == "9999"


def test_the_newest_step_is_the_one_that_the_code_expects():
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_the_steps_make_the_tables_that_the_code_knows(store):
    with store.read() as session:
        rows = session.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
        made = {row[0] for row in rows}
    assert set(Base.metadata.tables) <= made


def test_a_backup_is_whole_and_as_locked_as_the_store(store, tmp_path):
    write(store, "a")
    store.backup(tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").read_bytes().startswith(b"SQLite format")
    assert names(StudyStore(tmp_path / "copy.db", KEY)) == ["a"]


def test_one_altered_byte_is_found(store, tmp_path):
    for number in range(200):
        write(store, f"regel {number}")
    assert store.faults() == []
    store.close()
    content = bytearray(store.path.read_bytes())
    content[len(content) // 2] ^= 1
    broken = tmp_path / "broken.db"
    broken.write_bytes(content)
    connection = sqlcipher.connect(str(broken))
    connection.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    assert connection.execute("PRAGMA cipher_integrity_check").fetchall()


def test_what_was_acknowledged_is_there_for_who_opens_a_copy_of_the_files(store, tmp_path):
    write(store, "a")
    # As after kill -9: the write-ahead log was not folded in yet.
    for part in tmp_path.glob(f"{DATABASE}*"):
        shutil.copy(part, tmp_path / f"copy-{part.name}")
    assert names(StudyStore(tmp_path / f"copy-{DATABASE}", KEY)) == ["a"]
