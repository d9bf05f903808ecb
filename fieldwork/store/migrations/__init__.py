"""How a study's tables came to be as they are, one step a file, run by Alembic on opening."""
