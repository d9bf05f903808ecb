"""The box over all talks: what it finds, what narrows it, and where links to it come from."""

import re
from datetime import timedelta

import pytest

from fieldwork.actions.search import Answer, Found
from fieldwork.actions.search_memory import Readiness, memory_of
from fieldwork.domain.dates import today
from fieldwork.domain.notes import Span
from fieldwork.ui.search_results import quoted_html, say_found
from tests.conftest import logged
from tests.screens.stage import button, html, links, play, words

CAR = "Karel heeft geen kamer meer. Hij ligt 's nachts op de achterbank van een Opel."
RENT = "De huren zijn hoog. Zij komt niet rond."
GARDEN = "Mooie tuin met rozen."
NASTY = "{{7*7}} <img src=x onerror=alert(1)> **x** :red[x] $x$ [a](http://b) `${x}` huur"


def ask(app, question: str):
    return app.text_input(key="talks-words").set_value(question).run()


def test_it_says_how_it_searches(desks):
    logged(desks.sara, RENT)
    assert "Zoekt op woorden en op betekenis" in words(play(desks.sara, "gesprekken"))


def test_the_sentence_that_answers_is_shown_with_the_words_in_bold(desks):
    logged(desks.sara, f"{GARDEN} {RENT}")
    app = ask(play(desks.sara, "gesprekken"), "huur")
    assert "‘De <b>huren</b> zijn hoog.’" in html(app)
    assert not app.exception


def test_other_words_find_a_talk_by_its_meaning(desks, shelf, template):
    for text in (RENT, GARDEN, CAR):
        logged(desks.sara, text)
    memory = memory_of(shelf.opened(template.slug).store)
    memory.hurry()
    assert memory.wait(60)
    seen = words(ask(play(desks.sara, "gesprekken"), "dakloos, woont in een wagen"))
    assert "achterbank" in seen and "Mooie tuin" not in seen
    assert "Dit lijkt er het meest op" in seen


def test_while_vectors_are_made_it_says_so_calmly(desks):
    logged(desks.sara, RENT)
    seen = words(ask(play(desks.sara, "gesprekken"), "huur"))
    assert "Op betekenis zijn nu 0 van de 1 gesprekken te vinden." in seen
    assert "1 gesprek" in seen


def test_nothing_found_says_what_to_do(desks):
    logged(desks.sara, RENT)
    assert "Niets gevonden" in words(ask(play(desks.sara, "gesprekken"), "papegaai"))


def test_what_people_typed_is_shown_as_text(desks):
    logged(desks.sara, NASTY)
    app = ask(play(desks.sara, "gesprekken"), NASTY)
    assert "<img" not in html(app)
    assert not app.exception


def test_a_link_brings_only_what_is_still_to_be_read(desks):
    done = logged(desks.sara, GARDEN)
    desks.sara.review.finish(done.id)
    logged(desks.sara, RENT)
    app = play(desks.sara, "gesprekken", lezen="nodig")
    seen = words(app)
    assert "De huren" in seen and "Mooie tuin" not in seen
    assert "Alleen: nog na te lezen." in seen
    assert button(app, "Toon alles")


def test_a_link_brings_the_talks_of_somebody_and_of_a_period(desks, fatma):
    logged(desks.sara, RENT, people=(fatma.id,))
    logged(desks.sara, GARDEN, happened_on=today() - timedelta(days=20))
    assert "Mooie tuin" not in words(play(desks.sara, "gesprekken", persoon=fatma.id))
    assert "Mooie tuin" not in words(play(desks.sara, "gesprekken", periode="week"))
    assert "Mooie tuin" in words(play(desks.sara, "gesprekken", periode="vier"))
    assert "Alleen: Fatma" in words(play(desks.sara, "gesprekken", persoon=fatma.id))


@pytest.mark.parametrize("name", ["thema", "persoon", "buurt", "periode", "door", "lezen"])
def test_what_does_not_exist_in_the_address_is_left_out(desks, name):
    logged(desks.sara, RENT)
    app = play(desks.sara, "gesprekken", **{name: "bestaat-niet"})
    assert "1 gesprek" in words(app) and not app.exception


def test_an_address_may_bring_a_word_to_look_for(desks):
    logged(desks.sara, RENT)
    logged(desks.sara, GARDEN)
    assert "Mooie tuin" not in words(play(desks.sara, "gesprekken", vraag="huur"))


def test_onderzoek_leads_to_what_is_behind(desks):
    logged(desks.sara, RENT)
    found = dict(links(play(desks.joke, "onderzoek")))
    assert found["1 gesprek wacht nog op nalezen"].endswith("lezen=nodig")
    assert found["Van 1 gesprek is de buurt niet bekend"].endswith("buurt=geen")
    assert "De huren" in words(play(desks.sara, "gesprekken", buurt="geen"))


def test_more_talks_come_at_a_press(desks):
    for at in range(23):
        logged(desks.sara, f"Verhaal nummer {at}.")
    app = play(desks.sara, "gesprekken")
    assert len(re.findall("Verhaal nummer", html(app))) == 20
    button(app, "Meer gesprekken").click().run()
    assert len(re.findall("Verhaal nummer", html(app))) == 23


def test_what_a_talk_is_like_is_worked_out_once_the_panel_is_opened(desks, shelf, template):
    other = logged(desks.sara, CAR)
    note = logged(desks.sara, "Hij slaapt al weken in zijn auto bij het zwembad.")
    app = play(desks.sara, "gesprek", gesprek=note.id)
    assert "Lijkt op deze notitie" in words(app)
    assert not any(other.id in where for _, where in links(app))
    app.session_state[f"talk-alike-{note.id}"] = True
    app.run()
    assert ("Openen", f"gesprek={other.id}") in [
        (label, where.partition("?")[2]) for label, where in links(app)
    ]


def test_long_sentences_are_cut_after_the_marks():
    text = "huur " + "woord " * 200
    html_ = quoted_html(Found(None, text, (Span(0, 4),), True))
    assert html_.startswith("‘<b>huur</b>") and html_.endswith("…’")
    assert len(html_) < 400


def test_what_was_found_is_counted_without_a_score():
    nothing = Answer((), 0, Readiness(0, 0))
    assert say_found("x", nothing).startswith("Niets gevonden")
    assert say_found("", Answer((Found(None),), 3)) == "3 gesprekken"
    assert say_found("x", Answer((Found(None, has_words=True),), 3)).startswith("3 gesprekken,")
