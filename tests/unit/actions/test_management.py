"""A coordinator looks after the study; somebody always can."""

import pytest

from fieldwork.actions.management import ExampleOnly, LastCoordinator
from fieldwork.actions.people import NewPerson
from fieldwork.actions.shelf import Shelf
from fieldwork.domain.access import Role
from fieldwork.domain.dates import today
from fieldwork.domain.ids import AccountId
from fieldwork.domain.places import Point
from fieldwork.domain.refusals import (
    NameMissing,
    NameTaken,
    NotAllowed,
    NotFound,
    OutsideNetherlands,
    UnreadableFile,
    WeakSecret,
    WrongSecret,
)
from tests.conftest import AREA, PASSPHRASE, PASSWORD, logged

NEW = "een nieuwe zin van vijf"


def account(desks, login):
    return next(one for one in desks.joke.management.accounts() if one.login == login)


def test_a_new_account_can_sign_in_with_any_case(desks, shelf, template):
    desks.joke.management.add_account("Ana <b>", "ANA", Role.VELDWERKER, PASSWORD)
    assert account(desks, "ana").name == "Ana <b>"
    assert shelf.who(shelf.sign_in(template.slug, "Ana", PASSWORD))


@pytest.mark.parametrize(
    ("name", "login", "password", "refusal"),
    [
        ("", "ana", PASSWORD, NameMissing),
        ("Ana", " ", PASSWORD, NameMissing),
        ("Ana", "sara", PASSWORD, NameTaken),
        ("Ana", "ana", "kort", WeakSecret),
    ],
)
def test_an_account_that_lacks_something_is_refused(desks, name, login, password, refusal):
    with pytest.raises(refusal):
        desks.joke.management.add_account(name, login, Role.LEZER, password)
    assert len(desks.joke.management.accounts()) == 4


def test_who_is_switched_off_is_signed_out_at_once(desks, shelf, template):
    token = shelf.sign_in(template.slug, "sara", PASSWORD)
    desks.joke.management.set_active(account(desks, "sara").id, False)
    assert shelf.who(token) is None
    with pytest.raises(WrongSecret):
        shelf.sign_in(template.slug, "sara", PASSWORD)
    desks.joke.management.set_active(account(desks, "sara").id, True)
    assert shelf.who(shelf.sign_in(template.slug, "sara", PASSWORD))


def test_the_last_coordinator_cannot_be_switched_off_or_demoted(desks):
    joke = desks.joke.account.id
    with pytest.raises(LastCoordinator):
        desks.joke.management.set_active(joke, False)
    for role in (Role.VELDWERKER, Role.LEZER):
        with pytest.raises(LastCoordinator):
            desks.joke.management.set_role(joke, role)
    assert account(desks, "joke").active
    assert account(desks, "joke").role is Role.COORDINATOR


def test_a_coordinator_who_is_switched_off_does_not_count_as_one(desks):
    management = desks.joke.management
    management.set_role(account(desks, "omar").id, Role.COORDINATOR)
    management.set_active(account(desks, "omar").id, False)
    with pytest.raises(LastCoordinator):
        management.set_active(desks.joke.account.id, False)
    management.set_active(account(desks, "omar").id, True)
    management.set_active(desks.joke.account.id, False)
    assert not account(desks, "joke").active


def test_a_new_role_holds_from_the_next_click(desks, shelf, template):
    token = shelf.sign_in(template.slug, "sara", PASSWORD)
    desks.joke.management.set_role(account(desks, "sara").id, Role.LEZER)
    visit = shelf.who(token)
    assert visit is not None
    assert visit.account.role is Role.LEZER


def test_an_account_that_does_not_exist_is_not_found(desks):
    nobody = AccountId("niemand")
    for deed in (
        lambda: desks.joke.management.set_active(nobody, True),
        lambda: desks.joke.management.set_role(nobody, Role.LEZER),
        lambda: desks.joke.management.set_password(nobody, PASSWORD),
    ):
        with pytest.raises(NotFound):
            deed()


def test_a_new_password_ends_every_sign_in(desks, shelf, template):
    token = shelf.sign_in(template.slug, "sara", PASSWORD)
    desks.joke.management.set_password(account(desks, "sara").id, "een ander wachtwoord")
    assert shelf.who(token) is None
    assert shelf.sign_in(template.slug, "sara", "een ander wachtwoord")


def test_a_changed_name_shows_where_the_study_is_locked(desks, shelf, template):
    desks.joke.management.change_study(" Het Hoge Dal ", "Dalen", today())
    assert (desks.sara.study.name, desks.sara.study.starts_on) == ("Het Hoge Dal", today())
    (locked,) = Shelf(shelf.home).studies()
    assert (locked.name, locked.gemeente) == ("Het Hoge Dal", "Dalen")
    Shelf(shelf.home).unlock(template.slug, PASSPHRASE)


