"""Onderzoek: everybody sees how far it is; the coordinator sees the rest."""

import pytest

from fieldwork.actions.management import Deed
from fieldwork.domain.access import Role
from fieldwork.domain.audit import AuditEntry
from fieldwork.domain.dates import now
from fieldwork.ui.study_log import say_deed
from tests.conftest import PASSWORD, logged
from tests.screens.people_stage import HOSTILE, html, is_plain, press
from tests.screens.stage import play

PARTS = ("team", "gebied", "veilig", "logboek")


def test_the_week_and_what_is_behind_are_said(desks):
    logged(desks.sara)
    shown = html(play(desks.sara, "onderzoek"))
    assert "Week 4 van 16" in shown
    assert "Wat loopt achter" in shown
    assert "nog niet gepraat" in shown


@pytest.mark.parametrize("part", PARTS)
def test_a_field_worker_sees_no_part_of_the_coordinator(desks, part):
    logged(desks.sara)
    app = play(desks.sara, "onderzoek", deel=part)
    assert "Wat loopt achter" in html(app)
    assert "Willem Prins" not in html(app)
    assert not app.text_input
    assert not app.get("file_uploader")


@pytest.mark.parametrize("part", PARTS)
def test_the_reader_of_the_gemeente_sees_nothing(desks, part):
    app = play(desks.willem, "onderzoek", deel=part)
    assert "Met uw rol" in app.warning[0].value
    assert html(app) == ""


@pytest.mark.parametrize("part", PARTS)
def test_each_part_opens_for_the_coordinator(desks, part):
    app = play(desks.joke, "onderzoek", deel=part)
    assert not app.exception
    assert not app.error
    assert not app.warning


def test_an_account_is_added_and_the_form_is_empty_again(desks):
    app = play(desks.joke, "onderzoek", deel="team")
    app.text_input(key="team-new-0-name").set_value(HOSTILE)
    app.text_input(key="team-new-0-login").set_value("ana")
    app.text_input(key="team-new-0-password").set_value(PASSWORD)
    press(app, "Toevoegen")
    assert "Opgeslagen" in html(app)
    assert app.text_input(key="team-new-1-name").value == ""
    (ana,) = [one for one in desks.joke.management.accounts() if one.login == "ana"]
    assert (ana.name, ana.role) == (HOSTILE, Role.VELDWERKER)
    assert is_plain(app)


def test_a_login_that_is_taken_keeps_what_was_typed(desks):
    app = play(desks.joke, "onderzoek", deel="team")
    app.text_input(key="team-new-0-name").set_value("Sara Twee")
    app.text_input(key="team-new-0-login").set_value("sara")
    app.text_input(key="team-new-0-password").set_value(PASSWORD)
    press(app, "Toevoegen")
    assert "bestaat al" in app.warning[0].value
    assert app.text_input(key="team-new-0-name").value == "Sara Twee"


def test_a_backup_is_offered_with_its_size(desks):
    app = press(play(desks.joke, "onderzoek", deel="veilig"), "Reservekopie maken")
    (offered,) = app.get("download_button")
    assert "MB" in offered.proto.label
    assert not app.exception


def test_two_different_passphrases_are_refused_before_anything_changes(desks):
    app = play(desks.joke, "onderzoek", deel="veilig")
    app.text_input(key="study-new-0").set_value("een nieuwe lange zin")
    app.text_input(key="study-again-0").set_value("een andere lange zin")
    press(app, "Wachtzin vernieuwen")
    assert "Twee keer dezelfde" in app.warning[0].value


def test_only_the_example_offers_to_begin_anew(desks):
    app = play(desks.joke, "onderzoek", deel="veilig")
    assert "Voorbeeld opnieuw" not in html(app)


def test_the_log_says_in_words_who_did_what(desks):
    logged(desks.sara)
    app = play(desks.joke, "onderzoek", deel="logboek")
    seen = html(app)
    assert "Sara legde een gesprek vast" in seen
    assert "Klopt" in seen


@pytest.mark.parametrize(
    ("deed", "detail", "said"),
    [
        ("bevestigd", "geld", "Sara bevestigde: Geld en schulden"),
        ("stand gewijzigd", "geaccepteerd", "Sara zette een hulpvraag op: geaccepteerd"),
        ("iets nieuws", "", "Sara: iets nieuws"),
    ],
)
def test_a_deed_is_said_with_its_detail_in_words(desks, deed, detail, said):
    entry = AuditEntry(1, now(), "a", deed, "b", detail, "")
    assert say_deed(Deed(entry, "Sara"), desks.joke.codebook) == said
