"""A talk's words offer what to do, whom it names and where; a person takes or refuses."""

from datetime import time, timedelta

import pytest

from fieldwork.actions.follow_ups import NewFollowUp
from fieldwork.actions.notes import NoteFilter
from fieldwork.actions.people import NewPerson
from fieldwork.domain.dates import today
from fieldwork.domain.follow_ups import FollowUpKind, FollowUpState
from fieldwork.domain.people import KeyFigure
from fieldwork.domain.places import Street
from fieldwork.domain.refusals import BadDate, Incomplete, NotAllowed, NotFound, StaleEdit
from fieldwork.store import area
from tests.conftest import logged

TALK = "Fatma was moe. Over 3 dagen om half tien bel ik terug. De ontruiming is over 2 weken."


@pytest.fixture
def note(desks):
    return logged(desks.sara, TALK)


def first(desk, note):
    """Return the first day that is offered."""
    return desk.follow_ups.offers(note.id).days[0]


def test_days_are_offered_with_what_is_to_be_done(desks, note):
    call, eviction = desks.sara.follow_ups.offers(note.id).days
    assert (call.what, call.on, call.at) == (
        "terugbellen",
        today() + timedelta(days=3),
        time(9, 30),
    )
    assert call.sentence == "Over 3 dagen om half tien bel ik terug."
    assert (eviction.what, eviction.kind) == ("ontruiming", FollowUpKind.DREIGT)


def test_what_is_taken_stands_on_my_list_with_the_people_of_the_talk(desks, fatma):
    note = logged(desks.sara, "Morgen bel ik terug.", people=(fatma.id,))
    made = desks.sara.follow_ups.take(note.id, first(desks.sara, note).mark)
    (card,) = desks.sara.follow_ups.day().soon
    assert card.follow_up == made
    assert card.title == "Fatma: terugbellen"
    assert desks.sara.follow_ups.offers(note.id).is_empty
    assert desks.omar.follow_ups.day().soon == ()
    assert [one.follow_up for one in desks.omar.follow_ups.of_person(fatma.id)] == [made]
    assert [one.follow_up for one in desks.omar.follow_ups.of_note(note.id)] == [made]


def test_what_is_refused_is_not_offered_again_with_that_talk(desks, note):
    mark = first(desks.sara, note).mark
    desks.sara.follow_ups.refuse(note.id, [mark])
    assert [one.what for one in desks.omar.follow_ups.offers(note.id).days] == ["ontruiming"]
    other = logged(desks.sara, TALK)
    assert len(desks.sara.follow_ups.offers(other.id).days) == 2
    changed = desks.sara.notes.change(desks.sara.notes.page(note.id).note, f"Eerst dit. {TALK}")
    assert [one.what for one in desks.sara.follow_ups.offers(changed.id).days] == ["ontruiming"]


def test_an_open_day_is_chosen_by_a_person(desks):
    note = logged(desks.sara, "Na haar vakantie kom ik terug.")
    offer = first(desks.sara, note)
    assert offer.on is None
    with pytest.raises(BadDate):
        desks.sara.follow_ups.take(note.id, offer.mark)
    made = desks.sara.follow_ups.take(note.id, offer.mark, today() + timedelta(days=20))
    assert (made.on, made.is_vague) == (today() + timedelta(days=20), False)


def test_an_offer_that_is_not_there_cannot_be_taken(desks, note):
    with pytest.raises(NotFound):
        desks.sara.follow_ups.take(note.id, "d:verzonnen")
    with pytest.raises(NotFound):
        desks.sara.follow_ups.place(note.id, "a:verzonnen")


def test_days_that_nobody_can_keep_any_more_are_not_offered(desks):
    long_ago = today() - timedelta(days=60)
    note = logged(desks.sara, "Morgen bel ik terug.", happened_on=long_ago)
    assert desks.sara.follow_ups.offers(note.id).days == ()


