"""What is asked for beside a field goes out, stays here and changes with that field."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime

import pytest

from fieldwork.domain.handover import HelpRequest, UrgencyClass, VisitingRisk
from fieldwork.domain.help_given import HelpGiven
from fieldwork.domain.ids import AccountId, PersonId, RequestId
from fieldwork.domain.people import Person
from fieldwork.domain.sending import changed_fields, filled_fields, outgoing
from fieldwork.domain.sharing import FIELD_WORDS, GOES_WITH

PERSON = Person(PersonId("p"), "Fatma Aydın")
PLAIN = HelpRequest(
    RequestId("r"), PERSON.id, AccountId("a"), datetime(2026, 3, 24, tzinfo=UTC), UrgencyClass.P3
)
FULL = {
    "help_given": (HelpGiven("post gesorteerd"),),
    "confidant_relation": "zus",
    "confidant_phone": "06-0012 0003",
    "visiting_risk": VisitingRisk.ORANJE,
    "visiting_risk_measure": "met zijn tweeën",
    "visiting_risk_until": date(2026, 5, 1),
}
PARTS = [(name, part) for name, parts in GOES_WITH.items() for part in parts]
DEFAULTS = {entry.name: entry.default for entry in fields(HelpRequest)}


def with_part(name, part):
    return replace(PLAIN, **({"visiting_risk_facts": "hond los"} | {part: FULL[part]}))


def test_every_part_is_tried_here():
    assert set(FULL) == {part for _, part in PARTS}


@pytest.mark.parametrize(("name", "part"), PARTS)
def test_a_part_stays_here_when_its_field_does(name, part):
    gone = outgoing(with_part(name, part), PERSON, frozenset({name}))
    assert getattr(gone.request, part) == DEFAULTS[part]
    stays = outgoing(with_part(name, part), PERSON, frozenset())
    assert getattr(stays.request, part) == FULL[part]


@pytest.mark.parametrize(("name", "part"), PARTS)
def test_a_part_that_changed_is_a_change_of_its_field(name, part):
    before = outgoing(replace(PLAIN, visiting_risk_facts="hond los"), PERSON, frozenset())
    after = outgoing(with_part(name, part), PERSON, frozenset())
    assert changed_fields(before, after) == (FIELD_WORDS[name],)


@pytest.mark.parametrize("part", ["help_given", "confidant_phone"])
def test_a_field_of_which_only_a_part_was_told_goes_out(part):
    (name,) = (name for name, one in PARTS if one == part)
    told = outgoing(replace(PLAIN, **{part: FULL[part]}), PERSON, frozenset())
    assert FIELD_WORDS[name] in filled_fields(told)
    assert FIELD_WORDS["visiting_risk_facts"] not in filled_fields(told)
