"""The gemeente's reader tries every use case there is: search, map, counts, files, all of them.

A use case asks for the right before it looks at anything, so this needs no sensible arguments, and
a new use case is tried here by itself.
"""

import inspect
from collections.abc import Iterator

import pytest

from fieldwork.actions.desk import Desk, capability_names
from fieldwork.actions.seat import Capability
from fieldwork.domain.bin import BinKind
from fieldwork.domain.refusals import NotAllowed

# What the gemeente got is theirs to read and to answer: tests/unit/actions/test_handover_reading.py
# tries that they see no more than that.
OF_THE_READER = {
    "handover.answers",
    "handover.can_withdraw",
    "handover.card",
    "handover.file",
    "handover.formats",
    "handover.list_page",
    "handover.lists",
    "handover.report",
    "recalls.for_reader",
    "recalls.wiped_by_reader",
    "undo.recent",
    "undo.undo",
}
# These say nothing of the study: they turn over what was handed in, or what everybody may know.
OF_NO_STUDY = {
    "attachments.may_remove",
    "exchange.can_post",
    "handover.suggest_class",
    "handover.suggest_password",
    "importing.answer_words",
    "importing.choices",
    "importing.suffixes",
    "insight.lately",
    "people.kinds",
    "places.last_week",
    "terms.classes",
}
FREE = OF_THE_READER | OF_NO_STUDY


class Untouched:
    """An argument that nobody may look at before it is clear that they may."""

    def __getattribute__(self, name):
        if name in ("__class__", "__hash__", "__eq__"):
            return object.__getattribute__(self, name)
        raise AssertionError(f"looked at {name} of what was handed in before asking for a right")


def capabilities(desk: Desk) -> Iterator[tuple[str, Capability]]:
    for name in capability_names():
        try:
            yield name, getattr(desk, name)
        except AttributeError:
            continue  # a module of functions


def use_cases(desk: Desk) -> dict[str, object]:
    return {
        f"{name}.{method}": getattr(capability, method)
        for name, capability in capabilities(desk)
        for method, _ in inspect.getmembers(type(capability), inspect.isfunction)
        if not method.startswith("_")
    }


def arguments(name: str, method) -> Iterator[dict[str, object]]:
    """Yield what to call a method with: what it must have, each thing untouched."""
    parameters = inspect.signature(method).parameters.values()
    wanted = {
        one.name: Untouched()
        for one in parameters
        if one.default is one.empty and one.kind in (one.POSITIONAL_OR_KEYWORD, one.KEYWORD_ONLY)
    }
    kinds = BinKind if name.startswith("bin.") and "kind" in wanted else [None]
    for kind in kinds:
        yield wanted | ({"kind": kind} if kind else {})


def test_every_use_case_refuses_the_reader_before_it_looks_at_anything(desks):
    tried = use_cases(desks.willem)
    assert len(tried) > 150
    for name, method in tried.items():
        if name in FREE:
            continue
        for given in arguments(name, method):
            with pytest.raises(NotAllowed):
                method(**given)
                pytest.fail(f"{name} did something for the reader")


def test_what_the_reader_may_ask_is_a_closed_list(desks):
    assert set(use_cases(desks.willem)) >= FREE


def test_what_tells_nothing_of_the_study_tells_nobody(desks, fatma):
    desks.sara.notes.count()
    assert desks.willem.people.kinds() == []
    assert desks.willem.handover.lists() == []
    assert desks.willem.recalls.for_reader() == []
    assert desks.willem.undo.recent() == []
