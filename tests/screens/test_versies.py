"""Changing a talk's text, two people at it, its versions, and findings whose words are gone."""

import pytest

from fieldwork.domain.drafts import DraftVersion
from fieldwork.domain.themes import ThemeStatus
from tests.conftest import TEXT, logged
from tests.screens.stage import button, html, play, went, words

HOSTILE = "<script>alert(1)</script> {{7*7}} {% x <img src=x onerror=alert(1)> **vet** :red[x] $x$"
LEFT = "twee maanden laten liggen"


def typed(desk, note, text):
    """Type ``text`` in the field of my change, as a browser would, and return the change."""
    edit = desk.versions.begin(note.id)
    seen = desk.drafts.opened(edit.draft).main.typed_at
    desk.drafts.write(edit.draft, DraftVersion(text, seen + 1, "pen", seen))
    return desk.versions.edit(note.id)


def text_of(desk, note):
    return desk.notes.page(note.id).note.text


def labels(app):
    return [one.label for one in app.button]


def test_a_text_is_changed_and_the_change_taken_back(desks):
    note = logged(desks.sara, "Mooie tuin.")
    app = play(desks.sara, "gesprek", gesprek=note.id)
    button(app, "Tekst wijzigen").click().run()
    assert not app.exception
    typed(desks.sara, note, "Mooie grote tuin.")
    button(app, "Tekst bewaren").click().run()
    assert text_of(desks.sara, note) == "Mooie grote tuin."
    assert "Tekst gewijzigd: Sara" in words(app) and "Versies (2)" in labels(app)
    button(app, "Ongedaan maken").click().run()
    assert text_of(desks.sara, note) == "Mooie tuin."
    assert len(desks.sara.versions.of(note.id)) == 3


def test_a_change_that_was_left_half_done_is_offered_again(desks):
    note = logged(desks.sara, "Mooie tuin.")
    typed(desks.sara, note, "Mooie grote")
    app = play(desks.sara, "gesprek", gesprek=note.id)
    assert "Uw wijziging is nog niet opgeslagen" in words(app)
    button(app, "Verder met mijn wijziging").click().run()
    assert "Tekst bewaren" in labels(app)
    assert "Uw wijziging" not in words(play(desks.omar, "gesprek", gesprek=note.id))


def test_a_reload_stays_in_the_field(desks):
    note = logged(desks.sara, "Mooie tuin.")
    app = play(desks.sara, "gesprek", gesprek=note.id, wijzigen="ja")
    assert "Tekst bewaren" in labels(app)
    button(app, "Niet wijzigen").click().run()
    assert "Tekst bewaren" not in labels(app)
    assert desks.sara.versions.edit(note.id) is None


def test_a_change_is_thrown_away_after_one_more_question(desks):
    note = logged(desks.sara, "Mooie tuin.")
    typed(desks.sara, note, "Weg ermee.")
    app = play(desks.sara, "gesprek", gesprek=note.id, wijzigen="ja")
    button(app, "Ja, weggooien").click().run()
    assert desks.sara.versions.edit(note.id) is None
    assert text_of(desks.sara, note) == "Mooie tuin."


def test_an_empty_text_is_refused_and_the_field_stays(desks):
    note = logged(desks.sara, "Mooie tuin.")
    typed(desks.sara, note, " ")
    app = play(desks.sara, "gesprek", gesprek=note.id, wijzigen="ja")
    button(app, "Tekst bewaren").click().run()
    assert "Er staat nog niets in het tekstvak" in app.warning[0].value
    assert text_of(desks.sara, note) == "Mooie tuin."


def test_who_saves_second_sees_both_texts_also_after_a_reload(desks):
    note = logged(desks.sara, "Aan tafel. De huur is hoog.")
    typed(desks.sara, note, "Aan de grote tafel. De huur is hoog.")
    app = play(desks.sara, "gesprek", gesprek=note.id, wijzigen="ja")
    desks.omar.notes.change(note, "Aan tafel. De huur is veel te hoog.")
    button(app, "Tekst bewaren").click().run()
    for seen in (app, play(desks.sara, "gesprek", gesprek=note.id, wijzigen="ja")):
        assert not seen.exception
        assert "Omar veranderde deze tekst ook" in words(seen)
        assert "<ins>" in html(seen) and "veel te " in html(seen) and "de grote " in html(seen)
    assert text_of(desks.sara, note) == "Aan tafel. De huur is veel te hoog."
    button(seen, "Beide samen nemen").click().run()
    button(seen, "Tekst bewaren").click().run()
    assert text_of(desks.omar, note) == "Aan de grote tafel. De huur is veel te hoog."


