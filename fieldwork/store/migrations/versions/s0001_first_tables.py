"""The first tables: study, people, notes, suggestions, handover, audit, and full-text search."""

from alembic import op

from fieldwork.store.tables import Base

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# What happened may be added to, never changed: not by a slip, and not by a person with SQL.
FOR_EVER = ("audit", "request_events", "disclosures")


def upgrade() -> None:
    """Make the tables, the triggers that keep history, and the full-text index."""
    Base.metadata.create_all(op.get_bind())
    for table in FOR_EVER:
        for deed in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is written once'); END"
            )
    op.execute("CREATE VIRTUAL TABLE words USING fts5(stems, content='', contentless_delete=1)")
    op.execute(
        "CREATE TRIGGER words_new AFTER INSERT ON notes BEGIN "
        "INSERT INTO words(rowid, stems) VALUES (new.rowid, nl_stem(new.text)); END"
    )
    op.execute(
        "CREATE TRIGGER words_changed AFTER UPDATE OF text ON notes BEGIN "
        "DELETE FROM words WHERE rowid = old.rowid; "
        "INSERT INTO words(rowid, stems) VALUES (new.rowid, nl_stem(new.text)); END"
    )
    op.execute(
        "CREATE TRIGGER words_gone AFTER DELETE ON notes BEGIN "
        "DELETE FROM words WHERE rowid = old.rowid; END"
    )
