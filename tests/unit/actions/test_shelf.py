"""Beginning, unlocking and signing in: whole or not at all, and for who should."""

from datetime import timedelta

import pytest

from fieldwork.actions.late_reading import reader_of
from fieldwork.actions.shelf import DEMO, Shelf
from fieldwork.domain.dates import now
from fieldwork.domain.refusals import (
    NameMissing,
    NameTaken,
    NotFound,
    Refusal,
    StoreDamaged,
    StoreTooNew,
    UnreadableFile,
    UnsafeFolder,
    WeakSecret,
    WrongSecret,
)
from fieldwork.store import accounts
from fieldwork.store.folders import check_folder, slugify
from fieldwork.store.study import DATABASE
from tests.conftest import PASSPHRASE, PASSWORD, logged, new_study


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"name": " "}, NameMissing),
        ({"gemeente": ""}, NameMissing),
        ({"login": " "}, NameMissing),
        ({"password": "kort"}, WeakSecret),
        ({"passphrase": "kort"}, WeakSecret),
        ({"area": b"geen kaart"}, UnreadableFile),
        ({"area": b""}, Refusal),
    ],
)
def test_a_study_that_is_refused_leaves_nothing_behind(tmp_path, changes, refusal):
    shelf = Shelf(tmp_path / "home")
    with pytest.raises(refusal):
        shelf.begin(new_study(**changes))
    assert shelf.studies() == []
    assert not (tmp_path / "home").exists() or not list((tmp_path / "home").iterdir())


def test_two_studies_cannot_have_one_name(shelf):
    with pytest.raises(NameTaken):
        shelf.begin(new_study())


def test_a_locked_study_shows_its_name_and_nothing_else(template):
    shelf = Shelf(template.home)
    (study,) = shelf.studies()
    assert (study.name, study.gemeente, study.is_open) == ("Het Dal", "Dalen aan Zee", False)
    with pytest.raises(NotFound):
        shelf.sign_in("het-dal", "joke", PASSWORD)
    with pytest.raises(NotFound):
        shelf.desk_of("het-dal")


def test_a_wrong_passphrase_opens_nothing_and_the_recovery_key_does(template, tmp_path):
    shelf = Shelf(template.home)
    with pytest.raises(WrongSecret):
        shelf.unlock(template.slug, "vier natte zwanen zwijgen")
    assert not shelf.studies()[0].is_open
    shelf.unlock(template.slug, template.recovery.lower())
    assert shelf.studies()[0].is_open


def test_a_new_passphrase_replaces_the_old(shelf, template):
    shelf.change_passphrase("het-dal", template.recovery, "vijf droge ganzen zwijgen")
    fresh = Shelf(shelf.home)
    with pytest.raises(WrongSecret):
        fresh.unlock("het-dal", PASSPHRASE)
    fresh.unlock("het-dal", "vijf droge ganzen zwijgen")


@pytest.mark.parametrize("slug", ["../..", "niets", "", "het-dal/..", "/etc"])
def test_a_slug_that_is_no_study_is_not_found(shelf, slug):
    with pytest.raises(NotFound):
        shelf.unlock(slug, PASSPHRASE)


def test_a_right_password_gives_a_token_that_holds_until_signing_out(shelf):
    token = shelf.sign_in("het-dal", "Joke", PASSWORD)
    visit = shelf.who(token)
    assert visit and visit.account.login == "joke"
    assert shelf.desk(visit.slug, visit.session)
    shelf.sign_out(token)
    assert shelf.who(token) is None
    assert shelf.desk(visit.slug, visit.session) is None


@pytest.mark.parametrize(
    ("login", "password"), [("joke", "fout wachtwoord"), ("niemand", PASSWORD), ("", "")]
)
def test_a_wrong_name_or_password_says_no_more_than_that(shelf, login, password):
    with pytest.raises(WrongSecret) as refused:
        shelf.sign_in("het-dal", login, password)
    assert "joke" not in str(refused.value)


@pytest.mark.parametrize("token", ["", "het-dal.", "het-dal.geraden", "niets.x", "."])
def test_a_guessed_token_is_nobodys(shelf, token):
    assert shelf.who(token) is None


