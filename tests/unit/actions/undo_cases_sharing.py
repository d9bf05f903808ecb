"""Use cases of weighing, calling, calling back, meeting and terms, to be taken back."""

from dataclasses import replace
from datetime import timedelta

from fieldwork.actions.calls import NewCall
from fieldwork.actions.introductions import NewIntroduction
from fieldwork.domain.aftercare import CallTo, IntroductionState
from fieldwork.domain.dates import now
from fieldwork.domain.terms import Term, Terms, UrgencyClass, default_class
from tests.unit.actions.handover_cases import filled, sent
from tests.unit.actions.sharing_cases import weighed_through
from tests.unit.actions.undo_cases import TODAY, World, case


@case("deliberations.begin")
def _(world: World):
    return lambda: world.sara.deliberations.begin(world.fatma.id)


@case("deliberations.change")
def _(world: World):
    one = world.sara.deliberations.begin(world.fatma.id)
    return lambda: world.sara.deliberations.change(replace(one, review_on=TODAY))


@case("deliberations.second")
def _(world: World):
    one = weighed_through(world.sara, world.fatma.id)
    return lambda: world.joke.deliberations.second(one)


@case("deliberations.review")
def _(world: World):
    one = world.joke.deliberations.second(weighed_through(world.sara, world.fatma.id))
    return lambda: world.sara.deliberations.review(one, "Het is nu veilig")


@case("calls.add")
def _(world: World):
    return lambda: world.sara.calls.add(NewCall(world.fatma.id, CallTo.ALARM))


@case("calls.drop")
def _(world: World):
    made = world.sara.calls.add(NewCall(world.fatma.id, CallTo.ALARM))
    return lambda: world.sara.calls.drop(made.id)


def planned(world: World):
    """Return an introduction for tomorrow."""
    new = NewIntroduction(filled(world.sara).id, now() + timedelta(days=1), "Petra, wijkteam")
    return world.sara.introductions.plan(new)


@case("introductions.plan")
def _(world: World):
    request = filled(world.sara)
    new = NewIntroduction(request.id, now(), "Petra, wijkteam")
    return lambda: world.sara.introductions.plan(new)


@case("introductions.move")
def _(world: World):
    one = planned(world)
    return lambda: world.sara.introductions.move(one, now() + timedelta(days=2))


@case("introductions.end")
def _(world: World):
    one = planned(world)
    return lambda: world.sara.introductions.end(one, IntroductionState.GEHOUDEN, "Goed gesprek")


@case("recalls.withdraw")
def _(world: World):
    request = sent(world.sara, world.joke)
    return lambda: world.sara.recalls.withdraw(request.id, "aan de deur")


def called_back(world: World):
    """Return what is called back after a yes was taken back."""
    request = sent(world.sara, world.joke)
    world.sara.recalls.withdraw(request.id, "aan de deur")
    return world.sara.recalls.open()[0].recall


@case("recalls.told")
def _(world: World):
    one = called_back(world)
    return lambda: world.sara.recalls.told(one, "gebeld met Petra")


@case("recalls.wiped")
def _(world: World):
    one = called_back(world)
    return lambda: world.sara.recalls.wiped(one)


@case("recalls.wiped_by_reader")
def _(world: World):
    one = called_back(world)
    return lambda: world.desks.willem.recalls.wiped_by_reader(one.id)


@case("terms.change")
def _(world: World):
    terms = Terms(Term(hours=4), Term(working_days=2))
    wanted = replace(default_class(UrgencyClass.P2), terms=terms)
    return lambda: world.joke.terms.change(wanted)


@case("terms.back_to_default")
def _(world: World):
    return lambda: world.joke.terms.back_to_default(UrgencyClass.P3)
