"""Two entries that are one person: nothing is lost, and what went out stays as it went."""

from dataclasses import replace

import pytest

from fieldwork.actions.consents import NewConsent
from fieldwork.actions.people import NewPerson
from fieldwork.actions.ties import NewTie
from fieldwork.actions.undo import InTheWay
from fieldwork.domain.bin import BinKind
from fieldwork.domain.consents import ConsentPurpose
from fieldwork.domain.dates import today
from fieldwork.domain.doubles import contradictions, joined
from fieldwork.domain.handover import RequestState
from fieldwork.domain.notes import ConsentState
from fieldwork.domain.people import KeyFigure
from fieldwork.domain.places import Address, Place, Point
from fieldwork.domain.refusals import NotAllowed, NotFound, SamePerson, StaleEdit
from fieldwork.domain.sending import ListChanged
from fieldwork.domain.ties import TieKind
from fieldwork.store import doubles, journal, people, rows
from tests.conftest import logged
from tests.unit.actions.handover_cases import RECIPIENT, checked, filled, sent, somebody


@pytest.fixture
def double(desks):
    """Somebody who was added a second time, by a colleague."""
    return desks.omar.people.add(
        NewPerson("Fatma Aydin", phone="+31 6 0012 0001", about="Komt op woensdag")
    )


def merged(desk, kept, double, *taken):
    both = desk.doubles.compare(kept.id, double.id)
    return desk.doubles.merge(both.kept, both.double, taken)


def names(desk):
    return [one.person.name for one in desk.people.everybody()]


def test_what_only_one_knows_is_filled_in_and_a_difference_is_asked():
    kept = NewPerson("Fatma Aydın", about="Twee kinderen").person()
    other = NewPerson("Fatma A.", birth_year=1988, about="Komt op woensdag").person()
    assert [one.field for one in contradictions(kept, other)] == ["name"]
    one = joined(kept, other)
    assert (one.id, one.name, one.birth_year) == (kept.id, "Fatma Aydın", 1988)
    assert one.about == "Twee kinderen\nKomt op woensdag"
    assert joined(kept, other, ["name"]).name == "Fatma A."
    with pytest.raises(ValueError, match="about"):
        joined(kept, other, ["about"])


def test_a_difference_is_told_in_words_whatever_it_is():
    figure = KeyFigure("houdt de sleutels")
    home = Place(Address("Waalstraat", "4"))
    kept = replace(NewPerson("A").person(), key_figure=figure, home=home, birth_year=1950)
    other = replace(
        NewPerson("A").person(),
        key_figure=KeyFigure("kookt"),
        home=Place(point=Point(52.3, 5.2)),
        birth_year=1951,
    )
    told = {one.label: (one.here, one.there) for one in contradictions(kept, other)}
    assert told == {
        "Adres": ("Waalstraat 4", "Een plek op de kaart"),
        "Geboortejaar": ("1950", "1951"),
        "Sleutelfiguur voor": ("houdt de sleutels", "kookt"),
    }


def test_who_shares_a_name_a_number_or_an_address_is_offered(desks):
    fatma = somebody(desks.sara)
    same_number = desks.omar.people.add(NewPerson("F. A.", phone="+31600120001"))
    same_name = desks.omar.people.add(NewPerson("FATMA"))
    desks.omar.people.add(NewPerson("Nel Smit", phone="0612345678"))
    found = {one.person.id for one in desks.sara.doubles.alike(fatma.id)}
    assert found == {same_number.id, same_name.id}


def test_every_table_that_points_to_people_moves_along_or_is_written_once():
    pointing = {one.child for one in rows.links() if one.parent == "people"}
    assert journal.OUTSIDE.keys() >= doubles.WRITTEN_ONCE
    assert pointing - doubles.WRITTEN_ONCE <= set(journal.JOURNALLED)


