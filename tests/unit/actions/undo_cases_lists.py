"""Lists, recipients, and what the gemeente answers, each as somebody would do it."""

import io
from dataclasses import replace

import msoffcrypto
import openpyxl

from fieldwork.domain.exchange import ZaakSettings
from tests.unit.actions.handover_cases import RECIPIENT, filled
from tests.unit.actions.undo_cases import World, case

PASSWORD = "drie losse woorden"


def made_list(world: World, people: int = 1):
    """Return a list that was made and not sent."""
    ids = [
        world.joke.handover.check(filled(world.sara, name=f"Iemand {at}").id).id
        for at in range(people)
    ]
    return world.joke.lists.make(RECIPIENT, ids)


@case("lists.make")
def _(world: World):
    ready = world.joke.handover.check(filled(world.sara).id)
    return lambda: world.joke.lists.make(RECIPIENT, [ready.id])


@case("lists.check")
def _(world: World):
    made = made_list(world)
    return lambda: world.sara.lists.check(made.id)


@case("lists.send")
def _(world: World):
    made = made_list(world)
    world.sara.lists.check(made.id)
    return lambda: world.joke.lists.send(made.id)


@case("lists.remove")
def _(world: World):
    made = made_list(world, 2)
    first = world.joke.handover.list_page(made.id).cards[0]
    return lambda: world.joke.lists.remove(made.id, first.request.id)


@case("lists.drop")
def _(world: World):
    made = made_list(world)
    return lambda: world.joke.lists.drop(made.id)


@case("recipients.add")
def _(world: World):
    return lambda: world.joke.recipients.add("Schuldhulp", "Karin", "0600 11 22 33")


@case("recipients.change")
def _(world: World):
    one = world.joke.recipients.add("Schuldhulp")
    return lambda: world.joke.recipients.change(replace(one, phone="0600 11 22 33"))


@case("recipients.set_readers")
def _(world: World):
    one = world.joke.recipients.add("Schuldhulp")
    return lambda: world.joke.recipients.set_readers(one.id, [world.desks.willem.account.id])


@case("exchange.set_zaak")
def _(world: World):
    return lambda: world.joke.exchange.set_zaak(ZaakSettings(rsin="002220647"))


@case("exchange.set_template")
def _(world: World):
    return lambda: world.joke.exchange.set_template(world.joke.exchange.our_template())


@case("progress.paper")
def _(world: World):
    filled(world.sara)
    return lambda: world.sara.progress.paper()


@case("answers.take")
def _(world: World):
    ready = world.joke.handover.check(filled(world.sara).id)
    sent = world.joke.handover.send(RECIPIENT, [ready.id])
    office = msoffcrypto.OfficeFile(
        io.BytesIO(world.joke.handover.file(sent.id, "xlsx", PASSWORD)[1])
    )
    office.load_key(password=PASSWORD)
    plain, filled_in = io.BytesIO(), io.BytesIO()
    office.decrypt(plain)
    book = openpyxl.load_workbook(plain)
    sheet = book["Overdracht"]
    head = next(row for row in sheet.iter_rows() if row[0].value == "Nummer")
    at = next(cell.column for cell in head if cell.value == "Antwoord")
    sheet.cell(head[0].row + 1, at, "Geaccepteerd")
    book.save(filled_in)
    preview = world.sara.answers.read("terug.xlsx", filled_in.getvalue(), "")
    return lambda: world.sara.answers.take(preview, {})
