"""What may go out, what goes out, and what stays on record of it."""

import io
import threading
from dataclasses import replace

import msoffcrypto
import pikepdf
import pytest

from fieldwork.domain.access import Right
from fieldwork.domain.handover import LegalGround, RequestState
from fieldwork.domain.notes import ConsentState
from fieldwork.domain.refusals import (
    Incomplete,
    NoConsent,
    NoGround,
    NoReason,
    NotAllowed,
    NotFound,
    NothingToSend,
    WeakSecret,
    WrongStep,
)
from fieldwork.domain.sending import NothingNew
from tests.conftest import Desks
from tests.unit.actions.handover_cases import (
    CONSENT,
    RECIPIENT,
    at_time,
    checked,
    filled,
    sent,
)
from tests.unit.actions.sharing_cases import VITAL, weighed_through

PASSWORD = "b7p-dp8-tz8-5rj"


def state_of(desks: Desks, request) -> RequestState:
    return desks.joke.handover.card(request.id).request.state


def test_a_request_without_a_ground_cannot_be_checked(desks):
    request = filled(desks.sara, basis=None)
    with pytest.raises(NoGround):
        desks.joke.handover.check(request.id)
    assert state_of(desks, request) is RequestState.CONCEPT


def test_nothing_goes_out_without_a_check(desks):
    request = filled(desks.sara, basis=None)
    with pytest.raises(WrongStep):
        desks.joke.handover.send(RECIPIENT, [request.id])
    assert desks.joke.handover.lists() == []
    assert desks.joke.people.page(request.person).disclosures == ()


def test_consent_as_ground_that_was_not_given_is_refused(desks):
    asked = replace(CONSENT, consent=ConsentState.NIET_GEVRAAGD)
    with pytest.raises(NoConsent):
        desks.joke.handover.check(filled(desks.sara, basis=asked).id)


def test_another_ground_without_consent_needs_a_reason_and_a_deliberation(desks):
    request = filled(desks.sara, basis=replace(VITAL, without_consent_reason=""))
    with pytest.raises(NoReason):
        desks.joke.handover.check(request.id)
    desks.sara.handover.change(replace(request, basis=VITAL))
    weighed = weighed_through(desks.sara, request.person, request.id)
    desks.joke.deliberations.second(weighed)
    assert desks.joke.handover.check(request.id).state is RequestState.GETOETST


def test_who_checks_their_own_request_gives_a_reason_that_stays_on_record(desks):
    request = filled(desks.sara)
    with pytest.raises(NoReason):
        desks.sara.handover.check(request.id)
    desks.sara.handover.check(request.id, "Het is zondag en ik ben alleen")
    card = desks.joke.handover.card(request.id)
    assert card.check.alone_reason == "Het is zondag en ik ben alleen"
    assert card.course[-1].detail == "Het is zondag en ik ben alleen"


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({}, []),
        ({"help_wanted": " "}, ["wat er nodig is"]),
        ({"why": ""}, ["waarom deze haast"]),
        ({"basis": None}, ["een grondslag bij ‘Mag dit?’"]),
        ({"basis": replace(CONSENT, purpose="")}, ["waarvoor de gemeente dit krijgt"]),
        ({"basis": replace(CONSENT, necessity=" ")}, ["waarom het niet met minder kan"]),
        (
            {"basis": replace(CONSENT, consent=ConsentState.INGETROKKEN)},
            ["de toestemming zelf, of een andere grondslag"],
        ),
        (
            {"basis": replace(VITAL, without_consent_reason="", recipient="")},
            [
                "voor wie dit is",
                "waarom het zonder toestemming gaat",
                "een afweging, want er is geen ja op alles",
            ],
        ),
    ],
)
def test_what_is_missing_is_said_beforehand_and_is_what_the_check_refuses(desks, changes, missing):
    request = filled(desks.sara, **changes)
    assert desks.sara.handover.missing(request) == missing
    if missing:
        with pytest.raises((NoGround, NoConsent, NoReason, Incomplete)):
            desks.joke.handover.check(request.id)
    else:
        desks.joke.handover.check(request.id)


def test_consent_withdrawn_between_check_and_sending_keeps_it_here(desks):
    request = checked(desks.sara, desks.joke)
    withdrawn = replace(CONSENT, consent=ConsentState.INGETROKKEN)
    desks.sara.handover.change(replace(request, basis=withdrawn))
    with pytest.raises(WrongStep):
        desks.joke.handover.send(RECIPIENT, [request.id])
    with pytest.raises(NoConsent):
        desks.joke.handover.check(request.id)
    assert desks.joke.handover.lists() == []


def test_a_list_goes_out_whole_or_not_at_all(desks):
    good = checked(desks.sara, desks.joke)
    unchecked = filled(desks.sara, name="Samir Haddad")
    with pytest.raises(WrongStep):
        desks.joke.handover.send(RECIPIENT, [good.id, unchecked.id])
    assert state_of(desks, good) is RequestState.GETOETST
    assert desks.joke.handover.lists() == []
    assert desks.joke.people.page(good.person).disclosures == ()
    assert [deed.entry.deed for deed in desks.joke.management.deeds()].count("lijst verzonden") == 0


def test_an_empty_list_or_one_to_nobody_is_refused(desks):
    request = checked(desks.sara, desks.joke)
    with pytest.raises(NothingToSend):
        desks.joke.handover.send(RECIPIENT, [])
    with pytest.raises(Incomplete):
        desks.joke.handover.send("  ", [request.id])
    assert desks.joke.handover.lists() == []


