"""The screens of weighing, calling, calling back, meeting and terms."""

from datetime import timedelta

from fieldwork.actions.introductions import NewIntroduction
from fieldwork.domain.dates import now
from fieldwork.domain.deliberations import CodeStep
from fieldwork.domain.handover import LegalGround, UrgencyClass
from fieldwork.domain.notes import ConsentState
from tests.conftest import Desks
from tests.screens.stage import button, html, play, words
from tests.unit.actions.handover_cases import COURSE, filled, sent
from tests.unit.actions.sharing_cases import VITAL, weighed_through

ODD = "{{7*7}} <img src=x onerror=alert(1)> `b` **v** :red[r]"


def radio(app, label: str):
    [found] = [one for one in app.radio if one.label == label]
    return found


def test_choosing_a_life_in_danger_says_at_once_whom_to_call_and_keeps_the_call(desks: Desks):
    request = filled(desks.sara)
    app = play(desks.sara, "hulpvraag", hulpvraag=request.id)
    assert "tel:112" not in words(app)
    radio(app, "Hoe snel moet er hulp zijn?").set_value(UrgencyClass.P0).run()
    assert "tel:08002000" in words(app)
    radio(app, "Wie is er gebeld?").set_value(radio(app, "Wie is er gebeld?").options[0])
    [agreed] = [one for one in app.text_area if one.label == "Wat is afgesproken"]
    agreed.set_value(ODD)
    button(app, "Gesprek vastleggen").click().run()
    [made] = desks.sara.calls.of_request(request.id)
    assert made.call.agreed == ODD
    assert "Gebeld: 112" in words(app)
    assert "<img" not in words(app).replace("&lt;img", "")
    assert not app.exception


def test_three_agreements_and_the_fields_are_asked_apart_and_kept(desks: Desks):
    request = filled(desks.sara, basis=None)
    app = play(desks.sara, "hulpvraag", hulpvraag=request.id)
    radio(app, "Grondslag").set_value(LegalGround.TOESTEMMING).run()
    radio(app, "Mag de gemeente dit weten?").set_value(ConsentState.GEGEVEN).run()
    radio(app, "Wil Fatma deze hulp?").set_value(ConsentState.GEWEIGERD).run()
    button(app, "Alles wat is ingevuld").click().run()
    kept = desks.sara.handover.card(request.id).request.basis
    assert kept is not None
    assert (kept.consent, kept.secrecy, kept.help) == (
        ConsentState.GEGEVEN,
        ConsentState.NIET_GEVRAAGD,
        ConsentState.GEWEIGERD,
    )
    assert set(kept.fields or ()) == {"phone", "birth_year", "in_own_words", "basic_needs"}
    assert "Afweging beginnen" in [one.label for one in app.button]


def test_a_deliberation_is_filled_in_by_one_and_settled_by_another(desks: Desks):
    request = filled(desks.sara, basis=VITAL)
    begun = desks.sara.deliberations.begin(request.person, request.id)
    app = play(desks.sara, "afweging", afweging=begun.id)
    assert "Nog open" in words(app)
    [first] = [one for one in app.text_area if one.label == CodeStep.SIGNALEN.label]
    first.set_value(ODD)
    button(app, "Afweging bewaren").click().run()
    assert desks.sara.deliberations.card(begun.id).deliberation.steps[CodeStep.SIGNALEN] == ODD
    ready = weighed_through(desks.sara, request.person, request.id)
    app = play(desks.joke, "afweging", afweging=ready.id)
    button(app, "Ik heb meegekeken").click().run()
    assert "Besloten: delen" in words(app)
    assert not app.exception


def test_what_is_called_back_and_who_meets_stand_on_the_first_screen(desks: Desks):
    request = sent(desks.sara, desks.joke)
    new = NewIntroduction(request.id, now() - timedelta(minutes=1), "Petra", ODD)
    desks.sara.introductions.plan(new)
    desks.sara.recalls.withdraw(request.id, "aan de deur")
    app = play(desks.omar, "vandaag")
    assert "Terugroepen" in words(app)
    assert "Petra" in words(app)
    reader = play(desks.willem, "ontvangen")
    assert "Graag wissen" in words(reader)
    assert "Fatma" not in words(reader)
    button(reader, "Gewist").click().run()
    assert desks.sara.recalls.open() == []
    assert not play(desks.sara, "hulpvraag", hulpvraag=request.id).exception


def test_the_coordinator_sets_a_class_and_nobody_else_sees_the_form(desks: Desks):
    app = play(desks.joke, "onderzoek", deel="termijnen")
    assert "eerste contact binnen 3 werkdagen" in words(app)
    count = app.number_input(key="term-P2-contact-count")
    count.set_value(4)
    [save] = [one for one in app.button if one.label == "Bewaren" and "P2" in one.form_id]
    save.click().run()
    assert desks.joke.terms.classes()[2].terms.contact.working_days == 4
    assert "Klassen en termijnen" not in words(play(desks.sara, "onderzoek", deel="termijnen"))


def test_a_request_whose_yes_was_taken_back_shows_whole_with_what_is_called_back(desks: Desks):
    request = sent(desks.sara, desks.joke)
    desks.sara.recalls.withdraw(request.id, "aan de keukentafel")
    app = play(desks.sara, "hulpvraag", hulpvraag=request.id)
    seen = html(app)
    assert "Er ging iets mis" not in seen and not app.warning
    assert "Terugroepen" in seen
    assert "Tijdlijn" in seen


def test_a_request_shows_whole_at_every_step_to_the_team_and_to_the_gemeente(desks: Desks):
    request = sent(desks.sara, desks.joke)
    for state in COURSE:
        desks.willem.handover.report(request.id, state, handler="Petra, 06-0012 0009")
        for desk in (desks.willem, desks.sara):
            app = play(desk, "hulpvraag", hulpvraag=request.id)
            assert "Fatma" in words(app), (state, desk.account.name)
