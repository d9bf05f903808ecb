"""Hoe het loopt: how long each step takes, what is open and with whom, and what is refused, why."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Final

from fieldwork.actions.cards import RequestCard, make_cards
from fieldwork.actions.seat import Capability, kept_for_a_minute
from fieldwork.domain.access import Right
from fieldwork.domain.answers import Verdict
from fieldwork.domain.dates import local
from fieldwork.domain.handover import (
    CLOSED,
    RefusalReason,
    RequestEvent,
    RequestState,
    UrgencyClass,
)
from fieldwork.store import area, handover

_S = RequestState
# From which step to which; the first time each was reached.
STEPS: Final = (
    ("Van hulpvraag tot versturen", _S.CONCEPT, _S.VERZONDEN),
    ("Van versturen tot ontvangst bevestigd", _S.VERZONDEN, _S.ONTVANGST_BEVESTIGD),
    ("Van versturen tot geaccepteerd", _S.VERZONDEN, _S.GEACCEPTEERD),
    ("Van versturen tot eerste contact", _S.VERZONDEN, _S.EERSTE_CONTACT),
    ("Van versturen tot start van de hulp", _S.VERZONDEN, _S.HULP_GESTART),
    ("Van versturen tot afgerond", _S.VERZONDEN, _S.AFGEROND),
)
_DONE: Final = CLOSED
NOWHERE: Final = "buurt onbekend"


@dataclass(frozen=True, slots=True)
class StepTime:
    """How many days a step took: the middle one, the longest, and of how many."""

    name: str
    days: float
    longest: float
    count: int


@dataclass(frozen=True, slots=True)
class OpenCount:
    """How many requests of a class are open with a recipient, and how many of these are late."""

    urgency: UrgencyClass
    recipient: str
    count: int
    late: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How handing over goes; nobody is named.

    ``started_in_time`` of ``sent`` requests had help begin before the study's end. ``reasons``,
    ``verdicts``, ``buurten`` and ``themes`` are pairs of a label and a count, the largest first.
    """

    made_at: datetime
    total: int
    sent: int
    accepted: int
    started: int
    started_in_time: int
    late: int
    steps: tuple[StepTime, ...]
    open_ones: tuple[OpenCount, ...]
    reasons: tuple[tuple[str, int], ...]
    verdicts: tuple[tuple[str, int], ...]
    buurten: tuple[tuple[str, int], ...]
    themes: tuple[tuple[str, int], ...]

    @property
    def share_in_time(self) -> float | None:
        """The share of what was sent for which help began before the end; None without any."""
        return self.started_in_time / self.sent if self.sent else None

    def per_class(self) -> list[tuple[UrgencyClass, int, int]]:
        """Return for each class how many are open, and how many of these are late."""
        return [
            (
                one,
                sum(found.count for found in self.open_ones if found.urgency is one),
                sum(found.late for found in self.open_ones if found.urgency is one),
            )
            for one in UrgencyClass
            if any(found.urgency is one for found in self.open_ones)
        ]

    def per_recipient(self) -> list[tuple[str, int, int]]:
        """Return for each recipient how many are open there, and how many of these are late."""
        names = dict.fromkeys(found.recipient for found in self.open_ones)
        return [
            (
                name,
                sum(found.count for found in self.open_ones if found.recipient == name),
                sum(found.late for found in self.open_ones if found.recipient == name),
            )
            for name in names
        ]


class HandoverProgress(Capability):
    """How handing over goes, for the team's weekly meeting."""

    @kept_for_a_minute
    def look(self) -> Progress:
        """Return how it goes, over the whole study."""
        with self._read(Right.MAKE_REQUESTS) as work:
            cards = make_cards(work, handover.requests(work.session, work.vault))
            places = {one.code: one.name for one in area.areas(work.session)}
            ends_on = area.the_study(work.session).ends_on
            at = work.at
        codebook = self._seat.open.codebook
        sent = [card for card in cards if card.went_through(_S.VERZONDEN)]
        begun = [day for card in sent if (day := _reached(card).get(_S.HULP_GESTART))]
        return Progress(
            made_at=at,
            total=len(cards),
            sent=len(sent),
            accepted=sum(card.went_through(_S.GEACCEPTEERD) for card in sent),
            started=len(begun),
            started_in_time=sum(local(day).date() <= ends_on for day in begun),
            late=sum(bool(card.late) for card in cards),
            steps=tuple(_times(cards)),
            open_ones=tuple(_open(sent)),
            reasons=_counted(_reasons(cards)),
            verdicts=_counted(_verdicts(cards)),
            buurten=_counted(places.get(card.person.home.buurt, NOWHERE) for card in cards),
            themes=_counted(
                codebook.label(code) for card in cards for code in set(card.request.life_areas)
            ),
        )

    def paper(self) -> tuple[str, bytes]:
        """Return the same as a PDF for the meeting, with its name; nobody is named in it."""
        from fieldwork.exports.meeting import write_meeting

        found = self.look()
        study = self._seat.open.study
        with self._work(Right.MAKE_REQUESTS) as work:
            work.record("cijfers afgedrukt", self._seat.open.slug)
        return f"voortgang-{local(found.made_at):%Y-%m-%d}.pdf", write_meeting(
            study.name, found.made_at, tables(found), say_share(found)
        )