def test_late_today_and_soon_are_told_apart(desks):
    note = logged(desks.sara, "Overmorgen bel ik.", happened_on=today() - timedelta(days=5))
    desks.sara.follow_ups.take(note.id, first(desks.sara, note).mark)
    desks.sara.follow_ups.add(NewFollowUp("langs bij De Spil", today(), time(15)))
    desks.sara.follow_ups.add(NewFollowUp("brief", today() + timedelta(days=2)))
    desks.sara.follow_ups.add(NewFollowUp("ver weg", today() + timedelta(days=40)))
    day = desks.sara.follow_ups.day()
    assert [[one.follow_up.what for one in part] for part in (day.late, day.now, day.soon)] == [
        ["bellen"],
        ["langs bij De Spil"],
        ["brief"],
    ]


def test_done_dropped_and_moved_can_be_undone(desks):
    made = desks.sara.follow_ups.add(NewFollowUp("bellen", today()))
    assert desks.sara.follow_ups.done(made.id).state is FollowUpState.GEDAAN
    assert desks.sara.follow_ups.day().now == ()
    assert desks.sara.follow_ups.undo(made.id).is_open
    assert desks.sara.follow_ups.drop(made.id).state is FollowUpState.VERVALLEN
    desks.sara.follow_ups.undo(made.id)
    tomorrow = today() + timedelta(days=1)
    assert desks.sara.follow_ups.move(made.id, tomorrow, time(9)).on == tomorrow
    assert desks.sara.follow_ups.undo(made.id).on == today()


def test_taking_can_be_undone_and_is_then_offered_again(desks, note):
    mark = first(desks.sara, note).mark
    made = desks.sara.follow_ups.take(note.id, mark)
    desks.sara.follow_ups.undo(made.id)
    assert first(desks.sara, note).mark == mark
    assert desks.sara.follow_ups.day().soon == ()


def test_nothing_is_planned_in_the_past_or_without_words(desks):
    with pytest.raises(BadDate):
        desks.sara.follow_ups.add(NewFollowUp("bellen", today() - timedelta(days=1)))
    with pytest.raises(Incomplete):
        desks.sara.follow_ups.add(NewFollowUp("  ", today()))
    made = desks.sara.follow_ups.add(NewFollowUp("bellen", today()))
    with pytest.raises(BadDate):
        desks.sara.follow_ups.move(made.id, today() - timedelta(days=1))


def test_it_can_be_for_a_colleague_who_is_there(desks):
    omar = desks.omar.account.id
    desks.sara.follow_ups.add(NewFollowUp("sleutel halen", today(), for_whom=omar))
    assert len(desks.omar.follow_ups.day().now) == 1
    assert desks.sara.follow_ups.day().now == ()
    with pytest.raises(NotFound):
        willem = desks.willem.account.id
        desks.sara.follow_ups.add(NewFollowUp("x", today(), for_whom=willem))


def test_what_was_for_somebody_who_left_is_seen_by_all(desks):
    omar = desks.omar.account
    desks.sara.follow_ups.add(NewFollowUp("sleutel halen", today(), for_whom=omar.id))
    desks.joke.management.set_active(omar.id, active=False)
    (card,) = desks.sara.follow_ups.day().now
    assert card.for_name == "Omar"


def test_people_are_offered_and_put_with_the_talk_by_one_yes(desks, fatma, note):
    (offer,) = desks.sara.follow_ups.offers(note.id).people
    assert (offer.words, offer.people) == ("Fatma", (fatma.id,))
    desks.sara.follow_ups.link(note.id, fatma.id)
    assert desks.sara.notes.page(note.id).note.people == (fatma.id,)
    assert desks.sara.follow_ups.offers(note.id).people == ()
    desks.sara.follow_ups.unlink(note.id, fatma.id)
    assert desks.sara.notes.page(note.id).note.people == ()


