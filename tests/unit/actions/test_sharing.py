"""Mag dit? Consent that is taken back, what is weighed without it, and who may do what."""

from dataclasses import replace
from datetime import timedelta

import pytest

from fieldwork.actions.calls import NewCall
from fieldwork.actions.consents import NewConsent
from fieldwork.actions.introductions import NewIntroduction
from fieldwork.domain.aftercare import CallTo, IntroductionState
from fieldwork.domain.consents import ConsentPurpose
from fieldwork.domain.dates import now, today
from fieldwork.domain.deliberations import SafetyQuestion, YesNo
from fieldwork.domain.handover import RequestState, UrgencyClass
from fieldwork.domain.notes import ConsentState
from fieldwork.domain.refusals import (
    AlreadySettled,
    Incomplete,
    NoConsent,
    NoDeliberation,
    NotAllowed,
    OtherRecipient,
    SecondPersonNeeded,
    TermsDoNotFit,
    WrongStep,
)
from fieldwork.domain.terms import Term, Terms, default_class
from tests.conftest import Desks
from tests.unit.actions.handover_cases import CONSENT, RECIPIENT, checked, filled, sent
from tests.unit.actions.sharing_cases import VITAL, weighed_through

S = RequestState


def state_of(desks: Desks, request) -> RequestState:
    return desks.joke.handover.card(request.id).request.state


def says_no(desks: Desks, person, purpose=ConsentPurpose.DELEN):
    return desks.omar.consents.say(
        NewConsent(person, purpose, ConsentState.INGETROKKEN, "aan de deur", said_on=today())
    )


def test_a_no_between_check_and_sending_keeps_every_request_here_and_can_be_taken_back(desks):
    request = checked(desks.sara, desks.joke)
    said = says_no(desks, request.person)
    assert state_of(desks, request) is S.CONCEPT
    with pytest.raises(WrongStep):
        desks.joke.handover.send(RECIPIENT, [request.id])
    with pytest.raises(NoConsent):
        desks.joke.handover.check(request.id)
    assert desks.joke.recalls.open() == []
    desks.omar.consents.undo(said.id)
    assert state_of(desks, request) is S.GETOETST
    assert desks.joke.handover.send(RECIPIENT, [request.id]).number


def test_a_no_that_stands_with_the_person_counts_for_a_yes_written_down_after_it(desks):
    request = filled(desks.sara)
    says_no(desks, request.person)
    kept = desks.sara.handover.card(request.id).request
    basis = replace(CONSENT, consent_on=today() - timedelta(days=1))
    desks.sara.handover.change(replace(kept, basis=basis))
    with pytest.raises(NoConsent):
        desks.joke.handover.check(request.id)
    assert desks.sara.handover.missing(replace(kept, basis=basis))


def test_a_no_after_sending_withdraws_hides_and_lists_what_went_out(desks):
    request = sent(desks.sara, desks.joke)
    [page] = desks.willem.handover.lists()
    assert [card.request.id for card in page.cards] == [request.id]
    says_no(desks, request.person)
    assert state_of(desks, request) is S.INGETROKKEN
    [page] = desks.willem.handover.lists()
    assert page.cards == ()
    [recall] = desks.sara.recalls.open()
    assert recall.recall.recipient == RECIPIENT
    assert {"naam", "telefoon", "in eigen woorden"} <= set(recall.recall.fields)
    [asked] = desks.willem.recalls.for_reader()
    assert (asked.who, asked.reference) == ("", f"{page.sent.number}-01")
    desks.sara.recalls.told(recall.recall, "gebeld met Petra")
    desks.willem.recalls.wiped_by_reader(asked.recall.id)
    assert desks.sara.recalls.open() == []
    assert desks.sara.recalls.of_request(request.id)[0].recall.wiped_at


def test_what_was_taken_on_stays_where_it_is_but_nothing_of_it_is_shown_any_more(desks):
    request = sent(desks.sara, desks.joke)
    desks.willem.handover.report(request.id, S.GEACCEPTEERD)
    desks.sara.recalls.withdraw(request.id, "gebeld")
    assert state_of(desks, request) is S.GEACCEPTEERD
    assert desks.willem.handover.lists()[0].cards == ()
    assert len(desks.sara.recalls.open()) == 1


