"""Nothing goes out without a ground, and a list takes checked requests only."""

from datetime import UTC, date, datetime

import pytest

from fieldwork.domain.handover import (
    NEXT_STATES,
    CheckedRequest,
    HandoverList,
    HelpRequest,
    LegalBasis,
    LegalGround,
    RequestState,
    UrgencyClass,
    VisitingRisk,
)
from fieldwork.domain.help_given import HelpGiven
from fieldwork.domain.ids import AccountId, ListId, PersonId, RequestId
from fieldwork.domain.notes import ConsentState
from fieldwork.domain.refusals import (
    BsnNoticed,
    Incomplete,
    NoConsent,
    NoGround,
    NoReason,
    NothingToSend,
    WrongStep,
)
from fieldwork.domain.terms import Term

SARA, JOKE = AccountId("sara"), AccountId("joke")
NOON = datetime(2026, 3, 24, 12, 0, tzinfo=UTC)
AGREED = LegalBasis(
    LegalGround.TOESTEMMING,
    "hulp bij de huur",
    "zonder adres geen hulp",
    ConsentState.GEGEVEN,
    recipient="Team Toegang",
)


def request(**changes) -> HelpRequest:
    made = {
        "id": RequestId("r"),
        "person": PersonId("fatma"),
        "made_by": SARA,
        "made_at": NOON,
        "urgency": UrgencyClass.P2,
        "why": "ontruiming op 14 april",
        "help_wanted": "praten met de verhuurder",
        "basis": AGREED,
    }
    return HelpRequest(**(made | changes))


def test_a_request_without_a_ground_is_refused_at_the_check():
    with pytest.raises(NoGround, match="Fatma"):
        request(basis=None).check("Fatma", JOKE, NOON)


def test_consent_as_a_ground_needs_consent_that_was_given():
    basis = LegalBasis(LegalGround.TOESTEMMING, "hulp", "nodig", ConsentState.NIET_GEVRAAGD)
    with pytest.raises(NoConsent):
        request(basis=basis).check("Fatma", JOKE, NOON)


def test_sharing_without_consent_needs_a_reason_on_record():
    basis = LegalBasis(
        LegalGround.VITAAL_BELANG, "hulp", "nodig", ConsentState.GEWEIGERD, recipient="Wijkteam"
    )
    with pytest.raises(NoReason):
        request(basis=basis).check("Fatma", JOKE, NOON)


@pytest.mark.parametrize("part", ["purpose", "necessity", "recipient"])
def test_a_ground_needs_its_purpose_necessity_and_recipient(part):
    words = {"purpose": "hulp", "necessity": "nodig", "recipient": "Wijkteam", part: " "}
    basis = LegalBasis(LegalGround.TOESTEMMING, consent=ConsentState.GEGEVEN, **words)
    with pytest.raises(Incomplete):
        request(basis=basis).check("Fatma", JOKE, NOON)


def test_whoever_made_a_request_checks_it_alone_only_with_a_reason():
    with pytest.raises(NoReason):
        request().check("Fatma", SARA, NOON)
    assert request().check("Fatma", SARA, NOON, "ik ben deze week alleen").alone_reason


def test_a_checked_request_cannot_be_made_without_the_check():
    with pytest.raises(TypeError, match="check"):
        CheckedRequest(request(), JOKE, NOON)


def test_a_list_without_a_request_is_refused():
    with pytest.raises(NothingToSend):
        HandoverList(ListId("l"), "2026-001", "Wijkteam", JOKE, NOON, (), date(2026, 6, 1))


def test_a_citizen_service_number_is_noticed_wherever_it_is_typed():
    # 111222333 passes the eleven-test and is the number that documentation uses.
    for field in ("in_own_words", "confidant", "contact_how"):
        with pytest.raises(BsnNoticed):
            request(**{field: "haar nummer is 111222333, zegt ze"})
    with pytest.raises(BsnNoticed):
        numbered = LegalBasis(
            LegalGround.TOESTEMMING, "hulp", "bsn 1112.22.333", ConsentState.GEGEVEN
        )
        request(basis=numbered)


def test_a_visiting_risk_rests_on_what_was_seen():
    with pytest.raises(Incomplete):
        request(visiting_risk=VisitingRisk.ROOD)
    assert request(visiting_risk=VisitingRisk.ROOD, visiting_risk_facts="losse hond in de gang")


def test_a_finished_request_is_not_sent_again():
    with pytest.raises(WrongStep, match="Afgerond"):
        request(state=RequestState.AFGEROND).moved(RequestState.VERZONDEN)


def test_every_state_has_a_way_on_that_leads_to_known_states():
    assert set(NEXT_STATES) == set(RequestState)
    assert set().union(*NEXT_STATES.values()) <= set(RequestState)


def test_the_sender_stays_responsible_until_the_gemeente_accepts():
    assert not request(state=RequestState.ONTVANGST_BEVESTIGD).is_handed_over
    assert request(state=RequestState.GEACCEPTEERD).is_handed_over


def test_a_term_in_hours_runs_through_the_weekend():
    friday = datetime(2026, 3, 27, 16, 0, tzinfo=UTC)
    assert Term(hours=24).ends(friday, lambda day: False) == datetime(
        2026, 3, 28, 16, 0, tzinfo=UTC
    )


def test_a_term_in_working_days_skips_the_weekend_and_easter_monday():
    thursday = datetime(2026, 4, 2, 10, 0, tzinfo=UTC)
    easter = date(2026, 4, 6)
    ends = Term(working_days=3).ends(thursday, lambda day: day == easter)
    # Friday, Tuesday, Wednesday; 17:00 in summer time is 15:00 UTC.
    assert ends == datetime(2026, 4, 8, 15, 0, tzinfo=UTC)


HELP = HelpGiven("post gesorteerd", date(2026, 3, 24), "Sara", "regeling aangevraagd", 500)


def test_what_was_done_already_is_said_with_who_when_result_and_amount():
    assert str(HELP) == (
        "di 24 maart, Sara: post gesorteerd. Gevolg: regeling aangevraagd. Kosten: € 5,00."
    )
    assert str(HelpGiven("samen gebeld.")) == "samen gebeld."


@pytest.mark.parametrize("part", ["what", "who", "result"])
def test_what_was_done_already_holds_no_bsn_and_is_never_empty(part):
    with pytest.raises(BsnNoticed):
        HelpGiven(**({"what": "gebeld"} | {part: "nummer 111222333"}))
    with pytest.raises(Incomplete):
        HelpGiven(" ")
