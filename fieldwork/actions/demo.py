"""The example study, built from ``data/demo`` through the same use cases as the screens use.

Its days count back from today, so that it is always in week 9 of 16.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

from fieldwork.actions.demo_between import add_between
from fieldwork.actions.demo_readings import read_readings
from fieldwork.actions.demo_vectors import keep_vectors
from fieldwork.actions.demo_weighing import weigh
from fieldwork.actions.desk import Desk
from fieldwork.actions.notes import NewNote
from fieldwork.actions.people import NewPerson
from fieldwork.actions.seat import OpenStudy, Seat
from fieldwork.actions.shelf import DEMO, DEMO_PASSPHRASE, Shelf
from fieldwork.domain.access import Account, Role
from fieldwork.domain.answers import Verdict
from fieldwork.domain.dates import AMSTERDAM, WEEKDAYS, now, today
from fieldwork.domain.handover import (
    BasicNeed,
    HelpRequest,
    LegalBasis,
    LegalGround,
    RefusalReason,
    RequestState,
    UrgencyClass,
    VisitingRisk,
)
from fieldwork.domain.help_given import HelpGiven
from fieldwork.domain.ids import AccountId, NoteId, PersonId, RequestId, SuggestionId, new_id
from fieldwork.domain.notes import ConsentState, Finding, Need, Note, Reading, Suggestion
from fieldwork.domain.people import KeyFigure, PersonKind
from fieldwork.domain.studies import Study
from fieldwork.domain.themes import Concerns, SignalStatus, ThemeStatus
from fieldwork.store import keys
from fieldwork.store.request_rows import STORY

DATA: Final = Path(__file__).parents[2] / "data" / "demo"
WEEK: Final = 9
RECIPIENT: Final = "Team Toegang, gemeente Lekhaven"
HANDLER: Final = "Karin Blom, 06-0025 0009"
TEAM: Final = (
    ("sara", "Sara Timmers", Role.VELDWERKER),
    ("omar", "Omar El Idrissi", Role.VELDWERKER),
    ("joke", "Joke van Dam", Role.COORDINATOR),
    ("willem", "Willem Prins", Role.LEZER),
)
Progress = Callable[[float, str], None]


def build(shelf: Shelf, progress: Progress) -> None:
    """Build the example on ``shelf``; ``progress`` gets a share from 0 to 1 and what is done."""
    from fieldwork.tagging.lessons import given

    progress(0.0, "De wijk wordt getekend")
    builder = _Builder(_begin(shelf), progress)
    builder.add_people()
    with given(read_readings()):
        builder.add_notes()
    keep_vectors(builder.opened.store)
    builder.add_requests()
    builder.add_between()
    progress(1.0, "Klaar")


def _begin(shelf: Shelf) -> OpenStudy:
    from fieldwork.mapping.areas import read_division

    monday = today() - timedelta(days=today().weekday())
    starts = monday - timedelta(weeks=WEEK - 1)
    study = Study("De Waterkant", "Lekhaven", starts, client="gemeente Lekhaven", invented=True)
    found = read_division((DATA / "area.geojson").read_bytes(), "area.geojson")
    # Nobody signs in here with a password: the start screen lets anybody in.
    team = [(Account(AccountId(new_id()), login, name, role), "") for login, name, role in TEAM]
    secrets = {keys.PASSPHRASE: DEMO_PASSPHRASE}
    shelf.put(DEMO, study, found.areas, team, secrets, found.figures)
    opened = shelf.opened(DEMO)
    streets = (DATA / "streets.geojson").read_bytes()
    coordinator = next(account for account, _ in team if account.role is Role.COORDINATOR)
    first_morning = datetime.combine(starts, time(8, 30), AMSTERDAM)
    seat = Seat(coordinator, opened, lambda: first_morning)
    Desk(seat).management.read_streets("streets.geojson", streets)
    return opened


class _Builder:
    """Plays what happened in the example, each deed by the right person at the right moment."""

    def __init__(self, opened: OpenStudy, progress: Progress) -> None:
        self.opened = opened
        self._progress = progress
        self._people: dict[str, PersonId] = {}
        self._notes: dict[str, NoteId] = {}
        with opened.store.read() as session:
            from fieldwork.store.accounts import accounts

            self._team = {account.login: account for account in accounts(session)}

    def add_people(self) -> None:
        """Add everybody, as known from the first day."""
        rows = _lines("people.jsonl")
        for at, row in enumerate(rows):
            self._progress(0.02 + 0.08 * at / len(rows), "De mensen komen erin wonen")
            desk = self._desk("joke", self._moment(1, "ma", "09:00"))
            figure = KeyFigure(**row["key_figure"]) if row["key_figure"] else None
            new = NewPerson(
                name=row["name"],
                kind=PersonKind.of(row["kind"]),
                call_name=row["call_name"] or "",
                birth_year=row["birth_year"],
                phone=row["phone"] or "",
                language=row["language"] or "",
                about=row["about"] or "",
                key_figure=figure,
            )
            person = desk.people.add(new, row["street"] or "", row["number"] or "")
            self._people[row["key"]] = person.id

    def add_notes(self) -> None:
        """Log and read back every talk, in the order in which they were held."""
        rows = sorted(
            _lines("notes.jsonl"),
            key=lambda row: self._moment(row["week"], row["day"], row["time"]),
        )
        for at, row in enumerate(rows):
            self._progress(0.1 + 0.75 * at / len(rows), "De gesprekken worden gevoerd")
            self._add_note(row)

    def _add_note(self, row: dict[str, Any]) -> None:
        moment = self._moment(row["week"], row["day"], row["time"])
        here = moment.astimezone(AMSTERDAM)
        desk = self._desk(row["by"], moment)
        note = desk.notes.save(
            NewNote(
                text=row["text"],
                need=Need.of(row["urgency"]),
                happened_on=here.date(),
                happened_at=here.time().replace(second=0, microsecond=0),
                people=tuple(self._people[key] for key in row["with"]),
                street=row["street"] or "",
                number=row["number"] or "",
                consent=ConsentState.of(row["consent"]),
            )
        )
        self._notes[row["key"]] = note.id
        reading = desk.review.suggest(note)
        if row.get("settled"):
            desk.notes.answer(note.id, Need.NEE)
        if row["reviewed"]:
            self._read_back(desk, note, reading, row["findings"])

    def _read_back(
        self, desk: Desk, note: Note, reading: Reading, wanted: list[dict[str, Any]]
    ) -> None:
        """Confirm what the team found, mark what the machine missed, refuse the rest."""
        open_ = list(reading.open)
        for finding in wanted:
            match = next((one for one in open_ if _matches(one, finding, note.text)), None)
            if match:
                open_.remove(match)
                desk.review.confirm(match.id)
            else:
                code = finding.get("theme") or finding["signal"]
                status = _status(finding)
                concerns = Concerns.of(finding.get("over", "zelf"))
                desk.review.mark(note.id, code, status, finding["evidence"], concerns)
        for signal in (one for one in open_ if one.is_signal):
            desk.review.refuse(signal.id)
        if not all(one.is_signal for one in open_):
            desk.review.refuse_all(note.id)
        desk.review.finish(note.id)

    def add_requests(self) -> None:
        """Make the help requests, check them, send the lists, and report what came of them."""
        rows = _lines("requests.jsonl")
        self._desk("joke", self._moment(1, "ma", "10:00")).recipients.add(
            RECIPIENT, "Karin Blom", "06-0025 0009", "toegang@lekhaven.example"
        )
        made = {row["key"]: self._add_request(row) for row in rows}
        self._progress(0.92, "De overdrachten gaan de deur uit")
        for number in sorted({row["list"] for row in rows if row["list"]}):
            on_list = [row for row in rows if row["list"] == number]
            _, week, day, *_ = on_list[0]["course"][0]
            desk = self._desk("joke", self._moment(week, day, "15:30"))
            desk.handover.send(RECIPIENT, [made[row["key"]] for row in on_list])
        for row in rows:
            self._report(made[row["key"]], row["course"][1:])

    def _add_request(self, row: dict[str, Any]) -> RequestId:
        desk = self._desk(row["by"], self._moment(row["week"], row["day"], "16:15"))
        request = desk.handover.begin(
            self._people[row["person"]],
            UrgencyClass.of(row["class"]),
            self._finding(desk, row["note"], row["signal"]),
        )
        request = desk.handover.change(_filled(request, row, desk.study.day(row["week"], 0)))
        weigh(
            row["key"],
            request,
            desk,
            lambda who: self._desk(who, self._moment(row["week"], row["day"], "16:40")),
            lambda week: desk.study.day(week, 0),
        )
        if row["checked_by"]:
            checker = self._desk(row["checked_by"], self._moment(row["week"], row["day"], "16:50"))
            checker.handover.check(request.id)
        return request.id

    def _finding(self, desk: Desk, note: str, signal: str | None) -> SuggestionId | None:
        findings: tuple[Finding, ...] = desk.notes.page(self._notes[note]).reading.findings
        found = [one.suggestion for one in findings if one.suggestion.code == signal]
        return found[0].id if found else None

    def _report(self, request: RequestId, course: list[list[Any]]) -> None:
        for at, (state, week, day, *rest) in enumerate(course):
            desk = self._desk("willem", self._moment(week, day, f"{9 + at}:20"))
            wanted = RequestState.of(state)
            if wanted is RequestState.TERUGGEKOPPELD:
                desk = self._desk("sara", self._moment(week, day, f"{9 + at}:40"))
            reason = RefusalReason.of(rest[0]) if rest else None
            told = wanted is RequestState.TERUGGEKOPPELD
            verdict = Verdict.GEHOLPEN if told else None
            handler = HANDLER if wanted is RequestState.GEACCEPTEERD else ""
            desk.handover.report(request, wanted, reason=reason, handler=handler, verdict=verdict)

    def add_between(self) -> None:
        """Add what is between people and the team."""
        self._progress(0.98, "Afspraken en banden worden opgeschreven")
        add_between(self._people, self._desk, self._moment)

    def _desk(self, login: str, moment: datetime) -> Desk:
        account: Account = self._team[login]
        return Desk(Seat(account, self.opened, lambda: moment))

    def _moment(self, week: int, day: str, clock: str) -> datetime:
        """Return the moment, or a little while ago for one that is still to come."""
        hour, minute = clock.split(":")
        on = self.opened.study.day(week, WEEKDAYS.index(day))
        moment = datetime.combine(on, time(int(hour), int(minute)), AMSTERDAM)
        return min(moment, now() - timedelta(minutes=25))


def _lines(name: str) -> list[dict[str, Any]]:
    lines = (DATA / name).read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def _status(finding: dict[str, Any]) -> ThemeStatus | SignalStatus:
    kind = ThemeStatus if "theme" in finding else SignalStatus
    return kind.of(finding["status"])


def _matches(suggestion: Suggestion, finding: dict[str, Any], text: str) -> bool:
    status = suggestion.status
    sure = SignalStatus.ACTUEEL if status is SignalStatus.CONTROLEER else status
    same_code = suggestion.code == (finding.get("theme") or finding.get("signal"))
    if not same_code or sure is not _status(finding) or suggestion.span is None:
        return False
    start = text.index(finding["evidence"])
    return suggestion.span.start < start + len(finding["evidence"]) and (
        start < suggestion.span.end
    )


def _filled(request: HelpRequest, row: dict[str, Any], monday: date) -> HelpRequest:
    """Return the concept with everything the file tells of it."""
    told: dict[str, Any] = {name: row.get(name) or "" for name in STORY}
    return replace(
        request,
        **told,
        basic_needs=tuple(BasicNeed.of(need) for need in row["basic_needs"]),
        life_areas=tuple(row["life_areas"]),
        visiting_risk=VisitingRisk.of(row["visiting_risk"]),
        visiting_risk_until=monday + timedelta(weeks=12) if row["visiting_risk_facts"] else None,
        minors=row["minors"],
        confidant_agrees=ConsentState.of(row.get("confidant_agrees", "niet_gevraagd")),
        help_given=tuple(_help(one, monday, row["week"]) for one in row.get("help_given", ())),
        basis=_basis(row, monday) if row["ground"] else None,
    )


def _help(one: list[Any], monday: date, week: int) -> HelpGiven:
    """Return what was done, by week, day, who, what, with what result and for how many cents."""
    when, day, who, what, result, cents = one
    on = monday + timedelta(weeks=when - week, days=WEEKDAYS.index(day))
    return HelpGiven(what, on, who, result, cents)


def _basis(row: dict[str, Any], monday: date) -> LegalBasis:
    given = row["consent_state"] == ConsentState.GEGEVEN.value
    on = monday + timedelta(days=WEEKDAYS.index(row["day"]))
    return LegalBasis(
        ground=LegalGround.of(row["ground"]),
        purpose=row["purpose"] or "",
        necessity=row["necessity"] or "",
        consent=ConsentState.of(row["consent_state"]),
        consent_on=on if given else None,
        consent_how=row["consent_how"] or "",
        without_consent_reason=row["without_consent_reason"] or "",
        recipient=RECIPIENT,
    )
