"""What is agreed with people, each as somebody would do it, to be taken back."""

from datetime import timedelta

from fieldwork.actions.agreements import NewAgreement
from fieldwork.actions.consents import NewConsent
from fieldwork.actions.expenses import NewExpense
from fieldwork.actions.people import NewPerson
from fieldwork.actions.ties import NewTie
from fieldwork.domain.agreements import AgreementState
from fieldwork.domain.consents import ConsentPurpose
from fieldwork.domain.expenses import ExpenseKind
from fieldwork.domain.notes import ConsentState
from fieldwork.domain.ties import TieKind
from tests.unit.actions.undo_cases import TODAY, World, case


def agreed(world: World):
    """Return something that was agreed."""
    new = NewAgreement(world.fatma.id, "Fatma", "belt de woningbouw", TODAY + timedelta(days=2))
    return world.sara.agreements.make(new)


@case("agreements.make")
def _(world: World):
    return lambda: agreed(world)


@case("agreements.settle")
def _(world: World):
    made = agreed(world)
    return lambda: world.sara.agreements.settle(made.id, AgreementState.GEDAAN)


@case("agreements.undo")
def _(world: World):
    made = agreed(world)
    return lambda: world.sara.agreements.undo(made.id)


def spent(world: World):
    """Return an expense that goes with the talk."""
    kind = next(iter(ExpenseKind))
    new = NewExpense(1250, kind, "Boodschappen", world.fatma.id, note=world.talk.id)
    return world.sara.expenses.spend(new)


@case("expenses.spend")
def _(world: World):
    return lambda: spent(world)


@case("expenses.undo")
def _(world: World):
    made = spent(world)
    return lambda: world.sara.expenses.undo(made.id)


def tied(world: World):
    """Return a tie between two people."""
    nadia = world.sara.people.add(NewPerson("Nadia"))
    return world.sara.ties.make(NewTie(world.fatma.id, nadia.id, TieKind.BUUR))


@case("ties.make")
def _(world: World):
    nadia = world.sara.people.add(NewPerson("Nadia"))
    return lambda: world.sara.ties.make(NewTie(world.fatma.id, nadia.id, TieKind.BUUR))


@case("ties.end")
def _(world: World):
    made = tied(world)
    return lambda: world.sara.ties.end(made.id)


@case("ties.resume")
def _(world: World):
    made = world.sara.ties.end(tied(world).id)
    return lambda: world.sara.ties.resume(made.id)


@case("ties.undo")
def _(world: World):
    made = tied(world)
    return lambda: world.sara.ties.undo(made.id)


def said(world: World):
    """Return what somebody said about a purpose."""
    new = NewConsent(
        world.fatma.id,
        ConsentPurpose.BEWAREN,
        ConsentState.GEGEVEN,
        "mondeling",
        note=world.talk.id,
    )
    return world.sara.consents.say(new)


@case("consents.say")
def _(world: World):
    return lambda: said(world)


@case("consents.undo")
def _(world: World):
    made = said(world)
    return lambda: world.sara.consents.undo(made.id)


@case("doubles.merge")
def _(world: World):
    double = world.sara.people.add(NewPerson("Fatma A."))
    both = world.sara.doubles.compare(world.fatma.id, double.id)
    return lambda: world.sara.doubles.merge(both.kept, both.double, ("name",))
