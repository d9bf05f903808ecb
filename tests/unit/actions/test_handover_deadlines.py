"""Terms and what is overdue: clock hours, working days, holidays."""

from datetime import date, datetime

import pytest

from fieldwork.actions.deadlines import is_holiday
from fieldwork.domain.dates import AMSTERDAM, local
from fieldwork.domain.handover import RefusalReason, RequestState, UrgencyClass
from tests.unit.actions.handover_cases import RECIPIENT, at_time, checked, sent

S = RequestState
# Thursday before Easter: Good Friday and Easter Monday are free.
BEFORE_EASTER = (2026, 4, 2, 15, 0)


def terms(desks, urgency: UrgencyClass, moment: tuple[int, ...]) -> tuple[datetime, datetime]:
    joke = at_time(desks.joke, *moment)
    request = sent(desks.sara, joke, urgency=urgency)
    card = joke.handover.card(request.id)
    return local(card.confirm_before), local(card.contact_before)


def clock(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=AMSTERDAM)


def test_an_acute_request_counts_clock_hours_also_over_easter(desks):
    assert terms(desks, UrgencyClass.P1, BEFORE_EASTER) == (
        clock(2026, 4, 2, 16, 0),
        clock(2026, 4, 3, 15, 0),
    )


def test_working_days_skip_good_friday_the_weekend_and_easter_monday(desks):
    assert terms(desks, UrgencyClass.P2, BEFORE_EASTER) == (
        clock(2026, 4, 7, 17, 0),
        clock(2026, 4, 9, 17, 0),
    )


@pytest.mark.parametrize(
    ("day", "free"),
    [
        (date(2026, 4, 3), True),
        (date(2026, 4, 6), True),
        (date(2026, 4, 27), True),
        (date(2026, 5, 5), True),
        (date(2026, 5, 14), True),
        (date(2026, 12, 26), True),
        (date(2026, 4, 7), False),
        (date(2026, 12, 31), False),
    ],
)
def test_holidays_are_those_of_the_general_law_on_terms(day, free):
    assert is_holiday(day) is free


def test_a_term_across_the_clock_change_still_ends_at_five(desks):
    # The clock goes forward on 29 March 2026.
    confirm, contact = terms(desks, UrgencyClass.P3, (2026, 3, 27, 12, 0))
    assert (confirm, contact) == (clock(2026, 3, 31, 17, 0), clock(2026, 4, 7, 17, 0))


def test_late_is_said_from_the_minute_after_the_term_and_gone_with_the_answer(desks):
    sending = at_time(desks.joke, 2026, 6, 2, 10, 0)
    request = sent(desks.sara, sending)
    in_time = at_time(desks.joke, 2026, 6, 3, 17, 0).handover.board()
    assert in_time.late == ()
    after = at_time(desks.joke, 2026, 6, 3, 17, 1)
    [late] = after.handover.board().late
    assert late.late == "ontvangst is nog niet bevestigd"
    assert local(late.late_since) == clock(2026, 6, 3, 17, 0)
    assert late.recipient == RECIPIENT
    desks.willem.handover.report(request.id, S.ONTVANGST_BEVESTIGD)
    assert after.handover.board().late == ()
    week_on = at_time(desks.joke, 2026, 6, 9, 9, 0)
    assert [card.late for card in week_on.handover.board().late] == ["eerste contact is over tijd"]
    desks.willem.handover.report(request.id, S.GEACCEPTEERD)
    desks.willem.handover.report(request.id, S.EERSTE_CONTACT)
    assert week_on.handover.board().late == ()


def test_a_life_in_danger_is_overdue_until_somebody_is_in_touch(desks):
    joke = at_time(desks.joke, 2026, 6, 2, 10, 0)
    request = sent(desks.sara, joke, urgency=UrgencyClass.P0)
    assert [card.late for card in joke.handover.board().late] == [
        "levensgevaar, en nog geen contact"
    ]
    desks.willem.handover.report(request.id, S.GEACCEPTEERD)
    desks.willem.handover.report(request.id, S.EERSTE_CONTACT)
    assert joke.handover.board().late == ()


def test_a_request_that_is_sent_again_gets_new_terms(desks):
    first = at_time(desks.joke, 2026, 6, 2, 10, 0)
    request = sent(desks.sara, first)
    desks.willem.handover.report(request.id, S.GEWEIGERD, reason=RefusalReason.AGENDA)
    desks.sara.handover.report(request.id, S.HEROPEND)
    assert first.handover.card(request.id).confirm_before is None
    again = at_time(desks.joke, 2026, 6, 16, 10, 0)
    again.handover.check(request.id)
    again.handover.send(RECIPIENT, [request.id])
    card = again.handover.card(request.id)
    assert local(card.confirm_before) == clock(2026, 6, 17, 17, 0)
    assert len(desks.joke.people.page(request.person).disclosures) == 2


def test_nothing_is_due_before_it_was_sent(desks):
    card = desks.joke.handover.card(checked(desks.sara, desks.joke).id)
    assert (card.confirm_before, card.contact_before, card.late) == (None, None, "")
