"""Follow-ups are kept whole and sealed, with their history; what was refused is remembered."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from sqlalchemy import text

from fieldwork.domain.access import Account, Role
from fieldwork.domain.dates import now
from fieldwork.domain.follow_ups import FollowUp, FollowUpId, FollowUpKind, FollowUpState
from fieldwork.domain.ids import AccountId, NoteId, PersonId, new_id
from fieldwork.domain.notes import Need, Note
from fieldwork.domain.people import Person
from fieldwork.domain.refusals import Incomplete, NotFound, StaleEdit
from fieldwork.store import accounts, follow_ups, notes, people
from fieldwork.store.study import DATABASE, StudyStore
from fieldwork.store.upgrade import upgrade

SARA = AccountId("sara")
FATMA = PersonId("fatma")
NOTE = NoteId("gesprek")
TUESDAY = date(2026, 11, 24)


@pytest.fixture
def store(tmp_path) -> StudyStore:
    made = StudyStore(tmp_path / DATABASE, b"k" * 32)
    upgrade(made.engine)
    with made.work() as session:
        accounts.add_account(session, Account(SARA, "sara", "Sara Timmers", Role.VELDWERKER), "")
        people.add_person(session, made.vault, Person(FATMA, "Fatma Aydın"))
        note = Note(NOTE, "Dinsdag bel ik terug.", date(2026, 11, 19), SARA, now(), need=Need.NEE)
        notes.add_note(session, made.vault, note)
    return made


def follow_up(**changes) -> FollowUp:
    """Return a follow-up, with changes."""
    made = {
        "id": FollowUpId(new_id()),
        "what": "Fatma terugbellen",
        "on": TUESDAY,
        "for_whom": SARA,
        "made_by": SARA,
        "made_at": now(),
        "at": time(14, 30),
        "sentence": "Dinsdag bel ik Fatma terug.",
        "note": NOTE,
        "people": (FATMA,),
        "mark": "d:1",
    }
    return FollowUp(**(made | changes))


def add(store: StudyStore, **changes) -> FollowUp:
    with store.work() as session:
        return follow_ups.add(session, store.vault, follow_up(**changes))


def found(store: StudyStore, **which) -> list[FollowUp]:
    with store.read() as session:
        return follow_ups.follow_ups(session, store.vault, **which)


def test_a_follow_up_comes_back_as_it_was_kept(store):
    kept = add(store, kind=FollowUpKind.DREIGT, is_vague=True)
    assert found(store) == [kept]
    with store.read() as session:
        assert follow_ups.follow_up(session, store.vault, kept.id) == kept


def test_its_words_are_sealed(store):
    add(store)
    with store.read() as session:
        rows = session.execute(text("SELECT * FROM follow_ups")).all()
        rows += session.execute(text("SELECT * FROM follow_up_events")).all()
    assert "Fatma" not in repr(rows) and "terugbellen" not in repr(rows)


def test_they_are_found_by_talk_person_state_and_day_the_first_first(store):
    later = add(store, on=TUESDAY + timedelta(days=3), note=None, people=(), mark="")
    whole_day = add(store, at=None, mark="d:2")
    early = add(store, at=time(9), mark="d:3")
    done = add(store, state=FollowUpState.GEDAAN, mark="d:4")
    assert found(store) == [early, done, whole_day, later]
    assert found(store, note=NOTE, is_open=True) == [early, whole_day]
    assert found(store, person=FATMA, until=TUESDAY) == [early, done, whole_day]


def test_a_change_is_kept_with_how_it_was_before(store):
    kept = add(store, is_vague=True)
    with store.work() as session:
        moved = follow_ups.change(
            session, store.vault, kept.moved(TUESDAY + timedelta(days=1)), SARA, now()
        )
        follow_ups.change(session, store.vault, moved.in_state(FollowUpState.GEDAAN), SARA, now())
    with store.read() as session:
        told = follow_ups.history(session, kept)
    assert [(one.on, one.is_vague, one.state.value) for one in told] == [
        (TUESDAY, True, "open"),
        (TUESDAY + timedelta(days=1), False, "open"),
        (TUESDAY + timedelta(days=1), False, "gedaan"),
    ]


def test_who_is_second_does_not_overwrite_the_first(store):
    kept = add(store)
    done = kept.in_state(FollowUpState.GEDAAN)
    with store.work() as session:
        follow_ups.change(session, store.vault, done, SARA, now())
    with pytest.raises(StaleEdit), store.work() as session:
        follow_ups.change(session, store.vault, kept.moved(TUESDAY), SARA, now())
    with pytest.raises(NotFound), store.work() as session:
        gone = replace(kept, id=FollowUpId("weg"))
        follow_ups.change(session, store.vault, gone, SARA, now())


def test_history_cannot_be_changed(store):
    add(store)
    for deed in ("UPDATE follow_up_events SET state = 'gedaan'", "DELETE FROM follow_up_events"):
        with pytest.raises(Exception, match="written once"), store.work() as session:
            session.execute(text(deed))


def test_every_change_is_seen_by_the_screens(store):
    before = store.stamp()
    add(store)
    between = store.stamp()
    with store.work() as session:
        follow_ups.refuse(session, NOTE, "p:x", SARA, now())
    assert before < between < store.stamp()


def test_what_is_answered_is_remembered_until_it_is_offered_again(store):
    add(store)
    with store.work() as session:
        follow_ups.refuse(session, NOTE, "p:x", SARA, now())
        follow_ups.refuse(session, NOTE, "p:x", SARA, now())
        assert follow_ups.answered(session, NOTE) == {"d:1", "p:x"}
        follow_ups.offer_again(session, NOTE, "p:x")
        assert follow_ups.answered(session, NOTE) == {"d:1"}


def test_a_talk_that_goes_takes_its_follow_ups_along_but_not_their_history(store):
    add(store)
    with store.work() as session:
        session.execute(text("DELETE FROM notes"))
        assert session.execute(text("SELECT count(*) FROM follow_up_people")).scalar() == 0
        assert session.execute(text("SELECT count(*) FROM follow_up_events")).scalar() == 1
    assert found(store) == []


def test_a_follow_up_needs_words_and_a_possible_day():
    with pytest.raises(Incomplete):
        follow_up(what="  ")
    with pytest.raises(ValueError, match="at most 200"):
        follow_up(what="x" * 201)


def test_a_code_tells_nothing_and_is_always_the_same():
    one = follow_up(id=FollowUpId("3f9a2c" + "0" * 26))
    assert one.code == "W-3F9A2C"


def test_only_what_is_open_can_be_late():
    one = follow_up()
    assert one.is_late(TUESDAY + timedelta(days=1)) and not one.is_late(TUESDAY)
    assert not one.in_state(FollowUpState.VERVALLEN).is_late(TUESDAY + timedelta(days=9))
