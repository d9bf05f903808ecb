"""De kas: what was spent at once because it was needed, and the total without anybody in it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from fieldwork.actions.seat import Capability, kept_until_changed
from fieldwork.domain.access import Right
from fieldwork.domain.expenses import Expense, ExpenseId, ExpenseKind
from fieldwork.domain.ids import NoteId, PersonId, new_id
from fieldwork.domain.refusals import BadDate, NotAllowed
from fieldwork.store import accounts, expenses, notes, people

UNDO_WITHIN: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class NewExpense:
    """What was spent, as filled in; without ``spent_on`` it was today."""

    cents: int
    kind: ExpenseKind
    purpose: str
    person: PersonId | None = None
    spent_on: date | None = None
    note: NoteId | None = None


@dataclass(frozen=True, slots=True)
class ExpenseCard:
    """An expense with the first name of who paid it."""

    expense: Expense
    made_by: str = ""


@dataclass(frozen=True, slots=True)
class ExpenseLine:
    """One expense in the total: the day, the amount, the kind, who paid. Nobody it was for."""

    spent_on: date
    cents: int
    kind: ExpenseKind
    made_by: str


@dataclass(frozen=True, slots=True)
class Kas:
    """What the study spent: cents in all, per kind (most first), and every expense, last first."""

    cents: int
    kinds: tuple[tuple[ExpenseKind, int], ...]
    lines: tuple[ExpenseLine, ...]


class Expenses(Capability):
    """Money spent in this study."""

    @kept_until_changed
    def of_person(self, person_id: PersonId) -> list[ExpenseCard]:
        """Return what was spent for somebody, the last first."""
        self._me.must(Right.READ_PEOPLE)
        with self._read(Right.READ_NOTES) as work:
            found = expenses.expenses(work.session, work.vault, person_id)
            names = {one.id: one.call_name for one in accounts.accounts(work.session)}
        return [ExpenseCard(one, names.get(one.made_by, "")) for one in found]

    @kept_until_changed
    def kas(self) -> Kas:
        """Return what the whole study spent, for who manages it, without people or purposes."""
        with self._read(Right.MANAGE_STUDY) as work:
            found = expenses.expenses(work.session, work.vault)
            names = {one.id: one.call_name for one in accounts.accounts(work.session)}
        kinds: Counter[ExpenseKind] = Counter()
        for one in found:
            kinds[one.kind] += one.cents
        lines = (
            ExpenseLine(one.spent_on, one.cents, one.kind, names.get(one.made_by, ""))
            for one in found
        )
        return Kas(sum(one.cents for one in found), tuple(kinds.most_common()), tuple(lines))

    def spend(self, new: NewExpense) -> Expense:
        """Keep what was spent; not on a day that is still to come."""
        self._me.must(Right.WRITE_NOTES)
        spent_on = new.spent_on or self._seat.today
        if spent_on > self._seat.today:
            raise BadDate("Deze dag komt nog.", "Kies de dag waarop het geld is uitgegeven.")
        with self._work(Right.WRITE_NOTES) as work:
            if new.person is not None:
                people.person(work.session, work.vault, new.person)
            if new.note is not None:
                notes.note(work.session, work.vault, new.note)
            made = Expense(
                id=ExpenseId(new_id()),
                cents=new.cents,
                kind=new.kind,
                purpose=new.purpose.strip(),
                spent_on=spent_on,
                made_by=self._me.id,
                made_at=work.at,
                person=new.person,
                note=new.note,
            )
            kept = expenses.add(work.session, work.vault, made)
            work.record("uitgave uit de kas", kept.id)
        return kept

    def undo(self, expense_id: ExpenseId) -> None:
        """Take away an expense that was written down by mistake; the trail keeps that it was.

        Who wrote it down can for an hour, who manages the study always.
        """
        with self._work(Right.WRITE_NOTES) as work:
            one = expenses.expense(work.session, work.vault, expense_id)
            mine = one.made_by == self._me.id and work.at - one.made_at <= UNDO_WITHIN
            if not (mine or self._me.may(Right.MANAGE_STUDY)):
                raise NotAllowed("deze uitgave nog terugdraaien")
            expenses.drop(work.session, expense_id)
            work.record("uitgave teruggedraaid", expense_id)