def test_who_keeps_their_own_text_leaves_the_other_among_the_versions(desks):
    note = logged(desks.sara, "De huur is hoog.")
    typed(desks.sara, note, "De huur is laag.")
    desks.omar.notes.change(note, "De huur is betaald.")
    app = play(desks.sara, "gesprek", gesprek=note.id, wijzigen="ja")
    assert "Beide samen nemen" not in labels(app)
    button(app, "Mijn tekst bewaren").click().run()
    assert text_of(desks.omar, note) == "De huur is laag."
    assert "De huur is betaald." in words(play(desks.omar, "versies", gesprek=note.id))


def test_a_text_that_came_in_while_two_were_looked_at_is_shown_first(desks):
    note = logged(desks.sara, "De huur is hoog.")
    typed(desks.sara, note, "De huur is laag.")
    theirs = desks.omar.notes.change(note, "De huur is betaald.")
    app = play(desks.sara, "gesprek", gesprek=note.id, wijzigen="ja")
    desks.joke.notes.change(theirs, "De huur is kwijtgescholden.")
    button(app, "Mijn tekst bewaren").click().run()
    assert text_of(desks.sara, note) == "De huur is kwijtgescholden."
    assert "Joke veranderde deze tekst ook" in words(app)
    assert desks.sara.versions.edit(note.id).mine == "De huur is laag."


def test_versions_are_listed_compared_and_put_back(desks):
    note = logged(desks.sara, "Een tuin.")
    changed = desks.omar.notes.change(note, "Een mooie tuin.")
    desks.sara.notes.change(changed, "Een mooie tuin, zei Samir.")
    app = play(desks.joke, "versies", gesprek=note.id)
    assert "2 woorden erbij" in words(app)
    button(app, "Wat veranderde er").click().run()
    app.selectbox(key="version-from").set_value(1).run()
    assert "mooie " in html(app) and "zei Samir" in html(app)
    assert '<span class="wd-unseen"> erbij: </span>' in html(app)
    button(app, "Terug naar deze tekst").click().run()
    assert went()[-1] == ("gesprek", {"gesprek": note.id})
    assert text_of(desks.joke, note) == "Een mooie tuin."
    assert [one.made_by for one in desks.joke.versions.of(note.id)] == [
        "Joke", "Sara", "Omar", "Sara",
    ]  # fmt: skip


@pytest.mark.parametrize("screen", ["versies", "gesprek"])
def test_hostile_words_in_a_difference_are_shown_as_they_are(desks, screen):
    note = logged(desks.sara, f"Oud. {HOSTILE}")
    typed(desks.sara, note, f"Mijn. {HOSTILE} {HOSTILE}")
    desks.omar.notes.change(note, f"{HOSTILE} Nieuw.")
    app = play(desks.sara, screen, gesprek=note.id, wijzigen="ja")
    assert not app.exception
    seen = html(app)
    assert "<script" not in seen and "<img" not in seen
    assert "&lt;" in seen and "{{" in seen
    assert not any("7*7" in one.value for one in app.markdown)


def test_a_finding_whose_words_are_gone_is_shown_and_placed_again(desks):
    note = logged(desks.sara)
    desks.sara.review.mark(note.id, "geld", ThemeStatus.AANWEZIG, LEFT)
    desks.sara.notes.change(note, "Zij betaalde de huur niet. Mooie tuin.")
    app = play(desks.omar, "gesprek", gesprek=note.id)
    assert "Deze woorden staan niet meer in de tekst" in html(app)
    assert f"‘{LEFT}’" in html(app)
    button(app, "Hier neerzetten").click().run()
    assert "is nog leeg" in app.warning[0].value
    choice = next(one for one in app.selectbox if one.label == "Waar staat het nu?")
    choice.set_value("Zij betaalde de huur niet.").run()
    button(app, "Hier neerzetten").click().run()
    (found,) = desks.sara.notes.page(note.id).reading.findings
    assert found.suggestion.span.start == 0 and not found.suggestion.quote
    assert "Deze woorden staan niet meer" not in html(app)


@pytest.mark.parametrize(
    ("choice", "left"), [("Gaat over het hele gesprek", 1), ("Terugdraaien", 0)]
)
def test_a_finding_whose_words_are_gone_is_kept_as_a_whole_or_taken_back(desks, choice, left):
    note = logged(desks.sara)
    desks.sara.review.mark(note.id, "geld", ThemeStatus.AANWEZIG, LEFT)
    desks.sara.notes.change(note, "Mooie tuin.")
    app = play(desks.sara, "gesprek", gesprek=note.id)
    button(app, choice).click().run()
    found = desks.sara.notes.page(note.id).reading.findings
    assert len(found) == left and not any(one.suggestion.quote for one in found)


def test_correcting_a_talk_keeps_the_text_that_a_colleague_changed_meanwhile(desks, fatma):
    note = logged(desks.sara, TEXT)
    app = play(desks.sara, "gesprek", gesprek=note.id)
    desks.omar.notes.change(note, "Van Omar.")
    desks.sara.notes.correct(note, [fatma.id], note.consent)
    assert text_of(desks.sara, note) == "Van Omar."
    assert "Van Omar." in html(app.run())
