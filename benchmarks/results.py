"""What was measured, and the table in Markdown that it is printed as."""

import math
import os
import platform
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Final

from fieldwork.domain.dates import today

# With fewer runs than this a 95th percentile is the slowest run, and is named so.
ENOUGH: Final = 20
_HEAD: Final = ("Program", "Measured", "Runs", "p50", "p95", "Target", "Met", "× empty", "Remark")


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the table: the runs' times in seconds, and what they should stay under.

    ``target`` is held against the 95th percentile. ``empty`` holds the times of the same deed on
    an empty Streamlit page, in the same run, on the same machine.
    """

    program: str
    what: str
    seconds: tuple[float, ...]
    target: float | None = None
    empty: tuple[float, ...] = ()
    remark: str = ""

    def __post_init__(self) -> None:
        if not self.seconds:
            raise ValueError(f"nothing was measured for {self.program}: {self.what}")

    @property
    def p50(self) -> float:
        """The median, in seconds."""
        return median(self.seconds)

    @property
    def p95(self) -> float:
        """The 95th percentile in seconds; with few runs that is the slowest one."""
        return find_percentile(self.seconds, 95)

    @property
    def ratio(self) -> float | None:
        """How many times an empty page it takes, median over median."""
        return self.p50 / median(self.empty) if self.empty else None


def find_percentile(seconds: Sequence[float], percent: float) -> float:
    """Return the smallest time that at least ``percent`` of all times stay within (nearest rank).

    A time that was really measured, and never a better one than that: nothing is interpolated.
    """
    ordered = sorted(seconds)
    return ordered[math.ceil(len(ordered) * percent / 100) - 1]


def write_table(results: Iterable[Result]) -> str:
    """Return the results as a table in Markdown."""
    rows = [_row(result) for result in results]
    lines = [_HEAD, ("---", "---", "--:", "--:", "--:", "--:", "---", "--:", "---"), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def describe_machine() -> str:
    """Return on what, with what and when was measured, in one line.

    The load is that of the minute before: far above 0 means that the numbers are not to be used.
    """
    load = f"load {os.getloadavg()[0]:.1f}, " if hasattr(os, "getloadavg") else ""
    return (
        f"{today().isoformat()}: {os.cpu_count()} cores ({_processor()}), {load}"
        f"a million empty rounds in {calibrate() * 1000:.0f} ms, "
        f"{platform.system()}, Python {platform.python_version()}, "
        f"Streamlit {version('streamlit')}"
    )


def calibrate() -> float:
    """Return how many seconds of processor a million rounds of an empty loop take right now.

    On a machine that lends its processor out, the same work takes up to three times as long from
    one hour to the next. Between tables only what this agrees on can be compared.
    """
    began = time.process_time()
    for _ in range(1_000_000):
        pass
    return time.process_time() - began


def say_seconds(seconds: float) -> str:
    """Return "0.041 s" or "12.3 s": three digits that mean something."""
    return (
        f"{seconds:.3f} s"
        if seconds < 1
        else f"{seconds:.2f} s"
        if seconds < 10
        else (f"{seconds:.1f} s")
    )


def _row(result: Result) -> tuple[str, ...]:
    few = len(result.seconds) < ENOUGH
    target = "" if result.target is None else f"{result.target:g} s"
    met = "" if result.target is None else "yes" if result.p95 < result.target else "**no**"
    return (
        result.program,
        result.what,
        str(len(result.seconds)),
        say_seconds(result.p50),
        say_seconds(result.p95) + (" (max)" if few else ""),
        target,
        met,
        "" if result.ratio is None else f"{result.ratio:.1f}",
        result.remark,
    )


def _processor() -> str:
    """Return the processor's name as far as the platform tells it."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text("utf-8").splitlines() if told.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
