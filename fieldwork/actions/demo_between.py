"""What is between people and the team in the example: ties, agreements, expenses, consents."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from fieldwork.actions.agreements import NewAgreement
from fieldwork.actions.consents import NewConsent
from fieldwork.actions.desk import Desk
from fieldwork.actions.expenses import NewExpense
from fieldwork.actions.ties import NewTie
from fieldwork.domain.agreements import AgreementState
from fieldwork.domain.consents import ConsentPurpose
from fieldwork.domain.dates import WEEKDAYS
from fieldwork.domain.expenses import ExpenseKind
from fieldwork.domain.ids import PersonId
from fieldwork.domain.notes import ConsentState
from fieldwork.domain.ties import TieKind

FOLDER: Final = Path(__file__).parents[2] / "data" / "demo"
CLOCK: Final = "15:10"
Row = dict[str, Any]
DeskAt = Callable[[str, datetime], Desk]
Moment = Callable[[int, str, str], datetime]


def add_between(people: Mapping[str, PersonId], desk_at: DeskAt, moment: Moment) -> None:
    """Add all of it, each row by who did it at its moment; ``people`` are by their key."""
    for row, desk in _rows("ties", desk_at, moment):
        _add_tie(row, desk, people)
    for row, desk in _rows("agreements", desk_at, moment):
        _add_agreement(row, desk, people)
    for row, desk in _rows("expenses", desk_at, moment):
        person = people[row["person"]] if row["person"] else None
        kind = ExpenseKind.of(row["kind"])
        desk.expenses.spend(NewExpense(row["cents"], kind, row["purpose"], person))
    for row, desk in _rows("consents", desk_at, moment):
        _add_consent(row, desk, people)


def _rows(name: str, desk_at: DeskAt, moment: Moment) -> Iterator[tuple[Row, Desk]]:
    """Yield each row of a file with the desk of who did it then."""
    for line in (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines():
        row: Row = json.loads(line)
        yield row, desk_at(row["by"], moment(row["week"], row["day"], CLOCK))


def _add_tie(row: Row, desk: Desk, people: Mapping[str, PersonId]) -> None:
    two = (people[row["person"]], people[row["other"]])
    made = desk.ties.make(NewTie(*two, TieKind.of(row["kind"]), row["word"], row["dormant"]))
    if row["ended_week"]:
        desk.ties.end(made.id, desk.study.day(row["ended_week"], 0))


def _add_agreement(row: Row, desk: Desk, people: Mapping[str, PersonId]) -> None:
    due = (
        desk.study.day(row["due_week"], WEEKDAYS.index(row["due_day"])) if row["due_day"] else None
    )
    person = people[row["person"]]
    made = desk.agreements.make(NewAgreement(person, row["who"], row["what"], due, row["signal"]))
    desk.agreements.settle(made.id, AgreementState.of(row["state"]))


def _add_consent(row: Row, desk: Desk, people: Mapping[str, PersonId]) -> None:
    person, purpose = people[row["person"]], ConsentPurpose.of(row["purpose"])
    before = desk.consents.now(person).get(purpose)
    state = ConsentState.of(row["state"])
    after = before.id if before else None
    new = NewConsent(person, purpose, state, row["how"], row["about"], after=after)
    desk.consents.say(new)
