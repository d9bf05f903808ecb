"""Inlezen: talks from a file, all of them or none, and never twice."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from fieldwork.actions.notes import NewNote, build_note
from fieldwork.actions.search_memory import memory_of
from fieldwork.actions.seat import Capability
from fieldwork.domain.access import Right
from fieldwork.domain.bsn import holds_bsn
from fieldwork.domain.notes import LONGEST_NOTE, Note, Suggestion
from fieldwork.domain.people import Source
from fieldwork.domain.refusals import UnreadableFile, UnreadableLine
from fieldwork.store import notes

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of reading a file in: how many talks are new, and how many were here already."""

    added: int
    known: int


@dataclass(frozen=True, slots=True)
class _Line:
    """One talk in a file; ``identity`` is the same whenever the same line is read."""

    number: int
    identity: str
    text: str
    source: Source
    day: date | None


class Intake(Capability):
    """Reading in what a team has already."""

    def take(self, filename: str, content: bytes, progress: Progress | None = None) -> Taken:
        """Read a JSON Lines file of talks in; ``progress`` gets how many of how many are read.

        Each line is an object with ``id`` and ``text``, and if known ``source`` and ``date``
        (ISO). Every line is looked at before the first is kept; raises :class:`UnreadableLine`.
        """
        self._me.must(Right.WRITE_NOTES)
        lines = read_lines(filename, content)
        with self._read(Right.READ_NOTES) as work:
            known = notes.imported_notes(work.session)
        fresh = [line for line in lines if line.identity not in known]
        made = []
        for at, line in enumerate(fresh, 1):
            made.append(self._read_one(line))
            if progress:
                progress(at, len(fresh))
        with self._work(Right.WRITE_NOTES) as work:
            # Somebody may have read the same file in while this one was being tagged.
            known = notes.imported_notes(work.session)
            kept = [pair for pair in made if pair[0].imported_as not in known]
            for note, suggestions in kept:
                notes.add_note(work.session, work.vault, note)
                notes.add_suggestions(work.session, suggestions)
            work.record("bestand ingelezen", "onderzoek", str(len(kept)))
        memory_of(self._seat.open.store).wake()
        return Taken(len(kept), len(lines) - len(kept))

    def _read_one(self, line: _Line) -> tuple[Note, tuple[Suggestion, ...]]:
        new = NewNote(
            text=line.text,
            need=None,
            happened_on=line.day or self._seat.today,
            source=line.source,
            imported_as=line.identity,
        )
        note = build_note(new, self._me.id, self._seat.clock())
        opened = self._seat.open
        return note, opened.tagger.suggest(note.id, note.text, opened.learned)


def read_lines(filename: str, content: bytes) -> list[_Line]:
    """Return the talks in a file, each once; raises a refusal for the first line that is wrong."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            filename,
            "Dit bestand is geen gewone tekst (UTF-8).",
            "Bewaar het opnieuw als UTF-8 en probeer het nog eens.",
        ) from error
    lines: dict[str, _Line] = {}
    for number, raw in enumerate(text.split("\n"), 1):
        if raw.strip():
            line = _read_line(filename, number, raw)
            lines.setdefault(line.identity, line)
    if not lines:
        raise UnreadableFile(
            filename,
            "Er staat geen enkel gesprek in.",
            "Kies een bestand met een gesprek per regel.",
        )
    return list(lines.values())


def _read_line(filename: str, number: int, raw: str) -> _Line:
    row = _read_object(filename, number, raw)
    text, key = row.get("text"), row.get("id")
    if not isinstance(text, str) or not text.strip():
        raise UnreadableLine(filename, number, "De tekst ('text') ontbreekt of is leeg.")
    if len(text) > LONGEST_NOTE:
        raise UnreadableLine(
            filename, number, f"De tekst telt {len(text)} tekens; er passen er {LONGEST_NOTE} in."
        )
    if not isinstance(key, str | int):
        raise UnreadableLine(filename, number, "Het kenmerk ('id') ontbreekt.")
    if holds_bsn(text):
        what = "Hier lijkt een burgerservicenummer in te staan. Dat mogen we niet bewaren."
        raise UnreadableLine(filename, number, what)
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise UnreadableLine(filename, number, "Er staat een half teken in de tekst.")
    identity = f"{key}:{hashlib.sha256(text.encode()).hexdigest()[:16]}"
    source, day = _source(filename, number, row), _day(filename, number, row)
    return _Line(number, identity, text, source, day)


def _read_object(filename: str, number: int, raw: str) -> dict[str, Any]:
    try:
        row = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise UnreadableLine(filename, number, "Deze regel is geen geldige JSON.") from error
    if not isinstance(row, dict):
        raise UnreadableLine(filename, number, "Hier hoort een object te staan: { … }.")
    return row


def _source(filename: str, number: int, row: dict[str, Any]) -> Source:
    try:
        return Source.of(row.get("source", Source.BEWONER.value))
    except ValueError as error:
        accepted = ", ".join(source.value for source in Source)
        what = f"'source' moet een van deze zijn: {accepted}."
        raise UnreadableLine(filename, number, what) from error


def _day(filename: str, number: int, row: dict[str, Any]) -> date | None:
    if not row.get("date"):
        return None
    try:
        return date.fromisoformat(str(row["date"]))
    except ValueError as error:
        raise UnreadableLine(
            filename, number, "De dag ('date') hoort zo te staan: 2026-03-24."
        ) from error
