"""An answer that is kept is the answer that would be worked out, for who may have it."""

import threading

import pytest

from fieldwork.actions.notes import NoteFilter
from fieldwork.actions.people import NewPerson
from fieldwork.actions.seat import KeptAnswers
from fieldwork.actions.shelf import Shelf
from fieldwork.domain.access import Role
from fieldwork.domain.notes import Draft
from fieldwork.domain.refusals import NotAllowed
from fieldwork.domain.themes import ThemeStatus
from tests.conftest import PASSPHRASE, PASSWORD, logged


def test_every_change_that_a_screen_shows_gives_another_stamp(desks, fatma):
    store = desks.joke._seat.open.store
    note = logged(desks.sara)
    deeds = [
        lambda: logged(desks.sara),
        lambda: desks.sara.review.suggest(note),
        lambda: desks.sara.review.mark(note.id, "geld", ThemeStatus.AANWEZIG),
        lambda: desks.sara.notes.change(note, "Anders."),
        lambda: desks.sara.people.add(NewPerson("Ali")),
        lambda: desks.sara.handover.begin(fatma.id),
        lambda: desks.joke.management.add_account("Els", "els", Role.LEZER, PASSWORD),
        lambda: desks.joke.management.change_study("Nieuw", "Dal", desks.joke.study.starts_on),
    ]
    for number, deed in enumerate(deeds):
        before = store.stamp()
        deed()
        assert store.stamp() > before, number


def test_looking_writing_a_draft_and_signing_in_leave_the_stamp(shelf, desks):
    before = desks.sara._seat.open.store.stamp()
    desks.sara.notes.find(NoteFilter())
    desks.sara.drafts.keep(Draft("d", "woorden", 1))
    shelf.sign_out(shelf.sign_in("het-dal", "sara", PASSWORD))
    assert desks.sara._seat.open.store.stamp() == before


def test_what_another_process_adds_is_seen_at_the_next_question(shelf, desks):
    assert desks.sara.notes.count() == 0
    elsewhere = Shelf(shelf.home)
    elsewhere.unlock("het-dal", PASSPHRASE)
    logged(elsewhere.desk_of("het-dal", "omar"))
    assert desks.sara.notes.count() == 1
    assert len(desks.sara.notes.find(NoteFilter())) == 1


def test_an_answer_for_the_team_is_not_handed_to_the_reader(desks):
    assert desks.sara.people.everybody() == []
    with pytest.raises(NotAllowed):
        desks.willem.people.everybody()


def test_who_changes_the_list_that_was_handed_out_changes_nobody_elses(desks, fatma):
    desks.sara.people.everybody().clear()
    assert [one.person.id for one in desks.omar.people.everybody()] == [fatma.id]


def test_an_answer_is_worked_out_once_and_a_failure_is_not_kept():
    kept, worked = KeptAnswers(), []

    def work_out() -> int:
        worked.append(1)
        if len(worked) == 1:
            raise RuntimeError("eerst niet")
        return len(worked)

    with pytest.raises(RuntimeError):
        kept.answer(1, "vraag", work_out)
    assert [kept.answer(1, "vraag", work_out) for _ in range(3)] == [2, 2, 2]
    assert kept.answer(2, "vraag", work_out) == 3


def test_who_asks_at_the_same_moment_waits_for_the_one_answer():
    kept, worked, askers = KeptAnswers(), [], 6
    asked, under_way = threading.Semaphore(0), threading.Event()

    def work_out() -> int:
        worked.append(1)
        under_way.set()
        for _ in range(askers - 1):
            asked.acquire()
        return 7

    def ask() -> None:
        under_way.wait()
        asked.release()
        found.append(kept.answer(1, "vraag", work_out))

    found: list[int] = []
    others = [threading.Thread(target=ask) for _ in range(askers - 1)]
    for other in others:
        other.start()
    found.append(kept.answer(1, "vraag", work_out))
    for other in others:
        other.join()
    assert (found, len(worked)) == ([7] * askers, 1)


def test_a_failure_of_somebody_else_is_not_the_next_askers():
    kept, failing, let_go = KeptAnswers(), threading.Event(), threading.Event()

    def fail() -> str:
        failing.set()
        let_go.wait()
        raise RuntimeError("van een ander")

    def ask_first() -> None:
        with pytest.raises(RuntimeError):
            kept.answer(1, "vraag", fail)

    first = threading.Thread(target=ask_first)
    first.start()
    failing.wait()
    threading.Timer(0.05, let_go.set).start()
    assert kept.answer(1, "vraag", lambda: "van mij") == "van mij"
    first.join()


def test_no_more_answers_are_kept_than_there_is_room_for():
    kept = KeptAnswers(most=10)
    for number in range(100):
        kept.answer(1, number, lambda: "antwoord")
    assert len(kept._answers) <= 10


def test_many_threads_asking_and_changing_always_see_their_own_change(desks):
    wrong: list[int] = []

    def ask(number: int) -> None:
        note = logged(desks.sara, f"Gesprek {number}")
        if note.id not in {page.note.id for page in desks.sara.notes.find(NoteFilter())}:
            wrong.append(number)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
