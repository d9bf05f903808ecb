"""The encrypted store of one study: SQLCipher through SQLAlchemy, rows turned into objects here."""
