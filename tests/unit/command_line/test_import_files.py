"""Tables and rounds on the command line: a guess to mend, then the good rows or nothing."""

import json

from tests.conftest import PASSPHRASE
from tests.unit.actions.test_importing import ROWS, table
from tests.unit.command_line.test_commands import run


def test_a_table_is_guessed_mended_and_taken(shelf, tmp_path):
    shelf.opened("het-dal").store.close()
    rows = [*ROWS, ["3", "31-2-2026", "Nog een.", "", "", "", ""]]
    file, mapping, out = (tmp_path / name for name in ("a.csv", "m.json", "weg.xlsx"))
    file.write_bytes(table(rows))

    def take(*more: str):
        return run("import", str(file), *more, home=shelf.home, WIJKDUIK_PASSPHRASE=PASSPHRASE)

    first = take()
    assert first.returncode == 2 and "Nog niemand zei" in first.stderr
    guess = json.loads(first.stdout)
    assert guess["columns"]["Verslag"] == "tekst"
    mapping.write_text(json.dumps(guess | {"day_first": True}))
    refused = take("--mapping", str(mapping))
    assert refused.returncode == 2 and "Rij 4: '31-2-2026' is geen dag" in refused.stderr
    done = take("--mapping", str(mapping), "--good", "--rejects", str(out))
    assert done.returncode == 0, done.stderr
    assert "2 gesprekken ingelezen in Het Dal, 0 waren er al, 1 rijen niet." in done.stdout
    assert out.read_bytes()[:2] == b"PK"
    assert "0 gesprekken ingelezen in Het Dal, 2 waren er al" in take("--good").stdout


def test_the_form_for_rounds_is_written(shelf, tmp_path):
    shelf.opened("het-dal").store.close()
    out = tmp_path / "form.xlsx"
    done = run("rounds", "form", "--out", str(out), home=shelf.home, WIJKDUIK_PASSPHRASE=PASSPHRASE)
    assert done.returncode == 0, done.stderr
    assert out.read_bytes()[:2] == b"PK"
