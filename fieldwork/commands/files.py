"""The commands for files that a team has already, and for rounds without a connection."""

import argparse
import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from fieldwork.domain.imports import ColumnMapping, ImportField, Sheet
from fieldwork.domain.refusals import UnreadableFile

if TYPE_CHECKING:
    from fieldwork.actions.desk import Desk
    from fieldwork.actions.importing import Checked

Show = Callable[[int, int, str], None]
_MOST_SAID: Final = 50


def add_import_options(take: argparse.ArgumentParser) -> None:
    """Add what ``import`` can be told of a table."""
    take.add_argument(
        "--mapping", type=Path, metavar="BESTAND.json", help="welke kolom wat is; zonder: een gok"
    )
    take.add_argument("--sheet", metavar="NAAM", help="welk tabblad, als er meer zijn")
    take.add_argument(
        "--good", action="store_true", help="neem de goede rijen, ook als er andere niet kunnen"
    )
    take.add_argument(
        "--rejects", type=Path, metavar="BESTAND.xlsx", help="zet hier wat niet kan, met waarom"
    )


def is_table(path: Path) -> bool:
    """Return whether a file is not one of JSON Lines, which has a reader of its own."""
    return path.suffix.lower() not in (".jsonl", ".ndjson")


def import_table(desk: "Desk", chosen: argparse.Namespace, content: bytes, show: Show) -> str:
    """Read a table, transcript or round in; returns what came of it, in Dutch.

    Raises a refusal when somebody still has to say what the columns hold, or when rows cannot be
    taken and ``--good`` was not said.
    """
    name = chosen.file.name
    book = desk.importing.read(name, content)
    sheet = _choose_sheet(name, book.sheets, chosen.sheet)
    suggested = desk.importing.suggest(book, sheet)
    mapping = suggested.mapping
    if chosen.mapping:
        mapping = _read_mapping(chosen.mapping, sheet)
    elif not suggested.is_remembered:
        print(json.dumps(_say_mapping(sheet, mapping), ensure_ascii=False, indent=2))
        raise UnreadableFile(
            name,
            "Nog niemand zei wat er in de kolommen staat.",
            "Bewaar de gok hierboven in een bestand, verbeter haar, en geef dat met --mapping mee.",
        )
    checked = desk.importing.check(name, sheet, mapping, lambda done, of: show(done, of, "rijen"))
    _say_problems(checked)
    if chosen.rejects and checked.rejected:
        chosen.rejects.write_bytes(desk.importing.rejects(checked)[1])
    if checked.rejected and not chosen.good:
        raise UnreadableFile(
            name,
            f"{checked.rejected_rows} rijen kunnen niet worden ingelezen.",
            "Er is niets ingelezen. Met --good neemt u alleen de goede rijen.",
        )
    done = desk.importing.take(checked, lambda now, of: show(now, of, "gesprekken"))
    desk.importing.read_now(lambda now, of: show(now, of, "meegelezen"))
    known = checked.known + done.known
    return (
        f"{len(done.added)} gesprekken ingelezen in {desk.study.name}, {known} waren er al, "
        f"{checked.rejected_rows + len(done.failed)} rijen niet."
    )


def write_form(desk: "Desk", out: Path) -> str:
    """Write the form for rounds to ``out``; returns what was done, in Dutch."""
    out.write_bytes(desk.rounds.form()[1])
    return f"{out}: zet dit formulier in ODK Central of KoboToolbox."


def _choose_sheet(name: str, sheets: tuple[Sheet, ...], wanted: str | None) -> Sheet:
    found = [sheet for sheet in sheets if wanted is None or sheet.name == wanted]
    if len(found) == 1:
        return found[0]
    names = ", ".join(sheet.name for sheet in sheets)
    raise UnreadableFile(name, "Er zijn meer tabbladen.", f"Kies er een met --sheet: {names}.")


def _say_problems(checked: "Checked") -> None:
    for problem in checked.problems[:_MOST_SAID]:
        print(f"Rij {problem.row}: {problem.what}", file=sys.stderr)
    if len(checked.problems) > _MOST_SAID:
        print(f"En nog {len(checked.problems) - _MOST_SAID}.", file=sys.stderr)


def _say_mapping(sheet: Sheet, mapping: ColumnMapping) -> dict[str, Any]:
    pairs = zip(sheet.headings, mapping.columns, strict=True)
    columns = {heading: held.value if held else None for heading, held in pairs}
    return {"columns": columns, "day_first": mapping.day_first, "day": None, "words": {}}


def _read_mapping(path: Path, sheet: Sheet) -> ColumnMapping:
    from fieldwork.imports.words import fold

    try:
        told = json.loads(path.read_text("utf-8"))
        columns = {heading: code for heading, code in told["columns"].items() if code}
        unknown = sorted(columns.keys() - set(sheet.headings))
        if unknown:
            raise ValueError(f"de kop '{unknown[0]}' staat niet in de tabel")
        held = [columns.get(heading) for heading in sheet.headings]
        return ColumnMapping(
            tuple(ImportField.of(code) if code else None for code in held),
            told.get("day_first"),
            {
                ImportField.of(code): {fold(word): str(answer) for word, answer in words.items()}
                for code, words in told.get("words", {}).items()
            },
            date.fromisoformat(told["day"]) if told.get("day") else None,
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        known = ", ".join(one.value for one in ImportField)
        raise UnreadableFile(
            path.name,
            f"Dit is geen bruikbare indeling van kolommen ({error}).",
            f"Zet bij elke kop een van: {known}; of null.",
        ) from error
