"""Antwoorden: the workbook of a list comes back; what it changes is shown first, then kept whole.

Where somebody changed the same thing here meanwhile, both are shown and a person chooses.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fieldwork.actions import answering
from fieldwork.actions.cards import WITH_GEMEENTE, RequestCard, make_cards
from fieldwork.actions.list_pages import references, several
from fieldwork.actions.seat import Capability, Work
from fieldwork.domain.access import Right
from fieldwork.domain.answers import (
    NAMES,
    AnswerFile,
    AnswerRow,
    Answers,
    CannotAnswer,
    Difference,
    Step,
    answers_of,
    differences,
    steps,
    taken,
)
from fieldwork.domain.ids import ListId, RequestId
from fieldwork.domain.refusals import StaleEdit
from fieldwork.domain.sending import SentList
from fieldwork.store import handover_lists

# For each number on the list the columns where ours stays.
Choices = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """What a row of the file would do: with which request, which columns, and which steps.

    ``elsewhere`` are columns that were changed here since the file was made. ``seen`` is how far
    the request's course went when this was shown. ``trouble`` says why the row is not taken.
    """

    reference: str
    card: RequestCard | None
    changes: tuple[Difference, ...] = ()
    elsewhere: tuple[Difference, ...] = ()
    steps: tuple[Step, ...] = ()
    trouble: str = ""
    seen: int = 0

    @property
    def conflicts(self) -> tuple[Difference, ...]:
        """The columns where a person must choose."""
        return tuple(one for one in self.changes if one.is_conflict)

    @property
    def is_news(self) -> bool:
        """Whether the row changes something, or could not be taken."""
        return bool(self.changes or self.trouble)


@dataclass(frozen=True, slots=True)
class AnswerPreview:
    """What a file would change, row by row; ``same`` counts rows that say nothing new."""

    file: AnswerFile
    digest: str
    lines: tuple[AnswerLine, ...]
    same: int

    @property
    def ready(self) -> tuple[AnswerLine, ...]:
        """The rows that can be taken."""
        return tuple(line for line in self.lines if line.changes and not line.trouble)


class TeamAnswers(Capability):
    """What comes back from the gemeente as a file; only the team reads one in."""

    def read(self, filename: str, content: bytes, password: str) -> AnswerPreview:
        """Return what a file would change; nothing is kept.

        Raises :class:`UnreadableFile` or :class:`WrongSecret`.
        """
        from fieldwork.imports.answer_file import read_answers

        self._me.must(Right.MAKE_REQUESTS)
        found = read_answers(filename, content, password)
        return self.look(found, hashlib.sha256(content).hexdigest())

    def look(self, file: AnswerFile, digest: str, keep: Choices | None = None) -> AnswerPreview:
        """Return what a file that was read would change as all stands now."""
        with self._read(Right.MAKE_REQUESTS) as work:
            lines = self._lines(work, file, keep or {})
        shown = tuple(line for line in lines if line.is_news)
        return AnswerPreview(file, digest, shown, len(lines) - len(shown))

    def take(self, preview: AnswerPreview, keep: Choices) -> int:
        """Keep what the file says, whole or not at all; returns of how many requests.

        ``keep`` names for each number the columns where ours stays. Raises :class:`StaleEdit` when
        somebody changed one of them since the preview, and then nothing is kept.
        """
        self._me.must(Right.MAKE_REQUESTS)
        seen = {line.reference: line.seen for line in preview.ready}
        with self._work(Right.MAKE_REQUESTS) as work:
            done, on_list = 0, ""
            for line in self._lines(work, preview.file, keep):
                if line.reference not in seen:
                    continue
                if line.trouble or line.card is None or line.seen != seen[line.reference]:
                    raise StaleEdit("Antwoorden inlezen")
                request = line.card.request
                for step in line.steps:
                    request = answering.take(work, request, step)
                done += bool(line.steps)
                on_list = request.handed_in or on_list
            work.record("antwoorden ingelezen", on_list, f"{done}, {preview.digest[:16]}")
        return done

    def _lines(self, work: Work, file: AnswerFile, keep: Choices) -> list[AnswerLine]:
        cards = _cards_of(work, [row.reference for row in file.rows])
        today = self._seat.today
        return [
            _line(row, cards.get(row.reference), keep.get(row.reference, frozenset()), today)
            for row in file.rows
        ]


def _cards_of(work: Work, wanted: Sequence[str]) -> dict[str, RequestCard]:
    """Return the request that each number on a sent list stands for."""
    numbers = {reference.rpartition("-")[0] for reference in wanted}
    lists = [one for one in handover_lists.lists(work.session) if one.number in numbers]
    found: dict[str, RequestId] = {}
    for one in lists:
        found |= _numbered(work, one)
    asked = {reference: found[reference] for reference in wanted if reference in found}
    cards = {one.request.id: one for one in make_cards(work, several(work, asked.values()))}
    return {reference: cards[request] for reference, request in asked.items() if request in cards}


def _numbered(work: Work, sent: SentList) -> dict[str, RequestId]:
    went = handover_lists.went_out(work.session, ListId(sent.id))
    return {reference: request for request, reference in references(sent, went).items()}


def _line(
    row: AnswerRow, card: RequestCard | None, keep: frozenset[str], today: date
) -> AnswerLine:
    if card is None:
        trouble = " ".join(row.troubles) or "Dit nummer staat op geen enkele lijst."
        return AnswerLine(row.reference or f"regel {row.line}", None, trouble=trouble)
    now = answers_of(card.course)
    was = row.was if row.was is not None else Answers()
    changes = tuple(differences(was, row.theirs, now))
    line = AnswerLine(
        row.reference,
        card,
        changes,
        _elsewhere(row, now),
        seen=len(card.course),
        trouble=_trouble(row, card, bool(changes), today),
    )
    if line.trouble or not changes:
        return line
    wanted = taken(now, changes, keep)
    try:
        made = tuple(steps(card.request.state, now, wanted))
    except CannotAnswer as refused:
        return _with(line, trouble=f"{refused.what} {refused.what_now}")
    return _with(line, steps=made)


def _with(line: AnswerLine, *, trouble: str = "", steps: tuple[Step, ...] = ()) -> AnswerLine:
    return AnswerLine(
        line.reference, line.card, line.changes, line.elsewhere, steps, trouble, line.seen
    )


def _elsewhere(row: AnswerRow, now: Answers) -> tuple[Difference, ...]:
    """Return what was changed here since the file was made, and the file says nothing of."""
    if row.was is None:
        return ()
    found = []
    for name in NAMES:
        before, here, told = (getattr(one, name) for one in (row.was, now, row.theirs))
        if here != before and told == before:
            found.append(Difference(name, before, told, here))
    return tuple(found)


def _trouble(row: AnswerRow, card: RequestCard, has_changes: bool, today: date) -> str:
    if row.troubles:
        return " ".join(row.troubles)
    if not has_changes:
        return ""
    if card.request.state not in WITH_GEMEENTE:
        return (
            f"Deze hulpvraag ligt niet bij de gemeente, maar staat op '{card.request.state.label}'."
        )
    theirs = row.theirs
    days = (theirs.confirmed_on, theirs.contact_on, theirs.started_on, theirs.ended_on)
    if any(day is not None and day > today for day in days):
        return "Er staat een dag in die nog moet komen."
    return ""
