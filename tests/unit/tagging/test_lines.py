"""The work behind the commands tag and evaluate."""

import json
from pathlib import Path

import pytest

from fieldwork.domain.refusals import UnreadableFile, UnreadableLine
from fieldwork.tagging.lines import evaluate, read_gold, read_note_lines, tag_lines

GOLD = {
    "id": "g1",
    "text": "Zij heeft schulden. Verslaafd is ze niet.",
    "themes": [
        {"theme": "geld", "status": "aanwezig"},
        {"theme": "verslaving", "status": "ontkend"},
    ],
    "urgency": "geen",
}


def write(folder: Path, *lines: object) -> Path:
    path = folder / "notes.jsonl"
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("\n".join(texts), encoding="utf-8")
    return path


def test_a_note_comes_out_as_the_command_promises(tmp_path: Path) -> None:
    text = "De koelkast is leeg, zij heeft schulden."
    (row,) = tag_lines(read_note_lines(write(tmp_path, {"id": "n1", "text": text})))
    assert list(row) == ["id", "themes", "suggested", "signals", "urgency"]
    assert row["id"] == "n1"
    assert row["urgency"] == "spoed"
    (theme,) = row["themes"]
    assert list(theme) == ["theme", "status", "over", "start", "end", "text", "score"]
    assert (theme["theme"], theme["status"], theme["over"]) == ("geld", "aanwezig", "zelf")
    (signal,) = row["signals"]
    assert list(signal) == ["signal", "status", "start", "end", "text"]
    assert text[signal["start"] : signal["end"]] == signal["text"]
    assert json.dumps(row)


def test_notes_keep_their_order(tmp_path: Path) -> None:
    path = write(tmp_path, *({"id": f"n{n}", "text": "hallo"} for n in range(5)))
    assert [row["id"] for row in tag_lines(read_note_lines(path))] == [
        "n0",
        "n1",
        "n2",
        "n3",
        "n4",
    ]


def test_empty_lines_and_a_byte_order_mark_are_no_trouble(tmp_path: Path) -> None:
    path = tmp_path / "notes.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"id": "a", "text": "b"}\r\n\r\n')
    assert [(line.id, line.number) for line in read_note_lines(path)] == [("a", 1)]


@pytest.mark.parametrize(
    "bad",
    [
        "{",
        "[1]",
        '{"id": "x"}',
        '{"id": 3, "text": "x"}',
        '{"id": "x", "text": null}',
        '{"id": "x", "text": "\\ud800"}',
        "[" * 100_000,
    ],
)
def test_a_bad_line_is_refused_with_its_number(tmp_path: Path, bad: str) -> None:
    with pytest.raises(UnreadableLine) as refusal:
        read_note_lines(write(tmp_path, {"id": "a", "text": "b"}, bad))
    assert refusal.value.line == 2


def test_a_line_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.jsonl"
    path.write_bytes(b'{"id": "a", "text": "caf\xe9"}')
    with pytest.raises(UnreadableLine, match="UTF-8"):
        read_note_lines(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        read_note_lines(tmp_path / "nergens.jsonl")


def test_what_is_read_rightly_scores_full_marks(tmp_path: Path) -> None:
    result = evaluate(write(tmp_path, GOLD))
    assert result.themes.f1 == 1
    assert result.status_accuracy == 1
    assert result.misses == ()
    assert "geen" in result.table()


def test_what_is_missed_is_counted_and_listed(tmp_path: Path) -> None:
    label = {"theme": "werk", "status": "aanwezig"}
    gold = {**GOLD, "themes": [*GOLD["themes"], label], "urgency": "spoed"}  # type: ignore[misc]
    result = evaluate(write(tmp_path, gold))
    assert (result.themes.right, result.themes.wrong, result.themes.missed) == (1, 0, 1)
    assert (result.themes.precision, result.themes.recall) == (1, 0.5)
    assert (result.spoed.recall, result.spoed.missed) == (0, 1)
    assert "g1: werk niet gevonden" in result.table()
    assert "g1: spoed niet gevonden" in result.table()


def test_a_folder_of_labelled_files_is_read_as_one(tmp_path: Path) -> None:
    write(tmp_path, GOLD, GOLD)
    assert evaluate(tmp_path).notes == 2


@pytest.mark.parametrize(
    "change",
    [
        {"themes": "geld"},
        {"themes": [{"theme": "geld", "status": "soms"}]},
        {"themes": [{"status": "aanwezig"}]},
        {"urgency": "straks"},
    ],
)
def test_a_label_that_does_not_exist_is_refused(tmp_path: Path, change: dict[str, object]) -> None:
    with pytest.raises(UnreadableLine):
        read_gold(write(tmp_path, GOLD | change))


def test_an_empty_file_cannot_be_scored(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        evaluate(write(tmp_path, ""))