def test_talks_requests_and_ties_of_both_are_with_the_one_that_stays(desks, fatma, double):
    talk = logged(desks.sara, people=(double.id,))
    together = logged(desks.sara, people=(double.id, fatma.id))
    nel = desks.sara.people.add(NewPerson("Nel Smit"))
    desks.sara.ties.make(NewTie(double.id, nel.id, TieKind.BUUR))
    desks.sara.ties.make(NewTie(double.id, fatma.id, TieKind.BUUR))
    request = desks.sara.handover.begin(double.id)
    kept = merged(desks.sara, fatma, double)
    assert "Komt op woensdag" in kept.about
    assert names(desks.sara).count("Fatma Aydin") == 0
    page = desks.sara.people.page(fatma.id)
    assert {one.id for one in page.talks} == {talk.id, together.id}
    assert [one.id for one in page.requests] == [request.id]
    assert [one.name for one in page.doubles] == ["Fatma Aydin"]
    assert [one.other.id for one in desks.sara.ties.of_person(fatma.id)] == [nel.id]
    assert desks.sara.notes.page(together.id).note.people == (fatma.id,)
    assert desks.sara.people.page(double.id).person.id == fatma.id


def test_merging_can_be_taken_back_whole(desks, fatma, double):
    talk = logged(desks.sara, people=(double.id, fatma.id))
    before = desks.sara.notes.page(talk.id).note.people
    assert set(before) == {double.id, fatma.id}
    merged(desks.sara, fatma, double, "name")
    assert desks.sara.people.page(fatma.id).person.name == "Fatma Aydin"
    [deed, *_] = desks.sara.undo.recent(1)
    desks.sara.undo.undo(deed.number)
    assert desks.sara.notes.page(talk.id).note.people == before
    assert "Fatma Aydin" in names(desks.sara)
    assert "Komt op woensdag" not in desks.sara.people.page(fatma.id).person.about
    [again, *_] = desks.sara.undo.recent(1)
    desks.sara.undo.undo(again.number)
    assert desks.sara.notes.page(talk.id).note.people == (fatma.id,)


def test_what_went_out_under_the_other_name_stays_and_can_still_be_called_back(desks, fatma):
    request = sent(desks.sara, desks.joke, name="Fatma Aydin")
    [before] = desks.willem.handover.lists()
    double = desks.sara.people.page(request.person).person
    merged(desks.joke, fatma, double)
    [gone] = desks.joke.people.page(fatma.id).disclosures
    assert (gone.person, gone.request) == (double.id, request.id)
    [after] = desks.willem.handover.lists()
    assert [card.request.id for card in after.cards] == [card.request.id for card in before.cards]
    assert desks.joke.handover.card(request.id).request.person == fatma.id
    name, _ = desks.joke.handover.file(before.sent.id, "xlsx", "geheim woord 12")
    assert before.sent.number in name
    desks.omar.consents.say(
        NewConsent(
            fatma.id,
            ConsentPurpose.DELEN,
            ConsentState.INGETROKKEN,
            "aan de deur",
            said_on=today(),
        )
    )
    [recall] = desks.joke.recalls.open()
    assert recall.recall.list_number == before.sent.number


def test_a_no_of_the_one_counts_at_once_for_what_was_asked_for_the_other(desks, fatma):
    desks.omar.consents.say(
        NewConsent(
            fatma.id,
            ConsentPurpose.DELEN,
            ConsentState.GEWEIGERD,
            "aan de deur",
            said_on=today(),
        )
    )
    request = filled(desks.sara, name="Fatma Aydin")
    request = desks.joke.handover.check(request.id)
    assert request.state is RequestState.GETOETST
    merged(desks.joke, fatma, desks.sara.people.page(request.person).person)
    assert desks.joke.handover.card(request.id).request.state is RequestState.CONCEPT


def test_what_lay_in_the_bin_comes_back_with_the_one_that_stays(desks, fatma, double):
    talk = logged(desks.sara, people=(double.id, fatma.id))
    item = desks.sara.bin.throw(BinKind.GESPREK, talk.id)
    merged(desks.sara, fatma, double)
    desks.sara.bin.restore(item)
    assert desks.sara.notes.page(talk.id).note.people == (fatma.id,)


def test_a_double_goes_to_the_bin_and_comes_back_with_who_they_are(desks, fatma, double):
    merged(desks.sara, fatma, double)
    item = desks.sara.bin.throw(BinKind.PERSOON, fatma.id)
    assert "Fatma Aydin" not in names(desks.sara)
    desks.sara.bin.restore(item)
    assert "Fatma Aydin" not in names(desks.sara)
    assert [one.name for one in desks.sara.people.page(fatma.id).doubles] == ["Fatma Aydin"]


