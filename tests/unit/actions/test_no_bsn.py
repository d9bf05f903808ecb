"""Whatever somebody types, a citizen service number in it is refused and nothing is kept."""

import json
from dataclasses import replace

import pytest

from fieldwork.actions.calls import NewCall
from fieldwork.actions.follow_ups import NewFollowUp
from fieldwork.actions.introductions import NewIntroduction
from fieldwork.actions.people import NewPerson
from fieldwork.domain.aftercare import CallTo
from fieldwork.domain.dates import now, today
from fieldwork.domain.deliberations import CodeStep
from fieldwork.domain.people import KeyFigure
from fieldwork.domain.refusals import BsnNoticed, UnreadableLine
from fieldwork.domain.terms import UrgencyClass, default_class
from tests.conftest import Desks, logged
from tests.unit.actions.handover_cases import CONSENT, filled, somebody

BSN = "Zij zei: 111222333."


def test_a_citizen_service_number_is_refused_in_talks_people_and_requests(desks: Desks):
    sara, joke = desks.sara, desks.joke
    fatma, talk = somebody(sara), logged(sara)
    request = filled(sara, name="Samir")
    weighing = sara.deliberations.begin(fatma.id)
    figure = KeyFigure("buurvrouw", BSN)
    tries = [
        lambda: logged(sara, BSN),
        lambda: sara.notes.change(talk, BSN),
        lambda: logged(sara, newcomers=(NewPerson(BSN),)),
        lambda: sara.people.add(NewPerson("Nadia", call_name=BSN)),
        lambda: sara.people.add(NewPerson("Nadia", phone="111222333")),
        lambda: sara.people.add(NewPerson("Nadia", key_figure=figure)),
        lambda: sara.people.add(NewPerson("Nadia"), "Waalstraat", "111222333"),
        lambda: sara.people.change(replace(fatma, language=BSN)),
        lambda: sara.follow_ups.add(NewFollowUp(BSN, today())),
        lambda: sara.handover.change(replace(request, household=BSN)),
        lambda: sara.handover.change(replace(request, visiting_risk_measure=BSN)),
        lambda: sara.handover.change(replace(request, basis=replace(CONSENT, help_how=BSN))),
        lambda: sara.handover.withdraw(request.id, BSN),
        lambda: sara.handover.check(request.id, BSN),
        lambda: sara.recalls.withdraw(request.id, BSN),
        lambda: sara.deliberations.change(replace(weighing, steps={CodeStep.WEGEN: BSN})),
        lambda: sara.calls.add(NewCall(fatma.id, CallTo.ALARM, agreed=BSN)),
        lambda: sara.introductions.plan(NewIntroduction(request.id, now(), BSN)),
        lambda: joke.terms.change(replace(default_class(UrgencyClass.P2), meaning=BSN)),
    ]
    before = sara._seat.open.store.stamp()
    for attempt in tries:
        with pytest.raises(BsnNoticed):
            attempt()
    line = {"id": "7", "text": BSN, "source": "bewoner"}
    with pytest.raises(UnreadableLine, match="burgerservicenummer"):
        sara.intake.take("gesprekken.jsonl", json.dumps(line).encode())
    assert sara._seat.open.store.stamp() == before
