"""What is done with a talk after it was logged, each as somebody would do it, to be taken back."""

from fieldwork.domain.themes import ThemeStatus
from tests.unit.actions.test_attachments import photo, sound
from tests.unit.actions.test_coding import read_back, read_second
from tests.unit.actions.test_importing import ROWS, looked_at
from tests.unit.actions.test_versions import typed
from tests.unit.actions.undo_cases import World, case


@case("attachments.add_photo")
def _(world: World):
    return lambda: world.sara.attachments.add_photo(photo(), note=world.talk.id)


@case("attachments.add_recording")
def _(world: World):
    return lambda: world.sara.attachments.add_recording(sound(), note=world.talk.id)


@case("attachments.remove")
def _(world: World):
    made = world.sara.attachments.add_photo(photo(), note=world.talk.id)
    return lambda: world.sara.attachments.remove(made.id)


@case("importing.take")
def _(world: World):
    checked = looked_at(world.sara, ROWS)
    return lambda: world.sara.importing.take(checked)


@case("versions.save")
def _(world: World):
    world.sara.review.mark(world.talk.id, "wonen", ThemeStatus.AANWEZIG, "koelkast")
    edit = typed(world.sara, world.sara.versions.begin(world.talk.id), "De koelkast is weer vol.")
    return lambda: world.sara.versions.save(edit)


@case("versions.restore")
def _(world: World):
    edit = typed(world.sara, world.sara.versions.begin(world.talk.id), "Andere woorden.")
    world.sara.versions.save(edit)
    return lambda: world.sara.versions.restore(world.talk.id, 1)


def lost(world: World):
    """Return a finding of which the words are gone from the text."""
    made = world.sara.review.mark(world.talk.id, "wonen", ThemeStatus.AANWEZIG, "koelkast")
    edit = typed(world.sara, world.sara.versions.begin(world.talk.id), "De kast is leeg.")
    world.sara.versions.save(edit)
    return made.suggestion.id


@case("versions.place")
def _(world: World):
    one = lost(world)
    return lambda: world.sara.versions.place(one, "kast is leeg")


@case("versions.keep_whole")
def _(world: World):
    one = lost(world)
    return lambda: world.sara.versions.keep_whole(one)


@case("coding.draw")
def _(world: World):
    read_back(world.sara)
    omar = world.desks.omar.account.id
    return lambda: world.sara.coding.draw(omar, 1, 7)


@case("coding.begin")
def _(world: World):
    note = read_back(world.sara)
    return lambda: world.desks.omar.coding.begin(note.id)


@case("coding.mark")
def _(world: World):
    note, omar = read_back(world.sara), world.desks.omar
    omar.coding.begin(note.id)
    return lambda: omar.coding.mark(note.id, "geld", ThemeStatus.AANWEZIG, "schulden")


@case("coding.unmark")
def _(world: World):
    note, omar = read_back(world.sara), world.desks.omar
    omar.coding.begin(note.id)
    omar.coding.mark(note.id, "geld", ThemeStatus.AANWEZIG, "schulden")
    ((_, coding),) = omar.coding.sheets([note.id])
    return lambda: omar.coding.unmark(note.id, coding.marks[0].id)


@case("coding.finish")
def _(world: World):
    note, omar = read_back(world.sara), world.desks.omar
    omar.coding.begin(note.id)
    return lambda: omar.coding.finish(note.id)


@case("coding.reopen")
def _(world: World):
    note = read_back(world.sara)
    read_second(world.desks.omar, note)
    return lambda: world.desks.omar.coding.reopen(note.id)


def differing(world: World):
    """Return a talk in which the second reader left out what the first found."""
    marks = (("geld", "schulden"), ("wonen", "koelkast"))
    note = read_back(world.sara, marks=marks)
    read_second(world.desks.omar, note)
    return note


@case("coding.report")
def _(world: World):
    differing(world)
    return world.sara.coding.report


@case("coding.compare")
def _(world: World):
    note = differing(world)
    return lambda: world.sara.coding.compare(note.id)


@case("coding.agree")
def _(world: World):
    note = differing(world)
    world.sara.coding.compare(note.id)
    return lambda: world.sara.coding.agree(note.id, 1, "wonen", ThemeStatus.AANWEZIG)