def test_who_was_refused_is_not_offered_again_and_the_other_still_is(desks, fatma, note):
    other = desks.sara.people.add(NewPerson("Fatma Kaya"))
    (offer,) = desks.sara.follow_ups.offers(note.id).people
    assert set(offer.people) == {fatma.id, other.id}
    desks.sara.follow_ups.refuse(note.id, [f"p:{fatma.id}"])
    (offer,) = desks.sara.follow_ups.offers(note.id).people
    assert offer.people == (other.id,)
    desks.sara.follow_ups.refuse(note.id, [f"p:{other.id}"])
    assert desks.sara.follow_ups.offers(note.id).people == ()


def test_the_only_one_with_a_role_is_recognised_by_it(desks):
    imam = desks.sara.people.add(NewPerson("Yusuf Demir", key_figure=KeyFigure("imam")))
    note = logged(desks.sara, "De buurt luistert naar de imam, zegt ze.")
    assert desks.sara.follow_ups.offers(note.id).people[0].people == (imam.id,)


def test_an_address_of_the_area_puts_a_talk_on_the_map(desks, shelf, template):
    line = ((4.900, 52.370), (4.902, 52.370))
    with shelf.opened(template.slug).store.work() as session:
        area.replace_streets(session, [Street("Kadelaan", "BU00010001", line)])
    note = logged(desks.sara, "Bij Kadelaan 14 is de lift stuk.")
    (offer,) = desks.sara.follow_ups.offers(note.id).places
    kept = desks.sara.follow_ups.place(note.id, offer.mark)
    assert str(kept.place) == "Kadelaan 14"
    assert kept.place.point is not None
    assert desks.sara.follow_ups.offers(note.id).places == ()


def test_the_reader_gets_nothing(desks, note):
    made = desks.sara.follow_ups.add(NewFollowUp("bellen", today()))
    mine = desks.willem.follow_ups
    for ask in (
        lambda: mine.offers(note.id),
        lambda: mine.take(note.id, "d:1"),
        lambda: mine.add(NewFollowUp("x", today())),
        lambda: mine.refuse(note.id, ["d:1"]),
        lambda: mine.done(made.id),
        lambda: mine.drop(made.id),
        lambda: mine.undo(made.id),
        lambda: mine.move(made.id, today()),
        mine.day,
        mine.team,
        mine.calendar,
        lambda: mine.of_note(note.id),
        lambda: mine.of_person("x"),
        lambda: mine.link(note.id, "x"),
        lambda: mine.place(note.id, "a:1"),
    ):
        with pytest.raises(NotAllowed):
            ask()


def test_the_calendar_holds_codes_and_no_words(desks, fatma):
    note = logged(desks.sara, "Morgen om 10 uur bel ik Fatma terug.", people=(fatma.id,))
    made = desks.sara.follow_ups.take(note.id, first(desks.sara, note).mark)
    desks.omar.follow_ups.add(NewFollowUp("van Omar", today()))
    told = desks.sara.follow_ups.calendar().decode()
    assert made.code in told
    assert f"DTSTART;TZID=Europe/Amsterdam:{made.on:%Y%m%d}T100000" in told
    for words in ("Fatma", "Aydın", "terugbellen", "bel ik", "Omar", note.id):
        assert words not in told
    assert told.count("BEGIN:VEVENT") == 1


def test_the_trail_tells_what_was_done_without_words(desks, note):
    made = desks.sara.follow_ups.take(note.id, first(desks.sara, note).mark)
    desks.sara.follow_ups.done(made.id)
    deeds = [one.entry for one in desks.joke.management.deeds()][:2]
    assert [one.deed for one in deeds] == ["afspraak gedaan", "afspraak gemaakt"]
    assert all(one.detail == "" for one in deeds)


def test_two_who_change_the_same_lose_nothing(desks):
    made = desks.sara.follow_ups.add(NewFollowUp("bellen", today()))
    desks.sara.follow_ups.done(made.id)
    assert desks.omar.follow_ups.done(made.id).state is FollowUpState.GEDAAN
    note = logged(desks.sara, "x")
    desks.sara.notes.change(note, "y")
    with pytest.raises(StaleEdit):
        desks.sara.notes.change(note, "z")
    assert desks.sara.notes.find(NoteFilter())[0].note.text == "y"
