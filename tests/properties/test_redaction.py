"""Whatever the text, redaction ends, keeps to the text, and has nothing left to do."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldwork.tagging.redaction import Redactor
from tests.growth import assert_grows_in_step

_SOME = (
    "Fatima jan Van der Berg mevrouw heet Kerkstraat 12 12b 1234 AB 06 12345678 geb. 3-4-1961 "
    "[naam-1] [naam- snap: boef_9 @x 's . , ( ) : \n BSN 900000003 NL91ABNA0417164300 AB-12-CD "
    "سميرة 👩‍👧 de en bij zegt a@b.example.nl İ ß ǆ"
)
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(_SOME.split(" ")), max_size=40).map(" ".join),
)


@settings(deadline=None, max_examples=200)
@given(TEXTS)
def test_redacting_twice_is_redacting_once(text: str) -> None:
    once = Redactor().redact(text)
    again = Redactor().redact(once.text)
    assert again.text == once.text
    assert again.spans == ()


@settings(deadline=None, max_examples=200)
@given(TEXTS)
def test_spans_lie_within_the_text_in_order_and_apart(text: str) -> None:
    redacted = Redactor().redact(text)
    at = 0
    for span in redacted.spans:
        assert at <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == span.text
        at = span.end


@settings(deadline=None, max_examples=100)
@given(TEXTS)
def test_what_is_not_covered_is_untouched(text: str) -> None:
    redacted = Redactor().redact(text)
    rebuilt = redacted.text
    for span in redacted.spans:
        rebuilt = rebuilt.replace(span.placeholder, span.text, 1)
    assert rebuilt == text or "[" in text


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "a" * 200_000,
        "0" * 200_000,
        "Het huis is oud en de deur klemt. " * 5_900,
        "06 " * 6_000,
        "A.B" * 6_000,
        "Jan Piet " * 2_000,
        "x@" * 9_000,
        "مرحبا بكم في هذا الحي الجديد " * 600,
        "👩‍👧‍👦" * 4_000,
    ],
    ids=[
        "empty",
        "space",
        "letters",
        "noughts",
        "long",
        "sixes",
        "initials",
        "names",
        "at",
        "arabic",
        "emoji",
    ],
)
def test_a_text_of_any_kind_is_read_within_reason(text: str) -> None:
    redacted = Redactor().redact(text)
    assert all(0 <= one.start < one.end <= len(text) for one in redacted.spans)
    assert_grows_in_step(Redactor().redact, text)
