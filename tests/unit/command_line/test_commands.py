"""The command line, run as a person runs it: another process, real files, real exit codes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PASSPHRASE, logged

ROOT = Path(__file__).parents[3]
NOTES = [
    {"id": "a", "text": "De koelkast is leeg en de huur is niet betaald.", "source": "bewoner"},
    {"id": "b", "text": "Mooi weer op het plein.", "source": "ondernemer"},
]


def run(*arguments: str, home: Path | None = None, **environment: str):
    """Run the command line in a home of its own."""
    settings = {**os.environ, "WIJKDUIK_HOME": str(home or "/nonexistent"), **environment}
    settings.pop("WIJKDUIK_PASSPHRASE", None) if "WIJKDUIK_PASSPHRASE" not in environment else None
    return subprocess.run(
        [sys.executable, "-m", "fieldwork", *arguments],
        cwd=ROOT,
        env=settings,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=300,
        check=False,
    )


@pytest.fixture
def notes(tmp_path) -> Path:
    path = tmp_path / "notities.jsonl"
    path.write_text("\n".join(json.dumps(note) for note in NOTES), "utf-8")
    return path


def test_help_is_dutch_and_names_every_command():
    done = run("--help")
    assert done.returncode == 0
    for command in ("demo", "import", "tag", "handover", "backup", "restore", "check"):
        assert command in done.stdout
    assert "Gebruik:" in done.stdout and "usage" not in done.stdout


def test_help_loads_nothing_heavy():
    code = (
        "import sys; sys.argv = ['fieldwork', '--help'];\n"
        "from fieldwork.__main__ import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "heavy = {'streamlit', 'spacy', 'pandas', 'geopandas', 'folium', 'sqlalchemy', 'numpy'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_file_is_read_into_the_only_study_with_its_passphrase(shelf, notes):
    shelf.opened("het-dal").store.close()
    done = run("import", str(notes), home=shelf.home, WIJKDUIK_PASSPHRASE=PASSPHRASE)
    assert done.returncode == 0, done.stderr
    assert "2 gesprekken ingelezen in Het Dal, 0 waren er al" in done.stdout
    assert "100%" in done.stderr
    again = run("import", str(notes), home=shelf.home, WIJKDUIK_PASSPHRASE=PASSPHRASE)
    assert "0 gesprekken ingelezen in Het Dal, 2 waren er al" in again.stdout


def test_a_wrong_passphrase_is_refused_with_exit_code_two(shelf, notes):
    done = run("import", str(notes), home=shelf.home, WIJKDUIK_PASSPHRASE="verkeerde wachtzin")
    assert done.returncode == 2
    assert "Dit past niet" in done.stderr


def test_a_broken_line_is_named_and_nothing_is_read(shelf, notes):
    notes.write_text(notes.read_text() + "\n{")
    done = run("import", str(notes), home=shelf.home, WIJKDUIK_PASSPHRASE=PASSPHRASE)
    assert done.returncode == 2
    assert "regel 3" in done.stderr and "niets ingelezen" in done.stderr


def test_a_file_that_is_not_there_is_said_in_dutch(tmp_path):
    for command in (("import", "weg.jsonl"), ("tag", "weg.jsonl"), ("restore", "weg.wijkduik")):
        done = run(*command, home=tmp_path)
        assert done.returncode == 2 and "Traceback" not in done.stderr, command


def test_tagging_answers_a_line_for_a_line_in_the_agreed_form(notes):
    done = run("tag", str(notes))
    assert done.returncode == 0, done.stderr
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert (first["id"], second["id"]) == ("a", "b")
    assert set(first) == {"id", "themes", "suggested", "signals", "urgency"}
    assert first["urgency"] == "spoed"
    for theme in first["themes"]:
        assert NOTES[0]["text"][theme["start"] : theme["end"]] == theme["text"]
    assert second["signals"] == []


def test_a_study_is_copied_checked_and_put_back(shelf, desks, tmp_path):
    logged(desks.sara)
    shelf.opened("het-dal").store.close()
    copy = tmp_path / "dal.wijkduik"
    secret = {"home": shelf.home, "WIJKDUIK_PASSPHRASE": PASSPHRASE}
    assert run("backup", str(copy), **secret).returncode == 0
    assert run("restore", str(copy), "--name", "Terug", **secret).returncode == 0
    done = run("check", "--study", "terug", **secret)
    assert (done.returncode, "alles is heel" in done.stdout) == (0, True), done.stderr


def test_with_more_studies_the_right_one_must_be_named(shelf, desks, tmp_path, notes):
    desks.joke.management.backup(tmp_path / "dal.wijkduik")
    shelf.restore(tmp_path / "dal.wijkduik", "Terug")
    done = run("import", str(notes), home=shelf.home, WIJKDUIK_PASSPHRASE=PASSPHRASE)
    assert done.returncode == 2
    assert "het-dal" in done.stderr and "terug" in done.stderr


def test_who_forgot_a_password_gets_a_new_one_with_the_recovery_key(shelf, template):
    shelf.opened("het-dal").store.close()
    secret = {"WIJKDUIK_PASSPHRASE": template.recovery, "WIJKDUIK_NEW_PASSWORD": "een heel nieuw"}
    done = run("password", "joke", home=shelf.home, **secret)
    assert done.returncode == 0, done.stderr
    assert shelf.sign_in("het-dal", "joke", "een heel nieuw")
    assert run("password", "niemand", home=shelf.home, **secret).returncode == 2


def test_a_secret_that_is_not_there_and_cannot_be_asked_is_said_by_its_name(shelf, notes):
    done = run("import", str(notes), home=shelf.home)
    assert done.returncode == 2
    assert "WIJKDUIK_PASSPHRASE" in done.stderr and "Traceback" not in done.stderr
