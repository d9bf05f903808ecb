"""The journal of the last hour, its triggers, and the bin; a request's events outlive it."""

import sqlalchemy as sa
from alembic import op

from fieldwork.store import journal
from fieldwork.store.tables import Base

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TABLES = ("deeds", "deed_rows", "bin_items", "bin_rows")


def upgrade() -> None:
    """Make the tables (a new study has them from the first step) and the triggers."""
    for name in TABLES:
        Base.metadata.tables[name].create(op.get_bind(), checkfirst=True)
    _let_events_outlive()
    for deed in ("INSERT", "UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER IF NOT EXISTS bin_items_stamp_{deed.lower()} AFTER {deed} "  # noqa: S608 - names of ours
            "ON bin_items BEGIN UPDATE stamp SET number = number + 1; END"
        )
    journal.make_triggers(op.get_bind())


def _let_events_outlive() -> None:
    """Have events no longer hold the request that they tell of, which may go to the bin."""
    held = sa.inspect(op.get_bind()).get_foreign_keys("request_events")
    if any(one["referred_table"] == "requests" for one in held):
        with op.batch_alter_table("request_events") as batch:
            batch.drop_constraint("fk_request_events_request", type_="foreignkey")
