"""The store of one study: opening it, working in it, backing it up, checking it.

Each thing that is done is one ``work()``: it begins with ``BEGIN IMMEDIATE`` (otherwise two writers
read the same row and one change is lost without an error) and is saved whole or not at all.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as sqlcipher

from fieldwork.domain.refusals import DiskFull, Refusal, StoreBusy, StoreDamaged
from fieldwork.store.stems import nl_stem
from fieldwork.store.vault import Vault

DATABASE: Final = "study.db"
KEYS: Final = "keys.json"
LOCK_SECONDS: Final = 15
# One for each person who clicks at the same moment: a connection that the pool closes again must
# read and decrypt every page anew at its next use.
CONNECTIONS: Final = 24
PRAGMAS: Final = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
    "temp_store=MEMORY",
)


class StudyStore:
    """The open, encrypted database of one study."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Open the database at ``path`` with its 32-byte ``key``; makes the file when missing."""
        self.path = path
        self.vault = Vault(key)
        # When somebody last looked, by time.monotonic(): what goes on by itself gives way then.
        self.looked_at = 0.0
        self._key = key
        self.engine = _engine(path, key)

    @contextmanager
    def work(self) -> Iterator[Session]:
        """Yield a session whose changes are saved together at the end, or not at all."""
        with self._session(self.engine) as session:
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Yield a session to read with; writers are not kept waiting."""
        engine = self.engine.execution_options(readonly=True)
        with self._session(engine) as session:
            yield session

    @contextmanager
    def _session(self, engine: Engine) -> Iterator[Session]:
        session = Session(engine, expire_on_commit=False)
        with said_in_dutch(), session, session.begin():
            yield session

    def stamp(self) -> int:
        """Return a number that is another one after any change to what screens show.

        Also after a change by another process, such as the command line. Takes some 0.1 ms.
        Every screen asks for it, so it tells that somebody is at work as well.
        """
        self.looked_at = time.monotonic()
        with said_in_dutch():
            pooled = self.engine.raw_connection()
            try:
                row = pooled.cursor().execute("SELECT number FROM stamp").fetchone()
                return int(row[0])
            finally:
                pooled.close()

    def backup(self, target: Path) -> None:
        """Write a compact copy to ``target``, still encrypted with the same key."""
        beside = target.with_name(target.name + ".new")
        beside.unlink(missing_ok=True)
        with said_in_dutch(), self.engine.connect() as connection:
            # VACUUM cannot run within a transaction, and SQLAlchemy always opens one.
            raw: Any = connection.connection.driver_connection
            raw.execute("VACUUM INTO ?", (str(beside),))
        beside.replace(target)

    def faults(self) -> list[str]:
        """Return what is wrong with the file, page by page and row by row; empty when nothing."""
        with said_in_dutch(), self.engine.connect() as connection:
            found = [
                str(row[0]) for row in connection.execute(text("PRAGMA cipher_integrity_check"))
            ]
            found += [
                str(row[0])
                for row in connection.execute(text("PRAGMA integrity_check"))
                if row[0] != "ok"
            ]
            orphans = connection.execute(text("PRAGMA foreign_key_check")).all()
            return found + [f"{row[0]} {row[1]} -> {row[2]}" for row in orphans]

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()


def _engine(path: Path, key: bytes) -> Engine:
    def connect() -> Any:
        connection = sqlcipher.connect(
            str(path), isolation_level=None, check_same_thread=False, timeout=LOCK_SECONDS
        )
        connection.execute("PRAGMA cipher_log_level = NONE")
        # A raw key: SQLCipher's own stretching would cost 181 ms for each connection.
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.create_function("nl_stem", 1, nl_stem, deterministic=True)
        return connection

    engine = create_engine(
        "sqlite://", module=sqlcipher, creator=connect, poolclass=QueuePool, pool_size=CONNECTIONS
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        readonly = connection.get_execution_options().get("readonly")
        connection.exec_driver_sql("BEGIN" if readonly else "BEGIN IMMEDIATE")

    return engine


@contextmanager
def said_in_dutch() -> Iterator[None]:
    """Turn what SQLite says of a full disk, a lock or a broken page into a refusal."""
    try:
        yield
    except (DatabaseError, sqlcipher.DatabaseError, sqlite3.DatabaseError) as error:
        refusal = _refusal_for(error)
        if refusal is None:
            raise
        raise refusal from error


def _refusal_for(error: Exception) -> Refusal | None:
    words = str(error).lower()
    if "full" in words or "disk i/o error" in words:
        return DiskFull()
    if isinstance(error, OperationalError | sqlcipher.OperationalError) and "locked" in words:
        return StoreBusy()
    if "not a database" in words or "malformed" in words or "corrupt" in words:
        return StoreDamaged()
    return None
