"""The work behind the command search."""

import json
from pathlib import Path

import pytest

from fieldwork.domain.refusals import UnreadableFile, UnreadableLine
from fieldwork.tagging.lines import NoteLine, read_query_lines
from fieldwork.tagging.similar_lines import search_lines


def write(folder: Path, *lines: object) -> Path:
    path = folder / "vragen.jsonl"
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("\n".join(texts), encoding="utf-8")
    return path


def test_questions_come_out_as_the_command_promises():
    notes = [NoteLine(f"n{at}", f"Verhaal {at} over een hond.", at) for at in range(12)]
    notes.append(NoteLine("huur", "Ze kan de huur niet betalen.", 13))
    rows = list(search_lines(notes, ["wie kan de huur niet betalen", ""]))
    assert [list(row) for row in rows] == [["query", "ids"]] * 2
    assert rows[0]["query"] == "wie kan de huur niet betalen"
    assert rows[0]["ids"][0] == "huur"
    assert all(len(row["ids"]) == len(set(row["ids"])) == 10 for row in rows)


def test_fewer_than_ten_notes_are_all_given():
    assert [row["ids"] for row in search_lines([NoteLine("a", "tekst", 1)], ["x"])] == [["a"]]
    assert [row["ids"] for row in search_lines([], ["x"])] == [[]]


@pytest.mark.parametrize(
    "line", ['{"vraag": "x"}', '{"query": 3}', "[]", "{", '{"query": "\\ud800"}']
)
def test_a_bad_question_is_refused_with_its_line(tmp_path, line):
    path = write(tmp_path, {"query": "goed"}, line)
    with pytest.raises(UnreadableLine) as refused:
        read_query_lines(path)
    assert "2" in str(refused.value)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(UnreadableFile):
        read_query_lines(tmp_path / "weg.jsonl")
