"""The reader knows Dutch only, says so, and tags nothing in another language."""

import pytest

from fieldwork.tagging.lines import NoteLine, tag_lines
from fieldwork.tagging.pipeline import load_tagger

OTHER_LANGUAGES = (
    "The neighbour told me that she has had no food in the house since Monday.",
    "Die Nachbarin sagt, dass sie seit Tagen nichts zu essen im Haus hat.",
    "Komşusu günlerdir yemek yemediğini ve kocasının yine içtiğini söyledi.",
    "Sąsiadka mówi, że od kilku dni nic nie jadła, a mąż znowu pije.",
    "La voisine dit qu'elle n'a rien mangé depuis des jours.",
    "جارتها تقول إنها لم تأكل منذ أيام وزوجها يشرب",
)
DUTCH = (
    "mw heeft al dgn niks gegeten, koelk leeg, zoon belt nie meer trug",
    "Da's nen helen lange tied da k heb zitten wachten op die brief van 't GAK.",
    "ze zei dat haar ex r weer stond, whatever, politie doet niks bro",
)


@pytest.mark.parametrize("text", OTHER_LANGUAGES)
def test_another_language_is_not_read(text):
    tagged = load_tagger().tag(text)
    assert not tagged.is_dutch
    assert (tagged.themes, tagged.signals, tagged.suggested) == ((), (), ())


@pytest.mark.parametrize("text", DUTCH)
def test_hasty_dutch_and_dialect_are_read(text):
    assert load_tagger().tag(text).is_dutch


def test_a_name_or_a_street_alone_is_no_other_language():
    assert load_tagger().tag("Yılmaz, Kadelaan 14").is_dutch


def test_the_command_is_told_which_note_was_not_read():
    said = []
    notes = [NoteLine("n1", OTHER_LANGUAGES[0], 1), NoteLine("n2", DUTCH[0], 2)]
    assert [line["id"] for line in tag_lines(notes, say=said.append)] == ["n1", "n2"]
    assert said == ["n1: dit lijkt geen Nederlands en is niet gelezen."]
