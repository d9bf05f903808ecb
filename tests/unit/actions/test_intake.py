"""A file is read in whole or not at all, and never twice."""

import json

import pytest

from fieldwork.actions.notes import NoteFilter
from fieldwork.domain.refusals import UnreadableFile, UnreadableLine


def lines(*rows: object) -> bytes:
    return "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows).encode()


GOOD = {"id": "1", "text": "De huur is te hoog.", "source": "ondernemer", "date": "2026-03-24"}


def test_the_same_file_twice_adds_nothing_twice(desks):
    content = lines(GOOD, {"id": "2", "text": "Mooi weer."})
    seen: list[tuple[int, int]] = []
    first = desks.sara.intake.take("a.jsonl", content, lambda done, of: seen.append((done, of)))
    second = desks.sara.intake.take("anders.jsonl", content)
    assert (first.added, first.known, second.added, second.known) == (2, 0, 0, 2)
    assert seen == [(1, 2), (2, 2)]
    assert desks.sara.notes.count() == 2


def test_the_same_line_twice_in_one_file_is_one_talk(desks):
    assert desks.sara.intake.take("a.jsonl", lines(GOOD, GOOD)).added == 1


def test_a_talk_from_a_file_keeps_its_teller_and_day_and_is_read(desks):
    desks.sara.intake.take("a.jsonl", lines(GOOD))
    (page,) = desks.sara.notes.find(NoteFilter())
    assert (page.note.source.value, str(page.note.happened_on)) == ("ondernemer", "2026-03-24")
    assert page.reading.open and not page.reading.findings


@pytest.mark.parametrize(
    "broken",
    [
        "{",
        "[1]",
        '"tekst"',
        {"id": "2"},
        {"id": "2", "text": " "},
        {"id": "2", "text": 3},
        {"text": "zonder kenmerk"},
        {"id": "2", "text": "x", "source": "buurman"},
        {"id": "2", "text": "x", "date": "24-3-2026"},
        {"id": "2", "text": "a" * 200_000},
        '{"id": "2", "text": "half \\ud800 teken"}',
        "[" * 100_000,
    ],
)
def test_one_broken_line_is_named_and_nothing_is_read_in(desks, broken):
    with pytest.raises(UnreadableLine, match="regel 2") as refused:
        desks.sara.intake.take("a.jsonl", lines(GOOD, broken, GOOD))
    assert refused.value.line == 2
    assert desks.sara.notes.count() == 0


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff\xfe\x00", "caf\xe9".encode("latin-1")])
def test_a_file_that_holds_no_talks_is_refused(desks, content):
    with pytest.raises(UnreadableFile):
        desks.sara.intake.take("a.jsonl", content)


def test_a_line_end_from_windows_and_a_mark_at_the_start_do_no_harm(desks):
    content = b"\xef\xbb\xbf" + lines(GOOD, {"id": "2", "text": "x"}).replace(b"\n", b"\r\n")
    assert desks.sara.intake.take("a.jsonl", content).added == 2