def test_consent_is_per_field_and_taken_back_per_field(desks):
    basis = replace(CONSENT, fields=("phone", "in_own_words"))
    request = sent(desks.sara, desks.joke, basis=basis, contact_not="niet op school")
    [gone] = desks.sara.people.page(request.person).disclosures
    assert set(gone.sent_fields) == {
        "naam",
        "telefoon",
        "in eigen woorden",
        "wat nodig is",
        "waarom deze haast",
    }
    desks.sara.recalls.withdraw(request.id, "liever niet bellen", ("phone",))
    [page] = desks.willem.handover.lists()
    assert page.cards[0].person.phone == ""
    assert page.cards[0].request.in_own_words
    assert page.cards[0].request.contact_not == ""
    assert [one.recall.fields for one in desks.sara.recalls.open()] == [("telefoon",)]


def test_a_list_goes_only_to_whom_the_request_was_weighed_for(desks):
    request = checked(desks.sara, desks.joke)
    with pytest.raises(OtherRecipient, match="Team Toegang"):
        desks.joke.handover.send("Woningbouw", [request.id])
    assert desks.joke.handover.send(" team  toegang ", [request.id]).number


def test_without_a_yes_nothing_goes_out_but_through_a_deliberation_with_a_second_person(desks):
    request = filled(desks.sara, basis=VITAL)
    with pytest.raises(NoDeliberation, match="nog geen afweging"):
        desks.joke.handover.check(request.id)
    one = weighed_through(desks.sara, request.person, request.id)
    with pytest.raises(NoDeliberation, match="tweede persoon"):
        desks.joke.handover.check(request.id)
    with pytest.raises(SecondPersonNeeded):
        desks.sara.deliberations.second(one)
    settled = desks.joke.deliberations.second(one, "Eens")
    assert desks.joke.handover.missing(request) == []
    assert desks.joke.handover.check(request.id).state is S.GETOETST
    with pytest.raises(AlreadySettled):
        desks.sara.deliberations.change(replace(settled, report_reason="anders"))
    desks.sara.deliberations.begin(request.person, request.id)
    with pytest.raises(NoDeliberation):
        desks.joke.handover.send(RECIPIENT, [request.id])


def test_a_deliberation_asks_everything_keeps_a_no_and_is_looked_at_again(desks):
    request = filled(desks.sara, basis=VITAL)
    danger = dict.fromkeys(SafetyQuestion, YesNo.NEE) | {SafetyQuestion.ZELF_VERTELD: YesNo.JA}
    begun = desks.sara.deliberations.begin(request.person, request.id)
    with pytest.raises(Incomplete):
        desks.joke.deliberations.second(begun)
    one = weighed_through(
        desks.sara,
        request.person,
        request.id,
        safety=danger,
        sharing=YesNo.NEE,
        review_on=today(),
    )
    assert one.shows_danger
    assert one.report_needed is YesNo.NEE
    settled = desks.sara.deliberations.second(one, "Raadt aan te wachten", "Veilig Thuis, Anja")
    with pytest.raises(NoDeliberation, match="niet besloten"):
        desks.joke.handover.check(request.id)
    [due] = desks.omar.deliberations.due()
    assert (due.who, due.second) == ("Fatma", "Veilig Thuis, Anja")
    desks.omar.deliberations.review(settled, "Zij zegt nu zelf ja")
    assert desks.omar.deliberations.due() == []


