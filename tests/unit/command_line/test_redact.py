"""``redact`` on the command line: the same person the same number, and bad input refused whole."""

import json

import pytest

from tests.unit.command_line.test_commands import run

NOTES = [
    {"id": "a", "text": "Samira Bouzid belt op 06-21834407."},
    {"id": "b", "text": "Niets van Samira gehoord. 👍"},
]


@pytest.fixture
def notes(tmp_path):
    path = tmp_path / "notities.jsonl"
    lines = [json.dumps(note, ensure_ascii=False) for note in NOTES]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_each_note_comes_out_with_its_spans_in_the_same_order(notes):
    done = run("redact", str(notes))
    first, second = map(json.loads, done.stdout.splitlines())
    assert first["text"] == "[naam-1] belt op [telefoon-1]."
    assert first["spans"][0] == {
        "type": "naam",
        "start": 0,
        "end": 13,
        "text": "Samira Bouzid",
        "placeholder": "[naam-1]",
    }
    assert second == {
        "id": "b",
        "text": "Niets van [naam-1] gehoord. 👍",
        "spans": [
            {"type": "naam", "start": 10, "end": 16, "text": "Samira", "placeholder": "[naam-1]"}
        ],
    }


def test_a_roster_is_taken_along(notes, tmp_path):
    roster = tmp_path / "namen.json"
    table = {"people": [{"name": "Gehoord", "call_names": ["Niets"]}, "Bouzid"], "streets": []}
    roster.write_text(json.dumps(table), "utf-8")
    done = run("redact", str(notes), "--roster", str(roster))
    assert done.returncode == 0, done.stderr
    assert "Niets" not in done.stdout.splitlines()[1].partition('"spans"')[0]


@pytest.mark.parametrize(
    "content",
    [b"{", b"[]", b"\xff", b'{"mensen": []}', b'{"people": [1]}', b'{"streets": "x"}'],
)
def test_a_bad_roster_is_refused_and_nothing_comes_out(notes, tmp_path, content):
    roster = tmp_path / "namen.json"
    roster.write_bytes(content)
    done = run("redact", str(notes), "--roster", str(roster))
    assert (done.returncode, done.stdout) == (2, "")
    assert "namen.json" in done.stderr


@pytest.mark.parametrize("line", [b"{", b'{"id": "c"}', b'"x"', b'{"id": "c", "text": "\xff"}'])
def test_a_bad_line_is_named_and_nothing_comes_out(notes, line):
    notes.write_bytes(notes.read_bytes() + line)
    done = run("redact", str(notes))
    assert (done.returncode, done.stdout) == (2, "")
    assert "regel 3" in done.stderr


def test_evaluate_tells_how_much_is_covered(tmp_path):
    path = tmp_path / "gelabeld.jsonl"
    note = {"id": "a", "text": "Bij Samira.", "themes": [], "urgency": "geen"}
    path.write_text(json.dumps(note | {"pii": [{"type": "naam", "text": "Samira"}]}), "utf-8")
    done = run("evaluate", str(path))
    assert "Persoonsgegevens: 1.000 van 6 tekens afgedekt" in done.stdout
