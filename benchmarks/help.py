"""How long ``python -m fieldwork --help`` takes, the whole process."""

import subprocess
import sys
import time

from benchmarks.results import Result
from benchmarks.server import ROOT
from benchmarks.workshop import Workshop

NAME = "help"
TARGET = 0.5


def measure(workshop: Workshop) -> list[Result]:
    """Return the time from the process's start to its end."""
    times = tuple(_once() for _ in range(workshop.plan.helps))
    return [Result(NAME, "`python -m fieldwork --help`", times, TARGET)]


def _once() -> float:
    started = time.perf_counter()
    command = [sys.executable, "-m", "fieldwork", "--help"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - started
