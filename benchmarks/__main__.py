"""``python -m benchmarks``: measure, and print the table that goes into the README."""

import argparse
import sys
import tempfile
import traceback
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Final

from benchmarks.plan import FULL, QUICK
from benchmarks.results import Result, describe_machine, write_table
from benchmarks.workshop import Workshop

# In this order: the short ones first. "import" is no name for a module.
PROGRAMS: Final = {
    "help": "benchmarks.help",
    "reading": "benchmarks.reading",
    "files": "benchmarks.files",
    "import": "benchmarks.intake",
    "sheet": "benchmarks.sheet",
    "open": "benchmarks.open_requests",
    "start": "benchmarks.start",
    "screens": "benchmarks.screens",
    "clicks": "benchmarks.clicks",
    "maps": "benchmarks.maps",
    "crowd": "benchmarks.crowd",
    "large": "benchmarks.large",
}
Measure = Callable[[Workshop], list[Result]]


def main() -> int:
    """Run the programs that were asked for; the table goes to the output, progress beside it.

    Returns how many programs broke off; their lines are missing.
    """
    chosen = _parser().parse_args()
    machine = describe_machine()
    results: list[Result] = []
    broken: list[str] = []
    with tempfile.TemporaryDirectory(prefix="wijkduik-benchmarks-") as folder:
        workshop = Workshop(Path(folder), QUICK if chosen.quick else FULL, chosen.keep)
        for name in chosen.only or PROGRAMS:
            print(f"measuring {name} ...", file=sys.stderr, flush=True)
            measure: Measure = import_module(PROGRAMS[name]).measure
            try:
                results += measure(workshop)
            except Exception:  # noqa: BLE001  shown in full
                # What the others measured, in a quarter of an hour, is not to be lost.
                traceback.print_exc()
                broken.append(name)
    print(write_table(results))
    print(f"\nMeasured {machine}.")
    if broken:
        print(f"not measured: {', '.join(broken)}", file=sys.stderr)
    return len(broken)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--only", action="append", choices=PROGRAMS, help="this program only; may be repeated"
    )
    parser.add_argument(
        "--quick", action="store_true", help="a few runs of each, to see that the programs work"
    )
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="keep the study of 10,000 talks here"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
