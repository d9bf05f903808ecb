"""How long a wide table takes from its bytes to its talks: 5,000 rows of 60 columns, as Excel."""

import time
from datetime import date, timedelta
from io import BytesIO
from typing import Final

from benchmarks.intake import PASSPHRASE, begin_study
from benchmarks.results import Result
from benchmarks.workshop import Workshop
from fieldwork.actions.desk import Desk
from fieldwork.actions.shelf import Shelf
from fieldwork.domain.dates import today

NAME: Final = "sheet"
TARGET: Final = 20.0
ROWS: Final = 5_000
KNOWN: Final = ("Nr", "Datum", "Verslag", "Wie", "Adres", "Akkoord")
COLUMNS: Final = 60


def measure(workshop: Workshop) -> list[Result]:
    """Return the time of reading, guessing the columns, checking every row and keeping the talks.

    The machine reads the talks afterwards, by the way; the screen says how many are left.
    """
    content = write_table()
    times = tuple(_once(workshop, content, run) for run in range(workshop.plan.sheets))
    remark = f"{len(content) / 1_000_000:.1f} MB; the machine reads the talks by the way"
    return [Result(NAME, f"Excel of {ROWS} rows, {COLUMNS} columns", times, TARGET, remark=remark)]


def write_table() -> bytes:
    """Return the table: talks with a date, a name, an address, and answers nobody asked for."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    more = range(COLUMNS - len(KNOWN))
    sheet.append([*KNOWN, *(f"Vraag {number}" for number in more)])
    for row in range(ROWS):
        told = f"Gesprek nummer {row} over de huur en de buurt. " * 6
        who = f"Persoon {row % 900}" if row % 3 else None
        known = [row, _day(row), told, who, f"Dorpsstraat {row % 80}", "ja"]
        sheet.append([*known, *(f"antwoord {row} {number}" for number in more)])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _day(row: int) -> date:
    return today() - timedelta(days=1 + row % 50)


def _once(workshop: Workshop, content: bytes, run: int) -> float:
    home = workshop.empty_home(f"sheet-{run}")
    begin_study(home)
    shelf = Shelf(home)
    (study,) = shelf.studies()
    shelf.unlock(study.slug, PASSPHRASE)
    desk = shelf.desk_of(study.slug)
    try:
        began = time.perf_counter()
        _take(desk, content)
        return time.perf_counter() - began
    finally:
        shelf.opened(study.slug).store.close()


def _take(desk: Desk, content: bytes) -> None:
    book = desk.importing.read("gesprekken.xlsx", content)
    (sheet,) = book.sheets
    mapping = desk.importing.suggest(book, sheet).mapping
    desk.importing.ask(sheet, mapping)
    done = desk.importing.take(desk.importing.check("gesprekken.xlsx", sheet, mapping))
    if len(done.added) != ROWS:
        raise RuntimeError(f"{len(done.added)} of {ROWS} talks came in")
