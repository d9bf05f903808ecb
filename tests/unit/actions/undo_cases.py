"""Every use case that changes a study, run once on a small real one, to be taken back."""

import ast
import inspect
import json
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import text as sql

from fieldwork.actions.desk import Desk, _capability, capability_names
from fieldwork.actions.follow_ups import NewFollowUp
from fieldwork.actions.notes import NewNote
from fieldwork.actions.people import NewPerson
from fieldwork.actions.seat import Capability, OpenStudy, Seat
from fieldwork.domain.access import Role
from fieldwork.domain.bin import BinKind
from fieldwork.domain.dates import today
from fieldwork.domain.handover import RequestState
from fieldwork.domain.notes import ConsentState, Need, Note, Origin, Suggestion
from fieldwork.domain.people import Person
from fieldwork.domain.places import Street
from fieldwork.domain.themes import SignalStatus, ThemeStatus
from fieldwork.store import accounts, area, journal, notes, people, rows
from fieldwork.store.study import StudyStore
from tests.conftest import AREA, Desks, logged
from tests.unit.actions.handover_cases import RECIPIENT, filled

TODAY = today()
LINE = {"id": "7", "text": "De huur is niet betaald.", "source": "bewoner"}
# A line per suggestion: in the bin or the journal no order is kept, so a dump is sorted.
Dump = dict[str, list[str]]


@dataclass
class World:
    """The small study with something of everything in it."""

    desks: Desks
    store: StudyStore
    fatma: Person
    talk: Note
    theme: Suggestion
    signal: Suggestion

    @property
    def sara(self) -> Desk:
        """The field worker who made most of it."""
        return self.desks.sara

    @property
    def joke(self) -> Desk:
        """The coordinator."""
        return self.desks.joke

    def read(self) -> Note:
        """Return the talk as it is now."""
        return self.sara.notes.page(self.talk.id).note


def make_world(desks: Desks) -> None:
    """Put a person, a talk and two open suggestions in the study."""
    fatma = desks.sara.people.add(NewPerson("Fatma Aydın", call_name="Fatma"))
    talk = logged(desks.sara, people=(fatma.id,), street="Waalstraat", number="3")
    store = desks.sara._seat.open.store
    theme = Suggestion(notes_id(1), talk.id, "wonen", ThemeStatus.AANWEZIG, origin=Origin.MACHINE)
    signal = Suggestion(
        notes_id(2), talk.id, "dakloos", SignalStatus.ACTUEEL, origin=Origin.MACHINE
    )
    with store.work() as session:
        notes.add_suggestions(session, [theme, signal])


def world_of(opened: OpenStudy) -> World:
    """Return what :func:`make_world` put in a study."""
    with opened.store.read() as session:
        team = {one.login: one for one in accounts.accounts(session)}
        (talk,) = notes.notes(session, opened.store.vault)
        (fatma,) = people.people(session, opened.store.vault)
        theme, signal = (notes.suggestion(session, notes_id(one)) for one in (1, 2))
    desks = (Desk(Seat(team[who], opened)) for who in ("sara", "omar", "joke", "willem"))
    return World(Desks(*desks), opened.store, fatma, talk, theme, signal)


def notes_id(number: int) -> Any:
    """Return an identity that is the same in every run."""
    return f"{number:032x}"


def dump(store: StudyStore, *, bin_too: bool = True) -> Dump:
    """Return every row of every table that the journal keeps, without the rows' versions."""
    names = [name for name in journal.JOURNALLED if bin_too or not name.startswith("bin_")]
    found = {}
    with store.read() as session:
        for name in names:
            large = f', hex("{rows.LARGE[name]}")' if name in rows.LARGE else ""
            query = f'SELECT {rows.row_sql(name, name)}{large} FROM "{name}"'
            found[name] = sorted(_plain(row) for row in session.execute(sql(query)))
    return found


def _plain(row: Any) -> str:
    known = json.loads(row[0])
    known.pop(rows.VERSION, None)
    return json.dumps([known, *row[1:]], sort_keys=True, default=str)


# --- What there is to try ---------------------------------------------------------------------


def changing() -> set[str]:
    """Return every public use case that opens a work on the study: "notes.save"."""
    return {f"{name}.{one}" for name in _capabilities() for one in _changing_in(name)}


