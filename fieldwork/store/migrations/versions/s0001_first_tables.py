"""The first tables: study, people, notes, suggestions, handover, audit, and full-text search."""

from alembic import op

from fieldwork.store.tables import Base

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# What happened may be added to, never changed: not by a slip, and not by a person with SQL.
FOR_EVER = ("audit", "request_events", "disclosures")
# What screens show; a change to any of these makes what was worked out before it worthless.
SHOWN = (
    "study",
    "accounts",
    "areas",
    "streets",
    "people",
    "notes",
    "note_people",
    "suggestions",
    "requests",
    "request_events",
    "lists",
    "disclosures",
)


def upgrade() -> None:
    """Make the tables, the triggers that keep history and count changes, and the text index."""
    Base.metadata.create_all(op.get_bind())
    _keep_history()
    _count_changes()
    _index_words()


def _keep_history() -> None:
    for table in FOR_EVER:
        for deed in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is written once'); END"
            )


def _count_changes() -> None:
    """Count every change to what screens show, whoever makes it, in the same transaction."""
    op.execute("INSERT INTO stamp (id, number) VALUES (1, 0)")
    for table in SHOWN:
        for deed in ("INSERT", "UPDATE", "DELETE"):
            # Signing in writes when an account was last seen, which no screen works out.
            of = " OF login, name, role, active" if (table, deed) == ("accounts", "UPDATE") else ""
            op.execute(
                f"CREATE TRIGGER {table}_stamp_{deed.lower()} AFTER {deed}{of} ON {table} "  # noqa: S608 - names of ours
                "BEGIN UPDATE stamp SET number = number + 1; END"
            )


def _index_words() -> None:
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
