"""Geleerd: what was learned and from whom, in words; taught, taken back, put back, handed on."""

import json

import pytest

from fieldwork.domain.themes import ThemeStatus
from fieldwork.tagging.encoder import is_installed
from tests.conftest import logged
from tests.screens.people_stage import HOSTILE, is_plain
from tests.screens.stage import button, html, links, play, words

needs_model = pytest.mark.skipif(not is_installed(), reason="needs data/model")


def teach(app, typed: str, code: str | None):
    app.text_input[0].input(typed)
    if code:
        app.selectbox[0].select(code)
    return button(app, "Leren").click().run()


def test_an_empty_study_is_told_what_belongs_here(desks):
    app = play(desks.sara, "geleerd")
    assert "Hier komen woorden die in deze wijk iets betekenen" in html(app)
    assert not app.get("file_uploader")


def test_a_word_is_taught_taken_back_put_back_and_thrown_away(desks):
    app = play(desks.sara, "geleerd")
    teach(app, "de bakkes", "voorzieningen")
    assert "de bakkes" in html(app) and "Sara" in html(app)
    assert app.text_input[0].value == ""
    button(app, "Terugnemen").click().run()
    assert "teruggenomen" in html(app)
    button(app, "Terugzetten").click().run()
    assert "teruggenomen" not in html(app)
    button(app, "Terugnemen").click().run()
    button(app, "Voorgoed weg").click().run()
    assert "de bakkes" not in html(app)


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        ("de", "geld", "staat in bijna elke zin"),
        ("@weg", "geld", "kan Wijkduik niet lezen"),
        ("gele kaart", None, "'Thema of signaal' is nog leeg"),
        ("", "geld", "kan Wijkduik niet lezen"),
    ],
)
def test_a_word_that_is_refused_stays_typed(desks, typed, code, said):
    app = teach(play(desks.sara, "geleerd"), typed, code)
    assert said in app.warning[0].value.replace("\\", "")
    assert app.text_input[0].value == typed


def test_only_the_coordinator_sees_files_and_the_switch(desks):
    for desk, there in ((desks.sara, False), (desks.joke, True)):
        app = play(desk, "geleerd")
        assert bool(app.get("file_uploader")) is there
        assert ("Leren uitzetten" in [one.label for one in app.button]) is there


def test_learning_is_switched_off_and_on(desks):
    app = play(desks.joke, "geleerd")
    button(app, "Leren uitzetten").click().run()
    assert "Leren staat uit." in html(app)
    assert "Leren staat uit." in html(play(desks.sara, "geleerd"))
    assert "Leren aanzetten" not in [one.label for one in play(desks.sara, "geleerd").button]
    app = play(desks.joke, "geleerd")
    button(app, "Leren aanzetten").click().run()
    assert "Leren staat uit." not in html(app)


def test_nothing_is_taken_along_before_the_words_were_read(desks):
    desks.sara.learning.add_word("geld", "gele kaart")
    app = play(desks.joke, "geleerd")
    assert "<li>gele kaart</li>" in html(app)
    assert app.get("download_button")[0].proto.disabled
    app.checkbox[0].check().run()
    assert not app.get("download_button")[0].proto.disabled


def test_a_file_of_another_team_is_looked_at_taken_over_and_undone(desks):
    desks.sara.learning.add_word("geld", "gele kaart")
    _, content = desks.joke.learning.export()
    desks.sara.learning.drop_word(desks.sara.learning.page().words[0].word.id)
    app = play(desks.joke, "geleerd")
    app.get("file_uploader")[0].upload("geleerd.json", content, "application/json").run()
    assert "Uit Het Dal:" in html(app) and "1 woord" in html(app)
    assert not desks.joke.learning.page().words
    button(app, "Overnemen").click().run()
    assert "uit een bestand" in html(app)
    button(app, "Ongedaan maken").click().run()
    assert not desks.joke.learning.page().words
    assert "gele kaart" not in html(app)


def test_a_bad_file_is_refused_on_the_screen_and_the_rest_is_still_there(desks):
    app = play(desks.joke, "geleerd")
    app.get("file_uploader")[0].upload("fout.json", b"{}", "application/json").run()
    assert "Er is niets ingelezen" in app.warning[0].value.replace("\\", "")
    assert "Leren uitzetten" in [one.label for one in app.button]


def test_what_another_team_named_is_shown_as_text(desks):
    table = {
        "wijkduik": "geleerd",
        "version": 1,
        "study": HOSTILE,
        "words": [{"theme": "geld", "pattern": "kaart|<img|onerror", "blocks": False}],
    }
    app = play(desks.joke, "geleerd")
    upload = app.get("file_uploader")[0]
    upload.upload("x.json", json.dumps(table).encode(), "application/json").run()
    assert is_plain(app)
    button(app, "Overnemen").click().run()
    assert is_plain(app) and not app.exception


def test_a_taught_word_is_shown_as_text(desks):
    desks.sara.learning.add_word("geld", "kaart|<b>vet|:red[x]")
    app = play(desks.joke, "geleerd")
    assert is_plain(app) and "<b>" not in html(app).replace("&lt;b&gt;", "")


def test_a_talk_says_quietly_what_the_team_taught(desks):
    note = logged(desks.sara, "Vrijdag ging ze weer naar de bakkes, met twee tassen terug.")
    read = {one.code for one in desks.sara.review.suggest(note).open}
    code = next(one.id for one in desks.sara.codebook.themes if one.id not in read)
    assert "door uw team geleerd" not in html(play(desks.sara, "gesprek", gesprek=note.id))
    desks.omar.learning.add_word(code, "de bakkes")
    desks.sara.review.suggest(note)
    assert html(play(desks.sara, "gesprek", gesprek=note.id)).count("door uw team geleerd") == 1


@needs_model
def test_lessons_are_told_per_theme_and_lead_to_their_talk(desks):
    note = logged(desks.sara, "De schimmel zit tot in de kinderkamer. De huur is te hoog.")
    desks.sara.review.mark(note.id, "wonen", ThemeStatus.AANWEZIG, "schimmel")
    desks.omar.review.mark(note.id, "wonen", ThemeStatus.AANWEZIG, "huur")
    app = play(desks.joke, "geleerd")
    assert "2 keer ja. Van Sara en Omar, sinds" in html(app)
    app.session_state["learned-open-wonen"] = True
    app.run()
    assert [query for _, query in links(app) if note.id in query]
    button(app, "Alles terugnemen").click().run()
    assert "Telt nu niet mee." in html(app)
    button(app, "Alles terugzetten").click().run()
    button(app, "Terugnemen").click().run()
    assert "1 keer ja." in html(app)


def test_onderzoek_leads_here(desks):
    found = links(play(desks.sara, "onderzoek"))
    assert any(label == "Wat Wijkduik van uw team leerde" for label, _ in found)


def test_the_log_says_it_in_words_and_never_which_word(desks):
    desks.sara.learning.add_word("geld", "bakkes")
    shown = words(play(desks.joke, "onderzoek", deel="logboek"))
    assert "leerde Wijkduik een woord bij" in shown and "bakkes" not in shown
