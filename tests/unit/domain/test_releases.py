"""Maps that leave, as an attacker would look at them: alone, side by side, and with what is known.

The attacker here sees every export ever made, and knows exactly how many people were spoken with.
"""

import random
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldwork.domain.releases import (
    STEP,
    BadThreshold,
    Crowd,
    Group,
    MapRules,
    MapUnit,
    Release,
    protect,
)

LIMIT = 5
PEOPLE = [f"p{number}" for number in range(60)]
CELLS = ["a", "b", "c", "d"]


def group(first: int, last: int) -> Group:
    """Return the people from ``first`` up to, not including, ``last``."""
    return frozenset(PEOPLE[first:last])


def counts(groups: dict[str, Group]) -> dict[str, int]:
    """Return what a reader of the file sees."""
    return Release(MapUnit.BUURT, "", LIMIT, groups).counts


def crowds(**cells: Group) -> dict[str, Crowd]:
    return {code: Crowd(people) for code, people in cells.items()}


def test_a_cell_shows_nothing_under_the_threshold_and_few_look_the_same_as_none():
    found = protect(crowds(a=group(0, 4), b=group(10, 30), c=group(30, 50), d=frozenset()), {}, 5)
    assert "a" not in found
    assert "d" not in found


def test_one_cell_of_few_takes_the_smallest_other_cell_with_it():
    found = protect(crowds(a=group(0, 2), b=group(10, 16), c=group(20, 40)), {}, LIMIT)
    assert counts(found) == {"c": 20}


def test_two_cells_of_few_that_are_few_together_take_another_with_them():
    found = protect(crowds(a=group(0, 2), b=group(2, 4), c=group(10, 17), d=group(20, 40)), {}, 5)
    assert counts(found) == {"d": 20}


def test_counts_are_rounded_down_and_no_total_is_told():
    found = protect(crowds(a=group(0, 9), b=group(10, 22)), {}, LIMIT)
    assert counts(found) == {"a": 5, "b": 10}


def test_a_theme_that_nearly_everybody_has_is_not_told_of_them():
    nearly = {"a": Crowd(group(0, 18), group(18, 20)), "b": Crowd(group(20, 30), group(30, 40))}
    everybody = {"a": Crowd(group(0, 18), frozenset()), "b": Crowd(group(20, 30), group(30, 40))}
    for table in (nearly, everybody):
        assert "a" not in protect(table, {}, LIMIT)


@pytest.mark.parametrize("newcomers", range(1, LIMIT))
def test_an_export_before_and_after_a_few_talks_are_the_same(newcomers: int):
    """Subtract last week's export from this week's: whose talk was this week?"""
    for start in range(LIMIT, 30):
        before = protect(crowds(a=group(0, start)), {}, LIMIT)
        after = protect(crowds(a=group(0, start + newcomers)), before, LIMIT)
        assert counts(after) == counts(before)


def test_a_count_grows_when_enough_people_came():
    before = protect(crowds(a=group(0, 12)), {}, LIMIT)
    after = protect(crowds(a=group(0, 17)), before, LIMIT)
    assert counts(before) == {"a": 10}
    assert counts(after) == {"a": 15}


def test_somebody_who_took_a_yes_back_does_not_show_by_being_gone():
    before = protect(crowds(a=group(0, 10)), {}, LIMIT)
    for left in range(10):
        gone = crowds(a=group(0, 10) - {PEOPLE[left]})
        assert counts(protect(gone, before, LIMIT)) == counts(before)


def test_a_swap_of_one_for_many_does_not_show_the_one():
    before = protect(crowds(a=group(0, 10)), {}, LIMIT)
    swapped = crowds(a=group(1, 20))
    assert protect(swapped, before, LIMIT) == before


def test_a_cell_that_emptied_keeps_what_it_showed():
    before = protect(crowds(a=group(0, 10)), {}, LIMIT)
    assert protect({}, before, LIMIT) == before


@st.composite
def histories(draw):
    """Draw how a study goes on: who is in which cell at each export."""
    steps = draw(st.integers(2, 6))
    chooser = random.Random(draw(st.integers(0, 10**6)))
    now: dict[str, set[str]] = {code: set() for code in CELLS}
    history = []
    for _ in range(steps):
        for code in CELLS:
            now[code] |= set(chooser.sample(PEOPLE, chooser.choice([0, 1, 2, 4, 6, 12])))
            gone = min(len(now[code]), chooser.choice([0, 0, 1, 2, 7]))
            now[code] -= set(chooser.sample(sorted(now[code]), gone))
        history.append({code: Crowd(frozenset(people)) for code, people in now.items()})
    return history


@settings(deadline=None, max_examples=50)
@given(histories())
def test_no_two_exports_of_a_study_differ_by_fewer_people_than_the_threshold(history):
    groups: dict[str, Group] = {}
    seen = []
    for table in history:
        groups = protect(table, groups, LIMIT)
        seen.append(dict(groups))
    for before, after in pairwise(seen):
        for code in after:
            came = after[code] - before.get(code, frozenset())
            went = before.get(code, frozenset()) - after[code]
            assert not came or len(came) >= LIMIT
            assert not went or len(went) >= LIMIT


@settings(deadline=None, max_examples=50)
@given(histories())
def test_no_cell_of_any_export_rests_on_fewer_people_than_the_threshold(history):
    groups: dict[str, Group] = {}
    for table in history:
        groups = protect(table, groups, LIMIT)
        assert all(len(people) >= LIMIT for people in groups.values())
        assert all(count % STEP == 0 and count >= LIMIT for count in counts(groups).values())


def test_who_knows_the_exact_total_cannot_work_out_any_hidden_cell():
    """Try every table of three cells up to nine: is a hidden count the only one that fits?"""
    for numbers in product(range(10), repeat=3):
        table = {
            code: Crowd(frozenset(f"{code}{person}" for person in range(number)))
            for code, number in zip(CELLS, numbers, strict=False)
        }
        shown = counts(protect(table, {}, LIMIT))
        hidden = [code for code in table if code not in shown]
        for code in hidden:
            if not table[code].counted:
                continue
            fitting = possible(code, shown, hidden, sum(numbers))
            assert len(fitting) > 1, (numbers, shown, code)


def possible(code: str, shown: dict[str, int], hidden: list[str], total: int) -> set[int]:
    """Return every count that ``code`` could have, for who knows ``total`` and how we round."""
    least = sum(shown.values())
    most = least + len(shown) * (STEP - 1)
    others = len(hidden) - 1
    # A hidden cell may be one that was hidden with another, so it may be of any size.
    return {
        count
        for count in range(total + 1)
        if any(0 <= total - known - count <= others * total for known in range(least, most + 1))
    }


@pytest.mark.parametrize("threshold", [4, 0, -1, 51])
def test_a_threshold_that_finds_people_is_refused(threshold: int):
    with pytest.raises(BadThreshold, match="minstens 5"):
        MapRules(MapUnit.BUURT, threshold)


def test_under_a_threshold_that_was_raised_earlier_small_numbers_are_not_shown_again():
    before = protect(crowds(a=group(0, 7), b=group(10, 40)), {}, LIMIT)
    later = protect(crowds(a=group(0, 7), b=group(10, 40)), before, 10)
    assert Release(MapUnit.BUURT, "", 10, later).counts == {"b": 30}
