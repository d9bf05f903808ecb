"""Ties, agreements, expenses and consents: what they are, and what they cannot be."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from fieldwork.domain.agreements import Agreement, AgreementId, AgreementState
from fieldwork.domain.consents import Consent, ConsentId, ConsentPurpose, holding
from fieldwork.domain.expenses import Expense, ExpenseId, ExpenseKind, read_cents, say_euros
from fieldwork.domain.ids import AccountId, PersonId
from fieldwork.domain.notes import ConsentState
from fieldwork.domain.refusals import (
    BadAmount,
    BsnNoticed,
    ConsentWasDenied,
    Incomplete,
    SamePerson,
)
from fieldwork.domain.studies import Study
from fieldwork.domain.ties import Tie, TieId, TieKind
from fieldwork.domain.timeline import Entry, EntryKind, by_week

AT = datetime(2026, 3, 24, 14, 32, tzinfo=UTC)
DAY = AT.date()
SARA, FATMA, NEL = AccountId("sara"), PersonId("fatma"), PersonId("nel")
BSN = "111222333"


def tie(**changes) -> Tie:
    made = {"person": NEL, "other": FATMA, "kind": TieKind.HELPT}
    return Tie(id=TieId("t"), made_by=SARA, made_at=AT, **(made | changes))


def agreement(**changes) -> Agreement:
    made = {"who": "Fatma zelf", "what": "belt de school", "due_on": DAY}
    return Agreement(
        AgreementId("a"), FATMA, **(made | changes), agreed_on=DAY, made_by=SARA, made_at=AT
    )


def consent(state: ConsentState, days: int = 0, **changes) -> Consent:
    made = {"purpose": ConsentPurpose.TERUGBELLEN}
    return Consent(
        id=ConsentId(f"c{days}"),
        person=FATMA,
        state=state,
        said_on=DAY + timedelta(days=days),
        made_by=SARA,
        made_at=AT + timedelta(days=days),
        **(made | changes),
    )


def test_a_tie_is_seen_from_both_sides():
    assert tie().seen_from(NEL) == ("helper van", FATMA)
    assert tie().seen_from(FATMA) == ("geholpen door", NEL)
    assert tie(kind=TieKind.BUUR).seen_from(FATMA) == ("buur van", NEL)
    with pytest.raises(ValueError, match="between"):
        tie().seen_from(PersonId("wim"))


def test_a_tie_of_somebody_with_themselves_is_refused():
    with pytest.raises(SamePerson):
        tie(other=NEL)


def test_a_tie_that_ended_can_go_on_again():
    over = tie().ended(DAY)
    assert over.is_over
    assert not over.ended(None).is_over


def test_an_agreement_says_who_and_what():
    assert str(agreement()) == "Fatma zelf: belt de school"
    watched = agreement(signal="de gordijnen na twee uur dicht zijn", who="Wim", what="belt Sara")
    assert str(watched) == "Als de gordijnen na twee uur dicht zijn, dan Wim: belt Sara"
    for missing in ({"who": " "}, {"what": ""}):
        with pytest.raises(Incomplete):
            agreement(**missing)


def test_an_agreement_is_late_after_its_day_and_until_somebody_says_what_became_of_it():
    assert not agreement().is_late(DAY)
    assert agreement().is_late(DAY + timedelta(days=1))
    done = agreement().in_state(AgreementState.NIET_GEDAAN)
    assert not done.is_late(DAY + timedelta(days=1))
    assert not agreement(due_on=None).is_late(DAY + timedelta(days=1))


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("12", 1200),
        ("12,5", 1250),
        ("€ 12,50", 1250),
        ("12.50", 1250),
        ("1.012,50", 101250),
        ("7,-", 700),
        (" 0,05 ", 5),
    ],
)
def test_an_amount_is_read_as_people_type_it(typed, cents):
    assert read_cents(typed) == cents


@pytest.mark.parametrize("typed", ["", "nul", "0", "-3", "12,505", "1.2", "10.000,01", "1e3", "٣"])
def test_what_is_no_amount_is_refused(typed):
    with pytest.raises(BadAmount):
        read_cents(typed)


def test_an_amount_is_said_in_dutch():
    assert say_euros(101250) == "€ 1.012,50"
    assert say_euros(5) == "€ 0,05"


def test_no_citizen_service_number_stands_anywhere():
    money = Expense(ExpenseId("e"), 100, ExpenseKind.ETEN, "brood", DAY, SARA, AT)
    for make in (
        lambda: tie(word=BSN),
        lambda: agreement(what=BSN),
        lambda: replace(money, purpose=BSN),
        lambda: consent(ConsentState.GEGEVEN, how=BSN),
    ):
        with pytest.raises(BsnNoticed):
            make()


def test_the_last_answer_for_each_purpose_holds():
    yes, no = consent(ConsentState.GEGEVEN), consent(ConsentState.INGETROKKEN, 3)
    other = consent(ConsentState.GEGEVEN, 1, purpose=ConsentPurpose.HULP)
    now = holding([no, other, yes])
    assert now == {ConsentPurpose.TERUGBELLEN: no, ConsentPurpose.HULP: other}


def test_a_yes_never_overrules_a_no_unseen_or_without_saying_how():
    no, yes = consent(ConsentState.INGETROKKEN), consent(ConsentState.GEGEVEN, 1)
    with pytest.raises(ConsentWasDenied):
        yes.follows(no, knowing=False)
    with pytest.raises(ConsentWasDenied):
        yes.follows(no, knowing=True)
    replace(yes, how="aan de telefoon").follows(no, knowing=True)
    with pytest.raises(ConsentWasDenied):
        replace(yes, how="aan de telefoon").follows(no, knowing=False)
    no.follows(yes, knowing=False)
    yes.follows(None, knowing=False)


def test_the_line_of_time_goes_by_week_of_the_study_the_last_first():
    study = Study("Het Dal", "Dalen", date(2026, 3, 2))
    kind = EntryKind("talk", "Gesprekken", "Gesprek")
    days = (datetime(2026, 3, 1, 12, tzinfo=UTC), AT, AT + timedelta(hours=1))
    weeks = by_week([Entry(at, kind, str(at), str(at)) for at in days], study)
    assert [week.number for week in weeks] == [4, 0]
    assert [entry.at for entry in weeks[0].entries] == [days[2], days[1]]
