"""The commands that read a file of notes and need no study. Each imports what it needs, late."""

import argparse
import json
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
    evaluate = add_command(commands, "evaluate", _evaluate, "meet hoe goed de machine leest")
    evaluate.add_argument(
        "file", type=Path, nargs="?", default=REGRESSION, metavar="NOTITIES.jsonl"
    )


def _tag(chosen: argparse.Namespace) -> int:
    from fieldwork.tagging.lines import read_note_lines, tag_lines

    return _print_lines(tag_lines(read_note_lines(chosen.file)))


def _evaluate(chosen: argparse.Namespace) -> int:
    from fieldwork.tagging.lines import evaluate

    print(evaluate(chosen.file).table())
    return 0


def _print_lines(tables: Iterable[dict[str, Any]]) -> int:
    for table in tables:
        print(json.dumps(table, ensure_ascii=False))
    return 0
