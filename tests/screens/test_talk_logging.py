"""The screen where a talk is logged: what is filled in comes back, what is left is said."""

from fieldwork.actions.notes import NoteFilter
from fieldwork.actions.people import NewPerson
from fieldwork.domain.dates import today
from fieldwork.domain.drafts import DraftDetails, DraftNewcomer, DraftVersion
from fieldwork.domain.notes import ConsentState, Draft, Need
from fieldwork.domain.people import Source
from tests.conftest import TEXT, logged
from tests.screens.stage import button, html, play, went, words
from tests.unit.actions.test_attachments import photo, sound

HOSTILE = "{{7*7}} **vet** <img src=x onerror=alert(1)> :red[x] `tik` $x$ [a](http://b)"


def test_everything_filled_in_comes_back_on_the_screen_and_is_saved(desks, fatma):
    desks.sara.drafts.keep(Draft("d1", TEXT, 1))
    told = DraftDetails(
        people=(fatma.id, "iemand-die-weg-is"),
        newcomers=(DraftNewcomer("Özgür", Source.SLEUTELFIGUUR, "kapper", phone="06-0012 0099"),),
        way="geen",
        day=today(),
        consent=ConsentState.GEGEVEN,
        need=Need.VANDAAG,
    )
    desks.sara.drafts.fill_in("d1", told)
    app = play(desks.sara, "nieuw_gesprek", concept="d1")
    assert app.multiselect(key="talk-who").value == [fatma.id, "Özgür"]
    button(app, "Bewaren").click().run()
    (page,) = desks.sara.notes.find(NoteFilter())
    assert [one.name for one in page.people] == ["Fatma Aydın", "Özgür"]
    assert page.people[1].key_figure.role == "kapper"
    assert (page.note.need, page.note.consent) == (Need.VANDAAG, ConsentState.GEGEVEN)
    assert went()[-1] == ("gesprek", {"gesprek": page.note.id})


def test_an_answer_is_kept_with_the_draft_at_once(desks):
    app = play(desks.sara, "nieuw_gesprek", concept="d1")
    app.button_group(key="talk-need").set_value(Need.DEZE_WEEK).run()
    app.multiselect(key="talk-who").set_value([HOSTILE]).run()
    kept = desks.sara.drafts.opened("d1").details
    assert (kept.need, kept.newcomers) == (Need.DEZE_WEEK, (DraftNewcomer(HOSTILE),))
    assert not app.exception
    app.button_group(key="talk-need").set_value(None).run()
    assert desks.sara.drafts.opened("d1").details.need is None


def test_what_was_filled_in_for_one_draft_is_not_on_the_screen_of_another(desks):
    desks.sara.drafts.fill_in("d1", DraftDetails(need=Need.VANDAAG))
    assert play(desks.sara, "nieuw_gesprek", concept="d1").button_group(key="talk-need").value
    assert not play(desks.sara, "nieuw_gesprek", concept="d2").button_group(key="talk-need").value
    assert not play(desks.omar, "nieuw_gesprek", concept="d1").button_group(key="talk-need").value


def test_somebody_with_a_name_twice_can_be_chosen(desks):
    desks.sara.people.add(NewPerson("Jan de Wit"))
    second = desks.sara.people.add(NewPerson("Jan de Wit"))
    desks.sara.drafts.keep(Draft("d1", TEXT, 1))
    app = play(desks.sara, "nieuw_gesprek", concept="d1")
    app.multiselect(key="talk-who").set_value([second.id]).run()
    app.button_group(key="talk-need").set_value(Need.NEE).run()
    button(app, "Bewaren").click().run()
    assert desks.sara.notes.find(NoteFilter())[0].note.people == (second.id,)


def test_two_versions_are_shown_the_newest_first_and_put_together(desks):
    desks.sara.drafts.write("d1", DraftVersion("van het eerste", 1000, "a"))
    desks.sara.drafts.write("d1", DraftVersion(f"van het tweede {HOSTILE}", 2000, "b"))
    app = play(desks.sara, "nieuw_gesprek", concept="d1")
    shown = html(app)
    assert "2 vensters" in shown and "<img" not in shown
    assert shown.index("van het tweede") < shown.index("van het eerste")
    button(app, "Alles onder elkaar").click().run()
    assert desks.sara.drafts.draft("d1").text.startswith("van het eerste\n\nvan het tweede")
    assert "vensters" not in html(app)


def test_a_draft_that_is_a_talk_already_leads_there(desks):
    desks.sara.drafts.keep(Draft("d1", TEXT, 1))
    note = logged(desks.sara, draft="d1")
    app = play(desks.sara, "nieuw_gesprek", concept="d1")
    assert "is al opgeslagen" in html(app)
    button(app, "Open het gesprek").click().run()
    assert went()[-1] == ("gesprek", {"gesprek": note.id})
    app = play(desks.sara, "nieuw_gesprek", concept="d1")
    button(app, "Bewaren").click().run()
    assert desks.sara.notes.count() == 1


def test_throwing_away_asks_first_and_begins_anew(desks):
    desks.sara.drafts.keep(Draft("d1", TEXT, 1))
    app = play(desks.sara, "nieuw_gesprek", concept="d1")
    assert "Dit kan niet terug" in html(app)
    assert desks.sara.drafts.draft("d1").text == TEXT
    button(app, "Ja, gooi weg").click().run()
    assert desks.sara.drafts.unfinished() == []


def test_a_photo_and_a_recording_are_shown_with_who_may_take_them_away(desks):
    note = logged(desks.sara)
    first = desks.sara.attachments.add_photo(photo(), note=note.id)
    desks.sara.attachments.add_recording(sound(65), note=note.id)
    app = play(desks.omar, "gesprek", gesprek=note.id)
    assert not app.exception and len(app.get("image")) == 1 and len(app.get("audio")) == 1
    assert not [one for one in app.button if one.label == "Ja, haal weg"]
    app = play(desks.sara, "gesprek", gesprek=note.id)
    app.button(key=f"attachment-drop-{first.id}").click().run()
    assert [one.length for one in desks.sara.attachments.of_note(note.id)] == ["1:05"]


def test_the_talk_says_what_is_still_to_be_done(desks, fatma):
    bare = logged(desks.sara, need=Need.WEET_NIET)
    shown = html(play(desks.sara, "gesprek", gesprek=bare.id))
    for what in ("Met wie het was", "Waar het was", "Is er nu hulp nodig"):
        assert what in shown
    known = logged(desks.sara, people=(fatma.id,), consent=ConsentState.GEGEVEN)
    assert "Met wie het was" not in words(play(desks.sara, "gesprek", gesprek=known.id))
