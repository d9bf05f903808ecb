"""Identities: opaque, never reused, without meaning."""

from typing import NewType
from uuid import uuid4

AccountId = NewType("AccountId", str)
PersonId = NewType("PersonId", str)
NoteId = NewType("NoteId", str)
SuggestionId = NewType("SuggestionId", str)
RequestId = NewType("RequestId", str)
ListId = NewType("ListId", str)


def new_id() -> str:
    """Return a fresh identity of 32 hexadecimal characters."""
    return uuid4().hex
