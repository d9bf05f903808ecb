"""Bringing a store's tables to this version, and refusing one from a later version."""

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, text

from fieldwork.domain.refusals import StoreDamaged, StoreTooNew
from fieldwork.store.study import said_in_dutch

SCRIPTS: Final = Path(__file__).parent / "migrations"
HEAD: Final = "0008"


def upgrade(engine: Engine) -> None:
    """Run the missing steps; raises :class:`StoreTooNew` for a store that is ahead of this code.

    Alembic is imported only when there is something to do, since it takes 0.2 s.
    """
    with said_in_dutch():
        with engine.connect() as connection:
            at = _revision(connection)
        if at != HEAD:
            _run_steps(engine, at)


def _revision(connection: Connection) -> str | None:
    tables = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
    if "alembic_version" not in {row[0] for row in tables}:
        return None
    row = connection.execute(text("SELECT version_num FROM alembic_version")).first()
    return str(row[0]) if row else None


def _run_steps(engine: Engine, at: str | None) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    if at is not None and at not in known:
        raise StoreTooNew
    with engine.connect() as connection:
        # A table rebuilt by a step would otherwise take its children's rows with it.
        connection.connection.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                triggers = _triggers(connection)
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
                _restore(connection, triggers)
                if connection.execute(text("PRAGMA foreign_key_check")).first():
                    raise StoreDamaged
        finally:
            connection.connection.execute("PRAGMA foreign_keys=ON")


def _triggers(connection: Connection) -> dict[str, str]:
    rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    return {str(name): str(sql) for name, sql in rows}


def _restore(connection: Connection, triggers: dict[str, str]) -> None:
    """Make again the triggers that went with a rebuilt table."""
    for name in triggers.keys() - _triggers(connection).keys():
        connection.exec_driver_sql(triggers[name])
