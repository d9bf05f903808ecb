"""Who sees what of a request, and what the gemeente can answer."""

from dataclasses import replace

import pytest

from fieldwork.domain.answers import Verdict
from fieldwork.domain.handover import RefusalReason, RequestState
from fieldwork.domain.refusals import NoReason, NotAllowed, NotFound, WrongStep
from tests.conftest import logged
from tests.unit.actions.handover_cases import COURSE, RECIPIENT, checked, filled, sent

S = RequestState


def test_a_reader_cannot_reach_a_concept_or_a_checked_request_by_its_identity(desks):
    for request in (filled(desks.sara), checked(desks.sara, desks.joke, name="Samir")):
        with pytest.raises(NotFound):
            desks.willem.handover.card(request.id)
        with pytest.raises(NotFound):
            desks.willem.handover.report(request.id, S.ONTVANGST_BEVESTIGD)


def test_a_reader_no_longer_sees_what_was_taken_back_or_reopened(desks):
    taken_back = sent(desks.sara, desks.joke)
    desks.sara.handover.withdraw(taken_back.id, "Toestemming ingetrokken")
    reopened = sent(desks.sara, desks.joke, name="Samir Haddad")
    desks.willem.handover.report(reopened.id, S.GEWEIGERD, reason=RefusalReason.TE_DRUK)
    reopened = desks.sara.handover.report(reopened.id, S.HEROPEND)
    desks.sara.handover.change(replace(reopened, why="Dit mag de gemeente nog niet weten"))
    for request in (taken_back, reopened):
        with pytest.raises(NotFound):
            desks.willem.handover.card(request.id)
    assert [page.cards for page in desks.willem.handover.lists()] == [(), ()]
    assert [page.gone for page in desks.willem.handover.lists()] == [1, 1]


def test_a_reader_gets_nothing_of_notes_or_of_what_the_team_knows_of_a_person(desks):
    request = filled(desks.sara)
    person = desks.sara.people.page(request.person).person
    desks.sara.people.change(replace(person, about="Drinkt, zegt de buurvrouw"))
    desks.sara.handover.check(request.id, "Alleen op zondag")
    desks.joke.handover.send(RECIPIENT, [request.id])
    card = desks.willem.handover.card(request.id)
    assert card.person.name == "Fatma Aydın"
    assert (card.person.about, card.person.call_name, card.person.key_figure) == ("", "", None)
    assert (card.request.note, card.request.signal, card.check) == (None, "", None)
    assert [event.state for event in card.course] == [S.VERZONDEN]
    assert "zondag" not in repr(card)
    assert "Drinkt" not in repr(desks.willem.handover.lists())


def test_a_reader_reaches_no_board_no_people_and_no_talks(desks):
    note = logged(desks.sara)
    request = filled(desks.sara)
    forbidden = [
        lambda: desks.willem.handover.board(),
        lambda: desks.willem.handover.of_person(request.person),
        lambda: desks.willem.handover.begin(request.person),
        lambda: desks.willem.handover.change(request),
        lambda: desks.willem.handover.check(request.id),
        lambda: desks.willem.handover.withdraw(request.id, "zomaar"),
        lambda: desks.willem.handover.last_recipient(),
        lambda: desks.willem.people.everybody(),
        lambda: desks.willem.notes.page(note.id),
    ]
    for deed in forbidden:
        with pytest.raises(NotAllowed):
            deed()


def test_a_request_runs_its_course_by_the_answers_of_the_gemeente(desks):
    request = sent(desks.sara, desks.joke)
    for state in COURSE:
        assert state in desks.willem.handover.answers(
            desks.willem.handover.card(request.id).request
        )
        desks.willem.handover.report(request.id, state)
    assert desks.willem.handover.answers(desks.willem.handover.card(request.id).request) == []
    desks.sara.handover.report(
        request.id, S.TERUGGEKOPPELD, "Zij is blij", verdict=Verdict.GEHOLPEN
    )
    card = desks.sara.handover.card(request.id)
    assert card.request.is_handed_over
    assert card.course[-1].detail == "Zij is blij"
    assert card.who(card.course[-2]) == "Willem"


