"""XML from outside, read as a stream: no entities, no documents elsewhere."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from fieldwork.imports.files import unreadable

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


@contextmanager
def elements(
    filename: str, archive: zipfile.ZipFile, part: str
) -> "Iterator[Iterator[tuple[str, Element]]]":
    """Yield the starts and ends of the elements in a part of ``archive``.

    What goes wrong while they are read becomes :class:`UnreadableFile`.
    """
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    if part not in archive.namelist():
        raise unreadable(filename, "Dit bestand is niet volledig.", "Bewaar het opnieuw.")
    try:
        with archive.open(part) as stream:
            yield iterparse(stream, events=("start", "end"), forbid_dtd=True)
    except (ParseError, DefusedXmlException) as error:
        raise unreadable(
            filename, "Dit bestand is beschadigd.", "Open het en bewaar het opnieuw."
        ) from error


def plain_name(tag: str) -> str:
    """Return the name of an element or attribute without its name space."""
    return tag.rpartition("}")[2]
