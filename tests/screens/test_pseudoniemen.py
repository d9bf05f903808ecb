"""Delen: each find in sight with its placeholder, one tap to refuse, nothing leaves unread."""

import pytest

from fieldwork.domain.themes import ThemeStatus
from tests.conftest import logged
from tests.screens.people_stage import HOSTILE, is_plain
from tests.screens.stage import button, html, play, went

TEXT = "Bij Samira aan tafel, Korenbloemstraat 14. Minoes ligt op de bank."


@pytest.fixture
def talk(desks):
    """A talk with a name, an address and a cat."""
    return logged(desks.sara, TEXT)


def test_every_find_has_its_placeholder_behind_it(desks, talk):
    app = play(desks.sara, "pseudoniemen", gesprek=talk.id)
    assert '<mark class="wd-covered">Samira</mark><span class="wd-stands">[naam-1]' in html(app)
    assert "[adres-1]" in html(app)
    assert "niet anoniem" in html(app)


def test_one_tap_refuses_and_one_takes_it_back(desks, talk):
    app = play(desks.sara, "pseudoniemen", gesprek=talk.id)
    button(app, "Geen persoonsgegeven").click().run()
    assert '<mark class="wd-open">Samira</mark>' in html(app)
    assert "Blijft staan" in html(app)
    button(app, "Toch afdekken").click().run()
    assert '<mark class="wd-covered">Samira</mark>' in html(app)


def test_what_was_missed_is_covered_by_typing_it(desks, talk):
    app = play(desks.sara, "pseudoniemen", gesprek=talk.id)
    app.text_input[0].input("op de bank")
    button(app, "Afdekken").click().run()
    assert '<mark class="wd-covered">op de bank</mark>' in html(app)


def test_words_that_are_not_there_are_refused_and_stay_typed(desks, talk):
    app = play(desks.sara, "pseudoniemen", gesprek=talk.id)
    app.text_input[0].input("Bruno")
    button(app, "Afdekken").click().run()
    assert any("staan niet in de tekst" in one.value for one in app.warning)
    assert app.text_input[0].value == "Bruno"


def test_nothing_leaves_before_somebody_says_to_have_read_it(desks, talk):
    app = play(desks.sara, "pseudoniemen", gesprek=talk.id)
    assert app.get("download_button")[0].proto.disabled
    app.checkbox[0].check().run()
    assert not app.get("download_button")[0].proto.disabled


def test_as_it_leaves_no_name_is_in_sight(desks, talk):
    app = play(desks.sara, "pseudoniemen", gesprek=talk.id)
    app.get("button_group")[0].set_value("na").run()
    shown = next(one.proto.body for one in app.get("html") if "wd-share" in one.proto.body)
    assert "Samira" not in shown and "[naam-1]" in shown


def test_quotes_of_a_theme_are_offered(desks):
    note = logged(desks.sara, "De huur van Samira is te hoog. Verder niets.")
    desks.sara.review.mark(note.id, "geld", ThemeStatus.AANWEZIG, "te hoog")
    app = play(desks.sara, "pseudoniemen")
    assert "is te hoog" in html(app) and "Verder niets" not in html(app)


def test_a_talk_leads_here(desks, talk):
    app = play(desks.sara, "gesprek", gesprek=talk.id)
    button(app, "Delen zonder namen").click().run()
    assert went()[-1] == ("pseudoniemen", {"gesprek": talk.id})


def test_what_people_typed_is_shown_as_text(desks):
    note = logged(desks.sara, HOSTILE)
    app = play(desks.sara, "pseudoniemen", gesprek=note.id)
    assert is_plain(app)
    assert not app.exception
    assert not app.error