def test_a_new_passphrase_takes_the_old_one_and_replaces_it(desks, shelf, template):
    desks.joke.management.change_passphrase(PASSPHRASE, NEW)
    fresh = Shelf(shelf.home)
    with pytest.raises(WrongSecret):
        fresh.unlock(template.slug, PASSPHRASE)
    fresh.unlock(template.slug, NEW)
    Shelf(shelf.home).unlock(template.slug, template.recovery)


def test_a_new_passphrase_takes_the_recovery_key_too(desks, shelf, template):
    desks.joke.management.change_passphrase(template.recovery.lower(), NEW)
    Shelf(shelf.home).unlock(template.slug, NEW)


@pytest.mark.parametrize(
    ("secret", "new", "refusal"),
    [("niet de wachtzin", NEW, WrongSecret), (PASSPHRASE, "kort", WeakSecret)],
)
def test_a_passphrase_that_does_not_do_changes_nothing(
    desks, shelf, template, secret, new, refusal
):
    with pytest.raises(refusal):
        desks.joke.management.change_passphrase(secret, new)
    Shelf(shelf.home).unlock(template.slug, PASSPHRASE)
    assert all(deed.entry.deed != "wachtzin vernieuwd" for deed in desks.joke.management.deeds())


def test_only_the_example_can_begin_anew(desks, shelf):
    logged(desks.sara)
    with pytest.raises(ExampleOnly):
        desks.joke.management.rebuild_example(shelf)
    assert desks.sara.notes.count() == 1


def test_an_area_that_cannot_be_read_changes_nothing(desks):
    before = desks.sara.insight.buurten()
    for name, content in (("a.geojson", b"{"), ("a.geojson", b""), ("a.zip", b"PK")):
        with pytest.raises((UnreadableFile, OutsideNetherlands)):
            desks.joke.management.read_area(name, content)
    assert desks.sara.insight.buurten() == before


def test_a_new_area_gives_talks_and_homes_the_buurt_they_lie_in_now(desks):
    first = desks.sara.insight.buurten()[0]
    ring = first.polygons[0][0]
    lon = sum(lon for lon, _ in ring[:-1]) / (len(ring) - 1)
    lat = sum(lat for _, lat in ring[:-1]) / (len(ring) - 1)
    note = logged(desks.sara, point=Point(lat, lon))
    assert note.place.buurt == first.code
    renamed = AREA.replace(first.code.encode(), b"BU99990099")
    assert desks.joke.management.read_area("nieuw.geojson", renamed) == 2
    assert desks.sara.notes.page(note.id).note.place.buurt == "BU99990099"
    assert desks.sara.notes.page(note.id).note.text == note.text


def test_a_backup_opens_with_the_same_passphrase(desks, shelf, template, tmp_path):
    note = logged(desks.sara)
    name, content = desks.joke.management.backup_file()
    file = tmp_path / name
    file.write_bytes(content)
    assert note.text.encode() not in content
    slug = shelf.restore(file, "Teruggezet")
    shelf.unlock(slug, PASSPHRASE)
    assert shelf.desk_of(slug, "sara").notes.count() == 1


def test_the_log_names_who_did_it_and_never_what_was_said(desks):
    desks.sara.people.add(NewPerson("Geheim"))
    logged(desks.sara, "Woorden die geheim zijn.")
    deeds = desks.joke.management.deeds()
    assert [(deed.who, deed.entry.deed) for deed in deeds[:2]] == [
        ("Sara", "gesprek vastgelegd"),
        ("Sara", "persoon toegevoegd"),
    ]
    assert all("geheim" not in repr(deed).casefold() for deed in deeds)
    assert desks.joke.management.trail_holds()
    assert desks.joke.management.faults() == []


@pytest.mark.parametrize("who", ["sara", "willem"])
@pytest.mark.parametrize(
    "deed",
    [
        lambda it, joke, shelf: it.accounts(),
        lambda it, joke, shelf: it.add_account("Ana", "ana", Role.COORDINATOR, PASSWORD),
        lambda it, joke, shelf: it.set_active(joke, False),
        lambda it, joke, shelf: it.set_role(joke, Role.LEZER),
        lambda it, joke, shelf: it.set_password(joke, PASSWORD),
        lambda it, joke, shelf: it.change_study("x", "y", today()),
        lambda it, joke, shelf: it.change_passphrase(PASSPHRASE, NEW),
        lambda it, joke, shelf: it.rebuild_example(shelf),
        lambda it, joke, shelf: it.read_area("a.geojson", AREA),
        lambda it, joke, shelf: it.read_streets("a.geojson", b"{}"),
        lambda it, joke, shelf: it.deeds(),
        lambda it, joke, shelf: it.trail_holds(),
        lambda it, joke, shelf: it.faults(),
        lambda it, joke, shelf: it.backup_file(),
    ],
)
def test_who_is_no_coordinator_manages_nothing(desks, shelf, who, deed):
    with pytest.raises(NotAllowed):
        deed(getattr(desks, who).management, desks.joke.account.id, shelf)