def test_a_deed_of_before_that_would_point_to_the_double_stays_done(desks, fatma, double):
    nel = desks.sara.people.add(NewPerson("Nel Smit"))
    tie = desks.sara.ties.make(NewTie(double.id, nel.id, TieKind.BUUR))
    desks.sara.ties.undo(tie.id)
    [deed, *_] = desks.sara.undo.recent(1)
    merged(desks.sara, fatma, double)
    with pytest.raises(InTheWay, match="samengevoegd"):
        desks.sara.undo.undo(deed.number)


def test_a_talk_that_was_being_written_goes_to_who_they_turned_out_to_be(desks, fatma, double):
    merged(desks.sara, fatma, double)
    talk = logged(desks.sara, people=(double.id,))
    assert desks.sara.notes.page(talk.id).note.people == (fatma.id,)
    with pytest.raises(NotFound):
        desks.sara.handover.begin(double.id)


def test_three_entries_of_one_person_become_one(desks, fatma, double):
    third = desks.sara.people.add(NewPerson("F. Aydin"))
    merged(desks.sara, double, third)
    merged(desks.sara, fatma, double)
    assert {one.name for one in desks.sara.people.page(fatma.id).doubles} == {
        "Fatma Aydin",
        "F. Aydin",
    }
    assert desks.sara.people.page(third.id).person.id == fatma.id


def test_names_of_before_stay_covered_in_what_leaves_the_team(desks, fatma, double):
    double = desks.sara.people.change(replace(double, name="Zeynep Qorraxi"))
    merged(desks.sara, fatma, double)
    assert ("Zeynep Qorraxi",) in desks.sara.pseudonyms.roster().people


def test_the_same_file_again_brings_nobody_twice(desks, fatma):
    with desks.sara._seat.open.store.work() as session:
        vault = desks.sara._seat.open.store.vault
        brought = people.add_person(session, vault, NewPerson("F.").person(), "lijst-7")
    merged(desks.sara, fatma, brought)
    with desks.sara._seat.open.store.read() as session:
        assert people.imported_people(session)["lijst-7"] == fatma.id


def test_nobody_is_merged_with_themselves_or_behind_a_colleague_s_back(desks, fatma, double):
    with pytest.raises(SamePerson):
        desks.sara.doubles.compare(fatma.id, fatma.id)
    both = desks.sara.doubles.compare(fatma.id, double.id)
    desks.omar.people.change(replace(double, phone="0612345678"))
    with pytest.raises(StaleEdit):
        desks.sara.doubles.merge(both.kept, both.double)
    assert "Fatma Aydin" in names(desks.sara)
    merged(desks.sara, fatma, double)
    with pytest.raises(NotFound):
        desks.omar.doubles.merge(both.kept, both.double)


def test_a_reader_of_the_gemeente_may_not(desks, fatma, double):
    with pytest.raises(NotAllowed):
        desks.willem.doubles.compare(fatma.id, double.id)
    with pytest.raises(NotAllowed):
        desks.willem.doubles.merge(fatma, double)


def test_a_list_that_was_looked_at_stays_here_until_it_is_looked_at_again(desks, fatma):
    request = checked(desks.sara, desks.joke, name="Fatma Aydin")
    put = desks.joke.lists.make(RECIPIENT, [request.id])
    desks.sara.lists.check(put.id)
    merged(desks.sara, fatma, desks.sara.people.page(request.person).person)
    with pytest.raises(ListChanged):
        desks.joke.lists.send(put.id)
    desks.sara.lists.check(put.id)
    assert desks.joke.lists.send(put.id).number


def test_the_next_list_holds_who_is_called_otherwise_since_the_last(desks, fatma):
    request = sent(desks.sara, desks.joke, name="Fatma Aydin")
    double = desks.sara.people.page(request.person).person
    merged(desks.joke, fatma, double)
    assert desks.joke.lists.changed(request.id) == ("naam",)
