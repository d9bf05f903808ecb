"""When, how long ago, and lists of words."""

from datetime import UTC, date, datetime

import pytest

from fieldwork.ui.words import say_ago, say_due, say_list, say_saved, say_when

DAY = date(2026, 3, 24)


def test_a_moment_is_said_on_the_dutch_clock() -> None:
    assert say_saved(datetime(2026, 3, 24, 13, 32, tzinfo=UTC)) == "Opgeslagen 14:32"
    late = datetime(2026, 3, 23, 23, 30, tzinfo=UTC)
    assert say_when(late, on=DAY) == "vandaag 00:30"
    assert say_when(late, on=date(2026, 3, 25)) == "gisteren 00:30"
    assert say_when(late, on=date(2026, 3, 30)) == "di 24 maart"


@pytest.mark.parametrize(
    ("day", "words"),
    [(24, "vandaag"), (25, "morgen"), (27, "vr 27 maart"), (23, "1 dag te laat")],
)
def test_a_day_to_keep_to(day: int, words: str) -> None:
    assert say_due(date(2026, 3, day), on=DAY) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 3, 24), "vandaag"),
        (date(2026, 3, 23), "gisteren"),
        (date(2026, 3, 11), "13 dagen geleden"),
        (date(2026, 3, 3), "3 weken geleden"),
    ],
)
def test_how_long_ago(day: date, words: str) -> None:
    assert say_ago(day, on=DAY) == words


@pytest.mark.parametrize(
    ("words", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a en b"), (list("abc"), "a, b en c")]
)
def test_a_list_of_words(words: list[str], said: str) -> None:
    assert say_list(words) == said