def _capabilities() -> list[str]:
    found = []
    for name in capability_names():
        try:
            _capability(name)
        except AttributeError:
            continue
        found.append(name)
    return found


def _changing_in(name: str) -> set[str]:
    class_ = _capability(name)
    return {
        one
        for one, _ in inspect.getmembers(class_, inspect.isfunction)
        if not one.startswith("_") and _changes(class_, one, set())
    }


def _changes(class_: type[Capability], name: str, seen: set[str]) -> bool:
    """Return whether a method opens a work, itself or through another method."""
    method = inspect.unwrap(getattr(class_, name, None) or (lambda: None))
    if name in seen or not inspect.isfunction(method):
        return False
    seen.add(name)
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(method)))
    except (OSError, SyntaxError):
        return False
    called = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return any(_call_changes(class_, method, one, seen) for one in called)


def _call_changes(class_: type[Capability], method: Any, called: ast.expr, seen: set[str]) -> bool:
    if not isinstance(called, ast.Attribute):
        return False
    if isinstance(called.value, ast.Name) and called.value.id == "self":
        return called.attr == "_work" or _changes(class_, called.attr, seen)
    if isinstance(called.value, ast.Call) and isinstance(called.value.func, ast.Name):
        other = method.__globals__.get(called.value.func.id)
        is_ours = inspect.isclass(other) and issubclass(other, Capability)
        return is_ours and _changes(other, called.attr, set())
    return False


# --- The use cases, each as somebody would do it ----------------------------------------------

Case = Callable[[World], Callable[[], Any]]
CASES: dict[str, Case] = {}


def case(name: str) -> Callable[[Case], Case]:
    """Keep a use case: the function prepares, and returns what is then done and taken back."""

    def keep(made: Case) -> Case:
        CASES[name] = made
        return made

    return keep


def new_talk(**changes: Any) -> NewNote:
    """Return a talk to save, with somebody new in it."""
    made = {"text": "De lift is weer stuk.", "need": Need.NEE, "happened_on": TODAY}
    return NewNote(**(made | {"newcomers": (NewPerson("Samir"),)} | changes))


@case("notes.save")
def _(world: World):
    return lambda: world.sara.notes.save(new_talk())


@case("notes.answer")
def _(world: World):
    return lambda: world.sara.notes.answer(world.talk.id, Need.VANDAAG)


@case("notes.change")
def _(world: World):
    world.sara.review.confirm(world.theme.id)
    return lambda: world.sara.notes.change(world.read(), "Heel andere woorden.")


@case("notes.correct")
def _(world: World):
    return lambda: world.sara.notes.correct(world.read(), (), ConsentState.GEGEVEN)


@case("people.add")
def _(world: World):
    return lambda: world.sara.people.add(NewPerson("Nadia"), "Waalstraat", "5")


@case("people.change")
def _(world: World):
    known = world.sara.people.page(world.fatma.id).person
    return lambda: world.sara.people.change(replace(known, about="Houdt van tuinieren"))


@case("review.confirm")
def _(world: World):
    return lambda: world.sara.review.confirm(world.theme.id)


@case("review.refuse")
def _(world: World):
    return lambda: world.sara.review.refuse(world.theme.id)


@case("review.undo")
def _(world: World):
    world.sara.review.confirm(world.theme.id)
    return lambda: world.sara.review.undo(world.theme.id)


@case("review.confirm_all")
def _(world: World):
    return lambda: world.sara.review.confirm_all(world.talk.id)


@case("review.refuse_all")
def _(world: World):
    return lambda: world.sara.review.refuse_all(world.talk.id)


@case("review.mark")
def _(world: World):
    talk = world.talk.id
    return lambda: world.sara.review.mark(talk, "wonen", ThemeStatus.AANWEZIG, "koelkast")


@case("review.reopen")
def _(world: World):
    world.sara.review.confirm_all(world.talk.id)
    world.sara.review.finish(world.talk.id)
    return lambda: world.sara.review.reopen(world.talk.id)


@case("review.finish")
def _(world: World):
    world.sara.review.confirm_all(world.talk.id)
    return lambda: world.sara.review.finish(world.talk.id)


def to_do(world: World):
    """Return a follow-up of the talk."""
    new = NewFollowUp("terugbellen", TODAY, note=world.talk.id, people=(world.fatma.id,))
    return world.sara.follow_ups.add(new)


