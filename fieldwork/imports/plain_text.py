"""TXT and the like: a transcript in plain text."""

from typing import Final

from fieldwork.domain.imports import ImportBook
from fieldwork.imports.csv_table import decode
from fieldwork.imports.files import FileKind
from fieldwork.imports.transcripts import transcript_book

KIND: Final = FileKind("txt", "TXT (transcript)", ("txt", "vtt"), 60)
_MARKS: Final = ("WEBVTT",)


def fits(content: bytes, filename: str) -> bool:
    """Return whether the name says that this is plain text."""
    return filename.lower().endswith((".txt", ".vtt"))


def read(filename: str, content: bytes) -> ImportBook:
    """Return the talk in a text file."""
    lines = decode(filename, content).splitlines()
    return transcript_book(filename, KIND.code, (line for line in lines if line not in _MARKS))
