"""A list on its way: made, looked at by a second person, sent; and who reads what came of it."""

import threading
from dataclasses import replace

import pytest

from fieldwork.actions import sending
from fieldwork.actions.sending import NotChecked
from fieldwork.domain.access import Role
from fieldwork.domain.handover import RefusalReason, RequestState
from fieldwork.domain.notes import ConsentState
from fieldwork.domain.refusals import (
    Incomplete,
    NoConsent,
    NoReason,
    NotAllowed,
    NotFound,
    NothingToSend,
    Refusal,
)
from fieldwork.domain.sending import ListChanged, ListMoved, ListState, NothingNew, OnAnotherList
from tests.conftest import PASSWORD as SIGN_IN
from tests.unit.actions.handover_cases import CONSENT, RECIPIENT, checked, filled, sent

PASSWORD = "b7p-dp8-tz8-5rj"
S = RequestState


def made(desks, *requests):
    """Return a list with these on it, made by Joke."""
    return desks.joke.lists.make(RECIPIENT, [one.id for one in requests])


def with_phone(desks, request, phone):
    """Have somebody's number changed, as the team hears it later."""
    person = desks.sara.people.page(request.person).person
    desks.sara.people.change(replace(person, phone=phone))


def test_a_list_is_sent_only_after_a_second_person_looked(desks):
    request = checked(desks.sara, desks.joke)
    put = made(desks, request)
    assert put.state is ListState.GEMAAKT
    with pytest.raises(ListMoved):
        desks.joke.lists.send(put.id)
    with pytest.raises(NoReason):
        desks.joke.lists.check(put.id)
    assert desks.sara.lists.check(put.id).checked_by == desks.sara.account.id
    gone = desks.joke.lists.send(put.id)
    assert gone.state is ListState.VERZONDEN
    assert gone.control != ""
    with pytest.raises(ListMoved):
        desks.joke.lists.send(put.id)
    assert desks.joke.handover.card(request.id).request.state is S.VERZONDEN


def test_what_changes_after_it_was_looked_at_keeps_the_list_here(desks):
    request = checked(desks.sara, desks.joke)
    put = made(desks, request)
    desks.sara.lists.check(put.id)
    card = desks.sara.handover.card(request.id).request
    desks.sara.handover.change(replace(card, why="Het is nu morgen al"))
    desks.joke.handover.check(request.id)
    with pytest.raises(ListChanged):
        desks.joke.lists.send(put.id)
    desks.sara.lists.check(put.id)
    desks.joke.lists.send(put.id)


def test_consent_that_is_withdrawn_between_looking_and_sending_keeps_all_of_it_here(desks):
    first, second = checked(desks.sara, desks.joke), checked(desks.sara, desks.joke, name="Samir")
    put = made(desks, first, second)
    desks.sara.lists.check(put.id)
    card = desks.sara.handover.card(first.id).request
    withdrawn = replace(CONSENT, consent=ConsentState.INGETROKKEN)
    desks.sara.handover.change(replace(card, basis=withdrawn))
    with pytest.raises(Refusal):
        desks.joke.lists.send(put.id)
    assert desks.joke.handover.lists() == []
    assert desks.joke.handover.card(second.id).request.state is S.GETOETST
    with pytest.raises(NoConsent):
        desks.joke.handover.check(first.id)
    desks.joke.lists.remove(put.id, first.id)
    desks.sara.lists.check(put.id)
    desks.joke.lists.send(put.id)
    assert desks.joke.handover.card(first.id).request.state is S.CONCEPT


def test_a_request_lies_on_one_list_at_a_time_and_a_lapsed_list_lets_it_go(desks):
    request = checked(desks.sara, desks.joke)
    put = made(desks, request)
    with pytest.raises(OnAnotherList):
        made(desks, request)
    assert desks.joke.lists.next_list().ones == ()
    desks.joke.lists.drop(put.id)
    with pytest.raises(ListMoved):
        desks.joke.lists.drop(put.id)
    again = made(desks, request)
    assert again.number > put.number
    with pytest.raises(NothingToSend):
        desks.joke.lists.remove(again.id, request.id)


