"""People are found by a few letters, known twice no more than needed, and seen by who may."""

from dataclasses import replace
from datetime import timedelta

import pytest

from fieldwork.actions.people import NewPerson
from fieldwork.domain.dates import today
from fieldwork.domain.handover import LegalBasis, LegalGround, UrgencyClass
from fieldwork.domain.ids import PersonId
from fieldwork.domain.notes import ConsentState
from fieldwork.domain.people import KeyFigure, PersonKind
from fieldwork.domain.places import Address, Place, Point
from fieldwork.domain.refusals import BsnNoticed, NameMissing, NotAllowed, NotFound, StaleEdit
from tests.conftest import logged

ODD = "<script>alert(1)</script> {{7*7}} **x** :red[x] $x$ `y` 😀"


def names(found):
    return [one.person.name for one in found]


@pytest.fixture
def street(desks):
    """Three people: a resident, a shopkeeper and a key figure without a link."""
    add = desks.sara.people.add
    add(NewPerson("Özgür Yıldız", home=Place(Address("Waalstraat", "4"))))
    add(NewPerson("Bakker Bram", kind=PersonKind.ONDERNEMER))
    add(NewPerson("Nel Smit", key_figure=KeyFigure("houdt de sleutels", "de hele straat")))
    return desks.sara.people


def test_letters_find_name_street_and_role_without_accents_or_capitals(street):
    assert names(street.find("ozgur")) == ["Özgür Yıldız"]
    assert names(street.find("WAALSTR")) == ["Özgür Yıldız"]
    assert names(street.find("sleutels")) == ["Nel Smit"]
    assert names(street.find("nel sleutels")) == ["Nel Smit"]
    assert names(street.find("nel waalstraat")) == []
    assert len(street.find("  ")) == 3


def test_kind_and_key_figures_narrow_what_letters_found(street):
    assert names(street.find("", PersonKind.ONDERNEMER)) == ["Bakker Bram"]
    assert names(street.find("", key_figures=True)) == ["Nel Smit"]
    assert names(street.find("bram", key_figures=True)) == []


def test_a_key_figure_without_a_link_to_the_gemeente_is_to_do(street):
    (nel,) = street.find("nel")
    assert nel.has_open_link
    linked = replace(nel.person, key_figure=KeyFigure("houdt de sleutels", "", "Willem"))
    street.change(linked)
    assert not street.find("nel")[0].has_open_link
    assert not street.find("bram")[0].has_open_link


def test_the_last_talk_is_the_latest_day(desks, fatma):
    for days in (9, 2, 30):
        logged(desks.sara, people=(fatma.id,), happened_on=today() - timedelta(days=days))
    (one,) = desks.omar.people.everybody()
    assert one.last_talk == today() - timedelta(days=2)


@pytest.mark.parametrize(
    ("name", "phone"),
    [
        ("fatma  AYDIN", ""),
        ("Fatma", ""),
        ("Iemand anders", "0600120001"),
        ("Iemand anders", "+31 6 0012 0001"),
        ("Iemand anders", "0031 (0)6 00120001"),
    ],
)
def test_the_same_name_call_name_or_number_is_noticed(desks, fatma, name, phone):
    assert [one.id for one in desks.sara.people.perhaps_known(name, phone)] == [fatma.id]


@pytest.mark.parametrize(
    ("name", "phone"), [("Fatima", ""), ("", ""), (" ", "-"), ("Piet", "0612")]
)
def test_who_is_not_known_is_not_said_to_be(desks, fatma, name, phone):
    assert desks.sara.people.perhaps_known(name, phone) == []


def test_who_matches_by_name_and_number_is_named_once(desks, fatma):
    assert len(desks.sara.people.perhaps_known("Fatma", "06-0012 0001")) == 1


def test_any_name_comes_back_as_it_was_typed(desks):
    person = desks.sara.people.add(NewPerson(ODD, about=ODD, key_figure=KeyFigure(ODD, ODD, ODD)))
    page = desks.omar.people.page(person.id)
    assert (page.person.name, page.person.about) == (ODD, ODD)
    assert page.person.key_figure == KeyFigure(ODD, ODD, ODD)


def test_a_home_stays_changes_or_goes(desks, fatma):
    people = desks.sara.people
    lives = people.change(fatma, "Waalstraat", "12")
    assert str(lives.home) == "Waalstraat 12"
    same = people.change(replace(lives, about="heeft een hond"))
    assert str(same.home) == "Waalstraat 12"
    pinned = replace(same, home=replace(same.home, point=Point(52.3, 5.2)))
    kept = people.change(pinned, "Waalstraat", "12")
    assert kept.home.point == Point(52.3, 5.2)
    assert people.change(kept, "", "").home == Place()


def test_a_colleague_who_was_first_is_not_overwritten(desks, fatma):
    desks.omar.people.change(replace(fatma, about="van Omar"))
    with pytest.raises(StaleEdit):
        desks.sara.people.change(replace(fatma, about="van Sara"))
    assert desks.sara.people.page(fatma.id).person.about == "van Omar"


def test_a_change_can_be_undone_with_the_person_as_it_was(desks, fatma):
    changed = desks.sara.people.change(replace(fatma, name="Verkeerd"))
    back = desks.sara.people.change(replace(fatma, version=changed.version))
    assert replace(back, version=0) == replace(fatma, version=0)


def test_a_person_without_a_name_or_with_a_bsn_is_refused(desks):
    with pytest.raises(NameMissing):
        desks.sara.people.add(NewPerson("  "))
    with pytest.raises(BsnNoticed):
        desks.sara.people.add(NewPerson("Piet", about="bsn 111222333"))
    assert desks.sara.people.everybody() == []


def test_everything_about_somebody_is_on_one_page(desks, fatma):
    older = logged(desks.sara, people=(fatma.id,), happened_on=today() - timedelta(days=3))
    newer = logged(desks.omar, people=(fatma.id,))
    logged(desks.sara, "Over iemand anders.")
    request = desks.sara.handover.begin(fatma.id, UrgencyClass.P2)
    basis = LegalBasis(
        LegalGround.TOESTEMMING, "hulp", "nodig", ConsentState.GEGEVEN, recipient="Wijkteam"
    )
    filled = replace(request, help_wanted="eten", why="leeg", basis=basis)
    desks.omar.handover.check(desks.sara.handover.change(filled).id)
    desks.joke.handover.send("Wijkteam", [request.id])
    page = desks.sara.people.page(fatma.id)
    assert [note.id for note in page.talks] == [newer.id, older.id]
    assert [one.id for one in page.requests] == [request.id]
    (shared,) = page.disclosures
    assert (shared.recipient, shared.ground) == ("Wijkteam", LegalGround.TOESTEMMING)
    assert page.names[newer.made_by] == "Omar"
    assert page.names[shared.by] == "Joke"


def test_an_unknown_person_is_refused_calmly(desks):
    with pytest.raises(NotFound):
        desks.sara.people.page(PersonId("bestaat-niet"))


@pytest.mark.parametrize(
    "deed",
    [
        lambda people, fatma: people.everybody(),
        lambda people, fatma: people.find("a"),
        lambda people, fatma: people.long_ago(),
        lambda people, fatma: people.page(fatma.id),
        lambda people, fatma: people.perhaps_known("Fatma"),
        lambda people, fatma: people.add(NewPerson("Piet")),
        lambda people, fatma: people.change(fatma),
    ],
)
def test_the_reader_of_the_gemeente_sees_and_changes_nobody(desks, fatma, deed):
    with pytest.raises(NotAllowed):
        deed(desks.willem.people, fatma)
