"""A study opens with its passphrase or its recovery key, and with nothing else."""

import json

import pytest
from cryptography.exceptions import InvalidTag

from fieldwork.domain.refusals import StoreDamaged, WeakSecret, WrongSecret
from fieldwork.store.keys import (
    PASSPHRASE,
    RECOVERY,
    KeyRing,
    check_passphrase,
    new_database_key,
    new_recovery_key,
)
from fieldwork.store.vault import Vault

WORDS = "vier natte zwanen zingen"


@pytest.fixture(scope="module")
def ring() -> tuple[KeyRing, bytes, str]:
    key, recovery = new_database_key(), new_recovery_key()
    made = KeyRing("Dal", "Dalen", False, ()).with_slot(PASSPHRASE, WORDS, key)
    return made.with_slot(RECOVERY, recovery, key), key, recovery


def test_the_passphrase_opens_however_it_is_spaced(ring):
    made, key, _ = ring
    assert made.unlock(WORDS) == key
    assert made.unlock("  vier natte  zwanen zingen\n") == key


def test_the_recovery_key_opens_in_any_case_and_without_dashes(ring):
    made, key, recovery = ring
    assert made.unlock(recovery) == key
    assert made.unlock(recovery.replace("-", " ").lower()) == key
    assert made.unlock(recovery.translate(str.maketrans("OIB", "018"))) == key


@pytest.mark.parametrize("secret", ["", "Vier natte zwanen zingen", "vier natte zwanen"])
def test_nothing_else_opens(ring, secret):
    with pytest.raises(WrongSecret):
        ring[0].unlock(secret)


def test_a_new_passphrase_replaces_the_old_and_leaves_the_recovery_key(ring):
    made, key, recovery = ring
    changed = made.with_slot(PASSPHRASE, "vijf droge ganzen zwijgen", key)
    assert changed.unlock("vijf droge ganzen zwijgen") == changed.unlock(recovery) == key
    with pytest.raises(WrongSecret):
        changed.unlock(WORDS)


def test_the_file_holds_no_secret_and_is_its_owners_only(ring, tmp_path):
    made, key, recovery = ring
    made.save(tmp_path / "keys.json")
    text = (tmp_path / "keys.json").read_text()
    assert WORDS not in text and recovery not in text and key.hex() not in text
    assert (tmp_path / "keys.json").stat().st_mode & 0o077 == 0
    assert KeyRing.load(tmp_path / "keys.json") == made


@pytest.mark.parametrize("content", ["", "{", "[]", '{"name": "x"}', '{"slots": [1]}'])
def test_a_broken_key_file_is_said_to_be_damaged(tmp_path, content):
    (tmp_path / "keys.json").write_text(content)
    with pytest.raises(StoreDamaged):
        KeyRing.load(tmp_path / "keys.json")


def test_an_altered_slot_opens_nothing(ring, tmp_path):
    made, _, _ = ring
    made.save(tmp_path / "keys.json")
    raw = json.loads((tmp_path / "keys.json").read_text())
    first, *rest = raw["slots"][0]["wrapped"]
    # One in sixty-four begins with an A already.
    raw["slots"][0]["wrapped"] = "".join(["B" if first == "A" else "A", *rest])
    raw["slots"] = raw["slots"][:1]
    (tmp_path / "keys.json").write_text(json.dumps(raw))
    with pytest.raises(WrongSecret):
        KeyRing.load(tmp_path / "keys.json").unlock(WORDS)


def test_a_short_passphrase_is_refused():
    with pytest.raises(WeakSecret, match="12"):
        check_passphrase("   kort   ")


def test_a_sealed_name_opens_in_its_own_column_only():
    vault = Vault(b"k" * 32)
    sealed = vault.seal("people.name", "Fatma")
    assert b"Fatma" not in sealed
    assert vault.open("people.name", sealed) == "Fatma"
    with pytest.raises(InvalidTag):
        vault.open("people.phone", sealed)


def test_the_same_name_is_sealed_otherwise_each_time_and_found_all_the_same():
    vault = Vault(b"k" * 32)
    assert vault.seal("c", "Fatma") != vault.seal("c", "Fatma")
    assert vault.index("06-12 34") == vault.index(" 06-1234 ") != Vault(b"j" * 32).index("06-1234")
    assert vault.index("  ") == ""
