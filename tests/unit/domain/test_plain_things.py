"""Days, numbers, places and roles."""

from datetime import UTC, date, datetime

import pytest

from fieldwork.domain.access import RIGHTS, Account, Right, Role
from fieldwork.domain.audit import FIRST_SEAL, AuditEntry, first_broken, seal
from fieldwork.domain.dates import say_count, say_day, say_moment, say_number, working_days_after
from fieldwork.domain.ids import AccountId, PersonId
from fieldwork.domain.labels import Labelled
from fieldwork.domain.people import KeyFigure, Person, PersonKind, Source, holds_bsn
from fieldwork.domain.places import Address, Point
from fieldwork.domain.refusals import (
    BadPostcode,
    BsnNoticed,
    NameMissing,
    NotAllowed,
    OutsideNetherlands,
)
from fieldwork.domain.studies import Study
from fieldwork.domain.themes import Codebook, Theme, ThemeStatus


def test_a_day_is_said_as_dutch_people_say_it():
    assert say_day(date(2026, 3, 24)) == "di 24 maart"
    assert say_day(date(2026, 3, 24), year=True) == "di 24 maart 2026"


def test_a_moment_is_on_the_dutch_clock_in_winter_and_in_summer():
    assert say_moment(datetime(2026, 1, 5, 13, 32, tzinfo=UTC)) == "ma 5 januari 14:32"
    assert say_moment(datetime(2026, 7, 6, 12, 32, tzinfo=UTC)) == "ma 6 juli 14:32"


def test_a_number_has_a_point_between_thousands_and_a_comma_before_decimals():
    assert say_number(1234.5, 1) == "1.234,5"
    assert say_count(1, "gesprek", "gesprekken") == "1 gesprek"
    assert say_count(1200, "gesprek", "gesprekken") == "1.200 gesprekken"


def test_working_days_end_at_five_also_across_the_change_of_the_clock():
    friday = datetime(2026, 3, 27, 9, 0, tzinfo=UTC)
    assert say_moment(working_days_after(friday, 1, lambda day: False)) == "ma 30 maart 17:00"


def test_weeks_run_from_monday_and_the_first_is_one():
    study = Study("Dal", "Lekhaven", date(2026, 1, 7))
    assert study.week_of(date(2026, 1, 5)) == 1
    assert study.week_of(date(2026, 1, 11)) == 1
    assert study.week_of(date(2026, 1, 12)) == 2
    assert study.say_week(date(2026, 3, 4)) == "week 9 van 16"
    assert study.ends_on == date(2026, 4, 26)


@pytest.mark.parametrize(("lat", "lon"), [(4.9, 52.4), (48.8, 2.3), (0, 0), (float("nan"), 5)])
def test_a_point_outside_the_netherlands_is_refused(lat, lon):
    with pytest.raises(OutsideNetherlands):
        Point(lat, lon)


@pytest.mark.parametrize("postcode", ["0123 AB", "1234SS", "1234", "12345 AB", "1234 A1"])
def test_a_postcode_that_cannot_be_is_refused(postcode):
    with pytest.raises(BadPostcode):
        Address("Kade", "1", postcode)


def test_a_bsn_is_noticed_and_other_long_numbers_are_not():
    assert holds_bsn("bsn 111222333.")
    assert holds_bsn("111 222 333")
    assert not holds_bsn("111222334")
    assert not holds_bsn("bel 0612345678")
    assert not holds_bsn("000000000")
    assert not holds_bsn("1112223334")


def test_a_person_with_a_bsn_in_the_remarks_is_refused():
    with pytest.raises(BsnNoticed):
        Person(PersonId("p"), "Fatma", about="haar bsn: 111222333")


def test_a_person_needs_a_name():
    with pytest.raises(NameMissing):
        Person(PersonId("p"), "  ")


def test_a_key_figure_tells_as_a_key_figure_whatever_the_kind():
    shop = Person(PersonId("p"), "Ali", PersonKind.ONDERNEMER, key_figure=KeyFigure("bakker"))
    assert shop.source is Source.SLEUTELFIGUUR


def test_the_gemeentes_reader_receives_and_does_nothing_else():
    assert RIGHTS[Role.LEZER] == {Right.RECEIVE_HANDOVER}
    reader = Account(AccountId("w"), "willem", "Willem", Role.LEZER)
    with pytest.raises(NotAllowed, match="gesprekken lezen"):
        reader.must(Right.READ_NOTES)


def test_a_field_worker_does_not_send_and_does_not_manage():
    assert not RIGHTS[Role.VELDWERKER] & {Right.SEND_HANDOVER, Right.MANAGE_STUDY}


def test_an_account_that_is_off_may_nothing():
    gone = Account(AccountId("s"), "sara", "Sara", Role.COORDINATOR, active=False)
    assert not any(gone.may(right) for right in Right)


def test_an_altered_deed_breaks_the_trail_at_that_deed():
    at = datetime(2026, 3, 24, 12, 0, tzinfo=UTC)
    trail, previous = [], FIRST_SEAL
    for number in range(1, 6):
        previous_seal, previous = previous, seal(previous, at, "joke", "bevestigd", "n1", "geld")
        assert previous != previous_seal
        trail.append(AuditEntry(number, at, "joke", "bevestigd", "n1", "geld", previous))
    assert first_broken(trail) is None
    forged = [*trail[:2], AuditEntry(3, at, "joke", "bevestigd", "n1", "wonen", trail[2].seal)]
    assert first_broken([*forged, *trail[3:]]) == forged[2]


def test_a_code_that_is_unknown_is_named_with_those_that_are_known():
    assert ThemeStatus.of("aanwezig") is ThemeStatus.AANWEZIG
    with pytest.raises(ValueError, match=r"'weg'.*aanwezig"):
        ThemeStatus.of("weg")
    assert issubclass(ThemeStatus, Labelled)


def test_a_codebook_refuses_a_code_that_stands_in_it_twice():
    with pytest.raises(ValueError, match="geld"):
        Codebook((Theme("geld", "Geld", "x"), Theme("geld", "Geld", "y")), ())
