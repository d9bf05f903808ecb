"""A citizen service number is noticed however it is parted, and what is none is let through."""

import pytest

from fieldwork.domain.bsn import holds_bsn, refuse_bsn
from fieldwork.domain.refusals import BsnNoticed

# 111222333 and 012345672 pass the eleven-test; they are no numbers of anybody.


@pytest.mark.parametrize(
    "text",
    [
        "haar bsn is 111222333.",
        "111 222 333",
        "1112.22.333",
        "111-222-333",
        "111\u2011222\u2011333",
        "11122\u00a02333",
        "11 12 22 333",
        "111\u200b222333",
        "\uff11\uff11\uff11\uff12\uff12\uff12\uff13\uff13\uff13",
        "111222333 12 jaar geleden",
        "x111222333y",
        "BSN: 12345672, zegt ze",
    ],
)
def test_a_number_is_noticed_however_it_is_written(text):
    assert holds_bsn(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "111222334",
        "000000000",
        "bel 0612345678",
        "06 12 34 56 78",
        "020 123 45 67",
        "010-1112223",
        "1112223334",
        "op 24-03-2026 150 euro",
        "52.3702160",
        "12345672",
        "NL91ABNA0417164300",
        "1 1 1 2 2 2 3 3 3",
    ],
)
def test_a_telephone_number_a_day_or_an_account_is_none(text):
    assert not holds_bsn(text)


def test_what_is_refused_says_where_and_what_to_do_and_not_the_number():
    with pytest.raises(BsnNoticed) as refused:
        refuse_bsn("Gesprek", "niets", "het is 111222333")
    assert str(refused.value).startswith("Gesprek: ")
    assert "111222333" not in str(refused.value)
