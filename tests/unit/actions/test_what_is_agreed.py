"""Ties, agreements, expenses and consents in a real store: kept, seen, undone, and by whom."""

from datetime import timedelta

import pytest

from fieldwork.actions.agreements import NewAgreement
from fieldwork.actions.consents import NewConsent
from fieldwork.actions.expenses import NewExpense
from fieldwork.actions.people import NewPerson
from fieldwork.actions.ties import NewTie
from fieldwork.domain.agreements import AgreementState
from fieldwork.domain.consents import ConsentPurpose
from fieldwork.domain.dates import today
from fieldwork.domain.expenses import ExpenseKind
from fieldwork.domain.notes import ConsentState
from fieldwork.domain.people import Person
from fieldwork.domain.refusals import (
    AlreadyThere,
    BadDate,
    ConsentWasDenied,
    NotAllowed,
    NotFound,
    StaleEdit,
)
from fieldwork.domain.ties import TieKind
from tests.conftest import logged

CALL = ConsentPurpose.TERUGBELLEN


@pytest.fixture
def nel(desks) -> Person:
    return desks.sara.people.add(NewPerson("Nel Tuinstra", call_name="Nel"))


def test_a_tie_stands_with_both_and_keeps_its_own_word(desks, fatma, nel):
    desks.sara.ties.make(NewTie(nel.id, fatma.id, TieKind.HELPT, "  past op  de kinderen "))
    (hers,) = desks.omar.ties.of_person(fatma.id)
    (nels,) = desks.omar.ties.of_person(nel.id)
    assert hers.line == "Geholpen door Nel (past op de kinderen)"
    assert nels.line == "Helper van Fatma (past op de kinderen)"
    assert hers.made_by == "Sara"


def test_a_tie_is_not_made_twice_from_either_side(desks, fatma, nel):
    made = desks.sara.ties.make(NewTie(nel.id, fatma.id, TieKind.BUUR))
    with pytest.raises(AlreadyThere):
        desks.sara.ties.make(NewTie(fatma.id, nel.id, TieKind.BUUR))
    desks.sara.ties.make(NewTie(fatma.id, nel.id, TieKind.HELPT))
    desks.sara.ties.make(NewTie(nel.id, fatma.id, TieKind.HELPT))
    desks.sara.ties.end(made.id)
    desks.sara.ties.make(NewTie(fatma.id, nel.id, TieKind.BUUR))


def test_a_tie_ends_goes_on_and_is_undone(desks, fatma, nel):
    made = desks.sara.ties.make(NewTie(nel.id, fatma.id, TieKind.VRIEND))
    assert desks.omar.ties.end(made.id).ended_on == today()
    assert not desks.sara.ties.resume(made.id).is_over
    desks.sara.ties.undo(made.id)
    assert desks.sara.ties.of_person(nel.id) == []
    with pytest.raises(NotFound):
        desks.sara.ties.undo(made.id)


def test_a_due_agreement_is_asked_after_by_who_wrote_it_down(desks, fatma):
    late = today() - timedelta(days=2)
    desks.sara.agreements.make(NewAgreement(fatma.id, "Fatma", "belt de school", late))
    soon = today() + timedelta(days=2)
    desks.sara.agreements.make(NewAgreement(fatma.id, "Nel", "haalt de sleutel", soon))
    (due,) = desks.sara.agreements.due()
    assert due.agreement.what == "belt de school"
    assert due.person == fatma
    assert desks.omar.agreements.due() == []
    desks.omar.agreements.settle(due.agreement.id, AgreementState.NIET_GEDAAN)
    assert desks.sara.agreements.due() == []
    desks.sara.agreements.settle(due.agreement.id, AgreementState.OPEN)
    assert len(desks.sara.agreements.due()) == 1


def test_what_a_colleague_who_left_agreed_is_asked_after_by_the_rest(desks, fatma):
    desks.omar.agreements.make(NewAgreement(fatma.id, "Fatma", "belt", today()))
    account = next(one for one in desks.joke.management.accounts() if one.login == "omar")
    desks.joke.management.set_active(account.id, False)
    assert [one.agreement.what for one in desks.sara.agreements.due()] == ["belt"]


def test_the_kas_shows_the_coordinator_a_total_without_anybody_in_it(desks, fatma):
    note = logged(desks.sara, people=(fatma.id,))
    spend = desks.sara.expenses.spend
    spend(NewExpense(4250, ExpenseKind.ETEN, "boodschappen voor Fatma", fatma.id, note=note.id))
    spend(NewExpense(7000, ExpenseKind.PAPIEREN, "id-kaart van Fatma", fatma.id))
    spend(NewExpense(50, ExpenseKind.ETEN, "koffie"))
    kas = desks.joke.expenses.kas()
    assert kas.cents == 11300
    assert kas.kinds == ((ExpenseKind.PAPIEREN, 7000), (ExpenseKind.ETEN, 4300))
    assert len(kas.lines) == 3
    assert "Fatma" not in repr(kas)
    assert fatma.id not in repr(kas)
    with pytest.raises(NotAllowed):
        desks.sara.expenses.kas()
    assert [one.expense.cents for one in desks.omar.expenses.of_person(fatma.id)] == [7000, 4250]


