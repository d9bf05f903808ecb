"""What Alembic runs: the steps, on the connection that ``upgrade`` hands over."""

from alembic import context

from fieldwork.store.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    # The full-text tables are made by hand in the steps; autogenerate would drop them.
    include_name=lambda name, kind, parents: (
        not (kind == "table" and str(name).startswith("words"))
    ),
)
with context.begin_transaction():
    context.run_migrations()
