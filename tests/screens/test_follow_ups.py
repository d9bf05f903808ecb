"""Wie en wanneer, the list of things to do on Vandaag, and a person's own."""

from datetime import timedelta

import pytest

from fieldwork.actions.follow_ups import NewFollowUp
from fieldwork.actions.people import NewPerson
from fieldwork.domain.dates import today
from tests.conftest import logged
from tests.screens.people_stage import HOSTILE
from tests.screens.stage import button, html, play, went, words

TALK = "Fatma was moe. Over 3 dagen om half tien bel ik terug. De ontruiming is over 2 weken."


@pytest.fixture
def note(desks):
    return logged(desks.sara, TALK)


def test_a_day_is_put_on_the_list_with_one_tap_and_taken_back(desks, note):
    app = play(desks.sara, "gesprek", gesprek=note.id)
    assert "Wie en wanneer" in words(app)
    assert "‘Over 3 dagen om half tien bel ik terug.’" in words(app)
    button(app, "Zet op mijn lijst").click().run()
    (card,) = desks.sara.follow_ups.day().soon
    assert card.follow_up.what == "terugbellen"
    assert "code W-" in words(app) and "Op uw lijst: terugbellen" in words(app)
    button(app, "Ongedaan maken").click().run()
    assert desks.sara.follow_ups.day().soon == ()


def test_a_threat_says_so_and_what_is_refused_is_gone(desks, note):
    app = play(desks.sara, "gesprek", gesprek=note.id)
    assert "Dreigt" in html(app)
    mark = desks.sara.follow_ups.offers(note.id).days[1].mark
    app.button(key=f"offer-no-{mark}").click().run()
    assert "ontruiming" not in [one.what for one in desks.sara.follow_ups.offers(note.id).days]
    assert not any(one.key == f"offer-no-{mark}" for one in app.button)


def test_somebody_who_is_named_is_put_with_the_talk_and_taken_off_again(desks, fatma, note):
    app = play(desks.sara, "gesprek", gesprek=note.id)
    assert "Is dit Fatma Aydın?" in words(app)
    app.button(key=f"offer-yes-0-5-{fatma.id}").click().run()
    assert desks.sara.notes.page(note.id).note.people == (fatma.id,)
    assert "Fatma Aydın staat er nu bij." in words(app)
    app.button(key="offer-unlink").click().run()
    assert desks.sara.notes.page(note.id).note.people == ()


def test_of_two_with_one_name_a_person_chooses(desks, fatma, note):
    other = desks.sara.people.add(NewPerson("Fatma Kaya"))
    app = play(desks.sara, "gesprek", gesprek=note.id)
    assert "Wie is ‘Fatma’?" in words(app)
    button(app, "Fatma Kaya").click().run()
    assert desks.sara.notes.page(note.id).note.people == (other.id,)


def test_none_of_these_is_an_answer(desks, fatma, note):
    desks.sara.people.add(NewPerson("Fatma Kaya"))
    app = play(desks.sara, "gesprek", gesprek=note.id)
    button(app, "Geen van deze").click().run()
    assert desks.sara.follow_ups.offers(note.id).people == ()


def test_today_has_what_is_late_and_for_today_before_what_is_to_be_read(desks, fatma, note):
    desks.sara.follow_ups.add(NewFollowUp("langs bij De Spil", today(), people=(fatma.id,)))
    app = play(desks.sara, "vandaag")
    seen = words(app)
    assert seen.index("Fatma: langs bij De Spil") < seen.index("Nog na te lezen")
    button(app, "Gedaan").click().run()
    assert desks.sara.follow_ups.day().now == ()
    assert "Gedaan: Fatma: langs bij De Spil" in words(app)
    button(app, "Ongedaan maken").click().run()
    assert len(desks.sara.follow_ups.day().now) == 1


def test_what_is_late_is_said_in_words_and_not_in_red(desks):
    note = logged(desks.sara, "Overmorgen bel ik.", happened_on=today() - timedelta(days=5))
    desks.sara.follow_ups.take(note.id, desks.sara.follow_ups.offers(note.id).days[0].mark)
    app = play(desks.sara, "vandaag")
    late = next(body for body in html(app).split("<p>") if "dagen te laat" in body)
    assert "wd-attention" in late and "wd-danger" not in late


def test_a_deadline_that_threatens_is_in_red(desks, note):
    mark = desks.sara.follow_ups.offers(note.id).days[1].mark
    desks.sara.follow_ups.take(note.id, mark)
    shown = html(play(desks.sara, "gesprek", gesprek=note.id))
    assert 'wd-danger">Dreigt: ' in shown


def test_a_colleague_does_not_see_my_list(desks):
    desks.sara.follow_ups.add(NewFollowUp("alleen voor Sara", today()))
    assert "alleen voor Sara" not in words(play(desks.omar, "vandaag"))


def test_an_empty_day_says_so_and_a_day_with_something_to_do_does_not(desks):
    assert "Er wacht niets op u." in words(play(desks.sara, "vandaag"))
    desks.sara.follow_ups.add(NewFollowUp("bellen", today()))
    assert "Er wacht niets op u." not in words(play(desks.sara, "vandaag"))


def test_the_calendar_is_offered_when_there_is_something_in_it(desks):
    labels = [one.proto.label for one in play(desks.sara, "vandaag").get("download_button")]
    assert labels == []
    desks.sara.follow_ups.add(NewFollowUp("bellen", today()))
    labels = [one.proto.label for one in play(desks.sara, "vandaag").get("download_button")]
    assert labels == ["Zet in mijn agenda"]


def test_a_person_has_what_is_still_to_do_and_it_leads_to_the_talk(desks, fatma):
    note = logged(desks.sara, "Morgen bel ik terug.", people=(fatma.id,))
    desks.sara.follow_ups.take(note.id, desks.sara.follow_ups.offers(note.id).days[0].mark)
    app = play(desks.omar, "persoon", persoon=fatma.id)
    assert "Fatma: terugbellen" in words(app) and "Sara" in words(app)
    button(app, "Gesprek").click().run()
    assert went() == [("gesprek", {"gesprek": note.id})]


def test_hostile_words_are_shown_as_they_are(desks):
    person = desks.sara.people.add(NewPerson(HOSTILE))
    desks.sara.follow_ups.add(NewFollowUp(HOSTILE, today(), people=(person.id,)))
    note = logged(desks.sara, f"Morgen bel ik {HOSTILE} terug.")
    for app in (
        play(desks.sara, "vandaag"),
        play(desks.sara, "gesprek", gesprek=note.id),
        play(desks.sara, "persoon", persoon=person.id),
    ):
        assert not app.exception and not app.error
        assert "<img src=x" not in html(app) and "<script>" not in html(app)


def test_done_with_hostile_words_is_said_safely(desks):
    desks.sara.follow_ups.add(NewFollowUp(HOSTILE, today()))
    app = play(desks.sara, "vandaag")
    button(app, "Gedaan").click().run()
    assert "<img src=x" not in html(app)
