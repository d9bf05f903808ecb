"""What a browser sends about a talk is checked; people are found by what stands in an option."""

import pytest

from fieldwork.actions.people import PersonOnList
from fieldwork.domain.drafts import DraftVersion
from fieldwork.domain.ids import PersonId
from fieldwork.domain.people import KeyFigure, Person
from fieldwork.domain.places import Address, Place, Point
from fieldwork.ui.draft import is_draft_id, read_version
from fieldwork.ui.phone_place import read_told
from fieldwork.ui.talk_who import option_labels

HERE = {"lat": 52.5, "lon": 5.2, "accuracy": 12.4}


def on_list(name: str, person_id: str = "p", **more) -> PersonOnList:
    """Return somebody on the list."""
    return PersonOnList(Person(PersonId(person_id), name, **more), None, "")


def label(one: PersonOnList) -> str:
    """Return the words to choose somebody by."""
    return option_labels([one])[one.person.id]


def test_the_name_the_call_name_the_role_and_the_street_stand_in_an_option():
    place = Place(Address("Waalstraat", "12"))
    one = on_list("Grace Owusu", call_name="Auntie", home=place, key_figure=KeyFigure("spil"))
    assert label(one) == "Grace Owusu ‘Auntie’, spil, Waalstraat 12"


@pytest.mark.parametrize(
    ("name", "typed"), [("Özgür Şahin", "ozgur sah"), ("Fatma Aydın", "aydin"), ("Zoë", "zoe")]
)
def test_a_name_with_accents_is_found_without(name, typed):
    assert typed in label(on_list(name)).casefold()
    assert label(on_list(name)).startswith(name)


def test_a_name_without_accents_stands_there_once():
    assert label(on_list("Jan de Vries")) == "Jan de Vries"


def test_two_people_of_one_name_are_two_options():
    found = option_labels([on_list("Jan", "a"), on_list("Jan", "b"), on_list("Jan", "c")])
    assert list(found.values()) == ["Jan", "Jan (2)", "Jan (3)"]


def test_a_place_that_is_sure_enough_is_taken():
    assert read_told(HERE) == (Point(52.5, 5.2), 12.4)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"accuracy": 201}, "maar tot op 201 meter"),
        ({"lat": 48.8}, "buiten Nederland"),
        ({"lat": "52"}, "weet niet waar u bent"),
        ({"lat": True}, "weet niet waar u bent"),
        ({"lon": None}, "weet niet waar u bent"),
        ({"accuracy": float("nan")}, "weet niet waar u bent"),
    ],
)
def test_a_place_of_no_use_is_said_so_with_another_way(changes, said):
    told = read_told(HERE | changes)
    assert isinstance(told, str)
    assert said in told and "tik de plek aan op de kaart" in told


@pytest.mark.parametrize("sent", [None, 3, [], "x"])
def test_what_is_no_place_at_all_is_said_so(sent):
    assert "weet niet waar u bent" in str(read_told(sent))


def test_the_words_of_a_window_are_read():
    sent = {"text": "a", "at": 3.0, "seen": 2, "pen": "p"}
    assert read_version(sent) == DraftVersion("a", 3, "p", 2)


@pytest.mark.parametrize(
    "changes",
    [{"text": None}, {"at": -1}, {"at": True}, {"at": 1e15}, {"seen": "1"}, {"pen": "p" * 65}],
)
def test_what_is_no_version_of_a_draft_is_left(changes):
    assert read_version({"text": "a", "at": 3, "seen": 2, "pen": "p"} | changes) is None


@pytest.mark.parametrize("value", ["", "a b", "../x", "é", "a" * 65, None, 7])
def test_what_cannot_be_a_draft_is_none(value):
    assert not is_draft_id(value)
    assert is_draft_id("abc-1_2")
