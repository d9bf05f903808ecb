"""Tables for what is to be done after a talk, and for what was offered with one and refused."""

from alembic import op

from fieldwork.store.tables import Base

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = ("follow_ups", "follow_up_people", "follow_up_events", "offer_refusals")
SHOWN = ("follow_ups", "follow_up_people", "offer_refusals")


def upgrade() -> None:
    """Make the tables (in a new study the first step made them already) and their triggers."""
    for table in TABLES:
        Base.metadata.tables[table].create(op.get_bind(), checkfirst=True)
    for deed in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER follow_up_events_no_{deed.lower()} BEFORE {deed} ON follow_up_events "
            "BEGIN SELECT RAISE(ABORT, 'follow_up_events is written once'); END"
        )
    for table in SHOWN:
        for deed in ("INSERT", "UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_stamp_{deed.lower()} AFTER {deed} ON {table} "  # noqa: S608 - names of ours
                "BEGIN UPDATE stamp SET number = number + 1; END"
            )