def test_money_is_not_spent_tomorrow_and_a_mistake_is_taken_back(desks, fatma):
    with pytest.raises(BadDate):
        desks.sara.expenses.spend(
            NewExpense(1, ExpenseKind.ETEN, "brood", spent_on=today() + timedelta(days=1))
        )
    made = desks.sara.expenses.spend(NewExpense(1, ExpenseKind.ETEN, "brood", fatma.id))
    desks.sara.expenses.undo(made.id)
    assert desks.joke.expenses.kas().cents == 0


def test_the_last_answer_holds_and_the_earlier_ones_stay(desks, fatma):
    yes = desks.sara.consents.say(NewConsent(fatma.id, CALL, ConsentState.GEGEVEN))
    no = desks.omar.consents.say(
        NewConsent(fatma.id, CALL, ConsentState.INGETROKKEN, "aan de deur", after=yes.id)
    )
    assert desks.sara.consents.now(fatma.id) == {CALL: no}
    cards = desks.sara.consents.of_person(fatma.id)
    assert [(one.consent, one.holds) for one in cards] == [(no, True), (yes, False)]


def test_a_withdrawn_consent_is_never_overruled_silently(desks, fatma):
    no = desks.sara.consents.say(NewConsent(fatma.id, CALL, ConsentState.INGETROKKEN))
    again = NewConsent(fatma.id, CALL, ConsentState.GEGEVEN, "zei het zelf")
    with pytest.raises(StaleEdit):
        desks.omar.consents.say(again)
    for silent in (
        NewConsent(fatma.id, CALL, ConsentState.GEGEVEN, "zei het zelf", after=no.id),
        NewConsent(fatma.id, CALL, ConsentState.GEGEVEN, "", after=no.id, knowing=True),
    ):
        with pytest.raises(ConsentWasDenied):
            desks.omar.consents.say(silent)
    assert desks.sara.consents.now(fatma.id) == {CALL: no}
    known = NewConsent(fatma.id, CALL, ConsentState.GEGEVEN, "zei het", after=no.id, knowing=True)
    assert desks.omar.consents.say(known) == desks.sara.consents.now(fatma.id)[CALL]


def test_what_a_colleague_wrote_down_of_consent_is_not_taken_back(desks, fatma):
    made = desks.sara.consents.say(NewConsent(fatma.id, CALL, ConsentState.GEWEIGERD))
    with pytest.raises(NotAllowed):
        desks.omar.consents.undo(made.id)
    desks.sara.consents.undo(made.id)
    assert desks.sara.consents.now(fatma.id) == {}


def test_the_reader_of_the_gemeente_sees_and_makes_none_of_it(desks, fatma, nel):
    willem = desks.willem
    for ask in (
        lambda: willem.ties.of_person(fatma.id),
        lambda: willem.ties.make(NewTie(nel.id, fatma.id, TieKind.BUUR)),
        lambda: willem.agreements.of_person(fatma.id),
        lambda: willem.agreements.due(),
        lambda: willem.agreements.make(NewAgreement(fatma.id, "x", "y")),
        lambda: willem.expenses.of_person(fatma.id),
        lambda: willem.expenses.kas(),
        lambda: willem.expenses.spend(NewExpense(1, ExpenseKind.ETEN, "brood")),
        lambda: willem.consents.of_person(fatma.id),
        lambda: willem.consents.say(NewConsent(fatma.id, CALL, ConsentState.GEGEVEN)),
        lambda: willem.people.line(fatma.id),
    ):
        with pytest.raises(NotAllowed):
            ask()


def test_no_name_and_no_words_stand_on_the_trail(desks, fatma, nel):
    desks.sara.ties.make(NewTie(nel.id, fatma.id, TieKind.HELPT, "geheimpje"))
    desks.sara.agreements.make(NewAgreement(fatma.id, "Nel", "geheimpje"))
    desks.sara.expenses.spend(NewExpense(1, ExpenseKind.ETEN, "geheimpje", fatma.id))
    desks.sara.consents.say(NewConsent(fatma.id, CALL, ConsentState.GEGEVEN, "geheimpje"))
    told = repr(desks.joke.management.deeds())
    assert "band gelegd" in told
    for words in ("geheimpje", "Nel", "Fatma"):
        assert words not in told


def test_everything_stands_on_one_line_with_where_it_leads(desks, fatma, nel):
    note = logged(desks.sara, people=(fatma.id,))
    desks.sara.ties.make(NewTie(nel.id, fatma.id, TieKind.HELPT))
    desks.sara.agreements.make(NewAgreement(fatma.id, "Nel", "belt", note=note.id))
    desks.sara.expenses.spend(NewExpense(1250, ExpenseKind.ETEN, "brood", fatma.id))
    desks.sara.consents.say(NewConsent(fatma.id, CALL, ConsentState.GEGEVEN))
    desks.sara.handover.begin(fatma.id)
    found = desks.sara.people.line(fatma.id)
    kinds = {one.kind.code for one in found}
    assert {"talk", "tie", "agreement", "expense", "consent", "request"} <= kinds
    leads = {one.kind.code: (one.screen, one.identity) for one in found}
    assert leads["talk"] == leads["agreement"] == ("gesprek", note.id)
    assert leads["tie"] == ("persoon", nel.id)
    assert [one.at for one in found] == sorted((one.at for one in found), reverse=True)
    (other,) = desks.sara.people.line(nel.id)
    assert (other.kind.code, other.identity) == ("tie", fatma.id)
    assert {kind.code for kind in desks.sara.people.kinds()} >= kinds


def test_the_line_of_somebody_unknown_is_refused(desks):
    with pytest.raises(NotFound):
        desks.sara.people.line("niemand")
