"""The map: figures of buurten, addresses, places, settings, and what went out, written once."""

from alembic import op

from fieldwork.store import journal
from fieldwork.store.tables import Base

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

SHOWN = ("buurt_figures", "houses", "sites", "map_settings", "map_releases")


def upgrade() -> None:
    """Make the tables (a new study has them from the first step) and their triggers."""
    for name in (*SHOWN, "map_choices"):
        Base.metadata.tables[name].create(op.get_bind(), checkfirst=True)
    for name in SHOWN:
        for deed in ("INSERT", "UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER IF NOT EXISTS {name}_stamp_{deed.lower()} AFTER {deed} ON {name} "  # noqa: S608 - names of ours
                "BEGIN UPDATE stamp SET number = number + 1; END"
            )
    for deed in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER IF NOT EXISTS map_releases_no_{deed.lower()} BEFORE {deed} "
            "ON map_releases BEGIN SELECT RAISE(ABORT, 'map_releases is written once'); END"
        )
    journal.make_triggers(op.get_bind())
