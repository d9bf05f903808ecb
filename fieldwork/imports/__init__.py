"""Readers of files that a team has already; one module per kind of file, found by themselves."""
