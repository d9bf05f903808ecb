"""Which column of a team's own table holds what, remembered by the shape of its headings."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from fieldwork.domain.ids import AccountId
from fieldwork.domain.imports import ColumnMapping, ImportField
from fieldwork.store.notes import imported_notes
from fieldwork.store.tables import BinPartRow, ImportMappingRow, NoteRow


def find_mapping(session: Session, headings: Sequence[str]) -> ColumnMapping | None:
    """Return the mapping that was kept for a table with these headings, in any order."""
    row = session.get(ImportMappingRow, shape_of(headings))
    return None if row is None else _mapping(row.mapping, headings)


def keep_mapping(
    session: Session,
    name: str,
    headings: Sequence[str],
    mapping: ColumnMapping,
    by: AccountId,
    at: datetime,
) -> None:
    """Keep a mapping for the next table with these headings. The day filled in is not kept."""
    shape = shape_of(headings)
    row = session.get(ImportMappingRow, shape) or ImportMappingRow(shape=shape)
    row.name, row.by, row.at = name, by, at
    row.mapping = {
        "columns": {
            heading: held.value
            for heading, held in zip(headings, mapping.columns, strict=True)
            if held is not None
        },
        "day_first": mapping.day_first,
        "words": {held.value: dict(words) for held, words in mapping.words.items()},
    }
    session.add(row)
    session.flush()


def shape_of(headings: Sequence[str]) -> str:
    """Return a digest that is the same for the same headings in any order."""
    folded = sorted(" ".join(heading.casefold().split()) for heading in headings)
    return hashlib.sha256("\x1f".join(folded).encode()).hexdigest()


def known_identities(session: Session) -> set[str]:
    """Return what the talks of earlier files are known by, those in the bin among them.

    Who threw a talk away does not want it back with the next file.
    """
    in_bin = select(BinPartRow.row).where(
        BinPartRow.table_name == NoteRow.__tablename__, BinPartRow.loosened == ""
    )
    thrown = (json.loads(row).get("imported_as") for row in session.scalars(in_bin))
    return imported_notes(session) | {str(one) for one in thrown if one}


def _mapping(kept: dict[str, Any], headings: Sequence[str]) -> ColumnMapping:
    columns = kept["columns"]
    found = [columns.get(heading) for heading in headings]
    return ColumnMapping(
        tuple(ImportField.of(code) if code else None for code in found),
        kept["day_first"],
        {ImportField.of(code): words for code, words in kept["words"].items()},
    )
