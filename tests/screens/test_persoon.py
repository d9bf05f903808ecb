"""Persoon: everything on one line of time, and every change with its way back."""

from dataclasses import replace

from fieldwork.actions.people import NewPerson
from fieldwork.domain.handover import LegalBasis, LegalGround
from fieldwork.domain.notes import ConsentState
from fieldwork.domain.people import KeyFigure
from tests.conftest import logged
from tests.screens.people_stage import HOSTILE, html, is_plain, links, press
from tests.screens.stage import play


def test_talks_requests_and_what_was_shared_stand_on_one_line(desks, fatma):
    note = logged(desks.sara, people=(fatma.id,))
    request = desks.sara.handover.begin(fatma.id)
    basis = LegalBasis(
        LegalGround.TOESTEMMING,
        "eten regelen",
        "nodig",
        ConsentState.GEGEVEN,
        recipient="Wijkteam Zuid",
    )
    filled = replace(request, help_wanted="een volle koelkast", why="leeg", basis=basis)
    desks.omar.handover.check(desks.sara.handover.change(filled).id)
    desks.joke.handover.send("Wijkteam Zuid", [request.id])
    app = play(desks.sara, "persoon", persoon=fatma.id)
    found = links(app)
    assert any(f"gesprek={note.id}" in where for where in found.values())
    assert f"hulpvraag={request.id}" in found["een volle koelkast"]
    assert any("Wijkteam Zuid" in label for label in found)
    assert "Op grond van: toestemming" in html(app)
    assert "eten regelen" in html(app)


def test_a_help_request_is_begun_from_the_person(desks, fatma):
    press(play(desks.sara, "persoon", persoon=fatma.id), "Hulpvraag maken")
    assert len(desks.sara.handover.of_person(fatma.id)) == 1


def test_an_unknown_or_missing_identity_is_said_calmly(desks):
    for address in ({}, {"persoon": "weg"}, {"persoon": "<script>"}):
        app = play(desks.sara, "persoon", **address)
        assert "Deze persoon is er niet" in app.warning[0].value
        assert not app.exception
        assert not app.error


def test_a_phone_number_can_be_called(desks, fatma):
    assert 'href="tel:0600120001"' in html(play(desks.sara, "persoon", persoon=fatma.id))


def test_a_key_figure_shows_for_what_and_whom(desks):
    nel = desks.sara.people.add(NewPerson("Nel", key_figure=KeyFigure("sleutels", "de straat")))
    shown = html(play(desks.sara, "persoon", persoon=nel.id))
    assert "sleutels" in shown
    assert "de straat" in shown
    assert "Nog te koppelen" in shown


def test_the_reader_of_the_gemeente_sees_nothing_of_a_person(desks, fatma):
    app = play(desks.willem, "persoon", persoon=fatma.id)
    assert "Met uw rol" in app.warning[0].value
    assert html(app) == ""


def test_what_people_typed_is_shown_as_text(desks):
    person = desks.sara.people.add(
        NewPerson(HOSTILE, about=HOSTILE, language=HOSTILE, key_figure=KeyFigure(HOSTILE, HOSTILE)),
        street=HOSTILE,
    )
    logged(desks.sara, HOSTILE, people=(person.id,))
    app = play(desks.sara, "persoon", persoon=person.id)
    assert is_plain(app)
    assert not app.exception
    assert not app.error