@pytest.mark.parametrize("step", ["make", "send"])
def test_of_two_coordinators_at_once_one_goes_through(desks, step):
    request = checked(desks.sara, desks.joke)
    if step == "send":
        put = made(desks, request)
        desks.sara.lists.check(put.id)
    together, outcomes = threading.Barrier(2), []

    def act() -> None:
        together.wait()
        try:
            outcomes.append(
                made(desks, request) if step == "make" else desks.joke.lists.send(put.id)
            )
        except (OnAnotherList, ListMoved) as refused:
            outcomes.append(refused)

    threads = [threading.Thread(target=act) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(isinstance(one, Refusal) for one in outcomes) == 1


@pytest.mark.parametrize("at", ["put_on", "keep_list", "_move", "_disclosure"])
def test_a_list_that_is_cut_off_anywhere_never_was(desks, monkeypatch, at):
    request = checked(desks.sara, desks.joke)
    put = made(desks, request)
    desks.sara.lists.check(put.id)
    before = len(desks.joke.management.deeds())
    where = sending if hasattr(sending, at) else sending.handover_lists
    real = getattr(where, at)

    def cut_off(*args, **kwargs):
        real(*args, **kwargs)
        raise KeyboardInterrupt

    monkeypatch.setattr(where, at, cut_off)
    with pytest.raises(KeyboardInterrupt):
        desks.joke.lists.send(put.id)
    monkeypatch.undo()
    assert len(desks.joke.management.deeds()) == before
    assert desks.joke.handover.list_page(put.id).sent.state is ListState.NAGEKEKEN
    assert desks.joke.people.page(request.person).disclosures == ()
    desks.joke.lists.send(put.id)
    assert len(desks.joke.people.page(request.person).disclosures) == 1


def test_the_next_list_holds_what_changed_and_nothing_twice(desks):
    request, other = sent(desks.sara, desks.joke), sent(desks.sara, desks.joke, name="Samir")
    assert desks.joke.lists.next_list().ones == ()
    with pytest.raises(NothingNew):
        made(desks, request)
    with_phone(desks, request, "06-0099 0099")
    card = desks.sara.handover.card(other.id).request
    desks.sara.handover.change(replace(card, helpers_now="De buurman"))
    found = {one.card.request.id: one for one in desks.joke.lists.next_list().ones}
    assert found[request.id].changed == ("telefoon",)
    assert found[other.id].changed == ("wie nu helpt",)
    assert found[other.id].unchecked
    with pytest.raises(NotChecked):
        made(desks, other)
    desks.joke.handover.check(other.id)
    put = made(desks, request, other)
    desks.sara.lists.check(put.id)
    desks.joke.lists.send(put.id)
    after = desks.sara.handover.card(other.id)
    assert after.request.state is S.VERZONDEN
    assert "wie nu helpt" in after.course[-1].detail
    assert after.confirm_before == desks.sara.handover.card(other.id).confirm_before
    assert desks.joke.lists.next_list().ones == ()
    assert [len(page.cards) for page in desks.joke.handover.lists()] == [2, 1, 1]


def test_the_reader_and_the_files_hold_what_went_out_then(desks):
    request = sent(desks.sara, desks.joke)
    with_phone(desks, request, "06-0099 0099")
    [page] = desks.willem.handover.lists()
    assert page.cards[0].person.phone == "06-0012 0001"
    assert desks.willem.handover.card(request.id).person.phone == "06-0012 0001"
    put = made(desks, request)
    desks.sara.lists.check(put.id)
    desks.joke.lists.send(put.id)
    assert desks.willem.handover.card(request.id).person.phone == "06-0099 0099"
    right = desks.joke.handover._filing_right
    first, last = (
        desks.joke.handover._document(right, one.sent.id).rows[0]
        for one in reversed(desks.joke.handover.lists())
    )
    assert (first.phone, first.changed) == ("06-0012 0001", ())
    assert (last.phone, last.changed) == ("06-0099 0099", ("telefoon",))


def test_a_reader_of_one_recipient_sees_nothing_of_another(desks):
    desks.joke.management.add_account("Karin Blom", "karin", Role.LEZER, SIGN_IN)
    shelf_desk = type(desks.joke)
    karin = next(one for one in desks.joke.management.accounts() if one.login == "karin")
    seat = desks.joke._seat
    theirs = shelf_desk(replace(seat, account=karin))
    debts = replace(CONSENT, recipient="Schuldhulp")
    secret = checked(desks.sara, desks.joke, name="Samir Haddad", basis=debts)
    ours = sent(desks.sara, desks.joke)
    desks.joke.handover.send("Schuldhulp", [secret.id])
    assert len(desks.willem.handover.lists()) == 2
    to = {page.recipient.name: page.recipient.id for page in desks.joke.recipients.all()}
    desks.joke.recipients.set_readers(to["Schuldhulp"], [karin.id])
    for desk, seen, hidden in ((theirs, secret, ours), (desks.willem, ours, secret)):
        [page] = desk.handover.lists()
        assert [card.request.id for card in page.cards] == [seen.id]
        others = next(
            one.sent.id for one in desks.joke.handover.lists() if one.sent.id != page.sent.id
        )
        for refused in (
            lambda desk=desk, hidden=hidden: desk.handover.card(hidden.id),
            lambda desk=desk, hidden=hidden: desk.handover.report(hidden.id, S.GEACCEPTEERD),
            lambda desk=desk, others=others: desk.handover.list_page(others),
            lambda desk=desk, others=others: desk.handover.file(others, "xlsx", PASSWORD),
            lambda desk=desk, others=others: desk.handover.file(others, "ics", PASSWORD),
        ):
            with pytest.raises(NotFound):
                refused()


def test_every_way_to_lists_and_settings_asks_for_the_right(desks):
    request = sent(desks.sara, desks.joke)
    [page] = desks.joke.handover.lists()
    sara, willem = desks.sara, desks.willem
    for refused in (
        lambda: sara.lists.make(RECIPIENT, [request.id]),
        lambda: sara.lists.send(page.sent.id),
        lambda: sara.lists.drop(page.sent.id),
        lambda: sara.lists.remove(page.sent.id, request.id),
        lambda: sara.recipients.add("Schuldhulp"),
        lambda: sara.recipients.set_readers("x", []),
        lambda: sara.exchange.zaak(),
        lambda: sara.exchange.post(page.sent.id),
        lambda: sara.exchange.set_template(b""),
        lambda: sara.handover.formats(),
        lambda: willem.lists.next_list(),
        lambda: willem.lists.unsent(),
        lambda: willem.lists.sent(),
        lambda: willem.lists.check(page.sent.id),
        lambda: willem.lists.changed(request.id),
        lambda: willem.recipients.all(),
        lambda: willem.exchange.our_template(),
        lambda: willem.progress.look(),
        lambda: willem.progress.paper(),
        lambda: willem.handover.board(),
        lambda: willem.handover.of_person(request.person),
    ):
        with pytest.raises(NotAllowed):
            refused()


def test_a_list_to_nobody_or_with_nobody_is_refused(desks):
    request = checked(desks.sara, desks.joke)
    with pytest.raises(Incomplete):
        desks.joke.lists.make(" ", [request.id])
    with pytest.raises(NothingToSend):
        desks.joke.lists.make(RECIPIENT, [])
    with pytest.raises(Refusal):
        made(desks, filled(desks.sara, name="Samir"))


def test_how_it_goes_counts_steps_reasons_places_and_themes(desks):
    request = sent(desks.sara, desks.joke, life_areas=("wonen",))
    other = sent(desks.sara, desks.joke, name="Samir")
    desks.willem.handover.report(request.id, S.GEACCEPTEERD)
    desks.willem.handover.report(request.id, S.EERSTE_CONTACT)
    desks.willem.handover.report(request.id, S.HULP_GESTART)
    desks.willem.handover.report(other.id, S.GEWEIGERD, "Vol", RefusalReason.TE_DRUK)
    found = desks.sara.progress.look()
    assert (found.sent, found.accepted, found.started_in_time) == (2, 1, 1)
    assert found.share_in_time == 0.5
    assert found.reasons == (("Te druk", 1),)
    assert found.themes == ((desks.sara.codebook.label("wonen"), 1),)
    assert found.per_recipient() == [(RECIPIENT, 2, 0)]
    assert {step.name for step in found.steps} >= {"Van versturen tot geaccepteerd"}
    name, paper = desks.sara.progress.paper()
    assert name.endswith(".pdf")
    assert paper.startswith(b"%PDF")
