"""How a command is declared: its name, what runs it, and its help in Dutch."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

Command = Callable[[argparse.Namespace], int]


def add_command(
    commands: "Commands", name: str, run: Command, words: str
) -> argparse.ArgumentParser:
    """Add the command ``name`` and return its parser; ``words`` say in Dutch what it does."""
    parser = commands.add_parser(
        name, help=words, description=words, formatter_class=DutchHelp, add_help=False
    )
    parser.add_argument("-h", "--help", action="help", help="toon deze uitleg")
    parser.set_defaults(run=run)
    return parser


class DutchHelp(argparse.HelpFormatter):
    """argparse's help with Dutch headings."""

    _headings: Final = {"positional arguments": "Wat", "options": "Keuzes"}

    def start_section(self, heading: str | None) -> None:
        """Begin the part under ``heading``, in Dutch where argparse gives it in English."""
        super().start_section(self._headings.get(heading or "", heading))

    def _format_usage(self, usage, actions, groups, prefix):  # type: ignore[no-untyped-def]
        return super()._format_usage(usage, actions, groups, prefix or "Gebruik: ")
