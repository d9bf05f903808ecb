"""A phone number is the same number however it is written."""

import pytest

from fieldwork.store.people import plain_phone


@pytest.mark.parametrize(
    "written",
    ["06-1234 5678", "0612345678", "+31 6 1234 5678", "0031612345678", "+31 (0)6 12345678"],
)
def test_one_number_has_one_form(written):
    assert plain_phone(written) == "0612345678"


def test_a_number_that_begins_with_31_by_itself_stays(written="3112345"):
    assert plain_phone(written) == "3112345"


@pytest.mark.parametrize("written", ["", "  ", "geen", "٠١٢"])
def test_what_holds_no_digits_is_no_number(written):
    assert plain_phone(written) == ""
