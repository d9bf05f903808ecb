"""The commands that read a file of notes and need no study. Each imports what it needs, late."""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from fieldwork.commands.form import add_command

if TYPE_CHECKING:
    from fieldwork.commands.form import Commands

REGRESSION: Final = Path(__file__).parents[2] / "tests" / "regression"


def add_text_commands(commands: "Commands") -> None:
    """Add the commands of this module to ``commands``."""
    tag = add_command(commands, "tag", _tag, "toon wat de machine leest, een regel per notitie")
    tag.add_argument("file", type=Path, metavar="NOTITIES.jsonl")
    search = add_command(
        commands, "search", _search, "zoek notities bij vragen, op woorden en op betekenis"
    )
    search.add_argument("file", type=Path, metavar="NOTITIES.jsonl")
    search.add_argument("--queries", type=Path, required=True, metavar="VRAGEN.jsonl")
    redact = add_command(
        commands, "redact", _redact, "zet schuilnamen voor persoonsgegevens, een regel per notitie"
    )
    redact.add_argument("file", type=Path, metavar="NOTITIES.jsonl")
    redact.add_argument("--roster", type=Path, metavar="NAMEN.json", help="wie en wat u al kent")
    evaluate = add_command(commands, "evaluate", _evaluate, "meet hoe goed de machine leest")
    evaluate.add_argument(
        "file", type=Path, nargs="?", default=REGRESSION, metavar="NOTITIES.jsonl"
    )


def _tag(chosen: argparse.Namespace) -> int:
    from fieldwork.tagging.lines import read_note_lines, tag_lines

    def say(line: str) -> None:
        print(line, file=sys.stderr)

    return _print_lines(tag_lines(read_note_lines(chosen.file), say=say))


def _search(chosen: argparse.Namespace) -> int:
    from fieldwork.tagging.lines import read_note_lines, read_query_lines
    from fieldwork.tagging.similar_lines import search_lines

    notes, queries = read_note_lines(chosen.file), read_query_lines(chosen.queries)
    return _print_lines(search_lines(notes, queries))


def _redact(chosen: argparse.Namespace) -> int:
    from fieldwork.tagging.lines import read_note_lines
    from fieldwork.tagging.redaction_lines import read_roster, redact_lines

    roster = read_roster(chosen.roster) if chosen.roster else None
    return _print_lines(redact_lines(read_note_lines(chosen.file), roster))


def _evaluate(chosen: argparse.Namespace) -> int:
    from fieldwork.tagging.lines import evaluate
    from fieldwork.tagging.redaction_lines import cover

    print(evaluate(chosen.file).table())
    covered = cover(chosen.file)
    if covered:
        print("", covered.line(), sep="\n")
    return 0


def _print_lines(tables: Iterable[dict[str, Any]]) -> int:
    for table in tables:
        print(json.dumps(table, ensure_ascii=False))
    return 0