def test_only_possible_answers_are_offered_and_others_refused(desks):
    request = sent(desks.sara, desks.joke)
    assert desks.willem.handover.answers(request) == [
        S.ONTVANGST_BEVESTIGD,
        S.GEACCEPTEERD,
        S.GEWEIGERD,
    ]
    assert S.GEESCALEERD in desks.sara.handover.answers(request)
    with pytest.raises(WrongStep):
        desks.willem.handover.report(request.id, S.HULP_GESTART)
    assert desks.sara.handover.answers(filled(desks.sara, name="Samir")) == []


def test_a_refusal_needs_a_reason_that_is_kept(desks):
    request = sent(desks.sara, desks.joke)
    with pytest.raises(NoReason):
        desks.willem.handover.report(request.id, S.GEWEIGERD)
    desks.willem.handover.report(
        request.id, S.GEWEIGERD, "Woont buiten de wijk", RefusalReason.GEEN_MANDAAT
    )
    card = desks.sara.handover.card(request.id)
    assert card.course[-1].detail == "Woont buiten de wijk"
    assert card.course[-1].reason == "geen_mandaat"
    assert not card.request.is_handed_over


def test_a_reader_cannot_report_what_is_the_teams(desks):
    request = sent(desks.sara, desks.joke)
    with pytest.raises(NotAllowed):
        desks.willem.handover.report(request.id, S.GEESCALEERD)
    with pytest.raises(ValueError, match="reporting"):
        desks.sara.handover.report(request.id, S.GETOETST)


def test_what_a_field_worker_heard_by_telephone_can_be_kept(desks):
    request = sent(desks.sara, desks.joke)
    desks.omar.handover.report(request.id, S.GEACCEPTEERD, "Marga belde")
    card = desks.sara.handover.card(request.id)
    assert (card.who(card.course[-1]), card.course[-1].detail) == ("Omar", "Marga belde")


def test_every_request_stands_in_the_part_of_the_board_that_it_waits_for(desks):
    concept = filled(desks.sara, name="Een")
    ready = checked(desks.sara, desks.joke, name="Twee")
    waiting = sent(desks.sara, desks.joke, name="Drie")
    running = sent(desks.sara, desks.joke, name="Vier")
    desks.willem.handover.report(running.id, S.GEACCEPTEERD)
    closed = sent(desks.sara, desks.joke, name="Vijf")
    desks.sara.handover.withdraw(closed.id, "Niet meer nodig")
    board = desks.sara.handover.board()
    parts = (board.concept, board.checked, board.waiting, board.running, board.closed)
    assert [[card.request.id for card in part] for part in parts] == [
        [concept.id],
        [ready.id],
        [waiting.id],
        [running.id],
        [closed.id],
    ]
    assert not board.is_empty


def test_a_board_without_requests_says_so(desks):
    assert desks.sara.handover.board().is_empty


def test_an_unknown_identity_is_refused_calmly(desks):
    for desk in (desks.sara, desks.willem):
        with pytest.raises(NotFound):
            desk.handover.card("bestaat-niet")
        with pytest.raises(NotFound):
            desk.handover.list_page("bestaat-niet")


def test_every_deed_is_on_a_trail_that_holds_and_names_nobody(desks):
    request = sent(desks.sara, desks.joke)
    desks.willem.handover.report(request.id, S.GEACCEPTEERD)
    deeds = [deed.entry for deed in desks.joke.management.deeds()]
    told = {deed.deed for deed in deeds}
    assert {
        "hulpvraag gemaakt",
        "hulpvraag gewijzigd",
        "hulpvraag getoetst",
        "lijst verzonden",
        "stand gewijzigd",
    } <= told
    assert desks.joke.management.trail_holds()
    assert "Fatma" not in repr(deeds)
