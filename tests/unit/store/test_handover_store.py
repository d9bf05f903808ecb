"""Requests, lists and what went out, in a real encrypted store."""

from dataclasses import fields, replace
from datetime import date

import pytest

from fieldwork.domain.handover import (
    BasicNeed,
    LegalBasis,
    LegalGround,
    RequestState,
    UrgencyClass,
    VisitingRisk,
)
from fieldwork.domain.help_given import HelpGiven
from fieldwork.domain.ids import ListId, RequestId
from fieldwork.domain.notes import ConsentState
from fieldwork.domain.refusals import NotFound, StaleEdit
from fieldwork.store import handover
from tests.unit.actions.handover_cases import RECIPIENT, filled, sent

ODD = "Ünïcode, {{7*7}} <b> \u0000 \U0001f600 `x`\nnieuwe regel "


@pytest.fixture
def store(desks):
    """Return the store of the small study."""
    return desks.joke._seat.open.store


def test_a_request_comes_back_with_every_field_as_it_was_given(desks, store):
    words = [
        "why",
        "in_own_words",
        "help_wanted",
        "done_already",
        "helpers_now",
        "did_not_work",
        "confidant",
        "confidant_relation",
        "confidant_phone",
        "contact_how",
        "contact_not",
        "visiting_risk_facts",
        "interpreter",
    ]
    basis = LegalBasis(
        LegalGround.VITAAL_BELANG,
        ODD,
        ODD,
        ConsentState.GEWEIGERD,
        date(2026, 3, 1),
        ODD,
        ODD,
    )
    whole = replace(
        filled(desks.sara),
        **{name: f"{name} {ODD}" for name in words},
        basic_needs=(BasicNeed.GELD, BasicNeed.ETEN),
        life_areas=("wonen", "geld"),
        urgency=UrgencyClass.P1,
        visiting_risk=VisitingRisk.ROOD,
        visiting_risk_until=date(2026, 12, 1),
        minors=3,
        help_given=(HelpGiven(ODD, date(2026, 3, 2), ODD, ODD, 1250), HelpGiven("gebeld")),
        basis=basis,
    )
    with store.work() as session:
        kept = handover.change_request(session, store.vault, whole)
    with store.read() as session:
        found = handover.request(session, store.vault, whole.id)
    assert found == kept
    for one in fields(whole):
        if one.name != "version":
            assert getattr(found, one.name) == getattr(whole, one.name), one.name


def test_the_story_cannot_be_read_in_the_table(desks, store):
    filled(desks.sara)
    with store.read() as session:
        row = session.connection().exec_driver_sql("SELECT * FROM requests").one()
    assert "huur" not in repr(tuple(row))
    assert not any(b"huur" in value for value in row if isinstance(value, bytes))


def test_a_stale_version_is_refused_and_nothing_is_kept(desks, store):
    request = filled(desks.sara)
    with store.work() as session:
        handover.change_request(session, store.vault, replace(request, minors=1))
    with pytest.raises(StaleEdit), store.work() as session:
        handover.change_request(session, store.vault, replace(request, minors=2))
    with store.read() as session:
        assert handover.request(session, store.vault, request.id).minors == 1


def test_what_is_not_there_is_refused(store):
    with store.read() as session:
        with pytest.raises(NotFound):
            handover.request(session, store.vault, RequestId("weg"))
        with pytest.raises(NotFound):
            handover.sent_list(session, ListId("weg"))


def test_requests_are_narrowed_by_state_person_and_list(desks, store):
    concept, gone = filled(desks.sara), sent(desks.sara, desks.joke, name="Samir")
    with store.read() as session:
        vault = store.vault
        everything = handover.requests(session, vault)
        by_state = handover.requests(session, vault, states=[RequestState.VERZONDEN])
        by_person = handover.requests(session, vault, person=concept.person)
        by_list = handover.requests(session, vault, list_id=gone.handed_in)
    assert {one.id for one in everything} == {concept.id, gone.id}
    assert [one.id for one in by_state] == [one.id for one in by_list] == [gone.id]
    assert [one.id for one in by_person] == [concept.id]


def test_the_next_number_follows_the_last_of_that_year(desks, store):
    with store.read() as session:
        assert handover.next_number(session, 2031) == "2031-001"
    sent(desks.sara, desks.joke)
    with store.read() as session:
        [only] = handover.lists(session)
        year = int(only.number[:4])
        assert handover.next_number(session, year) == f"{year}-002"
        assert handover.next_number(session, year + 1) == f"{year + 1}-001"
    assert only.recipient == RECIPIENT
    assert len(only.control) == 64


def test_what_went_out_comes_back_the_last_first(desks, store):
    first, second = sent(desks.sara, desks.joke), sent(desks.sara, desks.joke, name="Samir")
    with store.read() as session:
        everybody = handover.disclosures(session)
        one = handover.disclosures(session, first.person)
    assert [gone.request for gone in everybody] == [second.id, first.id]
    assert [gone.request for gone in one] == [first.id]
