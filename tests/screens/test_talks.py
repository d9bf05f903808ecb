"""Logging a talk, reading it back, finding it again, and the map."""

from fieldwork.domain.notes import Draft, Need
from fieldwork.domain.themes import ThemeStatus
from tests.conftest import TEXT, logged
from tests.screens.stage import button, play, words


def test_a_talk_is_kept_with_what_was_typed_and_chosen(desks, fatma):
    desks.sara.drafts.keep(Draft("d1", TEXT, 1))
    app = play(desks.sara, "nieuw_gesprek", concept="d1", persoon=fatma.id)
    app.button_group(key="talk-need").set_value(Need.DEZE_WEEK).run()
    button(app, "Bewaren").click().run()
    from fieldwork.actions.notes import NoteFilter

    (page,) = desks.sara.notes.find(NoteFilter())
    assert (page.note.text, page.note.need) == (TEXT, Need.DEZE_WEEK)
    assert page.note.people == (fatma.id,)
    assert page.reading.open


def test_an_open_urgency_question_keeps_the_talk_on_the_screen(desks):
    desks.sara.drafts.keep(Draft("d1", TEXT, 1))
    app = play(desks.sara, "nieuw_gesprek", concept="d1")
    button(app, "Bewaren").click().run()
    assert "Is er nu hulp nodig?" in app.warning[0].value
    assert desks.sara.notes.count() == 0
    assert desks.sara.drafts.draft("d1").text == TEXT


def test_an_unfinished_talk_is_offered_again(desks):
    desks.sara.drafts.keep(Draft("eerder", "drie woorden hier", 1))
    app = play(desks.sara, "nieuw_gesprek", concept="nieuw")
    assert any("3 woorden" in one.label for one in app.button)
    assert not any("3 woorden" in one.label for one in play(desks.omar, "nieuw_gesprek").button)


def test_a_suggestion_is_confirmed_and_taken_back_on_the_screen(desks, fatma):
    note = logged(desks.sara, people=(fatma.id,))
    desks.sara.review.suggest(note)
    app = play(desks.sara, "gesprek", gesprek=note.id)
    assert "lijkt op" in words(app)
    button(app, "Ja").click().run()
    assert len(desks.sara.notes.page(note.id).reading.findings) == 1
    button(app, "Terugdraaien").click().run()
    assert desks.sara.notes.page(note.id).reading.findings == ()


def test_from_a_confirmed_signal_help_is_asked(desks, fatma):
    note = logged(desks.sara, people=(fatma.id,))
    for suggestion in desks.sara.review.suggest(note).open:
        if suggestion.code == "geen_eten":
            desks.sara.review.confirm(suggestion.id)
    app = play(desks.sara, "gesprek", gesprek=note.id)
    next(one for one in app.button if one.label.startswith("Hulp vragen")).click().run()
    (card,) = desks.sara.handover.of_person(fatma.id)
    assert (card.request.signal, card.request.note) == ("geen_eten", note.id)


def test_reading_back_ends_with_one_tap_and_goes_on_to_the_next(desks):
    first = logged(desks.sara, "Ze zit in de schulden.")
    second = logged(desks.sara, "Mooie tuin.")
    desks.sara.review.suggest(first)
    button(play(desks.sara, "gesprek", gesprek=first.id), "Alles goed, klaar").click().run()
    assert desks.sara.notes.page(first.id).note.reviewed_at
    assert not desks.sara.notes.page(second.id).note.reviewed_at


def test_a_talk_that_is_not_there_is_said_calmly(desks):
    app = play(desks.sara, "gesprek", gesprek="weg")
    assert "is er niet" in app.warning[0].value
    assert not app.exception


def test_the_words_of_a_search_are_found(desks):
    logged(desks.sara, "De huren zijn hoog.")
    logged(desks.sara, "Mooie tuin.")
    app = play(desks.sara, "gesprekken")
    assert "2 gesprekken" in words(app)
    app.text_input(key="talks-words").set_value("huur").run()
    assert "1 gesprek" in words(app) and "Mooie tuin" not in words(app)


def test_today_shows_who_needs_help_today_before_anything_else(desks, fatma):
    logged(desks.sara, people=(fatma.id,), need=Need.VANDAAG)
    seen = words(play(desks.omar, "vandaag"))
    assert seen.index("Vandaag hulp nodig") < seen.index("Nog na te lezen")


def test_today_shows_ten_who_need_help_and_the_rest_when_asked(desks):
    for number in range(12):
        logged(desks.sara, f"Gesprek {number}.", need=Need.VANDAAG)
    app = play(desks.omar, "vandaag")
    assert words(app).count("Vandaag hulp nodig") == 10
    button(app, "Nog 2 gesprekken met vandaag hulp nodig").click().run()
    assert words(app).count("Vandaag hulp nodig") == 12


def test_the_map_says_in_words_what_it_shows(desks):
    note = logged(desks.sara, point=None)
    desks.sara.review.mark(note.id, "geld", ThemeStatus.AANWEZIG)
    seen = words(play(desks.sara, "kaart"))
    assert "1 gesprek heeft geen plek op de kaart." in seen
    assert "Oost" in seen and "West" in seen
