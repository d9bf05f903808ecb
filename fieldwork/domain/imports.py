"""What a team has already: tables and transcripts, and what of each row becomes a talk."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Final

from fieldwork.domain.attachments import AttachmentKind
from fieldwork.domain.labels import Labelled
from fieldwork.domain.notes import ConsentState, Need
from fieldwork.domain.people import Source
from fieldwork.domain.places import Point

# What a cell of a table holds; "" is an empty one.
Cell = str | int | float | bool | date | datetime | time


class ImportField(Labelled):
    """What a column of a table can hold of a talk."""

    TEXT = "tekst", "Tekst van het gesprek"
    DAY = "dag", "Dag"
    CLOCK = "tijd", "Tijd"
    NAME = "naam", "Met wie (naam)"
    SOURCE = "soort", "Soort: bewoner, ondernemer …"
    PHONE = "telefoon", "Telefoon"
    ROLE = "rol", "Rol van een sleutelfiguur"
    STREET = "straat", "Straat"
    NUMBER = "huisnummer", "Huisnummer"
    POSTCODE = "postcode", "Postcode"
    POINT = "punt", "Punt op de kaart"
    LAT = "breedte", "Breedtegraad of RD-Y"
    LON = "lengte", "Lengtegraad of RD-X"
    ACCURACY = "nauwkeurigheid", "Nauwkeurigheid van het punt"
    CONSENT = "toestemming", "Mag dit bewaard worden?"
    NEED = "hulp", "Is er nu hulp nodig?"
    THEMES = "themas", "Thema’s"
    OWN_ID = "kenmerk", "Eigen nummer"
    MADE_BY = "gemaakt_door", "Gemaakt door"


# Columns of which there may be more than one; of every other field there is one.
SEVERAL: Final = frozenset({ImportField.TEXT, ImportField.THEMES})
# Fields with a closed set of answers: what a team wrote there is mapped word by word.
WORDED: Final = (ImportField.SOURCE, ImportField.CONSENT, ImportField.NEED, ImportField.THEMES)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a table: its number as a spreadsheet counts, and as many cells as headings.

    ``trouble`` says what is wrong with the row as a whole; then it cannot be taken.
    """

    number: int
    cells: tuple[Cell, ...]
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with unique headings; ``remarks`` is what a reader should know of it, in Dutch."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    remarks: tuple[str, ...] = ()

    def column(self, at: int) -> list[Cell]:
        """Return what stands in a column where it is not empty."""
        return [row.cells[at] for row in self.rows if row.cells[at] != ""]


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What each column holds, in the order of the headings; None is not taken over.

    ``day_first`` says how to read 3-4-2026 and is None while nobody knows. ``words`` maps, for each
    field of ``WORDED``, what is written to a stored code; "" leaves that word out. ``day`` is for
    rows that name no day.
    """

    columns: tuple[ImportField | None, ...]
    day_first: bool | None = None
    words: Mapping[ImportField, Mapping[str, str]] = field(default_factory=dict)
    day: date | None = None

    def at(self, wanted: ImportField) -> tuple[int, ...]:
        """Return which columns hold ``wanted``."""
        return tuple(at for at, held in enumerate(self.columns) if held is wanted)

    def is_about(self, *wanted: ImportField) -> bool:
        """Return whether any column holds one of ``wanted``."""
        return any(held in wanted for held in self.columns)

    def with_column(self, at: int, held: ImportField | None) -> "ColumnMapping":
        """Return this mapping with another field at a column; a single field moves to it."""
        columns = list(self.columns)
        if held is not None and held not in SEVERAL:
            columns = [None if one is held else one for one in columns]
        columns[at] = held
        return replace(self, columns=tuple(columns))


@dataclass(frozen=True, slots=True)
class RoundFile:
    """A photo or recording that a row of a round names; ``submission`` is the row's own number."""

    row: int
    kind: AttachmentKind
    name: str
    submission: str = ""


@dataclass(frozen=True, slots=True)
class RoundMedia:
    """What rows of a round name, and the zip files in which that is looked for."""

    files: tuple[RoundFile, ...] = ()
    archives: tuple[bytes, ...] = ()


NO_MEDIA: Final = RoundMedia()


@dataclass(frozen=True, slots=True)
class ImportBook:
    """A file that was read: its tables, and the mapping where the kind of file settles it.

    ``ready`` is the mapping of the first sheet for what comes back from a round; nobody is asked.
    ``media`` are the photos and recordings of such a round.
    """

    filename: str
    kind: str
    sheets: tuple[Sheet, ...]
    ready: ColumnMapping | None = None
    remarks: tuple[str, ...] = ()
    media: RoundMedia = NO_MEDIA


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why a row cannot be taken, or (a remark) what of it will be left out."""

    row: int
    what: str
    is_remark: bool = False


@dataclass(frozen=True, slots=True)
class ImportedTalk:
    """A talk as a row tells it, before anything is kept.

    ``themes`` are codes of the codebook. ``made_by`` is the word in the file for who made it.
    """

    row: int
    text: str
    day: date
    clock: time | None = None
    name: str = ""
    source: Source | None = None
    phone: str = ""
    role: str = ""
    street: str = ""
    number: str = ""
    postcode: str = ""
    point: Point | None = None
    consent: ConsentState = ConsentState.NIET_GEVRAAGD
    need: Need | None = None
    themes: tuple[str, ...] = ()
    own_id: str = ""
    made_by: str = ""
