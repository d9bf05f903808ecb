"""Tables for what a team teaches the reader of notes; a lesson goes with its answer."""

from alembic import op

from fieldwork.store.tables import Base

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = ("learning", "lesson_imports", "lessons", "study_words")


def upgrade() -> None:
    """Make the tables (the first step made them already in a new study) and their triggers."""
    for name in TABLES:
        Base.metadata.tables[name].create(op.get_bind(), checkfirst=True)
        for deed in ("INSERT", "UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {name}_stamp_{deed.lower()} AFTER {deed} ON {name} "  # noqa: S608 - names of ours
                "BEGIN UPDATE stamp SET number = number + 1; END"
            )
    # Whoever takes an answer back, on whatever screen, takes the lesson back that it was.
    op.execute(
        "CREATE TRIGGER lessons_undone AFTER UPDATE OF decision ON suggestions "
        "WHEN old.decision IS NOT new.decision BEGIN "
        "DELETE FROM lessons WHERE suggestion = old.id; END"
    )
