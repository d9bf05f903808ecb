"""A table for what notes mean, made after they are kept; a changed text loses its own."""

from alembic import op

from fieldwork.store.tables import NoteVectorRow

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table (the first step made it already in a new study) and its trigger."""
    NoteVectorRow.metadata.tables["note_vectors"].create(op.get_bind(), checkfirst=True)
    op.execute(
        "CREATE TRIGGER note_vectors_changed AFTER UPDATE OF text ON notes "
        "WHEN old.text IS NOT new.text BEGIN "
        "DELETE FROM note_vectors WHERE note = old.id; END"
    )