@case("follow_ups.add")
def _(world: World):
    return lambda: to_do(world)


@case("follow_ups.take")
def _(world: World):
    talk = logged(world.sara, "Morgen bel ik Fatma terug over de huur.")
    (offer, *_) = world.sara.follow_ups.offers(talk.id).days
    return lambda: world.sara.follow_ups.take(talk.id, offer.mark, TODAY + timedelta(days=1))


@case("follow_ups.refuse")
def _(world: World):
    return lambda: world.sara.follow_ups.refuse(world.talk.id, ["een teken"])


@case("follow_ups.done")
def _(world: World):
    one = to_do(world)
    return lambda: world.sara.follow_ups.done(one.id)


@case("follow_ups.drop")
def _(world: World):
    one = to_do(world)
    return lambda: world.sara.follow_ups.drop(one.id)


@case("follow_ups.move")
def _(world: World):
    one = to_do(world)
    return lambda: world.sara.follow_ups.move(one.id, TODAY + timedelta(days=3))


@case("follow_ups.undo")
def _(world: World):
    one = world.sara.follow_ups.done(to_do(world).id)
    return lambda: world.sara.follow_ups.undo(one.id)


@case("follow_ups.link")
def _(world: World):
    nadia = world.sara.people.add(NewPerson("Nadia"))
    return lambda: world.sara.follow_ups.link(world.talk.id, nadia.id)


@case("follow_ups.unlink")
def _(world: World):
    return lambda: world.sara.follow_ups.unlink(world.talk.id, world.fatma.id)


@case("follow_ups.place")
def _(world: World):
    with world.store.work() as session:
        line = ((4.900, 52.370), (4.902, 52.370))
        area.replace_streets(session, [Street("Kadelaan", "BU00010001", line)])
    talk = logged(world.sara, "Bij Kadelaan 14 is de lift stuk.")
    (offer, *_) = world.sara.follow_ups.offers(talk.id).places
    return lambda: world.sara.follow_ups.place(talk.id, offer.mark)


@case("handover.begin")
def _(world: World):
    return lambda: world.sara.handover.begin(world.fatma.id)


@case("handover.change")
def _(world: World):
    made = world.joke.handover.check(filled(world.sara).id)
    return lambda: world.sara.handover.change(replace(made, why="Het is erger geworden"))


@case("handover.check")
def _(world: World):
    made = filled(world.sara)
    return lambda: world.joke.handover.check(made.id)


@case("handover.withdraw")
def _(world: World):
    made = filled(world.sara)
    return lambda: world.sara.handover.withdraw(made.id, "Het is al geregeld")


@case("handover.report")
def _(world: World):
    made = world.joke.handover.check(filled(world.sara).id)
    world.joke.handover.send(RECIPIENT, [made.id])
    willem = world.desks.willem
    return lambda: willem.handover.report(made.id, RequestState.ONTVANGST_BEVESTIGD)


@case("handover.send")
def _(world: World):
    made = world.joke.handover.check(filled(world.sara).id)
    return lambda: world.joke.handover.send(RECIPIENT, [made.id])


@case("handover.file")
def _(world: World):
    made = world.joke.handover.check(filled(world.sara).id)
    sent = world.joke.handover.send(RECIPIENT, [made.id])
    code = world.joke.handover.formats()[0].format.code
    return lambda: world.joke.handover.file(sent.id, code, "drie losse woorden")


@case("intake.take")
def _(world: World):
    content = json.dumps(LINE).encode()
    return lambda: world.sara.intake.take("gesprekken.jsonl", content)


@case("learning.add_word")
def _(world: World):
    return lambda: world.sara.learning.add_word("wonen", "bakkes")


@case("learning.take_back_word")
def _(world: World):
    word = world.sara.learning.add_word("wonen", "bakkes")
    return lambda: world.sara.learning.take_back_word(word.id)


@case("learning.put_back_word")
def _(world: World):
    word = world.sara.learning.add_word("wonen", "bakkes")
    world.sara.learning.take_back_word(word.id)
    return lambda: world.sara.learning.put_back_word(word.id)


@case("learning.drop_word")
def _(world: World):
    word = world.sara.learning.add_word("wonen", "bakkes")
    return lambda: world.sara.learning.drop_word(word.id)