def test_a_sign_in_ends_after_two_hours_of_silence(shelf, monkeypatch):
    token = shelf.sign_in("het-dal", "joke", PASSWORD)
    later = now() + accounts.IDLE + timedelta(seconds=1)
    monkeypatch.setattr("fieldwork.actions.shelf.now", lambda: later)
    assert shelf.who(token) is None


def test_switching_an_account_off_ends_its_sign_ins_at_once(shelf, desks):
    token = shelf.sign_in("het-dal", "sara", PASSWORD)
    desks.joke.management.set_active(desks.sara.account.id, False)
    assert shelf.who(token) is None
    with pytest.raises(WrongSecret):
        shelf.sign_in("het-dal", "sara", PASSWORD)


def test_the_stores_file_holds_no_words_of_a_talk_or_name(shelf, desks, fatma):
    logged(desks.sara, "De koelkast van Fatma is leeg.")
    shelf.opened("het-dal").store.close()
    content = b"".join(path.read_bytes() for path in (shelf.home / "het-dal").iterdir())
    for word in (b"koelkast", b"Fatma", PASSWORD.encode(), PASSPHRASE.encode()):
        assert word not in content


def test_a_store_from_a_newer_version_is_refused_when_it_is_opened(shelf):
    from sqlalchemy import text

    with shelf.opened("het-dal").store.work() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreTooNew):
        Shelf(shelf.home).unlock("het-dal", PASSPHRASE)


def test_a_store_that_was_cut_off_is_said_to_be_damaged(shelf):
    shelf.opened("het-dal").store.close()
    database = shelf.home / "het-dal" / DATABASE
    database.write_bytes(database.read_bytes()[:3000])
    with pytest.raises(StoreDamaged):
        Shelf(shelf.home).unlock("het-dal", PASSPHRASE)


def test_a_backup_put_back_is_the_same_study_under_another_name(shelf, desks, tmp_path):
    note = logged(desks.sara)
    desks.joke.management.backup(tmp_path / "dal.wijkduik")
    slug = shelf.restore(tmp_path / "dal.wijkduik", "Dal terug")
    shelf.unlock(slug, PASSPHRASE)
    again = shelf.desk_of(slug)
    assert again.notes.page(note.id).note == note
    assert again.management.trail_holds()


def test_half_a_backup_is_refused_and_nothing_is_put_back(shelf, desks, tmp_path):
    desks.joke.management.backup(tmp_path / "dal.wijkduik")
    whole = (tmp_path / "dal.wijkduik").read_bytes()
    for part in (b"", whole[:100], whole[: len(whole) // 2]):
        (tmp_path / "half.wijkduik").write_bytes(part)
        with pytest.raises(UnreadableFile):
            shelf.restore(tmp_path / "half.wijkduik", "Half")
    assert [study.slug for study in shelf.studies()] == ["het-dal"]


def test_a_folder_that_is_synced_is_refused(tmp_path):
    with pytest.raises(UnsafeFolder):
        check_folder(tmp_path / "OneDrive - Gemeente" / "wijkduik")
    check_folder(tmp_path / "wijkduik")


def test_a_name_becomes_a_folder_that_every_system_takes():
    assert slugify("Het Dal: Oost/West (ééns)") == "het-dal-oost-west-eens"
    assert slugify("漢字") == "onderzoek"


def test_nobody_else_can_call_a_study_after_the_example(tmp_path):
    with pytest.raises(NameTaken):
        Shelf(tmp_path).begin(new_study(name=DEMO))


def test_a_talk_that_was_kept_as_the_server_was_cut_off_is_read_at_the_next_sign_in(shelf, desks):
    note = logged(desks.sara)
    assert desks.sara.notes.page(note.id).reading.open == ()
    shelf.sign_in("het-dal", "willem", PASSWORD)
    assert reader_of(shelf.opened("het-dal")).wait(60)
    assert desks.sara.notes.page(note.id).reading.open == ()
    shelf.sign_in("het-dal", "omar", PASSWORD)
    assert reader_of(shelf.opened("het-dal")).wait(60)
    assert desks.sara.notes.page(note.id).reading.open
