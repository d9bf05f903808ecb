"""Versions, attachments, a second reader, import mappings, and what is agreed with people."""

import sqlalchemy as sa
from alembic import op

from fieldwork.store.tables import Base

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = (
    "note_versions",
    "attachments",
    "codings",
    "coding_marks",
    "import_mappings",
    "ties",
    "agreements",
    "expenses",
    "consents",
)
SHOWN = tuple(name for name in TABLES if name != "import_mappings")
COLUMNS = (("drafts", "details", "{}"), ("suggestions", "quote", ""))


def upgrade() -> None:
    """Make the tables and columns (a new study has them from the first step), and triggers."""
    for name in TABLES:
        Base.metadata.tables[name].create(op.get_bind(), checkfirst=True)
    for table, column, empty in COLUMNS:
        _add(table, column, empty)
    for name in SHOWN:
        for deed in ("INSERT", "UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER IF NOT EXISTS {name}_stamp_{deed.lower()} AFTER {deed} ON {name} "  # noqa: S608 - names of ours
                "BEGIN UPDATE stamp SET number = number + 1; END"
            )


def _add(table: str, column: str, empty: str) -> None:
    known = {one["name"] for one in sa.inspect(op.get_bind()).get_columns(table)}
    if column not in known:
        op.add_column(table, sa.Column(column, sa.String(), nullable=False, server_default=empty))
