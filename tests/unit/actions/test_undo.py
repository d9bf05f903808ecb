"""Every use case that changes a study can be taken back whole and done again, or says why not."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldwork.actions.shelf import Shelf, open_study
from fieldwork.actions.undo import StaysDone
from fieldwork.domain.undo import FOR_GOOD
from fieldwork.store.keys import KeyRing
from fieldwork.store.study import KEYS
from tests.conftest import PASSPHRASE, Desks
from tests.unit.actions import (  # noqa: F401  they add cases
    undo_cases_lists,
    undo_cases_map,
    undo_cases_people,
    undo_cases_sharing,
    undo_cases_talk,
)
from tests.unit.actions.undo_cases import CASES, World, changing, dump, make_world, world_of

# What changes something and is no deed on the study: each with why it is not taken back here.
NO_DEED = {
    "drafts.keep": "a draft is typed at every key, and is nobody's deed yet",
    "drafts.write": "a draft is typed at every key, and is nobody's deed yet",
    "drafts.fill_in": "a draft is filled in bit by bit, and is nobody's deed yet",
    "drafts.choose": "chooses between two texts of a draft, which is nobody's deed yet",
    "drafts.drop": "a draft thrown away has its own question first",
    "versions.begin": "begins a draft, which is nobody's deed yet",
    "versions.take": "goes on with a draft, which is nobody's deed yet",
    "versions.stop": "a draft thrown away, as drafts.drop",
    "review.suggest": "the machine reads a talk; it goes with the deed that it follows",
    "undo.undo": "the cases below take back, do again, and take back once more",
    "management.backup": "the same deed as backup_file, which is tried by hand below",
    "management.backup_file": "makes a file, which is the deed 'reservekopie gemaakt'",
    "boundaries.fetch": "asks PDOK; what it puts in is as boundaries.draw puts it in",
    "learning.catch_up": "needs the installed model; its lessons are journalled as any",
    "exchange.post": "goes to the gemeente's own system: 'zaken verstuurd'",
    "pseudonyms.take_along": "makes a text to take along: 'gepseudonimiseerd'",
}
# Deeds that went outside or make no sense to take back.
STAYING = {
    "handover.send",
    "handover.file",
    "lists.make",
    "lists.check",
    "lists.send",
    "lists.remove",
    "lists.drop",
    "exchange.set_zaak",
    "exchange.set_template",
    "progress.paper",
    "releases.file",
    "releases.exact_file",
    "addresses.read_file",
    "learning.export",
    "management.add_account",
    "management.set_password",
    "management.change_passphrase",
    "bin.remove_for_good",
}


@pytest.fixture(scope="module")
def made(template, tmp_path_factory) -> Path:
    """Make the world once; unlocking a study takes long on purpose, so each test gets a copy."""
    home = tmp_path_factory.mktemp("made") / "home"
    shutil.copytree(template.home, home)
    shelf = Shelf(home)
    shelf.unlock(template.slug, PASSPHRASE)
    names = ("sara", "omar", "joke", "willem")
    make_world(Desks(*(shelf.desk_of(template.slug, who) for who in names)))
    shelf.opened(template.slug).store.close()
    return shelf.folder(template.slug)


@pytest.fixture(scope="module")
def key(made) -> bytes:
    return KeyRing.load(made / KEYS).unlock(PASSPHRASE)


@pytest.fixture
def world(made, key, tmp_path) -> Iterator[World]:
    folder = tmp_path / made.name
    shutil.copytree(made, folder)
    opened = open_study(made.name, folder, key)
    yield world_of(opened)
    opened.store.close()


def newest(world: World):
    """Return the deed done last, at the desk of whoever did it."""
    desks = world.desks
    team = (desks.sara, desks.omar, desks.joke, desks.willem)
    found = [(desk.undo.recent(1), desk) for desk in team]
    deeds = [(deeds[0], desk) for deeds, desk in found if deeds]
    return max(deeds, key=lambda one: one[0].number)


def test_every_use_case_that_changes_something_is_tried_or_has_a_reason():
    assert changing() - CASES.keys() - NO_DEED.keys() == set()
    assert CASES.keys() - changing() == set()


# A text that a talk had stays a version of it; that another one stands there again is the next.
NEW_TEXTS = {"notes.change", "versions.save", "versions.restore"}


@pytest.mark.parametrize("name", sorted(CASES.keys() - STAYING))
def test_a_deed_is_taken_back_whole_and_done_again(name, world):
    def seen(*, bin_too: bool = True):
        found = dump(world.store, bin_too=bin_too)
        texts = found.pop("note_versions") if name in NEW_TEXTS else []
        return found, texts

    act = CASES[name](world)
    (before, _), before_with_bin = seen(bin_too=False), seen()
    act()
    after, texts = seen()
    assert (after, texts) != before_with_bin
    deed, desk = newest(world)
    taken_back = desk.undo.undo(deed.number)
    assert taken_back.is_undo
    assert seen(bin_too=False)[0] == before
    again = desk.undo.undo(taken_back.number)
    assert seen()[0] == after
    desk.undo.undo(again.number)
    assert seen(bin_too=False)[0] == before
    assert set(texts) <= set(seen()[1])
    assert world.store.faults() == []


@pytest.mark.parametrize("name", sorted(STAYING))
def test_a_deed_that_went_outside_stays_and_says_why(name, world):
    CASES[name](world)()
    after = dump(world.store)
    deed, desk = newest(world)
    assert deed.why_not in FOR_GOOD.values()
    with pytest.raises(StaysDone) as refused:
        desk.undo.undo(deed.number)
    assert refused.value.what_now == deed.why_not
    assert dump(world.store) == after
