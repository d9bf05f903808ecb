"""What comes back from a round with our form, whichever tool and file it comes in.

A submission is a record: the path of each question ("gesprek/notes") to what was answered. Kobo
writes paths with or without their groups, ODK Central joins groups with "-"; the last part is the
question. A point is "lat lon altitude accuracy" in Kobo's files and parts of it in ODK's.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from fieldwork.domain.attachments import AttachmentKind
from fieldwork.domain.dates import say_count
from fieldwork.domain.imports import (
    Cell,
    ColumnMapping,
    ImportBook,
    ImportField,
    RoundFile,
    RoundMedia,
    Sheet,
    SheetRow,
)

# The questions of our form (``xlsform``) by name, with what they hold of a talk.
QUESTIONS: Final[Mapping[str, ImportField]] = {
    "notes": ImportField.TEXT,
    "happened_on": ImportField.DAY,
    "today": ImportField.DAY,
    "happened_at": ImportField.CLOCK,
    "start": ImportField.CLOCK,
    "username": ImportField.MADE_BY,
    "respondent_type": ImportField.SOURCE,
    "consent": ImportField.CONSENT,
    "help_contact": ImportField.NAME,
    "help_phone": ImportField.PHONE,
    "location": ImportField.POINT,
    "urgency": ImportField.NEED,
    "themes": ImportField.THEMES,
}
SIGNAL: Final = "signal_text"
MEDIA: Final[Mapping[str, AttachmentKind]] = {
    "photo": AttachmentKind.PHOTO,
    "recording": AttachmentKind.RECORDING,
}
# Which submission it is: the first of these that is filled in. An edit keeps the first one.
IDENTITIES: Final = ("meta/rootUuid", "_uuid", "KEY")
NOT_DECRYPTED: Final = "not decrypted"
# In the order of a screen; each gets one column of the table that is made.
COLUMNS: Final = (
    ImportField.DAY,
    ImportField.CLOCK,
    ImportField.SOURCE,
    ImportField.NAME,
    ImportField.PHONE,
    ImportField.POINT,
    ImportField.CONSENT,
    ImportField.NEED,
    ImportField.THEMES,
    ImportField.TEXT,
    ImportField.MADE_BY,
    ImportField.OWN_ID,
)
# Read from the device's own code or Kobo's "_location_latitude", with the group before it or not.
_PART: Final = re.compile(r"(?:^|/)_(?P<point>[^/]+)_(?P<part>latitude|longitude|precision)$")
_ODK_PART: Final = re.compile(r"(?:^|/)(?P<point>[^/]+)/(?P<part>Latitude|Longitude|Accuracy)$")
_PARTS: Final = ("latitude", "longitude", "altitude", "precision")
_TICKED: Final = frozenset({"1", "1.0", "true", "True"})


@dataclass(frozen=True, slots=True)
class Submission:
    """One filled-in form: its row in the file, its answers by path, and its repeated answers."""

    row: int
    answers: Mapping[str, Cell]
    repeats: tuple[Mapping[str, Cell], ...] = ()
    trouble: str = ""


@dataclass
class _Told:
    """What one submission comes down to."""

    held: dict[ImportField, Cell] = field(default_factory=dict)
    parts: dict[str, Cell] = field(default_factory=dict)
    ticked: list[str] = field(default_factory=list)


def recognise(book: ImportBook) -> ImportBook:
    """Return ``book`` with its mapping settled when it is what Kobo gives back of our form."""
    first = book.sheets[0]
    tails = {_tail(heading) for heading in first.headings}
    if not tails & {"_uuid", "rootUuid"}:
        return book
    if "notes" not in tails:
        said = "Dit komt uit KoboToolbox, maar niet van het formulier van Wijkduik."
        return replace(book, remarks=(*book.remarks, said))
    submissions = list(_submissions(first, book.sheets[1:]))
    said_too = []
    if len(book.sheets) == 1 and book.kind == "csv":
        said_too = ["Losse signalen staan niet in de CSV van KoboToolbox, wel in de XLSX."]
    return round_book(book.filename, "kobo", submissions, said_too)


def round_book(
    filename: str,
    kind: str,
    submissions: Sequence[Submission],
    said: Iterable[str] = (),
    archives: tuple[bytes, ...] = (),
) -> ImportBook:
    """Return submissions as a table with one column for each thing a talk has.

    ``archives`` are the zip files in which their photos and recordings are.
    """
    rows = tuple(_row(one) for one in submissions)
    headings = tuple(column.label for column in COLUMNS)
    sheet = Sheet("", headings, rows, tuple(said))
    files = tuple(one for submission in submissions for one in _files(submission))
    book = ImportBook(filename, kind, (sheet,), ColumnMapping(COLUMNS))
    return with_archives(replace(book, media=RoundMedia(files)), archives)


def with_archives(book: ImportBook, archives: tuple[bytes, ...]) -> ImportBook:
    """Return a round with the zip files that its photos and recordings are in, or a word on it."""
    files = book.media.files
    remarks = tuple(one for one in book.remarks if one != _say_apart(files))
    if files and not archives:
        remarks = (*remarks, _say_apart(files))
    return replace(book, remarks=remarks, media=RoundMedia(files, archives))


def _say_apart(files: Sequence[RoundFile]) -> str:
    named = say_count(len(files), "foto of opname zit", "foto’s of opnamen zitten")
    return f"{named} niet in dit bestand. Kies de zip met bijlagen erbij, dan gaan ze mee."


def _files(submission: Submission) -> Iterator[RoundFile]:
    for name, kind in MEDIA.items():
        answer = _answer(submission.answers, name)
        if answer:
            yield RoundFile(submission.row, kind, answer, _identity(submission.answers))


def _submissions(first: Sheet, others: Sequence[Sheet]) -> Iterator[Submission]:
    repeated: dict[str, list[Mapping[str, Cell]]] = {}
    for sheet in others:
        for row in sheet.rows:
            answers = dict(zip(sheet.headings, row.cells, strict=True))
            parent = str(answers.get("_parent_index", ""))
            repeated.setdefault(parent, []).append(answers)
    for row in first.rows:
        answers = dict(zip(first.headings, row.cells, strict=True))
        index = str(answers.get("_index", ""))
        yield Submission(row.number, answers, tuple(repeated.get(index, ())), row.trouble)


def _row(submission: Submission) -> SheetRow:
    told = _Told()
    for path, answer in submission.answers.items():
        if answer != "":
            _take(told, path, answer)
    held = told.held
    if ImportField.POINT not in held and "latitude" in told.parts:
        numbers = [told.parts.get(part, "0") for part in _PARTS]
        held[ImportField.POINT] = " ".join(str(number).replace(",", ".") for number in numbers)
    if ImportField.THEMES not in held and told.ticked:
        held[ImportField.THEMES] = " ".join(told.ticked)
    signals = [_answer(one, SIGNAL) for one in submission.repeats]
    lines = [str(held.get(ImportField.TEXT, "")), *(f"Signaal: {one}" for one in signals if one)]
    held[ImportField.TEXT] = "\n".join(line for line in lines if line)
    held[ImportField.OWN_ID] = _identity(submission.answers)
    trouble = submission.trouble or _trouble(submission.answers)
    return SheetRow(submission.row, tuple(held.get(one, "") for one in COLUMNS), trouble)


def _take(told: _Told, path: str, answer: Cell) -> None:
    part = _PART.search(path) or _ODK_PART.search(path)
    tail = _tail(path)
    if part:
        if part["point"] == "location":
            name = {"accuracy": "precision"}.get(part["part"].lower(), part["part"].lower())
            told.parts[name] = answer
    elif path.rpartition("/")[0].endswith("themes"):
        if str(answer) in _TICKED:
            told.ticked.append(tail)
    elif path == "_geolocation" and isinstance(answer, str):
        told.parts["latitude"], _, told.parts["longitude"] = answer.partition(" ")
    elif tail in QUESTIONS:
        wanted = QUESTIONS[tail]
        # "happened_on" is what was answered; "today" only what the phone thought.
        if wanted not in told.held or tail.startswith("happened"):
            told.held[wanted] = answer


def _identity(answers: Mapping[str, Cell]) -> str:
    found = (str(answers.get(name, "")) for name in IDENTITIES)
    return next((one.removeprefix("uuid:") for one in found if one), "")


def _trouble(answers: Mapping[str, Cell]) -> str:
    if str(answers.get("Status", "")).strip().lower() == NOT_DECRYPTED:
        return "niet ontsleuteld; haal het bestand op met de wachtzin van het project"
    if _answer(answers, "consent") in ("geweigerd", "nee", "no") and not _answer(answers, "notes"):
        return "geen toestemming gegeven, dus er is niets opgeschreven"
    return ""


def _answer(answers: Mapping[str, Cell], name: str) -> str:
    found = (str(value) for path, value in answers.items() if _tail(path) == name)
    return next(found, "").strip()


def _tail(path: str) -> str:
    return path.rpartition("/")[2]
