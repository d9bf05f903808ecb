"""What a gemeente answers: in words and days, from its reader or from a file that came back.

``answers_of`` tells how it stands by what was reported; ``steps`` tells which steps lie between
that and what a file says. A person chooses where the two went different ways.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Final

from fieldwork.domain.dates import local
from fieldwork.domain.handover import (
    NEXT_STATES,
    RefusalReason,
    RequestEvent,
    RequestState,
)
from fieldwork.domain.labels import Labelled
from fieldwork.domain.refusals import Refusal

_S = RequestState
LONGEST: Final = 2_000
ANSWERS: Final = (_S.GEACCEPTEERD, _S.GEWEIGERD, _S.DOORGEZET)


class Verdict(Labelled):
    """What the person themselves says of the help that came; it closes the loop."""

    GEHOLPEN = "geholpen", "Het heeft geholpen"
    DEELS = "deels", "Het heeft een beetje geholpen"
    NIET = "niet_geholpen", "Het heeft niet geholpen"
    GEEN_HULP = "geen_hulp", "Er kwam geen hulp"
    ONBEKEND = "onbekend", "Wil of kan het niet zeggen"


class CannotAnswer(Refusal):
    """An answer that does not fit how the request stands."""

    def __init__(self, what: str, what_now: str) -> None:
        super().__init__("Antwoord van de gemeente", what, what_now)


@dataclass(frozen=True, slots=True)
class Answers:
    """What is known of the gemeente's answer to one request, as the answer columns hold it.

    ``reason`` goes with a refusal; ``remark`` says to whom it was passed on, or what else there is.
    """

    confirmed_on: date | None = None
    answer: RequestState | None = None
    reason: RefusalReason | None = None
    handler: str = ""
    contact_on: date | None = None
    started_on: date | None = None
    ended_on: date | None = None
    result: str = ""
    remark: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was answered."""
        return self == Answers()


NAMES: Final = tuple(entry.name for entry in fields(Answers))
LABELS: Final = {
    "confirmed_on": "Ontvangst bevestigd op",
    "answer": "Antwoord",
    "reason": "Reden bij weigering",
    "handler": "Behandelaar",
    "contact_on": "Eerste contact op",
    "started_on": "Hulp gestart op",
    "ended_on": "Hulp afgerond op",
    "result": "Resultaat",
    "remark": "Opmerking",
}
# The hidden sheet of a workbook that tells what stood in the answer columns when it was made.
BASE_SHEET: Final = "wijkduik"
BASE_VERSION: Final = "1"
# The reason of an event that tells that what was changed went out as well.
SENT_AGAIN: Final = "gewijzigd_verzonden"
_DAY_OF: Final = {
    _S.ONTVANGST_BEVESTIGD: "confirmed_on",
    _S.EERSTE_CONTACT: "contact_on",
    _S.HULP_GESTART: "started_on",
    _S.AFGEROND: "ended_on",
}
# The words that go with a step stand in the column for the result once the help is over.
_WORDS_OF: Final = {_S.AFGEROND: "result"}


def answers_of(course: Sequence[RequestEvent]) -> Answers:
    """Return what was answered since the request was last sent."""
    sendings = [at for at, event in enumerate(course) if event.state is _S.VERZONDEN]
    told: dict[str, Any] = {}
    for event in course[sendings[-1] + 1 :] if sendings else ():
        if event.reason == SENT_AGAIN:
            continue
        day = event.happened_on or local(event.at).date()
        if event.state in _DAY_OF:
            told.setdefault(_DAY_OF[event.state], day)
        if event.state in ANSWERS:
            told["answer"] = event.state
            told["reason"] = RefusalReason.of(event.reason) if event.reason else None
        if event.handler:
            told["handler"] = event.handler
        if event.detail:
            told[_WORDS_OF.get(event.state, "remark")] = event.detail
    return Answers(**told)


def as_cell(told: object) -> str:
    """Return one thing of :class:`Answers` as text that :func:`from_cells` reads back."""
    if told is None:
        return ""
    return told.isoformat() if isinstance(told, date) else str(told)


def from_cells(cells: Mapping[str, str]) -> Answers:
    """Return the answers that :func:`as_cell` wrote, by name; ``ValueError`` for other words."""

    def day(name: str) -> date | None:
        return date.fromisoformat(cells[name]) if cells.get(name) else None

    answer, reason = cells.get("answer", ""), cells.get("reason", "")
    return Answers(
        confirmed_on=day("confirmed_on"),
        answer=RequestState.of(answer) if answer else None,
        reason=RefusalReason.of(reason) if reason else None,
        handler=cells.get("handler", ""),
        contact_on=day("contact_on"),
        started_on=day("started_on"),
        ended_on=day("ended_on"),
        result=cells.get("result", ""),
        remark=cells.get("remark", ""),
    )


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One row of a file that came back: its number of a request, and what was filled in.

    ``was`` is what stood there when the file was made, None where the file does not tell.
    ``troubles`` are short Dutch sentences; a row that has any is not taken.
    """

    line: int
    reference: str
    theirs: Answers
    was: Answers | None = None
    troubles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """A workbook of a list as it came back from the gemeente."""

    name: str
    rows: tuple[AnswerRow, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One column where a file says something else than when it was made.

    ``now`` is what stands here; where that changed meanwhile as well, a person chooses.
    """

    name: str
    was: object
    theirs: object
    now: object

    @property
    def label(self) -> str:
        """The heading of the column."""
        return LABELS[self.name]

    @property
    def is_conflict(self) -> bool:
        """Whether somebody changed it here meanwhile, to something else."""
        return self.now not in (self.was, self.theirs)


