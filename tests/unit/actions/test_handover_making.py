"""Making and changing a help request, alone and with a colleague at the same time."""

from dataclasses import replace

import pytest

from fieldwork.domain.handover import BasicNeed, RequestState
from fieldwork.domain.refusals import BsnNoticed, StaleEdit, WrongStep
from fieldwork.domain.themes import SignalStatus
from tests.conftest import TEXT, logged
from tests.unit.actions.handover_cases import checked, filled, sent


def test_a_sent_request_that_is_changed_keeps_its_state_and_is_to_be_checked_anew(desks):
    request = sent(desks.sara, desks.joke)
    changed = desks.sara.handover.change(replace(request, why="Nog meer haast"))
    assert changed.state is RequestState.VERZONDEN
    assert desks.joke.handover.card(request.id).check is None
    desks.sara.handover.withdraw(request.id, "Het is al geregeld")
    with pytest.raises(WrongStep):
        desks.sara.handover.change(desks.sara.handover.card(request.id).request)


def test_a_change_after_the_check_makes_it_a_concept_again(desks):
    request = checked(desks.sara, desks.joke)
    changed = desks.sara.handover.change(replace(request, why="Nu over drie dagen"))
    assert changed.state is RequestState.CONCEPT
    assert desks.joke.handover.board().checked == ()


def test_a_change_cannot_move_a_request_to_somebody_else_or_another_state(desks):
    request = filled(desks.sara)
    forged = replace(
        request,
        state=RequestState.GETOETST,
        made_by=desks.joke.account.id,
        person=filled(desks.sara, name="Samir").person,
    )
    changed = desks.sara.handover.change(forged)
    assert (changed.state, changed.made_by, changed.person) == (
        RequestState.CONCEPT,
        desks.sara.account.id,
        request.person,
    )


def test_a_change_to_what_a_colleague_changed_meanwhile_is_refused(desks):
    request = filled(desks.sara)
    desks.omar.handover.change(replace(request, minors=2))
    with pytest.raises(StaleEdit):
        desks.sara.handover.change(replace(request, minors=3))
    assert desks.sara.handover.card(request.id).request.minors == 2


def test_a_citizen_service_number_is_not_kept(desks):
    request = filled(desks.sara)
    with pytest.raises(BsnNoticed):
        replace(request, done_already="Zijn nummer is 111222333")


def test_a_suggested_password_is_long_enough_and_different_each_time(desks):
    made = {desks.joke.handover.suggest_password() for _ in range(50)}
    assert len(made) == 50
    assert {len(password) for password in made} == {19}
    assert not set("".join(made)) & set("0o1lic")


def test_a_request_begun_from_a_confirmed_finding_keeps_its_note_and_signal(desks):
    note = logged(desks.sara)
    words = "14 april moeten ze eruit"
    assert words in TEXT
    finding = desks.sara.review.mark(note.id, "dakloos", SignalStatus.ACTUEEL, words)
    person = filled(desks.sara, basic_needs=(BasicNeed.ETEN,)).person
    request = desks.sara.handover.begin(person, finding=finding.suggestion.id)
    assert (request.note, request.signal, request.urgency.value) == (note.id, "dakloos", "P2")


def test_an_identity_that_happens_to_look_like_a_citizen_service_number_is_fine(desks):
    request = filled(desks.sara)
    assert replace(request, note="ab111222333cd", person="f111222333a")
