"""Lists that are checked and go to a recipient, what goes with sharing, and who is the same."""

import sqlalchemy as sa
from alembic import op

from fieldwork.store import journal
from fieldwork.store.tables import Base

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TABLES = (
    "recipients",
    "recipient_readers",
    "list_requests",
    "handover_settings",
    "deliberations",
    "calls",
    "recalls",
    "introductions",
    "class_terms",
)
# Plain SQL, since Alembic would make the table anew for a column that points to another.
COLUMNS = (
    ("people", "merged_into", "VARCHAR(32) REFERENCES people (id)"),
    ("lists", "recipient_id", "VARCHAR(32) REFERENCES recipients (id)"),
    ("lists", "state", "VARCHAR NOT NULL DEFAULT 'verzonden'"),
    ("lists", "checked_by", "VARCHAR(32) REFERENCES accounts (id)"),
    ("lists", "checked_at", "VARCHAR(32)"),
    ("lists", "alone_reason", "VARCHAR NOT NULL DEFAULT ''"),
    ("lists", "sent_by", "VARCHAR(32) REFERENCES accounts (id)"),
    ("lists", "sent_at", "VARCHAR(32)"),
    ("disclosures", "sealed", "BLOB NOT NULL DEFAULT x''"),
    ("disclosures", "kind", "VARCHAR NOT NULL DEFAULT 'nieuw'"),
    ("request_events", "reason", "VARCHAR NOT NULL DEFAULT ''"),
    ("request_events", "happened_on", "DATE"),
    ("request_events", "handler", "VARCHAR NOT NULL DEFAULT ''"),
    ("request_events", "verdict", "VARCHAR NOT NULL DEFAULT ''"),
)
INDEXES = (
    ("people", "merged_into"),
    ("lists", "state"),
    ("disclosures", "request"),
    ("request_events", "state"),
)


def upgrade() -> None:
    """Make the tables and columns (a new study has them from the first step), and triggers."""
    for name in TABLES:
        Base.metadata.tables[name].create(op.get_bind(), checkfirst=True)
    for table, column, kind in COLUMNS:
        _add(table, column, kind)
    # Before this step a list was sent when it was made.
    op.execute(
        "UPDATE lists SET sent_by = made_by, sent_at = made_at "
        "WHERE sent_at IS NULL AND state = 'verzonden'"
    )
    for table, column in INDEXES:
        op.execute(f"CREATE INDEX IF NOT EXISTS ix_{table}_{column} ON {table} ({column})")
    for name in TABLES:
        for deed in ("INSERT", "UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER IF NOT EXISTS {name}_stamp_{deed.lower()} AFTER {deed} ON {name} "  # noqa: S608 - names of ours
                "BEGIN UPDATE stamp SET number = number + 1; END"
            )
    journal.make_triggers(op.get_bind())


def _add(table: str, column: str, kind: str) -> None:
    known = {one["name"] for one in sa.inspect(op.get_bind()).get_columns(table)}
    if column not in known:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")
