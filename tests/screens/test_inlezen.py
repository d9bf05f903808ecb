"""Inlezen: a file is looked at, its columns confirmed, its good rows taken, its others said."""

import pytest

from fieldwork.domain.imports import ImportField
from fieldwork.imports.words import fold
from tests.screens.people_stage import HOSTILE, is_plain
from tests.screens.stage import button, html, links, play, words
from tests.unit.actions.test_importing import ROWS, table

CSV = "text/csv"


def upload(app, content: bytes, name: str = "a.csv"):
    return app.get("file_uploader")[0].upload(name, content, CSV).run()


def labels(app) -> list[str]:
    return [one.label for one in app.button]


def column(app, heading: str):
    return next(one for one in app.selectbox if fold(one.label) == fold(heading))


def test_it_is_reached_from_onderzoek_and_begins_with_a_file(desks):
    assert any("inlezen" in where for _, where in links(play(desks.sara, "onderzoek")))
    app = play(desks.sara, "inlezen")
    assert not app.exception
    assert app.get("file_uploader")
    assert app.get("download_button")[0].proto.label == "Formulier opslaan"


def test_a_table_is_shown_as_it_will_become_and_then_taken(desks):
    app = upload(play(desks.sara, "inlezen"), table(ROWS))
    assert not app.exception
    assert column(app, "Verslag").value is ImportField.TEXT
    assert "De huur is te hoog." in html(app) and "Hulp nodig: ja, vandaag" in html(app)
    assert desks.sara.notes.count() == 0
    button(app, "Neem de 2 goede rijen").click().run()
    assert not app.exception
    assert "2 gesprekken ingelezen" in html(app)
    assert desks.sara.notes.count() == 2
    assert desks.sara.importing.unread() == 0


def test_every_problem_stands_there_by_its_row_before_anything_is_kept(desks):
    app = upload(
        play(desks.sara, "inlezen"), table([*ROWS, ["3", "31-2-2026", "Nog een."] + [""] * 4])
    )
    assert "Rij 4: '31-2-2026' is geen dag die bestaat" in html(app).replace("&#x27;", "'")
    assert "1 rij kan niet" in html(app)
    assert any("Meenemen" in one.proto.label for one in app.get("download_button"))
    button(app, "Neem niets").click().run()
    assert desks.sara.notes.count() == 0
    assert "Zo wordt het" not in html(app)


def test_the_same_file_again_has_nothing_to_take(desks):
    desks.sara.importing.take(_checked(desks))
    app = upload(play(desks.omar, "inlezen"), table(ROWS), "anders.csv")
    assert "2 al ingelezen" in html(app)
    assert labels(app) == ["Neem niets"]
    assert "Zo stond het de vorige keer" in html(app)


def _checked(desks):
    book = desks.sara.importing.read("a.csv", table(ROWS))
    mapping = desks.sara.importing.suggest(book, book.sheets[0]).mapping
    return desks.sara.importing.check("a.csv", book.sheets[0], mapping)


def test_a_person_says_which_column_holds_the_words(desks):
    rows = [["Datum", "a", "b"], ["13-3-2026", "kort", "ook"], ["14-3-2026", "een", "twee"]]
    app = upload(play(desks.sara, "inlezen"), table(rows))
    assert "nog geen kolom met de tekst" in app.warning[0].value.replace("\\", "")
    column(app, "a").select(ImportField.TEXT).run()
    column(app, "b").select(ImportField.TEXT).run()
    assert "a: kort b: ook" in html(app)
    column(app, "b").select(ImportField.NAME).run()
    assert "a: kort" not in html(app)
    button(app, "Neem de 2 goede rijen").click().run()
    assert {one.person.name for one in desks.sara.people.everybody()} == {"ook", "twee"}


def test_a_field_that_moves_to_another_column_leaves_the_first(desks):
    rows = [["Datum", "Verslag", "Dag"], ["13-3-2026", "Een.", "14-3-2026"]]
    app = upload(play(desks.sara, "inlezen"), table(rows))
    column(app, "Dag").select(ImportField.DAY).run()
    assert column(app, "Datum").value is None
    assert "za 14 maart 2026" in html(app)


def test_days_that_can_be_read_two_ways_are_asked_about_once(desks):
    rows = [["Datum", "Verslag"], ["3-4-2026", "Een."], ["5-6-2026", "Twee."]]
    app = upload(play(desks.sara, "inlezen"), table(rows))
    assert "Zo wordt het" not in html(app)
    app.radio[0].set_value(True).run()
    assert "vr 3 april 2026" in html(app)


def test_unknown_words_are_asked_about_and_mean_what_a_person_says(desks):
    rows = [["Datum", "Verslag", "Akkoord"], ["13-3-2026", "Een.", "Paars"]]
    app = upload(play(desks.sara, "inlezen"), table(rows))
    assert "'Paars' bij" in html(app).replace("&#x27;", "'")
    column(app, "Paars").select("geweigerd")
    button(app, "Zo bedoelen we het").click().run()
    assert "Bewaren: nee" in html(app)


def test_rows_without_a_day_get_the_one_that_is_filled_in(desks):
    app = upload(play(desks.sara, "inlezen"), table([["Verslag"], ["Een lang gesprek."]]))
    assert "Rij 2: geen datum" in html(app)
    app.date_input[0].set_value(desks.sara.study.starts_on).run()
    assert "Neem de ene goede rij" in labels(app)


def test_a_file_that_cannot_be_read_is_refused_and_the_screen_stays(desks):
    app = upload(play(desks.sara, "inlezen"), b"\x89PNG\r\n\x1a\n" + b"\x00" * 50)
    assert "Er is niets ingelezen" in app.warning[0].value.replace("\\", "")
    assert app.get("file_uploader")


def test_a_round_is_known_by_itself_and_asks_nothing(desks):
    from tests.unit.imports.files import comma
    from tests.unit.imports.test_rounds import ANSWERS, TAIL, kobo_row

    content = comma([*ANSWERS, *TAIL], kobo_row(ANSWERS), delimiter=";")
    app = upload(play(desks.sara, "inlezen"), content)
    assert "komt van KoboToolbox" in html(app) and not app.selectbox
    assert "350 meter" in html(app)
    button(app, "Neem de ene goede rij").click().run()
    assert desks.sara.notes.count() == 1


@pytest.mark.parametrize("where", [0, 1, 2])
def test_what_stands_in_a_file_is_shown_as_text(desks, where):
    bare = HOSTILE.replace('"', "").replace(";", "")
    rows = [["Datum", "Verslag", "Thema's"], ["13-3-2026", "Een.", ""], ["x", "", "onbekend"]]
    rows[where][1 if where else 2] = bare
    rows[2][2] = bare if where == 2 else "onbekend"
    app = upload(play(desks.sara, "inlezen"), table(rows))
    assert not app.exception
    assert is_plain(app)


def test_the_gemeente_reads_nothing_in(desks):
    app = play(desks.willem, "inlezen")
    assert "Met uw rol kunt u" in words(app)
    assert not app.get("file_uploader")
