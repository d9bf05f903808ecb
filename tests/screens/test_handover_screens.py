"""The handover screens, drawn for the team and for the gemeente's reader."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from fieldwork.actions.papers import say_confidant
from fieldwork.domain.handover import RefusalReason, RequestState, UrgencyClass, VisitingRisk
from fieldwork.domain.refusals import StaleEdit
from fieldwork.domain.terms import default_class
from tests.conftest import Desks
from tests.screens.stage import STAGE, links, play
from tests.unit.actions.handover_cases import (
    CONSENT,
    RECIPIENT,
    checked,
    filled,
    sent,
    somebody,
)

ODD = "{{7*7}} {% x <img src=x onerror=alert(1)> `b` ${} **v** :red[r] $m$ [a](http://b)"


def html_of(app: AppTest) -> str:
    return " ".join(one.proto.body for one in app.get("html"))


def button(app: AppTest, label: str):
    [found] = [one for one in app.button if one.label == label]
    return found


def field(app: AppTest, label: str):
    [found] = [one for one in app.text_input if one.label == label]
    return found


def area(app: AppTest, label: str):
    [found] = [one for one in app.text_area if one.label == label]
    return found


def refusals(app: AppTest) -> str:
    assert not app.error, [one.value for one in app.error]
    return " ".join(one.value for one in app.warning)


def links_of(app: AppTest) -> list[str]:
    return [label for label, _ in links(app)]


def test_an_empty_board_says_what_belongs_there_and_offers_the_first_step(desks):
    app = play(desks.sara, "overdracht")
    assert "Hier komen hulpvragen" in html_of(app)
    button(app, "Nieuwe hulpvraag").click().run()
    assert STAGE.went[-1][0] == "hulpvraag"


def test_the_board_counts_in_chips_and_a_chip_narrows_it(desks):
    filled(desks.sara, name="Fatma Aydın")
    sent(desks.sara, desks.joke, name="Samir Haddad")
    app = play(desks.sara, "overdracht")
    [chips] = app.button_group
    assert [option.content for option in chips.proto.options] == [
        "Te toetsen 1",
        "Wacht op gemeente 1",
    ]
    assert [name for name in links_of(app) if name.startswith("Fa") or "Samir" in name]
    chips.select("Te toetsen").run()
    assert "Fatma Aydın" in links_of(app)
    assert "Samir Haddad" not in links_of(app)


def test_what_is_overdue_stands_first_and_says_whom_to_call(desks):
    sent(desks.sara, desks.joke, urgency=UrgencyClass.P0)
    html = html_of(play(desks.sara, "overdracht"))
    assert "Te laat" in html
    assert f"Bel {RECIPIENT}" in html


def test_whom_the_gemeente_named_for_a_class_is_called_first(desks):
    sent(desks.sara, desks.joke, urgency=UrgencyClass.P0)
    agreed = replace(default_class(UrgencyClass.P0), whom_to_call="Crisisdienst, 06-0033 0003")
    desks.joke.terms.change(agreed)
    html = html_of(play(desks.sara, "overdracht"))
    assert "Bel Crisisdienst, 06-0033 0003" in html
    assert f"Bel {RECIPIENT}" not in html


def test_only_a_coordinator_is_offered_a_new_list(desks):
    checked(desks.sara, desks.joke)
    labels = [one.label for one in play(desks.joke, "overdracht").button]
    assert "Nieuwe lijst (1)" in labels
    assert "Nieuwe lijst (1)" not in [one.label for one in play(desks.sara, "overdracht").button]
    assert "versturen niet" in refusals(play(desks.sara, "lijst"))


def test_a_new_request_begins_with_a_person(desks):
    person = somebody(desks.sara)
    app = play(desks.sara, "hulpvraag", persoon=person.id)
    button(app, "Begin").click().run()
    [card] = desks.sara.handover.of_person(person.id)
    assert card.request.state is RequestState.CONCEPT
    assert area(app, "In eigen woorden").value == ""


def test_an_answer_is_saved_when_its_field_is_left_and_can_be_undone(desks):
    request = filled(desks.sara)
    app = play(desks.sara, "hulpvraag", hulpvraag=request.id)
    area(app, "Wie helpt nu").set_value("De buurvrouw").run()
    assert desks.sara.handover.card(request.id).request.helpers_now == "De buurvrouw"
    assert "Opgeslagen" in html_of(app)
    button(app, "Ongedaan maken").click().run()
    assert desks.sara.handover.card(request.id).request.helpers_now == ""
    assert area(app, "Wie helpt nu").value == ""


def test_looking_at_a_request_changes_nothing(desks):
    request = filled(desks.sara)
    app = play(desks.omar, "hulpvraag", hulpvraag=request.id)
    app.run()
    assert desks.sara.handover.card(request.id).request == request


def test_a_citizen_service_number_is_refused_and_the_words_stay(desks):
    request = filled(desks.sara)
    app = play(desks.sara, "hulpvraag", hulpvraag=request.id)
    area(app, "Wat werkte niet").set_value("nummer 111222333").run()
    assert "burgerservicenummer" in refusals(app)
    assert area(app, "Wat werkte niet").value == "nummer 111222333"
    assert desks.sara.handover.card(request.id).request.did_not_work == ""


def test_a_visiting_risk_is_kept_only_with_what_was_seen(desks):
    request = filled(desks.sara)
    app = play(desks.sara, "hulpvraag", hulpvraag=request.id)
    [risk] = [one for one in app.radio if one.label == "Moet wie langskomt iets weten?"]
    risk.set_value(VisitingRisk.ORANJE).run()
    assert "zonder feiten geen waarschuwing" in html_of(app)
    assert desks.sara.handover.card(request.id).request.visiting_risk.value == "groen"
    area(app, "Wat is er gezien").set_value("Losse hond in de gang").run()
    kept = desks.sara.handover.card(request.id).request
    assert (kept.visiting_risk.value, kept.visiting_risk_facts) == (
        "oranje",
        "Losse hond in de gang",
    )


def test_what_a_colleague_changed_elsewhere_is_taken_over(desks):
    request = filled(desks.sara)
    app = play(desks.sara, "hulpvraag", hulpvraag=request.id)
    desks.omar.handover.change(replace(request, did_not_work="Brieven"))
    area(app, "Wie helpt nu").set_value("De buurvrouw").run()
    kept = desks.sara.handover.card(request.id).request
    assert (kept.did_not_work, kept.helpers_now) == ("Brieven", "De buurvrouw")
    assert area(app, "Wat werkte niet").value == "Brieven"


def test_the_same_answer_changed_by_two_is_put_to_the_second(desks):
    request = filled(desks.sara)
    app = play(desks.sara, "hulpvraag", hulpvraag=request.id)
    desks.omar.handover.change(replace(request, helpers_now="De kapper"))
    area(app, "Wie helpt nu").set_value("De buurvrouw").run()
    assert StaleEdit("Hulpvraag").what.rstrip(".") in refusals(app)
    assert area(app, "Wie helpt nu").value == "De buurvrouw"
    assert area(app, "Dit schreef uw collega").value == "De kapper"
    assert desks.sara.handover.card(request.id).request.helpers_now == "De kapper"
    button(app, "Bewaar die van mij").click().run()
    assert desks.sara.handover.card(request.id).request.helpers_now == "De buurvrouw"


def test_what_is_missing_is_said_before_the_check_and_the_check_says_why_not(desks):
    request = filled(desks.sara, basis=None)
    app = play(desks.joke, "hulpvraag", hulpvraag=request.id)
    assert "een grondslag bij" in html_of(app)
    button(app, "Toetsen").click().run()
    assert "nog geen grondslag" in refusals(app)


def test_a_second_person_checks_and_who_is_alone_is_asked_why(desks):
    request = filled(desks.sara)
    alone = play(desks.sara, "hulpvraag", hulpvraag=request.id)
    assert "Toch alleen? Schrijf waarom" in [one.label for one in alone.text_input]
    button(alone, "Toetsen").click().run()
    assert "tweede persoon" in refusals(alone)
    second = play(desks.omar, "hulpvraag", hulpvraag=request.id)
    assert "Toch alleen? Schrijf waarom" not in [one.label for one in second.text_input]
    button(second, "Toetsen").click().run()
    assert desks.sara.handover.card(request.id).request.state is RequestState.GETOETST


def test_a_checked_request_can_be_changed_and_checked_again(desks):
    request = checked(desks.sara, desks.joke)
    app = play(desks.joke, "hulpvraag", hulpvraag=request.id)
    button(app, "Wijzigen").click().run()
    area(app, "Wie helpt nu").set_value("De kapper").run()
    assert desks.joke.handover.card(request.id).request.state is RequestState.CONCEPT
    button(app, "Toetsen").click().run()
    assert desks.joke.handover.card(request.id).request.state is RequestState.GETOETST
    assert not app.text_area


def test_a_life_in_danger_says_at_once_whom_to_call(desks):
    request = filled(desks.sara, urgency=UrgencyClass.P0)
    html = html_of(play(desks.sara, "hulpvraag", hulpvraag=request.id))
    for number in ("tel:112", "tel:08002000", "tel:113"):
        assert number in html
    other = filled(desks.sara, name="Samir")
    assert "tel:112" not in html_of(play(desks.sara, "hulpvraag", hulpvraag=other.id))


def test_a_list_is_put_ready_looked_at_by_a_second_person_and_sent(desks):
    going, staying = checked(desks.sara, desks.joke), checked(desks.sara, desks.joke, name="Samir")
    app = play(desks.joke, "lijst")
    assert "De gemeente krijgt: naam, telefoon, geboortejaar" in html_of(app)
    assert all(box.value for box in app.checkbox)
    [box] = [one for one in app.checkbox if one.label == "**Samir**"]
    box.uncheck().run()
    button(app, "Klaarzetten").click().run()
    [page] = desks.joke.lists.unsent()
    assert [card.request.id for card in page.cards] == [going.id]
    own = play(desks.joke, "lijst", lijst=page.sent.id)
    button(own, "Nagekeken, klopt").click().run()
    assert "tweede persoon" in refusals(own)
    second = play(desks.sara, "lijst", lijst=page.sent.id)
    button(second, "Nagekeken, klopt").click().run()
    assert "De coördinator verstuurt hem" in html_of(second)
    own = play(desks.joke, "lijst", lijst=page.sent.id)
    button(own, "Versturen").click().run()
    assert desks.joke.handover.card(going.id).request.state is RequestState.VERZONDEN
    assert desks.joke.handover.card(staying.id).request.state is RequestState.GETOETST
    assert "klaarstaan" not in html_of(play(desks.joke, "overdracht"))


def test_what_changed_since_it_went_out_is_offered_for_the_next_list(desks):
    request = sent(desks.sara, desks.joke)
    person = desks.sara.people.page(request.person).person
    desks.sara.people.change(replace(person, phone="06-0099 0099"))
    app = play(desks.joke, "lijst")
    assert "gewijzigd" in html_of(app)
    assert "Nieuw sinds lijst 2026-001: telefoon" in html_of(app).replace(
        desks.joke.handover.lists()[0].sent.number, "2026-001"
    )
    reader = html_of(play(desks.willem, "hulpvraag", hulpvraag=request.id))
    assert "06-0012 0001" in reader
    assert "06-0099 0099" not in reader


def test_files_are_made_under_a_password_that_is_told_once(desks):
    sent(desks.sara, desks.joke)
    [page] = desks.joke.handover.lists()
    app = play(desks.joke, "lijst", lijst=page.sent.id)
    button(app, "Maak de bestanden").click().run()
    assert "te kort" in refusals(app)
    button(app, "Stel een wachtwoord voor").click().run()
    [field] = [one for one in app.text_input if one.label == "Wachtwoord voor de bestanden"]
    password = field.value
    button(app, "Maak de bestanden").click().run()
    assert password in html_of(app)
    assert len(app.get("download_button")) == 2
    assert not play(desks.sara, "lijst", lijst=page.sent.id).get("download_button")


def test_the_team_sees_how_it_goes_and_prints_it_without_names(desks):
    request = sent(desks.sara, desks.joke, name="Samir Haddad")
    desks.willem.handover.report(request.id, RequestState.GEWEIGERD, "Vol", RefusalReason.TE_DRUK)
    app = play(desks.joke, "voortgang")
    shown = html_of(app)
    assert "Te druk" in shown
    assert "Open per ontvanger" in shown
    assert "Samir" not in shown
    button(app, "Maak een afdruk (PDF)").click().run()
    assert len(app.get("download_button")) == 1


def test_a_coordinator_adds_a_recipient_whom_to_call_is_then_said(desks):
    app = play(desks.joke, "ontvangers")
    [name] = [one for one in app.text_input if one.label == "Naam van het team"]
    name.set_value(RECIPIENT)
    [phone] = [one for one in app.text_input if one.label == "Telefoon"]
    phone.set_value("0600 11 22 33")
    button(app, "Toevoegen").click().run()
    [page] = desks.joke.recipients.all()
    assert page.recipient.phone == "0600 11 22 33"
    sent(desks.sara, desks.joke, urgency=UrgencyClass.P0)
    assert f"Bel {RECIPIENT}, 0600 11 22 33" in html_of(play(desks.sara, "overdracht"))
    assert "Bel " not in html_of(play(desks.willem, "ontvangen"))
    assert "niet" in refusals(play(desks.sara, "ontvangers"))


@pytest.mark.parametrize("screen", ["ontvangen", "hulpvraag", "lijst"])
def test_the_reader_sees_what_was_handed_over_and_nothing_else(desks, screen):
    secret = filled(desks.sara, name="Geheim Concept")
    request = sent(desks.sara, desks.joke)
    [page] = desks.willem.handover.lists()
    app = play(desks.willem, screen, hulpvraag=request.id, lijst=page.sent.id)
    shown = html_of(app) + " ".join(links_of(app))
    assert "Fatma" in shown
    assert "Geheim" not in shown
    assert "Deze hulpvraag is er niet" in refusals(
        play(desks.willem, "hulpvraag", hulpvraag=secret.id)
    ).replace("\\", "")


def test_the_reader_answers_with_one_press(desks):
    request = sent(desks.sara, desks.joke)
    app = play(desks.willem, "ontvangen")
    button(app, "Ontvangst bevestigen").click().run()
    assert desks.sara.handover.card(request.id).request.state is RequestState.ONTVANGST_BEVESTIGD


def test_odd_words_are_shown_as_words_on_every_screen(desks):
    odd = {"help_wanted": ODD, "why": ODD, "in_own_words": ODD, "contact_not": ODD}
    request = checked(
        desks.sara,
        desks.joke,
        name=f"Odd {ODD}",
        basis=replace(CONSENT, purpose=ODD, recipient=f"Team {ODD}"),
        **odd,
    )
    drawn = [play(desks.joke, "overdracht"), play(desks.joke, "lijst")]
    drawn.append(play(desks.joke, "hulpvraag", hulpvraag=request.id))
    put = desks.joke.lists.make(f"Team {ODD}", [request.id])
    drawn.append(play(desks.sara, "lijst", lijst=put.id))
    desks.sara.lists.check(put.id)
    made = desks.joke.lists.send(put.id)
    drawn.append(play(desks.joke, "overdracht"))
    drawn.append(play(desks.joke, "lijst", lijst=made.id))
    drawn.append(play(desks.willem, "ontvangen"))
    drawn.append(play(desks.willem, "hulpvraag", hulpvraag=request.id))
    for app in drawn:
        assert not app.exception
        assert not app.error
        assert "<img" not in html_of(app)
        assert "&lt;img" in html_of(app)
        for label in [box.label for box in app.checkbox]:
            assert ":red[" not in label
            assert "](http" not in label


@pytest.mark.parametrize("screen", ["hulpvraag", "lijst"])
def test_an_unknown_identity_in_the_address_is_a_calm_message(desks: Desks, screen: str):
    app = play(desks.joke, screen, **{screen: "bestaat-niet"})
    assert "is er niet" in refusals(app)


def test_what_was_done_already_is_added_one_by_one_and_kept(desks: Desks):
    request = filled(desks.sara)
    app = play(desks.sara, "hulpvraag", hulpvraag=request.id)
    field(app, "Wat is er gedaan?").set_value("Post gesorteerd, <b>alles</b>")
    field(app, "Door wie?").set_value("Omar")
    field(app, "Wat kostte het? (mag leeg)").set_value("twaalf")
    button(app, "Erbij zetten").click().run()
    assert "Dit bedrag klopt niet." in refusals(app)
    field(app, "Wat kostte het? (mag leeg)").set_value("12,50")
    button(app, "Erbij zetten").click().run()
    (one,) = desks.sara.handover.card(request.id).request.help_given
    assert (one.what, one.who, one.cents) == ("Post gesorteerd, <b>alles</b>", "Omar", 1250)
    assert "Omar: Post gesorteerd, &lt;b&gt;alles&lt;/b&gt;. Kosten: € 12,50." in html_of(app)
    assert field(app, "Wat is er gedaan?").value == ""
    button(app, "Weghalen").click().run()
    assert desks.sara.handover.card(request.id).request.help_given == ()


def test_a_confidant_has_a_relation_and_a_phone_number(desks: Desks):
    request = filled(desks.sara)
    app = play(desks.sara, "hulpvraag", hulpvraag=request.id)
    field(app, "Vertrouwenspersoon").set_value("Nel").run()
    field(app, "Wie is dat voor de bewoner?").set_value("buurvrouw").run()
    field(app, "Telefoon van die persoon").set_value("06-0012 0003").run()
    kept = desks.sara.handover.card(request.id).request
    assert say_confidant(kept) == "Nel, buurvrouw, 06-0012 0003 (nog niet gevraagd)"
    field(app, "Vertrouwenspersoon").set_value("").run()
    kept = desks.sara.handover.card(request.id).request
    assert (kept.confidant, kept.confidant_relation, kept.confidant_phone) == ("", "", "")
