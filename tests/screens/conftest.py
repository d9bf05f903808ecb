"""A screen that broke halfway says so calmly, and would pass for whole: here it is a failure."""

import traceback

import pytest

from fieldwork.ui import refusals


@pytest.fixture(autouse=True)
def nothing_broke(monkeypatch):
    """Fail a test in which a screen broke."""
    broke: list[BaseException] = []
    log = refusals.log_trouble

    def note(trouble: BaseException) -> str:
        broke.append(trouble)
        return log(trouble)

    monkeypatch.setattr(refusals, "log_trouble", note)
    yield
    if broke:
        pytest.fail("".join(traceback.format_exception(broke[0])))
