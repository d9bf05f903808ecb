"""What is thrown away is on no screen, comes back whole, and is gone after thirty days."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import text as sql

from fieldwork.actions.agreements import NewAgreement
from fieldwork.actions.bin import HandedOver, NotYours, PutBackFirst, tidy
from fieldwork.actions.desk import Desk
from fieldwork.actions.follow_ups import NewFollowUp
from fieldwork.actions.notes import NoteFilter
from fieldwork.actions.seat import Seat
from fieldwork.domain.bin import BinKind
from fieldwork.domain.dates import now, today
from fieldwork.domain.ids import new_id
from fieldwork.domain.refusals import NotAllowed, NotFound
from fieldwork.domain.themes import ThemeStatus
from fieldwork.store import audit, notes
from fieldwork.store.tables import AttachmentRow
from tests.conftest import logged
from tests.unit.actions.handover_cases import RECIPIENT, filled
from tests.unit.actions.undo_cases import dump

WORDS = "Zij vertelt over de schimmel."


@pytest.fixture
def store(desks):
    return desks.sara._seat.open.store


@pytest.fixture
def talk(desks, fatma, store):
    """Return a talk with all that can hang on one."""
    note = logged(desks.sara, WORDS, people=(fatma.id,), street="Waalstraat", number="3")
    desks.sara.review.mark(note.id, "wonen", ThemeStatus.AANWEZIG, "schimmel")
    desks.sara.follow_ups.add(NewFollowUp("terugbellen", today(), note=note.id))
    desks.sara.agreements.make(NewAgreement(fatma.id, "Fatma", "belt", note=note.id))
    with store.work() as session:
        session.add(
            AttachmentRow(
                id=new_id(),
                note=note.id,
                draft="",
                kind="foto",
                media_type="image/jpeg",
                size=3,
                position=0,
                content=b"\x00\xff\x01",
                made_by=desks.sara.account.id,
                made_at=now(),
            )
        )
    return note


def live(store) -> dict[str, list[str]]:
    """Return everything outside the bin."""
    return dump(store, bin_too=False)


def test_a_talk_goes_with_all_that_hangs_on_it_and_comes_back_whole(desks, store, talk):
    before = live(store)
    item = desks.sara.bin.throw(BinKind.GESPREK, talk.id)
    left = live(store)
    for table in ("notes", "note_people", "suggestions", "attachments", "follow_ups"):
        assert left[table] == [], table
    assert len(left["agreements"]) == 1
    desks.sara.bin.restore(item)
    assert live(store) == before
    assert desks.sara.bin.items() == []
    assert store.faults() == []


def test_what_is_thrown_away_is_on_no_screen(desks, store, talk, fatma):
    desks.sara.bin.throw(BinKind.GESPREK, talk.id)
    assert desks.sara.notes.find(NoteFilter()) == []
    assert desks.sara.notes.find(NoteFilter(words="schimmel")) == []
    assert desks.sara.notes.count() == 0
    assert desks.sara.people.page(fatma.id).talks == ()
    with store.read() as session:
        assert notes.search(session, "schimmel") == []
    with pytest.raises(NotFound):
        desks.sara.notes.page(talk.id)


def test_the_bin_says_what_it_was_who_threw_it_and_until_when(desks, talk):
    desks.sara.bin.throw(BinKind.GESPREK, talk.id)
    (lying,) = desks.omar.bin.items()
    assert lying.item.title == "Fatma, Waalstraat 3"
    assert lying.thrown_by == "Sara"
    assert lying.item.gone_on == today() + timedelta(days=30)
    assert (lying.may_restore, lying.may_remove) == (False, False)


def test_a_title_in_the_bin_is_sealed(desks, store, talk):
    desks.sara.bin.throw(BinKind.GESPREK, talk.id)
    with store.read() as session:
        kept = str(session.execute(sql("SELECT * FROM bin_items")).all())
    assert "Fatma" not in kept


def test_a_person_goes_and_the_talks_stay(desks, store, talk, fatma):
    before = live(store)
    item = desks.sara.bin.throw(BinKind.PERSOON, fatma.id)
    assert desks.sara.people.everybody() == []
    assert desks.sara.notes.page(talk.id).people == ()
    desks.sara.bin.restore(item)
    assert live(store) == before


def test_a_request_that_was_never_sent_goes_and_comes_back(desks, store):
    request = filled(desks.sara)
    before = live(store)
    item = desks.sara.bin.throw(BinKind.HULPVRAAG, request.id)
    with pytest.raises(NotFound):
        desks.sara.handover.card(request.id)
    desks.sara.bin.restore(item)
    assert live(store) == before
    course = desks.sara.handover.card(request.id).course
    assert [one.detail for one in course][-2:] == [
        "naar de prullenbak",
        "terug uit de prullenbak",
    ]


def test_a_follow_up_goes_and_comes_back(desks, store, fatma):
    one = desks.sara.follow_ups.add(NewFollowUp("bellen", today(), people=(fatma.id,)))
    before = live(store)
    item = desks.sara.bin.throw(BinKind.AFSPRAAK, one.id)
    assert desks.sara.follow_ups.day().now == ()
    desks.sara.bin.restore(item)
    assert live(store) == before


def test_what_was_handed_over_is_kept(desks):
    request = desks.joke.handover.check(filled(desks.sara).id)
    desks.joke.handover.send(RECIPIENT, [request.id])
    for kind, subject in ((BinKind.HULPVRAAG, request.id), (BinKind.PERSOON, request.person)):
        with pytest.raises(HandedOver):
            desks.joke.bin.throw(kind, subject)
        assert "overgedragen" in desks.joke.bin.why_not(kind, subject)


def test_a_talk_that_a_sent_request_rests_on_is_kept(desks, fatma):
    note = logged(desks.sara, people=(fatma.id,))
    finding = desks.sara.review.mark(note.id, "dakloos", signal_status())
    begun = desks.sara.handover.begin(fatma.id, finding=finding.suggestion.id)
    request = filled_in(desks, begun)
    desks.joke.handover.check(request.id)
    desks.joke.handover.send(RECIPIENT, [request.id])
    with pytest.raises(HandedOver):
        desks.joke.bin.throw(BinKind.GESPREK, note.id)


def signal_status():
    from fieldwork.domain.themes import SignalStatus

    return SignalStatus.ACTUEEL


def filled_in(desks, request):
    """Return a request with all that a check asks for."""
    from dataclasses import replace

    from fieldwork.domain.handover import BasicNeed
    from tests.unit.actions.handover_cases import CONSENT

    told = {
        "why": "De ontruiming is over zestien dagen",
        "help_wanted": "Een regeling voor de huur",
        "in_own_words": "Ik wil de huur betalen",
        "basic_needs": (BasicNeed.ONDERDAK,),
        "basis": CONSENT,
    }
    return desks.sara.handover.change(replace(request, **told))


def test_somebody_elses_talk_is_thrown_by_its_maker_or_a_coordinator(desks, talk):
    with pytest.raises(NotYours):
        desks.omar.bin.throw(BinKind.GESPREK, talk.id)
    item = desks.joke.bin.throw(BinKind.GESPREK, talk.id)
    with pytest.raises(NotAllowed):
        desks.omar.bin.restore(item)
    desks.sara.bin.restore(item)


def test_a_reader_has_no_bin(desks, talk):
    with pytest.raises(NotAllowed):
        desks.willem.bin.items()
    with pytest.raises(NotAllowed):
        desks.willem.bin.throw(BinKind.GESPREK, talk.id)


def test_a_talk_and_its_person_come_back_in_either_order(desks, store, talk, fatma):
    before = live(store)
    for first_is_talk in (True, False):
        thrown = [
            desks.sara.bin.throw(BinKind.GESPREK, talk.id),
            desks.sara.bin.throw(BinKind.PERSOON, fatma.id),
        ]
        for item in thrown if first_is_talk else thrown[::-1]:
            desks.sara.bin.restore(item)
        assert live(store) == before


def test_a_request_waits_for_its_person(desks):
    request = filled(desks.sara)
    item = desks.sara.bin.throw(BinKind.HULPVRAAG, request.id)
    desks.sara.bin.throw(BinKind.PERSOON, request.person)
    with pytest.raises(PutBackFirst, match="Fatma"):
        desks.sara.bin.restore(item)


def test_what_is_removed_for_good_leaves_nothing_in_the_store(desks, store, talk):
    item = desks.sara.bin.throw(BinKind.GESPREK, talk.id)
    with pytest.raises(NotAllowed):
        desks.sara.bin.remove_for_good(item)
    desks.joke.bin.remove_for_good(item)
    assert "schimmel" not in everything(store)
    assert b"\x00\xff\x01".hex().upper() not in everything(store)


def test_after_thirty_days_it_goes_at_the_next_opening_and_is_on_the_trail(desks, store, talk):
    desks.sara.bin.throw(BinKind.GESPREK, talk.id)
    assert tidy(store, now() + timedelta(days=29)) == 0
    assert tidy(store, now() + timedelta(days=31)) == 1
    assert "schimmel" not in everything(store)
    with store.read() as session:
        last = audit.entries(session)[-1]
    assert (last.by, last.deed, last.subject) == ("wijkduik", "voorgoed verwijderd", talk.id)
    assert desks.joke.management.trail_holds()


def test_what_is_due_is_not_shown_and_not_there_any_more(desks, talk):
    desks.sara.bin.throw(BinKind.GESPREK, talk.id)
    after = now() + timedelta(days=31)
    late = Desk(Seat(desks.sara.account, desks.sara._seat.open, lambda: after))
    assert late.bin.items() == []


def test_an_imported_talk_in_the_bin_is_not_brought_back_by_its_file(desks):
    content = json.dumps({"id": "7", "text": "De huur is niet betaald."}).encode()
    desks.sara.intake.take("a.jsonl", content)
    (page,) = desks.sara.notes.find(NoteFilter())
    desks.sara.bin.throw(BinKind.GESPREK, page.note.id)
    taken = desks.sara.intake.take("a.jsonl", content)
    assert (taken.added, taken.known) == (0, 1)
    assert desks.sara.notes.count() == 0


def test_throwing_away_can_be_taken_back(desks, store, talk):
    before = dump(store)
    desks.sara.bin.throw(BinKind.GESPREK, talk.id)
    desks.sara.undo.undo(desks.sara.undo.recent(1)[0].number)
    assert dump(store) == before


def everything(store) -> str:
    """Return all rows of all tables, bytes in hex."""
    with store.read() as session:
        tables = session.execute(
            sql("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'words%'")
        ).scalars()
        rows = [
            row for name in tables.all() for row in session.execute(sql(f'SELECT * FROM "{name}"'))
        ]
    return "\n".join(
        " ".join(value.hex().upper() if isinstance(value, bytes) else str(value) for value in row)
        for row in rows
    )
