"""Every screen opens on an empty study and on a full one, and on nothing without the right."""

import pytest

from fieldwork.domain.access import Role
from fieldwork.ui.screens import find_screens
from tests.conftest import logged
from tests.screens.stage import play, words

SCREENS = [screen.name for screen in find_screens()]
HOSTILE = (
    "{{7*7}} {% x <img src=x onerror=alert(1)> `tik` ${1} **vet** :red[rood] $x$ [l](http://b)"
)


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_opens_on_an_empty_study(desks, name):
    screen = next(one for one in find_screens() if one.name == name)
    desk = desks.joke if screen.is_for(desks.joke) else desks.willem
    app = play(desk, name)
    assert not app.exception
    assert not app.error
    assert words(app).strip()


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_shows_nothing_to_who_may_not_see_it(desks, fatma, name):
    logged(desks.sara, "Zij at al dagen niets.", people=(fatma.id,))
    screen = next(one for one in find_screens() if one.name == name)
    for desk in (desks.sara, desks.joke, desks.willem):
        if screen.is_for(desk):
            continue
        app = play(desk, name)
        seen = words(app)
        assert "Met uw rol kunt u" in seen
        assert "Fatma" not in seen and "at al dagen" not in seen


@pytest.mark.parametrize("name", SCREENS)
def test_hostile_words_are_shown_as_they_are(desks, name):
    from fieldwork.actions.people import NewPerson
    from fieldwork.domain.people import KeyFigure

    person = desks.sara.people.add(
        NewPerson(HOSTILE, about=HOSTILE, key_figure=KeyFigure(HOSTILE, HOSTILE, HOSTILE)),
        street=HOSTILE,
        number="1",
    )
    note = logged(desks.sara, HOSTILE, people=(person.id,), street=HOSTILE)
    request = desks.sara.handover.begin(person.id)
    screen = next(one for one in find_screens() if one.name == name)
    desk = desks.joke if screen.is_for(desks.joke) else desks.willem
    app = play(desk, name, gesprek=note.id, persoon=person.id, hulpvraag=request.id)
    assert not app.exception
    assert not app.error
    assert "<img src=x" not in words(app).replace("&lt;img", "") or all(
        "<img src=x" not in html.proto.body for html in app.get("html")
    )


def test_there_is_a_screen_for_every_role():
    for role in Role:
        from fieldwork.domain.access import RIGHTS

        assert any(set(screen.needs) & RIGHTS[role] for screen in find_screens())
