"""Thema's: sentences whose numbers are links, and each link shows as many talks as it says."""

import re

import pytest

from fieldwork.domain.dates import today
from fieldwork.domain.people import Source
from fieldwork.domain.themes import ThemeStatus
from fieldwork.ui.theme_cards import say_buurt
from fieldwork.ui.theme_line import say_weeks, small_line, wide_line
from tests.conftest import logged
from tests.screens.people_stage import HOSTILE, html, is_plain, links, press
from tests.screens.stage import links as all_links
from tests.screens.stage import play

NOW = ThemeStatus.AANWEZIG


@pytest.fixture
def money(desks):
    """Three talks about money now, by two kinds of people, and one that is over."""
    for source in (Source.BEWONER, Source.BEWONER, Source.ONDERNEMER):
        note = logged(desks.sara, "De huur is te hoog. Verder niets.", source=source)
        desks.sara.review.mark(note.id, "geld", NOW, "te hoog")
    note = logged(desks.sara, "Vroeger stond hij rood.")
    desks.sara.review.mark(note.id, "geld", ThemeStatus.VERLEDEN, "rood")
    return desks.sara


def test_a_theme_is_one_sentence_and_three_quotes_that_lead_to_their_talks(money):
    found = links(play(money, "themas"))
    assert "thema=geld" in found["3 gesprekken, meest van bewoners"]
    assert sum("gesprek?gesprek=" in where for where in found.values()) >= 1
    assert any("De huur is **te hoog**" in label for label in found)


@pytest.mark.parametrize(
    ("address", "count"),
    [
        ({}, 3),
        ({"door": "bewoner"}, 2),
        ({"door": "ondernemer"}, 1),
        ({"stand": "verleden"}, 1),
        ({"zeker": "ja"}, 3),
        ({"periode": "week"}, 3),
        ({"buurt": "bestaat-niet", "periode": "x", "door": "y"}, 3),
    ],
)
def test_the_number_in_the_heading_is_the_number_of_talks_below_it(money, address, count):
    app = play(money, "themas", thema="geld", **address)
    (said,) = re.findall(r"(?:Speelt nu|Voorbij): (\d+) gesprek", html(app))
    talks = {where for _, where in all_links(app) if where.startswith("gesprek?")}
    assert int(said) == count == len(talks)


def test_each_door_says_how_many_talks_are_behind_it(money):
    doors = {
        label: where.partition("?")[2]
        for label, where in links(play(money, "themas", thema="geld")).items()
        if re.search(r" \d+$", label)
    }
    assert {"Bewoners 2", "Ondernemers 1", "Voorbij 1"} <= doors.keys()
    for label, query in doors.items():
        address = dict(part.split("=") for part in query.split("&"))
        app = play(money, "themas", **address)
        assert re.search(rf": {label.split()[-1]} gesprek", html(app)), label


def test_a_suggestion_looks_unsure_and_a_finding_does_not(desks):
    note = logged(desks.sara, "Ze heeft schulden bij de bank en kan de huur niet betalen.")
    opened = [one for one in desks.sara.review.suggest(note).open if one.code == "geld"]
    assert opened
    app = play(desks.sara, "themas", thema="geld")
    assert any("nog niet bevestigd" in label for label in links(app))
    for one in opened:
        desks.sara.review.confirm(one.id)
    app = play(desks.sara, "themas", thema="geld")
    assert not any("nog niet bevestigd" in label for label in links(app))


def test_a_choice_with_nothing_behind_it_offers_everything_again(money):
    app = play(money, "themas", thema="wonen", door="professional")
    assert "nog niet gepraat" in html(app)
    press(app, "Alles laten zien")
    assert not app.exception


def test_what_people_said_is_shown_as_text(desks):
    note = logged(desks.sara, HOSTILE)
    desks.sara.review.mark(note.id, "geld", NOW, "tik")
    for address in ({}, {"thema": "geld"}):
        app = play(desks.sara, "themas", **address)
        assert is_plain(app)
        assert not app.exception
        assert not app.error


def test_a_line_can_be_read_aloud(money):
    assert say_weeks((2, 0), 3) == "Gesprekken per week: week 3: 2, week 4: 0"
    for line in (small_line((2, 0), 3), wide_line((2, 0), 3)):
        assert 'alt="Gesprekken per week: week 3: 2, week 4: 0"' in line
    assert small_line((1,)) == wide_line(()) == ""
    assert f"week {money.study.week_of(today())}: 3" in html(play(money, "themas"))


@pytest.mark.parametrize(
    ("name", "said"),
    [("Kadebuurt", "de Kadebuurt"), ("Tuindorp", "Tuindorp"), ("De Kadebuurt", "De Kadebuurt")],
)
def test_a_buurt_gets_its_article(name, said):
    assert say_buurt(name) == said
