"""A small real study, encrypted and on disk, with a team of four; copied for each test."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from fieldwork.actions.desk import Desk
from fieldwork.actions.notes import NewNote
from fieldwork.actions.people import NewPerson
from fieldwork.actions.shelf import NewStudy, Shelf
from fieldwork.domain.access import Role
from fieldwork.domain.dates import today
from fieldwork.domain.notes import Need, Note
from fieldwork.domain.people import Person
from fieldwork.store import keys

# The same commit gets the same verdict. `--hypothesis-profile=other` looks for what breaks.
# How long one text takes is no verdict either: that is for the benchmarks.
settings.register_profile("same", derandomize=True, database=None, deadline=None)
settings.register_profile("other", derandomize=False, deadline=None)
settings.load_profile("same")

PASSPHRASE = "vier natte zwanen zingen"
PASSWORD = "een lang wachtwoord"
AREA = (Path(__file__).parent / "data" / "two_buurten.geojson").read_bytes()
TEXT = (
    "Bij Fatma aan de keukentafel. De huurachterstand heeft ze twee maanden laten liggen, "
    "14 april moeten ze eruit. De koelkast is leeg."
)


def new_study(**changes) -> NewStudy:
    """Return what it takes to begin a study, with changes."""
    made = {
        "name": "Het Dal",
        "gemeente": "Dalen aan Zee",
        "starts_on": today() - timedelta(weeks=3),
        "area_name": "buurten.geojson",
        "area": AREA,
        "login": "joke",
        "person": "Joke van Dam",
        "password": PASSWORD,
        "passphrase": PASSPHRASE,
    }
    return NewStudy(**(made | changes))


@pytest.fixture(scope="session", autouse=True)
def stretched_once() -> Iterator[None]:
    """Make the key of a passphrase once for each ring: that takes long on purpose, and is pure.

    A third of a second for each test that opens the study was a fifth of the whole run.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "_stretch", cache(keys._stretch))
        yield


@dataclass(frozen=True)
class Template:
    """A study to copy, with its recovery key."""

    home: Path
    slug: str
    recovery: str


@pytest.fixture(scope="session")
def template(tmp_path_factory) -> Template:
    """Make a study with a field worker, another, a coordinator and a reader."""
    shelf = Shelf(tmp_path_factory.mktemp("template"))
    recovery = shelf.begin(new_study())
    management = shelf.desk_of("het-dal").management
    management.add_account("Sara Timmers", "sara", Role.VELDWERKER, PASSWORD)
    management.add_account("Omar El Idrissi", "omar", Role.VELDWERKER, PASSWORD)
    management.add_account("Willem Prins", "willem", Role.LEZER, PASSWORD)
    shelf.opened("het-dal").store.close()
    return Template(shelf.home, "het-dal", recovery)


@pytest.fixture
def shelf(template: Template, tmp_path) -> Shelf:
    """Return a shelf with the study on it, unlocked."""
    home = tmp_path / "home"
    shutil.copytree(template.home, home)
    shelf = Shelf(home)
    shelf.unlock(template.slug, PASSPHRASE)
    return shelf


@dataclass(frozen=True)
class Desks:
    """The team at work in the small study."""

    sara: Desk
    omar: Desk
    joke: Desk
    willem: Desk


@pytest.fixture
def desks(shelf: Shelf, template: Template) -> Desks:
    """Return everybody's desk."""
    return Desks(*(shelf.desk_of(template.slug, who) for who in ("sara", "omar", "joke", "willem")))


@pytest.fixture
def fatma(desks: Desks) -> Person:
    """Return somebody who is known in the study."""
    return desks.sara.people.add(NewPerson("Fatma Aydın", call_name="Fatma", phone="06-0012 0001"))


def logged(desk: Desk, text: str = TEXT, **changes) -> Note:
    """Log a talk at ``desk`` and return it."""
    made = {"text": text, "need": Need.NEE, "happened_on": today()}
    return desk.notes.save(NewNote(**(made | changes)))
