"""Terms end when the law says: through a change of the clock, over weekends and Dutch holidays."""

from datetime import datetime

import pytest

from fieldwork.actions.deadlines import is_holiday
from fieldwork.domain.dates import AMSTERDAM, local
from fieldwork.domain.refusals import TermsDoNotFit
from fieldwork.domain.terms import (
    ClassTerms,
    Term,
    Terms,
    UrgencyClass,
    default_class,
    terms_at,
)


def at(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=AMSTERDAM)


@pytest.mark.parametrize(
    ("term", "sent", "ends"),
    [
        # The night of 28 to 29 March 2026 has 23 hours, that of 24 to 25 October 25.
        (Term(hours=24), (2026, 3, 28, 14, 0), (2026, 3, 29, 15, 0)),
        (Term(hours=24), (2026, 10, 24, 14, 0), (2026, 10, 25, 13, 0)),
        (Term(working_days=1), (2026, 3, 27, 16, 0), (2026, 3, 30, 17, 0)),
        # Good Friday, Easter Monday, King's Day, Liberation Day.
        (Term(working_days=1), (2026, 4, 2, 9, 0), (2026, 4, 7, 17, 0)),
        (Term(working_days=3), (2026, 4, 24, 9, 0), (2026, 4, 30, 17, 0)),
        (Term(working_days=1), (2026, 5, 4, 23, 59), (2026, 5, 6, 17, 0)),
        (Term(working_days=3), (2026, 12, 24, 9, 0), (2026, 12, 30, 17, 0)),
        (Term(weeks=6), (2026, 3, 23, 9, 0), (2026, 5, 4, 17, 0)),
        # Six weeks later is Liberation Day, so the day after it.
        (Term(weeks=6), (2026, 3, 24, 9, 0), (2026, 5, 6, 17, 0)),
    ],
)
def test_a_term_ends_on_the_dutch_clock(term, sent, ends):
    found = local(term.ends(at(*sent), is_holiday))
    assert found.replace(tzinfo=None) == datetime(*ends)


def test_what_was_promised_does_not_move_when_a_class_is_set_anew():
    first = ClassTerms(
        UrgencyClass.P3, Terms(Term(hours=4), Term(working_days=2)), since=at(2026, 3, 2, 9, 0)
    )
    later = ClassTerms(
        UrgencyClass.P3, Terms(Term(hours=1), Term(hours=8)), since=at(2026, 3, 9, 9, 0)
    )
    known = [first, later]
    assert terms_at(known, UrgencyClass.P3, at(2026, 3, 1, 9, 0)) == default_class(UrgencyClass.P3)
    assert terms_at(known, UrgencyClass.P3, at(2026, 3, 3, 9, 0)) == first
    assert terms_at(known, UrgencyClass.P3, at(2026, 3, 10, 9, 0)) == later
    assert terms_at(known, UrgencyClass.P2, at(2026, 3, 10, 9, 0)) == default_class(UrgencyClass.P2)


def test_terms_that_cannot_be_are_refused():
    with pytest.raises(TermsDoNotFit):
        Terms(Term(weeks=1), Term(working_days=2))
    with pytest.raises(ValueError, match="one unit"):
        Term(hours=1, weeks=1)
    with pytest.raises(ValueError, match="P0"):
        ClassTerms(UrgencyClass.P0, Terms(Term(), Term(hours=1)))
