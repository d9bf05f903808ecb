"""When a deed can be taken back, by whom, and what stands in the way."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text as sql

from fieldwork.actions import undo as undo_module
from fieldwork.actions.desk import Desk
from fieldwork.actions.follow_ups import NewFollowUp
from fieldwork.actions.management import LastCoordinator
from fieldwork.actions.seat import Seat
from fieldwork.actions.undo import InTheWay, TooLate
from fieldwork.domain.access import Role
from fieldwork.domain.bin import BinKind
from fieldwork.domain.dates import now, today
from fieldwork.domain.handover import RequestState
from fieldwork.domain.notes import ConsentState, Need, Note
from fieldwork.domain.refusals import NotAllowed, NotFound, StaleEdit
from fieldwork.domain.themes import ThemeStatus
from fieldwork.store import handover, notes
from tests.conftest import TEXT, logged
from tests.unit.actions.handover_cases import RECIPIENT, filled


def later(desk: Desk, **after: float) -> Desk:
    """Return the same desk some time from now."""
    return Desk(Seat(desk.account, desk._seat.open, lambda: now() + timedelta(**after)))


def last(desk: Desk) -> int:
    """Return the number of the deed done last at a desk."""
    return desk.undo.recent(1)[0].number


def answered(desk: Desk, note: Note, need: Need) -> Note:
    """Answer what was asked in a talk, on top of what is there now."""
    return desk.notes.answer(note.id, need)


def test_a_deed_says_when_what_and_about_whom(desks, fatma):
    logged(desks.sara, people=(fatma.id,), street="Waalstraat")
    (deed, *_) = desks.sara.undo.recent()
    assert str(deed)[2] == ":"
    assert str(deed)[5:] == " Gesprek vastgelegd: Fatma, Waalstraat"


def test_a_deed_about_a_theme_names_the_theme(desks, fatma):
    note = logged(desks.sara, people=(fatma.id,))
    desks.sara.review.mark(note.id, "wonen", ThemeStatus.AANWEZIG)
    label = desks.sara.codebook.label("wonen")
    assert desks.sara.undo.recent(1)[0].words == f"Zelf gemarkeerd: {label} · Fatma"


def test_what_was_taken_back_is_offered_again_in_its_place(desks, fatma):
    logged(desks.sara, people=(fatma.id,))
    deed = desks.sara.undo.recent(1)[0]
    taken_back = desks.sara.undo.undo(deed.number)
    assert taken_back.words == "Ongedaan gemaakt: gesprek vastgelegd: Fatma"
    assert deed.number not in {one.number for one in desks.sara.undo.recent()}
    again = desks.sara.undo.undo(taken_back.number)
    assert again.words == "Opnieuw gedaan: gesprek vastgelegd: Fatma"
    assert not again.is_undo


def test_taking_back_is_on_the_trail_and_the_trail_holds(desks):
    logged(desks.sara)
    desks.sara.undo.undo(last(desks.sara))
    entry = desks.joke.management.deeds()[0].entry
    assert (entry.deed, entry.detail) == ("ongedaan gemaakt", "gesprek vastgelegd")
    assert desks.joke.management.trail_holds()


def test_a_deed_can_be_taken_back_for_an_hour(desks):
    note = logged(desks.sara)
    number = last(desks.sara)
    with pytest.raises(TooLate):
        later(desks.sara, minutes=61).undo.undo(number)
    later(desks.sara, minutes=59).undo.undo(number)
    with pytest.raises(NotFound):
        desks.sara.notes.page(note.id)


def test_after_an_hour_the_next_work_leaves_nothing_of_it_in_the_journal(desks):
    logged(desks.sara, "Een keukentafel vol brieven.")
    logged(later(desks.sara, minutes=61), "Iets heel anders.")
    with desks.sara._seat.open.store.read() as session:
        kept = session.execute(sql("SELECT before, after FROM deed_rows")).all()
        deeds = session.execute(sql("SELECT count(*) FROM deeds")).scalar()
    assert "Iets heel anders." in str(kept)
    assert "keukentafel" not in str(kept)
    assert deeds == 1


def test_what_was_taken_back_cannot_be_taken_back_twice(desks):
    logged(desks.sara)
    number = last(desks.sara)
    desks.sara.undo.undo(number)
    with pytest.raises(TooLate):
        desks.sara.undo.undo(number)


def test_a_colleague_who_went_on_is_in_the_way_by_name(desks):
    note = answered(desks.sara, logged(desks.sara), Need.VANDAAG)
    number = last(desks.sara)
    answered(desks.omar, note, Need.DEZE_WEEK)
    with pytest.raises(InTheWay, match=r"Omar .* hulp nodig beantwoord"):
        desks.sara.undo.undo(number)
    assert desks.sara.notes.page(note.id).note.need is Need.DEZE_WEEK


def test_a_later_deed_of_my_own_is_taken_back_first(desks):
    note = logged(desks.sara)
    saved = last(desks.sara)
    answered(desks.sara, note, Need.VANDAAG)
    with pytest.raises(InTheWay, match="Maak dat eerst ongedaan"):
        desks.sara.undo.undo(saved)
    desks.sara.undo.undo(last(desks.sara))
    desks.sara.undo.undo(saved)
    with pytest.raises(NotFound):
        desks.sara.notes.page(note.id)


def test_what_a_colleague_hung_on_it_is_in_the_way(desks):
    note = logged(desks.sara)
    number = last(desks.sara)
    desks.omar.follow_ups.add(NewFollowUp("terugbellen", today(), note=note.id))
    with pytest.raises(InTheWay, match="Omar"):
        desks.sara.undo.undo(number)
    assert len(desks.sara.follow_ups.of_note(note.id)) == 1


def test_what_the_machine_read_after_a_talk_goes_with_it_and_comes_back(desks):
    note = logged(desks.sara, TEXT)
    number = last(desks.sara)
    read = desks.sara.review.suggest(note).open
    assert read
    taken_back = desks.sara.undo.undo(number)
    desks.sara.undo.undo(taken_back.number)
    assert {one.id for one in desks.sara.notes.page(note.id).reading.open} == {
        one.id for one in read
    }


def test_an_answer_to_what_the_machine_read_is_in_the_way(desks):
    note = logged(desks.sara, TEXT)
    number = last(desks.sara)
    read = desks.sara.review.suggest(note).open
    desks.omar.review.confirm(read[0].id)
    with pytest.raises(InTheWay, match=r"Omar .* bevestigd"):
        desks.sara.undo.undo(number)


def test_two_tabs_do_not_fight_after_a_deed_was_taken_back(desks, fatma):
    note = logged(desks.sara)
    in_a_tab = desks.sara.notes.correct(note, (fatma.id,), ConsentState.GEGEVEN)
    desks.sara.undo.undo(last(desks.sara))
    with pytest.raises(StaleEdit):
        desks.sara.notes.correct(in_a_tab, (), ConsentState.GEWEIGERD)


def test_typed_words_outlive_the_hour_in_the_bin(desks):
    note = logged(desks.sara, "Zij vertelt over de lift.")
    desks.sara.undo.undo(last(desks.sara))
    (lying,) = later(desks.sara, hours=5).bin.items()
    later(desks.sara, hours=5).bin.restore(lying.item.id)
    assert desks.sara.notes.page(note.id).note.text == "Zij vertelt over de lift."


def test_a_talk_taken_back_is_found_by_no_search_and_one_done_again_is(desks):
    note = logged(desks.sara, "Zij vertelt over de schimmel.")
    store = desks.sara._seat.open.store

    def found():
        with store.read() as session:
            return notes.search(session, "schimmel")

    taken_back = desks.sara.undo.undo(last(desks.sara))
    assert found() == []
    desks.sara.undo.undo(taken_back.number)
    assert found() == [note.id]


def test_a_field_worker_takes_back_only_own_deeds(desks):
    logged(desks.sara)
    with pytest.raises(NotAllowed):
        desks.omar.undo.undo(last(desks.sara))
    assert desks.omar.undo.recent(everybody=True) == []


def test_a_coordinator_sees_and_takes_back_everybodys(desks):
    note = logged(desks.sara)
    (deed, *_) = desks.joke.undo.recent(everybody=True)
    assert (deed.who, deed.is_mine) == ("Sara", False)
    desks.joke.undo.undo(deed.number)
    with pytest.raises(NotFound):
        desks.sara.notes.page(note.id)


def test_a_reader_takes_back_own_reports_and_sees_no_titles(desks):
    request = desks.joke.handover.check(filled(desks.sara).id)
    desks.joke.handover.send(RECIPIENT, [request.id])
    desks.willem.handover.report(request.id, RequestState.ONTVANGST_BEVESTIGD)
    (deed,) = desks.willem.undo.recent(everybody=True)
    assert deed.about == ""
    desks.willem.undo.undo(deed.number)
    assert desks.joke.handover.card(request.id).request.state is RequestState.VERZONDEN


def test_a_reader_takes_nothing_of_the_team_back(desks):
    logged(desks.sara)
    with pytest.raises(NotAllowed):
        desks.willem.undo.undo(last(desks.sara))


def test_who_lost_a_right_cannot_take_back_what_took_it(desks):
    desks.joke.management.set_role(desks.omar.account.id, Role.COORDINATOR)
    desks.joke.management.set_role(desks.joke.account.id, Role.VELDWERKER)
    account = replace(desks.joke.account, role=Role.VELDWERKER)
    lowered = Desk(Seat(account, desks.joke._seat.open))
    with pytest.raises(NotAllowed):
        lowered.undo.undo(last(lowered))


def test_taking_back_never_leaves_a_study_without_a_coordinator(desks):
    desks.joke.management.set_role(desks.omar.account.id, Role.COORDINATOR)
    number = last(desks.joke)
    desks.joke.management.set_role(desks.joke.account.id, Role.VELDWERKER)
    raised = Desk(Seat(replace(desks.omar.account, role=Role.COORDINATOR), desks.omar._seat.open))
    with pytest.raises(LastCoordinator):
        raised.undo.undo(number)


def test_a_step_of_a_request_that_is_taken_back_is_one_more_step(desks):
    request = filled(desks.sara)
    desks.joke.handover.check(request.id)
    desks.joke.undo.undo(last(desks.joke))
    with desks.joke._seat.open.store.read() as session:
        course = handover.events(session, [request.id])[request.id]
    assert [(one.state, one.detail) for one in course] == [
        (RequestState.CONCEPT, ""),
        (RequestState.GETOETST, ""),
        (RequestState.GETOETST, "teruggenomen"),
    ]


def test_a_term_does_not_begin_anew_when_a_later_step_is_taken_back(desks):
    request = desks.joke.handover.check(filled(desks.sara).id)
    desks.joke.handover.send(RECIPIENT, [request.id])
    before = desks.joke.handover.card(request.id)
    later(desks.joke, minutes=20).handover.withdraw(request.id, "Het is al geregeld")
    later(desks.joke, minutes=30).undo.undo(last(later(desks.joke, minutes=30)))
    after = desks.joke.handover.card(request.id)
    assert before.confirm_before is not None
    assert after.confirm_before == before.confirm_before
    assert after.contact_before == before.contact_before


def test_what_breaks_half_way_changes_nothing(desks, monkeypatch):
    note = logged(desks.sara)
    number = last(desks.sara)

    def die(*_args, **_named):
        raise RuntimeError("the power went")

    monkeypatch.setattr(undo_module.taken_back, "write_down", die)
    with pytest.raises(RuntimeError):
        desks.sara.undo.undo(number)
    monkeypatch.undo()
    assert desks.sara.notes.page(note.id).note.text == note.text
    assert desks.sara.bin.items() == []
    desks.sara.undo.undo(number)


def test_of_two_who_take_the_same_back_at_once_one_does(desks):
    logged(desks.sara)
    number, heard = last(desks.sara), []

    def take_back(desk: Desk) -> None:
        try:
            desk.undo.undo(number)
            heard.append("done")
        except TooLate:
            heard.append("too late")

    threads = [threading.Thread(target=take_back, args=(one,)) for one in (desks.sara, desks.joke)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(heard) == ["done", "too late"]


def test_what_needs_something_in_the_bin_waits_for_it(desks, fatma):
    note = logged(desks.sara, people=(fatma.id,))
    desks.sara.notes.correct(note, (), ConsentState.GEGEVEN)
    number = last(desks.sara)
    desks.sara.bin.throw(BinKind.PERSOON, fatma.id)
    with pytest.raises(undo_module.NeedsWhatIsGone):
        desks.sara.undo.undo(number)


def test_what_changed_nothing_is_not_offered(desks):
    note = logged(desks.sara)
    desks.sara.review.confirm_all(note.id)
    assert [one.what for one in desks.sara.undo.recent()] == ["Gesprek vastgelegd"]


def test_every_sign_in_a_text_comes_back(desks):
    note = logged(desks.sara, "é\U0001f600 ' \" \\ \n\t" * 400)
    desks.sara.undo.undo(last(desks.sara))
    desks.sara.undo.undo(last(desks.sara))
    assert desks.sara.notes.page(note.id).note == note