def test_of_two_who_send_the_same_requests_at_once_one_wins(desks):
    ids = [checked(desks.sara, desks.joke).id, checked(desks.sara, desks.joke, name="Samir").id]
    outcomes: list[object] = []
    together = threading.Barrier(2)

    def send() -> None:
        together.wait()
        try:
            outcomes.append(desks.joke.handover.send(RECIPIENT, ids))
        except NothingNew as refused:
            outcomes.append(refused)

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NothingNew", "SentList"]
    [page] = desks.joke.handover.lists()
    assert {card.request.id for card in page.cards} == set(ids)


def test_the_same_request_named_twice_goes_out_once(desks):
    request = checked(desks.sara, desks.joke)
    desks.joke.handover.send(RECIPIENT, [request.id, request.id])
    assert len(desks.joke.people.page(request.person).disclosures) == 1


def test_a_field_worker_cannot_send_or_make_a_file(desks):
    request = checked(desks.sara, desks.joke)
    with pytest.raises(NotAllowed):
        desks.sara.handover.send(RECIPIENT, [request.id])
    made = desks.joke.handover.send(RECIPIENT, [request.id])
    with pytest.raises(NotAllowed):
        desks.sara.handover.file(made.id, "xlsx", PASSWORD)


def test_lists_are_numbered_within_their_year(desks):
    numbers = []
    for moment in [(2026, 11, 3, 10, 0), (2026, 12, 30, 10, 0), (2027, 1, 4, 10, 0)]:
        joke = at_time(desks.joke, *moment)
        numbers.append(joke.handover.send(RECIPIENT, [checked(desks.sara, joke).id]).number)
    assert numbers == ["2026-001", "2026-002", "2027-001"]


def test_a_number_on_new_years_eve_is_that_of_the_dutch_year(desks):
    joke = at_time(desks.joke, 2027, 1, 1, 0, 30)  # still 2026 in UTC
    sent_list = joke.handover.send(RECIPIENT, [checked(desks.sara, joke).id])
    assert sent_list.number == "2027-001"


def test_what_went_out_is_on_record_with_its_fields_and_nothing_that_was_empty(desks):
    request = checked(desks.sara, desks.joke)
    made = desks.joke.handover.send(RECIPIENT, [request.id])
    [gone] = desks.joke.people.page(request.person).disclosures
    assert gone.list_number == made.number
    assert gone.recipient == RECIPIENT
    assert gone.ground is LegalGround.TOESTEMMING
    assert gone.by == desks.joke.account.id
    assert gone.sent_fields == (
        "naam",
        "telefoon",
        "geboortejaar",
        "in eigen woorden",
        "wat nodig is",
        "waarom deze haast",
        "directe nood",
    )


def test_a_file_opens_with_its_password_only_and_its_making_is_on_record(desks):
    request = checked(desks.sara, desks.joke)
    made = desks.joke.handover.send(RECIPIENT, [request.id])
    name, workbook = desks.joke.handover.file(made.id, "xlsx", PASSWORD)
    assert name == f"overdracht-{made.number}.xlsx"
    assert msoffcrypto.OfficeFile(io.BytesIO(workbook)).is_encrypted()
    _, document = desks.joke.handover.file(made.id, "pdf", PASSWORD)
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(document))
    assert len(pikepdf.open(io.BytesIO(document), password=PASSWORD).pages) >= 1
    deeds = [deed.entry for deed in desks.joke.management.deeds()]
    assert [deed.subject for deed in deeds if deed.deed == "bestand gemaakt"] == [made.id] * 2


def test_a_file_under_a_short_password_is_refused_and_not_recorded(desks):
    made = desks.joke.handover.send(RECIPIENT, [checked(desks.sara, desks.joke).id])
    with pytest.raises(WeakSecret):
        desks.joke.handover.file(made.id, "xlsx", "kort")
    deeds = [deed.entry.deed for deed in desks.joke.management.deeds()]
    assert "bestand gemaakt" not in deeds


def test_a_person_keeps_the_reference_when_another_is_taken_back(desks):
    first = checked(desks.sara, desks.joke)
    second = checked(desks.sara, desks.joke, name="Samir Haddad")
    made = desks.joke.handover.send(RECIPIENT, [first.id, second.id])
    desks.sara.handover.withdraw(first.id, "Zij wil het toch niet")
    page = desks.joke.handover.list_page(made.id)
    assert page.gone == 1
    document = desks.joke.handover._document(Right.SEND_HANDOVER, made.id)
    assert [(row.name, row.reference) for row in document.rows] == [
        ("Samir Haddad", f"{made.number}-02")
    ]


def test_a_list_of_which_all_was_taken_back_gives_no_file(desks):
    request = sent(desks.sara, desks.joke)
    desks.sara.handover.withdraw(request.id, "Toestemming ingetrokken")
    [page] = desks.joke.handover.lists()
    with pytest.raises(NotFound):
        desks.joke.handover.file(page.sent.id, "xlsx", PASSWORD)


def test_withdrawing_needs_a_reason(desks):
    request = sent(desks.sara, desks.joke)
    with pytest.raises(NoReason):
        desks.sara.handover.withdraw(request.id, "  ")
    assert state_of(desks, request) is RequestState.VERZONDEN
