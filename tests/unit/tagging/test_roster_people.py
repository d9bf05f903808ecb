"""Whom and what a study knows is found in a text, however it is written."""

import pytest

from fieldwork.domain.ids import PersonId
from fieldwork.domain.people import KeyFigure, Person, PersonKind
from fieldwork.domain.places import Address, Place
from fieldwork.tagging.roster_people import find_people
from fieldwork.tagging.roster_places import find_places


def person(key: str, name: str, **rest) -> Person:
    """Return somebody invented."""
    return Person(PersonId(key), name, **rest)


PEOPLE = (
    person("bouali", "Fatima Bouali", call_name="Fatima"),
    person("aydin", "Fatima Aydın"),
    person("yilmaz", "Zeynep Yılmaz", home=Place(Address("Kadelaan", "12"))),
    person("roos", "Roos de Boer"),
    person("wil", "Wil Jansen", home=Place(Address("Waalstraat", "7"))),
    person("imam", "Yusuf Demir", key_figure=KeyFigure("imam van de moskee")),
    person("rob", "Rob Vos", kind=PersonKind.PROFESSIONAL, about="Huismeester van zes flats"),
    person("kaya", "Hatice Kaya", about="Moeder van Samir.", home=Place(Address("Kadelaan", "7"))),
    person("grace", "Grace Owusu", call_name="Auntie Grace"),
    person("omi", "Omar El Idrissi", call_name="Omi"),
    person("kok1", "Jan Smit", key_figure=KeyFigure("kok bij De Spil")),
    person("kok2", "Piet Blom", key_figure=KeyFigure("kok in de kerk")),
)
STREETS = ("Kadelaan", "Waalstraat", "Plein", "Laan van Spui")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("mw. Yılmaz belde", "mw. Yılmaz yilmaz"),
        ("mevrouw yilmaz belde", "mevrouw yilmaz yilmaz"),
        ("YILMAZ BELDE", "YILMAZ yilmaz"),
        ("gesproken met Fatima Bouali", "Fatima Bouali bouali"),
        ("gesproken met fatima bouali", "fatima bouali bouali"),
        ("Fatima is moe", "Fatima aydin+bouali"),
        ("Fatima's man", "Fatima aydin+bouali"),
        ("Fatima B. is moe", "Fatima B bouali"),
        ("F. Bouali tekende", "F. Bouali bouali"),
        ("meneer Bouali", "meneer Bouali bouali"),
        ("Boualis zoon", "Boualis bouali"),
        ("F.B. gesproken", "F.B bouali"),
        ("F.E. gesproken", ""),
        ("ik wil naar huis", ""),
        ("Wil je koffie?", ""),
        ("Wil kwam langs", "Wil wil"),
        ("gepraat met Wil", "Wil wil"),
        ("een roos in een vaas", ""),
        ("gepraat met Roos", "Roos roos"),
        ("de boer bracht melk", ""),
        ("mw de boer bracht melk", "mw de boer roos"),
        ("bij De Boer thuis", "De Boer roos"),
        ("volgens de imam", "de imam imam"),
        ("een imam uit Utrecht", ""),
        ("onze huismeester", "onze huismeester rob"),
        ("de kok van de kerk", ""),
        ("de buurvrouw van 12", "de buurvrouw van 12 yilmaz"),
        ("de bewoner op nummer 12", "de bewoner op nummer 12 yilmaz"),
        ("de buurman van 7", ""),
        ("een jongen van 12 jaar", ""),
        ("de vrouw van 12 jaar geleden", ""),
        ("de moeder van Samir", "moeder van Samir kaya"),
        ("Samirs moeder", "Samirs moeder kaya"),
        ("Samir zijn moeder", "Samir zijn moeder kaya"),
        ("de moeder van Piet", "Piet kok2"),
        ("auntie grace kookt", "auntie grace grace"),
        ("Auntie Grace kookt", "Auntie Grace grace"),
        ("El-Idrissi kwam", "El-Idrissi omi"),
        ("el idrissi kwam", "el idrissi omi"),
        ("gepraat met Omi", "Omi omi"),
        ("een verhaal zonder iemand", ""),
    ],
)
def test_people_are_found(text, wanted):
    found = [f"{one.span.of(text)} {'+'.join(one.people)}" for one in find_people(text, PEOPLE)]
    assert "; ".join(found) == wanted


def test_a_whole_name_settles_the_first_name_further_on():
    text = "Fatima Bouali deed open. Later was Fatima moe."
    assert [one.people for one in find_people(text, PEOPLE)] == [("bouali",), ("bouali",)]


def test_the_street_of_the_talk_settles_whose_door_is_meant():
    text = "de buurman van 7 klopte"
    assert [one.people for one in find_people(text, PEOPLE, street="Kadelaan")] == [("kaya",)]
    assert [one.people for one in find_people(text, PEOPLE, street="Waalstraat")] == [("wil",)]


def test_letters_that_fall_apart_in_unicode_are_the_same_letters():
    assert find_people("Zeynep Yilmaz", PEOPLE)[0].people == ("yilmaz",)
    assert find_people("AYDIN", PEOPLE)[0].people == ("aydin",)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Kadelaan 14 heeft lekkage", "Kadelaan 14=Kadelaan 14"),
        ("kadelaan 14a", "kadelaan 14a=Kadelaan 14a"),
        ("in de waalstr. 12", "waalstr. 12=Waalstraat 12"),
        ("Kadelaan 14, en verder de Kadelaan", "Kadelaan 14=Kadelaan 14"),
        ("waalstraat 12 jaar gewoond", "waalstraat=Waalstraat"),
        ("Kadelaan nummer 3", "Kadelaan nummer 3=Kadelaan 3"),
        ("Kadelaan 3 en Waalstraat 4", "Kadelaan 3=Kadelaan 3; Waalstraat 4=Waalstraat 4"),
        ("op het plein", ""),
        ("op het Plein", "Plein=Plein"),
        ("Laan van Spui 4-b", "Laan van Spui 4-b=Laan van Spui 4-b"),
        ("Kadelaan 14.30 uur", "Kadelaan=Kadelaan"),
        ("de Kade", ""),
    ],
)
def test_streets_and_addresses_are_found(text, wanted):
    found = [
        f"{one.span.of(text)}={f'{one.street} {one.number}'.strip()}"
        for one in find_places(text, STREETS)
    ]
    assert "; ".join(found) == wanted