@case("learning.switch")
def _(world: World):
    return lambda: world.joke.learning.switch(False)


def lesson_of(world: World):
    """Return a lesson that is kept for the answer to the theme."""
    from fieldwork.domain.dates import now
    from fieldwork.domain.lessons import Lesson, LessonId
    from fieldwork.store import lessons
    from fieldwork.tagging.lessons import find_maker

    made = Lesson(
        LessonId(notes_id(9)),
        "wonen",
        True,
        bytes(range(1, 193)) * 2,
        find_maker() or "none",
        world.sara.account.id,
        now(),
        suggestion=world.theme.id,
    )
    with world.store.work() as session:
        lessons.add_lessons(session, [made])
    return made


@case("learning.take_back")
def _(world: World):
    lesson = lesson_of(world)
    return lambda: world.sara.learning.take_back(lesson.id)


@case("learning.put_back")
def _(world: World):
    lesson = lesson_of(world)
    world.sara.learning.take_back(lesson.id)
    return lambda: world.sara.learning.put_back(lesson.id)


@case("learning.take_back_theme")
def _(world: World):
    lesson_of(world)
    return lambda: world.sara.learning.take_back_theme("wonen")


@case("learning.put_back_theme")
def _(world: World):
    lesson_of(world)
    world.sara.learning.take_back_theme("wonen")
    return lambda: world.sara.learning.put_back_theme("wonen")


def lesson_file(world: World) -> tuple[str, bytes]:
    """Return what this study learned, and leave the study without it."""
    word = world.sara.learning.add_word("wonen", "bakkes")
    made = world.joke.learning.export()
    world.sara.learning.drop_word(word.id)
    return made


@case("learning.export")
def _(world: World):
    world.sara.learning.add_word("wonen", "bakkes")
    return world.joke.learning.export


@case("learning.take_over")
def _(world: World):
    name, content = lesson_file(world)
    return lambda: world.joke.learning.take_over(name, content)


@case("learning.undo_import")
def _(world: World):
    made = world.joke.learning.take_over(*lesson_file(world))
    return lambda: world.joke.learning.undo_import(made.id)


@case("management.add_account")
def _(world: World):
    add = world.joke.management.add_account
    return lambda: add("Els", "els", Role.VELDWERKER, "vier andere woorden")


@case("management.set_active")
def _(world: World):
    omar = world.desks.omar.account.id
    return lambda: world.joke.management.set_active(omar, False)


@case("management.set_role")
def _(world: World):
    omar = world.desks.omar.account.id
    return lambda: world.joke.management.set_role(omar, Role.COORDINATOR)


@case("management.set_password")
def _(world: World):
    omar = world.desks.omar.account.id
    return lambda: world.joke.management.set_password(omar, "vier andere woorden")


@case("management.change_study")
def _(world: World):
    start = world.joke.study.starts_on
    return lambda: world.joke.management.change_study("Het Duin", "Dalen", start)


@case("management.change_passphrase")
def _(world: World):
    from tests.conftest import PASSPHRASE

    change = world.joke.management.change_passphrase
    return lambda: change(PASSPHRASE, "vijf droge eenden")


@case("management.read_area")
def _(world: World):
    other = AREA.replace(b"Oost", b"Zuid")
    return lambda: world.joke.management.read_area("buurten.geojson", other)


@case("management.read_streets")
def _(world: World):
    line = {"type": "LineString", "coordinates": [[5.1, 52.1], [5.11, 52.11]]}
    street = {"type": "Feature", "properties": {"name": "Maasplein"}, "geometry": line}
    content = json.dumps({"type": "FeatureCollection", "features": [street]}).encode()
    return lambda: world.joke.management.read_streets("straten.geojson", content)


@case("bin.throw")
def _(world: World):
    world.sara.review.confirm(world.theme.id)
    to_do(world)
    return lambda: world.sara.bin.throw(BinKind.GESPREK, world.talk.id)


@case("bin.restore")
def _(world: World):
    item = world.sara.bin.throw(BinKind.PERSOON, world.fatma.id)
    return lambda: world.sara.bin.restore(item)


@case("bin.remove_for_good")
def _(world: World):
    item = world.sara.bin.throw(BinKind.GESPREK, world.talk.id)
    return lambda: world.joke.bin.remove_for_good(item)
