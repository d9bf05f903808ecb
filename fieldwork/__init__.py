"""Wijkduik: a toolkit for action research in Dutch neighbourhoods."""

__version__ = "0.1.0"