def test_a_life_in_danger_is_late_until_somebody_was_reached(desks):
    request = filled(desks.sara, urgency=UrgencyClass.P0)
    [late] = desks.joke.handover.board().late
    assert "nog niemand gebeld" in late.late
    desks.sara.calls.add(NewCall(request.person, CallTo.VEILIG_THUIS, False, request=request.id))
    assert desks.joke.handover.board().late
    made = desks.sara.calls.add(
        NewCall(request.person, CallTo.ALARM, request=request.id, agreed="De ambulance komt")
    )
    assert desks.joke.handover.board().late == ()
    line = [one for one in desks.sara.people.line(request.person) if one.kind.code == "call"]
    assert [(one.line, one.mark) for one in line] == [
        ("Gebeld: 112", ""),
        ("Gebeld: Veilig Thuis", "Niet bereikt"),
    ]
    with pytest.raises(NotAllowed):
        desks.omar.calls.drop(made.id)


def test_terms_are_set_for_what_is_sent_after_and_promises_stand(desks):
    before = sent(desks.sara, desks.joke)
    card = desks.joke.handover.card(before.id)
    desks.joke.terms.change(
        replace(
            default_class(UrgencyClass.P2),
            terms=Terms(Term(hours=2), Term(hours=4)),
            meaning="Ontruiming of afsluiting",
        )
    )
    assert desks.joke.handover.card(before.id).contact_before == card.contact_before
    after = desks.joke.handover.card(sent(desks.sara, desks.joke, name="Samir").id)
    sent_at = after.course[-1].at
    assert after.confirm_before == sent_at + timedelta(hours=2)
    assert after.contact_before == sent_at + timedelta(hours=4)
    assert desks.sara.terms.classes()[2].label == "Bedreigend: binnen 4 uur"
    assert desks.willem.terms.classes()[2].meaning == "Ontruiming of afsluiting"
    with pytest.raises(NotAllowed):
        desks.sara.terms.change(default_class(UrgencyClass.P3))
    with pytest.raises(TermsDoNotFit):
        Terms(Term(weeks=1), Term(working_days=2))
    with pytest.raises(ValueError, match="P0"):
        replace(default_class(UrgencyClass.P0), in_use=False)


def test_an_introduction_is_planned_held_noted_and_on_the_line_and_the_first_screen(desks):
    request = sent(desks.sara, desks.joke)
    new = NewIntroduction(request.id, now() - timedelta(minutes=5), "Petra, wijkteam", "De Spil")
    planned = desks.sara.introductions.plan(new)
    [due] = desks.omar.introductions.due()
    assert (due.who, due.is_past) == ("Fatma", True)
    with pytest.raises(Incomplete):
        desks.sara.introductions.end(planned, IntroductionState.GEHOUDEN, " ")
    held = desks.sara.introductions.end(planned, IntroductionState.GEHOUDEN, "Zij kent Petra nu")
    assert desks.omar.introductions.due() == []
    with pytest.raises(WrongStep):
        desks.sara.introductions.move(held, now())
    kinds = {entry.kind.code: entry for entry in desks.sara.people.line(request.person)}
    assert kinds["introduction"].beside == "De Spil. Zij kent Petra nu"


def test_the_reader_of_the_gemeente_reaches_none_of_the_weighing_calling_or_meeting(desks):
    request = sent(desks.sara, desks.joke)
    one = weighed_through(desks.sara, request.person, request.id)
    willem = desks.willem
    tries = [
        lambda: willem.deliberations.begin(request.person),
        lambda: willem.deliberations.card(one.id),
        lambda: willem.deliberations.of_request(request.id),
        lambda: willem.deliberations.second(one),
        lambda: willem.deliberations.due(),
        lambda: willem.calls.of_request(request.id),
        lambda: willem.calls.add(NewCall(request.person, CallTo.ALARM)),
        lambda: willem.introductions.of_request(request.id),
        lambda: willem.introductions.due(),
        lambda: willem.recalls.open(),
        lambda: willem.recalls.of_person(request.person),
        lambda: willem.recalls.withdraw(request.id, "x"),
        lambda: willem.terms.change(default_class(UrgencyClass.P2)),
        lambda: willem.consents.of_person(request.person),
        lambda: willem.handover.missing(request),
    ]
    for attempt in tries:
        with pytest.raises(NotAllowed):
            attempt()
    assert willem.recalls.for_reader() == []