def differences(was: Answers, theirs: Answers, now: Answers) -> list[Difference]:
    """Return what a file changes, column by column; what stands here already is left out.

    A cell that was made empty changes nothing: what happened did happen.
    """
    found = []
    for name in NAMES:
        before, told, here = (getattr(one, name) for one in (was, theirs, now))
        if told and told not in (before, here):
            found.append(Difference(name, before, told, here))
    return found


@dataclass(frozen=True, slots=True)
class Step:
    """A step to report: to which state, when it happened, with what words."""

    state: RequestState
    happened_on: date | None = None
    detail: str = ""
    reason: RefusalReason | None = None
    handler: str = ""


def taken(now: Answers, found: Sequence[Difference], keep: frozenset[str]) -> Answers:
    """Return what will stand: the file's word, save for the columns ``keep`` where ours stays."""
    told = {one.name: one.theirs for one in found if one.name not in keep}
    return replace(now, **told)  # type: ignore[arg-type]


def steps(state: RequestState, now: Answers, wanted: Answers) -> list[Step]:
    """Return the steps that bring a request from ``now`` to ``wanted``, in their order.

    Raises :class:`CannotAnswer` where there is no way there.
    """
    _must_agree(wanted)
    made: list[Step] = []
    for step in _asked(now, wanted):
        if step.state not in NEXT_STATES[state]:
            raise CannotAnswer(
                f"Van '{state.label}' kan het niet naar '{step.state.label}'.",
                "Kijk op de tijdlijn, en leg vast wat ertussen gebeurde.",
            )
        made.append(step)
        state = step.state
    return _with_words(state, made, now, wanted)


def _asked(now: Answers, wanted: Answers) -> list[Step]:
    """Return a step for each column that says that something happened and did not say so before."""
    found = []
    # Who answered has received it; a day that is told afterwards is no new step.
    if wanted.confirmed_on and not now.confirmed_on and now.answer is None:
        found.append(Step(_S.ONTVANGST_BEVESTIGD, wanted.confirmed_on))
    if wanted.answer and wanted.answer is not now.answer:
        # Only what was received can be passed on.
        unseen = now.answer is None and now.confirmed_on is None and not found
        if wanted.answer is _S.DOORGEZET and unseen:
            found.append(Step(_S.ONTVANGST_BEVESTIGD))
        found.append(Step(wanted.answer, reason=wanted.reason))
    for state, name in (
        (_S.EERSTE_CONTACT, "contact_on"),
        (_S.HULP_GESTART, "started_on"),
        (_S.AFGEROND, "ended_on"),
    ):
        day = getattr(wanted, name)
        if day and not getattr(now, name):
            found.append(Step(state, day))
    return found


def _with_words(state: RequestState, made: list[Step], now: Answers, wanted: Answers) -> list[Step]:
    """Put who does it and the words with the step that they belong to, or in one of their own."""
    handler = wanted.handler if wanted.handler != now.handler else ""
    for name in ("remark", "result"):
        words = getattr(wanted, name)
        if words == getattr(now, name) or not words:
            continue
        at = next((at for at, one in enumerate(made) if _fits(one, name)), None)
        if at is None:
            made.append(Step(state, detail=words))
        else:
            made[at] = replace(made[at], detail=words)
    if handler and made:
        made[0] = replace(made[0], handler=handler)
    elif handler:
        made.append(Step(state, handler=handler))
    return made


def _fits(step: Step, name: str) -> bool:
    return (step.state is _S.AFGEROND) == (name == "result") and not step.detail


def _must_agree(wanted: Answers) -> None:
    if wanted.answer is _S.GEWEIGERD and wanted.reason is None:
        raise CannotAnswer("Er is geweigerd zonder reden.", "Vraag de gemeente welke reden het is.")
    if wanted.answer is _S.GEWEIGERD and wanted.contact_on:
        raise CannotAnswer(
            "Er is geweigerd, en toch staat er een eerste contact.",
            "Vraag de gemeente wat er klopt.",
        )
    days = [
        day for day in (wanted.contact_on, wanted.started_on, wanted.ended_on) if day is not None
    ]
    if days != sorted(days):
        raise CannotAnswer(
            "De dagen volgen niet op elkaar.", "Vraag de gemeente welke dagen kloppen."
        )
