"""What reaches the log when something breaks."""

import logging

import pytest

from fieldwork.ui.refusals import log_trouble, silence_streamlit


def test_a_log_line_holds_the_id_and_the_place_and_no_word_of_the_message(
    caplog: pytest.LogCaptureFixture,
) -> None:
    try:
        raise ValueError("Fatma heeft schulden")
    except ValueError as trouble:
        number = log_trouble(trouble)
    line = caplog.text
    assert number in line
    assert "ValueError" in line
    assert "test_refusals.py" in line
    assert "Fatma" not in line


def test_streamlits_own_line_with_the_message_is_dropped(
    caplog: pytest.LogCaptureFixture,
) -> None:
    silence_streamlit()
    logger = logging.getLogger("streamlit.error_util")
    logger.addHandler(caplog.handler)
    logger.error("Uncaught app execution", exc_info=ValueError("Fatma heeft schulden"))
    logger.error("without a trouble")
    logger.removeHandler(caplog.handler)
    assert [record.message for record in caplog.records] == ["without a trouble"]
