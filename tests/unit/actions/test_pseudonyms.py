"""Delen: what the study knows helps, a person has the last word, and no words reach the trail."""

import pytest

from fieldwork.actions.insight import ThemeFilter
from fieldwork.actions.people import NewPerson
from fieldwork.actions.pseudonyms import MOST_AT_ONCE, NotInTexts, Share, TooMany, Verdicts
from fieldwork.domain.dates import today
from fieldwork.domain.ids import NoteId
from fieldwork.domain.pseudonyms import PersonalData
from fieldwork.domain.refusals import Incomplete, NotAllowed
from fieldwork.domain.themes import ThemeStatus
from tests.conftest import logged

NONE = Verdicts()


def share(text: str) -> Share:
    """Return a text to share."""
    return Share(NoteId("n"), today(), text)


def text_of(desk, text: str, verdicts: Verdicts = NONE) -> str:
    """Return ``text`` as it would leave."""
    (prepared,) = desk.pseudonyms.prepare([share(text)], verdicts)
    return prepared.redacted.text


def test_the_people_of_the_study_are_found_by_every_name(desks):
    desks.sara.people.add(NewPerson("Storm", call_name="Beertje", phone="06-21834407"))
    assert text_of(desks.sara, "beertje niet, Beertje wel; Storm: 0621834407.") == (
        "[naam-1] niet, [naam-1] wel; [naam-1]: [telefoon-1]."
    )


def test_the_buurten_stay_as_they_are(desks):
    area = desks.sara.insight.buurten()[0].name
    assert text_of(desks.sara, f"Zij wonen in {area}.") == f"Zij wonen in {area}."


def test_what_is_refused_stays_and_what_is_added_goes(desks):
    text = "Minoes zat bij Samira, de voorzitster van de speeltuin."
    verdicts = NONE.with_refused("Minoes")
    verdicts = desks.sara.pseudonyms.add(
        [share(text)], verdicts, PersonalData.NAAM, " voorzitster van de speeltuin "
    )
    assert text_of(desks.sara, text, verdicts) == "Minoes zat bij [naam-1], de [naam-2]."


def test_a_refusal_can_be_taken_back(desks):
    verdicts = NONE.with_refused("Samira").with_accepted("Samira")
    assert text_of(desks.sara, "Bij Samira.", verdicts) == "Bij [naam-1]."


def test_words_that_stand_nowhere_are_not_added(desks):
    with pytest.raises(NotInTexts):
        desks.sara.pseudonyms.add([share("Bij haar.")], NONE, PersonalData.NAAM, "Bruno")
    with pytest.raises(Incomplete):
        desks.sara.pseudonyms.add([share("Bij haar.")], NONE, PersonalData.NAAM, "  ")


def test_talks_and_quotes_are_chosen_by_theme_and_period(desks):
    note = logged(desks.sara, "De huur van Samira is te hoog. Verder niets.")
    logged(desks.sara, "Mooi weer.")
    desks.sara.review.mark(note.id, "geld", ThemeStatus.AANWEZIG, "te hoog")
    pseudonyms = desks.sara.pseudonyms
    assert [theme.id for theme in pseudonyms.themes()] == ["geld"]
    assert [one.text for one in pseudonyms.quotes(ThemeFilter(), "geld")] == [
        "De huur van Samira is te hoog."
    ]
    assert len(pseudonyms.talks(ThemeFilter())) == 2
    assert [one.note for one in pseudonyms.talks(ThemeFilter(), "geld")] == [note.id]


def test_the_file_has_the_warning_and_no_name(desks):
    prepared = desks.sara.pseudonyms.prepare([share("Bij Samira thuis.")], NONE)
    content = desks.sara.pseudonyms.file(prepared).decode("utf-8")
    assert content.startswith("Gepseudonimiseerd, niet anoniem")
    assert "Bij [naam-1] thuis." in content and "Samira" not in content


def test_the_trail_tells_that_it_was_done_and_no_words(desks):
    note = logged(desks.sara, "Bij Samira thuis.")
    shares = [Share(note.id, note.happened_on, note.text)]
    verdicts = NONE.with_refused("thuis")
    prepared = desks.sara.pseudonyms.prepare(shares, verdicts)
    desks.sara.pseudonyms.take_along(prepared, verdicts)
    entry = desks.joke.management.deeds()[0].entry
    assert (entry.deed, entry.subject, entry.detail) == ("gepseudonimiseerd", note.id, "1/1/1/0")


def test_nothing_is_no_file_and_too_much_is_refused(desks):
    with pytest.raises(Incomplete):
        desks.sara.pseudonyms.file([])
    with pytest.raises(TooMany):
        desks.sara.pseudonyms.prepare([share("x")] * (MOST_AT_ONCE + 1), NONE)


def test_who_may_not_read_talks_may_not_share_them(desks):
    pseudonyms = desks.willem.pseudonyms
    for ask in (
        lambda: pseudonyms.prepare([share("Bij Samira.")], NONE),
        pseudonyms.roster,
        pseudonyms.themes,
        lambda: pseudonyms.talks(ThemeFilter()),
        lambda: pseudonyms.quotes(ThemeFilter(), "geld"),
    ):
        with pytest.raises(NotAllowed):
            ask()
    prepared = desks.sara.pseudonyms.prepare([share("Bij Samira.")], NONE)
    with pytest.raises(NotAllowed):
        pseudonyms.file(prepared)
    with pytest.raises(NotAllowed):
        pseudonyms.take_along(prepared, NONE)
