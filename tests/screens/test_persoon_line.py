"""Persoon: adding in place, what can be done where it stands, and a long line by weeks."""

from datetime import timedelta

import pytest

from fieldwork.actions.agreements import NewAgreement
from fieldwork.actions.consents import NewConsent
from fieldwork.actions.expenses import NewExpense
from fieldwork.actions.people import NewPerson
from fieldwork.actions.ties import NewTie
from fieldwork.domain.consents import ConsentPurpose
from fieldwork.domain.dates import today
from fieldwork.domain.expenses import ExpenseKind
from fieldwork.domain.notes import ConsentState
from fieldwork.domain.ties import TieKind
from tests.conftest import logged
from tests.screens.people_stage import HOSTILE, html, is_plain, links, press
from tests.screens.stage import play


@pytest.fixture
def nel(desks):
    return desks.sara.people.add(NewPerson("Nel Tuinstra", call_name="Nel"))


def adding(desk, person, what: str):
    """Open the person's page with the form for ``what``."""
    app = play(desk, "persoon", persoon=person.id)
    pills = next(one for one in app.get("button_group") if one.label == "Erbij zetten")
    return pills.set_value(what).run()


def field(app, label: str):
    return next(one for one in app.text_input if one.label.startswith(label))


def test_an_agreement_is_added_settled_and_taken_back(desks, fatma):
    app = adding(desks.sara, fatma, "agreement")
    field(app, "Wie doet het?").set_value("Fatma zelf")
    field(app, "Wat is afgesproken?").set_value("belt de school")
    app = press(app, "Afspraak bewaren")
    assert "Fatma zelf: belt de school" in html(app)
    assert "Opgeslagen" in html(app)
    app = press(app, "Gedaan")
    (card,) = desks.sara.agreements.of_person(fatma.id)
    assert card.agreement.state.label == "Gedaan"
    press(app, "Ongedaan maken")
    assert desks.sara.agreements.of_person(fatma.id) == []


def test_an_amount_that_is_none_is_refused_and_what_was_typed_stays(desks, fatma):
    app = adding(desks.sara, fatma, "expense")
    field(app, "Bedrag").set_value("veel")
    field(app, "Waarvoor?").set_value("boodschappen")
    app = press(app, "Uitgave bewaren")
    assert "Dit bedrag klopt niet" in app.warning[0].value
    assert field(app, "Waarvoor?").value == "boodschappen"
    field(app, "Bedrag").set_value("12,50")
    app = press(app, "Uitgave bewaren")
    assert "€ 12,50: boodschappen" in html(app)


def test_a_consent_is_added_and_a_no_before_it_is_shown(desks, fatma):
    purpose = ConsentPurpose.BEWAREN
    desks.omar.consents.say(NewConsent(fatma.id, purpose, ConsentState.INGETROKKEN, "aan de deur"))
    app = adding(desks.sara, fatma, "consent")
    assert "Nu staat er" in html(app)
    app = press(app, "Toestemming bewaren")
    assert "Schrijf op hoe" in app.warning[0].value
    field(app, "Hoe is dat nu gezegd?").set_value("belde zelf op")
    app = press(app, "Toestemming bewaren")
    assert desks.sara.consents.now(fatma.id)[purpose].state is ConsentState.GEGEVEN
    assert "belde zelf op" in html(app)
    assert "aan de deur" in html(app)


def test_a_tie_is_added_and_stands_with_the_other_as_well(desks, fatma, nel):
    app = adding(desks.sara, fatma, "tie")
    boxes = {one.label: one for one in app.selectbox}
    boxes["Fatma is"].set_value("geholpen door")
    boxes["Wie?"].set_value(nel.id)
    app = press(app, "Band bewaren")
    assert f"persoon={nel.id}" in links(app)["Geholpen door Nel"]
    assert "Helper van Fatma" in links(play(desks.omar, "persoon", persoon=nel.id))
    app = press(app, "Deze band is voorbij")
    assert "Niet meer: geholpen door Nel" in links(app)


def test_the_line_is_narrowed_to_one_kind_and_stays_so(desks, fatma):
    note = logged(desks.sara, people=(fatma.id,))
    desks.sara.expenses.spend(NewExpense(500, ExpenseKind.ETEN, "brood", fatma.id))
    app = play(desks.sara, "persoon", persoon=fatma.id)
    pills = next(one for one in app.get("button_group") if one.label == "Wat wilt u zien?")
    assert set(pills.options) == {"Gesprekken 1", "Uitgaven 1"}
    app = pills.set_value("expense").run()
    assert "€ 5,00: brood" in html(app)
    assert not any(note.id in where for where in links(app).values())
    app = app.run()
    assert not any(note.id in where for where in links(app).values())


def test_a_long_line_is_shown_a_few_weeks_at_a_time(desks, fatma):
    for day in range(60):
        desks.sara.expenses.spend(
            NewExpense(
                100 + day, ExpenseKind.ETEN, f"brood {day}", fatma.id, today() - timedelta(day)
            )
        )
    app = play(desks.sara, "persoon", persoon=fatma.id)
    assert "brood 0<" in html(app)
    # How many weeks fit depends on the day: a week that has only begun holds little.
    assert "brood 59<" not in html(app)
    for _ in range(2):
        earlier = next(one for one in app.button if one.label.startswith("Eerder"))
        app = earlier.click().run()
    assert "brood 59<" in html(app)
    assert "Voor het onderzoek" in html(app)


def test_due_agreements_stand_on_vandaag_and_are_answered_there(desks, fatma):
    late = today() - timedelta(days=2)
    desks.sara.agreements.make(NewAgreement(fatma.id, "Nel", "belt de school", late))
    app = play(desks.sara, "vandaag")
    assert "Nel: belt de school" in html(app)
    assert "2 dagen te laat" in html(app)
    app = press(app, "Niet gedaan")
    assert desks.sara.agreements.due() == []
    app = press(app, "Ongedaan maken")
    assert len(desks.sara.agreements.due()) == 1


def test_the_kas_shows_the_coordinator_amounts_and_nobody(desks, fatma):
    desks.sara.expenses.spend(NewExpense(1250, ExpenseKind.ETEN, "eten voor Fatma", fatma.id))
    shown = html(play(desks.joke, "onderzoek"))
    assert "€ 12,50" in shown
    assert "eten voor Fatma" not in shown
    assert "De kas" not in html(play(desks.sara, "onderzoek"))


def test_hostile_words_in_each_kind_are_shown_as_text(desks, fatma, nel):
    desks.sara.ties.make(NewTie(nel.id, fatma.id, TieKind.HELPT, HOSTILE[:80]))
    desks.sara.agreements.make(NewAgreement(fatma.id, HOSTILE, HOSTILE, today(), HOSTILE))
    desks.sara.expenses.spend(NewExpense(1, ExpenseKind.ETEN, HOSTILE, fatma.id))
    said = NewConsent(fatma.id, ConsentPurpose.HULP, ConsentState.GEGEVEN, HOSTILE, HOSTILE)
    desks.sara.consents.say(said)
    for app in (play(desks.sara, "persoon", persoon=fatma.id), play(desks.sara, "vandaag")):
        assert is_plain(app)
        assert not app.exception
        assert not app.error