def say_share(found: Progress) -> str:
    """Return in one sentence how much of the help began before the study's end."""
    if found.share_in_time is None:
        return "Er is nog niets overgedragen."
    share = round(100 * found.share_in_time)
    return (
        f"Van {found.sent} overgedragen hulpvragen is bij {found.started_in_time} de hulp begonnen "
        f"voor het einde van het onderzoek: {share}%."
    )


Table = tuple[str, tuple[str, ...], list[tuple[str, ...]]]


def tables(found: Progress) -> list[Table]:
    """Return what the meeting looks at: title, headings and rows of each table, in words."""
    return [
        (
            "Hoe lang het duurt",
            ("Stap", "Meestal", "Langst", "Aantal"),
            [
                (one.name, say_days(one.days), say_days(one.longest), str(one.count))
                for one in found.steps
            ],
        ),
        (
            "Open per klasse",
            ("Klasse", "Open", "Te laat"),
            [
                (f"{one.value} {one.label}", str(count), str(late))
                for one, count, late in found.per_class()
            ],
        ),
        (
            "Open per ontvanger",
            ("Ontvanger", "Open", "Te laat"),
            [(name, str(count), str(late)) for name, count, late in found.per_recipient()],
        ),
        ("Waarom geweigerd", ("Reden", "Aantal"), _rows(found.reasons)),
        ("Wat bewoners ervan vinden", ("Oordeel", "Aantal"), _rows(found.verdicts)),
        ("Per buurt", ("Buurt", "Aantal"), _rows(found.buurten)),
        ("Per onderwerp", ("Onderwerp", "Aantal"), _rows(found.themes)),
    ]


def say_days(days: float) -> str:
    """Return "3 uur", "1 dag" or "4,5 dagen"."""
    if days < 1:
        return f"{max(1, round(days * 24))} uur"
    shown = f"{days:.1f}".replace(".", ",").removesuffix(",0")
    return f"{shown} {'dag' if shown == '1' else 'dagen'}"


def _rows(pairs: Iterable[tuple[str, int]]) -> list[tuple[str, ...]]:
    return [(label, str(count)) for label, count in pairs]


def _times(cards: Sequence[RequestCard]) -> Iterable[StepTime]:
    reached = [_reached(card) for card in cards]
    for name, begin, end in STEPS:
        took = []
        for steps in reached:
            first, last = steps.get(begin), steps.get(end)
            if first and last:
                took.append(max((last - first).total_seconds(), 0) / 86_400)
        if took:
            yield StepTime(name, median(took), max(took), len(took))


def _reached(card: RequestCard) -> dict[RequestState, datetime]:
    """Return when a request first came to each state, on the day it happened."""
    return {event.state: _when(event) for event in reversed(card.course)}


def _when(event: RequestEvent) -> datetime:
    here = local(event.at)
    if event.happened_on is None or event.happened_on == here.date():
        return event.at
    return here.replace(
        year=event.happened_on.year,
        month=event.happened_on.month,
        day=event.happened_on.day,
        hour=12,
    )


def _open(sent: Sequence[RequestCard]) -> Iterable[OpenCount]:
    found: Counter[tuple[UrgencyClass, str]] = Counter()
    late: Counter[tuple[UrgencyClass, str]] = Counter()
    for card in sent:
        if card.request.state not in _DONE and card.request.handed_in:
            key = (card.request.urgency, card.recipient)
            found[key] += 1
            late[key] += bool(card.late)
    for key in sorted(found, key=lambda one: (one[0].value, one[1].casefold())):
        yield OpenCount(*key, found[key], late[key])


def _reasons(cards: Sequence[RequestCard]) -> Iterable[str]:
    for card in cards:
        for event in card.course:
            if event.state is _S.GEWEIGERD:
                yield RefusalReason.of(event.reason).label if event.reason else "Geen reden genoemd"


def _verdicts(cards: Sequence[RequestCard]) -> Iterable[str]:
    for card in cards:
        said = [event.verdict for event in card.course if event.verdict]
        if said:
            yield Verdict.of(said[-1]).label


def _counted(labels: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(labels).items(), key=lambda one: (-one[1], one[0].casefold())))
